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
    spec = importlib.util.spec_from_file_location("ranking", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["ranking"] = module
    spec.loader.exec_module(module)
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
    """Documents, queries and judgements of a folder give a line for nkdocs and one for each way of Whoosh's."""
    documents = [{"id": 1, "title": "River", "text": "A boat."}, {"id": "two", "text": "A bank.", "author": "Ann Lee"}]
    queries = [{"id": "q1", "query": "what is a boat"}, {"id": 2, "query": 'lee "bank'}, {"id": "q3", "query": "unjudged"}]
    for name, rows in (("documents", documents), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "qrels.txt").write_text("q1 0 1 2\nq1 0 two 0\n2 0 two 1\nq3 0 two 0\nq9 0 two 1\n")
    monkeypatch.setattr(sys, "argv", ["ranking.py", str(tmp_path), "--out", str(tmp_path / "out.json")])
    ranking.main()
    kept = json.loads((tmp_path / "out.json").read_text())
    assert set(kept) == {"Whoosh as it comes", "Whoosh, stemming, any word", "nkdocs"}
    figures = kept["nkdocs"][tmp_path.name]
    assert [figures[name] for name in ("ndcg@10", "map", "recall@100", "mrr@10", "empty")] == [1, 1, 1, 1, 0]
    printed = capsys.readouterr().out
    assert "2 judged queries" in printed
    assert "1 queries were no queries of ours" in printed
