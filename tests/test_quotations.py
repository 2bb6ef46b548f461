"""What `quote` says beside a verdict: that a dump is another now, and where words stand that were not taken for text."""

import pytest

from nkdocs import quotations, unread
from nkdocs.cli import main

TEXT = """A Winter Yard

March 3, 2021

The barrel stood in the yard for a whole winter, and nobody asked why. The men of the yard walked past it every morning.

When the snow had gone, the oldest of them opened the barrel and found that it was full of letters.

Share this article with 3 of your friends today
Tweet
"""
SAID = "The barrel stood in the yard for a whole winter"


@pytest.fixture
def dump(tmp_path, monkeypatch, capsys):
    """The dump of an indexed archive, in which the person stands."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert main(["index"]) == 0
    capsys.readouterr()
    return path


def test_a_passage_of_a_dump_that_changed_is_not_right(dump, tmp_path, capsys):
    """`quote` and `--check` say that the dump changed or is gone, and the exit status is 1."""
    draft = tmp_path / "draft.md"
    draft.write_text(f"“{SAID}”\n")
    for command in (["quote", SAID], ["quote", "--check", str(draft)]):
        assert main(command) == 0
        assert "a.txt changed" not in "".join(capsys.readouterr())
    dump.write_text(TEXT.replace("whole winter", "summer"))
    for command in (["quote", SAID], ["quote", "--check", str(draft)]):
        assert main(command) == 1
        said = "".join(capsys.readouterr())
        assert "VERBATIM" in said
        assert "a.txt changed since it was indexed" in said
    dump.unlink()
    assert main(["quote", SAID]) == 1
    assert "a.txt is gone" in capsys.readouterr().err


@pytest.mark.usefixtures("dump")
def test_words_in_lines_not_taken_for_text_are_told(capsys):
    """What is not found in any text, but stands in a line taken for boilerplate, is said with the command that mends it."""
    assert main(["quote", "“share this article with 3 of your friends”"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("NOT FOUND")
    assert "it stands in a.txt:9, in a line taken for boilerplate; if it is text: nkdocs fix a.txt:9 body" in printed.err
    assert main(["quote", "share this article with 4 of your friends"]) == 1
    assert "it stands in" not in capsys.readouterr().err


@pytest.mark.usefixtures("dump")
def test_a_large_archive_is_not_looked_through(capsys, monkeypatch):
    """Beyond a bound nobody looks for words in such lines, and that is said."""
    for bound in ("MOST_ARTICLES", "MOST_CHARACTERS"):
        with monkeypatch.context() as patch:
            patch.setattr(unread, bound, 0)
            assert main(["quote", "share this article with 3 of your friends"]) == 1
        told = capsys.readouterr().err
        assert "it stands in" not in told
        assert "were not looked through" in told


def test_a_draft_among_the_dumps_does_not_confirm_itself(dump, tmp_path, monkeypatch, capsys):
    """What stands only in the draft itself is NOT FOUND, however the draft is named, and it is said why."""
    made_up = "freedom costs five thousand dollars a head in that town"
    (tmp_path / "notes").mkdir()
    draft = tmp_path / "notes" / "my [draft]*.md"
    draft.write_text(f"She wrote that “{SAID}”.\n\nAnd he said that “{made_up}”, as far as I can tell.\n")
    assert main(["index"]) == 0
    capsys.readouterr()
    for name in ("notes/my [draft]*.md", str(draft), "notes/../notes/my [draft]*.md"):
        assert main(["quote", "--check", name]) == 1
        printed = capsys.readouterr()
        assert f":1: VERBATIM: “{SAID}” [{dump.name}:5]" in printed.out
        assert f":3: NOT FOUND: “{made_up}”\n" in printed.out
        assert "is itself indexed, as a dump" in printed.err
    monkeypatch.chdir(tmp_path / "notes")
    assert main(["quote", "--check", draft.name]) == 1
    assert "NOT FOUND" in capsys.readouterr().out


@pytest.mark.usefixtures("dump")
def test_what_cannot_be_checked_is_not_right(tmp_path, monkeypatch, capsys):
    """A text in marks that is too long, too many quotations, a draft of no end: each is said, and the status is not 0."""
    draft = tmp_path / "draft.txt"
    draft.write_text(f"“{SAID}” and “{'word ' * 5_000}”\n\n" + "> word word\n" * 3_000)
    for form in ([], ["--json"], ["--csv"]):
        assert main(["quote", "--check", str(draft), *form]) == 1
        said = "".join(capsys.readouterr())
        assert "too long" in said
        assert len(said) < 5_000
    draft.write_text("“a " * 500 + "\n")
    assert main(["quote", "--check", str(draft)]) == 1
    assert "note: 450 more" in capsys.readouterr().err
    monkeypatch.setattr(quotations, "MOST_QUOTATIONS", 2)
    draft.write_text(f"“{SAID}” " * 3)
    assert main(["quote", "--check", str(draft)]) == 2
    assert "has more than 2 quotations" in capsys.readouterr().err
