"""Lines that say when or by whom an article was published, and nothing else: what they are told by.

A date in a line does not make the line a date line: "In May 2020 the mill burnt down" is text. What stands beside the dates
decides: words of publishing, times of day, a name, a label or two. Where the line stands is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from nkdocs.authors import Byline, read_bare_names, read_byline, read_footer_byline
from nkdocs.dates import RELATIVE, DateMatch, is_relative, months
from nkdocs.named_fields import read_field_name, read_name_before_date, read_name_beside_count
from nkdocs.rules import Sign, words_of
from nkdocs.values import dataclass

#: What a line with a date is told by: nothing stands beside it, or only words of publishing.
ALONE, LABELLED = "nothing but a date", "date with its label"
#: A time of day.
TIME = re.compile(
    r"(?:\d{1,2}(?:[:h]\d{2}|\sh\s\d{2}){1,2}(?:\.\d+)?|(?<![\d.])\d{1,2}\.\d{2}(?!\d|\.\d))\s*(?:[ap]\.?m\.?|h|uhr)?|\b\d{1,2}\s*(?:[ap]\.?m\.?|uhr)\b|오[전후]",
    re.IGNORECASE,
)
#: What says that the date after it is not the first.
UPDATED = re.compile(
    r"updated?|modified|edited|revised|reviewed|aktualisiert|geändert|stand:|mis à jour|mise à jour|modifié|actualizado|"
    r"atualizado|aggiornat|"
    r"bijgewerkt|수정|更新|обновлено",
    re.IGNORECASE,
)
#: Characters of the longest line that can be one.
_LONGEST = 200
#: The same, if it has more than a date and words of publishing.
_STAMP = 90
#: Characters of the longest line that says when without a date.
_SHORTEST = 32
_DAYLESS = re.compile(r"\d")
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.?\s([^\W\d_]{3,10})\.?|([^\W\d_]{3,10})\.?\s\d{1,2}(?:st|nd|rd|th)?", re.IGNORECASE)
_AGO = re.compile(r"(?:an?|one|about an?) (?:minute|hour|day|week|month|year) ago", re.IGNORECASE)
_HASHTAGS = re.compile(r"#\w+")
_EXTRAS = re.compile(
    r"\b(?:\d+|no|one|leave a|add a?|post a?)\s*(?:comments?|kommentare?|commentaires?|comentarios?|views?|shares?|likes?|"
    r"mins?|minutes?|minuten|min)\b"
    r"(?:\.?\s*read(?:ing)?(?: time)?)?",
    re.IGNORECASE,
)
#: How a post that is shown from another service is signed: the date and the name are that post's.
_EMBEDDED = re.compile(
    r"an? (?:post|photo|video|reel|story) (?:shared|posted) by .{1,80}@|"
    r"ein (?:beitrag|foto|video) geteilt von |une (?:publication|photo|vidéo) partagée par |"
    r"una (?:publicación|foto) compartida (?:por|de) |un post condiviso da |(?:view|see) this post on [A-Z]",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|•·●/>»]\s*|\s+[–—-]+\s+")
#: Who wrote the last of the comments, and when.
_LAST_COMMENT = re.compile(
    r"\d+ (?:comments?|repl(?:y|ies)|posts?)(?:\(s\))?\W{1,3}last (?:comment |reply |post )?by\s", re.IGNORECASE
)
#: Where a report was written, or from where it was taken, behind the day: "2018年6月18日 10:01　発信地：川町".
_FROM = re.compile(r"\s*(?:発信地|提供元?|配信|来源|來源|出处|出典|文章来源|来自)\s?[:：].{1,60}")
#: Words of publishing before a date, and the category behind it: "Posted on May 4, 2020 in Rivers, Mills".
_POSTED = re.compile(r"post|publi|veröff|erstellt|écrit|filed|pubbl|creat", re.IGNORECASE)
_LABEL = re.compile(
    r"\W*(?:published|posted|updated|created|issued|veröffentlicht|aktualisiert|erstellt|publié|mis à jour|publicad[oa]|"
    r"actualizad[oa]|atualizad[oa]|pubblicat[oa]|aggiornat[oa]|gepubliceerd|기사입력|입력|등록|작성|승인|송고|게시|发布|发表|公開|"
    r"投稿|опубликовано)",
    re.IGNORECASE,
)
#: Where a release was dated, after the day: " - Langley, British Columbia".
_PLACE = re.compile(r"\s[–—-]\s(?:[A-ZÀ-Ý][\w'’.-]{1,20} ?){1,3}, (?:[A-ZÀ-Ý][\w'’.-]{1,20}(?: |$)){1,3}")
#: "category Journeys 2018. 12. 31. 23:28".
_CATEGORY = re.compile(
    r"(?:categor(?:y|ies)|kategorien?|catégories?|categorías?|categorias?|카테고리|分类|カテゴリー?)(?=[\s:|])", re.IGNORECASE
)
_FILED = re.compile(
    r"\s(?:in|under|dans|unter|en|em|nella categoria)\s[^\s.!?](?:[^.!?]{1,70}|[^.!?,/]{1,40}(?:(?:,| /) [^.!?,/]{1,40}){1,12})"
)
_BREAK = re.compile(r"[|•·●]|\s[–—-]+\s")
#: A span of days, or one that is open: the time of an event.
_RANGE = re.compile(r"~|\d\s*[–—-]\s*(?:$|[^\W\d])")
#: What follows a date at the beginning of a line of small print.
_BAR = re.compile(r"[\s)]*[|•·●▪]\s")
#: A date after a colon belongs to what is before the colon, unless words of publishing are.
_BEFORE_DATE = re.compile(
    r"^(?!.{0,40}(?:publi|post|updat|date|datum|fecha|stand|erst|ver[öo]ff|mis à|creat|writ|issued|released))"
    r".{3,}[^\W\d]\s?:\s*$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
#: Words that may stand beside a date in a line that states nothing but when something was published.
_GLUE = words_of(
    "published posted updated modified last on at date written created first originally original edited reviewed added issued "
    "release released for immediate press media pressemitteilung medienmitteilung presseinformation medieninformation "
    "communiqué presse comunicado prensa comunicato stampa persbericht "
    "publication online web posting time by in the of read reading min mins comment comments permalink page submitted "
    "uhr um am letzte änderung erschienen veröffentlicht aktualisiert stand erstellt vom den zuletzt geändert publiziert datum "
    "le à publié mis ligne jour mise modifié créé la dernière date du "
    "el publicado actualizado fecha última actualización a las de em às atualizado data publicada "
    "pubblicato aggiornato il alle ore ultimo aggiornamento gepubliceerd op bijgewerkt om geplaatst laatst "
    "입력 수정 작성 등록 승인 기사입력 기사등록 최종수정 최종 게시 발행 작성일 등록일 날짜 송고시간 송고 입력시간 "
    "发布 时间 发布时间 更新 更新时间 发表 日期 北京时间 格林尼治标准时间 發佈時間 更新時間 公開 公開日 投稿 投稿日 掲載 "
    "更新日 最終更新 日時 تحديث آخر نشر تاريخ النشر في "
    "опубликовано обновлено в дата г "
    "eastern central mountain pacific standard daylight est edt gmt utc pst pdt cst cdt mst mdt cet cest kst jst bst ist et pt "
    "ct am pm h hrs hours "
    "print email rss feed share tweet "
    "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line is a date line or a byline (`sign`), because of `rule`; the byline it states, if any."""

    sign: Sign
    rule: str
    byline: Byline | None = None


