"""Closures of page templates, kept in the store as long as no template changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import msgspec

from tagarchive.build.context import BuildContext
from tagarchive.build.engine import Engine
from tagarchive.core.digests import digest_of_text
from tagarchive.core.errors import Problem
from tagarchive.core.text import decode
from tagarchive.reading.disk import read
from tagarchive.reading.files import File
from tagarchive.reading.template_source import TemplateSource, TemplateSources


class Closure(msgspec.Struct, frozen=True):
    """The closure of a page's template: the templates that it consists of.

    Attributes:
        files: the digest of each template, by name
        digest: digest of the whole closure

    """

    files: dict[str, str]
    digest: str


class Checked(msgspec.Struct, frozen=True):
    """The result of checking the templates, without faults.

    Attributes:
        digest: digest of all templates and of the languages; empty if not asked for
        closures: the closure of each page's template
        notices: notices about the templates

    """

    digest: str
    closures: dict[str, Closure]
    notices: tuple[Problem, ...]


def template_sources(root: Path, templates: Mapping[str, File]) -> tuple[tuple[str, TemplateSource], ...]:
    """The sources of the templates, by name."""
    paths = dict.fromkeys(file.path for file in templates.values())  # Templates of the theme have two names each.
    texts = {path: TemplateSource(path, decode(read(root, path).data, path)[0]) for path in paths}
    return tuple((name, texts[file.path]) for name, file in templates.items())


def checked_templates(templates: Mapping[str, File], context: BuildContext, languages: Collection[str]) -> Checked:
    """The closures of the templates, from the store if unchanged. Raises `SiteError` with every fault of them.

    `languages` are those of the site; none if they are unknown.
    """
    names = (f"{name} {file.key}" for name, file in templates.items())
    key = digest_of_text("\n".join([context.engine.whole, *languages, *names]))
    known = context.store.fact("templates", Checked)
    if known and known.digest == key:
        return known
    checked = checked_sources(templates, dict(template_sources(context.root, templates)), languages, context.engine)
    checked = msgspec.structs.replace(checked, digest=key)
    context.store.keep("templates", checked)
    return checked


def checked_sources(
    templates: Mapping[str, File], sources: TemplateSources, languages: Collection[str], engine: Engine
) -> Checked:
    """The closures of templates with these sources. Raises `SiteError` with every fault of them."""
    # Only this needs the template engine.
    from tagarchive.build.compiled_templates import compiled_templates, folder_of  # noqa: PLC0415
    from tagarchive.render.closures import closures_of  # noqa: PLC0415

    closures, unused = closures_of(sources, languages, compiled_templates(folder_of(engine)))
    return Checked("", {name: _closure(names, templates) for name, names in closures.items()}, unused)


def _closure(names: Iterable[str], templates: Mapping[str, File]) -> Closure:
    files = {name: templates[name].digest for name in sorted(names)}
    return Closure(files, digest_of_text("\n".join(f"{name} {digest}" for name, digest in files.items())))
