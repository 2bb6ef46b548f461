"""The program that tries what can be typed does so, and notices what it is there to notice."""

import importlib.util
import random
from pathlib import Path

import pytest

from nkdocs.errors import QueryError

PATH = Path(__file__).parent.parent / "benchmarks" / "queries.py"
SPEC = importlib.util.spec_from_file_location("benchmark_queries", PATH)
queries = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(queries)


def test_a_run_parses_many_and_can_be_repeated(capsys):
    """A thousand made queries raise nothing but QueryError, some are understood and some refused, and a seed repeats them."""
    queries.parse_many(1000, seed=7)
    printed = capsys.readouterr().out
    understood, refused = (int(part.split()[0].replace(",", "")) for part in printed.split(": ")[1].split(", ")[:2])
    assert understood + refused == 1000
    assert min(understood, refused) > 200
    assert [queries.make_query(random.Random(3)) for _ in range(2)] == [queries.make_query(random.Random(3))] * 2


def test_another_error_ends_the_run(monkeypatch, capsys):
    """Whatever else parsing raises is not swallowed, and the query is named; so is a refusal that points outside the query."""

    def fail(*_given, **_named):
        raise KeyError("ours")

    monkeypatch.setattr(queries, "read_query", fail)
    with pytest.raises(KeyError):
        queries.parse_many(1, seed=1)
    assert "the query was " in capsys.readouterr().err
    with pytest.raises(AssertionError):
        queries.check(QueryError("no", "ab", 3, hint="x"), "ab")
