"""Fit the weights of a title's signs to labelled dumps, and say how well they do on dumps they were not fitted to.

    python benchmarks/weigh_titles.py LABELS[:WEIGHT] ... [--folds 5] [--write nkdocs/weights.tsv]

LABELS is the folder of the tests' golden dumps, or one with ``gold.json`` and ``dumps/``: ``{"files": {NAME: {"articles":
[{"title_line": 12, "title_alt_lines": [10], "date_lines": [], "byline_lines": []}]}}}``, lines 1-based, `title_alt_lines`
those that say the title again. A dump of a folder with a weight counts so much more. The pages that the weights in the package
were fitted to are other people's, and not here.

Two figures for each folder are printed, both for dumps left out of the fit: left out by folder (other sites, another reader),
and in folds of files among all (the same kinds of sites). F1 is of article beginnings, within two lines; `title` is the share
of articles whose title line is exactly right.

The model is a linear chain: a set of titles of a dump is as likely as the exponential of the worth that `split` gives to it,
and the weights make the labelled sets as likely as possible together (a conditional random field: Lafferty, McCallum and
Pereira, 2001), with a Gaussian prior on the weights: around what a person thought of a sign (``title_prior.tsv``), around
nothing for the others. So what is fitted is the very choice among all cuts of a dump that is made later, not each line for
itself. Needs NumPy and SciPy (``pip install 'nkdocs[fit]'``); a fit takes a minute or two.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from nkdocs import split, titles
from nkdocs.dates import day_order
from nkdocs.lines import Line, read_lines
from nkdocs.neighbours import ask_neighbours
from nkdocs.titles import Candidate, find_candidates
from nkdocs.weights import EVERY, THRESHOLD, read_weights

#: The regularisation: the larger, the nearer to what was thought of it a weight stays that few lines speak for.
_PRIOR = 3.0
_PRIOR_TABLE = Path(__file__).with_name("title_prior.tsv")
_STEPS = 60
_NEVER = -1e9
Floats = NDArray[np.float64]
#: A weight nearer to nothing is left out of the table.
_LEAST = 0.02


@dataclass
class Labelled:
    """A dump, its candidates and which of them are titles (1), are none (0), or may be either (-1)."""

    folder: str
    name: str
    weight: float
    lines: list[Line]
    found: list[Candidate]
    answers: list[int]
    titles: list[tuple[int, set[int]]] = field(default_factory=list)


def read_folder(folder: Path, weight: float) -> Iterable[Labelled]:
    """The labelled dumps of a folder; or golden dumps, each in a folder of its own beside the articles it is read as."""
    if (folder / "gold.json").exists():
        files = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["files"]
        paths = {name: folder / "dumps" / name for name in files}
    else:
        paths = {path.parent.name: path for path in sorted(folder.glob("*/dump.txt"))}
        files = {name: _golden(path.with_name("articles.json")) for name, path in paths.items()}
    for name, labels in files.items():
        text = paths[name].read_text(encoding="utf-8")
        lines = read_lines(text, day_order(text))
        ask_neighbours(lines)
        found = find_candidates(lines, float("-inf"))
        right = {article["title_line"] for article in labels["articles"]}
        either = {line for article in labels["articles"] for line in article.get("title_alt_lines", [])}
        numbers = [lines[cut.place].number for cut in found]
        answers = [1 if number in right else -1 if number in either else 0 for number in numbers]
        begins = [
            (
                article["title_line"],
                {*article.get("title_alt_lines", []), *article.get("date_lines", []), *article.get("byline_lines", [])},
            )
            for article in labels["articles"]
        ]
        yield Labelled(str(folder), name, weight, lines, found, answers, begins)


class Chain:
    """A dump's candidates as a chain: what each costs after each other one, first, and last, and which are the titles."""

    def __init__(self, dump: Labelled, columns: dict[str, int]) -> None:
        kept = [(one, answer) for one, answer in zip(dump.found, dump.answers, strict=True) if answer >= 0]
        text = split.text_before(dump.lines)
        self.right = np.array([answer for _, answer in kept], dtype=float)
        self.first = np.array([split.first_worth(one, text) for one, _ in kept])
        self.last = np.array([split.thinness(text[-1] - text[one.head]) for one, _ in kept])
        self.after = np.full((len(kept), len(kept)), _NEVER)
        for at, (one, _) in enumerate(kept):
            for later in range(at + 1, len(kept)):
                width = text[kept[later][0].place] - text[one.head]
                self.after[at, later] = split.thinness(width) if width >= 0 else 4 * split.thinness(0)
        rows = [
            (row, columns[why], times)
            for row, (one, _) in enumerate(kept)
            for why, times in Counter(one.why).items()
            if why in columns
        ]
        where = ([row for row, _, _ in rows], [column for _, column, _ in rows])
        self.reasons = csr_matrix(([times for *_, times in rows], where), shape=(len(kept), len(columns)))
        self.weight = dump.weight

    def loss(self, scores: Floats) -> tuple[float, Floats]:
        """How unlikely the titles are, and how that grows with each score."""
        count = len(scores)
        forward, backward = np.empty(count), np.empty(count)
        for at in range(count):
            forward[at] = scores[at] + _log_sum(np.append(forward[:at] + self.after[:at, at], self.first[at]))
        for at in reversed(range(count)):
            later = self.after[at, at + 1 :] + scores[at + 1 :] + backward[at + 1 :]
            backward[at] = _log_sum(np.append(later, self.last[at]))
        whole = _log_sum(forward + self.last)
        titles_ = np.flatnonzero(self.right)
        said = self.first[titles_[0]] + self.last[titles_[-1]] + scores[titles_].sum()
        said += sum(self.after[one, two] for one, two in itertools.pairwise(titles_))
        return whole - said, np.exp(forward + backward - whole) - self.right


