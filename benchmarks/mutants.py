"""Faults put into the code on purpose, one at a time: those that no test sees are named.

    python benchmarks/mutants.py [--count N] [--seed N] [--only MODULE ...] [--out FILE]

So many places (default 220) are changed, an equal share in every module below, by the seed: a comparison turned or moved by
one, an operator exchanged, a number one greater, a condition negated, `and` for `or`, nothing given back, a line taken out. The
tests beside the module run over each, in a fork of a process that has loaded what they need; a mutant survives if they pass.
The survivors, with their lines, are kept in FILE (default: benchmarks/results/mutants.json): read them, and write the test that
is missing, unless nobody could tell the difference.

The modules take turns, and each verdict is kept at once: a run that was stopped goes on where it was. While a module is the
same, what was killed stays killed, and what survived is tried again. Each mutant has four times as long as the tests take.
"""

import argparse
import ast
import contextlib
import copy
import hashlib
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

HERE = Path(__file__).parent
ROOT = HERE.parent
#: What is changed, and what is to notice.
MODULES = {
    "nkdocs/split.py": ("tests/test_split.py",),
    "nkdocs/query.py": ("tests/test_query.py", "tests/test_grammar.py", "tests/test_engine_contract.py"),
    "nkdocs/lexer.py": ("tests/test_query.py", "tests/test_grammar.py"),
    "nkdocs/grammar.py": ("tests/test_query.py", "tests/test_grammar.py"),
    "nkdocs/descent.py": ("tests/test_query.py", "tests/test_grammar.py"),
    "nkdocs/terms.py": ("tests/test_language.py", "tests/test_analysis.py", "tests/test_irregular.py", "tests/test_query.py"),
    "nkdocs/snippets.py": ("tests/test_snippets.py",),
    "nkdocs/excerpts.py": ("tests/test_excerpts.py", "tests/test_snippets.py"),
    "nkdocs/engine/codec.py": ("tests/test_engine_codec.py", "tests/test_engine_postings.py", "tests/test_engine_store.py"),
    "nkdocs/engine/segment_file.py": ("tests/test_engine_postings.py", "tests/test_engine_store.py"),
    "nkdocs/engine/segment_format.py": ("tests/test_engine_postings.py", "tests/test_engine_store.py"),
    "nkdocs/engine/segment_writer.py": ("tests/test_engine_postings.py", "tests/test_engine_store.py"),
    "nkdocs/engine/segment.py": (
        "tests/test_engine_postings.py",
        "tests/test_engine_contract.py",
        "tests/test_engine_store.py",
    ),
    "nkdocs/engine/contents.py": ("tests/test_engine_store.py",),
    "nkdocs/sealing.py": ("tests/test_sealing.py",),
}
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COUNTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd, ast.RShift: ast.LShift, ast.LShift: ast.RShift, ast.Mod: ast.Add,
}  # fmt: skip
#: Of a module: its digest, the numbers of the places that were noticed, and the lines of those that were not.
Row = dict[str, Any]


