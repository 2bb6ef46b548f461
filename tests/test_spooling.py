"""Articles that were put aside come back as they were."""

from contextlib import closing

from articles import write_article

from nkdocs.spooling import Spool, pack


def test_what_is_put_aside_comes_back(tmp_path, monkeypatch):
    """Articles come back whole, in any order, from memory and from a file, which leaves nothing behind."""
    monkeypatch.setattr("nkdocs.spooling._IN_MEMORY", 2_000)
    articles = [write_article(f"n-{number}", f"text {number} \udce9", title="T", date="2020") for number in range(20)]
    with closing(Spool(tmp_path)) as spool:
        places = []
        for start in range(0, 20, 5):
            places += spool.keep(map(pack, articles[start : start + 5]))
            assert spool.read(places[0]) == articles[0]
        assert spool.keep(()) == []
        assert list(map(spool.read, reversed(places))) == articles[::-1]
    assert list(tmp_path.iterdir()) == []
