"""Vaults of Obsidian: notes with links by name, embeds, tags in the text, comments and callouts."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from tagarchive.importing.generators.fields import DATE_KEYS, date_at, plain, terms_of
from tagarchive.importing.generators.front_matter import list_of, text_of
from tagarchive.importing.generators.markdown_text import titled
from tagarchive.importing.generators.obsidian.text import read_note
from tagarchive.importing.generators.obsidian.vault import Vault, notes_in, settings_of
from tagarchive.importing.generators.posts import Post, PostSite, found_posts
from tagarchive.importing.generators.site_config import SiteAddress
from tagarchive.importing.generators.site_files import SiteFiles
from tagarchive.importing.generators.sources import Source
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Guessed, Noted, Options, Remark, Skipped
from tagarchive.importing.inputs.private_data import Data

_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2}|\d{8})(?!\d)")
_NAMED_BY_FOLDER = frozenset({"index", "readme", "_index"})
_USED = frozenset({"permalink", "tag"})
_KANBAN = "kanban-plugin"


def recognises(files: Files) -> bool:
    """True for a folder with the settings of Obsidian."""
    return any(name.startswith(".obsidian/") for name in files.names())


def found(files: Files, options: Options) -> Iterator[Found]:
    """The notes of a vault or of a folder of notes."""
    names = list(files.names())
    sources: list[Source] = []
    for one in notes_in(files, names):
        if isinstance(one, Skipped):
            yield one
        else:
            sources.append(one)
    vault = Vault(sources, (name for name in names if not name.startswith(".")))
    breaks_lines = settings_of(files, ".obsidian/app.json").get("strictLineBreaks") != "true"
    site = PostSite(SiteAddress(), SiteFiles(files, frozenset(names), served=("",), media=options.media), options)
    titles = Counter(map(_title_key, sources))
    posts = [_post(source, vault, breaks_lines, titles[_title_key(source)] > 1) for source in sources]
    yield from found_posts(posts, site)


def _post(source: Source, vault: Vault, breaks_lines: bool, is_namesake: bool) -> Post:  # noqa: FBT001 (one caller)
    """A note as a post."""
    read = read_note(source, vault, breaks_lines=breaks_lines)
    fields, addresses = _fields(source, read.tags)
    permalink = text_of(source.fields.get("permalink")).strip()
    named, said = _named(source)
    # Notes of one name are no copies of each other: an address of its own tells each from the others.
    published = f"/{quote(posixpath.splitext(source.path)[0].replace(' ', '+'), safe='/+')}" if is_namesake else ""
    return Post(
        # What is to be said of its text is said already.
        source._replace(fields=fields, text=""),
        "article",
        read.rewritten,
        {},
        address=_path(permalink) or published,
        guess="" if permalink else "notes have the same title; these are the addresses that Obsidian Publish makes",
        named=named,
        name=_stem(source),
        title=_stem(source),
        aliases=addresses,
        used=_USED,
        words=True,
        remarks=(*said, *_kanban(source)),
    )


def _fields(source: Source, tags: Sequence[str]) -> tuple[dict[str, Data], list[str]]:
    """The front matter with the tags of the text, and the aliases that are addresses."""
    fields = dict(source.fields)
    own = [tag for key in ("tags", "tag") for tag in terms_of(fields.get(key), words=True)]
    names = [tag.lstrip("#") for tag in (*own, *tags)]
    if names:
        fields["tags"] = list[Data](names)
    aliases = [text_of(alias) for key in ("aliases", "alias") for alias in list_of(fields.get(key))]
    addresses = [alias for alias in aliases if alias.startswith("/")]
    others = list[Data]([alias for alias in aliases if alias and alias not in addresses])
    fields.pop("alias", None)
    fields.pop("aliases", None)
    return {**fields, **({"aliases": others} if others else {})}, addresses


def _named(source: Source) -> tuple[Dated, tuple[Remark, ...]]:
    """The date in the name of a daily note, if its front matter has none."""
    found = _DAY.match(source.stem)
    digits = found["day"].replace("-", "") if found else ""
    dated = date_of(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if digits else NO_DATE
    if not dated.is_day or date_at(source.fields, DATE_KEYS, "created")[1].is_day:
        return NO_DATE, ()
    return dated, (Guessed("date", dated.text, "it stands in the name of the note"),)


def _stem(source: Source) -> str:
    """The name of a note; that of its folder if it has the name of a front page."""
    folder = posixpath.basename(source.folder)
    return folder if source.stem.lower() in _NAMED_BY_FOLDER and folder else source.stem


def _title_key(source: Source) -> str:
    title = text_of(source.fields.get("title")) or plain(titled(source.text)[0]) or _stem(source)
    return " ".join(title.casefold().split())


def _path(permalink: str) -> str:
    """The address of a permalink of Obsidian Publish, with a slash at its end unless it names a file."""
    path = permalink.strip("/")
    return f"/{path}{'' if '.' in path.rpartition('/')[2] else '/'}" if path and ":" not in path else ""


def _kanban(source: Source) -> Iterator[Remark]:
    if source.fields.get(_KANBAN):
        yield Noted("it is a board of the plug-in Kanban; its cards are lists here")
