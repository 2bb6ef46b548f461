"""An evidence folder, packed and checked: whole, the same every time, and nothing that was changed goes unseen."""

import datetime as dt
import hashlib
import html
import json
import os
import re
import shutil
import subprocess

import pytest
from markdown_it import MarkdownIt

from nkdocs import commands, packing, verifying
from nkdocs.answers import SearchRequest
from nkdocs.archive import Where
from nkdocs.errors import ConfigError, CorpusError, NkdocsError, UnknownArticleError
from nkdocs.pack_manifest import MANIFEST, SUMS, describe, manifest_bytes, sums_bytes

DUMP = """Money <b>home</b> & "more"

By Ada Stone

March 17, 2023

Many women in the north get money from relatives who live abroad, and brokers carry it over the river.

# How brokers work

A broker takes a third of the money, says one woman, and calls when it has come. China is on the way.

*The name of the woman has been changed to protect her.
"""
OTHER = DUMP.replace("Money", "Café money").replace("Ada", "Zoë")
NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def where(tmp_path_factory):
    """An archive of two dumps, one of them in an old encoding and with a name that not every system can hold."""
    folder = tmp_path_factory.mktemp("packing") / "archive"
    (folder / "dumps").mkdir(parents=True)
    (folder / "dumps" / "one.txt").write_bytes(DUMP.replace("\n", "\r\n").encode())
    (folder / "dumps" / "zwei: drei?.txt").write_bytes(
        DUMP.replace("Money", "Café money").replace("Ada", "Zoë").encode("cp1252")
    )
    place = Where(archive=folder, index=folder.parent / "index")
    commands.index(place, ["dumps"])
    return place


def _pack(where, folder, query="money", ids=(), **options):
    return packing.pack(where, SearchRequest(query, copies=True), ids, str(folder), now=NOW, environment={}, **options)


@pytest.fixture
def packed(where, tmp_path):
    """A folder that is packed, and its digest."""
    folder = tmp_path / "ev"
    return folder, _pack(where, folder).digest


def _kinds(folder, digest=""):
    return {(finding.kind, finding.path) for finding in verifying.verify(str(folder), digest).findings}


def _bytes(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_packed_is_whole(where, packed):
    """The dumps byte for byte, a text, evidence and citations of each article, a report in two forms, and digests of all."""
    folder, digest = packed
    files = _bytes(folder)
    originals = sorted(path.read_bytes() for path in (where.archive / "dumps").iterdir())
    assert sorted(raw for path, raw in files.items() if path.startswith("dumps/")) == originals
    assert {path.split("/")[0] for path in files} == {
        "articles", "citations", "dumps", MANIFEST, SUMS, "report.html", "report.md",
    }  # fmt: skip
    manifest = json.loads(files[MANIFEST])
    assert {row["path"]: row["sha256"] for row in manifest["files"]} == {
        path: hashlib.sha256(raw).hexdigest() for path, raw in files.items() if path not in (MANIFEST, SUMS)
    }
    assert hashlib.sha256(files[MANIFEST]).hexdigest() == digest
    assert (manifest["query"], manifest["made"], len(manifest["articles"])) == ("money", "2026-01-02T03:04:05Z", 2)
    assert str(where.archive) not in "".join(raw.decode("utf-8", "replace") for raw in files.values())


def test_what_is_packed_is_verified(packed):
    """Without the archive; with the digest or its beginning, however it was written down; and by standard tools."""
    folder, digest = packed
    for noted in ("", digest, digest[:16], digest.upper(), f"{digest[:8]} {digest[8:32]}"):
        verdict = verifying.verify(str(folder), noted)
        assert (verdict.findings, verdict.articles, verdict.digest) == ((), 2, digest)
        assert verdict.compared == bool(noted)
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "-c", "--strict", "--quiet", SUMS], cwd=folder, check=True)


