"""A file of queries is read line by line, and no line of it is lost or misplaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.errors import ConfigError
from nkdocs.inquiries import MOST_BYTES, Inquiry, read_inquiries


def test_a_line_is_a_query_with_or_without_a_name():
    """Blank lines and remarks say nothing; where a query stands, line and character, is kept."""
    raw = '\ufeff# names\r\n\r\nmoney\tremittances OR brokers\r\n  -china women\n\t"a b"\nname\t two\twords \n# end'.encode()
    assert read_inquiries(raw, "q.txt") == [
        Inquiry(3, "money", "remittances OR brokers", 6),
        Inquiry(4, "", "-china women", 2),
        Inquiry(5, "", '"a b"', 1),
        Inquiry(6, "name", "two words", 6),
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "holds no query"),
        (b"# only\n\n", "holds no query"),
        (b"a\nb\ncaf\xe9\n", "see line 3"),
        (b"a" * (MOST_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_file_of_queries_is_refused(raw, words):
    """The file is named, and what is wrong with it, with what to do."""
    with pytest.raises(ConfigError, match=words) as refused:
        read_inquiries(raw, "q.txt")
    assert str(refused.value).startswith("q.txt ")
    assert refused.value.hint


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n")), min_size=1))
def test_every_line_that_says_something_is_an_inquiry(lines):
    """As many inquiries as lines with text that are no remarks; each query stands in its line at its column."""
    says = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    raw = "\n".join(["first", *lines]).encode()
    found = read_inquiries(raw, "q.txt")[1:]
    assert len(found) == len(says)
    for inquiry in found:
        line = lines[inquiry.line - 2]
        assert line[inquiry.column :].replace("\t", " ").startswith(inquiry.query)
