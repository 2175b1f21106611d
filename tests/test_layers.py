"""The house: what may import what, how large a room may be, and who may speak."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "tagarchive"

# From the ground up: a module imports from its own layer's earlier modules and from the layers below.
LAYERS = [
    [
        "errors",
        "hidden",
        "colours",
        "letters",
        "foreign_dates",
        "dates",
        "texts",
        "slugs",
        "urls",
        "digests",
        "body",
        "model",
        "holdings",
        "views",
        "recipes",
        "reasons",
    ],
    [
        "kinds",
        "nodes",
        "schema",
        "config",
        "front_matter",
        "links",
        "ledger",
        "sanitiser",
        "places",
        "pieces",
        "bounded",
        "colouring",
        "fences",
        "rawhtml",
        "blocks",
        "inline",
        "brackets",
        "spans",
        "footnotes",
        "abbreviations",
        "converter",
        "markup",
        "articles",
        "tasks",
        "reader",
        "overlong",
        "limits",
        "attachments",
        "disk",
        "file_state",
        "load",
        "untrusted",
    ],
    ["tags", "likeness", "references", "former", "copies", "schedule", "archive", "revisions", "plan"],
    [
        "engine",
        "parse",
        "filters",
        "templates",
        "words",
        "contract",
        "feeds",
        "store",
        "output",
        "exchange",
        "stage",
        "manifest_file",
        "leftovers",
        "render",
        "workers",
        "locks",
    ],
    [
        "tools",
        "project",
        "work",
        "reports",
        "record",
        "ping",
        "publication",
        "remake",
        "build",
        "preview",
        "scaffold",
        "console",
        "options",
        "cli",
    ],
]
RANK = {module: layer for layer, modules in enumerate(LAYERS) for module in modules}

PRINTING = {"console", "cli"}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 50

MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, by their first name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tagarchive."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module == "tagarchive":
            yield from (alias.name for alias in node.names if alias.name != "__version__")
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("tagarchive."))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_has_a_layer() -> None:
    assert {name_of(path) for path in MODULES} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_lead_downwards(path: Path) -> None:
    own = RANK.get(name_of(path), 0)
    upwards = {module for module in imports(path) if RANK[module] > own}
    assert not upwards


def test_modules_of_a_layer_do_not_import_each_other_in_a_circle() -> None:
    order = [module for layer in LAYERS for module in layer]
    for path in MODULES:
        own = name_of(path)
        if own != "__init__":
            later = {module for module in imports(path) if order.index(module) > order.index(own)}
            assert not later, f"{path.name} imports {later}"


def test_the_plan_knows_no_cache_and_no_output() -> None:
    for path in (PACKAGE / "plan").glob("*.py"):
        assert not {"store", "output", "load", "templates"} & set(imports(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_and_functions_are_small(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= LONGEST_MODULE
    long = [one.name for one in functions(path) if (one.end_lineno or 0) - one.lineno >= LONGEST_FUNCTION]
    assert not long


def test_half_of_all_functions_are_shorter_than_ten_lines() -> None:
    lengths = sorted((one.end_lineno or 0) - one.lineno + 1 for path in MODULES for one in functions(path))
    assert lengths[len(lengths) // 2] < 10


def test_only_the_console_prints() -> None:
    for path in MODULES:
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        prints = any(isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls)
        assert not prints or name_of(path) in PRINTING


def test_nothing_catches_every_exception() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, path
                assert not (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")), path
