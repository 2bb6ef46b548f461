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
from nkdocs.folding import Searching
from nkdocs.matching import find_matches
from nkdocs.model import Article
from nkdocs.query import (
    And,
    Boosted,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
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
from nkdocs.snippets import highlight
from nkdocs.tiers import Tiers, parts_of

#: Words of a query without hits that are counted one by one.
_COUNTED = 10
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
#: Words that are named of those that are lacking.
_NAMED = 20
#: Letters that a part of a word has at least.
_PART = 3


def about_words(tiers: Tiers, found: Found) -> Iterator[str]:
    """Which words were not searched for, and which the articles lack."""
    if tiers.left_out:
        yield f"left out, as they say little: {', '.join(tiers.left_out)} (with --all they must occur)"
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


def about_nothing(engine: Engine, query: Query, request: SearchRequest, command: str) -> Iterator[str]:
    """Why nothing was found: what each word finds alone, a word spelled nearly so, and what the filters hid.

    `command` is what the person typed before the query: ``nkdocs search``.
    """
    words: dict[str, list[TextLeaf]] = {}
    for leaf in text_leaves(query):
        words.setdefault(_shown(leaf), []).append(leaf)
    # A compound is several leaves, and so is a name: what was typed once is counted once.
    counts = [(ways[-1], _total(engine, any_of(ways))) for ways in list(words.values())[:_COUNTED]]
    if counts:
        more = f", and {len(words) - _COUNTED} more" if len(words) > _COUNTED else ""
        yield "words alone: " + ", ".join(f"{_shown(leaf)} in {_articles(count)}" for leaf, count in counts) + more
    for leaf, count in counts:
        # Of an author a whole name is offered, below.
        if count == 0 and leaf.field != "author" and (near := _nearly(engine, leaf)):
            yield f"did you mean {near}? {command} {retry(with_words(request, leaf.text, near))}"
        if isinstance(leaf, Phrase) and count == 0:
            apart = _total(engine, And(tuple(Word(term, leaf.text, leaf.field) for term in dict.fromkeys(leaf.terms))))
            if apart:
                yield f"the words of {leaf.text} stand in {_articles(apart)}, but not together"
            if taken_apart := _taken_apart(engine, leaf):
                yield f"did you mean {taken_apart}? {command} {retry(with_words(request, leaf.text, taken_apart))}"
    from nkdocs.unmatched import about_unmatched  # all articles are gone through

    yield from about_unmatched(engine, query, request, command)
    yield from _hidden(engine, query, "without the filters: {}")


def about_joined(engine: Engine, query: Query, request: SearchRequest, command: str) -> Iterator[str]:
    """That a phrase is written in other articles with one of its words as two: selfreliance of, self-reliance of."""
    for leaf in text_leaves(query):
        if isinstance(leaf, Phrase) and not leaf.slop and (apart := _taken_apart(engine, leaf)):
            terms = tuple(token.term for token in analysis.run(apart))
            others = _total(engine, And((Phrase(terms, apart, 0, leaf.field), Not(leaf))))
            if others:
                have = f"{_articles(others)} more {'has' if others == 1 else 'have'}"
                yield f'{have} "{apart}": {command} {retry(with_words(request, leaf.text, apart))}'


def _nearly(engine: Engine, leaf: TextLeaf) -> str:
    """What to type for a leaf that finds nothing: any form of the word, its parts, or a word spelled nearly so."""
    match leaf:
        case Exact(form, _, field):
            (token,) = analysis.sequence(form)[:1]
            return form.lower() if _total(engine, Word(token.term, form, field)) else ""
        case Word(term, _, field) if term.lower() in analysis.ABBREVIATIONS and term.isupper():
            (token,) = analysis.sequence(term.lower())
            return term.lower() if _total(engine, Word(token.term, term, field)) else ""
        case Word(_, _, field):
            parts = next((pair for pair in _parts(leaf) if _total(engine, Phrase(pair[1], pair[0], 0, field))), None)
            return _spelled_nearly(engine, leaf) or (f'"{parts[0]}"' if parts else "")
        case _:
            return ""


def _taken_apart(engine: Engine, leaf: Phrase) -> str:
    """A phrase of which a word is written as two in the archive, as those; "" if there is no such word."""
    words = leaf.text.split()
    for place, word in enumerate(words[:_COUNTED]):
        for text, _ in _parts(Word("", word)):
            other = " ".join([*words[:place], text, *words[place + 1 :]])
            terms = tuple(token.term for token in analysis.run(other))
            if _total(engine, Phrase(terms, other, leaf.slop, leaf.field)):
                return other
    return ""


def _parts(leaf: Word) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ways to write a word as two, each as text and as terms."""
    run = analysis.sequence(leaf.text)
    if len(run) == 1 and run[0].form.isascii():
        form = run[0].form[:24]
        for place in range(_PART, len(form) - _PART + 1):
            text = f"{form[:place]} {form[place:]}"
            yield text, tuple(token.term for token in analysis.sequence(text))


def _is_about_words(query: Query) -> bool:
    """Whether the part of a query is what was searched for, rather than a filter."""
    return not isinstance(query, Not) and all(isinstance(leaf, TextLeaf) for leaf in leaves(query))


def _spelled_nearly(engine: Engine, leaf: Word) -> str:
    """A word of the archive that is one or two letters away; "" if there is none, or the word is short."""
    tokens = analysis.sequence(leaf.text)
    if len(tokens) != 1 or len(tokens[0].form) < 4 or any(map(str.isdecimal, tokens[0].form)):
        return ""  # one number is as good as any other
    for distance in (1, 2) if len(tokens[0].form) > 5 else (1,):
        nearly = Fuzzy(tokens[0].form, leaf.text, distance, leaf.field)
        for hit in engine.search(nearly, limit=1).hits:
            article = hit.article
            for field, text in (
                ("title", article.title.value if article.title else ""),
                ("author", " ".join(claim.value for claim in article.authors)),
                ("body", "\n".join([article.body, *article.notes])),
            ):
                for span in highlight(text, nearly, field):  # type: ignore[arg-type]  # the three names are fields
                    return text[span.start : span.end]
    return ""


def _total(engine: Searching, query: Query) -> int:
    return engine.search(query, limit=0).total


def _articles(count: int) -> str:
    return "no article" if count == 0 else "1 article" if count == 1 else f"{count:,} articles"


def _shown(leaf: TextLeaf) -> str:
    return leaf.text if leaf.field is None or ":" in leaf.text else f"{leaf.field}:{leaf.text}"
