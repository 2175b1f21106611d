"""Pelican sites: articles and pages in Markdown, reStructuredText and HTML, with the settings of `pelicanconf.py`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tagarchive.core.errors import SiteError
from tagarchive.importing.generators.fields import terms_of
from tagarchive.importing.generators.front_matter import text_of
from tagarchive.importing.generators.pelican.addresses import ADDRESS_SETTINGS, Addressed, addresses_of, slugified
from tagarchive.importing.generators.pelican.links import Texts, static_path
from tagarchive.importing.generators.pelican.texts import ENDINGS, post_of
from tagarchive.importing.generators.python_posts import (
    Post,
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
from tagarchive.importing.inputs.dates import date_of
from tagarchive.importing.inputs.files import Files, joined
from tagarchive.importing.inputs.items import (
    Found,
    Guessed,
    Item,
    ItemType,
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
from tagarchive.reading.metadata_lines import colon_lines

_CONFIG = "pelicanconf.py"
_SETTINGS = (
    "PATH ARTICLE_PATHS PAGE_PATHS ARTICLE_EXCLUDES PAGE_EXCLUDES SITEURL TIMEZONE DEFAULT_LANG AUTHOR "
    "DEFAULT_CATEGORY USE_FOLDER_AS_CATEGORY FILENAME_METADATA SLUGIFY_SOURCE"
).split()
_NAMED = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
_USED = frozenset(
    "title date modified tags keywords category author authors slug url save_as status translation template".split()
)


class _Site(NamedTuple):
    """A site to import: its settings, its texts, and the options with its time zone."""

    files: Files
    settings: PythonSettings
    texts: Texts
    options: Options
    address: str
    parents: dict[str, list[str]]

    def inner(self, name: str) -> str:
        """The path of a file below the folder of the texts."""
        return name.removeprefix(self.texts.root)


def recognises(files: Files) -> bool:
    """True for a site with its settings, or a folder with a text whose first lines are those of Pelican."""
    if files.has(_CONFIG):
        return True
    for at, name in enumerate(names_with_ending(files, ENDINGS)):
        head = files.head(name).decode("utf-8", "replace")
        if name.endswith(".md") and {"title", "date"} <= colon_lines(head).values.keys() and not head.startswith("---"):
            return True
        if at > 20:
            break
    return False


def found(files: Files, options: Options) -> Iterator[Found]:
    """The articles and pages of a site or of a folder of posts."""
    settings = settings_in(files, _CONFIG)
    published = settings_in(files, "publishconf.py")
    for config in (settings, published):
        if config.file:
            yield Skipped(config.file, "settings: read, not imported")
    yield from settings.remarks((*_SETTINGS, *ADDRESS_SETTINGS))
    options, said = zoned_options(settings, options)
    yield from said
    names = list(names_with_ending(files, ENDINGS))
    root = _root(files, settings, names)
    texts = Texts(root, frozenset(name for name in names if name.startswith(root)))
    address = (settings.text("SITEURL") or published.text("SITEURL")).rstrip("/")
    site = _Site(files, settings, texts, options, address if urlsplit(address).scheme in ("http", "https") else "", {})
    for name in names:
        yield from _of_file(site, name)
    yield from parent_items(_CONFIG, site.parents)


def _root(files: Files, settings: PythonSettings, names: list[str]) -> str:
    """The folder of the texts: that of the settings, else `content/` if all texts are in it."""
    path = posixpath.normpath(settings.text("PATH", "" if settings.file else ".") or ".").strip("/")
    if "PATH" in settings.unread or not settings.file:
        path = "content" if any(name.startswith("content/") for name in names) else "."
    is_there = any(name.startswith(f"{path}/") for name in files.names())
    return f"{path}/" if path != "." and is_there else ""


def _of_file(site: _Site, name: str) -> Iterator[Found]:
    kind = _kind(site, name)
    if isinstance(kind, Skipped):
        if not name.endswith((".html", ".htm")):
            yield kind
        return
    try:
        post = post_of(site.files, name, site.texts)
        if post is None:
            return
        if text_of(post.fields.get("status")).lower() == "skip":
            yield Skipped(name, "skipped: its status is “skip”")
        else:
            yield _item(site, name, kind, post)
    except SiteError as error:
        yield skipped_for(error, name)


def _kind(site: _Site, name: str) -> ItemType | Skipped:
    """Type that a file becomes, by the folder in which it is."""
    if name not in site.texts.names:
        return Skipped(name, f"outside: it is not in {site.texts.root}, the folder of the texts")
    inner, settings = site.inner(name), site.settings
    if any(part.startswith(".") for part in inner.split("/")):
        return Skipped(name, "hidden: its name, or that of a folder around it, begins with a dot")
    if _is_in(inner, settings.texts("PAGE_PATHS", ("pages",))) and not _is_in(inner, settings.texts("PAGE_EXCLUDES")):
        return "page"
    is_article = _is_in(inner, settings.texts("ARTICLE_PATHS", ("",)))
    if is_article and not _is_in(inner, settings.texts("ARTICLE_EXCLUDES")):
        return "article"
    return Skipped(name, "outside: it is in none of the folders for articles and pages")


def _is_in(inner: str, folders: tuple[str, ...]) -> bool:
    return any(inner.startswith(f"{folder.strip('/')}/") or not folder.strip("/.") for folder in folders)


def _item(site: _Site, name: str, kind: ItemType, post: Post) -> Item:
    """The article or page of a post."""
    stem = posixpath.splitext(posixpath.basename(name))[0]
    named = _named(site.settings, stem)
    fields = with_zone({**named, **post.fields}, site.settings, site.options)
    title, remarks = title_of(line_of_html(text_of(fields.get("title"))), post, stem)
    matter, stand_ins = matter_of(fields, kind, title, site.options, site=site.address)
    values = {
        "title": title,
        **with_extra(matter, fields, _USED - ({"category"} if site.options.categories == "ignore" else set())),
    }
    slug = text_of(fields.get("slug")) or slugified(
        stem if site.settings.text("SLUGIFY_SOURCE") == "basename" else title
    )
    authors, said = _authors(fields, site.settings)
    category = _category(site, name, fields)
    if kind == "article":
        tags = with_category(_tags(fields, site.options), category, site.options, site.parents)
        values |= {"tags": list[Value](tags)} if tags else {}
        values |= {"authors": list[Value](authors)} if authors else {}
        remarks = (*remarks, *said)
    addressed = _addressed(site, kind, fields, slug)._replace(
        author=authors[0] if authors else "", category=category or "misc"
    )
    addresses = _addresses(site, fields, addressed)
    values |= {"aliases": list[Value](addresses)} if addresses else {}
    return Item(
        name,
        kind,
        values,
        post.text,
        name=slug,
        key=name,
        base=_base(site, addresses),
        find=lambda reference: _found_file(site, name, addresses, reference),
        stand_ins=stand_ins,
        remarks=(*remarks, *matter.remarks, *_state(fields), *_guessed(site, addresses), *post.remarks),
    )


def _named(settings: PythonSettings, stem: str) -> dict[str, Data]:
    """Values in the name of a file, by the pattern of the settings."""
    pattern = settings.text("FILENAME_METADATA", _NAMED)
    # A group that is repeated and repeats inside may take for ever.
    if re.search(r"[+*}][^()]*\)[+*{]", pattern):
        pattern = _NAMED
    try:
        match = re.match(pattern, stem[:200])
    except (re.error, RecursionError):
        match = re.match(_NAMED, stem[:200])
    return {key.lower(): value for key, value in match.groupdict().items() if value} if match else {}


def _tags(fields: dict[str, Data], options: Options) -> list[str]:
    written = fields.get("tags") or fields.get("keywords")
    text = text_of(written)
    return terms_of(written, options.separator or (";" if ";" in text else "," if text else ""))


def _authors(fields: dict[str, Data], settings: PythonSettings) -> tuple[list[str], tuple[Remark, ...]]:
    """The authors of a post, else that of the settings. Names with the family name first are turned round."""
    written = fields.get("authors")
    text = text_of(written)
    single = [text_of(fields.get("author")) or settings.text("AUTHOR")]
    parts = list(map(text_of, written)) if isinstance(written, list) else re.split("[;]" if ";" in text else ",", text)
    names = [without_emails(part).strip() for part in (parts if written else single)]
    turned = [re.sub(r"^([^,]+),\s*([^,]+)$", r"\2 \1", part) for part in names]
    made = distinct([line_of_html(part) for part in turned])
    why = f"{'; '.join(filter(None, names))} has the family name first; it is turned round"
    return made, ((Guessed("authors", ", ".join(made), why),) if turned != names else ())


def _category(site: _Site, name: str, fields: dict[str, Data]) -> str:
    """The category of a post: its own, that of its folder, or the one that the settings name for all others."""
    written = line_of_html(text_of(fields.get("category")))
    if written:
        return written
    folder = posixpath.basename(posixpath.dirname(site.inner(name)))
    if folder and site.settings.flag("USE_FOLDER_AS_CATEGORY", default=True):
        return folder
    return site.settings.text("DEFAULT_CATEGORY")


def _addresses(site: _Site, fields: dict[str, Data], post: Addressed) -> tuple[str, ...]:
    """The old addresses of a post, as paths on its host."""
    prefix = urlsplit(site.address).path.rstrip("/")
    own = [text_of(fields.get(key)).strip().lstrip("/") for key in ("url", "save_as")]
    own = [re.sub(r"(?:^|(?<=/))index\.html?$", "", path) for path in own if path and ":" not in path]
    made = [f"/{path}" for path in own] or addresses_of(post, site.settings)
    return tuple(dict.fromkeys(f"{prefix}{address}" for address in made))


def _addressed(site: _Site, kind: ItemType, fields: dict[str, Data], slug: str) -> Addressed:
    """Parts of the address of a post, apart from its author and category."""
    lang = text_of(fields.get("lang")).lower()
    default = site.settings.text("DEFAULT_LANG", "en").lower()
    dated = date_of(text_of(fields.get("date")))
    return Addressed(
        slug,
        lang or default,
        dated.text[:10] if dated.is_day else "",
        is_page=kind == "page",
        is_draft=text_of(fields.get("status")).lower() == "draft",
        is_default_lang=lang in ("", default),
    )


def _base(site: _Site, addresses: tuple[str, ...]) -> str:
    first = addresses[0] if addresses else "/"
    parts = urlsplit(site.address)
    return f"{parts.scheme}://{parts.netloc}{first}" if parts.netloc else first


def _guessed(site: _Site, addresses: tuple[str, ...]) -> Iterator[Remark]:
    if addresses and not site.settings.file:
        why = "there is no pelicanconf.py; these are the addresses that Pelican makes by itself"
        yield Guessed("aliases", ", ".join(addresses), why)


def _state(fields: dict[str, Data]) -> Iterator[Remark]:
    if text_of(fields.get("status")).lower() == "hidden":
        yield Noted("its status is “hidden”: no list showed it; here it is a draft")


def _found_file(site: _Site, name: str, addresses: tuple[str, ...], reference: str) -> Media | Missing | None:
    """The file of the input that a reference names."""
    static = static_path(reference)
    path = (
        unquote(reference.removeprefix(site.address) if site.address else reference).partition("#")[0].partition("?")[0]
    )
    if not static and (not path or urlsplit(path).scheme or path.startswith("//")):
        return None
    root, url = site.texts.root, addresses[0] if addresses else ""
    places = [static] if static else [joined(name, path), root + path.lstrip("/"), root + joined(url, path).lstrip("/")]
    for place in places:
        if site.files.has(place) and place not in site.texts.names:
            return Media(site.inner(place), site.files, place)
    return Missing(static) if static else None
