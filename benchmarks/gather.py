"""Test collections made of the data of published packages, as `judged` reads them, for who has no others at hand.

    python benchmarks/gather.py FOLDER
    python benchmarks/ranking.py FOLDER/* --out FILE

Of one package come 300 questions that people asked of an insurance adviser, to be found among 5,000 answers without titles; of
another a researcher's bookmarks: his tags are short queries for what he put under them, and his notes on papers, long queries
for the abstract. They are fetched with pip; what is taken of them is chosen by a seed, so that a figure can be had again. The
classic collections (Cranfield, CACM, ...) are read by `ranking` as they are published, and are better judges than these.
"""

import argparse
import gzip
import json
import random
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

PACKAGES = ("insuranceqa_data==1.2", "cherche==2.2.1")
QUESTIONS, ANSWERS, TAGS = 300, 5_000, 400
#: A tag is asked for if it has so many documents: fewer say little, more are no topic.
TAGGED = range(3, 61)
#: Characters of a text that is a document, and of an abstract that a note is written of; words of a note that are asked.
SHORTEST, ABSTRACT, NOTE = 40, 200, range(8, 51)
_ADDRESS = re.compile(r"https?://\S+|\[|\]\([^)]*\)|[*>#_`]")

Row = dict[str, str]


def fetch(folder: Path) -> dict[str, Any]:
    """The JSON of the packages, by the end of its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    subprocess.run([*command, "--dest", str(folder), *PACKAGES], check=True)
    found: dict[str, Any] = {}
    for path in folder.glob("*.tar.gz"):
        with tarfile.open(path) as archive:
            for member in archive:
                name = "/".join(Path(member.name).parts[-2:])
                if name.endswith((".json", ".json.gz")) and (stream := archive.extractfile(member)) is not None:
                    data = stream.read()
                    found[name] = json.loads(gzip.decompress(data) if name.endswith(".gz") else data)
    return found


def keep(folder: Path, documents: Iterable[Row], queries: Mapping[str, str], judged: Iterable[tuple[str, str]]) -> None:
    """Write a collection as JSON Lines, with judgements in TREC's columns."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "documents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in documents), "utf-8")
    (folder / "queries.jsonl").write_text(
        "".join(json.dumps({"id": name, "query": query}) + "\n" for name, query in queries.items()), "utf-8"
    )
    (folder / "qrels.txt").write_text("".join(f"{query} 0 {document} 1\n" for query, document in judged), "utf-8")


def questions(data: Mapping[str, Any], folder: Path) -> None:
    """Questions, and among many answers those that were given to them."""
    chance = random.Random(1)
    answers, asked = data["insuranceqa_data/answers.json.gz"], data["insuranceqa_data/test.json.gz"]
    chosen = chance.sample(sorted(asked), QUESTIONS)
    right = [(name, answer) for name in chosen for answer in asked[name]["answers"]]
    kept = {answer for _, answer in right}
    kept.update(chance.sample(sorted(answers.keys() - kept), ANSWERS - len(kept)))
    rows = ({"id": name, "text": _one_line(answers[name]["en"])} for name in sorted(kept))
    keep(folder, rows, {name: _one_line(asked[name]["en"]) for name in chosen}, right)


def tags(data: Mapping[str, Any], folder: Path) -> None:
    """A person's tags, and what he put under them."""
    rows, tagged = [], defaultdict(list)
    for place, entry in enumerate(data["semanlink/docs.json"]):
        text = _one_line(f"{_text(entry['comment'])} {_text(entry['arxiv_summary'])}")
        if len(text) >= SHORTEST:
            rows.append({"id": str(place), "title": _one_line(_text(entry["title"])), "text": text, "author": _writers(entry)})
            for tag in entry["tag"]:
                tagged[tag].append(str(place))
    labels = data["semanlink/tags.json"]
    topics = [tag for tag in sorted(tagged) if len(tagged[tag]) in TAGGED and labels.get(tag, {}).get("prefLabel")]
    chosen = random.Random(2).sample(topics, min(TAGS, len(topics)))
    queries = {tag.replace(" ", "_"): labels[tag]["prefLabel"][0] for tag in chosen}
    keep(folder, rows, queries, [(tag.replace(" ", "_"), place) for tag in chosen for place in tagged[tag]])


def notes(data: Mapping[str, Any], folder: Path) -> None:
    """Notes on papers, and the abstracts of these."""
    rows, queries = [], {}
    for place, entry in enumerate(data["semanlink/docs.json"]):
        note, abstract = _one_line(_ADDRESS.sub(" ", _text(entry["comment"]))), _one_line(_text(entry["arxiv_summary"]))
        is_paper = len(abstract) > ABSTRACT
        text, words = abstract if is_paper else note, note.split()
        if len(text) >= SHORTEST:
            rows.append({"id": str(place), "title": _one_line(_text(entry["title"])), "text": text, "author": _writers(entry)})
            if is_paper and len(words) >= NOTE.start and " ".join(words[:12]) not in abstract:
                queries[str(place)] = " ".join(words[: NOTE.stop - 1])
    keep(folder, rows, queries, [(name, name) for name in queries])


def _text(value: str | list[str] | None) -> str:
    return " ".join(value) if isinstance(value, list) else value or ""


def _writers(entry: Mapping[str, Any]) -> str:
    names = entry["arxiv_author"]
    return ", ".join(names) if isinstance(names, list) else names or ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Make the three collections in a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as place:
        data = fetch(Path(place))
    for name, make in (("questions", questions), ("tags", tags), ("notes", notes)):
        make(data, folder / name)
        print(folder / name)


if __name__ == "__main__":
    main()
