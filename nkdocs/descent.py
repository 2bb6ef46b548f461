"""The tree of a query from its marks: what stands beside, between and inside what, and how much of it there may be.

All words must occur, so a space is an AND; AND binds tighter than OR. Characters that are in no word (``law & order``) carry
nothing to search for and vanish beside words; alone they are no query.
"""

from __future__ import annotations

import datetime as dt
from typing import NoReturn, cast

from nkdocs.analysis import run
from nkdocs.characters import compiled
from nkdocs.errors import QueryError
from nkdocs.filters import read_filter
from nkdocs.lexer import TEXT_FIELDS, Mark, RefusedError, Sort, read_marks
from nkdocs.query import Not, Query, TextField, Wildcard, all_of, any_of, text_leaves
from nkdocs.vocabulary import Vocabulary
from nkdocs.wording import join_words, plain_text, unsearched, with_operator

MOST_WORDS = 1_000
#: Words and phrases that are looked for each for itself: what costs time and memory, where the words of one phrase do not.
MOST_APART = 200
DEEPEST = 50
#: Each is looked for among all words that the archive knows.
MOST_PATTERNS = 16

#: What at a word would be an operator, but for the quotes around it.
_OPERATOR = r"\w\*|\*\w|\w\?\w|\w~[12]?(?!\w)|(?<!\S)[=~]\w"


