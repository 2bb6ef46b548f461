"""What comes through a pipe in place of an argument."""

import io
import sys

import pytest

from nkdocs.cli.piped import typed_ids, typed_query
from nkdocs.errors import ConfigError


@pytest.fixture
def send(monkeypatch):
    """A function that makes bytes come through standard input."""

    def feed(raw):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)) if raw is not None else None)

    return feed


def test_a_lone_dash_is_the_query_from_the_pipe(send):
    """Its lines are one query; a dash among words is a word, and without one nothing is read."""
    send("\ufeffwomen\n  date:2023\n".encode())
    assert typed_query(("-",)) == ("women   date:2023",)
    assert typed_query(("a", "-")) == ("a", "-")
    assert typed_query(()) == ()
    send(b"caf\xe9\n")
    assert typed_query(("-",)) == ("caf\ufffd",)


def test_ids_stand_a_line_each_up_to_the_first_tab(send):
    """So that the lines of `search` and `list` will do; the pipe is read where the dash stands, and once."""
    send(b"one\t2019\tTitle\r\n\n  two \nd.txt:4\n")
    assert typed_ids(["zero", "-", "three", "-"]) == ["zero", "one", "two", "d.txt:4", "three"]


def test_ids_may_end_with_nul(send):
    """Then everything up to it belongs to the name of a file."""
    send(b"one\0odd\n\xff\tname:3\0")
    assert typed_ids(["-"], nul=True) == ["one", "odd\n\udcff\tname:3"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"", "no id"), (b"\n\n", "no id"), (None, "closed"), (b"a\n" * 10_001, "more than"), (b"a" * 16_000_001, "larger")],
)
def test_a_pipe_without_ids_is_refused(send, raw, words):
    """Nothing, too much, or no standard input at all: a sentence, and what to type."""
    send(raw)
    with pytest.raises(ConfigError, match=words) as refused:
        typed_ids(["-"])
    assert refused.value.hint


@pytest.mark.parametrize("raw", [b"", b" \n", None])
def test_a_pipe_without_a_query_is_refused(send, raw):
    """As for ids."""
    send(raw)
    with pytest.raises(ConfigError) as refused:
        typed_query(("-",))
    assert refused.value.hint
