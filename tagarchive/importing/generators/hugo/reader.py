"""Sites of Hugo: pages of all sections and bundles, with the addresses that settings and front matter give them."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterator

from tagarchive.importing.generators import shortcodes
from tagarchive.importing.generators.fields import ALIAS_KEYS
from tagarchive.importing.generators.front_matter import Fields, list_of, mapping_of, text_of
from tagarchive.importing.generators.hugo.addresses import PageAddress, alias_of
from tagarchive.importing.generators.hugo.settings import Hugo, settings_of
from tagarchive.importing.generators.liquid import origin
from tagarchive.importing.generators.posts import Post, PostSite, found_posts
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.generators.site_authors import site_authors
from tagarchive.importing.generators.site_files import SiteFiles
from tagarchive.importing.generators.sources import MARKDOWN, Source, inventory, named, texts_of
from tagarchive.importing.generators.text_links import Texts
from tagarchive.importing.inputs.dates import NO_DATE, date_of, in_zone
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Item, ItemType, Markdown, Noted, Options, Remark, Skipped, Value
from tagarchive.importing.inputs.private_data import Data

_READ = frozenset("url slug linkTitle markup isCJKLanguage cascade _target target".split())
_TOML = re.compile(rb"\A(?:\xef\xbb\xbf)?\+\+\+[ \t]*\r?\n(?![\s\S]*^\[(?:taxonomies|extra)\])", re.MULTILINE)


def recognises(files: Files) -> bool:
    """True for a folder with settings of Hugo, or with posts in TOML that are not those of Zola."""
    seen, is_toml = 0, False
    for name in files.names():
        base = posixpath.basename(name)
        if re.fullmatch(r"hugo\.(?:toml|ya?ml|json)", base) or "/config/_default/" in f"/{name}":
            return True
        if re.fullmatch(r"config\.(?:toml|ya?ml|json)", base):
            if re.search(rb"(?i)^[\s\"']*baseURL\b", files.head(name, 20_000), re.MULTILINE):
                return True
            if re.search(rb"^\s*base_url\b", files.head(name, 20_000), re.MULTILINE):
                return False
        if posixpath.splitext(name)[1].lower() in MARKDOWN and seen < 100:
            seen += 1
            is_toml = is_toml or bool(_TOML.match(files.head(name)))
    return is_toml


def found(files: Files, options: Options) -> Iterator[Found]:
    """The pages of a site or of a folder of posts. Raises `SiteError` if its settings are damaged."""
    names = frozenset(files.names())
    hugo = settings_of(files, names)
    options = options._replace(zone=hugo.zone or options.zone)
    read = inventory(files, names, texts_of(names), lambda source: _outside(source, hugo))
    yield from read.skipped
    sources = read.sources
    bundles = {source.folder for source in sources if _bare(source, hugo) == "index"}
    sections = {source.folder: source.fields for source in sources if _bare(source, hugo) == "_index"}
    pages = [source for source in sources if not _reason(source, hugo, bundles)]
    left = ((one, _reason(one, hugo, bundles)) for one in sources if not _is_tag(one, hugo))
    yield from (Skipped(one.path, reason) for one, reason in left if reason)
    yield from _tags(sources, hugo)
    posts = [_post(source, hugo, pages, sections, options) for source in pages]
    root = posixpath.dirname(hugo.content.rstrip("/")) if hugo.content else ""
    served = ("static", "assets", "content", "public", "static/images", "")
    site_files = SiteFiles(files, names, root, served, hugo.address.whole, options.media)
    yield from found_posts(_with_texts(posts), PostSite(hugo.address, site_files, options, site_authors(files, names)))


def _outside(source: Source, hugo: Hugo) -> str:
    return "" if source.path.startswith(hugo.content) else "outside: not in the content"


def _bare(source: Source, hugo: Hugo) -> str:
    """The name of a file without its language."""
    return hugo.without_language(source.stem)[0]


def _reason(source: Source, hugo: Hugo, bundles: set[str]) -> str:
    """Reason for which a text is no page; empty if it is one."""
    if _bare(source, hugo) == "_index":
        if _is_tag(source, hugo):
            return "a tag"
        return "a list: its text stands above the pages of a section"
    above = source.folder
    while above not in ("", hugo.content.rstrip("/")):
        if above in bundles and not (above == source.folder and _bare(source, hugo) == "index"):
            return f"a resource of the bundle {above}"
        above = posixpath.dirname(above)
    return ""


def _is_tag(source: Source, hugo: Hugo) -> bool:
    """True for a list below the folder of a taxonomy."""
    parts = source.path.removeprefix(hugo.content).split("/")
    return len(parts) == 3 and _bare(source, hugo) == "_index" and parts[0] in hugo.taxonomies


def _tags(sources: list[Source], hugo: Hugo) -> Iterator[Item]:
    """The files of tags."""
    for source in sources:
        if _is_tag(source, hugo):
            kind, name, _ = source.path.removeprefix(hugo.content).split("/")
            summary = text_of(source.fields.get("description"))
            path = hugo.address.path(f"/{kind}/{name}/")
            title = text_of(source.fields.get("title")) or name.replace("-", " ")
            matter: dict[str, Value] = {"name": title, "aliases": [path], **({"summary": summary} if summary else {})}
            text = Markdown(source.text, "gfm") if source.text.strip() else None
            yield Item(source.path, "tag", matter, text, name=name, base=path)


def _cascade(source: Source, hugo: Hugo, sections: dict[str, dict[str, Data]]) -> Fields:
    """The values that the lists above a text hand down, the nearest first."""
    values: dict[str, Data] = {}
    folders = source.folder.split("/")
    path = f"/{posixpath.splitext(source.path.removeprefix(hugo.content))[0]}"
    for at in range(len(folders) + 1):
        for entry in list_of(sections.get("/".join(folders[:at]), {}).get("cascade")):
            inner = mapping_of(entry)
            target = mapping_of(inner.get("_target") or inner.get("target"))
            pattern = text_of(target.get("path")).replace("{", "").replace("}", "")
            if not pattern or fnmatch.fnmatch(path, pattern.replace("**", "*")):
                values |= {key: value for key, value in inner.items() if key not in ("_target", "target")}
                values |= mapping_of(inner.get("params"))
    values.pop("params", None)
    return values


def _type(source: Source, hugo: Hugo, pages: list[Source]) -> ItemType:
    """An article has a date, or stands in a section with dated pages."""
    if any(source.fields.get(key) for key in ("date", "publishDate", "pubdate", "published")):
        return "article"
    section = source.path.removeprefix(hugo.content).split("/")[0]
    beside = [page for page in pages if page.path.removeprefix(hugo.content).split("/")[0] == section]
    is_alone = "/" not in source.path.removeprefix(hugo.content)
    if is_alone and hugo.is_site:
        return "page"
    return (
        "article" if (not is_alone and any(page.fields.get("date") for page in beside)) or not hugo.is_site else "page"
    )


def _post(
    source: Source, hugo: Hugo, pages: list[Source], sections: dict[str, dict[str, Data]], options: Options
) -> Post:
    defaults = _cascade(source, hugo, sections)
    fields, remarks = _held(source, options)
    source = source._replace(fields=fields)
    bare, language = hugo.without_language(source.stem)
    is_bundle = bare == "index" and source.folder != hugo.content.rstrip("/")
    name = posixpath.basename(source.folder) if is_bundle else bare
    suffix = f"-{language}" if language != hugo.language else ""
    own_date = text_of(fields.get("date"))
    by_name = named(name)
    page = PageAddress(
        section=posixpath.dirname(source.folder.removeprefix(hugo.content.rstrip("/")).strip("/"))
        if is_bundle
        else source.folder.removeprefix(hugo.content.rstrip("/")).strip("/"),
        name=name,
        fields={**defaults, **fields},
        dated=date_of(own_date) if own_date else by_name.date,
        language=language,
    )
    address = page.address(hugo, options.zone)
    aliases = [
        alias_of(text_of(alias), address) for key in ALIAS_KEYS for alias in list_of({**defaults, **fields}.get(key))
    ]
    return Post(
        source,
        _type(source, hugo, pages),
        Rewritten(source.text),
        defaults,
        address=address,
        named=by_name.date if not own_date else NO_DATE,
        name=f"{text_of(fields.get('slug')) or name}{suffix}",
        lang=language if language != hugo.language else "",
        aliases=aliases,
        guid=hugo.address.of(address) if hugo.address.url else "",
        used=_READ | frozenset(ALIAS_KEYS),
        taxonomies=[key for key in hugo.taxonomies if key not in ("tags", "categories")],
        remarks=remarks,
    )


def _held(source: Source, options: Options) -> tuple[dict[str, Data], tuple[Remark, ...]]:
    """The front matter of a page that is held back until a day: that day becomes its date."""
    written = next(
        (text_of(source.fields.get(key)) for key in ("publishDate", "publishdate") if source.fields.get(key)), ""
    )
    dated = date_of(written) if written else NO_DATE
    if not dated.is_day or not source.fields.get("date"):
        return source.fields, ()
    from_day = in_zone(dated, options.zone)[:10]
    if from_day <= options.now.astimezone(options.zone).date().isoformat():
        return source.fields, ()
    note = Noted(
        f"it is held back until {from_day}; the day becomes its date, which was {text_of(source.fields['date'])}"
    )
    return {**source.fields, "date": written}, (note,)


def _with_texts(posts: list[Post]) -> list[Post]:
    """The pages with their shortcodes replaced."""
    texts = Texts({post.source.path: post.address for post in posts})
    done = []
    for post in posts:
        path = post.source.path

        def leads(wanted: str, path: str = path) -> str:
            name, mark, fragment = wanted.partition("#")
            if not name:
                return f"{mark}{fragment}"
            key = texts.key_of(name, path)
            return f"{origin(key)}{mark}{fragment}" if key else ""

        done.append(post._replace(rewritten=shortcodes.hugo(post.source.text, post.source.line, leads)))
    return done
