"""Inputs made by what they reach in the code, until something raises what it should not (needs the extra ``fuzz``).

    python benchmarks/fuzz.py [TARGET ...] [--seconds N] [--rounds N] [--jobs N] [--seed N]
                              [--corpora FOLDER] [--keep FOLDER] [--out FILE]

Each target is run for so many seconds (default 600) in a process of its own, guided by atheris, from the dumps in tests/golden,
queries that people type, and the inputs that reached something new in runs before: those are in FOLDER (`--corpora`; default:
benchmarks/results/corpora), a zip a target, and go on growing there. `--rounds` goes over the targets again and again. An input
that raises, or takes more than half a minute of CPU, is kept in FOLDER (`--keep`; default: the current one), and belongs in
tests/faults/found once what it found is mended.

FILE (default: benchmarks/results/fuzz.json) adds up, for each target and each commit whose code was run, the seconds of CPU and
the inputs. Exit status 1 if anything was found. The targets are plain functions of bytes: tests run them without atheris as
well.
"""

import argparse
import atexit
import concurrent.futures
import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TODAY = dt.date(2024, 5, 6)
Row = dict[str, Any]
#: The longest input that is tried, in bytes; shorter where what is read of a dump takes its time.
LONGEST = 4_096
SHORTER = {"split": 1_500, "extract": 1_500}
#: How much CPU an input may take, in seconds, while every line is being counted.
PATIENCE = 30


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
    """A segment with any bytes in it, checksums made right, answers or fails in bounded time and memory.

    It may fail with an error that a shape makes, for bytes with right checksums are taken for those that were written; and it
    may refuse a phrase whose words, as it is told, stand everywhere.
    """
    from nkdocs.engine import open_engine
    from nkdocs.errors import IndexDamagedError, TooBroadError
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
    with (
        contextlib.suppress(IndexDamagedError, TooBroadError, *_SHAPE),
        contextlib.closing(open_engine("whoosh", folder)) as engine,
    ):
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
_SHAPE = (ValueError, LookupError, TypeError, OverflowError, struct.error, zlib.error)


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
    from nkdocs.engine.segment_format import BLOCK, MAGIC

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
    """What an index remembers of itself is read, or refused as those who read it expect.

    Its database too, with any bytes in it as if its checksum were right: then it may fail as a segment may.
    """
    import sqlite3

    from nkdocs import manifest, twins
    from nkdocs.notes import Notes
    from nkdocs.sealing import unseal

    unseal(data)
    with (
        contextlib.suppress(sqlite3.DatabaseError, AttributeError, *_SHAPE),
        contextlib.closing(Notes(_forged_notes(data))) as notes,
    ):
        notes.files()
        notes.count()
        notes.ids_from("a", 5)
        notes.with_corrections()
        list(notes.stamps())
    for read, refused in (
        (manifest.read_manifest, (ValueError, TypeError, KeyError)),
        (manifest.read_stamps, ValueError),
        (twins.read_groups, ValueError),
    ):
        with contextlib.suppress(refused):  # type: ignore[arg-type]  # one class, or several
            read(data)


_NOTES: list[bytes] = []


def _forged_notes(data: bytes) -> Path:
    """A database of notes with these bytes in it: of each three the first two are a place."""
    from nkdocs.manifest import NOTES, HeldArticle, HeldFile
    from nkdocs.notes import write_notes

    folder = _segment_folder()
    if not _NOTES:
        held = {name: HeldArticle(f"a-{name}-yard", f"a-{name}", 1, 1, 9, 1, "A Yard", name * 64, text=7) for name in "abc"}
        write_notes(folder / NOTES, {f"{name}.txt": HeldFile(1, 2, 3, name * 64, (held[name],)) for name in held})
        _NOTES.append((folder / NOTES).read_bytes())
    raw = bytearray(_NOTES[0])
    for place, byte in struct.iter_unpack("=HB", data[: len(data) // 3 * 3]):
        raw[place % len(raw)] = byte
    (folder / NOTES).write_bytes(raw)
    return folder / NOTES


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
        yield from (b"{}", b"[]", b'{"format":5}', b'[[["a","b",1]]]', b'{"a":[1,2]}')
        yield from _notes()
    else:
        for dump in sorted(root.glob("golden/*/dump.txt")):
            yield dump.read_bytes()[: SHORTER.get(name, LONGEST)]


def _notes() -> list[bytes]:
    """What an index of a few articles remembers of itself."""
    from campaigns.ground import Ground

    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder))
        ground.fill()
        ground.index()
        return [path.read_bytes() for path in sorted(ground.index_dir.rglob("*")) if path.is_file() and path.suffix == ".json"]