def _log_sum(figures: Floats) -> float:
    most = figures.max()
    return float(most + np.log(np.exp(figures - most).sum()))


def _golden(path: Path) -> dict[str, list[dict[str, int]]]:
    articles = json.loads(path.read_text(encoding="utf-8"))["articles"]
    return {"articles": [{"title_line": article["start_line"]} for article in articles if article["title"]]}


def fit(dumps: Sequence[Labelled]) -> dict[str, float]:
    """The worth of each reason, and of every line."""
    names = sorted({why for dump in dumps for one in dump.found for why in one.why})
    columns = {name: at for at, name in enumerate(names)}
    thought = read_weights(_PRIOR_TABLE.read_text(encoding="utf-8"))
    prior = np.array([thought.get(name, 0.0) for name in names])
    chains = [Chain(dump, columns) for dump in dumps if 1 in dump.answers]

    def loss(worth: Floats) -> tuple[float, Floats]:
        off = worth[:-1] - prior
        total, slope = 0.5 * _PRIOR * float(off @ off), np.append(_PRIOR * off, 0.0)
        for chain in chains:
            unlikely, by_score = chain.loss(chain.reasons @ worth[:-1] + worth[-1])
            total += chain.weight * unlikely
            slope[:-1] += chain.weight * (chain.reasons.T @ by_score)
            slope[-1] += chain.weight * by_score.sum()
        return total, slope

    begin = np.append(prior, -3.0)
    fitted = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    kept = {name: round(float(figure), 2) for name, figure in zip(names, fitted, strict=False) if abs(figure) >= _LEAST}
    return {EVERY: round(float(fitted[-1]), 2), **kept}


def cut(dump: Labelled, worth: dict[str, float], bias: float = 0.0) -> list[Candidate]:
    """The cuts of a dump with these weights."""
    found = []
    for candidate in dump.found:
        score = worth[EVERY] + bias + sum(worth.get(reason, 0.0) for reason in candidate.why)
        found.append(Candidate(candidate.place, score, candidate.why, candidate.lead, candidate.head))
    first = titles.first_paragraph(dump.lines)
    return split.best_cuts(dump.lines, [one for one in found if one.score > titles.WORTHLESS or one.place <= first])


