"""Groups of copies come back as they were written, or not at all."""

import pytest

from nkdocs.model import Copy
from nkdocs.twins import Groups, read_groups, write_groups


def test_what_is_written_is_read_again():
    """Groups come back from their bytes, odd paths too; nothing at all is none; nonsense is an error."""
    groups = Groups({name: (Copy("a", "caf\udce9.txt", 3), Copy("b", "b.txt", 1, corrected=True)) for name in ("a", "b")})
    assert read_groups(write_groups(groups)) == groups
    assert [copy.id for copy in read_groups(write_groups(groups)).copies("a")] == ["b"]
    assert groups.copies("c") == ()
    assert read_groups(b"") == Groups()
    assert [groups.leader(id_) for id_ in ("a", "b", "c")] == ["b", "b", "c"]
    assert [groups.is_behind(id_) for id_ in ("a", "b", "c")] == [True, False, False]
    for raw in (b'[[["a","b",1,1,1]]]', b"{", b"[1]", b'["a"]', b"[[1], 2]"):
        with pytest.raises(ValueError, match=r"."):
            read_groups(raw)


@pytest.mark.parametrize("raw", [b'[[[["a"],"b",1]]]', b'[[["a","b",Infinity]]]'])
def test_what_was_never_written_is_refused(raw):
    """JSON of another shape is a wrong value, and nothing else is raised."""
    with pytest.raises(ValueError, match=r"."):
        read_groups(raw)
