"""Nikola sites: posts and pages in Markdown, reStructuredText and HTML, with the settings of `conf.py`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tagarchive.core.errors import SiteError
from tagarchive.importing.generators.fields import terms_of
from tagarchive.importing.generators.front_matter import is_true, list_of, text_of
from tagarchive.importing.generators.nikola.folders import Source, address_of, rules_of, sources_of
from tagarchive.importing.generators.nikola.links import Slugs
from tagarchive.importing.generators.nikola.texts import ENDINGS, MARKDOWN, RST, Written, body_of, ending_of, written
from tagarchive.importing.generators.python_posts import (
    matter_of,
    names_with_ending,
    parent_items,
    skipped_for,
    title_of,
    with_category,
    with_extra,
    with_zone,
    zoned_options,
)
from tagarchive.importing.generators.python_settings import PythonSettings, settings_in
from tagarchive.importing.inputs.files import Files, joined
from tagarchive.importing.inputs.items import (
    Found,
    Guessed,
    Item,
    Media,
    Missing,
    Noted,
    Options,
    Remark,
    Skipped,
    Value,
)
from tagarchive.importing.inputs.private_data import Data, without_emails
from tagarchive.importing.inputs.texts import distinct, line_of_html
from tagarchive.reading.metadata_lines import dotted_lines

_CONFIG = "conf.py"
_SETTINGS = (
    "POSTS PAGES TRANSLATIONS BLOG_AUTHOR TIMEZONE PRETTY_URLS SITE_URL DEFAULT_LANG IMAGE_FOLDERS FILES_FOLDERS"
).split()
_STATES = frozenset("draft private mathjax retired".split())
"""Tags that meant a state in early versions."""
_USED = frozenset(
    "title date updated tags category author authors slug type guid status has_math pretty_url template hidetitle "
    "nocomments priority hyphenate wp-status source_url".split()
)
_OPEN = frozenset({"", "published", "featured"})


class _Site(NamedTuple):
    """A site to import: its settings, its texts, and the options with its time zone."""

    files: Files
    settings: PythonSettings
    sources: Mapping[str, Source]
    texts: Mapping[str, Written | Skipped]
    slugs: Slugs
    options: Options
    address: str
    parents: dict[str, list[str]]


def recognises(files: Files) -> bool:
    """True for a site with its settings, or a folder with a text whose first lines are those of Nikola."""
    if files.has(_CONFIG) and re.search(
        rb"^(?:POSTS|PAGES|BLOG_TITLE)\s*=", files.head(_CONFIG, 200_000), re.MULTILINE
    ):
        return True
    for at, name in enumerate(names_with_ending(files, MARKDOWN | RST | {".meta"})):
        head = files.head(name).decode("utf-8", "replace")
        if "title" in dotted_lines(head).values:
            return True
        if at > 20:
            break
    return False


def found(files: Files, options: Options) -> Iterator[Found]:
    """The posts and pages of a site or of a folder of posts."""
    settings = settings_in(files, _CONFIG)
    if settings.file:
        yield Skipped(settings.file, "settings: read, not imported")
    yield from settings.remarks(_SETTINGS)
    options, said = zoned_options(settings, options)
    yield from said
    names = list(names_with_ending(files, ENDINGS))
    sources = sources_of(names, rules_of(settings, names), settings)
    texts = {name: _written(files, name) for name in sources}
    address = settings.text("SITE_URL").rstrip("/")
    address = address if urlsplit(address).scheme in ("http", "https") else ""
    site = _Site(files, settings, sources, texts, _slugs(sources, texts), options, address, {})
    for name in names:
        if name in sources:
            yield _of_file(site, name)
        elif ending_of(name) in MARKDOWN or name.endswith(".rst"):
            yield Skipped(name, "outside: it is in none of the folders for posts and pages")
    yield from _without_text(files, sources)
    yield from parent_items(_CONFIG, site.parents)


def _without_text(files: Files, sources: Mapping[str, Source]) -> Iterator[Skipped]:
    """Notebooks, and metadata without a text."""
    stems = {posixpath.splitext(name)[0] for name in sources}
    for name in names_with_ending(files, frozenset({".meta", ".ipynb"})):
        if name.endswith(".ipynb"):
            yield Skipped(name, "a notebook: export it as Markdown to import it")
        elif posixpath.splitext(name)[0] not in stems:
            yield Skipped(name, "metadata without a text beside them")


def _written(files: Files, name: str) -> Written | Skipped:
    try:
        return written(files, name)
    except SiteError as error:
        return skipped_for(error, name)


def _slugs(sources: Mapping[str, Source], texts: Mapping[str, Written | Skipped]) -> Slugs:
    paths: dict[str, str] = {}
    titles: dict[str, str] = {}
    for name in sorted(texts, key=lambda name: (bool(sources[name].lang), name)):
        text = texts[name]
        if isinstance(text, Written):
            paths.setdefault(text_of(text.fields.get("slug")) or posixpath.basename(sources[name].stem), name)
            titles[name] = line_of_html(text_of(text.fields.get("title"))) or text.title
    return Slugs(paths, titles, frozenset(texts))


def _of_file(site: _Site, name: str) -> Found:
    text = site.texts[name]
    if isinstance(text, Skipped):
        return text
    try:
        return _item(site, site.sources[name], text)
    except SiteError as error:
        return skipped_for(error, name)


def _item(site: _Site, source: Source, text: Written) -> Item:
    """The article or page of a text."""
    name, kind = source.name, source.rule.type
    fields, inherited = _fields(site, source, text)
    body = body_of(text, name, site.slugs)
    slug = text_of(fields.get("slug")) or posixpath.basename(source.stem)
    stem = posixpath.basename(source.stem)
    title, remarks = title_of(line_of_html(text_of(fields.get("title"))), body, stem)
    states, named = _states_and_tags(fields, site.options)
    fields = with_zone(_with_original(fields), site.settings, site.options)
    fields |= {state: "true" for state in states if state in ("draft", "private")}
    matter, stand_ins = matter_of(fields, kind, title, site.options, site=site.address)
    values = {"title": title, **with_extra(matter, _kept(fields), _used(site.options) | states)}
    if kind == "article":
        category = line_of_html(text_of(fields.get("category")))
        tags = with_category(named, category, site.options, site.parents)
        values |= {"tags": list[Value](tags)} if tags else {}
        values |= _authors(fields, site.settings)
        values |= {"guid": text_of(fields["guid"])} if text_of(fields.get("guid")) else {}
    address = urlsplit(site.address).path.rstrip("/") + _address(site, source, slug, fields)
    values["aliases"] = [address]
    return Item(
        name,
        kind,
        values,
        body.text,
        name=f"{slug}-{source.lang}" if source.lang else slug,
        key=name,
        base=_base(site, address),
        find=lambda reference: _found_file(site, name, address, reference),
        stand_ins=stand_ins,
        remarks=(
            *remarks,
            *inherited,
            *matter.remarks,
            *_said(states, fields),
            *_guessed(site, address),
            *body.remarks,
        ),
    )


def _fields(site: _Site, source: Source, text: Written) -> tuple[dict[str, Data], tuple[Remark, ...]]:
    """The metadata of a text; a translation has those of the text in the site's language that it does not state."""
    if not source.lang:
        return text.fields, ()
    is_stated = isinstance(site.settings.values.get("TRANSLATIONS"), dict)
    guess = Guessed("lang", source.lang, "the name of the file has it, and no settings say so")
    other = site.texts.get(source.stem + posixpath.splitext(source.name)[1])
    first = other.fields if isinstance(other, Written) else {}
    shared = {key: value for key, value in first.items() if key not in ("guid", "title", "lang")}
    title: dict[str, Data] = {} if text.title or "title" not in first else {"title": first["title"]}
    fields = {**shared, **title, **text.fields, "lang": source.lang}
    return fields, () if is_stated else (guess,)


