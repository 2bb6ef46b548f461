"""What an article is called: its slug, the id made of it, and which article a person means by what they typed.

An id is a readable piece of the title, so that it can be remembered and typed, and it depends on nothing but the articles of
the archive: indexing again, elsewhere or in another order gives the same ids. Knows no files and no engine.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from nkdocs.errors import UnknownArticleError
from nkdocs.manifest import HeldFile

SLUG_LENGTH = 60
#: Latin letters that Unicode does not take apart into a plain one and a mark.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"})
#: Sequences that a terminal would obey (CSI, OSC): their letters are no words of a title.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]{0,40}[ -/]{0,10}[@-~]?|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?)")
_APOSTROPHES = re.compile("(?<=\\w)['’‘ʼ＇`´](?=\\w)")
_INITIALS = re.compile(r"(?<![a-z0-9])((?:[a-z]\.){2,})(?=[^a-z0-9]|$)")
_WORD = re.compile("[a-z0-9]+")
_FILE_AND_LINE = re.compile(r"(.+):([0-9]{1,9})", re.DOTALL)
#: How many ids are compared letter by letter with one that is unknown.
_COMPARED = 2_000
_SHOWN = 5


class Place(NamedTuple):
    """Where an article stands: the path of its file, and its ordinal there."""

    path: str
    ordinal: int


def slug(title: str | None, place: Place) -> str:
    """The id an article would like: its title's words, or its file's name and ordinal if too few of them are plain letters."""
    return (_slug_of(title) if title else "") or f"{_stem(place.path)}-{place.ordinal}"


def _slug_of(text: str) -> str:
    """The words of a text in plain letters and digits; "" if less than half of its letters and digits can be written so."""
    text = _ESCAPES.sub(" ", text)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN))
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    plain = _APOSTROPHES.sub("", plain)
    plain = _INITIALS.sub(lambda match: match[1].replace(".", ""), plain)
    words = _WORD.findall(plain)
    if 2 * sum(map(len, words)) < sum(map(str.isalnum, plain)):
        return ""
    return _cut("-".join(words))


def _cut(words: str) -> str:
    if len(words) <= SLUG_LENGTH:
        return words
    end = words.rfind("-", 0, SLUG_LENGTH + 1)
    return words[: end if end > 0 else SLUG_LENGTH]


def _stem(path: str) -> str:
    return _slug_of(PurePosixPath(path).stem) or f"dump-{_digits(path)[:4]}"


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def assign_ids(slugs: Mapping[Place, str]) -> dict[Place, str]:
    """The id of every article: its slug, or, where several share one, a longer one for each of them (`ids_of_slug`)."""
    sharing: dict[str, list[Place]] = {}
    for place, text in slugs.items():
        sharing.setdefault(text, []).append(place)
    alone = {text for text, places in sharing.items() if len(places) == 1}
    ids: dict[Place, str] = {}
    for text, places in sharing.items():
        ids |= ids_of_slug(text, places, alone.__contains__)
    return ids


def ids_of_slug(slug: str, places: Iterable[Place], is_taken: Callable[[str], bool]) -> dict[Place, str]:
    """The ids of all articles with this slug: it, if there is one, else the slug and hex digits of its place for each of them.

    Four digits, more for those that still meet, and for those whose wish `is_taken`, as the slug of exactly one article. Ids
    made of two slugs never meet.
    """
    waiting = {place: _digits(f"{place.path}\0{place.ordinal}") for place in places}
    if len(waiting) == 1:
        return dict.fromkeys(waiting, slug)
    ids: dict[Place, str] = {}
    for width in (4, 8, 16, 64):
        wished = {place: f"{slug}-{digits[:width]}" for place, digits in waiting.items()}
        meeting = Counter(wished.values())
        for place, wish in wished.items():
            if meeting[wish] == 1 and not is_taken(wish):
                ids[place] = wish
                del waiting[place]
    return ids


def resolve_id(text: str, files: Mapping[str, HeldFile], folder: str = "") -> str:
    """The id of the article meant by an id, a unique beginning of one, FILE:LINE, or a FILE that holds one article.

    FILE is a path relative to the archive's root, or to `folder` (itself relative to the root, "" if the person stands
    outside), or a bare name that one file has. Raises `UnknownArticleError` with the candidates or the nearest ids.
    """
    ids = sorted(article.id for file in files.values() for article in file.articles)
    wanted = text.strip().lower()
    if wanted in ids:
        return wanted
    if found := _in_file(text.strip(), files, folder):
        return found
    begun = [known for known in ids if wanted and known.startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        shown = tuple(begun[:_SHOWN])
        raise UnknownArticleError(f"{len(begun)} articles have an id that begins with {text!r}", _say(shown, len(begun)), shown)
    if (place := _FILE_AND_LINE.fullmatch(text.strip())) or Path(text).suffix in {Path(path).suffix for path in files} - {""}:
        name = place[1] if place else text.strip()
        raise UnknownArticleError(f"there is no dump {name}", f"dumps: {_say(_files_like(name, files), len(files))}")
    near = nearest(wanted, ids)
    raise UnknownArticleError(
        f"no article is called {text!r}", f"did you mean {_say(near, len(near))}?" if near else "see all ids: nkdocs list", near
    )


def locate(text: str, files: Mapping[str, HeldFile], folder: str = "") -> tuple[str, int] | None:
    """The file and line that FILE:LINE names, as `resolve_id` reads it; None if the text is not so written.

    Raises `UnknownArticleError` if the file has no such line, or several files are called so.
    """
    match = _FILE_AND_LINE.fullmatch(text.strip())
    if match is None or _find_file(text.strip(), files, folder) is not None:
        return None
    path = _find_file(match[1], files, folder) or _begun_file(match[1], files)
    if path is None:
        return None
    _in_file(text.strip(), files, folder)  # it knows the lines
    return path, int(match[2])


def _in_file(text: str, files: Mapping[str, HeldFile], folder: str) -> str:
    """The id of the article at FILE:LINE, or of the only one in FILE; "" if that is not what was typed."""
    match = _FILE_AND_LINE.fullmatch(text)
    for typed, line in ((text, None), (match[1], int(match[2])) if match else (text, None)):
        path = _find_file(typed, files, folder) or (_begun_file(typed, files) if line is not None else None)
        if path is None:
            continue
        articles = files[path].articles
        if not articles:
            raise UnknownArticleError(f"{path} holds no article", f"see how it is read: nkdocs parse --explain {path}")
        if line is None and len(articles) > 1:
            ids = tuple(article.id for article in articles)
            raise UnknownArticleError(
                f"{path} holds {len(ids)} articles", f"name a line, such as {path}:{articles[1].start_line}", ids[:_SHOWN]
            )
        for article in articles:
            if line is None or article.first_line <= line <= article.last_line:
                return article.id
        raise UnknownArticleError(
            f"{path} has no line {line}: it ends with line {articles[-1].last_line}", f"its last article: {articles[-1].id}"
        )
    return ""


def _find_file(typed: str, files: Mapping[str, HeldFile], folder: str) -> str | None:
    for path in (typed, f"{folder}/{typed}"):
        # Lexical only: what the person typed may have ./ and ../ in it.
        normal = os.path.normpath(path).replace(os.sep, "/") if folder or path == typed else typed
        if normal in files:
            return normal
    if "/" in typed or os.sep in typed:
        return None
    named = [path for path in files if Path(path).name == typed]
    if len(named) > 1:
        raise UnknownArticleError(
            f"{len(named)} files are called {typed}", f"say which: {_say(tuple(sorted(named)[:_SHOWN]), len(named))}"
        )
    return named[0] if named else None


def _begun_file(typed: str, files: Iterable[str]) -> str | None:
    """The only file whose name begins so, up to a mark: 001 and 001.txt are 001_8f11.txt, and never 0010.txt."""
    stem, suffix = Path(typed).stem, Path(typed).suffix
    if not stem or "/" in typed or os.sep in typed:
        return None
    begun = re.compile(rf"{re.escape(stem)}[^\w.]|{re.escape(stem)}_")
    found = [path for path in files if begun.match(Path(path).name) and suffix in ("", Path(path).suffix)]
    return found[0] if len(found) == 1 else None


def _files_like(name: str, files: Iterable[str]) -> tuple[str, ...]:
    """The files whose names look most like it, then others, as many as are shown."""
    import difflib  # as above

    paths = sorted(files)
    near = difflib.get_close_matches(name, paths[:_COMPARED], n=_SHOWN)
    return tuple(dict.fromkeys([*near, *paths[:_SHOWN]]))[:_SHOWN]


def nearest(wanted: str, ids: Sequence[str]) -> tuple[str, ...]:
    """The ids that look most like what was typed: those with it inside, then those with few letters changed."""
    # Loaded here: only a mistake needs it.
    import difflib

    inside = [known for known in ids if len(wanted) > 2 and wanted in known]
    alike = [known for known in ids if known[:1] == wanted[:1]] if len(ids) > _COMPARED else ids
    # An id is long and what people type is short: compare with as much of the beginning.
    beginnings: dict[str, list[str]] = {}
    for known in alike[:_COMPARED]:
        beginnings.setdefault(known[: max(len(wanted), 3)], []).append(known)
    near = [
        known for match in difflib.get_close_matches(wanted[:SLUG_LENGTH], list(beginnings), n=3) for known in beginnings[match]
    ]
    return tuple(dict.fromkeys([*inside[:3], *near]))[:3]


def _say(ids: Iterable[str], total: int) -> str:
    shown = list(ids)
    return ", ".join(shown) + (f", and {total - len(shown)} more" if total > len(shown) else "")
