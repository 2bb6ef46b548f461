"""Links lead to the file and line that are shown beside them, whatever the file is called."""

import re
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nkdocs.config import LINKS
from nkdocs.render.links import link_target


def test_a_link_names_the_machine_the_file_and_the_line():
    """A terminal on another machine can tell that the file is not its own; the line is the fragment."""
    parts = urlsplit(link_target(Path("/an archive"), "dumps/one.txt", 39))
    assert (parts.scheme, parts.path, parts.fragment) == ("file", "/an%20archive/dumps/one.txt", "39")
    assert parts.netloc


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ("vscode://file{path}:{line}", "vscode://file/a%20b/c.txt:7"),
        ("vscode://file/{path}:{line}", "vscode://file/a%20b/c.txt:7"),
        ("file://{path}", "file:///a%20b/c.txt"),
        ("file:///{path}#L{line}", "file:////a%20b/c.txt#L7".replace("////", "///")),
        ("txmt://open?url=file://{path}&line={line}", "txmt://open?url=file:///a%20b/c.txt&line=7"),
        *((form, None) for form in LINKS.values()),
    ],
)
def test_a_link_has_the_form_that_is_set(form, address):
    """The path is absolute and has one slash at its beginning, whether the form has it too or not."""
    found = link_target(Path("/a b"), "c.txt", 7, form)
    assert address is None or found == address
    assert "/a%20b/c.txt" in found
    assert "7" in found or "{line}" not in form
    assert "{" not in found


@given(st.lists(st.binary(min_size=1, max_size=8), min_size=1, max_size=3))
def test_no_file_name_can_end_a_link(names):
    """Every byte of a name is in the address, and none in a form that a terminal or a browser would read as syntax."""
    path = "/".join(name.replace(b"/", b"\x1b").replace(b"\0", b"#").decode("utf-8", "surrogateescape") for name in names)
    address = link_target(Path("/a"), path, 1)
    assert re.fullmatch(r"file://[^/]*/[A-Za-z0-9/%._~!$&'()*+,;=:@-]*#1", address)
    steps = [step for step in path.encode("utf-8", "surrogateescape").split(b"/") if step != b"."]
    assert unquote_to_bytes(urlsplit(address).path) == b"/".join([b"/a", *steps])
