"""Articles that were put aside come back as they were, with the ids that they got."""

from contextlib import closing

from articles import write_article

from nkdocs.spooling import Spool


def test_what_is_put_aside_comes_back(tmp_path, monkeypatch):
    """Articles come back whole, in order and by number, from memory and from a file, which leaves nothing behind."""
    monkeypatch.setattr("nkdocs.spooling._IN_MEMORY", 2_000)
    articles = [write_article(f"n-{number}", f"text {number} \udce9", title="T", date="2020") for number in range(20)]
    with closing(Spool(tmp_path)) as spool:
        several = [spool.keep(articles[start : start + 5]) for start in range(0, 20, 5)]
        empty = spool.keep(())
        for start, kept in zip(range(0, 20, 5), several, strict=True):
            assert list(kept) == articles[start : start + 5]
            assert (kept[-1], kept[1:3], len(kept)) == (articles[start + 4], tuple(articles[start + 1 : start + 3]), 5)
        assert (list(empty), bool(empty)) == ([], False)
        named = several[1].named(["a", "b", "c", "d", "e"])
        assert [article.id for article in named] == ["a", "b", "c", "d", "e"]
        assert named[0].text == articles[5].text
    assert list(tmp_path.iterdir()) == []