def read_stamp(text: str, size: int, dates: Sequence[DateMatch], *, prose: bool) -> Stamp | None:
    """The stamp a line is, or None. `size` is the line's full length, `prose` whether it reads like sentences."""
    if size > _LONGEST:
        return None
    if _EMBEDDED.match(text):
        return Stamp(Sign.IMAGE, "post of another service")
    if "ast " in text and _LAST_COMMENT.search(text):
        return Stamp(Sign.COUNT, "last of the comments")
    taken = tuple((found.start, found.end) for found in dates)
    byline = read_byline(text, taken) if dates or not prose else None
    if byline is not None:
        if byline.rule == "avatar":
            return Stamp(Sign.IMAGE, "avatar", byline)
        if _says_no_more(text, byline, taken):
            return Stamp(Sign.BYLINE, byline.rule, byline)
    if not dates and size <= _STAMP and (named := read_name_beside_count(text)) is not None:
        return Stamp(Sign.BYLINE, named.rule, named)
    return _read_dates(text, size, dates, taken) if dates else _read_moment(text, size)


def is_date_label(text: str) -> bool:
    """Whether a line has nothing but words of publishing ("Publié le"), so that the date after it is the date of that."""
    return len(text) <= _SHORTEST and _WORDS.search(text) is not None and not _words(_beside(text, ()))


def _read_moment(text: str, size: int) -> Stamp | None:
    """A line with nothing but a time of day, a time ago or a day without its year: it says when, though not which day."""
    if size > _SHORTEST:
        return None
    if _AGO.fullmatch(text.strip(" ()[]·|")):
        return Stamp(Sign.DATE, "time ago")
    if not (_DAYLESS.search(text) if text.isascii() else any(map(str.isdigit, text))):
        return None
    if TIME.search(text) and not _words(TIME.sub(" ", text)) and not _DAYLESS.search(TIME.sub(" ", text)):
        return Stamp(Sign.DATE, "time of day")
    if is_relative(text) and not _words(RELATIVE.sub(" ", text)):
        return Stamp(Sign.DATE, "time ago")
    day = _DAY_AND_MONTH.fullmatch(text.strip(" ()[]·|"))
    if day is not None and (day[1] or day[2]).casefold() in months():
        return Stamp(Sign.DATE, "day without a year")
    return None


