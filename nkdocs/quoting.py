"""Whether the archive says what a quotation says, and where: candidates from the index, judged word by word.

**Word for word** means that all its words, numbers and marks stand in the archive one after the other (`quoted_words`); what is
cut from a word or a number at its ends is not word for word (``lethal`` of non-lethal, ``1`` of 1 million).

**An omission** is the writer's right as long as a reader is not misled. A quotation with omissions is VERBATIM if its pieces
stand word for word, in order, in one paragraph or in two that follow each other, with at most `MOST_OMITTED` words left out at
each, and no negation among them. What is left out is always told. Otherwise it is STITCHED. Words put in brackets may stand in
the place of at most `MOST_REPLACED` words, of which none is a negation or a number; and they are no negation themselves.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from nkdocs.hedging import notes_on_cuts
from nkdocs.model import Article, Span
from nkdocs.passage_search import MOST_READ, MOST_SOUGHT, Held, Reader, Sought, holding, nearest, seek
from nkdocs.quotation import MOST_OMITTED, MOST_REPLACED, Quotation, Run, read_quotation
from nkdocs.quoted_words import quoted_words
from nkdocs.sources import Place, Text, standing
from nkdocs.telling_words import KINDS, denies, is_magnitude, is_negated, kind_of
from nkdocs.verdicts import Difference, Judgement, Standing, Verdict

#: What denies the word that it ends.
_LESS = "less"
#: Places that are listed of a quotation that stands in many.
MOST_LISTED = 20
#: Ways in which the runs of a quotation may follow one place of the first that are looked at.
MOST_FOLLOWING = 50


def judge(reader: Reader, text: str) -> Judgement:
    """What can be said of a quotation. One without a word is NOT FOUND."""
    quotation = read_quotation(text)
    if not quotation.size:
        return Judgement(quotation.text, Verdict.NOT_FOUND, notes=("there is no word in it",))
    sought = seek(reader, quotation.words, quotation.text)
    literal = Run(quotation.words, frees_case=True)
    held = holding(reader, sought)
    if places := _places(reader, held.articles(reader), (literal,), quotation):
        return _with_unread(_stands(reader, quotation, (literal,), places), held)
    near = nearest(reader, sought)
    if quotation.is_marked:
        marked = _holding_all(reader, quotation)
        held = max(held, marked, key=lambda each: each.total)
        articles = itertools.chain(marked.articles(reader), near)
        if places := _places(reader, articles, quotation.runs, quotation):
            return _with_unread(_stands(reader, quotation, quotation.runs, places), held)
    # What the index takes for other words than we do, as one that is broken at the end of a line, is in what is near.
    if places := _places(reader, near, (literal,), quotation):
        return _with_unread(_stands(reader, quotation, (literal,), places), held)
    from nkdocs.near_quotations import judge_near  # alignment, for what is not word for word

    return _with_unread(judge_near(reader, quotation, near), held)


def _with_unread(judgement: Judgement, held: Held) -> Judgement:
    """The judgement, and that the words may stand as they are in an article that was not read."""
    if held.total <= MOST_SOUGHT or judgement.verdict is Verdict.AMBIGUOUS:
        return judgement
    note = f"{held.total:,} articles have its words, and {MOST_SOUGHT:,} were read: it may stand word for word in another"
    return replace(judgement, notes=(*judgement.notes, note))


def _places(reader: Reader, articles: Iterable[Article], chain: Sequence[Run], quotation: Quotation) -> list[Place]:
    """Where the runs stand: in all articles, or up to the one with which `MOST_READ` have them without a flaw."""
    found: list[Place] = []
    right = 0
    for article in articles:
        places = list(_chains(reader.texts(article), chain, quotation))
        right += any(not _flaws(place, chain, quotation) for place in places)
        found += places
        if right >= MOST_READ:
            break
    return _once(found)


def _holding_all(reader: Reader, quotation: Quotation) -> Held:
    """The articles that may have all runs of a quotation."""
    found = [seek(reader, run.whole, quotation.text) for run in quotation.runs]
    unknown = tuple(term for each in found for term in each.unknown)
    longest = max(found, key=lambda each: len(each.run))
    rare = tuple(dict.fromkeys(term for each in found for term in each.rare[:2]))
    return holding(reader, Sought(longest.run, unknown, rare))


def _chains(texts: Iterable[Text], runs: Sequence[Run], quotation: Quotation) -> Iterator[Place]:
    """Where the runs stand in the texts of an article, in order, each near the one before it.

    For each place of the first run, the nearest that the others stand at without a flaw; if there is none, the nearest.
    """
    for text in texts:
        dead: set[tuple[int, int]] = set()
        for first in text.find(runs[0]):
            places = list(itertools.islice(_following(text, runs, (first,), dead), MOST_FOLLOWING))
            if places:
                yield next((place for place in places if not _flaws(place, runs, quotation)), places[0])


def _following(
    text: Text, runs: Sequence[Run], spans: tuple[tuple[int, int], ...], dead: set[tuple[int, int]]
) -> Iterator[Place]:
    """The places that begin with these spans, the nearest first. `dead`: how many spans end where, and nothing follows."""
    at = len(spans)
    if at == len(runs):
        yield Place(text, spans)
        return
    start = spans[-1][1]
    if (at, start) in dead:
        return
    is_dead = True
    for following in text.find(runs[at], start, start + _reach(runs[at - 1], runs[at]) + len(runs[at].words)):
        for place in _following(text, runs, (*spans, following), dead):
            is_dead = False
            yield place
    if is_dead:
        dead.add((at, start))


def _reach(before: Run, run: Run) -> int:
    """How many words of the source may stand between two runs."""
    if run.gap == "omission":
        return MOST_OMITTED
    return MOST_REPLACED if run.gap == "insertion" and not (before.tail or run.head) else 0


def _once(places: Iterable[Place]) -> list[Place]:
    """Each place once: a text may have been read in two ways, and a title is perhaps in the text as well."""
    found: dict[tuple[str, Span], Place] = {}
    for place in places:
        found.setdefault((place.text.article.id, place.text.span(place.first, place.last)), place)
    return list(found.values())


def _stands(reader: Reader, quotation: Quotation, chain: Sequence[Run], places: list[Place]) -> Judgement:
    """The verdict on a quotation that stands in these places."""
    places = sorted(places, key=lambda place: reader.groups.is_behind(place.text.article.id))
    flaws = [_flaws(place, chain, quotation) for place in places]
    least = min(len(each) for each in flaws)
    kept = [(place, each) for place, each in zip(places, flaws, strict=True) if len(each) == least]
    originals = list(_originals(reader, (place.text.article.id for place, _ in kept)))
    standings = [standing(place.text, place.first, place.last, quotation.text) for place, _ in kept]
    notes: list[str] = []
    if least:
        found = sorted(kept[0][1], key=lambda each: KINDS.index(each.kind))
        is_cut = any(not each.quotation.startswith("…") for each in found)
        verdict = Verdict.ALTERED if is_cut else Verdict.STITCHED
        notes += _gap_notes(kept[0][0], chain, quotation)
        return Judgement(
            quotation.text, verdict, tuple(standings[:MOST_LISTED]), tuple(found), tuple(notes), total=len(standings)
        )
    place = kept[0][0]
    notes += _gap_notes(place, chain, quotation)
    if len(originals) > 1:
        verdict = Verdict.AMBIGUOUS
        in_all = f", {len(standings):,} times in all" if len(standings) > len(originals) else ""
        read = {place.text.article.id for place, _ in kept}
        at_least = "at least " if len(read) >= MOST_READ else ""
        notes.append(f"it stands in {at_least}{len(originals):,} articles{in_all}; which one is quoted must be said")
    else:
        verdict = Verdict.VERBATIM
        notes += _notes_on_copies(kept, originals)
        notes += notes_on_cuts(place)
    if quotation.size <= 2:
        notes.append("a quotation of one or two words says little by itself")
    listed = _one_of_each(standings) if verdict is Verdict.AMBIGUOUS else standings
    if len(listed) > MOST_LISTED:
        notes.append(f"{MOST_LISTED} of {len(listed):,} places are listed")
    return Judgement(quotation.text, verdict, tuple(listed[:MOST_LISTED]), notes=tuple(notes), total=len(standings))


def _one_of_each(standings: Sequence[Standing]) -> list[Standing]:
    first: dict[str, Standing] = {}
    for each in standings:
        first.setdefault(each.article.id, each)
    return list(first.values())


def _originals(reader: Reader, ids: Iterable[str]) -> Iterator[str]:
    """Of articles that are copies of each other, the first."""
    seen = set()
    for article_id in ids:
        group: object = reader.groups.of.get(article_id, article_id)
        if group not in seen:
            seen.add(group)
            yield article_id


def _notes_on_copies(kept: Sequence[tuple[Place, object]], originals: Sequence[str]) -> Iterator[str]:
    ids = dict.fromkeys(place.text.article.id for place, _ in kept)
    if len(ids) > 1:
        others = ", ".join(each for each in ids if each not in originals)
        yield f"it stands in copies of the article too: {others}"
    if len(kept) > len(ids):
        yield f"it stands there {len(kept)} times" if len(ids) == 1 else f"it stands in {len(kept)} places"


# What makes a passage not word for word, though all words stand there


def _flaws(place: Place, chain: Sequence[Run], quotation: Quotation) -> list[Difference]:
    """What is cut from words and numbers at the ends, and what omissions and insertions hide."""
    found: list[Difference] = []
    for (first, after), run in zip(place.spans, chain, strict=True):
        found += _cut_at_start(place.text, first) if not run.head else []
        found += _cut_at_end(place.text, after) if not run.tail else []
    found += _end_mark(place, quotation)
    found += _put_in(place, chain, quotation)
    for (_, before), (after, _), run in zip(place.spans, place.spans[1:], chain[1:], strict=False):
        found += _hidden(place.text, before, after, run)
    return found


def _cut_at_start(text: Text, first: int) -> Iterator[Difference]:
    words, at = text.words, first - 1
    if at < 0:
        return
    tied = text.touches(at) and words[at].sort not in ("quote", "cut")
    if words[at].sort == "dash" and tied and at and text.touches(at - 1) and _is_hyphen(text, at):
        whole = text.cut(at - 1, first)
        kind = "number" if words[at - 1].sort == "number" or words[first].sort == "number" else "wording"
        kind = "negation" if kind_of(words[at - 1]) == "negation" else kind
        yield Difference(kind, whole, text.cut(first, first), text.line(first))
    elif words[first].sort == "number" and tied and (words[at].key in "-+" or kind_of(words[at]) == "unit"):
        kind = "unit" if kind_of(words[at]) == "unit" else "number"
        yield Difference(kind, text.cut(at, first), text.cut(first, first), text.line(first))
    elif is_magnitude(words[first]) and kind_of(words[at]) == "number" and text.paragraph(at) == text.paragraph(first):
        yield Difference("number", text.cut(at, first), text.cut(first, first), text.line(first))


def _cut_at_end(text: Text, after: int) -> Iterator[Difference]:
    words, last = text.words, after - 1
    if after >= len(words):
        return
    tied = text.touches(last)
    if words[after].sort == "dash" and tied and text.touches(after) and _is_hyphen(text, after):
        kind = "number" if words[last].sort == "number" else "wording"
        yield Difference(kind, text.cut(last, after + 1), text.cut(last, last), text.line(last))
    elif words[last].sort == "number" and (
        is_magnitude(words[after]) or (tied and (kind_of(words[after]) == "unit" or words[after].says))
    ):
        kind = "unit" if kind_of(words[after]) == "unit" and tied else "number"
        yield Difference(kind, text.cut(last, after), text.cut(last, last), text.line(last))
    elif kind_of(words[last]) == "number" and is_magnitude(words[after]):
        yield Difference("number", text.cut(last, after), text.cut(last, last), text.line(last))


def _is_hyphen(text: Text, at: int) -> bool:
    """Whether a dash joins a word, and does not stand between two sentences."""
    word = text.words[at]
    written = text.text[word.start : word.end]
    beside = (text.words[at - 1].sort, text.words[at + 1].sort if at + 1 < len(text.words) else "mark")
    if written == "–":
        return beside == ("number", "number")
    return len(written) == 1 and written not in "—―" and "mark" not in beside


def _end_mark(place: Place, quotation: Quotation) -> Iterator[Difference]:
    """A question that is quoted as a statement."""
    text, after = place.text, place.last + 1
    if quotation.text.rstrip("”\"’'»“ ").endswith(".") and not quotation.text.rstrip("”\"’'»“ ").endswith(".."):
        mark = text.words[after].key if after < len(text.words) and text.touches(after - 1) else ""
        if mark in ("?", "？"):
            yield Difference("punctuation", mark, ".", text.line(after))


def _put_in(place: Place, chain: Sequence[Run], quotation: Quotation) -> Iterator[Difference]:
    """What was put in and denies what the archive says, or makes another word of one that is denied there."""
    text = place.text
    inserted = [*(run.inserted for run in chain), quotation.ending if chain is quotation.runs else ""]
    for told, (first, _) in zip(inserted, (*place.spans, (place.last, 0)), strict=True):
        if any(kind_of(word) == "negation" for word in quoted_words(told)):
            yield Difference("negation", "", f"[{told}]", text.line(first))
    for run, (first, after), behind in zip(chain, place.spans, inserted[1:], strict=True):
        whole, last = text.words[first], text.words[after - 1]
        written = run.words[-1].key + behind.partition(" ")[0]
        if run.tail and last.key.endswith(_LESS) != written.endswith(_LESS):
            yield Difference("negation", last.key, f"{run.words[-1].key}[{behind}]", text.line(after - 1))
        if run.head and is_negated(whole.key, run.inserted.rpartition(" ")[2] + run.words[0].key):
            yield Difference("negation", text.cut(first, first), f"[{run.inserted}]{run.words[0].key}", text.line(first))


def _hidden(text: Text, before: int, after: int, run: Run) -> Iterator[Difference]:
    """What an omission or an insertion must not hide; an omission too, over more than a paragraph's end."""
    if before >= after:
        return
    hidden = text.cut(before, after - 1)
    said = "…" if run.gap == "omission" else f"[{run.inserted}]"
    for word in text.words[before:after]:
        kind = "negation" if denies(word) else kind_of(word)
        if kind == "negation" or (kind == "number" and run.gap != "omission"):
            yield Difference(kind, hidden, said, text.line(before))
            return
    if text.paragraph(after) - text.paragraph(before - 1) > 1:
        yield Difference("left out", hidden, said, text.line(before))


# What should be known of a passage that is word for word


def _gap_notes(place: Place, chain: Sequence[Run], quotation: Quotation) -> tuple[str, ...]:
    """What was left out at each omission, and what stands in the place of each insertion."""
    notes = []
    if chain[0].inserted:
        notes.append(f"[{chain[0].inserted}] is the writer's")
    for (_, before), (after, _), run in zip(place.spans, place.spans[1:], chain[1:], strict=False):
        hidden = _short(place.text.cut(before, after - 1)) if before < after else ""
        line = place.text.line(min(before, len(place.text.words) - 1))
        if run.gap == "omission":
            notes.append(f"left out (line {line}): {hidden}" if hidden else "nothing is left out at an omission")
        if run.inserted:
            there = f", where the archive has: {hidden}" if hidden and run.gap == "insertion" else ""
            notes.append(f"[{run.inserted}] is the writer's{there}")
    if quotation.ending and chain is quotation.runs:
        notes.append(f"[{quotation.ending}] is the writer's")
    return tuple(notes)


def _short(text: str) -> str:
    return text if len(text) <= 200 else text[:200].rpartition(" ")[0] + " …"
