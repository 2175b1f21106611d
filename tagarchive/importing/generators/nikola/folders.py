"""Folders and addresses of a Nikola site, by the settings POSTS, PAGES, TRANSLATIONS and PRETTY_URLS."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from tagarchive.importing.generators.python_settings import PythonSettings
from tagarchive.importing.inputs.items import ItemType

_LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<lang>[a-z]{2,3}(?:[_-][A-Za-z]{2,4})?)")


class Rule(NamedTuple):
    """A pattern of files.

    Attributes:
        folder: folder of the files, without a slash at its end
        pattern: pattern of their names
        output: first part of their addresses
        type: what they become

    """

    folder: str
    pattern: str
    output: str
    type: ItemType


class Source(NamedTuple):
    """A text of a site.

    Attributes:
        name: its path in the input
        rule: the rule that it matches
        stem: path without ending and language
        lang: language in its name; empty for the text in the site's own language

    """

    name: str
    rule: Rule
    stem: str
    lang: str = ""


_DEFAULTS = (
    Rule("posts", "*", "posts", "article"),
    Rule("pages", "*", "", "page"),
    Rule("stories", "*", "stories", "page"),
)
_ANYWHERE = Rule("", "*", "posts", "article")


def rules_of(settings: PythonSettings, names: Iterable[str]) -> tuple[Rule, ...]:
    """The patterns of posts and pages. A folder of posts without settings and folders of Nikola holds posts alone."""
    made = [*_rules(settings.values.get("POSTS"), "article"), *_rules(settings.values.get("PAGES"), "page")]
    if made:
        return tuple(made)
    is_site = any(name.startswith(("posts/", "pages/")) for name in names)
    return _DEFAULTS if is_site or settings.file else (*_DEFAULTS, _ANYWHERE)


def _rules(value: object, kind: ItemType) -> Iterator[Rule]:
    for entry in value if isinstance(value, list | tuple) else ():
        match entry:
            case [str(pattern), output, *_] if isinstance(entry, list | tuple):
                folder, name = posixpath.split(pattern)
                # In later versions a mapping has one folder for each language.
                first = next(iter(output.values()), "") if isinstance(output, dict) else output
                yield Rule(folder.strip("/"), name, str(first).strip("/"), kind)


def sources_of(names: Iterable[str], rules: tuple[Rule, ...], settings: PythonSettings) -> dict[str, Source]:
    """The texts among the files, by path."""
    known = set(names)
    made: dict[str, Source] = {}
    for name in sorted(known):
        rule = next((rule for rule in rules if _matches(name, rule)), None)
        if rule:
            stem, ending = posixpath.splitext(name)
            lang = _language(stem, ending, known, settings)
            made[name] = Source(name, rule, stem[: -len(lang) - 1] if lang else stem, lang)
    return made


def _matches(name: str, rule: Rule) -> bool:
    folder, base = posixpath.split(name)
    return (folder == rule.folder or not rule.folder or folder.startswith(f"{rule.folder}/")) and fnmatchcase(
        base, rule.pattern
    )


def _language(stem: str, ending: str, known: set[str], settings: PythonSettings) -> str:
    """The language in the name of a translation; empty if it names none."""
    match = _LANGUAGE.fullmatch(stem)
    if not match:
        return ""
    languages = settings.values.get("TRANSLATIONS")
    if isinstance(languages, dict):
        return match["lang"] if match["lang"] in languages else ""
    return match["lang"] if f"{match['stem']}{ending}" in known else ""


def address_of(source: Source, slug: str, settings: PythonSettings, *, pretty: bool) -> str:
    """The old address of a text, as a path below that of the site."""
    folder = posixpath.dirname(source.stem)
    inner = folder.removeprefix(source.rule.folder).strip("/")
    languages = settings.values.get("TRANSLATIONS")
    prefix = languages.get(source.lang, source.lang) if isinstance(languages, dict) else source.lang
    prefix = posixpath.normpath(str(prefix)) if source.lang and prefix else ""
    parts = [part for part in (prefix, source.rule.output, inner) if part not in ("", ".")]
    path = "/".join(["", *parts, slug])
    if slug == "index":
        return f"{path.removesuffix('index')}"
    return f"{path}/" if pretty else f"{path}.html"
