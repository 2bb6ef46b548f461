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


def test_letters_that_are_each_signed_have_no_author_together():
    """Names after dashes under several texts sign a letter each, and none of them the whole."""
    one = _claims("Granary to become a library", TEXT, TEXT, "– Bo Other, Mill Lane")
    two = _claims("Letters of this week", TEXT, "– Bo Other, Mill Lane", TEXT, "– Ana Quill, Bridge Street")
    assert [name for name, _ in one] == ["Bo Other"]
    assert not two


@pytest.mark.parametrize(("after", "names"), [(("Guest columnist", "17 June 2024"), ["Ana Quill"]), ((TEXT,), [])])
def test_a_title_may_open_with_its_columnist(after, names):
    """A name before the colon of a title that stands under it, over a role or a date, is the writer's; else a subject's."""
    assert [name for name, _ in _claims("ANA QUILL: A granary is no library", "Ana Quill", *after, TEXT, TEXT)] == names


@pytest.mark.parametrize(
    ("last", "text", "names"),
    [
        ("Ana Quill", TEXT, ["Ana Quill"]),
        ("Until next week, Ana Quill", TEXT, ["Ana Quill"]),
        ("Ana Quill", TEXT + "Ana Quill has the key.", []),
        ("Forty Thousand", TEXT, []),
    ],
)
def test_a_name_may_close_a_text(last, text, names):
    """A name that is all, or the end, of the last line signs it, unless the text speaks of that person or uses the words."""
    assert [name for name, _ in _claims("Granary to become a library", TEXT, text, last)] == names


def test_a_label_over_a_title_is_no_writer():
    """Two words over a date and a title are a section; a name that a picture or byline says again is a writer."""
    page = ("4 March 2019", "Granary to become a library", TEXT, TEXT)
    assert not _claims("Digital Life", *page)
    assert "Ana Quill" in dict(_claims("Ana Quill's avatar", "Ana Quill", *page))


def test_whom_to_ask_is_no_writer():
    """A name under a label of its own, and an office, are no authors."""
    page = ("Granary to become a library", "It opens in the spring of next year, the council has decided.")
    assert not _claims(*page, "Questions to:", "Ana Quill", TEXT, TEXT)
    assert not _claims(*page, "Office of Communications", TEXT, TEXT)
