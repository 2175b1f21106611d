"""Builds that share what they have in common: tests build a thousand sites with the same theme."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from types import CodeType
from typing import Any
from unittest.mock import patch

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from tagarchive.build.store import Store
from tagarchive.reading.template_source import TemplateSource, TemplateSources
from tagarchive.render import closures, templates


def make_builds_quick() -> None:
    """Lets all builds of this process share checked and compiled templates, and wait for no disk."""
    patch.object(Store, "_prepare", _quick(Store._prepare)).start()  # noqa: SLF001
    patch.object(closures, "closures_of", _once(closures.closures_of)).start()
    patch.object(templates, "environment_of", _once(_with_known_templates(templates.environment_of))).start()


def _once(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of templates, and perhaps of languages, that runs once for the same ones."""

    @lru_cache(maxsize=8)
    def of(items: tuple[tuple[str, TemplateSource], ...], *languages: tuple[str, ...]) -> Any:
        return function(dict(items), *languages)

    return lambda sources, *others: of(tuple(sources.items()), *others[:1])


class _Compiled(BytecodeCache):
    """Compiled templates by their text, for environments that differ in a few templates."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code


def _with_known_templates(environment_of: Callable[[TemplateSources], Environment]) -> Any:
    """Environments that parse and compile a template once for all of them."""
    compiled, parse = _Compiled(), lru_cache(maxsize=None)(environment_of({}).parse)

    def of(sources: TemplateSources) -> Environment:
        environment = environment_of(sources)
        environment.bytecode_cache = compiled
        environment.parse = parse  # type: ignore[method-assign]
        return environment

    return of


def _quick(prepare: Callable[[Store], None]) -> Callable[[Store], None]:
    """A store that does not wait for the disk: what a process wrote outlives it all the same."""

    def prepared(store: Store) -> None:
        store.database.execute("PRAGMA synchronous = OFF")
        prepare(store)
        store.database.execute("PRAGMA synchronous = OFF")

    return prepared
