"""Which keys of a segment a leaf means: the forms of a term, and those that begin so, fit a pattern, or are nearly so.

Keys are sorted by term, and all forms of a term begin with its first letter. So the forms that may be meant stand close
together, and those in question are found by searching the bytes for what they must have in them; only they are looked at.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from nkdocs.engine.keys import beginning, decode, encode, form_of
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_format import FIRST_TERM
from nkdocs.matching import FormLeaf, beginning_of, is_form, is_one_edit, within_edits
from nkdocs.query import Exact, Fuzzy, Prefix, Wildcard

_LITERAL = re.compile(r"[^*?]+")
#: A part of so many bytes is in few words, and what it is in is looked at one by one.
_TELLING = 3
#: Bytes of a character, at most.
_WIDEST = 4
#: A character of a form, as UTF-8, but for those that end a form.
_CHARACTER = rb"(?:[\x01-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"


def keys_of_term(segment: Segment, term: str) -> range:
    """The keys of all forms of a term."""
    return segment.keys_from(encode(beginning(term)))


def keys_of_forms(segment: Segment, leaf: FormLeaf) -> Iterable[int]:
    """The keys whose form the leaf means, each once."""
    letter = beginning_of(leaf)
    terms = range(segment.keys_from(FIRST_TERM).start, len(segment.keys))
    within = segment.keys_from(encode(letter)) if letter else terms
    match leaf:
        case Exact(form):
            return segment.keys_with([encode(f"\0{form}\n")], within)
        case Prefix(prefix):
            return segment.keys_with([encode(f"\0{prefix}")], within)
        case Wildcard(pattern):
            literal = max(_LITERAL.findall(pattern), key=len, default="")
            if len(encode(literal)) < _TELLING:
                return (key for key, _ in segment.forms_fitting((compile_pattern(pattern),), within))
            candidates = dict.fromkeys(segment.keys_with([encode(literal)], within))
            return (key for key in candidates if is_form(_form(segment, key), leaf))
        case Fuzzy(form, distance=distance, any_first=any_first):
            if distance == 1 and len(form) > 3:
                like = segment.forms_fitting(_halves(form), within)
                return sorted({key for key, other in like if is_one_edit(form, decode(other))})
            within = segment.keys_from(encode(form[:1]))
            near = [key for key, other in _forms_like(form, segment, within, distance) if _is_near(form, other, distance)]
            if not any_first:
                return near
            if len(form) <= 3:
                return [
                    key for key, other in _forms_like(form, segment, terms, distance) if within_edits(form, other, distance)
                ]
            return sorted({*near, *_otherwise_begun(segment, form, terms)})


def _form(segment: Segment, key: int) -> str:
    return form_of(segment.keys[key])


def _forms_like(form: str, segment: Segment, within: range, distance: int) -> Iterator[tuple[int, str]]:
    """The keys among these whose form has almost as many letters, each with its form. All are read at once."""
    lengths = range(len(form) - distance, len(form) + distance + 1)
    keys = decode(segment.keys.between(within.start, within.stop)).split("\n") if within else []
    for key, line in zip(within, keys, strict=False):  # behind the last there is one more end
        other = line.partition("\0")[2]
        if len(other) in lengths:
            yield key, other


def compile_pattern(pattern: str) -> re.Pattern[bytes]:
    """What fits the form in a key, with its marks, if the form fits the pattern. Never goes back over a star that is done."""
    first, *others = (_CHARACTER.join(map(re.escape, map(encode, piece.split("?")))) for piece in pattern.split("*"))
    if not others:
        return re.compile(rb"\0%b\n" % first)
    inner = b"".join(rb"(?>[^\n]*?%b)" % piece for piece in others[:-1])
    return re.compile(rb"\0%b%b[^\n]*%b\n" % (first, inner, others[-1]))


@functools.lru_cache(maxsize=16)
def _halves(form: str) -> tuple[re.Pattern[bytes], ...]:
    """What fits all forms one edit away, and few others: one half stands as it is, or all is, but for a swap in the middle.

    What is sought begins with what stands as it is, for which bytes are searched quickly, and once for both where that is long
    enough to be rare. Of what stands before a half only the length is asked for.
    """
    half = len(form) // 2
    head, tail = encode(form[:half]), encode(form[half:])
    swapped = encode(form[: half - 1] + form[half] + form[half - 1] + form[half + 1 :])
    less = 1 if form.isascii() else _WIDEST
    ends = "|".join(
        rf"(?<=\0.{{{width}}}.{{{len(tail) + 1}}})" for width in range(max(0, len(head) - less), len(head) + _WIDEST + 1)
    )
    behind = re.compile(rb"%b\n(?:%b)" % (re.escape(tail), ends.encode("ascii")), re.DOTALL)
    if half > _TELLING - 1:
        first, last = encode(form[: half - 1]), encode(form[half - 1])
        ways = rb"%b(?:%b)|%b" % (re.escape(last), _edited(form[half:]), re.escape(swapped[len(first) :]))
        return re.compile(rb"\0%b(?:%b)\n" % (re.escape(first), ways)), behind
    return (
        re.compile(rb"\0%b(?:%b)\n" % (re.escape(head), _edited(form[half:]))),
        behind,
        re.compile(rb"\0%b\n" % re.escape(swapped)),
    )


def _edited(text: str) -> bytes:
    """What fits a text with one edit in it, or none, as a pattern."""
    if not text:
        return _CHARACTER + b"?"
    first, rest = re.escape(encode(text[0])), re.escape(encode(text[1:]))
    ways = [first + b"(?:%b)" % _edited(text[1:]), _CHARACTER + first + rest, _CHARACTER + rest, rest]
    if len(text) > 1:
        ways.append(re.escape(encode(text[1] + text[0] + text[2:])))
    return b"|".join(ways)


def _otherwise_begun(segment: Segment, form: str, terms: range) -> Iterator[int]:
    """The keys whose form begins with another letter than this one, and is two edits away.

    One of the two is at the beginning: the first letter is another, is lacking, has one before it, or is the second. What
    follows is one edit away, so that half of it stands as it is.
    """
    seen: set[int] = set()
    for rest in {form, form[1:], form[1::-1] + form[2:]}:
        half = len(rest) // 2
        middle = rest[: half - 1] + rest[half] + rest[half - 1] + rest[half + 1 :]
        for literal in (rest[:half], f"{rest[half:]}\n", f"{middle}\n"):
            for key in segment.keys_with([encode(literal)], terms):
                if key not in seen:
                    seen.add(key)
                    other = _form(segment, key)
                    if abs(len(other) - len(form)) <= 2 and within_edits(form, other, 2):
                        yield key


def _is_near(form: str, other: str, distance: int) -> bool:
    if other[:1] != form[:1]:
        return False
    # An edit brings one new letter and takes one away, at most.
    letters, others = set(form), set(other)
    return len(letters - others) <= distance and len(others - letters) <= distance and within_edits(form, other, distance)
