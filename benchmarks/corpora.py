"""Articles made up for benchmarks: the same for the same seed, as long and as repetitive as articles are.

Words are drawn from a vocabulary of 200,000 by Zipf's law. Each article has a subject, whose words come again and again in it;
pairs of words stand together more often than chance has it; most words have a stem and an ending, so that forms of a word meet.
"""

import bisect
import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path

from nkdocs.model import Article, Block, Claim, Kind, PartialDate, Source, Span, Trust

FIRST = ("b", "br", "d", "dr", "f", "g", "gr", "k", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "z")
SYLLABLES = [first + vowel for first in FIRST for vowel in "aeiou"]
ENDINGS = ("", "", "", "s", "s", "ing", "ed", "er")
VOCABULARY, SUBJECT, COMMON = 200_000, 24, 60


def _vocabulary() -> list[str]:
    """Words by rank: the commonest are short, forms of a stem stand near each other."""
    chance = random.Random(0)
    stems: dict[str, None] = {}
    while len(stems) < VOCABULARY // 2:
        stems["".join(chance.choices(SYLLABLES, k=2 + (len(stems) > 300) + (len(stems) > 15_000)))] = None
    words = dict.fromkeys(stem + chance.choice(ENDINGS) for stem in itertools.chain(stems, stems))
    return list(words)


class Corpus:
    """An endless supply of articles, about 700 words each."""

    def __init__(self) -> None:
        self.words = _vocabulary()
        weights = (1 / (rank + 2.7) for rank in range(len(self.words)))
        self._reach = list(itertools.accumulate(weights))

    def draw(self, chance: random.Random, count: int) -> list[str]:
        """Words by Zipf's law."""
        return chance.choices(self.words, cum_weights=self._reach, k=count)

    def write(self, number: int) -> tuple[str, str, str, str]:
        """An article: its title, author, date (ISO) and text."""
        chance = random.Random(number)
        length = min(3_000, max(60, int(chance.lognormvariate(6.4, 0.55))))
        words = self.draw(chance, length)
        subject = self.draw(chance, SUBJECT)
        for place in chance.sample(range(length), length // 6):
            words[place] = subject[min(int(chance.expovariate(0.25)), SUBJECT - 1)]
        for place in range(0, length - 1, 40):  # words that go together
            rank = bisect.bisect(self._reach, chance.random() * self._reach[-1])
            words[place : place + 2] = self.words[rank], self.words[(rank * 7 + 13) % 2_000]
        day = f"{chance.randrange(1998, 2025)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        sentences = []
        start = 0
        while start < length:
            end = start + chance.randrange(8, 26)
            sentences.append(" ".join(words[start:end]).capitalize() + ".")
            start = end
        paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
        title = " ".join([*subject[:4], *self.draw(chance, 3)]).capitalize()
        author = " ".join(word.capitalize() for word in chance.choices(self.words[3_000:9_000], k=2))
        return title, author, day, "\n\n".join(paragraphs)


def write_corpus(path: Path, count: int) -> None:
    """Write the first so many articles, one a line, as JSON lists of title, author, date and text."""
    corpus = Corpus()
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(corpus.write(number)) + "\n" for number in range(count))


def read_corpus(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """The articles of a file that `write_corpus` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            title, author, day, text = json.loads(line)
            yield title, author, day, text


def to_article(number: int, title: str, author: str, day: str, text: str) -> Article:
    """An article as a parser would give it."""
    span, start = Span(0, len(text)), Span(0, 0)
    titled = Claim("title", title, start, "made", Trust.HIGH)
    dated = Claim("date", PartialDate.from_iso(day), start, "made", Trust.HIGH)
    signed = (Claim("author", author, start, "made", Trust.HIGH),)
    source = Source(f"{number // 1_000}/{number}.txt", f"{number:064x}")
    blocks = (Block(span, Kind.PROSE, "made"),)
    return Article(source, 1, span, 1, text, titled, dated, signed, blocks, (titled, dated, *signed), f"a-{number}")