def _read_dates(text: str, size: int, dates: Sequence[DateMatch], taken: tuple[tuple[int, int], ...]) -> Stamp | None:
    rest = _beside(text, taken)
    words = _words(rest)
    if not words:
        return Stamp(Sign.DATE, LABELLED if any(map(str.isalpha, rest)) else ALONE)
    if _RANGE.search(rest):
        return None
    whole_day = any(found.date.day is not None or found.ambiguous for found in dates)
    if _BEFORE_DATE.search(text[: taken[0][0]]):
        return None
    if whole_day and size <= _STAMP and (stamp := _read_day(text, taken)) is not None:
        return stamp
    if whole_day and _is_filed(text, taken):
        named = read_footer_byline(text, taken)
        return Stamp(Sign.BYLINE if named else Sign.DATE, "date and category", named)
    parts = _PARTS.split(rest)
    labels = [part for part in parts if _words(part)]
    if whole_day and len(parts) > 1 and size <= 120 and len(labels) <= 4 and all(len(label.split()) <= 2 for label in labels):
        return Stamp(Sign.DATE, "date among labels")
    if whole_day and len(rest.strip()) <= 48 and _is_label(rest, words) and text[-1] not in ".!?":
        return Stamp(Sign.DATE, "date with a word")
    if whole_day and size <= 120 and text[-1] not in ".!?" and _is_small_print(text, dates):
        return Stamp(Sign.DATE, "date among small print", read_name_before_date(text, taken))
    if whole_day and size <= 120 and _leads_bar(text, taken):
        return Stamp(Sign.DATE, "date before a bar")
    return None


def _read_day(text: str, taken: tuple[tuple[int, int], ...]) -> Stamp | None:
    """The stamp of a line with a whole day that has buttons, a place, a name, or fields with one beside it."""
    if _is_buttoned(text, taken):
        return Stamp(Sign.DATE, "date before buttons")
    if _CATEGORY.match(text) and len(text) - taken[-1][1] <= 1:
        return Stamp(Sign.DATE, "date and category")
    if taken[0][0] == 0 and (_PLACE.fullmatch(text, taken[-1][1]) or _FROM.fullmatch(text, taken[-1][1])):
        return Stamp(Sign.DATE, "date and place")
    return _read_name_beside(text, taken)


def _is_buttoned(text: str, taken: tuple[tuple[int, int], ...]) -> bool:
    """Whether a label of publishing opens a line, its day and time come next, and no sentence follows, but buttons."""
    before = text[: taken[0][0]]
    labelled = _LABEL.match(before) is not None and not _words(_beside(before, ()))
    return labelled and TIME.search(text) is not None and text[-1] not in ".!?。" and "," not in text[taken[-1][1] :]


def _read_name_beside(text: str, taken: tuple[tuple[int, int], ...]) -> Stamp | None:
    """The stamp of a line that has nothing but a name, or fields with one, beside its dates."""
    if (names := read_bare_names(text, taken)) is not None:
        return Stamp(Sign.BYLINE, "name and date", names)
    names = read_field_name(text, taken)
    return Stamp(Sign.BYLINE, names.rule, names) if names is not None else None


def _is_filed(text: str, taken: tuple[tuple[int, int], ...]) -> bool:
    """Whether words of publishing stand before a date, and what it was filed under behind it."""
    before, behind = text[: taken[0][0]], text[taken[-1][1] :]
    return _POSTED.search(before) is not None and _FILED.fullmatch(behind) is not None and not _words(_beside(before, ()))


def _is_label(rest: str, words: Sequence[str]) -> bool:
    """Whether what stands beside a date is a word or two, or one among words of publishing."""
    count = len(_WORDS.findall(rest))
    return count <= 2 or (len(words) <= 1 and count <= 6)


def _is_small_print(text: str, dates: Sequence[DateMatch]) -> bool:
    """Whether a line states when it was changed besides its date, or ends with the number of its comments."""
    count = max((found.end() for found in _EXTRAS.finditer(text)), default=0)
    between = text[dates[0].end : dates[-1].start]
    return count == len(text) or (len(dates) == 2 and len(between) <= 24 and UPDATED.search(between) is not None)


def _leads_bar(text: str, taken: tuple[tuple[int, int], ...]) -> bool:
    """Whether a line begins with its dates, and a bar parts them from whatever follows."""
    bar = _BAR.search(text, taken[0][1])
    return bar is not None and not _words(_beside(text[: bar.start()], taken)) and text[-1] not in ".!?"


def _says_no_more(text: str, byline: Byline, taken: tuple[tuple[int, int], ...]) -> bool:
    """Whether a line with a byline in it is no more than that: few words before the names, and after them up to a break."""
    first, last = byline.names[0].start, byline.names[-1].end
    before = _beside(text[:first], tuple(span for span in taken if span[1] <= first))
    after = _beside(text[last:], tuple((start - last, end - last) for start, end in taken if start >= last))
    return len(_words(before)) <= 9 and len(_words(_BREAK.split(after)[0])) <= 9


def _beside(text: str, taken: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(taken):
        text = text[:start] + " " + text[end:]
    return _HASHTAGS.sub(" ", _EXTRAS.sub(" ", TIME.sub(" ", text)))


def _words(rest: str) -> list[str]:
    return [word for word in _WORDS.findall(rest) if word.casefold().strip(".") not in _GLUE]
