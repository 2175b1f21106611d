"""Sites of Eleventy: texts with data of their folders, dates in names and templates of addresses."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from tagarchive.importing.generators import liquid
from tagarchive.importing.generators.eleventy.folder_data import FolderData, permalink, permalink_of
from tagarchive.importing.generators.fields import ALIAS_KEYS, date_at, terms_of
from tagarchive.importing.generators.front_matter import Fields, is_true, list_of, text_of
from tagarchive.importing.generators.permalinks import moment_of
from tagarchive.importing.generators.posts import Post, PostSite, found_posts
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.generators.site_authors import site_authors
from tagarchive.importing.generators.site_config import SiteAddress, address_of, first_file, js_value, text_at
from tagarchive.importing.generators.site_files import SERVED, SiteFiles
from tagarchive.importing.generators.sources import Source, inventory, is_excluded, named, texts_of
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, ItemType, Options

_CONFIG = r"\.eleventy\.[cm]?js|eleventy\.config\.[cm]?[jt]s"
_COLLECTIONS = frozenset("posts post all nav page pages".split())
_READ = frozenset("permalink slug eleventyComputed templateEngineOverride dynamicPermalink".split())
_EXCLUDED = ["README.md", "node_modules", "CHANGELOG.md", "LICENSE.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md"]
_LINK = re.compile(r"/(?P<date>\d{4}/\d{1,2}/\d{1,2})/(?P<slug>[\w.-]+)")


class _Eleventy(NamedTuple):
    """Settings of a site.

    Attributes:
        content: folder of its texts in the input, with a slash at the end; empty if that is the input itself
        address: its public address
        is_site: True if the input is a whole site
        has_dated_links: True if links in the texts show that addresses begin with the day

    """

    content: str
    address: SiteAddress
    is_site: bool
    has_dated_links: bool = False


def recognises(files: Files) -> bool:
    """True for a folder with settings or data files of Eleventy."""
    return any(re.search(rf"(?:^|/)(?:{_CONFIG})$|\.11tydata\.\w+$", name) for name in files.names())


def found(files: Files, options: Options) -> Iterator[Found]:
    """The texts of a site or of a folder of posts."""
    names = frozenset(files.names())
    site = _settings(files, names)
    data = FolderData(files, names)
    read = inventory(files, names, texts_of(names), lambda source: _reason(source.path, site))
    yield from read.skipped
    yield from data.remarks
    site = site._replace(has_dated_links=_has_dated_links(read.sources))
    posts = [_post(source, site, data, read.sources, options) for source in read.sources]
    root = site.content.rstrip("/")
    served = SiteFiles(files, names, "", (root, *SERVED), site.address.whole, options.media)
    yield from found_posts(posts, PostSite(site.address, served, options, site_authors(files, names)))


def _settings(files: Files, names: frozenset[str]) -> _Eleventy:
    path = first_file(names, _CONFIG)
    code = text_at(files, path) if path else ""
    folder = js_value(code, "input").strip("./")
    content = "/".join(filter(None, (posixpath.dirname(path), folder)))
    return _Eleventy(f"{content}/" if content else "", address_of("", js_value(code, "pathPrefix")), bool(path))


def _reason(path: str, site: _Eleventy) -> str:
    if not path.startswith(site.content):
        return "outside: not in the folder of texts"
    return "excluded: a text about the code of the site" if site.is_site and is_excluded(path, _EXCLUDED) else ""


def _has_dated_links(sources: list[Source]) -> bool:
    """True if a text links to another by the day and name in the name of its file."""
    dated = {(by_name.date.text, by_name.rest) for source in sources if (by_name := named(source.stem)).date.is_day}
    links = (found for source in sources for found in _LINK.finditer(source.text))
    return any((_day(found["date"]), found["slug"]) in dated for found in links)


def _day(written: str) -> str:
    year, month, day = written.split("/")
    return f"{year}-{month:0>2}-{day:0>2}"


def _type(source: Source, fields: Fields, site: _Eleventy, sources: list[Source]) -> ItemType:
    """An article has a date, or tags of its folder, or stands in a folder with dated texts."""
    if not site.is_site or source.fields.get("date") or named(source.stem).date.is_day:
        return "article"
    if set(terms_of(fields.get("tags"))) & {"posts", "post", "blog", "articles"}:
        return "article"
    beside = [other for other in sources if other.folder == source.folder and other.folder != site.content.rstrip("/")]
    return "article" if any(named(other.stem).date.is_day or other.fields.get("date") for other in beside) else "page"


def _post(source: Source, site: _Eleventy, data: FolderData, sources: list[Source], options: Options) -> Post:
    inherited = data.of(source.path)
    fields: Fields = {**inherited, **source.fields}
    shared = frozenset(terms_of(inherited.get("tags")))
    by_name = named(source.stem)
    written = date_at(fields, ["date"], "created")[1]
    dated = written if written.is_day else by_name.date
    slug = by_name.rest if by_name.rest != "index" else posixpath.basename(source.folder)
    folder = source.folder.removeprefix(site.content.rstrip("/")).strip("/")
    stem = "/".join(filter(None, (folder, by_name.rest)))
    values = {"page.fileSlug": slug, "page.filePathStem": f"/{stem}", "page.inputPath": f"./{source.path}"}
    values |= {
        key: value for key, value in fields.items() if isinstance(value, str) and key not in ("date", "permalink")
    }
    template, has_page = permalink_of(fields)
    moment = moment_of(dated, options.zone)
    address = permalink(template, values, moment) if template else re.sub(r"(?:^|/)index/$", "/", f"/{stem}/")
    guess = ""
    if not template and site.has_dated_links and by_name.date.is_day and moment:
        address = f"/{moment.year}/{moment.month:02}/{moment.day:02}/{slug}/"
        guess = "links in the texts have this form"
    elif not template and not site.is_site:
        guess = "settings are missing, so that of the defaults of Eleventy stands in"
    aliases = [text_of(alias).strip() for key in ALIAS_KEYS for alias in list_of(fields.get(key))]
    by_name_date = f"/{by_name.date.text.replace('-', '/')}/{slug}/" if by_name.date.is_day else ""
    post = Post(
        source,
        _type(source, fields, site, sources),
        Rewritten(source.text),
        inherited,
        address=address if has_page else "",
        guess=guess,
        named=by_name.date,
        name=text_of(fields.get("slug")) or slug,
        aliases=aliases,
        addresses=[by_name_date] if by_name_date else [],
        hidden="" if has_page else "it has no address",
        used=_READ | frozenset(ALIAS_KEYS),
        states=shared | _COLLECTIONS,
    )
    return post._replace(rewritten=_rewritten(post, site))


def _rewritten(post: Post, site: _Eleventy) -> Rewritten:
    engine = text_of(post.fields.get("templateEngineOverride"))
    if engine and not {"njk", "liquid"} & set(re.split(r"[\s,]+", engine)):
        return post.rewritten
    if is_true(engine) is False:
        return post.rewritten

    def led(_: str, written: str) -> str:
        return site.address.path(written)

    known = liquid.Site(site.address.url, site.address.base, led, post.fields)
    return liquid.rewritten(post.source.text, post.source.line, known)
