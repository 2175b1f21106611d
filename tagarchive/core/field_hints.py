"""Types of the fields of a struct. Each is written as a text, and takes long to evaluate, so it is done once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints

import msgspec


@cache
def field_hints(kind: type[msgspec.Struct]) -> Mapping[str, Any]:
    """The type of each field, in order, with what `Annotated` says of it."""
    hints = get_type_hints(kind, include_extras=True)
    return MappingProxyType({name: hints[name] for name in kind.__struct_fields__})
