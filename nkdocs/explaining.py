"""What a person should know of an answer: what was left out, what a filter could not judge, why nothing was found.

Notices are what keeps an answer honest. They are sentences for people; what stands in them of queries and articles is as
hostile as all text, and made safe where it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nkdocs import analysis
from nkdocs.answers import SearchRequest
from nkdocs.engine import Engine
from nkdocs.finding import Found
from nkdocs.folding import Folded, Searching
from nkdocs.matching import find_matches
from nkdocs.model import Article
from nkdocs.nearly import misspelled, nearly, taken_apart
from nkdocs.query import (
    And,
    Boosted,
    DateRange,
    Everything,
    Missing,
    Not,
    Or,
    Phrase,
    Query,
    TextLeaf,
    Word,
    any_of,
    leaves,
    text_leaves,
)
from nkdocs.retrying import retry, with_words
from nkdocs.tiers import Tiers, parts_of
from nkdocs.twins import Groups

#: Words of a query without hits that are counted one by one.
_COUNTED = 10
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
#: Words that no article has, of which another spelling is looked for beside what was found.
_MENDED = 3
#: Words that are operators in capitals only.
_OPERATORS = {"or": "OR in capitals means either", "not": "NOT in capitals excludes"}
#: Words that are named of those that are lacking; and copies that were not corrected.
_NAMED, _PAIRS = 20, 3


def about_words(tiers: Tiers, found: Found) -> Iterator[str]:
    """Which words were not searched for, and which the articles lack."""
    if tiers.left_out:
        meant = [what for word, what in _OPERATORS.items() if word in tiers.left_out and not tiers.is_sentence]
        yield f"left out, as they say little: {', '.join(tiers.left_out)} (with --all they must occur{'; '.join(['', *meant])})"
    if not found.is_partial:
        return
    if found.complete:
        have = "1 article has" if found.complete == 1 else f"{found.complete:,} articles have"
        come = "" if found.is_mixed else f" and {'comes' if found.complete == 1 else 'come'} first"
        yield f"{have} all the words{come}; the others lack some"
        return
    if found.given_up:
        years = [f"date:{text}" for text in map(_typed, found.given_up) if _YEAR.fullmatch(text)]
        dated = f" (if a date is meant: {years[0]})" if years else ""
        apart = [word for word in found.given_up if parts_of(word)]
        if out := [word for word in found.given_up if word not in apart]:
            yield f"no article has all the words; left out, as no article has it: {_names(out)}{dated}"
        if apart:
            yield f"no article has {_names(apart)}; the parts are searched for instead"
    left = [word for word in tiers.words if word not in found.given_up]
    if found.results.hits and (lacking := _lacking(found.results.hits[0].article, left)):
        names = _names(lacking)
        beginning = "the first article here" if found.given_up else "no article has all the words; the first one here"
        yield f"{beginning} lacks: {names}"
    elif not found.given_up:
        yield "no article has all the words; these have some of them"


def about_given_up(engine: Searching, found: Found, request: SearchRequest, command: str) -> Iterator[str]:
    """Words spelled nearly as those that no article has, where articles with the other words are listed."""
    if found.results.total:
        for word in found.given_up[:_MENDED]:
            if isinstance(word, Word) and (near := misspelled(engine, word)):
                yield f"did you mean {near}? {command} {retry(with_words(request, word.text, near))}"


def _names(words: Sequence[Query]) -> str:
    more = f" and {len(words) - _NAMED:,} more" if len(words) > _NAMED else ""
    return ", ".join(map(_typed, words[:_NAMED])) + more


def _typed(word: Query) -> str:
    return next((leaf.text for leaf in text_leaves(word)), "")


def _lacking(article: Article, words: Sequence[Query]) -> list[Query]:
    """The words that the article has not, each of its texts looked through once."""
    texts = (
        ("title", article.title.value if article.title else ""),
        ("author", " ; ".join(claim.value for claim in article.authors)),
        ("body", "\n\n".join([article.body, *article.notes])),
    )
    ways = [(place, leaf) for place, word in enumerate(words) for leaf in text_leaves(word)]
    here: set[int] = set()
    for field, text in texts:
        asked = [(place, leaf) for place, leaf in ways if leaf.field in (None, field)]
        here.update(asked[match.leaf][0] for match in find_matches(text, [leaf for _, leaf in asked]))
    return [word for place, word in enumerate(words) if place not in here]


def about_filters(engine: Engine, tiers: Tiers, complete: int = 0) -> Iterator[str]:
    """How many articles have all the words where the filters hid some; `complete` are listed."""
    children = tiers.all_words.child if isinstance(tiers.all_words, Boosted) else tiers.all_words
    yield from _hidden(engine, children, "without the filters, {} all the words", complete)


def _hidden(engine: Engine, query: Query, sentence: str, known: int = 0) -> Iterator[str]:
    if not isinstance(query, And):
        return
    kept = tuple(child for child in query.children if _is_about_words(child))
    if kept and len(kept) < len(query.children) and (count := _total(engine, And(kept))) > known:
        have = f"{_articles(count)} {'has' if count == 1 else 'have'}"
        yield sentence.format(have if "all the words" in sentence else _articles(count))


def undated_of(query: Query) -> Query | None:
    """The undated articles that match a query with a date filter, or would if their date were any; None: it has none."""
    has_dates = any(isinstance(leaf, DateRange) for leaf in leaves(query))
    return And((Missing("date"), _with_any_date(query))) if has_dates else None


def about_undated(engine: Searching, query: Query) -> str:
    """How many undated articles a date filter left out: those that would match if their date were any."""
    undated = undated_of(query)
    if undated is None:
        return ""
    left_out = _total(engine, undated) - _total(engine, And((Missing("date"), query)))
    if left_out < 1:
        return ""
    what, whom = ("1 undated article", "it") if left_out == 1 else (f"{left_out:,} undated articles", "them")
    return f"{what} not shown (no date is known to compare); to see {whom}, search with missing:date in place of the date"


def _with_any_date(query: Query) -> Query:
    match query:
        case And(children):
            return And(tuple(map(_with_any_date, children)))
        case Or(children):
            return Or(tuple(map(_with_any_date, children)))
        case Boosted(child):
            return _with_any_date(child)
        case DateRange():
            return Everything()
        case _:  # below a Not too: an undated article is in no range, and so is not excluded by one
            return query


def about_copies(count: int) -> Iterator[str]:
    """That copies match as well, which are not listed."""
    if count:
        what, verb = ("1 copy", "is") if count == 1 else (f"{count:,} copies", "are")
        yield f"{what} of these articles {verb} not listed (--copies lists them all)"


def about_behind(folded: Folded, query: Query, groups: Groups) -> Iterator[str]:
    """That articles were found which nobody corrected, though a copy of each was."""
    found = folded.list_behind(query)
    if len(found) == 1:
        corrected = groups.leader(found[0])
        yield f"{found[0]} is a copy that was not corrected; {corrected}, which was, does not match all that was asked for"
    elif found:
        named = ", ".join(f"{article_id} (corrected: {groups.leader(article_id)})" for article_id in found[:_PAIRS])
        those = f"{len(found):,} of these articles are copies that were not corrected"
        yield f"{those}; those that were do not match all that was asked for: {named}{', ...' * (len(found) > _PAIRS)}"


def about_nothing(engine: Engine, query: Query, request: SearchRequest, command: str) -> Iterator[str]:
    """Why nothing was found: what each word finds alone, a word spelled nearly so, and what the filters hid.

    `command` is what the person typed before the query: ``nkdocs search``.
    """
    words: dict[tuple[str, str | None], list[TextLeaf]] = {}
    for leaf in text_leaves(query):
        words.setdefault((leaf.text, leaf.field), []).append(leaf)
    # A compound is several leaves, and so is a name: what was typed once is counted once.
    counts = [(ways[-1 if _is_word(ways[0]) else 0], _total(engine, any_of(ways))) for ways in list(words.values())[:_COUNTED]]
    if counts:
        more = f", and {len(words) - _COUNTED} more" if len(words) > _COUNTED else ""
        what = "words alone" if all(_is_word(leaf) for leaf, _ in counts) else "alone"
        yield f"{what}: " + ", ".join(f"{_shown(leaf)} in {_articles(count)}" for leaf, count in counts) + more
    for leaf, count in counts:
        # Of an author a whole name is offered, below.
        if count == 0 and leaf.field != "author" and (near := nearly(engine, leaf)):
            yield f"did you mean {near}? {command} {retry(with_words(request, leaf.text, near))}"
        if isinstance(leaf, Phrase) and count == 0:
            yield from _about_phrase(engine, leaf, request, command)
            if apart := taken_apart(engine, leaf):
                yield f"did you mean {apart}? {command} {retry(with_words(request, leaf.text, apart))}"
    from nkdocs.unmatched import about_unmatched  # all articles are gone through

    yield from about_unmatched(engine, query, request, command)
    hiding = [child for child in _children(query) if not _is_about_words(child)]
    excluded = [child for child in hiding if isinstance(child, Not) and any(text_leaves(child.child))]
    those = ["the filters"] * (len(hiding) > len(excluded)) + ["what is excluded"] * bool(excluded)
    yield from _hidden(engine, query, f"without {' and '.join(those)}: {{}}")


def _about_phrase(engine: Engine, phrase: Phrase, request: SearchRequest, command: str) -> Iterator[str]:
    """Why no article has a phrase: its words stand apart everywhere, or no article has them all."""
    together = f"the words of {_shown(phrase)}"
    words = _words_of(phrase)
    if apart := _total(engine, And(tuple(dict.fromkeys(words)))):
        how = "together" if phrase.slop == 0 else "as near each other"
        yield f"{together} stand in {_articles(apart)}, but not {how}"
        return
    counts = {word: _total(engine, word) for word in list(dict.fromkeys(words))[:_COUNTED]}
    if len(counts) > 1 and not _is_word(phrase):
        yield f"{together}, each alone: " + ", ".join(f"{word.text} in {_articles(count)}" for word, count in counts.items())
        for word, count in counts.items() if phrase.field != "author" else ():  # a whole name is offered
            if not count and (near := nearly(engine, word)):
                yield f"did you mean {near}? {command} {retry(with_words(request, word.text, near))}"


def _words_of(phrase: Phrase) -> list[Word | Phrase]:
    """The words of a phrase, each as it was typed."""
    found: list[Word | Phrase] = []
    for text in phrase.text.split():
        terms = tuple(token.term for token in analysis.run(text))
        if terms:
            found.append(Word(terms[0], text, phrase.field) if len(terms) == 1 else Phrase(terms, text, 0, phrase.field))
    return found


def about_joined(
    engine: Engine, query: Query, joined: Sequence[tuple[str, Word]], request: SearchRequest, command: str
) -> Iterator[str]:
    """That other articles write a word of a phrase as two (selfreliance of, self reliance of), or two words as one.

    `joined`: words typed side by side that the archive writes as one too, as typed, and as that.
    """
    for typed, word in joined:
        if others := _total(engine, And((word, Not(query)))):
            have = f"{_articles(others)} more {'has' if others == 1 else 'have'}"
            yield f"{have} {word.text}: {command} {retry(with_words(request, typed, word.text))}"
    for leaf in text_leaves(query):
        if isinstance(leaf, Phrase) and not leaf.slop and (apart := taken_apart(engine, leaf)):
            terms = tuple(token.term for token in analysis.run(apart))
            others = _total(engine, And((Phrase(terms, apart, 0, leaf.field), Not(leaf))))
            if others:
                have = f"{_articles(others)} more {'has' if others == 1 else 'have'}"
                yield f'{have} "{apart}": {command} {retry(with_words(request, leaf.text, apart))}'


def _children(query: Query) -> tuple[Query, ...]:
    return query.children if isinstance(query, And) else (query,)


def _is_about_words(query: Query) -> bool:
    """Whether the part of a query is what was searched for, rather than a filter."""
    return not isinstance(query, Not) and all(isinstance(leaf, TextLeaf) for leaf in leaves(query))


def _total(engine: Searching, query: Query) -> int:
    return engine.search(query, limit=0).total


def _articles(count: int) -> str:
    return "no article" if count == 0 else "1 article" if count == 1 else f"{count:,} articles"


def _is_word(leaf: TextLeaf) -> bool:
    """Whether it is one word as typed, and no phrase in quotes."""
    return len(leaf.text.split()) < 2  # a space is between two


def _shown(leaf: TextLeaf) -> str:
    """As it is typed: a phrase with its quotes, and the field before it."""
    slop = f"~{leaf.slop}" if isinstance(leaf, Phrase) and leaf.slop else ""
    text = leaf.text if _is_word(leaf) else f'"{leaf.text}"{slop}'
    return text if leaf.field is None or ":" in leaf.text else f"{leaf.field}:{text}"
