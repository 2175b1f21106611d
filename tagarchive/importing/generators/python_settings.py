"""Settings in a Python file of a generator. The file is never executed: only plain assignments of literals are read."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Noted, Remarked


class PythonSettings(NamedTuple):
    """The settings of a generator.

    Attributes:
        file: the file; empty if there is none
        values: values by name
        unread: lines of the assignments that are no literals, by name
        broken: line at which the file stops to be Python; 0 if it is all Python

    """

    file: str = ""
    values: Mapping[str, object] = {}
    unread: Mapping[str, int] = {}
    broken: int = 0

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else default

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, or one text as a list of one."""
        value = self.values.get(name)
        if isinstance(value, str):
            return (value,)
        is_list = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        return tuple(value) if is_list and isinstance(value, list | tuple) else default

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.values.get(name)
        return value if isinstance(value, bool) else default

    def remarks(self, names: Iterable[str]) -> Iterator[Remarked]:
        """Remarks on settings that can't be read."""
        if self.broken:
            yield Remarked(self.file, Noted("this is no Python that can be read, so the defaults hold", self.broken))
        for name in names:
            if name in self.unread:
                text = f"{name} is no plain value, and this file is never run, so the default of {name} holds"
                yield Remarked(self.file, Noted(text, self.unread[name]))


def settings_in(files: Files, file: str) -> PythonSettings:
    """The settings in a file of the input, or none if it is not there."""
    return settings_of(files.data(file), file) if files.has(file) else PythonSettings()


def settings_of(data: bytes, file: str) -> PythonSettings:
    """The settings in the bytes of a file: top-level assignments of literals, which may name earlier ones."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    except SyntaxError as error:
        return PythonSettings(file, broken=error.lineno or 1)
    except (ValueError, RecursionError, MemoryError):
        return PythonSettings(file, broken=1)
    values: dict[str, object] = {}
    unread: dict[str, int] = {}
    for statement in tree.body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for name in (target.id for target in targets if isinstance(target, ast.Name)):
            values.pop(name, None)
            unread.pop(name, None)
            try:
                values[name] = ast.literal_eval(_WithValues(values).visit(statement.value))
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                unread[name] = statement.lineno
    return PythonSettings(file, values, unread)


class _WithValues(ast.NodeTransformer):
    """Puts the texts of earlier settings in the place of their names, as in `{DEFAULT_LANG: ""}`."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        value = self.values.get(node.id)
        return ast.copy_location(ast.Constant(value), node) if isinstance(value, str) else node