def _with_original(fields: Mapping[str, Data]) -> dict[str, Data]:
    """The fields with a link to the original under a name that says so; a link that is no address stays."""
    link = text_of(fields.get("link")).strip()
    if not link.startswith(("https://", "http://")):
        return dict(fields)
    return {**{key: value for key, value in fields.items() if key != "link"}, "source_url": link}


def _states_and_tags(fields: Mapping[str, Data], options: Options) -> tuple[frozenset[str], list[str]]:
    """The states among the tags and in `status`, and the other tags."""
    written = fields.get("tags")
    named = terms_of(written, options.separator or ("," if isinstance(written, str) else ""))
    states = {name.lower() for name in named if name.lower() in _STATES}
    status = text_of(fields.get("status")).lower()
    tags = [name for name in named if name.lower() not in _STATES]
    return frozenset({*states, *({status} if status not in _OPEN else ())}), tags


def _used(options: Options) -> frozenset[str]:
    return _USED - {"category"} if options.categories == "ignore" else _USED


def _kept(fields: Mapping[str, Data]) -> dict[str, Data]:
    """The fields, with those of theirs that say something in spite of their keys under keys that are kept."""
    kept = dict(fields)
    if text_of(fields.get("type")) not in ("", "text"):
        kept["post_type"] = fields["type"]
    if text_of(fields.get("status")).lower() == "featured":
        kept["featured"] = "true"
    return kept


