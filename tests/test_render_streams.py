"""The streams of the process, and how they end."""

import errno
import io
import os
import subprocess
import sys

import pytest

from nkdocs.render import streams


@pytest.mark.parametrize(
    ("text", "encoding", "printed"),
    [
        ("‘a’ “b” – — … · │ ─ •\u00a0!", "ascii", b"'a' \"b\" - -- ... - | - * !"),
        ("café naïve Åse ﬁ", "ascii", b"cafe naive Ase fi"),
        ("한국 脱", "ascii", b"?? ?"),
        ("café “한”", "latin-1", b'caf\xe9 "?"'),
        ("café “한”", "utf-8", "café “한”".encode()),
        ("\ud800", "utf-8", b"?"),
    ],
)
def test_what_an_encoding_lacks_is_spelled_by_the_nearest_it_has(text, encoding, printed):
    """Typographic marks become those of a typewriter, letters lose their accents, all else is a question mark."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    streams.soften(stream)
    stream.write(text)
    stream.flush()
    assert stream.buffer.getvalue() == printed


def test_reading_is_as_strict_as_before():
    """Our way with characters is for writing: bytes that are no text are an error still."""
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", streams.SOFTLY)


def test_a_stream_that_cannot_be_softened_stays_as_it_is():
    """What stands in for a stream in a program that calls us need not be a file."""
    stream = io.StringIO()
    streams.soften(stream)
    stream.write("한")
    assert stream.getvalue() == "한"


def test_a_closed_stream_leads_nowhere(monkeypatch):
    """Where the caller closed stdout or stderr, there is something to write to after all; a closed stdin is empty."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdin", None)
    streams.prepare()
    with sys.stdin:
        assert sys.stdin.read() == ""
    for stream in (sys.stdout, sys.stderr):
        with stream:
            assert stream.write("한") == 1


@pytest.mark.parametrize(
    ("error", "ends", "said"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), True, ""),
        (OSError(errno.ENOSPC, "No space left on device"), True, "cannot write: No space left on device"),
        (OSError(errno.EIO, "Input/output error"), True, "cannot write: Input/output error"),
        (FileNotFoundError(errno.ENOENT, "No such file"), False, None),
        (ValueError("closed file"), False, None),
    ],
)
def test_the_end_of_a_stream_is_told_from_other_trouble(error, ends, said, monkeypatch):
    """A reader that has gone is no trouble, a full disk is; what is no end of a stream is for others to say."""
    assert streams.is_end(error) is ends
    if ends:
        monkeypatch.setattr(sys, "stdout", io.StringIO())  # has no file beneath it
        assert streams.give_up(error) == said


def test_giving_up_keeps_the_interpreter_quiet():
    """What is left in a buffer whose reader has gone is not complained about at the very end."""
    program = """if True:
        import sys
        from nkdocs.render import streams
        try:
            sys.stdout.write("x" * 100)
            sys.stdout.flush()
        except OSError as error:
            sys.exit(streams.give_up(error) or 0)
        sys.exit("nothing happened")
        """
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run([sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, env=buffered, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_name_that_the_locale_lacks_is_told_from_a_fault(monkeypatch):
    """An encoding other than that of file names, or one that can name every file, has nothing to do with the locale."""
    error = UnicodeEncodeError("ascii", "f\xe4hre", 1, 2, "ordinal not in range(128)")
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "utf-8")
    assert streams.unnameable(error) == ""
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ANSI_X3.4-1968")
    assert streams.unnameable(error).endswith("this locale (ascii): 'f\\xe4hre'")
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "latin-1")
    assert streams.unnameable(error) == ""
