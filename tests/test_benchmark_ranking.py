"""The ranking benchmark measures what it says, on collections small enough to count by hand."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).parent.parent / "benchmarks" / "ranking.py"


@pytest.fixture(scope="module")
def ranking():
    """The benchmark, as a module."""
    sys.path.append(str(PATH.parent))
    spec = importlib.util.spec_from_file_location("ranking", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["ranking"] = module
    spec.loader.exec_module(module)
    sys.path.remove(str(PATH.parent))
    return module


def test_the_measures(ranking):
    """The measures of a list are those of their definitions."""
    assert ranking.score(["a", "x", "b"], {"a": 1, "b": 1}) == pytest.approx(
        {"ndcg@10": (1 + 1 / 2) / (1 + 1 / 1.5849625), "map": (1 + 2 / 3) / 2, "recall@100": 1, "mrr@10": 1, "empty": 0}
    )
    assert ranking.score(["x"] * 10 + ["a"], {"a": 1, "b": 2}) == pytest.approx(
        {"ndcg@10": 0, "map": 1 / 22, "recall@100": 0.5, "mrr@10": 0, "empty": 0}
    )
    assert ranking.score([], {"a": 1})["empty"] == 1


def test_a_folder_is_measured(ranking, tmp_path, monkeypatch, capsys):
    """Documents, queries and judgements of a folder give a line for nkdocs and one for each of the others."""
    documents = [{"id": 1, "title": "River", "text": "A boat."}, {"id": "two", "text": "A bank.", "author": "Ann Lee"}]
    queries = [{"id": "q1", "query": "what is a boat"}, {"id": 2, "query": 'lee "bank'}, {"id": "q3", "query": "unjudged"}]
    for name, rows in (("documents", documents), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "qrels.txt").write_text("q1 0 1 2\nq1 0 two 0\n2 0 two 1\nq3 0 two 0\nq9 0 two 1\n")
    monkeypatch.setattr(sys, "argv", ["ranking.py", str(tmp_path), "--out", str(tmp_path / "out.json")])
    ranking.main()
    kept = json.loads((tmp_path / "out.json").read_text())
    assert kept["collections"] == {tmp_path.name: {"documents": 2, "queries": 2}}
    assert len(kept["systems"]) == 5
    assert kept["systems"]["SQLite FTS5, porter, any word"][tmp_path.name]["mrr@10"] == 1
    figures = kept["systems"]["nkdocs"][tmp_path.name]
    assert [figures[name] for name in ("ndcg@10", "map", "recall@100", "mrr@10", "empty")] == [1, 1, 1, 1, 0]
    printed = capsys.readouterr().out
    assert "2 judged queries" in printed
    assert "1 queries were no queries of ours" in printed


MARKED = {
    "all": ".I 1\n.T\nRiver\n.A\nLee, A.\n.W\nA boat\non it.\n.I 2\n.T\nBank\n.B\n1962\n.W\nA bank.\n.X\n1 5\n.I 3\n.W\nNo.\n",
    "queries": ".I 1\n.W\nwhat is a boat\n.I 7\n.W\nbanks of rivers\n",
}


@pytest.mark.parametrize(
    ("judgements", "judged"),
    [
        ("1 1 2\n2 2 1\n2 3 -1\n", {"1": {"1": 1}, "2": {"2": 1}}),  # the queries counted, a grade, and one that is none
        ("1\t1\t0\t0.000000\n7\t2\t0\t0.000000\n", {"1": {"1": 1}, "7": {"2": 1}}),
        ("1 0 1 1\n7 0 2 1\n", {"1": {"1": 1}, "7": {"2": 1}}),
        ("01 0001 0 0\n07 0002 0 0\n", {"1": {"1": 1}, "7": {"2": 1}}),
    ],
)
def test_the_classic_collections_are_read(ranking, tmp_path, judgements, judged):
    """Marked texts are documents and queries, and judgements are read in each of the forms that such collections have."""
    for name, text in {**MARKED, "judged": judgements}.items():
        (tmp_path / name).write_text(text)
    collection = ranking.read_collection(tmp_path)
    assert collection.documents[0] == {"id": "1", "title": "River", "author": "Lee, A.", "text": "A boat\non it."}
    assert collection.documents[1] == {"id": "2", "title": "Bank", "text": "A bank."}
    assert list(collection.queries.values()) == ["what is a boat", "banks of rivers"]
    assert collection.judged == judged
    assert len(ranking.read_collection(tmp_path, 1).judged) == 1


def test_collections_under_other_names_are_read(ranking, tmp_path):
    """What others call `corpus.jsonl`, with judgements in three columns under a head, is read; other folders are refused."""
    (tmp_path / "corpus.jsonl").write_text('{"_id": "a", "title": "", "text": "A boat."}\n')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "boats"}\n')
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\ta\t1\n")
    collection = ranking.read_collection(tmp_path)
    assert (collection.queries, collection.judged) == ({"q": "boats"}, {"q": {"a": 1}})
    with pytest.raises(ValueError, match="neither"):
        ranking.read_collection(tmp_path / "qrels")