def run_one(name: str, seconds: int, seed: int, keep: Path, corpus: Path) -> None:
    """Fuzz one target, here. Does not return."""
    import atheris

    with atheris.instrument_imports(include=["nkdocs"], enable_loader_override=False):
        import nkdocs.decoding
        import nkdocs.engine.store
        import nkdocs.extract
        import nkdocs.grammar
        import nkdocs.manifest
        import nkdocs.notes
        import nkdocs.sealing
        import nkdocs.twins  # noqa: F401  # what the targets load

    def patient(data: bytes) -> None:
        started = time.process_time()
        TARGETS[name](data)
        assert time.process_time() - started < PATIENCE, "takes too long"

    longest = SHORTER.get(name, LONGEST)
    with tempfile.TemporaryDirectory() as folder:
        for number, example in enumerate(examples(name)):
            (Path(folder) / f"{number:04}").write_bytes(example[:longest])
        # The limit of time that libFuzzer watches is by the clock, which goes on while others have the machine.
        options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={longest}", "-timeout=600", "-rss_limit_mb=3000"]
        options += ["-report_slow_units=600"]  # the same
        options += [f"-artifact_prefix={keep}/{name}-", "-print_final_stats=1", str(corpus), folder]
        atheris.Setup([sys.argv[0], *options], patient)
        atheris.Fuzz()


def unpack(packed: Path, corpus: Path) -> None:
    """The inputs of runs before, a file each."""
    corpus.mkdir(parents=True)
    if packed.exists():
        with zipfile.ZipFile(packed) as kept:
            kept.extractall(corpus)


def pack(corpus: Path, packed: Path) -> int:
    """Keep the inputs: the same ones make the same file. How many there are."""
    inputs = {hashlib.sha1(raw).hexdigest(): raw for raw in (path.read_bytes() for path in corpus.iterdir())}  # noqa: S324  # a name
    packed.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as kept:
        for name in sorted(inputs):
            kept.writestr(zipfile.ZipInfo(name), inputs[name], zipfile.ZIP_LZMA)
    return len(inputs)


def commit() -> str:
    """Which code is run."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True, check=False).stdout.strip()

    changed = " with changes" if git("status", "--porcelain", "../nkdocs") else ""
    return (git("rev-parse", "--short", "HEAD") or "unknown") + changed


def fuzz(name: str, seed: int, options: argparse.Namespace) -> Row:
    """Run a target in a process of its own; what came of it."""
    with tempfile.TemporaryDirectory() as scratch:  # a target that is ended cleans up nothing
        corpus, packed, log = Path(scratch) / "corpus", options.corpora / f"{name}.zip", Path(scratch) / "log"
        unpack(packed, corpus)
        words = ["--one", name, "--seconds", options.seconds, "--seed", seed, "--keep", options.keep, "--corpora", corpus]
        with log.open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, __file__, *map(str, words)], env={**os.environ, "TMPDIR": scratch}, stdout=said, stderr=said
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        text = log.read_text(errors="replace")
        kept = pack(corpus, packed)
    runs = re.search(r"stat::number_of_executed_units: (\d+)", text)
    covered = re.findall(r"cov: (\d+)", text)
    if process.returncode:
        print("\n".join(text.splitlines()[-40:]), file=sys.stderr)
    return {
        "cpu seconds": round(usage.ru_utime + usage.ru_stime), "inputs": int(runs[1]) if runs else 0,
        "edges reached": int(covered[-1]) if covered else 0, "inputs kept": kept,
        "found": re.findall(r"Test unit written to (\S+)", text) or (["status"] if process.returncode else []),
    }  # fmt: skip


def add(rows: dict[str, Row], name: str, run: Row, code: str) -> None:
    """Add a run to what is known of a target."""
    row = rows.setdefault(name, {"cpu seconds": 0, "inputs": 0, "by commit": {}, "found": []})
    part = row["by commit"].setdefault(code, {"cpu seconds": 0, "inputs": 0})
    for counted in (row, part):
        for what in ("cpu seconds", "inputs"):
            counted[what] += run[what]
    row["edges reached"], row["inputs kept"] = run["edges reached"], run["inputs kept"]
    row["found"] += [Path(path).name for path in run["found"]]


def main() -> int:
    """Fuzz the targets, so many at once."""
    parser = argparse.ArgumentParser(description="Fuzz nkdocs.")
    parser.add_argument("targets", nargs="*", default=[])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpora", type=Path, default=HERE / "results" / "corpora")
    parser.add_argument("--keep", type=Path, default=Path.cwd())
    parser.add_argument("--out", type=Path, default=HERE / "results" / "fuzz.json")
    parser.add_argument("--one", choices=TARGETS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        run_one(options.one, options.seconds, options.seed, options.keep, options.corpora)
    rows = json.loads(options.out.read_text()) if options.out.exists() else {}
    code, bad = commit(), False
    for number in range(options.rounds):
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            asked = {pool.submit(fuzz, name, options.seed + number, options): name for name in options.targets or TARGETS}
            for future in concurrent.futures.as_completed(asked):
                name, run = asked[future], future.result()
                add(rows, name, run, code)
                bad = bad or bool(run["found"])
                print(f"{name:8} {run}", flush=True)
                options.out.write_text(json.dumps(rows, indent=1) + "\n")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
