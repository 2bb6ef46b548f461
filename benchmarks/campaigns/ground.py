"""What every campaign stands on: a small archive, everything that can be asked of it, and the row of the table it fills."""

import contextlib
import dataclasses
import datetime as dt
import re
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from nkdocs import commands
from nkdocs.answers import IndexReport, SearchRequest
from nkdocs.archive import Where
from nkdocs.errors import IndexDamagedError, NkdocsError, UnknownArticleError

STORY = "{title}\n\nMarch {day}, 2021\n\nBy Ada Lowe\n\n{body}\n"
BODY = "The {word} stood in the yard for a whole winter, and nobody who passed by asked what it was for. " * 4
STORIES = {
    "a.txt": ("A Winter Yard", "barrel", 3),
    "b.txt": ("The Ferry at Dawn", "lantern", 4),
    "sub/c.txt": ("Letters from the Mill", "millstone", 5),
    "sub/d.txt": ("A Winter Yard", "barrel", 3),  # a copy
}
TODAY = dt.date(2024, 5, 6)
#: What is asked by each question, and how.
QUESTIONS: dict[str, Callable[[Where], object]] = {
    "list": lambda where: commands.list_articles(where, SearchRequest("", limit=None, copies=True), today=TODAY).results,
    "word": lambda where: commands.search(where, SearchRequest("yard OR mill", limit=None), today=TODAY).results,
    "phrase": lambda where: commands.search(where, SearchRequest('"whole winter" -lantern'), today=TODAY).results,
    "forms": lambda where: commands.search(where, SearchRequest("lant* OR barel~ OR *stone"), today=TODAY).results,
    "dates": lambda where: commands.search(where, SearchRequest("date:2021-03-04..2022 title:ferry"), today=TODAY).results,
    "show": lambda where: commands.show(where, "the-ferry-at-dawn"),
}
_SENTENCE = re.compile(r"the index is damaged \([\w./ -]+\)")
Answers = dict[str, object]


@dataclasses.dataclass
class Row:
    """A line of the table: what was done, how often, how often nothing came of it, and what was lost, in sentences."""

    fault: str
    tried: int = 0
    survived: int = 0
    lost: list[str] = dataclasses.field(default_factory=list)
    notes: dict[str, object] = dataclasses.field(default_factory=dict)

    def count(self, complaint: str | None) -> None:
        """One more try. `complaint`: what was wrong; None if nothing was."""
        self.tried += 1
        self.survived += complaint is None
        if complaint is not None and len(self.lost) < 20:
            self.lost.append(complaint)


@dataclasses.dataclass(frozen=True)
class Ground:
    """An archive of its own, with an index in a place of its own."""

    folder: Path

    @property
    def root(self) -> Path:
        """The archive."""
        return self.folder / "archive"

    @property
    def index_dir(self) -> Path:
        """Its index."""
        return self.folder / "index"

    @property
    def where(self) -> Where:
        """Both."""
        return Where(start=self.root, archive=self.root, index=self.index_dir)

    def write(self, path: str, title: str, word: str, day: int) -> None:
        """A dump of one article."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(STORY.format(title=title, day=day, body=BODY.format(word=word)), encoding="utf-8")

    def fill(self, stories: dict[str, tuple[str, str, int]] = STORIES) -> None:
        """The archive of these stories, and of nothing else. The folder itself stays: it may be searched meanwhile."""
        for path in self.root.rglob("*"):
            if not path.is_dir() and path.relative_to(self.root).as_posix() not in stories:
                path.unlink()
        for path, story in stories.items():
            self.write(path, *story)

    def index(self, **options: object) -> IndexReport:
        """Index it, here."""
        return commands.index(self.where, ["."], **options)  # type: ignore[arg-type]  # as they are

    def answers(self) -> Answers:
        """All that can be asked, and what is answered; of a question that is refused the error."""
        return {name: _ask(question, self.where) for name, question in QUESTIONS.items()}

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Whatever the block does to the folder, it is as it was afterwards."""
        aside = self.folder.with_name(f"{self.folder.name}.kept")
        shutil.copytree(self.folder, aside, symlinks=True, copy_function=shutil.copy2)
        try:
            yield
        finally:
            shutil.rmtree(self.folder)
            aside.rename(self.folder)


def _ask(question: Callable[[Where], object], where: Where) -> object:
    try:
        return question(where)
    except UnknownArticleError as error:
        return str(error)  # an answer like any other
    except NkdocsError as error:
        return error


def complain(found: Answers, states: Collection[Answers], *, may_refuse: bool = True) -> str | None:
    """What is wrong with the answers: that they are of none of the states, or refused in other words than they should be.

    All that is answered must be of one and the same state. None: nothing is wrong.
    """
    answered = {name: answer for name, answer in found.items() if not isinstance(answer, NkdocsError)}
    for name, answer in found.items():
        if isinstance(answer, NkdocsError):
            if not may_refuse:
                return f"{name}: {answer}"
            if not isinstance(answer, IndexDamagedError) or not _SENTENCE.fullmatch(str(answer)):
                return f"{name}: {type(answer).__name__}: {answer}"
            if "index --rebuild" not in answer.hint:
                return f"{name}: no way on: {answer.hint}"
    if any(all(state[name] == answer for name, answer in answered.items()) for state in states):
        return None
    wrong = [name for name, answer in answered.items() if all(state[name] != answer for state in states)]
    return f"wrong answers: {', '.join(wrong) or 'of two states'}"
