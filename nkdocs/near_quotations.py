"""The verdict on a quotation that stands nowhere word for word: altered, stitched together, or not in the archive at all."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from nkdocs.alignment import Alignment, Hunk, align, steps
from nkdocs.differing import changed_order, differences
from nkdocs.model import Article
from nkdocs.passage_search import NEAR, Reader, holding, nearest, seek
from nkdocs.quotation import MOST_OMITTED, Quotation, Run, trim
from nkdocs.quoted_words import QuotedWord
from nkdocs.sources import Text, standing
from nkdocs.telling_words import KINDS
from nkdocs.verdicts import Difference, Judgement, Standing, Verdict

#: A quotation with so many of its words in one place is that passage, altered.
_ALTERED = 0.6
#: With so many, it is that passage also where every few words differ.
_SURELY = 0.8
#: Words of a piece that is looked for by itself.
_PIECE = 4
#: Words left out, at the end of a paragraph, that make two pieces of a quotation.
_LEAP = 5
_NEAREST = 3
#: Articles that are read for each half of a quotation that is near nothing.
_OF_HALF = 3
#: A passage with fewer of the words is not worth showing.
_NEAR = 0.35
_ONLY_NEAR = "the nearest passages are only that: none of them says it"


def judge_near(reader: Reader, quotation: Quotation, near: Sequence[Article]) -> Judgement:
    """The verdict, once it is known that the quotation stands nowhere word for word in one place."""
    if len(quotation.runs) > 1:
        pieces = [_piece(reader, quotation, run.whole, first=run.frees_case) for run in quotation.runs]
        return _judge_pieces(quotation, pieces)
    words = quotation.runs[0].words if quotation.runs else quotation.words
    laid = _lay(reader, near, words)
    if laid and (stitched := _stitch(reader, quotation, laid[0])) is not None:
        return stitched
    if not (laid and _is_altered(laid[0])):
        more = _lay(reader, _near_halves(reader, quotation, words, near), words)
        for each in more:
            if each.longest >= _PIECE and (stitched := _stitch(reader, quotation, each)) is not None:
                return stitched
        laid = sorted((*laid, *more), key=_worth, reverse=True)
    if laid and _is_altered(laid[0]):
        best = laid[0]
        passages = (
            _moved(best, quotation.text) or _beside(best, quotation.text),
            *(_beside(each, quotation.text) for each in _as_good(laid)),
        )
        found = tuple(differences(best, quotation.text))
        return Judgement(quotation.text, Verdict.ALTERED, passages, found, total=len(passages))
    return _not_found(quotation, laid)


def _near_halves(
    reader: Reader, quotation: Quotation, words: Sequence[QuotedWord], near: Iterable[Article]
) -> Iterable[Article]:
    """The articles, not in `near`, that are near one half. The rarest words of all may be in neither half's article."""
    if len(words) < 4 * _PIECE:
        return ()
    halves = words[: len(words) // 2], words[len(words) // 2 :]
    found = (each for half in halves for each in nearest(reader, seek(reader, half, quotation.text), _OF_HALF))
    known = {article.id for article in near}
    return {article.id: article for article in found if article.id not in known}.values()


def _lay(reader: Reader, articles: Iterable[Article], words: Sequence[QuotedWord]) -> list[Alignment]:
    """The words laid beside the text of each article that is most like them, the likest first; of copies, a corrected one."""
    found = []
    for article in articles:
        laid = [each for text in reader.texts(article) if (each := align(text, words)) is not None]
        if laid:
            found.append(max(laid, key=_worth))
    found.sort(key=lambda each: reader.groups.is_behind(each.text.article.id))
    return sorted(found, key=_worth, reverse=True)


def _worth(alignment: Alignment) -> tuple[float, int]:
    left_out = sum(hunk.end - hunk.start for hunk in alignment.hunks if not hunk.same)
    return alignment.worth, -left_out


def _is_altered(alignment: Alignment) -> bool:
    """Whether a passage is near enough to be what was quoted: most words, and some of them in a row."""
    size = sum(word.says for word in alignment.words)
    least = 1 if size <= 2 else 2 if size <= 6 else 3 if size <= 12 or alignment.likeness > _SURELY else 4
    needed = 0.5 if size <= 3 else _ALTERED
    if alignment.likeness >= needed and alignment.longest >= least and alignment.tells:
        return True
    return alignment.likeness >= _NEAR and changed_order(alignment) is not None


def _as_good(laid: Sequence[Alignment]) -> list[Alignment]:
    """Other articles that are as like the quotation as the first."""
    return [each for each in laid[1:] if _worth(each) == _worth(laid[0])][:_NEAREST]


def _beside(alignment: Alignment, quotation: str, *, exact: bool = False) -> Standing:
    text, first, last = alignment.text, alignment.start, max(alignment.start, alignment.end - 1)
    shown = standing(text, first, last, quotation)
    words = alignment.words
    return Standing(
        shown.article, shown.span, shown.line, shown.last_line, shown.kind, shown.text,
        " ".join(quotation[words[0].start : words[-1].end].split()),
        round(alignment.likeness, 3), exact, shown.before, shown.after, steps(alignment, quotation),
    )  # fmt: skip


def _moved(alignment: Alignment, quotation: str) -> Standing | None:
    """The passage of a quotation whose sentences stand there in another order, if it is not much longer.

    All its words are the archive's, so there is no diff; the stretch that is likest may lack the half of it.
    """
    moved = changed_order(alignment)
    if moved is None or moved.last - moved.first > 2 * len(alignment.words) + MOST_OMITTED:
        return None
    return replace(standing(alignment.text, moved.first, moved.last, quotation), exact=False)


def _not_found(quotation: Quotation, laid: Sequence[Alignment]) -> Judgement:
    near = [each for each in laid[:_NEAREST] if each.likeness >= _NEAR and each.tells]
    passages = tuple(_beside(each, quotation.text) for each in near)
    return Judgement(quotation.text, Verdict.NOT_FOUND, passages, notes=(_ONLY_NEAR,) if passages else ())


# Pieces of a quotation with omissions


Piece = tuple[Verdict, tuple[Standing, ...], tuple[Difference, ...]]


def _piece(reader: Reader, quotation: Quotation, words: Sequence[QuotedWord], *, first: bool) -> Piece:
    """What can be said of a piece by itself."""
    said = quotation.text[words[0].start : words[-1].end] if words else ""
    if not words:
        return Verdict.VERBATIM, (), ()
    if (place := find_exact(reader, quotation.text, words, first=first)) is not None:
        text, start, end = place
        return Verdict.VERBATIM, (standing(text, start, end - 1, said),), ()
    laid = _lay(reader, nearest(reader, seek(reader, words, quotation.text)), words)
    if not laid:
        return Verdict.NOT_FOUND, (), ()
    best = _beside(laid[0], quotation.text)
    if _is_altered(laid[0]):
        return Verdict.ALTERED, (best,), tuple(differences(laid[0], quotation.text))
    return Verdict.NOT_FOUND, (best,), ()


def _judge_pieces(quotation: Quotation, pieces: Sequence[Piece]) -> Judgement:
    verdicts = {verdict for verdict, _, _ in pieces}
    passages = tuple(standing for _, standings, _ in pieces for standing in standings)
    found = sorted((each for _, _, several in pieces for each in several), key=lambda each: KINDS.index(each.kind))
    if Verdict.NOT_FOUND in verdicts:
        missing = sum(verdict is Verdict.NOT_FOUND for verdict, _, _ in pieces)
        notes = (f"{missing} of its {len(pieces)} pieces {'is' if missing == 1 else 'are'} not in the archive", _ONLY_NEAR)
        return Judgement(quotation.text, Verdict.NOT_FOUND, passages, tuple(found), notes)
    if Verdict.ALTERED in verdicts:
        return Judgement(quotation.text, Verdict.ALTERED, passages, tuple(found), total=len(passages))
    return Judgement(quotation.text, Verdict.STITCHED, passages, notes=_where(passages), total=len(passages))


def _where(passages: Sequence[Standing]) -> tuple[str, ...]:
    ids = dict.fromkeys(each.article.id for each in passages)
    if len(ids) > 1:
        return (f"its pieces are from {len(ids)} articles",)
    return ("its pieces stand in one article, but not in this order, or far from each other",)


# Pieces that nothing marks as such


def find_exact(
    reader: Reader, quotation: str, words: Sequence[QuotedWord], *, first: bool = False, within: Text | None = None
) -> tuple[Text, int, int] | None:
    """A place where these words of a quotation stand one after the other; in this text, if it is there."""
    words = trim(words)
    if not words:
        return None
    run = Run(tuple(words), frees_case=first)
    if within is not None and (found := next(within.find(run), None)) is not None:
        return within, *found
    held = holding(reader, seek(reader, words, quotation)).articles(reader)
    for article in itertools.islice(held, 4 * NEAR):
        for text in reader.texts(article):
            if (found := next(text.find(run), None)) is not None:
                return text, *found
    return None


def _stitch(reader: Reader, quotation: Quotation, best: Alignment) -> Judgement | None:
    """The quotation as pieces from several places: what the best passage lacks stands, word for word, somewhere else.

    Words that only moved within their passage, and fewer than a piece has, are an alteration.
    """
    found = [(hunk, place) for hunk in best.hunks if (place := _elsewhere(reader, quotation, best, hunk))]
    far = [hunk for hunk in best.hunks if _is_far(best.text, hunk)]
    if not found and not far:
        return None
    passages = []
    for hunk in best.hunks:
        place = next((place for held, place in found if held is hunk), None)
        if hunk.same and sum(word.says for word in best.words[hunk.first : hunk.last]) >= 2:
            passages.append(standing(best.text, hunk.start, hunk.end - 1, _said(quotation, best.words[hunk.first : hunk.last])))
        elif place is not None:
            text, start, end = place
            passages.append(standing(text, start, end - 1, _said(quotation, best.words[hunk.first : hunk.last])))
    covered = sum(len(each.text.split()) for each in passages)
    if len(passages) < 2 or covered < 0.7 * len(quotation.text.split()):
        return None
    gaps = {best.text.cut(hunk.start, hunk.end - 1) for hunk in far}
    others = [
        each
        for each in differences(best, quotation.text)
        if each.archive not in gaps and not any(_is_in(each, standing) for standing in passages)
    ]
    notes = (*_where(passages), "nothing marks that they are pieces")
    return Judgement(quotation.text, Verdict.STITCHED, tuple(passages), tuple(others), notes, len(passages))


def _is_far(text: Text, hunk: Hunk) -> bool:
    """Whether so much is left out that what stands before and after is not of one passage: much text, or a paragraph's end."""
    count = hunk.end - hunk.start - (hunk.last - hunk.first)
    if hunk.same or count < _LEAP or not 0 < hunk.start < hunk.end < len(text.words):
        return False
    return count > MOST_OMITTED or text.paragraph(hunk.start - 1) != text.paragraph(hunk.end)


def _is_in(difference: Difference, passage: Standing) -> bool:
    return bool(difference.quotation) and difference.quotation in passage.quotation


def _said(quotation: Quotation, words: Sequence[QuotedWord]) -> str:
    return " ".join(quotation.text[words[0].start : words[-1].end].split())


def _elsewhere(reader: Reader, quotation: Quotation, best: Alignment, hunk: Hunk) -> tuple[Text, int, int] | None:
    words = trim(best.words[hunk.first : hunk.last])
    if hunk.same or sum(word.says for word in words) < _PIECE:
        return None
    place = find_exact(reader, quotation.text, words, within=best.text)
    if place is None:
        return None
    text, start, _ = place
    if text is best.text and text.paragraph(best.start) <= text.paragraph(start) <= text.paragraph(best.end - 1):
        return None
    return place
