"""JSON Schema of `site.toml` and of front matter, for editors, which complete keys and mark faults while you write.

It is made from the structs that a build reads with, so both know the same keys. Draft 07, which editors know best.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from tagarchive.core.dates import zone_named
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Extra
from tagarchive.reading.field_forms import fields_of, is_all_or_some, is_mapping, is_one_or_more, required, shorthand_of
from tagarchive.reading.field_texts import field_texts
from tagarchive.reading.field_types import Kinds, WrittenLine, WrittenSlug, front_matter_kinds, site_kinds
from tagarchive.reading.front_matter import PageFields, TagFields, with_terms
from tagarchive.reading.record_fields import AuthorFields, SourceFields
from tagarchive.reading.text_types import Line, WrittenExactly

Schema = dict[str, Any]

DIALECT = "http://json-schema.org/draft-07/schema#"

NAMES = ("article", "page", "tag", "source", "author", "site")
"""Names of the schemas: front matter by type of file, and `site.toml`."""


def schema_named(name: str, terms: tuple[str, ...] = ()) -> Schema:
    """The schema with one of `NAMES`. `terms` are keys of articles for further lists of terms."""
    if name == "site":
        return _whole("site.toml of tagarchive", Config, _Grammar(site_kinds()))
    structs: Mapping[str, type[msgspec.Struct]] = {
        "article": with_terms(terms),
        "page": PageFields,
        "tag": TagFields,
        "source": SourceFields,
        "author": AuthorFields,
    }
    grammar = _Grammar(front_matter_kinds(zone_named("UTC")), _ANY_TEXT)
    return _whole(f"Front matter of tagarchive: {name}", structs[name], grammar)


_ANY_TEXT = frozenset({str, Line, WrittenLine, WrittenExactly, WrittenSlug})
"""Types of front matter that hold any text, so that an editor may see a number or a truth: `tags: [2024, true]`."""


def _whole(title: str, kind: type[msgspec.Struct], grammar: _Grammar) -> Schema:
    return {"$schema": DIALECT, "title": title, **grammar.struct(kind)}


_PLAIN: Mapping[Any, str] = {bool: "boolean", int: "integer", Extra: "object"}


class _Grammar(NamedTuple):
    """The types of texts in a kind of file, and those of them that may look like another type of JSON."""

    kinds: Kinds
    any_text: frozenset[Any] = frozenset()

    def value(self, kind: Any) -> Schema:
        kind = required(kind)
        if kind in self.kinds:
            return self.words(kind)
        if kind in _PLAIN:
            return {"type": _PLAIN[kind]}
        if get_origin(kind) is Annotated:
            return self.annotated(kind)
        if get_origin(kind) is Literal:
            return {"enum": list(get_args(kind))}
        return self.several(kind) if get_origin(kind) is tuple else self.struct(kind)

    def several(self, kind: Any) -> Schema:
        """The schema of a list, or of a mapping with any keys."""
        (item, *_) = get_args(kind)
        if is_mapping(kind):
            return {"type": "object", "additionalProperties": self.value(get_args(item)[1])}
        return {"type": "array", "items": self.value(item)}

    def words(self, kind: Any) -> Schema:
        """The schema of a text, with its type in words as a comment for people who read the schema."""
        others = ["number", "boolean"] if kind in self.any_text else ["integer"] if self.kinds[kind].numeric else []
        return {"type": ["string", *others] if others else "string", "$comment": self.kinds[kind].words}

    def annotated(self, kind: Any) -> Schema:
        plain, *marks = get_args(kind)
        if is_one_or_more(kind):
            return {"anyOf": [self.value(get_args(plain)[0]), self.value(plain)]}
        if is_all_or_some(kind):
            return {"anyOf": [{"type": "boolean"}, self.value(plain)]}
        bounds = {"minimum": "ge", "maximum": "le"}
        found = {name: getattr(mark, key) for mark in marks for name, key in bounds.items()}
        return self.value(plain) | {name: bound for name, bound in found.items() if bound is not None}

    def struct(self, kind: type[msgspec.Struct]) -> Schema:
        fields, texts = fields_of(kind), field_texts(kind)
        made: Schema = {
            "description": inspect.getdoc(kind),
            "type": "object",
            "properties": {key: self.field(field, texts.get(field.name, "")) for key, field in fields.items()},
            "additionalProperties": False,
        }
        missing = [key for key, field in fields.items() if field.required]
        made |= {"required": missing} if missing else {}
        alone = shorthand_of(kind)
        return {"anyOf": [self.value(fields[alone].type), made]} if alone else made

    def field(self, field: msgspec.structs.FieldInfo, text: str) -> Schema:
        """The schema of a key. Without a text of its own it has that of its struct."""
        default = {"default": field.default} if isinstance(field.default, bool | int | str) and field.default else {}
        return self.value(field.type) | ({"description": text} if text else {}) | default