def test_the_same_gives_the_same_bytes(where, packed, tmp_path):
    """At the same moment; and SOURCE_DATE_EPOCH says which moment it is."""
    _pack(where, tmp_path / "again")
    assert _bytes(tmp_path / "again") == _bytes(packed[0])
    request, epoch = SearchRequest("money", copies=True), str(int(NOW.timestamp()))
    packing.pack(where, request, [], str(tmp_path / "epoch"), environment={"SOURCE_DATE_EPOCH": epoch})
    assert _bytes(tmp_path / "epoch") == _bytes(packed[0])
    with pytest.raises(ConfigError, match="SOURCE_DATE_EPOCH"):
        packing.pack(where, request, [], str(tmp_path / "x"), environment={"SOURCE_DATE_EPOCH": "soon"})


def test_every_change_of_a_file_is_seen(packed):
    """A byte more in any file, a file less, a file more: each is a finding that names it, and nothing else is."""
    folder, digest = packed
    for path, raw in _bytes(folder).items():
        place = folder / path
        place.write_bytes(raw + b" ")
        found = _kinds(folder, digest)
        assert ("manifest" if path == MANIFEST else "changed", path) in found, path
        place.unlink()
        assert ("missing", path) in _kinds(folder, digest), path
        place.write_bytes(raw)
    (folder / "dumps" / "more.txt").write_bytes(b"x")
    (folder / ".hidden").write_bytes(b"x")
    assert _kinds(folder) == {("added", "dumps/more.txt"), ("added", ".hidden")}


def _forge(folder, path, raw):
    """Change a file, and all digests with it."""
    (folder / path).write_bytes(raw)
    value = json.loads((folder / MANIFEST).read_bytes())
    files = [describe(row["path"], (folder / row["path"]).read_bytes()) for row in value.pop("files")]
    articles = value.pop("articles")
    about = {name: told for name, told in value.items() if name not in ("format", "version")}
    forged = manifest_bytes(about, articles, files)
    (folder / MANIFEST).write_bytes(forged)
    (folder / SUMS).write_bytes(sums_bytes([*files, describe(MANIFEST, forged)]))


def test_a_text_that_is_changed_with_all_digests_does_not_stand_in_the_dump(packed):
    """Text, evidence or dump alone, with every digest forged: the three contradict each other; only the digest tells of all."""
    folder, digest = packed
    whole = _bytes(folder)
    article = json.loads(whole[MANIFEST])["articles"][0]
    for name, old, new in (
        ("text", b"a third", b"a half"),
        ("evidence", b"a third", b"a half"),
        ("dump", b"a third", b"a tenth"),
    ):
        path = article[name]
        assert old in whole[path]
        _forge(folder, path, whole[path].replace(old, new))
        kinds = {kind for kind, _ in _kinds(folder)}
        assert kinds == {"text"}, name
        assert ("manifest", MANIFEST) in _kinds(folder, digest)
        for restored, raw in whole.items():
            (folder / restored).write_bytes(raw)
    assert _kinds(folder, digest) == set()


def test_a_forged_report_is_told_by_the_digest_alone(packed):
    """A report that is changed with all digests is consistent; whoever noted the digest sees it."""
    folder, digest = packed
    _forge(folder, "report.md", b"# All is well\n")
    assert _kinds(folder) == set()
    assert _kinds(folder, digest) == {("manifest", MANIFEST)}


def test_nothing_outside_is_read(packed, tmp_path, monkeypatch):
    """Neither links nor paths of a hostile manifest lead out of the folder."""
    folder, _ = packed
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    dump = json.loads((folder / MANIFEST).read_bytes())["articles"][0]["dump"]
    (folder / dump).unlink()
    (folder / dump).symlink_to(secret)
    (folder / "out").symlink_to(tmp_path, target_is_directory=True)
    opened = []
    original = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest, **more: (opened.append(str(path)), original(path, *rest, **more))[1])
    assert {("link", dump), ("link", "out"), ("missing", dump)} <= _kinds(folder)
    value = json.loads((folder / MANIFEST).read_bytes())
    value["files"][0]["path"] = "../secret.txt"
    (folder / MANIFEST).write_text(json.dumps(value))
    assert ("manifest", MANIFEST) in _kinds(folder)
    assert not any("secret" in path for path in opened)


