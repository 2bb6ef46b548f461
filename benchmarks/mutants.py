"""Faults put into the code on purpose, one at a time: those that no test sees are named.

    python benchmarks/mutants.py [--count N] [--seed N] [--only MODULE ...] [--out FILE]

Of every module below as many places are changed as its share of N (default 200) allows, by the seed: a comparison turned
or moved by one, an operator exchanged, a number one greater, a condition negated, `and` for `or`, nothing given back, a line
taken out. The tests named beside the module run over each; a mutant survives if they pass. The survivors, with their lines, are
kept in FILE (default: benchmarks/results/mutants.json): read them, and write the test that is missing, unless nobody could tell
the difference. Each mutant has four times as long as the tests take without it.
"""

import argparse
import ast
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
#: What is changed, and what is to notice.
MODULES = {
    "nkdocs/split.py": ("tests/test_split.py",),
    "nkdocs/query.py": ("tests/test_query.py", "tests/test_engine_contract.py"),
    "nkdocs/lexer.py": ("tests/test_query.py", "tests/test_grammar.py"),
    "nkdocs/grammar.py": ("tests/test_query.py", "tests/test_grammar.py"),
    "nkdocs/snippets.py": ("tests/test_snippets.py",),
    "nkdocs/engine/codec.py": ("tests/test_engine_codec.py",),
    "nkdocs/engine/segment_file.py": ("tests/test_engine_store.py",),
    "nkdocs/engine/segment.py": ("tests/test_engine_contract.py", "tests/test_engine_store.py"),
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
Change = tuple[int, str]


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


def survives(work: Path, module: str, tests: tuple[str, ...], source: str | None, patience: float) -> bool:
    """Whether the tests pass over a copy of the package with this module (None: as it is)."""
    original = (ROOT / module).read_text(encoding="utf-8")
    (work / module).write_text(original if source is None else source, encoding="utf-8")
    alike = {"HYPOTHESIS_PROFILE": "brief", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    environment = {**os.environ, **alike, "PYTHONPATH": str(work)}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    with subprocess.Popen(
        command, cwd=work, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        try:
            return run.wait(patience) == 0
        except subprocess.TimeoutExpired:
            run.kill()
            return False
        finally:
            (work / module).write_text(original, encoding="utf-8")


def main() -> int:
    """Try the mutants, and print those that survive."""
    parser = argparse.ArgumentParser(description="Put faults into the code, and see whether the tests notice.")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=MODULES, default=list(MODULES))
    parser.add_argument("--out", type=Path, default=HERE / "results" / "mutants.json")
    options = parser.parse_args()
    sources = {module: (ROOT / module).read_text(encoding="utf-8") for module in options.only}
    places = {module: len(list(changes(ast.parse(source)))) for module, source in sources.items()}
    rows: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for name in ("nkdocs", "tests", "benchmarks"):
            shutil.copytree(ROOT / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "results"))
        for name in ("pyproject.toml", "seeds", "README.md"):
            (work / name).symlink_to(ROOT / name)
        for module, source in sources.items():
            chance = random.Random(f"{options.seed} {module}")
            share = max(1, round(options.count * places[module] / sum(places.values())))
            started = time.perf_counter()
            if not survives(work, module, MODULES[module], None, 900):
                raise SystemExit(f"the tests of {module} fail as it is")
            patience = 4 * (time.perf_counter() - started) + 10
            chosen = sorted(chance.sample(range(places[module]), min(share, places[module])))
            survivors = []
            for number in chosen:
                changed, line, how = mutate(source, number)
                if survives(work, module, MODULES[module], changed, patience):
                    survivors.append(f"{module}:{line}: {how}")
                    print(survivors[-1], flush=True)
            rows[module] = {"places": places[module], "tried": len(chosen), "survived": survivors}
            print(f"{module}: {len(chosen)} tried, {len(survivors)} survived", flush=True)
            options.out.write_text(json.dumps({"seed": options.seed, "modules": rows}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