class Descent:
    """Recursive descent over the marks of one query. Nothing (None) is what punctuation stands for."""

    def __init__(self, text: str, marks: list[Mark], today: dt.date, vocabulary: Vocabulary, *, any_word: bool) -> None:
        self.text = text
        self.expansions: list[str] = []
        self.marks = self.meant(marks)
        self.today = today
        self.vocabulary = vocabulary
        self.any_word = any_word
        self.side_by_side: list[Query] = []
        self.without_marks: list[str] = []
        self.opened: tuple[str, ...] = ()
        self.at = 0
        self.depth = 0
        self.words = 0
        self.is_plain = not any(mark.sort in {Sort.AND, Sort.OR} for mark in marks)
        self.apart = 0
        self.said: set[str] = set()
        self.patterns = 0

    def meant(self, marks: list[Mark]) -> list[Mark]:
        """The marks without hyphens that stand alone, as in a title that was pasted; that these exclude nothing is said."""
        kept = [mark for mark in marks if mark.sort is not Sort.ALONE]
        if len(kept) < len(marks):
            first = next(mark.column for mark in marks if mark.sort is Sort.ALONE)
            after = next((mark for mark in kept if mark.column > first), None)
            example = f"-{after.text}" if after is not None and after.sort is Sort.WORD else "-word"
            self.expansions.append(f"a - with a space after it excludes nothing; to exclude, type {example}")
        return kept

    def parse(self) -> Query:
        """The tree of all marks."""
        tree = self.alternatives(None)
        if (mark := self.peek()) is not None:
            self.fail("there is no ( that this ) closes", mark, 'leave it out, or put the text in "quotes"')
        if tree is None:
            start = len(self.text) - len(self.text.lstrip())
            hint = "type a word to search for"
            raise QueryError("there is no word in the query", self.text, start, len(self.text.strip()), hint)
        return tree

    def peek(self) -> Mark | None:
        """The next mark, which stays."""
        return self.marks[self.at] if self.at < len(self.marks) else None

    def take(self, *sorts: Sort) -> Mark | None:
        """The next mark, if it is of one of these sorts."""
        mark = self.peek()
        if mark is None or mark.sort not in sorts:
            return None
        self.at += 1
        return mark

    def fail(self, message: str, mark: Mark, hint: str) -> NoReturn:
        """Refuse the query for this mark."""
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
                return any_of(found) if found else None
            operator = following

    def conjunction(self, field: TextField | None) -> Query | None:
        """Terms side by side, or with AND between, which ties closer when any of the words is enough."""
        found: list[list[Query]] = []
        bare: list[bool] = []
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
                bare[-1] = False
            else:
                found.append([tree])
                bare.append(mark.sort is Sort.WORD and not mark.operator)
            operator = None
        if operator is not None:
            self.dangling(operator)
        trees = [tied[0] if len(tied) == 1 else all_of(tied) for tied in found]
        return self.join(trees, bare) if trees else None

    def join(self, trees: list[Query], bare: list[bool]) -> Query:
        """What stands side by side: all of it, or, if any word is enough and this is no group, any of the words."""
        trees, bare = join_words(trees, bare, self.same)
        if not self.opened:
            self.side_by_side += [tree for tree, is_bare in zip(trees, bare, strict=True) if is_bare]
        if not self.any_word or self.depth:
            return all_of(trees)
        words = [tree for tree in trees if any(text_leaves(tree))]
        filters = [tree for tree in trees if not any(text_leaves(tree))]
        return all_of([*filters, any_of(words)] if words else filters)

    def term(self, field: TextField | None) -> Query | None:
        """A word, phrase, field or group, with any number of NOT before it."""
        first = self.peek()
        negated = False
        while self.take(Sort.NOT) is not None:
            negated = not negated
        mark = self.take(Sort.WORD, Sort.PHRASE, Sort.FIELD, Sort.OPEN, Sort.SAVED)
        if mark is None:
            self.dangling(cast("Mark", first))
        match mark.sort:
            case Sort.OPEN:
                tree = self.group(mark, field)
            case Sort.FIELD:
                tree = self.field(mark, field)
            case Sort.SAVED:
                tree = self.saved(mark, field)
            case _:
                tree = self.text_term(mark, field)
        if tree is None or not negated:
            return tree
        return tree.child if isinstance(tree, Not) else Not(tree)

    def group(self, opening: Mark, field: TextField | None) -> Query | None:
        """What stands in parentheses, after the first of them."""
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

    def saved(self, name: Mark, field: TextField | None) -> Query | None:
        """A saved query, as if it stood here in parentheses."""
        queries = self.vocabulary.queries
        if (text := queries.get(name.text)) is None:
            from difflib import get_close_matches  # only a mistake needs it

            near = get_close_matches(name.text, queries, 1)
            known = f"type @{near[0]}" if near else f"saved queries are {', '.join(queries)}" if queries else ""
            hint = known or f'write [queries] and {name.text} = "one OR another" into nkdocs.toml'
            self.fail(f"there is no saved query {name.text!r}", name, f'{hint}; or "@{name.text}" in quotes')
        if name.text in self.opened or self.depth >= DEEPEST:
            self.fail(f"the saved query {name.text!r} contains itself", name, "mend it in nkdocs.toml")
        self.expansions.append(f"@{name.text} is: {text}")
        outer = (self.text, self.marks, self.at, self.opened)
        self.opened = (*self.opened, name.text)
        self.depth += 1
        try:
            self.text, self.marks, self.at = text, self.meant(read_marks(text)), 0
            tree = self.alternatives(field)
            if (mark := self.peek()) is not None or tree is None:
                self.fail("it is no whole query", mark or name, "mend it")
        except QueryError as error:
            message = f"the saved query {name.text!r} is not understood: {error}"
            raise QueryError(message, outer[0], name.column, name.length, f"mend it in nkdocs.toml: {text[:200]}") from None
        finally:
            self.text, self.marks, self.at, self.opened = outer
            self.depth -= 1
        return tree

    def field(self, name: Mark, outer: TextField | None) -> Query | None:
        """What stands after the name of a field: words in it, or a filter."""
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
        try:
            return read_filter(name.text, value.text, self.today)
        except RefusedError as error:
            self.fail(str(error), value, error.hint)

    def text_term(self, mark: Mark, field: TextField | None) -> Query | None:
        """What a word or a phrase finds; None: there is nothing in it to search for."""
        words = run(mark.text)
        self.count(mark, len(words))
        self.count_apart(mark, field)
        if mark.sort is Sort.PHRASE and words and compiled(_OPERATOR).search(mark.text):
            plain = " ".join(mark.text[word.start : word.end] for word in words)
            self.expansions.append(f"in quotes, words are meant as they stand, without *, ?, ~ or =: {plain}")
        else:
            self.without_marks += unsearched(mark.text, words) if mark.operator != "?" else ()
        if mark.sort is Sort.PHRASE and not mark.text.strip():
            self.fail("there is nothing between the quotes", mark, "type words between them, or leave them out")
        if mark.operator:
            if mark.operator != "=":
                self.count_pattern(mark)
            written = self.text[mark.column : mark.column + mark.length].rstrip(",.;:!?")
            try:
                return with_operator(mark, written, field)
            except RefusedError as error:
                self.fail(str(error), mark, error.hint)
        if not words:
            return None
        self.same(tuple(token.term for token in words), mark.text[words[0].start : words[-1].end])
        tree = plain_text(mark.text, field, self.vocabulary, slop=mark.number, quoted=mark.sort is Sort.PHRASE)
        if isinstance(tree, Wildcard):  # one character of a script without spaces
            self.count_pattern(mark)
        return tree

    def same(self, terms: tuple[str, ...], written: str) -> tuple[Query, ...]:
        """What means the same as some terms, by the person's own synonyms."""
        others = self.vocabulary.meaning_the_same(terms)
        if others:
            self.expansions.append(f"{written} is also searched for as: {', '.join(others)}")
        return tuple(tree for other in others if (tree := plain_text(other, None)) is not None)

    def count(self, mark: Mark, words: int = 1) -> None:
        """So many words more."""
        self.words += max(words, 1)
        if self.words > MOST_WORDS:
            self.fail(f"the query has more than {MOST_WORDS:,} words", mark, "type fewer words")

    def count_apart(self, mark: Mark, field: TextField | None) -> None:
        """One word or phrase more."""
        if self.is_plain and not self.depth and field is None and mark.sort is Sort.WORD and not mark.operator:
            if mark.text in self.said:  # of words side by side, one said again is looked for once
                return
            self.said.add(mark.text)
        self.apart += 1
        if self.apart > MOST_APART:
            hint = "type fewer, or the words of a passage as one phrase in quotes"
            self.fail(f"the query has more than {MOST_APART} words and phrases", mark, hint)

    def count_pattern(self, mark: Mark) -> None:
        """One more that is looked for among all words of the archive."""
        self.patterns += 1
        if self.patterns > MOST_PATTERNS:
            self.fail(f"the query has more than {MOST_PATTERNS} words with *, ? or ~", mark, "type fewer of them")

    def dangling(self, operator: Mark) -> NoReturn:
        """Refuse an operator beside which something lacks."""
        if operator.sort is Sort.NOT:
            self.fail(f"there is nothing that {operator.text} excludes", operator, f"type {operator.text} before a word")
        hint = f'type a word on both sides of {operator.text}, or "{operator.text.lower()}" to search for the word'
        self.fail(f"{operator.text} stands between two things, and one is not there", operator, hint)