def changes(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Every node that can be changed, and how, outside of annotations and docstrings."""
    for node in _code(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
            yield node, "compare"
        elif isinstance(node, ast.BinOp) and type(node.op) in COUNTED:
            yield node, "operator"
        elif isinstance(node, ast.BoolOp):
            yield node, "and, or"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "not"
        elif isinstance(node, ast.Constant) and isinstance(node.value, int):
            yield node, "number"
        elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
            yield node, "condition"
        elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
            yield node, "returned"
        elif isinstance(node, (ast.AugAssign, ast.Continue, ast.Break)) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ):
            yield node, "left out"


def _code(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child
                yield from _code(child)


def mutate(source: str, number: int) -> tuple[str, int, str]:
    """The module with its so many-th place changed; the line, and how."""
    tree = ast.parse(source)
    node, how = list(changes(tree))[number]
    before = copy.deepcopy(node)
    if isinstance(node, ast.Compare):
        node.ops[0] = COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp):
        node.op = COUNTED[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)
    else:
        _put(tree, node, ast.copy_location(ast.Pass(), node))
    line = before.lineno  # type: ignore[attr-defined]  # every node of a statement or an expression has one
    return ast.unparse(ast.fix_missing_locations(tree)), line, f"{how}: {ast.unparse(before).splitlines()[0][:100]}"


def _put(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for parent in ast.walk(tree):
        for value in vars(parent).values():
            if isinstance(value, list) and old in value:
                value[value.index(old)] = new


def load() -> None:
    """What the tests load that is not ours, once for all mutants."""
    for name in (
        "pytest",
        "hypothesis.strategies",
        "click",
        "rich.console",
        "rich.table",
        "whoosh.query",
        "whoosh.fields",
        "Stemmer",
    ):
        importlib.import_module(name)


def survives(work: Path, module: str, tests: tuple[str, ...], source: str, patience: float) -> bool:
    """Whether the tests pass over a copy of the package with this module. A test that never ends has noticed."""
    original = (ROOT / module).read_text(encoding="utf-8")
    (work / module).write_text(source, encoding="utf-8")
    child = os.fork()
    if not child:
        os.setsid()  # so that what it starts can be ended with it
        _test(work, tests)
    try:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                return status == 0
            time.sleep(0.01)
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)
        (work / module).write_text(original, encoding="utf-8")


def _test(work: Path, tests: tuple[str, ...]) -> NoReturn:
    """Run the tests here, and end."""
    status = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # a fault may ask for all there is
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.chdir(work)
        os.environ.update(HYPOTHESIS_PROFILE="noticing", PYTHONPATH=str(work))
        sys.path[:0] = [str(work)]
        sys.dont_write_bytecode = True
        import pytest

        loaded = "ignore::pytest.PytestAssertRewriteWarning"  # what was loaded before the fork
        status = int(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-W", loaded, *tests]))
    finally:
        os._exit(status)


def _copy(work: Path) -> None:
    for name in ("nkdocs", "tests", "benchmarks"):
        shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "results"))
    for name in ("pyproject.toml", "seeds", "README.md"):
        (work / name).symlink_to(ROOT / name)


def _chosen(module: str, source: str, share: int, seed: int) -> list[int]:
    places = len(list(changes(ast.parse(source))))
    return random.Random(f"{seed} {module}").sample(range(places), min(share, places))


def _kept(out: Path, seed: int, sources: dict[str, str]) -> dict[str, Row]:
    """What is known of these modules as they are; of one that has changed since, nothing."""
    before = json.loads(out.read_text()) if out.exists() else {}
    rows = before.get("modules", {}) if before.get("seed") == seed else {}
    fresh: dict[str, Row] = {}
    for module, source in sources.items():
        digest = hashlib.sha256(source.encode()).hexdigest()[:16]
        row = rows.get(module, {})
        fresh[module] = row if row.get("sha256") == digest else {"sha256": digest, "killed": [], "survived": {}}
    return fresh


def main() -> int:
    """Try the mutants, and print those that survive."""
    parser = argparse.ArgumentParser(description="Put faults into the code, and see whether the tests notice.")
    parser.add_argument("--count", type=int, default=220)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=MODULES, default=list(MODULES))
    parser.add_argument("--out", type=Path, default=HERE / "results" / "mutants.json")
    options = parser.parse_args()
    sources = {module: (ROOT / module).read_text(encoding="utf-8") for module in MODULES}
    rows = _kept(options.out, options.seed, sources)
    share = -(-options.count // len(MODULES))
    chosen = {module: _chosen(module, sources[module], share, options.seed) for module in options.only}
    load()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _copy(work)
        patience = {}
        for module in options.only:
            started = time.perf_counter()
            if not survives(work, module, MODULES[module], sources[module], 900):
                raise SystemExit(f"the tests of {module} fail as it is")
            patience[module] = 4 * (time.perf_counter() - started) + 10
        for turn in range(share):
            for module in options.only:
                if turn >= len(chosen[module]) or chosen[module][turn] in rows[module]["killed"]:
                    continue
                number, row = chosen[module][turn], rows[module]
                changed, line, how = mutate(sources[module], number)
                row["survived"].pop(str(number), None)
                if survives(work, module, MODULES[module], changed, patience[module]):
                    row["survived"][str(number)] = f"{module}:{line}: {how}"
                    print(row["survived"][str(number)], flush=True)
                else:
                    row["killed"] = sorted([*row["killed"], number])
                options.out.write_text(json.dumps({"seed": options.seed, "modules": rows}, indent=1) + "\n")
    for module in options.only:
        killed, survived = (len(rows[module][what]) for what in ("killed", "survived"))
        print(f"{module}: {killed + survived} tried, {survived} survived", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
