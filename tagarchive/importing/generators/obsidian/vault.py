"""A vault of Obsidian: where links by name lead, and which files are no notes."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from tagarchive.core.errors import SiteError
from tagarchive.core.slugs import slugify
from tagarchive.importing.generators.anchors import headings_by_id
from tagarchive.importing.generators.fields import plain
from tagarchive.importing.generators.front_matter import json_data, mapping_of, text_of
from tagarchive.importing.generators.markdown_text import titled, without_code
from tagarchive.importing.generators.sources import Source, source_at
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Skipped
from tagarchive.importing.inputs.private_data import Data

NOTES = frozenset({".md", ".markdown"})
_OTHERS = {
    ".canvas": "a canvas: no text",
    ".base": "a view of notes: no text",
    ".excalidraw": "a drawing of Excalidraw: no text",
}
_TEMPLATE = re.compile(r"\{\{\s*(?:title|date|time)(?::[^{}\n]*)?\s*\}\}|<%[-_*+]?\s*(?:await\s+)?tp\.")
_BLOCK = r"(?:^|[ \t])\^{id}[ \t]*$"


class Vault:
    """The notes of a vault, and its other files, by name."""

    def __init__(self, sources: Iterable[Source], names: Iterable[str]) -> None:
        self.sources: Mapping[str, Source] = {source.path: source for source in sources}
        self._notes = _by_name((path, posixpath.splitext(path)[0]) for path in self.sources)
        self._files = _by_name((name, name) for name in names if name not in self.sources)
        self._headings: dict[str, Mapping[str, str]] = {}

    def note(self, name: str, path: str) -> str:
        """The path of the note that a link in the note at `path` names; empty if there is none."""
        stem = name.strip()
        ending = posixpath.splitext(stem)[1].lower()
        return _nearest(self._notes, stem[: -len(ending)] if ending in NOTES else stem, path)

    def file(self, name: str, path: str) -> str:
        """The path of the file that an embed or link in the note at `path` names; empty if there is none."""
        return _nearest(self._files, name.strip(), path)

    def fragment(self, path: str, heading: str) -> str | None:
        """The fragment of the heading of a note, `A#B` for B below A; None if the note has no such heading.

        The heading that becomes the title of the note has the fragment "".
        """
        ids = self._ids(path)
        return ids.get(_folded(heading.rpartition("#")[2]))

    def _ids(self, path: str) -> Mapping[str, str]:
        if path not in self._headings:
            source = self.sources[path]
            title, rest = titled(source.text)
            is_title = bool(title) and not source.fields.get("title")
            ids: dict[str, str] = {_folded(plain(title)): ""} if is_title else {}
            for id_, heading in headings_by_id(rest if is_title else source.text).items():
                ids.setdefault(_folded(plain(heading.words)), quote(id_))
            self._headings[path] = ids
        return self._headings[path]

    def has_block(self, path: str, block: str) -> bool:
        pattern = _BLOCK.format(id=re.escape(block))
        return bool(re.search(pattern, without_code(self.sources[path].text), re.MULTILINE))


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Paths by each end of their names, such as `a/b/c`, `b/c` and `c`, shorter paths first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, name in sorted(named, key=lambda entry: (entry[0].count("/"), entry[0])):
        parts = _key(name).split("/")
        for at in range(len(parts)):
            found["/".join(parts[at:])].append(path)
    return dict(found)


def _nearest(index: Mapping[str, list[str]], name: str, path: str) -> str:
    """The file with a name: that at the path, else that beside the note, else the one with the least depth."""
    folder = posixpath.dirname(path)
    relative = name.startswith(("./", "../"))
    wanted = _key(posixpath.normpath(posixpath.join(folder, name)) if relative else name.strip("/"))
    found = index.get(wanted, [])
    beside = next((one for one in found if posixpath.dirname(one) == folder), "")
    exact = next((one for one in found if wanted in (_key(one), _key(posixpath.splitext(one)[0]))), "")
    return (exact if "/" in wanted else beside) or exact or next(iter(found), "")


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _folded(heading: str) -> str:
    """A heading as links compare it: without case, marks and signs."""
    return str(slugify(heading))


def settings_of(files: Files, name: str) -> dict[str, Data]:
    """The settings in a file of JSON; none if it is not there or can't be read."""
    try:
        return mapping_of(json_data(files.data(name).decode("utf-8", "replace"), name)) if files.has(name) else {}
    except SiteError:
        return {}


def _templates(files: Files) -> tuple[str, ...]:
    """The folders of templates: of the core plug-in, of Templater, and the template of daily notes."""
    places = (
        (".obsidian/templates.json", "folder"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
        (".obsidian/daily-notes.json", "template"),
    )
    found = (text_of(settings_of(files, name).get(key)).strip("/") for name, key in places)
    return tuple(folder for folder in found if folder)


def notes_in(files: Files, names: list[str]) -> Iterator[Source | Skipped]:
    """The notes of a vault, and what is none with the reason."""
    templates = _templates(files)
    hidden = set[str]()
    for name in names:
        top = next((part for part in name.split("/") if part.startswith(".")), "")
        ending = posixpath.splitext(name)[1].lower()
        if top:
            folder = name[: name.index(top)] + top
            is_folder = folder != name
            if folder not in hidden and (is_folder or ending in NOTES):
                hidden.add(folder)
                yield Skipped(folder, _hidden(top))
        elif ending in _OTHERS:
            yield Skipped(name, _OTHERS[ending])
        elif ending in NOTES:
            source = source_at(files, name)
            reason = "" if isinstance(source, Skipped) else _reason(source, templates)
            yield Skipped(name, reason) if reason else source


def _hidden(name: str) -> str:
    if name == ".obsidian":
        return "settings of Obsidian: read, not imported"
    return "trashed: Obsidian keeps deleted notes here" if name == ".trash" else "hidden: its name begins with a dot"


def _reason(source: Source, templates: tuple[str, ...]) -> str:
    """Reason for which a file is no note; empty if it is one."""
    path = source.path
    if path.lower().endswith(".excalidraw.md") or source.fields.get("excalidraw-plugin"):
        return _OTHERS[".excalidraw"]
    bare = posixpath.splitext(path)[0]
    if any(path.startswith(f"{folder}/") or folder in (path, bare) for folder in templates):
        return "a template: the settings of the vault name its folder"
    values = " ".join(map(str, source.fields.values()))
    if _TEMPLATE.search(re.sub(r"`[^`\n]*`", "", without_code(source.text))) or _TEMPLATE.search(values):
        return "a template: it has marks such as {{title}} or {{date}}"
    return ""
