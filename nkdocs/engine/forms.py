"""Which keys of a segment a leaf means: the forms of a term, and those that begin so, fit a pattern, or are nearly so.

Keys are sorted by term, and all forms of a term begin with its first letter. So the forms that may be meant stand close
together, and those in question are found by searching the bytes for what they must have in them; only they are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nkdocs.engine.keys import beginning, encode, form_of
from nkdocs.engine.segment import Segment
from nkdocs.engine.segment_file import FIRST_TERM
from nkdocs.matching import FormLeaf, beginning_of, is_form, within_edits
from nkdocs.query import Exact, Fuzzy, Prefix, Wildcard

_LITERAL = re.compile(r"[^*?]+")


def keys_of_term(segment: Segment, term: str) -> range:
    """The keys of all forms of a term."""
    return segment.keys_from(encode(beginning(term)))


def keys_of_forms(segment: Segment, leaf: FormLeaf) -> list[int]:
    """The keys whose form the leaf means."""
    letter = beginning_of(leaf)
    terms = range(segment.keys_from(FIRST_TERM).start, len(segment.keys))
    within = segment.keys_from(encode(letter)) if letter else terms
    match leaf:
        case Exact(form):
            return list(segment.keys_with(encode(f"\0{form}\n"), within))
        case Prefix(prefix):
            return list(segment.keys_with(encode(f"\0{prefix}"), within))
        case Wildcard(pattern):
            literal = max(_LITERAL.findall(pattern), key=len, default="")
            candidates: Iterable[int] = segment.keys_with(encode(literal), within) if literal else within
            return [key for key in candidates if is_form(_form(segment, key), leaf)]
        case Fuzzy(form, distance=distance, any_first=any_first):
            if distance == 1 and len(form) > 3:
                return sorted({key for key in _halves(segment, form, within) if is_one_edit(form, _form(segment, key))})
            within = segment.keys_from(encode(form[:1]))
            near = [key for key in within if _is_near(form, _form(segment, key), distance)]
            if not any_first:
                return near
            if len(form) <= 3:
                return [key for key in terms if within_edits(form, _form(segment, key), distance)]
            return sorted({*near, *_otherwise_begun(segment, form, terms)})


def _form(segment: Segment, key: int) -> str:
    return form_of(segment.keys[key])


def _halves(segment: Segment, form: str, within: range) -> Iterator[int]:
    """The keys whose form has the first half of this one, or the second, or both but for a swap in the middle."""
    half = len(form) // 2
    yield from segment.keys_with(encode(f"\0{form[:half]}"), within)
    yield from segment.keys_with(encode(f"{form[half:]}\n"), within)
    swapped = form[: half - 1] + form[half] + form[half - 1] + form[half + 1 :]
    yield from segment.keys_with(encode(f"\0{swapped}\n"), within)


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
            for key in segment.keys_with(encode(literal), terms):
                if key not in seen:
                    seen.add(key)
                    other = _form(segment, key)
                    if abs(len(other) - len(form)) <= 2 and within_edits(form, other, 2):
                        yield key


def is_one_edit(one: str, other: str) -> bool:
    """Whether one edit at most, as `within_edits` counts them, leads from one to the other: the same, but quicker."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    place = 0
    for letter, opposite in zip(one, other, strict=False):
        if letter != opposite:
            break
        place += 1
    rest, others = one[place:], other[place:]
    return (
        rest[1:] == others[1:]
        or rest == others[1:]
        or rest[1:] == others
        or (rest[2:] == others[2:] and rest[:2] == others[1::-1])
    )


def _is_near(form: str, other: str, distance: int) -> bool:
    return other[:1] == form[:1] and abs(len(form) - len(other)) <= distance and within_edits(form, other, distance)
