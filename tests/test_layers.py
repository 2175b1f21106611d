"""The house: what may import what, how large a room may be, and who may speak."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tagarchive.build.engine import OTHERS
from tagarchive.core.problem_codes import MEANINGS

PACKAGE = Path(__file__).parent.parent / "tagarchive"

FOLDERS = (
    "core",
    "reading",
    "archive",
    "views",
    "plan",
    "render",
    "build",
    "editing",
    "importing",
    "checking",
    "collecting",
    "deploy",
    "preview",
    "commands",
)
"""From the ground up: a module imports from its own folder and from those before it."""

PURE = ("core", "reading", "archive", "views", "plan", "render")
"""The folders in which no module touches the disk, the clock, the environment or the network."""

IMPURE_READING = {"disk", "site_files", "file_state", "limited_process"}
"""The modules of `reading` that do: they look at files, or end a process that takes too long."""

OUTSIDE = {"os", "shutil", "signal", "socket", "sqlite3", "subprocess", "tempfile", "time"}
"""Modules of the standard library that a pure module does not import."""

PRINTING = {"commands/console.py"}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 50

MODULES = sorted(PACKAGE.rglob("*.py"))


NAMES = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in MODULES}
"""Every module by the name that it is imported by."""


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a module's syntax tree."""
    return tuple(ast.walk(ast.parse(path.read_text("utf-8"))))


@pytest.fixture(scope="module", autouse=True)
def _trees() -> Iterator[None]:
    """Lets go of the trees after these tests: they are large."""
    yield
    nodes.cache_clear()


def folder_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def imports(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports."""
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            inner = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from (name if name in NAMES else str(node.module) for name in inner)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_has_a_folder() -> None:
    flat = {path.stem for path in MODULES if path.parent == PACKAGE}
    assert flat == {"__init__", "__main__"}
    assert {folder_of(path) for path in MODULES if path.parent != PACKAGE} == set(FOLDERS)


def test_what_makes_a_site_imports_nothing_that_its_digest_leaves_out() -> None:
    made = {path for path in MODULES if path.parent != PACKAGE and folder_of(path) not in OTHERS}
    assert not [
        name for path in made for name in imports(path) if name.split(".")[1:2] and name.split(".")[1] in OTHERS
    ]
    assert set(FOLDERS[FOLDERS.index("build") + 1 :]) == OTHERS


def test_imports_lead_downwards() -> None:
    upwards = [
        (relative(path), name)
        for path in MODULES
        if path.parent != PACKAGE
        for name in imports(path)
        if name.startswith("tagarchive.") and FOLDERS.index(name.split(".")[1]) > FOLDERS.index(folder_of(path))
    ]
    assert not upwards


def test_no_module_imports_itself_by_way_of_others() -> None:
    arrows = {name: {one for one in imports(path) if one in NAMES} for name, path in NAMES.items()}
    TopologicalSorter(arrows).prepare()  # Raises `CycleError`, which names the modules.


@pytest.mark.parametrize("path", [path for path in MODULES if folder_of(path) in PURE], ids=relative)
def test_pure_folders_touch_nothing_outside(path: Path) -> None:
    calls = {node.func.id for node in nodes(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    touched = OUTSIDE & {name.split(".")[0] for name in imports(path)} | {"open", "input", "print"} & calls
    assert not touched or (folder_of(path) == "reading" and path.stem in IMPURE_READING)


NETWORK = {"asyncssh", "http.client", "httpx", "obstore", "socket", "urllib.request"}


def test_few_modules_use_the_network() -> None:
    users = {relative(path) for path in MODULES if NETWORK & set(imports(path))}
    checking = {"checking/visits.py", "checking/web.py"}
    others = {
        "collecting/originals/memento.py",
        "commands/ping.py",
        "importing/inputs/fetching.py",
        "preview/listener.py",
        "preview/session.py",
    }
    deploy = {"deploy/s3.py", "deploy/sftp.py"}
    assert users == others | checking | deploy


def test_few_modules_start_programs() -> None:
    users = {relative(path) for path in MODULES if "subprocess" in set(imports(path))}
    assert users == {"build/search/pagefind.py", "deploy/programs.py", "reading/limited_process.py"}


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda folder: folder.name)
def test_every_folder_says_what_it_is(folder: Path) -> None:
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    assert text
    assert folder == PACKAGE or "ouches the disk" in text or "not touch the disk" in text


def test_modules_and_functions_are_small() -> None:
    assert not [relative(path) for path in MODULES if path.read_text("utf-8").count("\n") > LONGEST_MODULE]
    long = [
        f"{relative(path)}: {one.name}"
        for path in MODULES
        for one in functions(path)
        if (one.end_lineno or 0) - one.lineno >= LONGEST_FUNCTION
    ]
    assert not long


def test_half_of_all_functions_are_shorter_than_ten_lines() -> None:
    lengths = sorted((one.end_lineno or 0) - one.lineno + 1 for path in MODULES for one in functions(path))
    assert lengths[len(lengths) // 2] < 10


def test_every_problem_has_a_code_that_the_reference_explains() -> None:
    used = set[str]()
    for path in MODULES:
        for call in (node for node in nodes(path) if isinstance(node, ast.Call)):
            codes = [one.value for one in call.args if isinstance(one, ast.Constant) and one.value in MEANINGS]
            used.update(map(str, codes))
            if isinstance(call.func, ast.Name) and call.func.id == "Problem":
                code = call.args[1]
                assert codes or (isinstance(code, ast.Name) and code.id == "code"), f"{path}:{call.lineno}"
    assert used == set(MEANINGS)
    assert list(MEANINGS) == sorted(MEANINGS)


def test_only_the_console_prints() -> None:
    for path in MODULES:
        calls = [node for node in nodes(path) if isinstance(node, ast.Call)]
        prints = any(isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls)
        assert not prints or relative(path) in PRINTING


def test_nothing_catches_every_exception() -> None:
    for path in MODULES:
        for node in nodes(path):
            if isinstance(node, ast.ExceptHandler):
                assert node.type is not None, path
                assert not (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")), path


QUESTION = re.compile(r"(How|What|When|Where|Whether|Which|Who|Why)\b")


def test_docstrings_begin_with_a_noun_or_a_verb() -> None:
    texts = (
        (relative(path), one.value.value)
        for path in MODULES
        for one in nodes(path)
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str)
    )
    assert not [f"{path}: {text.splitlines()[0]}" for path, text in texts if QUESTION.match(text)]