def _authors(fields: Mapping[str, Data], settings: PythonSettings) -> dict[str, Value]:
    written = list_of(fields.get("authors") or fields.get("author")) or [settings.text("BLOG_AUTHOR")]
    names = distinct([line_of_html(without_emails(text_of(name))) for name in written])
    return {"authors": list[Value](names)} if names else {}


def _said(states: frozenset[str], fields: Mapping[str, Data]) -> Iterator[Remark]:
    written = {name.lower() for name in terms_of(fields.get("tags"), ",")}
    for state in sorted(states & written):
        yield Noted(f"“{state}” among its tags is a state, no tag")
    if "mathjax" in states or is_true(fields.get("has_math")):
        yield Noted("it has formulas, which stay as they are written")
    if "retired" in states:
        yield Noted("it is retired: lists and feeds of the old site left it out")


def _address(site: _Site, source: Source, slug: str, fields: Mapping[str, Data]) -> str:
    pretty = is_true(fields.get("pretty_url"))
    site_pretty = site.settings.flag("PRETTY_URLS", default=True)
    return address_of(source, slug, site.settings, pretty=site_pretty if pretty is None else pretty)


def _guessed(site: _Site, address: str) -> Iterator[Remark]:
    if not site.settings.file:
        yield Guessed("aliases", address, "there is no conf.py; this is the address that Nikola makes by itself")


def _base(site: _Site, address: str) -> str:
    parts = urlsplit(site.address)
    return f"{parts.scheme}://{parts.netloc}{address}" if parts.netloc else address


def _found_file(site: _Site, name: str, address: str, reference: str) -> Media | Missing | None:
    """The file of the input that a reference names: of the folders for pictures and files, or beside the text."""
    path = (
        unquote(reference.removeprefix(site.address) if site.address else reference).partition("#")[0].partition("?")[0]
    )
    if not path or urlsplit(path).scheme or path.startswith("//"):
        return None
    absolute = joined(address, path).lstrip("/")
    whole = [*_published(site.settings, absolute), absolute, joined(name, path)]
    for place in [*whole, *(place.replace(".thumbnail.", ".") for place in whole)]:
        if site.files.has(place) and place not in site.sources and not place.endswith((".meta", ".py")):
            return Media(place, site.files, place)
    is_picture = re.search(r"\.(?:png|jpe?g|gif|webp|svg|pdf|zip|mp3|mp4)$", absolute, re.IGNORECASE)
    return Missing(reference) if is_picture else None


def _published(settings: PythonSettings, path: str) -> Iterator[str]:
    """The files of the input that the site publishes at a path."""
    for name, default in (("IMAGE_FOLDERS", {"images": "images"}), ("FILES_FOLDERS", {"files": ""})):
        folders = settings.values.get(name, default)
        for folder, output in folders.items() if isinstance(folders, dict) else ():
            start = f"{str(output).strip('/')}/".lstrip("/")
            if path.startswith(start):
                yield f"{folder}/{path.removeprefix(start)}"
