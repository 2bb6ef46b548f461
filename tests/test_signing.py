"""Who signs an article, by where a name stands and what stands beside it."""

import pytest

from nkdocs.model import Dump, Source, Trust
from nkdocs.signing import author_claims
from nkdocs.split import split_dump
from nkdocs.stretch import find_stretch

TEXT = "The old granary will become a library after all, with room for forty thousand books. " * 7


def _claims(*texts):
    (piece,) = split_dump(Dump(Source("a.txt"), "\n".join(texts)))
    return [(found.claim.value, found.claim.trust) for found in author_claims(piece, find_stretch(piece.lines, piece.title))]


def test_the_first_byline_of_a_head_is_believed_most():
    """A byline under the title is trusted, a second one less."""
    claims = _claims("Granary to become a library", "By Ana Quill", "By Bo Other", TEXT, TEXT)
    assert claims[:2] == [("Ana Quill", Trust.HIGH), ("Bo Other", Trust.MEDIUM)]


@pytest.mark.parametrize(
    "lines",
    [
        ("“It was a granary for ninety years, and it will be a good library for ninety more.”", "– Bo Other", TEXT),
        (TEXT, "Related posts", "By Bo Other", "Another story of the town"),
        (TEXT, "2 comments", "Bo Other says:", "It was a good granary."),
    ],
)
def test_a_name_that_others_are_meant_by_signs_nothing(lines):
    """The source of a quotation, the writer of a linked page and a reader are not the author."""
    assert not any(
        name == "Bo Other" and trust is Trust.HIGH for name, trust in _claims("Granary to become a library", TEXT, *lines)
    )


def test_a_letter_is_signed_under_its_closing_words():
    """The name under a greeting that closes the text is its writer's."""
    assert ("Ana Quill", Trust.MEDIUM) in _claims("Granary to become a library", TEXT, TEXT, "Kind regards,", "Ana Quill")


def test_a_word_of_the_text_is_no_name():
    """Two capitalised words that the text has in small letters are a label, not a writer."""
    assert not _claims("Granary to become a library", "Forty Thousand", TEXT, TEXT)
