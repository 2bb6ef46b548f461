"""The verbs about what was said: whether a quotation stands in the archive, whether all those of a draft do; who said what.

Plain functions beside those of `commands`, of the same kind: values in, values out, nothing printed.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from nkdocs.analysis import has_terms, sequence
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where, from_root
from nkdocs.commands import settings, vocabulary
from nkdocs.errors import ConfigError, QueryError
from nkdocs.freshness import about_dump, about_index
from nkdocs.lexer import Sort as MarkSort
from nkdocs.lexer import read_marks
from nkdocs.model import Article, Kind, Sort
from nkdocs.query import FromSource, Query, Word, all_of
from nkdocs.twins import Groups
from nkdocs.wording import one_word

if TYPE_CHECKING:
    from nkdocs.drafts import Form, Paragraph
    from nkdocs.opening import OpenIndex
    from nkdocs.passage_search import Reader
    from nkdocs.passages_found import FiguresFound, QuotesFound
    from nkdocs.sayings import Saying
    from nkdocs.unread import UnreadLines
    from nkdocs.verdicts import Checked, DraftReport, Judgement, Unchecked

T = TypeVar("T")

#: Speakers that are named of those that are quoted.
_NAMED = 3

#: Characters that are shown of what is not checked.
_SHOWN = 80
#: Bytes of a draft, and quotations of one.
MOST_BYTES, MOST_QUOTATIONS = 4_000_000, 20_000
_TAKEN_FOR = {
    Kind.BYLINE: "a byline", Kind.DATELINE: "a date line", Kind.IMAGE: "an image's name",
    Kind.COMMENT: "a reader's comment", Kind.BOILERPLATE: "boilerplate",
}  # fmt: skip


def quote(where: Where, text: str) -> Judgement:
    """What can be said of a quotation, with what should be known of the index.

    Raises `ConfigError` for a text without a word and for one that is too long, and what opening an index raises.
    """
    from nkdocs.opening import ask  # the engine
    from nkdocs.passage_search import Reader  # for those who quote
    from nkdocs.quotation import MOST_RUNS, read_quotation  # the same
    from nkdocs.quoted_passages import MOST_CHARACTERS  # the same
    from nkdocs.quoting import judge  # the same

    if len(text) > MOST_CHARACTERS:
        hint = "quote a paragraph at a time, or check a draft: --check FILE"
        raise ConfigError(f"a quotation has at most {MOST_CHARACTERS:,} characters", hint)
    quotation = read_quotation(text)
    if len(quotation.runs) > MOST_RUNS:
        raise ConfigError(f"a quotation has at most {MOST_RUNS} pieces with omissions between them", "quote fewer at a time")
    if not quotation.size:
        raise ConfigError("there is no word in the quotation", 'type what is quoted: nkdocs quote "money back home"')

    def question(index: OpenIndex) -> Judgement:
        reader = Reader(index.engine, index.groups())
        caveats = _Caveats(index, reader)
        judgement = caveats.add(judge(reader, text))
        return replace(judgement, notes=(*judgement.notes, *about_index(index, caveats.changed)))

    return ask(where, question)


def check(where: Where, raw: bytes, path: str, *, form: Form | None = None, everything: bool = False) -> DraftReport:
    """What can be said of every quotation of a draft. `form`: what it is written in, if its path does not say.

    A term of a word or two and the title of a work are left out, unless `everything` is to be checked. Raises `ConfigError` for
    a draft that is too long or no text, and what opening an index raises.
    """
    from nkdocs.decoding import decode  # for those who have a draft
    from nkdocs.drafts import form_of, paragraphs  # the same
    from nkdocs.errors import CorpusError  # the same
    from nkdocs.opening import ask  # the engine
    from nkdocs.passage_search import Reader  # for those who quote
    from nkdocs.quoting import judge  # the same
    from nkdocs.verdicts import Checked, DraftReport  # the same

    if len(raw) > MOST_BYTES:
        raise ConfigError(f"{path} is larger than {MOST_BYTES:,} bytes", "check a chapter at a time")
    try:
        text = decode(raw)[0]
    except CorpusError as error:
        raise ConfigError(f"{path}: {error}", error.hint) from None
    found, unchecked = _sort(paragraphs(text, form or form_of(path)), everything=everything)
    if len(found) > MOST_QUOTATIONS:
        raise ConfigError(f"{path} has more than {MOST_QUOTATIONS:,} quotations", "check a chapter at a time")

    def question(index: OpenIndex) -> DraftReport:
        own = _articles_of(index, path)
        reader = Reader(index.engine, index.groups(), own)
        caveats = _Caveats(index, reader)
        checked: list[Checked] = [Checked(line, caveats.add(judge(reader, said))) for line, said in found]
        itself = (f"{path} is itself indexed, as a dump; what stands in it is not looked at here",) if own else ()
        notes = (*itself, *about_index(index, caveats.changed))
        return DraftReport(path, tuple(checked), tuple(unchecked), notes)

    return ask(where, question)


def _articles_of(index: OpenIndex, path: str) -> frozenset[str]:
    """The ids of the articles that were read from a draft, which lies among the dumps: it would confirm itself."""
    if path == "-":
        return frozenset()
    source = from_root(index.archive, str(index.archive.start / path))
    return frozenset(listed.id for listed in index.engine.listings(FromSource(source)) if listed.source == source)


class _Caveats:
    """What a verdict rests on and its passages do not show: dumps that are others now, and lines not taken for text."""

    def __init__(self, index: OpenIndex, reader: Reader) -> None:
        self._archive = index.archive
        self._limit = index.settings.max_file_size
        self._reader = reader
        self._dumps: dict[str, tuple[str, ...]] = {}
        self._unread: UnreadLines | None = None

    @property
    def changed(self) -> frozenset[str]:
        """The dumps of which it was said that they are others now."""
        return frozenset(path for path, notices in self._dumps.items() if notices)

    def add(self, judgement: Judgement) -> Judgement:
        """The judgement with what is to be known of it."""
        from nkdocs.verdicts import Verdict  # for those who quote

        changed: tuple[str, ...] = ()
        if judgement.verdict is not Verdict.NOT_FOUND:
            articles = {passage.article.source.path: passage.article for passage in judgement.passages}
            changed = tuple(notice for article in articles.values() for notice in self._about_dump(article))
        unread = self._about_lines(judgement) if judgement.verdict in (Verdict.NOT_FOUND, Verdict.ALTERED) else ()
        return replace(judgement, notes=(*unread, *judgement.notes, *changed), is_stale=bool(changed))

    def _about_dump(self, article: Article) -> tuple[str, ...]:
        path = article.source.path
        if path not in self._dumps:
            self._dumps[path] = about_dump(self._archive, article, self._limit)
        return self._dumps[path]

    def _about_lines(self, judgement: Judgement) -> tuple[str, ...]:
        """Where the words stand in lines that were not taken for text; that nobody looked, where nothing near was found."""
        from nkdocs.unread import UnreadLines  # for what is not word for word
        from nkdocs.verdicts import Verdict  # the same

        if self._unread is None:
            self._unread = UnreadLines(self._reader)
        found = self._unread.find(judgement.quotation)
        if not found and not self._unread.is_whole and judgement.verdict is Verdict.NOT_FOUND:
            return ("lines taken for boilerplate or comments were not looked through: the archive is large",)
        fix = [self._archive.command(f"fix {shlex.quote(f'{each.path}:{each.line}')} body") for each in found]
        return tuple(
            f"it stands in {each.path}:{each.line}, in a line taken for {_TAKEN_FOR[each.kind]}; if it is text: {command}"
            for each, command in zip(found, fix, strict=True)
        )


def _sort(found: Sequence[Paragraph], *, everything: bool) -> tuple[list[tuple[int, str]], list[Unchecked]]:
    """The quotations of a draft, each with its line; and what is not checked."""
    from nkdocs.quoted_passages import block_quotation, find_quotations, sort_of  # for those who have a draft
    from nkdocs.verdicts import Unchecked  # the same

    quoted: list[tuple[int, str]] = []
    left: list[Unchecked] = []
    for at, paragraph in enumerate(found):
        if paragraph.is_quoted:
            for said in block_quotation(paragraph.text):
                if sort_of(said) == "too long":
                    left.append(Unchecked(paragraph.line(0), said[:_SHOWN], "too long"))
                else:
                    quoted.append((paragraph.line(0), said))
            continue
        several, unclosed = find_quotations(paragraph.text, found[at + 1].text.strip() if at + 1 < len(found) else "")
        for each in several:
            line = paragraph.line(each.start)
            if each.sort == "too long":
                left.append(Unchecked(line, each.text[:_SHOWN], each.sort))
            elif each.sort == "quotation" or everything:
                quoted.append((line, each.text))
            else:
                left.append(Unchecked(line, each.text, each.sort))
        left += [Unchecked(paragraph.line(at), paragraph.text[at : at + _SHOWN], "not closed") for at in unclosed]
    return quoted, left


def quotes(where: Where, request: SearchRequest, *, by: str = "", about: str = "", today: dt.date | None = None) -> QuotesFound:
    """The quoted passages of the articles that match, with who said them: `by` whom (all words of a name), `about` what.

    `about` is words that must all be in the quotation, in any form. An empty query means all articles. Raises as
    `commands.search` does.
    """
    from nkdocs.passages_found import QuotesFound  # for those who ask
    from nkdocs.sayings import is_unnamed, sayings  # the same

    named, meant = _terms(by, "--by"), _terms(_words(about, "--about"), "--about")

    def fits(saying: Saying) -> bool:
        return has_terms(saying.speaker or "", named) and has_terms(saying.text, meant)

    articles, notices = _matching(where, request, {"quotes --by": by, "quotes --about": about}, meant | named, today)
    every = [saying for article in articles for saying in sayings(article)]
    found = [saying for saying in every if fits(saying)]
    if by and (unnamed := sum(is_unnamed(saying) and not fits(saying) for saying in every)):
        those = "passage of these articles is" if unnamed == 1 else "passages of these articles are"
        notices = (*notices, f"{unnamed:,} {those} by a pronoun or somebody without a name, and so not among them")
    if by and every and not found:
        speakers = dict.fromkeys(saying.speaker for saying in every if saying.speaker and not is_unnamed(saying))
        notices = (*notices, *_about_speakers(by, list(speakers)))
    if articles and not found:
        those = "1 article has" if len(articles) == 1 else f"{len(articles):,} articles have"
        said = "nothing that is quoted there fits" if every else "nobody is quoted there"
        notices = (f"{those} what was asked for, but {said}", *notices)
    return QuotesFound(request, by, about, len(found), tuple(_page(found, request)), notices)


def _about_speakers(by: str, speakers: Sequence[str]) -> Iterator[str]:
    """Who is quoted instead, in articles that have the words of a name."""
    if speakers:
        more = f" and {len(speakers) - _NAMED:,} more" if len(speakers) > _NAMED else ""
        quoted = ", ".join(speakers[:_NAMED])
        yield f"articles that have {by} quote {quoted}{more}: nkdocs quotes --by {shlex.quote(speakers[0])}"


def figures(where: Where, words: str, request: SearchRequest, *, today: dt.date | None = None) -> FiguresFound:
    """The numbers in sentences that have all the words, in any form, by date. Raises as `commands.search` does."""
    from nkdocs import figures as measuring  # for those who ask
    from nkdocs.passages_found import FiguresFound  # the same

    terms = _terms(_words(words, "figures"), "figures")
    articles, notices = _matching(where, request, {"figures": words}, terms, today)
    found = [figure for article in articles for figure in measuring.figures(article, tuple(terms))]
    if articles and not found:
        those = "1 article has" if len(articles) == 1 else f"{len(articles):,} articles have"
        notices = (*notices, f"{those} {words}, but no number stands in a sentence with it")
    found.sort(key=lambda each: (each.date.first_day() if each.date else dt.date.max, each.article.source.path, each.line))
    return FiguresFound(request, words, len(found), tuple(_page(found, request)), notices)


def _page(found: Sequence[T], request: SearchRequest) -> Sequence[T]:
    end = None if request.limit is None else request.offset + request.limit
    return found[request.offset : end]


def _words(words: str, option: str) -> str:
    """The same, if they are nothing but words. Raises `QueryError` for what of the language of queries is among them."""
    for mark in read_marks(words):
        if mark.operator or mark.sort not in (MarkSort.WORD, MarkSort.ALONE):
            typed = words[mark.column : mark.column + mark.length]
            hint = "leave it out; which articles are meant, --since, --until, --author and --source say"
            raise QueryError(f"{option} takes words, and {typed} belongs to a query", words, mark.column, mark.length, hint)
    return words


def _terms(words: str, option: str) -> frozenset[str]:
    """The terms of words. Raises `ConfigError` for a text without a word."""
    terms = frozenset(token.term for token in sequence(words))
    if words and not terms:
        raise ConfigError(f"{option}: there is no word in {words!r}", "type a word, such as money")
    return terms


def _about_none(index: OpenIndex, query: Query, request: SearchRequest, asked_for: Mapping[str, str]) -> tuple[str, ...]:
    """Why no article matches a request and has all words that were asked for."""
    from nkdocs.explaining import about_nothing  # for answers that are empty

    notices: list[str] = []
    if not index.engine.search(query, limit=0).total:
        verb = next(iter(asked_for)).split()[0]
        notices += about_nothing(index.engine, query, request, index.archive.command(verb))
    for words_before, text in asked_for.items():
        words = tuple(Word(token.term, text[token.start : token.end]) for token in sequence(text))
        if words:
            notices += about_nothing(index.engine, all_of(words), SearchRequest(text), index.archive.command(words_before))
    if asked_for.get("quotes --by") and not any("did you mean" in notice for notice in notices):
        notices.append(f"all who are quoted: {index.archive.command('quotes -n all')}")
    return tuple(dict.fromkeys(notices))


def _matching(
    where: Where, request: SearchRequest, asked_for: Mapping[str, str], terms: frozenset[str], today: dt.date | None
) -> tuple[list[Article], tuple[str, ...]]:
    """The articles that match the request and have all the terms, of copies one; and what should be known.

    `asked_for`: the words of the terms, by what of a command stands before them.
    """
    from nkdocs import answering  # for those who ask
    from nkdocs.explaining import about_behind  # the same
    from nkdocs.folding import fold  # the same
    from nkdocs.opening import ask  # the engine
    from nkdocs.tiers import Tiers  # the same

    asked = answering.understand_listing(request, today or dt.date.today(), vocabulary(settings(where)))
    query = all_of([asked.query, *(one_word(term, Word(term, term)) for term in sorted(terms))])

    def question(index: OpenIndex) -> tuple[list[Article], tuple[str, ...]]:
        groups = Groups() if request.copies else index.groups()
        folded = fold(index.engine, Tiers(query), groups, Sort.TITLE)
        kept = [hit.article for hit in folded.search(query, limit=None, sort=Sort.TITLE).hits]
        nothing = () if kept else _about_none(index, asked.query, request, asked_for)
        told = (*asked.expansions, *nothing, *about_behind(folded, query, groups), *about_index(index))
        return kept, told

    return ask(where, question)
