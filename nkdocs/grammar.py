"""How a query is written: text to the tree of `query`, and the page that teaches it.

A query is understood completely or refused, with the column and what to type instead: a search that silently drops a part of
what was asked gives a wrong answer that looks right. How an engine runs a query is not known here.

All words must occur, so a space is an AND; AND binds tighter than OR. Characters that are in no word (``law & order``) carry
nothing to search for and vanish beside words; alone they are no query.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple, NoReturn, cast

from nkdocs.analysis import sequence, tokens
from nkdocs.dates import parse_range
from nkdocs.errors import QueryError
from nkdocs.lexer import TEXT_FIELDS, Mark, Sort, read_marks
from nkdocs.query import (
    And,
    DateRange,
    Everything,
    FromSource,
    Fuzzy,
    Identified,
    Missing,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    TextField,
    Word,
    text_leaves,
)

MOST_WORDS = 1_000
DEEPEST = 50


class Form(NamedTuple):
    """A row of the grammar page: how it is written, what it finds, and a query that uses it."""

    form: str
    meaning: str
    example: str


GRAMMAR = (
    Form("word word", "all words, in any form (remittance finds remittances), in title, authors or text", "money home"),
    Form('"a phrase"', "the words one after another", '"sends money back home"'),
    Form('"near these"~5', "the words in any order, with at most 5 others between", '"money home"~5'),
    Form("-word  NOT word", "not this: a word, phrase, field or group", "remittances -china"),
    Form("a OR b", "either; AND (or a space) binds tighter than OR", "defector OR refugee"),
    Form("a AND b", "both, as with a space", "money AND home"),
    Form("( )", "what belongs together", "(defector OR refugee) women"),
    Form("begin*", "words that begin so", "remit*"),
    Form("word~  word~2", "words that differ by one or two letters, not the first", "remitance~"),
    Form("title:  author:  body:", "a word, phrase or group in one place only", "title:(women OR history) author:kim"),
    Form("source:text", "dumps with this in their path", "source:002"),
    Form("id:beginning", "articles whose id begins so", "id:creating-home"),
    Form("date:2023", "a year, month (2023-03) or day (2023-03-17)", "date:2023-03"),
    Form("date:2019..2023", "from, to; open at an end (..2020-06, 2021..); also >=2020, <2020", "date:2019..2023"),
    Form("date:2024-Q1", "a quarter", "date:2024-Q1"),
    Form('date:"March 2023"', "a date in words", 'date:"March 2023"'),
    Form("date:last_month", "also today, yesterday, this_week, last_week, this_month, this_year, last_year", "date:last_year"),
    Form("date:-90d", "the last 90 days; also -6w, -3m, -2y", "date:-90d"),
    Form("missing:date", "articles without a date, title or author (missing:author)", "women missing:date"),
)


def parse_query(text: str, *, today: dt.date, any_word: bool = False) -> Query:
    """The tree of a typed query. `today` is what relative dates count from. Raises `QueryError` and nothing else.

    With `any_word` one of the words that stand side by side is enough; dates, sources and the like, and what is excluded,
    still hold for every article.
    """
    if not text.strip():
        raise QueryError("the query is empty", text, 0, hint="type a word to search for, such as remittances")
    tree = _Parser(text, read_marks(text), today, any_word=any_word).parse()
    return _all((tree,))


class _Parser:
    """Recursive descent over the marks of one query. Nothing (None) is what punctuation stands for."""

    def __init__(self, text: str, marks: list[Mark], today: dt.date, *, any_word: bool) -> None:
        self.text = text
        self.marks = marks
        self.today = today
        self.any_word = any_word
        self.at = 0
        self.depth = 0
        self.words = 0

    def parse(self) -> Query:
        tree = self.alternatives(None)
        if (mark := self.peek()) is not None:
            self.fail("there is no ( that this ) closes", mark, 'leave it out, or put the text in "quotes"')
        if tree is None:
            start = len(self.text) - len(self.text.lstrip())
            hint = "type a word to search for, such as remittances"
            raise QueryError("there is no word in the query", self.text, start, len(self.text.strip()), hint)
        return tree

    def peek(self) -> Mark | None:
        return self.marks[self.at] if self.at < len(self.marks) else None

    def take(self, *sorts: Sort) -> Mark | None:
        """The next mark, if it is of one of these sorts."""
        mark = self.peek()
        if mark is None or mark.sort not in sorts:
            return None
        self.at += 1
        return mark

    def fail(self, message: str, mark: Mark, hint: str) -> NoReturn:
        raise QueryError(message, self.text, mark.column, mark.length, hint)

    def alternatives(self, field: TextField | None) -> Query | None:
        """Conjunction OR conjunction OR ..."""
        operator: Mark | None = None
        found: list[Query] = []
        while True:
            tree = self.conjunction(field)
            following = self.take(Sort.OR)
            if tree is None and (dangling := operator or following) is not None:
                self.dangling(dangling)
            if tree is not None:
                found.append(tree)
            if following is None:
                return _any(found) if found else None
            operator = following

    def conjunction(self, field: TextField | None) -> Query | None:
        """Terms side by side, or with AND between, which ties closer when any of the words is enough."""
        found: list[list[Query]] = []
        operator: Mark | None = None
        while (mark := self.peek()) is not None and mark.sort not in {Sort.OR, Sort.CLOSE}:
            if mark.sort is Sort.AND:
                if operator is not None or not found:
                    self.dangling(mark)
                operator = self.take(Sort.AND)
                continue
            tree = self.term(field)
            if tree is None:
                continue
            if operator is not None:
                found[-1].append(tree)
            else:
                found.append([tree])
            operator = None
        if operator is not None:
            self.dangling(operator)
        return self.join([tied[0] if len(tied) == 1 else _all(tied) for tied in found]) if found else None

    def join(self, trees: list[Query]) -> Query:
        """What stands side by side: all of it, or, if any word is enough and this is no group, any of the words."""
        if not self.any_word or self.depth:
            return _all(trees)
        words = [tree for tree in trees if any(text_leaves(tree))]
        filters = [tree for tree in trees if not any(text_leaves(tree))]
        return _all([*filters, _any(words)] if words else filters)

    def term(self, field: TextField | None) -> Query | None:
        """A word, phrase, field or group, with any number of NOT before it."""
        first = self.peek()
        negated = False
        while self.take(Sort.NOT) is not None:
            negated = not negated
        mark = self.take(Sort.WORD, Sort.PHRASE, Sort.FIELD, Sort.OPEN)
        if mark is None:
            self.dangling(cast("Mark", first))
        match mark.sort:
            case Sort.OPEN:
                tree = self.group(mark, field)
            case Sort.FIELD:
                tree = self.field(mark, field)
            case _:
                tree = self.text_term(mark, field)
        if tree is None or not negated:
            return tree
        return tree.child if isinstance(tree, Not) else Not(tree)

    def group(self, opening: Mark, field: TextField | None) -> Query | None:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"more than {DEEPEST} groups stand inside each other", opening, "type fewer parentheses")
        if (empty := self.peek()) is not None and empty.sort is Sort.CLOSE:
            self.fail("there is nothing between ( and )", opening, "type words between them, or leave them out")
        tree = self.alternatives(field)
        if self.take(Sort.CLOSE) is None:
            self.fail("the ( is not closed", opening, "type ) where the group ends")
        self.depth -= 1
        return tree

    def field(self, name: Mark, outer: TextField | None) -> Query | None:
        if outer is not None:
            self.fail(f"{name.text}: cannot stand inside {outer}:", name, f"type it outside the parentheses of {outer}:")
        value = self.marks[self.at]
        self.at += 1
        if name.text in TEXT_FIELDS:
            field = cast("TextField", name.text)
            tree = self.group(value, field) if value.sort is Sort.OPEN else self.text_term(value, field)
            if tree is None:
                self.fail(f"{name.text}: needs a word", value, f"type {name.text}:word")
            return tree
        if value.sort is Sort.OPEN:
            hint = f"type ({name.text}:... OR {name.text}:...)"
            self.fail(f"{name.text}: takes one value, no group", value, hint)
        if value.number:
            self.fail(f"~ means nothing after {name.text}:", value, f"type {name.text}:{value.text[:60]}")
        self.count(value)
        return _FILTERS[name.text](self, value)

    def date(self, value: Mark) -> Query:
        try:
            start, end = parse_range(value.text, self.today)
        except ValueError as error:
            self.fail(str(error), value, "type date:2019..2023")
        return DateRange(start, end, value.text)

    def missing(self, value: Mark) -> Query:
        name = value.text.lower()
        if name not in {"title", "date", "author"}:
            self.fail(f"missing: knows date, author and title, not {value.text!r}", value, "type missing:date")
        return Missing(cast("Literal['title', 'date', 'author']", name))

    def source(self, value: Mark) -> Query:
        if "*" in value.text or not value.text.strip():
            hint = "type a part of the path, such as source:2019"
            self.fail("source: takes a part of a path, without *", value, hint)
        return FromSource(value.text)

    def identified(self, value: Mark) -> Query:
        beginning = value.text.strip().lower()
        if not beginning or "*" in beginning:
            self.fail("id: takes the beginning of an id, without *", value, "type id:women-in")
        return Identified(beginning)

    def text_term(self, mark: Mark, field: TextField | None) -> Query | None:
        """What a word or a phrase finds; None: there is nothing in it to search for."""
        run = sequence(mark.text)
        self.count(mark, len(run))
        if mark.sort is Sort.PHRASE and not mark.text.strip():
            self.fail("there is nothing between the quotes", mark, "type words between them, or leave them out")
        if mark.operator:
            return self.one_word(mark, field, [token.form for token in run])
        if not run:
            return None
        first, last = run[0].start, run[-1].end
        written = mark.text[first:last]
        if len(run) == 1:
            return Word(run[0].term, written, field)
        phrase = Phrase(tuple(token.term for token in run), written, mark.number, field)
        if mark.sort is Sort.PHRASE:
            return phrase
        whole = [token for token in tokens(mark.text) if token.start == first and token.end == last]
        return Or((phrase, *(Word(token.term, written, field) for token in whole))) if whole else phrase

    def one_word(self, mark: Mark, field: TextField | None, forms: Sequence[str]) -> Query:
        """``begin*`` and ``word~``: what is before the mark must be one word."""
        if len(forms) != 1:
            what = "is no word" if not forms else "is more than one word"
            hint = f'type "{mark.text[:60]}" in quotes' if forms else "type a word, such as remit*"
            self.fail(f"{mark.operator} stands after one word, and {mark.text[:60]!r} {what}", mark, hint)
        written = self.text[mark.column : mark.column + mark.length].rstrip(",.;:!?")
        if mark.operator == "*":
            return Prefix(forms[0], written, field)
        return Fuzzy(forms[0], written, mark.number, field)

    def count(self, mark: Mark, words: int = 1) -> None:
        self.words += max(words, 1)
        if self.words > MOST_WORDS:
            self.fail(f"the query has more than {MOST_WORDS:,} words", mark, "type fewer words")

    def dangling(self, operator: Mark) -> NoReturn:
        if operator.sort is Sort.NOT:
            self.fail(f"there is nothing that {operator.text} excludes", operator, f"type {operator.text} before a word")
        hint = f'type a word on both sides of {operator.text}, or "{operator.text.lower()}" to search for the word'
        self.fail(f"{operator.text} stands between two things, and one is not there", operator, hint)


_FILTERS: dict[str, Callable[[_Parser, Mark], Query]] = {
    "date": _Parser.date,
    "missing": _Parser.missing,
    "source": _Parser.source,
    "id": _Parser.identified,
}


def _all(trees: Sequence[Query]) -> Query:
    """And, without an And in it; what only excludes, excludes from everything."""
    flat: list[Query] = []
    for tree in trees:
        flat += tree.children if isinstance(tree, And) else (tree,)
    flat = [tree for tree in flat if not isinstance(tree, Everything)]
    if all(isinstance(tree, Not) for tree in flat):
        flat.insert(0, Everything())
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _any(trees: Sequence[Query]) -> Query:
    """Or, without an Or in it."""
    flat: list[Query] = []
    for tree in trees:
        flat += tree.children if isinstance(tree, Or) else (tree,)
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
