"""The notes of the next generation: what a run adds to those that are held, and what becomes of both."""

import contextlib

from nkdocs import drafting
from nkdocs.drafting import Draft, Noted
from nkdocs.manifest import CHANGES, NOTES, HeldArticle, HeldFile
from nkdocs.notes import OF_TEXT, Notes


def article(text, slug="a-yard"):
    """An article that was read, with a text of this key."""
    return Noted(HeldArticle("", slug, 1, 1, 9, 1, slug, f"{text:x}", text=text), text.to_bytes(64, "little"), (0, 1))


def run(folder, before, texts, gone=()):
    """One run that reads these texts, by path, and finds files gone; gives its folder."""
    folder.mkdir()
    whole, changes = (before / name for name in (NOTES, CHANGES)) if before else (None, None)
    with contextlib.closing(Notes(whole, changes if changes and changes.exists() else None)) as notes:
        draft = Draft(notes, folder, anew=before is None)
        for path in gone:
            draft.lose(path)
        for path, text in texts.items():
            draft.put(path, HeldFile(1, 2, 3, f"{text:x}"), [article(text)])
        draft.name()
        draft.write(folder, before)
    return folder


def read(folder):
    """What is noted in a folder."""
    changes = folder / CHANGES
    with contextlib.closing(Notes(folder / NOTES, changes if changes.exists() else None)) as notes:
        return notes.files(), notes.count()


def test_changes_are_kept_apart_until_they_are_many(tmp_path, monkeypatch):
    """Kept apart or made one with the notes, what is held is what one run would have noted, names included."""
    monkeypatch.setattr(drafting, "_FEW", 2)
    first = run(tmp_path / "1", None, {"a": 1, "b": 2, "c": 3})
    second = run(tmp_path / "2", first, {"b": 4, "d": 5}, gone=["a"])
    third = run(tmp_path / "3", second, {"e": 6})
    assert (second / CHANGES).exists() is False  # three files are more than two, and than an eighth
    assert (third / CHANGES).exists()
    at_once = run(tmp_path / "4", None, {"b": 4, "c": 3, "d": 5, "e": 6})
    assert read(third) == read(at_once)
    last = run(tmp_path / "5", third, {}, gone=["b", "c", "d"])
    assert not (last / CHANGES).exists()
    assert read(last)[0]["e"].articles[0].id == "a-yard"
    assert not (last / drafting._DRAFT).exists()


def test_texts_that_went_leave_nothing_in_the_changes(tmp_path):
    """However often a file changes, what is kept of it apart from the notes is that of its last text."""
    folder = run(tmp_path / "0", None, {"a": 1, "b": 2})
    for number in range(1, 6):
        folder = run(tmp_path / str(number), folder, {"a": 10 + number})
    with contextlib.closing(Notes(folder / NOTES, folder / CHANGES)) as notes:
        assert list(notes.rows("select text from changes.sketches")) == [(15,)]


def test_a_text_is_looked_up_and_not_searched_for():
    """Whether an article has a text is asked of an index, however many articles there are."""
    with contextlib.closing(Notes()) as notes:
        question = f"explain query plan select 1 from held_articles where {OF_TEXT}"  # noqa: S608  # a constant of ours
        plan = [row[3] for row in notes.rows(question, 5)]
    assert sum("by_text (text=?)" in line for line in plan) == 2


def test_what_is_taken_over_keeps_its_sketch(tmp_path):
    """A file that cannot be read while all is made anew keeps what its articles are compared by."""
    folder = run(tmp_path / "0", None, {"a": 1, "b": 2})
    with contextlib.closing(Notes(folder / NOTES)) as notes:
        draft = Draft(notes, anew=True)
        draft.keep("a")
        assert list(notes.rows("select text from draft.sketches")) == [(1,)]
