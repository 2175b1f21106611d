"""The texts below the fields of a struct in its source, which say what each key is for."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise
from typing import Any


def field_texts(kind: type[Any]) -> dict[str, str]:
    """The text of each documented field of a struct, by the name of the field, with those that it inherits."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        found |= _own_texts(base) if base.__module__.startswith("tagarchive.") else {}
    return found


def _own_texts(kind: type[Any]) -> dict[str, str]:
    """The texts of the fields that a struct itself declares. A struct made while the program runs declares none."""
    try:
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    except OSError:
        return {}
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    found = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            found[field.target.id] = inspect.cleandoc(ast.literal_eval(text.value)).replace("\n", " ")
    return found
