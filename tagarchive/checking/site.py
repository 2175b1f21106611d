"""A site read for a check. Faults that stop a build do not stop it: what has one is set aside, and the rest is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from tagarchive.archive.assemble import assembled
from tagarchive.archive.ledger import Ledger
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive
from tagarchive.archive.tags.near import near_tags, worth_reading
from tagarchive.build.bodies import Bodies
from tagarchive.build.config_file import languages_of, usable_config_at
from tagarchive.build.context import BuildContext
from tagarchive.build.font_files import font_at
from tagarchive.build.ledger_file import ledger_at
from tagarchive.build.pictures.measured import measured
from tagarchive.build.site_loader import dead_of, fonts_of, read_documents, site_notices
from tagarchive.build.template_closures import Checked, checked_templates, template_sources
from tagarchive.checking.finder import SiteFinder
from tagarchive.checking.pages import Pages
from tagarchive.checking.remote import Remote, in_body, in_file, in_front_matter
from tagarchive.checking.subject import Subject
from tagarchive.core.digests import decoded, digest
from tagarchive.core.errors import Problem, Problems, SiteError, Written
from tagarchive.plan.planned_files import Plan
from tagarchive.plan.site_plan import certain, site_plan
from tagarchive.plan.unread import NOTHING_READ, Unread
from tagarchive.reading.body import Body
from tagarchive.reading.config import Config
from tagarchive.reading.disk import THEME, read
from tagarchive.reading.documents import Article, Document, FreePage
from tagarchive.reading.edition import Edition
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.site_files import Inputs, load
from tagarchive.reading.toml_reader import toml_node
from tagarchive.render.renderer import Renderer
from tagarchive.render.templates import Templates

R = TypeVar("R")

_LARGEST = 1_000_000
"""Size in bytes from which a static file is not searched for calls to other hosts."""
_SEARCHED = (".css", ".htm", ".html", ".js", ".mjs", ".svg", ".xhtml")
_EMPTY = digest(Body())


def with_subject(context: BuildContext, edition: Edition, use: Callable[[Subject], R]) -> R:
    """The result of `use` with the site of a context, as far as it can be read.

    Raises `SiteError` if its files can't be listed.
    """
    inputs, problems = load(context.root, context.store.seen()), Problems()
    read_site = _read(inputs, context, edition, problems)
    with closing(Bodies(str(context.store.file))) as bodies:
        templates = Templates(dict(template_sources(context.root, inputs.templates)))
        renderer = Renderer(templates, bodies.body, partial(font_at, root=context.root))
        pages = Pages(context.root, read_site.plan, renderer if read_site.templates_hold else None)
        remote = tuple(_remote(read_site, inputs, context.root, bodies))
        problems.found.update(pages.failures())
        return use(
            Subject(
                config=read_site.config,
                ledger=read_site.ledger,
                archive=read_site.archive,
                plan=read_site.unread.added_to(read_site.plan) if read_site.plan else None,
                documents=read_site.documents,
                articles=read_site.articles,
                is_whole=not read_site.unread.paths,
                problems=tuple(problems.found),
                notices=read_site.notices,
                unused=_unused(read_site.archive, inputs),
                remote=remote,
                near=worth_reading(near_tags(read_site.articles, read_site.documents, read_site.config)),
                ids_of=cache(pages.ids_of),
                finder=SiteFinder(context.root),
            )
        )


def _unused(archive: Archive | None, inputs: Inputs) -> tuple[str, ...]:
    used = {file.path for _, file in archive.files} if archive else set()
    return tuple(file.path for file in inputs.files if file.path not in used) if archive else ()


def silence_at(root: Path) -> tuple[Written, ...]:
    """The codes that `site.toml` silences, with their places; none if it can't be read."""
    try:
        check = toml_node(read(root, CONFIG_FILE).data.decode(errors="replace"), CONFIG_FILE).value
    except SiteError:
        return ()
    for key in ("check", "silence"):
        check = getattr(check[key], "value", None) if isinstance(check, dict) and key in check else None
    codes = check if isinstance(check, tuple) else ()
    return tuple(Written(code.value, code.where) for code in codes if isinstance(code.value, str))


class _Site(NamedTuple):
    """A site as far as it can be read. The fields that `Subject` has too have the same meaning there.

    Attributes:
        notices: what a build reports
        unread: documents that can't be read
        templates_hold: True if no template has a fault

    """

    config: Config
    ledger: Ledger
    archive: Archive | None
    plan: Plan | None
    documents: tuple[Document, ...]
    articles: tuple[Article, ...]
    notices: tuple[Problem, ...]
    unread: Unread
    templates_hold: bool


def _read(inputs: Inputs, context: BuildContext, edition: Edition, problems: Problems) -> _Site:
    config, is_sound = Config(), False
    with problems.gathered():
        config, is_sound = usable_config_at(context.root), True
    ledger = Ledger()
    with problems.gathered():
        ledger = ledger_at(context.root)
    dead = dead_of(inputs, context, problems)
    checked, holds = Checked("", {}, ()), False
    with problems.gathered():
        checked, holds = checked_templates(inputs.templates, context, languages_of(config) if is_sound else ()), True
    found = read_documents(inputs, config, context, problems)
    inputs = measured(inputs, config, context, problems) if is_sound else inputs
    shown = fonts_of(config, inputs, found.documents, context)
    fonts = shown.fonts if shown else None
    material = Material(found.documents, inputs.files, inputs.statics, ledger, found.unread, found.pairs, dead, fonts)
    if not is_sound:
        problems.found = certain({*problems.found, *assembled(material, config, edition).problems})
        documents = tuple(document for document in found.documents if _is_wanted(document, edition))
        notices = (*inputs.notices, *checked.notices, *chain.from_iterable(one.notices for one in documents))
        articles = tuple(one for one in documents if isinstance(one, Article))
        return _Site(config, ledger, None, None, documents, articles, notices, NOTHING_READ, holds)
    archive, planned, unread, faults = site_plan(material, config, edition, inputs.templates)
    problems.found.update(faults)
    return _Site(
        config,
        ledger,
        archive,
        planned,
        archive.documents,
        tuple(one.document for one in archive.articles),
        (*checked.notices, *site_notices(inputs, config, archive, unread.added_to(planned))),
        unread,
        holds,
    )


def _is_wanted(document: Document, edition: Edition) -> bool:
    return not isinstance(document, Article | FreePage) or edition.has(document)


def _remote(site: _Site, inputs: Inputs, root: Path, bodies: Bodies) -> Iterator[Remote]:
    """Everything that leads to other hosts, in the order of files."""
    for document in site.documents if site.archive else ():
        yield from in_front_matter(document, site.config.html.image_hosts)
        if document.outline.digest != _EMPTY:
            body = decoded(bodies.body(document.path, document.outline.digest), Body)
            yield from in_body(body, document.path)
    # The theme calls no other host.
    own = {name: file for name, file in inputs.templates.items() if not file.path.startswith(THEME)}
    for _, source in template_sources(root, own):
        yield from in_file(source.text, source.path)
    for file in inputs.statics:
        is_searched = file.path.lower().endswith(_SEARCHED) and not file.path.startswith(THEME)
        if is_searched and file.length < _LARGEST:
            yield from in_file(read(root, file.path).data.decode(errors="replace"), file.path)
