"""What a run came to, counted: which articles are new, gone, other than they were, or called otherwise.

Articles are matched between the old index and the new by file and title. *Updated* is one whose text, title, date, authors,
blocks or id differ; one that only moved up or down in its file is *unchanged*, though its lines are set right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field

from nkdocs.answers import IndexReport
from nkdocs.archive import Archive
from nkdocs.drafting import Draft
from nkdocs.manifest import Counts, HeldArticle
from nkdocs.planning import Before
from nkdocs.reading import Intake
from nkdocs.values import dataclass

#: Articles with another id that are named.
_NAMED = 3


def report(
    archive: Archive, before: Before, draft: Draft | None, intake: Intake, roots: tuple[str, ...], *, dry_run: bool
) -> IndexReport:
    """What is told of a run; without a draft: of one that found nothing to do."""
    counts = draft.count() if draft else before.generation.manifest.counts if before.generation else Counts()
    tally = _tally(draft) if draft else _Tally(kept=counts.articles)
    return IndexReport(
        archive=str(archive.root),
        files=counts.files,
        articles=counts.articles,
        added=tally.new - tally.both,
        updated=tally.both - tally.same,
        removed=tally.old - tally.both,
        unchanged=tally.kept + tally.same,
        problems=tuple(intake.problems),
        changes=tuple(sorted(intake.changes, key=lambda change: change.path)),
        dry_run=dry_run,
        rebuilt=before.rebuild,
        notices=tuple(_about_ids(tally)),
        roots=roots,
    )


@dataclass(slots=True)
class _Tally:
    """Articles of files that were left alone (`kept`); of all others those before the run, after it, of both, and the same.

    `renamed`: how many have another id, and a few of them, with the old one and the new.
    """

    kept: int = 0
    old: int = 0
    new: int = 0
    both: int = 0
    same: int = 0
    renamed: int = 0
    named: list[tuple[str, str]] = field(default_factory=list)


def _tally(draft: Draft) -> _Tally:
    tally = _Tally(kept=draft.left_alone())
    for old, new in draft.compared():
        was, now = _matchable(old), _matchable(new)
        both = sorted(was.keys() & now.keys())
        tally.old += len(was)
        tally.new += len(now)
        tally.both += len(both)
        tally.same += sum((was[key].digest, was[key].id) == (now[key].digest, now[key].id) for key in both)
        renamed = [(was[key].id, now[key].id) for key in both if was[key].id != now[key].id]
        tally.renamed += len(renamed)
        tally.named += renamed[: _NAMED - len(tally.named)]
    return tally


def _about_ids(tally: _Tally) -> Iterator[str]:
    """That articles are called otherwise than before; whoever noted an id finds it among those that `show` names."""
    if tally.renamed:
        named = ", ".join(f"{old} is now {new}" for old, new in tally.named)
        more = f" and {tally.renamed - _NAMED:,} more" if tally.renamed > _NAMED else ""
        what = "1 article has" if tally.renamed == 1 else f"{tally.renamed:,} articles have"
        yield f"{what} another id, as one of the same title came or went: {named}{more}"


def _matchable(articles: Iterable[HeldArticle]) -> dict[tuple[str, int], HeldArticle]:
    """A file's articles by title, and which of those with it: what stays when neighbours come and go."""
    matchable = {}
    seen: Counter[str] = Counter()
    for article in articles:
        key = article.slug if article.title else ""
        matchable[key, seen[key]] = article
        seen[key] += 1
    return matchable