@pytest.mark.parametrize("raw", [b"", b"{", b'{"format": "nkdocs evidence", "version": 9}'])
def test_a_manifest_that_cannot_be_used_is_a_finding(packed, raw):
    """As is one that is not there."""
    folder, _ = packed
    (folder / MANIFEST).write_bytes(raw)
    assert _kinds(folder) == {("manifest", MANIFEST)}
    (folder / MANIFEST).unlink()
    assert _kinds(folder) == {("missing", MANIFEST)}


def test_another_version_lays_out_otherwise(packed, monkeypatch):
    """What was packed with another version is checked against its dump, but its texts are not laid out again; that is said."""
    folder, _ = packed
    monkeypatch.setattr(verifying, "__version__", "9.9")
    verdict = verifying.verify(str(folder))
    assert verdict.findings == ()
    assert "packed with nkdocs" in verdict.notices[0]


@pytest.mark.parametrize("noted", ["abc", "x" * 64, "0" * 65])
def test_what_is_no_digest_is_refused(packed, noted):
    """Too short to tell, no digits, too long."""
    with pytest.raises(ConfigError, match="no digest"):
        verifying.verify(str(packed[0]), noted)


def test_what_is_no_folder_is_refused(tmp_path):
    """In one sentence."""
    with pytest.raises(ConfigError, match="no folder"):
        verifying.verify(str(tmp_path / "nowhere"))


