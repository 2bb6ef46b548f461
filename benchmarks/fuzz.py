"""Inputs made by what they reach in the code, until something raises what it should not (needs the extra ``fuzz``).

    python benchmarks/fuzz.py [TARGET ...] [--seconds N] [--seed N] [--keep FOLDER] [--out FILE]

Each target is run for so many seconds (default 3,600) in a process of its own, guided by atheris, from the dumps in
tests/golden and queries that people type. An input that raises is kept in FOLDER (default: the current one), and belongs
in tests/faults/found once what it found is mended. What was run, for how long, and how often goes to FILE (default:
benchmarks/results/fuzz.json). Exit status 1 if anything was found. The targets are plain functions of bytes: tests
run them without atheris as well.
"""

import argparse
import atexit
import contextlib
import datetime as dt
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
TODAY = dt.date(2024, 5, 6)
#: The longest input that is tried, in bytes.
LONGEST = 4_096


def fuzz_decode(data: bytes) -> None:
    """Bytes become text with an encoding that Python knows, or are refused."""
    import codecs

    from nkdocs.decoding import decode, looks_like_text
    from nkdocs.errors import CorpusError

    looks_like_text(data)
    try:
        text, encoding = decode(data)
    except CorpusError:
        return
    assert text.strip()
    for name in encoding.split("+"):
        codecs.lookup(name)


def _dump(data: bytes) -> object:
    from nkdocs.model import Dump, Source

    return Dump(Source("a.txt", "0" * 64, "utf-8"), data.decode("utf-8", "replace"))


def fuzz_split(data: bytes) -> None:
    """Slices cover the dump, in order."""
    from nkdocs.split import split_dump

    dump = _dump(data)
    end = 0
    for piece in split_dump(dump):  # type: ignore[arg-type]  # as `_dump` makes it
        assert piece.span.start == end
        end = piece.span.end
    assert end == len(dump.text)  # type: ignore[attr-defined]  # the same


def fuzz_extract(data: bytes) -> None:
    """Articles are read of anything; blocks cover them, and every claim points into the dump."""
    from nkdocs.extract import read_articles
    from nkdocs.schema import to_article, to_document

    dump = _dump(data)
    for article in read_articles(dump):  # type: ignore[arg-type]  # the same
        end = article.span.start
        for block in article.blocks:
            assert block.span.start == end
            end = block.span.end
        assert end == article.span.end
        assert all(0 <= claim.span.start <= claim.span.end <= len(dump.text) for claim in article.claims)  # type: ignore[attr-defined]
        assert to_article(str(to_document(article).fields["article"])) == article


def fuzz_query(data: bytes) -> None:
    """A query is understood, or refused with a place in it; what is understood lights up a text without trouble."""
    from nkdocs.errors import QueryError
    from nkdocs.grammar import parse_query

    text = data.decode("utf-8", "surrogateescape")
    column = 0
    try:
        parse_query(text, today=TODAY)
    except QueryError as error:
        column = error.column
    assert 0 <= column <= len(text)


