"""Data of folders and texts of Eleventy: JSON is read; of code only plain values are, and nothing is run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime

from tagarchive.core.errors import SiteError
from tagarchive.core.text import decode
from tagarchive.importing.generators.front_matter import Fields, json_data, list_of, mapping_of, text_of, yaml_data
from tagarchive.importing.generators.permalinks import dashed
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.items import Found, Noted, Remarked
from tagarchive.importing.inputs.private_data import Data

_OUTPUT = re.compile(r"\{\{-?\s*(?P<value>[^{}]*?)\s*-?\}\}")
_STRFTIME = re.compile(r"%-?([a-zA-Z])|\b(yyyy|YYYY|LL|MM|dd|DD|yy|YY)\b")


class FolderData:
    """The data that folders and files beside texts give them.

    Attributes:
        files_of_data: the files that were read
        remarks: what is to be said of them

    """

    def __init__(self, files: Files, names: frozenset[str]) -> None:
        self.files_of_data: set[str] = set()
        self.remarks: list[Found] = []
        self._data: dict[str, dict[str, Data]] = {}
        stems = {posixpath.splitext(name)[0] for name in names}
        for name in sorted(names):
            key = _key(name, names, stems)
            if key is not None:
                self.files_of_data.add(name)
                self._data[key] = {**self._data.get(key, {}), **self._read(files, name)}

    def _read(self, files: Files, name: str) -> dict[str, Data]:
        try:
            text = decode(files.data(name), name)[0]
            if name.endswith(".json"):
                return mapping_of(json_data(text, name))
            if name.endswith((".yaml", ".yml")):
                return mapping_of(yaml_data(text, name))
        except SiteError as error:
            problem = error.problems[0]
            self.remarks.append(
                Remarked(name, Noted(f"this data can't be read: {problem.message}", problem.where.line))
            )
            return {}
        self.remarks.append(Remarked(name, Noted("this data is code; only its plain values are read")))
        return _plain_values(text)

    def of(self, path: str) -> Fields:
        """The data of a text from its folders, the outer ones first, and from a file beside it."""
        merged: dict[str, Data] = {}
        folders = posixpath.dirname(path).split("/")
        for at in range(1, len(folders) + 1):
            merged = _merged(merged, self._data.get("/".join(folders[:at]), {}))
        return _merged(merged, self._data.get(posixpath.splitext(path)[0], {}))


def _key(name: str, names: frozenset[str], stems: set[str]) -> str | None:
    """The folder or the text, without its ending, that a file gives data to; None for other files."""
    folder, base = posixpath.split(name)
    found = re.fullmatch(r"(?P<stem>.+?)(?P<mark>\.11tydata)?\.(?:json|ya?ml|[cm]?js)", base)
    if found is None or (not found["mark"] and not base.endswith(".json")):
        return None
    if found["stem"] == posixpath.basename(folder):
        return folder
    text = posixpath.join(folder, found["stem"])
    is_beside = any(f"{text}{ending}" in names for ending in (".md", ".markdown", ".njk", ".liquid", ".html"))
    return text if is_beside or (found["mark"] and text in stems) else None


def _plain_values(code: str) -> dict[str, Data]:
    """The values of keys that stand in code as texts, or as lists of texts."""
    values: dict[str, Data] = {}
    for found in re.finditer(
        r"(?<![\w.])[\"']?(?P<key>\w+)[\"']?\s*:\s*(?P<sign>[\"'`])(?P<text>[^\"'`\n]*)(?P=sign)", code
    ):
        if "${" not in found["text"]:
            values.setdefault(found["key"], found["text"])
    for found in re.finditer(r"(?<![\w.])[\"']?(?P<key>\w+)[\"']?\s*:\s*\[(?P<items>[^\][{}()]*)\]", code):
        values.setdefault(found["key"], list[Data](re.findall(r"[\"'`]([^\"'`]*)[\"'`]", found["items"])))
    return {
        key: value
        for key, value in values.items()
        if key in ("permalink", "tags", "author", "authors", "lang", "layout")
    }


def _merged(first: Mapping[str, Data], second: Mapping[str, Data]) -> dict[str, Data]:
    """Data with further data over it; tags are added."""
    merged = {**first, **second}
    if first.get("tags") and second.get("tags"):
        merged["tags"] = [*list_of(first["tags"]), *list_of(second["tags"])]
    return merged


def permalink(pattern: str, values: Mapping[str, str], moment: datetime | None) -> str:
    """An address of a template such as `/log/{{ page.fileSlug }}/`; empty if only the site's own code knows it."""
    unknown = False

    def filled(found: re.Match[str]) -> str:
        nonlocal unknown
        value = _value(found["value"], values, moment)
        unknown = unknown or value is None
        return value or ""

    path = _OUTPUT.sub(filled, pattern)
    if unknown or "{%" in path or "{{" in path or "${" in path:
        return ""
    return re.sub(r"/{2,}", "/", re.sub(r"(?:^|/)index\.html$", "/", f"/{path.lstrip('/')}"))


def _value(expression: str, values: Mapping[str, str], moment: datetime | None) -> str | None:
    first, *filters = (part.strip() for part in expression.split("|"))
    literal = re.fullmatch(r"[\"'](.*)[\"']", first)
    if first in ("page.date", "date"):
        return _date(filters, moment)
    value = literal[1] if literal else values.get(first)
    for name in (re.split(r"[:(\s]", written)[0] for written in filters):
        if value is None:
            return None
        if name in ("slug", "slugify", "slugifyString", "kebab"):
            value = dashed(value)
        elif name in ("lower", "downcase"):
            value = value.lower()
        elif name not in ("safe", "url", "string", "trim", "strip"):
            return None
    return value


def _date(filters: list[str], moment: datetime | None) -> str | None:
    """A date in the form that one filter states, in the signs of strftime or of Luxon."""
    form = re.search(r"[\"']([^\"']+)[\"']", filters[0]) if len(filters) == 1 else None
    if moment is None or form is None or not _STRFTIME.search(form[1]):
        return None
    year, month, day = f"{moment.year}", f"{moment.month:02}", f"{moment.day:02}"
    signs = {"Y": year, "m": month, "d": day, "y": year[2:], "yyyy": year, "YYYY": year, "LL": month, "MM": month}
    signs |= {"dd": day, "DD": day, "yy": year[2:], "YY": year[2:], "e": f"{moment.day}", "B": moment.strftime("%B")}
    text = _STRFTIME.sub(lambda found: signs.get(found[1] or found[2], "%"), form[1])
    return None if "%" in text else text


def permalink_of(fields: Fields) -> tuple[str, bool]:
    """The template of the address of a text, and False if the text has no page."""
    written = fields.get("permalink")
    inner = mapping_of(written)
    value = text_of(inner.get("build") or inner.get("server") or written)
    return ("", False) if value == "false" else (value, True)