def score(dumps: Sequence[Labelled], chosen: Sequence[list[Candidate]]) -> tuple[float, float]:
    """F1 of the beginnings of articles, and the share of articles whose title is right."""
    hits = said = there = exact = 0
    for dump, cuts in zip(dumps, chosen, strict=True):
        begins = [dump.lines[one.place].number for one in cuts]
        used: set[int] = set()
        said, there = said + len(begins), there + len(dump.titles)
        for title, others in dump.titles:
            near = [at for at, line in enumerate(begins) if at not in used and (abs(line - title) <= 2 or line in others)]
            used.update(near[:1])
            hits += bool(near)
            exact += title in begins
    return 2 * hits / max(1, said + there), exact / max(1, there)


def trusted(dumps: Sequence[Labelled], chosen: Sequence[list[Candidate]]) -> list[tuple[float, bool]]:
    """The worth of each cut, and whether it is at a title."""
    rows = []
    for dump, cuts in zip(dumps, chosen, strict=True):
        right = {title for title, _ in dump.titles} | set().union(*(others for _, others in dump.titles))
        rows += [(one.score, dump.lines[one.place].number in right) for one in cuts]
    return rows


def check(dumps: Sequence[Labelled], folds: int, bias: float) -> None:
    """Print how well weights do on dumps that they were not fitted to."""
    folders = list(dict.fromkeys(dump.folder for dump in dumps))
    shuffled = random.Random(1).sample(dumps, len(dumps))
    folded: dict[str, tuple[list[Labelled], list[list[Candidate]]]] = {folder: ([], []) for folder in folders}
    for fold in range(folds):
        worth = fit([dump for at, dump in enumerate(shuffled) if at % folds != fold])
        for dump in shuffled[fold::folds]:
            folded[dump.folder][0].append(dump)
            folded[dump.folder][1].append(cut(dump, worth, bias))
    print(f"{'left out: folder':40} {'F1':>6} {'title':>6}   file: {'F1':>6} {'title':>6}")
    for folder in folders:
        worth = fit([dump for dump in dumps if dump.folder != folder]) if len(folders) > 1 else fit(dumps)
        own = [dump for dump in dumps if dump.folder == folder]
        by_folder = score(own, [cut(dump, worth, bias) for dump in own])
        by_file = score(*folded[folder])
        print(f"{folder[-40:]:40} {by_folder[0]:6.3f} {by_folder[1]:6.3f}         {by_file[0]:6.3f} {by_file[1]:6.3f}")
    rows = sorted(row for folder in folders for row in trusted(*folded[folder]))
    for least in (0, 1, 2, 3, 4, 5, 6, 7, 8):
        above = [right for worth_, right in rows if worth_ >= least]
        print(f"cuts worth {least} and more: {sum(above)} of {len(above)} right")


def main() -> None:
    """Read, fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="+", metavar="LABELS[:WEIGHT]")
    parser.add_argument("--folds", type=int, default=5, help="0: fit, and say nothing of how well")
    parser.add_argument("--bias", type=float, default=0.0, help="added to every worth")
    parser.add_argument("--write", type=Path, metavar="FILE")
    asked = parser.parse_args()
    dumps: list[Labelled] = []
    for named in asked.labels:
        folder, _, weight = named.partition(":")
        dumps += read_folder(Path(folder), float(weight or 1))
    if asked.folds:
        check(dumps, asked.folds, asked.bias)
    if asked.write:
        table = fit(dumps)
        table[EVERY] = round(table[EVERY] + asked.bias, 2)
        asked.write.write_text("".join(f"{reason}\t{figure:g}\n" for reason, figure in table.items()), encoding="utf-8")
        print(f"{asked.write}: {len(table)} rows (the threshold was {THRESHOLD:g})")


if __name__ == "__main__":
    main()
