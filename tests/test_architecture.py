"""The import law of the house: text flows one way, and the outside world has one door each."""

import ast
import itertools
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "nkdocs"

#: From the top to the ground. A module imports only from groups below its own; neighbours never import each other.
LAYERS = (
    ("__main__",),
    ("cli",),
    ("citing", "exporting", "packing", "verifying"),
    ("scripting", "overview"),
    ("quotations",),
    ("render", "commands"),
    ("checking",),
    ("fixing", "indexing", "parsing", "answering", "resembling", "health"),
    ("passages_found", "quoting", "tallying"),
    ("sayings", "figures", "near_quotations", "unread", "hedging"),
    ("differing",),
    ("alignment", "passage_search", "quoted_passages"),
    ("sources", "freshness"),
    ("explaining", "reading", "comparing", "excerpts", "inquiries", "lookup", "siblings", "in_force", "taking_back"),
    ("finding", "respelling", "nearly", "planning", "drafting", "taking", "unmatched", "corrected_lines", "illegible"),
    ("folding", "opening", "retrying", "settling"),
    ("filing", "index_folder"),
    ("archive", "corpus", "succession", "ids", "locking", "makers", "snippets", "engine", "grammar", "correcting"),
    ("generations", "descent"),
    ("recording", "correction_tables", "correction_plans", "wording", "filters", "spooling", "notes", "sketching", "watching"),
    ("extract", "corrections_file", "matching", "manifest", "inventory", "decoding", "lexer"),
    ("quotation", "telling_words"),
    ("quoted_words", "verdicts", "drafts", "tightening"),
    ("signing", "pasted"),
    ("zones",),
    ("counting", "twins", "tiers", "vocabulary", "forms", "split", "corrections"),
    ("titles", "body", "openings", "day_orders"),
    ("reasons", "surroundings", "stretch"),
    ("cohesion", "kindred"),
    ("layout", "neighbours", "weights", "measures", "beside", "shapes", "series"),
    ("threads", "names_near", "repeats"),
    ("lines",),
    ("chrome", "stamps"),
    ("named_fields",),
    ("comments", "links", "furniture_words", "authors", "code_lines"),
    ("citations", "addressed_names"),
    ("naming", "origins"),
    ("people",),
    ("east_names",),
    ("query", "copies", "names", "doubts"),
    ("rules", "dates", "schema", "config"),
    ("skimming",),
    ("function_words", "sentences", "hyphens"),
    ("analysis", "date_reading", "editors", "settings_file"),
    ("date_shapes", "terms"),
    ("answers",),
    ("month_names", "irregular", "date_words", "characters", "testimony"),
    ("model", "errors"),
    ("pack_manifest", "pack_reports"),
    ("values", "places", "working"),
    ("sealing", "putting", "strange_files"),
)
#: A folder is a plug-board of siblings and its protocol: inside one of these, modules may see each other.
FOLDERS = ("cli", "render", "engine")
DOORS = {"click": ("cli",), "rich": ("render.rich",), "whoosh": ("engine",)}

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path for path in PACKAGE.rglob("*.py")
}


def _imports(path: Path) -> set[str]:
    """Every module that a file imports, at its top or inside a function, by its full name."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _ours(imported: set[str]) -> set[str]:
    names = {name.removeprefix("nkdocs.") for name in imported if name.startswith("nkdocs.")}
    return {name for name in names if name in MODULES}


def _layer(module: str) -> int:
    room = module.split(".", maxsplit=1)[0]
    return next(depth for depth, rooms in enumerate(LAYERS) if room in rooms)


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"__init__"}))
def test_every_module_has_a_place_and_imports_only_from_below(module):
    """A module imports only from the layers below its own, or from its own folder."""
    room = module.split(".")[0]
    for imported in _ours(_imports(MODULES[module])):
        target = imported.split(".")[0]
        if target == room and room in FOLDERS:
            continue
        assert _layer(module) < _layer(imported), f"{module} imports {imported}"


@pytest.mark.parametrize(("library", "rooms"), DOORS.items())
def test_each_library_has_one_door(library, rooms):
    """Click, Rich and Whoosh are each imported in one place only."""
    users = {
        module
        for module, path in MODULES.items()
        if any(name == library or name.startswith(library + ".") for name in _imports(path))
    }
    assert users, f"nobody uses {library}"
    assert all(any(user == room or user.startswith(room + ".") for room in rooms) for user in users), users


def test_the_package_says_nothing_of_where_it_was_made():
    """No absolute path of a machine and no address of a registry stands in the code."""
    for path in MODULES.values():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"/(?:work|root|home|Users)/|pypi\.org", text), path


def test_the_layers_name_each_room_once():
    """The table above has no room twice, so that a module has one place."""
    rooms = list(itertools.chain.from_iterable(LAYERS))
    assert len(rooms) == len(set(rooms))