def fuzz_segment(data: bytes) -> None:
    """A segment with any bytes in it, checksums made right, answers, or is said to be damaged."""
    from nkdocs.engine import open_engine
    from nkdocs.errors import IndexDamagedError
    from nkdocs.query import And, Everything, Fuzzy, Phrase, Prefix, Wildcard, Word

    folder = _segment_folder()
    raw, (covered, length) = bytearray(_BASE["raw"]), _BASE["checks"]
    for place, byte in struct.iter_unpack("=HB", data[: len(data) // 3 * 3]):
        raw[place % covered] = byte
    seal = _reseal(raw, covered, length)
    (folder / "000001.seg").write_bytes(raw)
    contents = json.loads(_BASE["contents"])
    contents["segments"][0]["seal"] = seal
    (folder / "segments.json").write_text(json.dumps(contents))
    with contextlib.suppress(IndexDamagedError), contextlib.closing(open_engine("whoosh", folder)) as engine:
        for query in (
            Everything(),
            And((Word("barrel", "barrel"), Prefix("w", "w*"))),
            Phrase(("whole", "winter"), "whole winter"),
            Fuzzy("wintre", "wintre~"),
            Wildcard("*e?", "*e?"),
        ):
            engine.search(query)
            engine.survey(query)
        engine.get("a-winter-yard")


_BASE: dict[str, object] = {}


def _segment_folder() -> Path:
    """A store of a few articles, made once."""
    if not _BASE:
        from nkdocs.engine import open_engine
        from nkdocs.extract import read_articles
        from nkdocs.schema import to_document

        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        text = "A Winter Yard\n\nMarch 3, 2021\n\nBy Ada Lowe\n\n" + "The barrel stood in the yard for a whole winter. " * 9
        with contextlib.closing(open_engine("whoosh", folder)) as engine, engine.writing() as writing:
            for article in read_articles(_dump(text.encode())):  # type: ignore[arg-type]  # the same
                for number in range(3):
                    from dataclasses import replace

                    writing.put(to_document(replace(article, id=f"a-winter-yard{number or ''}")))
        raw = (folder / "000001.seg").read_bytes()
        directory = json.loads(raw[raw.rindex(b'{"order"') : -24])
        contents = (folder / "segments.json").read_text()
        _BASE.update(folder=folder, raw=raw, checks=directory["sections"]["checks"], contents=contents)
    return _BASE["folder"]  # type: ignore[return-value]  # a path


def _reseal(raw: bytearray, covered: int, length: int) -> int:
    """Make all checksums right; gives the seal."""
    from nkdocs.engine.segment_file import BLOCK, MAGIC

    checks = b"".join(struct.pack("=I", zlib.crc32(raw[at : min(at + BLOCK, covered)])) for at in range(0, covered, BLOCK))
    assert len(checks) == length
    raw[covered : covered + length] = checks
    start = raw.rindex(b'{"order"')
    directory = json.loads(raw[start:-24])
    directory["checks"] = zlib.crc32(checks)
    written = json.dumps(directory, separators=(",", ":")).encode()
    raw[start:] = written + struct.pack("=II16s", len(written), zlib.crc32(written), MAGIC)
    return zlib.crc32(written)


def fuzz_notes(data: bytes) -> None:
    """What an index remembers of itself is read, or refused as those who read it expect."""
    from nkdocs import manifest, twins
    from nkdocs.sealing import unseal

    unseal(data)
    for read, refused in (
        (manifest.read_manifest, (ValueError, TypeError, KeyError)),
        (manifest.read_files, ValueError),
        (manifest.read_stamps, ValueError),
        (manifest.read_ids, ValueError),
        (twins.read_groups, ValueError),
        (twins.read_twins, ValueError),
    ):
        with contextlib.suppress(refused):  # type: ignore[arg-type]  # one class, or several
            read(data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    name.removeprefix("fuzz_"): target for name, target in list(globals().items()) if name.startswith("fuzz_")
}


def examples(name: str) -> Iterator[bytes]:
    """What a target starts from."""
    root = HERE.parent / "tests"
    if name == "query":
        from queries import MARKS, WORDS

        yield from (line.encode("utf-8", "surrogatepass") for line in (WORDS + MARKS).split("\n"))
        yield from (piece.encode() for piece in re.split(r"\s{2,}", WORDS + MARKS))
    elif name == "segment":
        yield from (struct.pack("=HB", place, 255) for place in range(0, 4_000, 160))
    elif name == "notes":
        yield from (b"{}", b"[]", b'{"format":5}', b'[[["a","b",1]]]', b'[{"a":["k",[1,2]]},[["a","b",0.5]]]')
    else:
        for dump in sorted(root.glob("golden/*/dump.txt")):
            yield dump.read_bytes()[:LONGEST]


def run_one(name: str, seconds: int, seed: int, keep: Path) -> None:
    """Fuzz one target, here. Does not return."""
    import atheris

    with atheris.instrument_imports(include=["nkdocs"], enable_loader_override=False):
        import nkdocs.decoding
        import nkdocs.engine.store
        import nkdocs.extract
        import nkdocs.grammar
        import nkdocs.manifest
        import nkdocs.sealing
        import nkdocs.twins  # noqa: F401  # what the targets load
    with tempfile.TemporaryDirectory() as folder:
        for number, example in enumerate(examples(name)):
            (Path(folder) / f"{number:04}").write_bytes(example)
        options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=3000"]
        options += [f"-artifact_prefix={keep}/{name}-", "-print_final_stats=1", folder]
        atheris.Setup([sys.argv[0], *options], TARGETS[name])
        atheris.Fuzz()


def main() -> int:
    """Fuzz the targets one after the other."""
    parser = argparse.ArgumentParser(description="Fuzz nkdocs.")
    parser.add_argument("targets", nargs="*", default=[])
    parser.add_argument("--seconds", type=int, default=3_600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path.cwd())
    parser.add_argument("--out", type=Path, default=HERE / "results" / "fuzz.json")
    parser.add_argument("--one", choices=TARGETS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        run_one(options.one, options.seconds, options.seed, options.keep)
    kept = json.loads(options.out.read_text()) if options.out.exists() else {}
    bad = 0
    for name in options.targets or TARGETS:
        started = time.perf_counter()
        words = ["--one", name, "--seconds", str(options.seconds), "--seed", str(options.seed), "--keep", str(options.keep)]
        with tempfile.TemporaryDirectory() as scratch:  # a target that is ended cleans up nothing
            done = subprocess.run(
                [sys.executable, __file__, *words],
                env={**os.environ, "TMPDIR": scratch}, capture_output=True, text=True, errors="replace", check=False,
            )  # fmt: skip
        found = re.findall(r"Test unit written to (\S+)", done.stderr)
        runs = re.search(r"stat::number_of_executed_units: (\d+)", done.stderr)
        covered = re.findall(r"cov: (\d+)", done.stderr)
        row = {
            "seconds": round(time.perf_counter() - started), "inputs": int(runs[1]) if runs else None,
            "edges reached": int(covered[-1]) if covered else None, "seed": options.seed, "found": found,
        }  # fmt: skip
        kept[name] = row
        bad += bool(found or done.returncode)
        print(f"{name:8} {row}", flush=True)
        if done.returncode:
            print("\n".join(done.stderr.splitlines()[-40:]), file=sys.stderr)
        options.out.write_text(json.dumps(kept, indent=1) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
