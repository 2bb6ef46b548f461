"""What is put is there whole, in the place of whatever was there."""

import pytest

from nkdocs.putting import put


def test_a_file_is_replaced_whole(tmp_path):
    """The new bytes stand where the old ones did, or a folder, and nothing else is left."""
    path = tmp_path / "a"
    put(path, b"one")
    put(path, b"two")
    assert path.read_bytes() == b"two"
    path.unlink()
    (path / "b").mkdir(parents=True)
    put(path, b"three")
    assert path.read_bytes() == b"three"
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_leaves_the_old_file(tmp_path, monkeypatch):
    """A disk that does not take the bytes leaves those that were there."""
    put(tmp_path / "a", b"one")

    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="Input/output"):
        put(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