def test_a_dump_that_changed_is_not_packed(where, tmp_path):
    """The lines of the report would be those of another file; and nothing is left of the attempt."""
    dump = where.archive / "dumps" / "one.txt"
    raw = dump.read_bytes()
    dump.write_bytes(raw + b"more\r\n")
    try:
        with pytest.raises(CorpusError, match="changed since it was indexed"):
            _pack(where, tmp_path / "ev")
    finally:
        dump.write_bytes(raw)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_refused(where, tmp_path):
    """One that is empty is taken."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    with pytest.raises(ConfigError, match="not empty"):
        _pack(where, tmp_path / "full")
    with pytest.raises(ConfigError, match="among the dumps"):
        _pack(where, where.archive / "dumps" / "ev")
    (tmp_path / "empty").mkdir()
    assert _pack(where, tmp_path / "empty").articles == 2


def test_ids_are_packed_in_their_order_and_all_of_them(where, tmp_path):
    """Each once; one that is not known is trouble, and then nothing is packed."""
    first, second = (hit.article.id for hit in commands.list_articles(where, SearchRequest("", None, copies=True)).results.hits)
    _pack(where, tmp_path / "ev", "", [second, first, second])
    manifest = json.loads((tmp_path / "ev" / MANIFEST).read_bytes())
    assert [row["id"] for row in manifest["articles"]] == [second, first]
    assert (manifest["query"], manifest["ids"]) == (None, [second, first, second])
    for ids, error in ((["zebra"], UnknownArticleError), ([first, "zebra"], NkdocsError)):
        with pytest.raises(error):
            _pack(where, tmp_path / "none", "", ids)
    assert not (tmp_path / "none").exists()


def test_nothing_found_packs_nothing(where, tmp_path):
    """No folder is made."""
    packed = _pack(where, tmp_path / "ev", "zebra")
    assert (packed.articles, packed.digest) == (0, "")
    assert "zebra in no article" in packed.notices[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wish", "words"), [("any_word", "any of its words"), ("all_words", "all of its words"), ("copies", "copies")]
)
def test_the_report_says_how_the_query_was_meant(wish, words, where, tmp_path):
    """What was wished beside the query decides which articles there are, and so is told in both reports."""
    packing.pack(where, SearchRequest("money china", **{wish: True}), (), str(tmp_path / "ev"), now=NOW, environment={})
    for name in ("report.html", "report.md"):
        assert words in (tmp_path / "ev" / name).read_text(encoding="utf-8")


def test_the_page_needs_nothing_and_obeys_nothing(packed):
    """No script, no address of the web, a policy that forbids them; a title with tags is text; the note stands out."""
    page = (packed[0] / "report.html").read_text(encoding="utf-8")
    lowered = page.lower()
    assert not any(
        sign in lowered for sign in ("<script", "http://", "https://", "javascript:", " src=", "url(", "@import", "<b>")
    )
    assert "default-src 'none'" in page
    assert "Money &lt;b&gt;home&lt;/b&gt; &amp; &quot;more&quot;" in page
    assert '<p class="caution">note in line 13: *The name of the woman has been changed to protect her.</p>' in page
    assert "<mark>money</mark>" in page


def test_the_report_is_markdown(packed):
    """A heading for the whole and one for each article; links lead to files that are there; nothing of a dump is an order."""
    tokens = MarkdownIt("commonmark").parse((packed[0] / "report.md").read_text(encoding="utf-8"))
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h2"]
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {
        "text", "text_special", "softbreak", "link_open", "link_close", "strong_open", "strong_close", "em_open", "em_close",
        "code_inline",
    }  # fmt: skip
    links = [child.attrs["href"] for child in children if child.type == "link_open"]
    assert len(links) == 6
    assert all((packed[0] / link).is_file() for link in links)


def test_the_report_says_what_a_person_corrected_and_what_the_dump_has(tmp_path):
    """A date that somebody gave is not said to stand in a line of the dump; what does stand there is told beside it."""
    (tmp_path / "one.txt").write_text(DUMP, encoding="utf-8")
    place = Where(archive=tmp_path, index=tmp_path.parent / "index-of-corrected")
    commands.index(place, ["one.txt"])
    article = commands.show(place, "one.txt:1")
    commands.fix(place, article.id, ("date=2023-03-18",), because="in print")
    folder = tmp_path / "ev"
    _pack(place, folder, ids=[article.id])
    for name in ("report.md", "report.html"):
        told = html.unescape((folder / name).read_text(encoding="utf-8")).replace("\\", "")
        assert re.search(r"2023-03-18 \(corrected by .+ on [0-9-]+: in print; line 5 of the dump: 2023-03-17\)", told)
    assert not verifying.verify(str(folder)).findings


@pytest.mark.parametrize(("field", "value"), [("title", "Money from nowhere"), ("date", "2023-03-18"), ("author", "Ada Brick")])
def test_a_value_that_the_dump_does_not_state_is_found_out(packed, field, value):
    """Also where text, evidence, manifest and sums were all changed so as to fit each other."""
    folder, _ = packed
    manifest = json.loads((folder / MANIFEST).read_bytes())
    path = next(row["evidence"] for row in manifest["articles"] if row["title"].startswith("Money"))
    told = json.loads((folder / path).read_bytes())
    next(claim for claim in told["claims"] if claim["field"] == field)["value"] = value
    raw = json.dumps(told).encode()
    (folder / path).write_bytes(raw)
    next(row for row in manifest["files"] if row["path"] == path).update(bytes=len(raw), sha256=describe(path, raw).sha256)
    (folder / MANIFEST).write_text(json.dumps(manifest))
    whats = [finding.what for finding in verifying.verify(str(folder)).findings if finding.path == path]
    assert whats == [f"its {field} does not stand in the dump where it says"]


def test_evidence_of_another_dump_is_found_out(packed):
    """The digest that it names is that of the dump beside it."""
    folder, _ = packed
    manifest = json.loads((folder / MANIFEST).read_bytes())
    path = manifest["articles"][0]["evidence"]
    raw = json.dumps({**json.loads((folder / path).read_bytes()), "sha256": "0" * 64}).encode()
    (folder / path).write_bytes(raw)
    next(row for row in manifest["files"] if row["path"] == path).update(bytes=len(raw), sha256=describe(path, raw).sha256)
    (folder / MANIFEST).write_text(json.dumps(manifest))
    assert "it is of another article, or of another dump" in [each.what for each in verifying.verify(str(folder)).findings]


def test_a_folder_that_was_never_packed_is_told_so(tmp_path):
    """A folder with neither a manifest nor digests is none that was packed, and no pack with a finding."""
    with pytest.raises(ConfigError, match="is no folder that nkdocs pack made"):
        verifying.verify(str(tmp_path))
