"""Faults in the catalogues of a site, and notices about words that it lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.reading.field_types import language as checked_language
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.node import Node
from tagarchive.reading.template_source import TemplateSources
from tagarchive.reading.toml_reader import toml_node
from tagarchive.render.locales import fallbacks, lone_categories, plural_categories
from tagarchive.render.word_files import (
    FOLDER,
    OWN,
    REFERENCE,
    Forms,
    catalogue_sources,
    catalogues_of,
    is_catalogue,
    language_of,
    parts_of,
    shape_of,
)
from tagarchive.render.words import NUMBER

_FORMER = "_words.html"
_SHOWN = 8


def former_words(sources: TemplateSources) -> Iterator[Problem]:
    """The problem of a site whose words are in a template, as they were before there were catalogues."""
    if _FORMER in sources:
        message = "found the words of the theme in a template, expected them in words/, a file for each language"
        hint = "write the words that differ into words/LANG.toml, such as words/fa.toml, and delete this file"
        yield Problem(Location(sources[_FORMER].path, 1), "former-words", message, hint)


def faults(sources: TemplateSources, reference: Mapping[str, Forms]) -> Iterator[Problem]:
    """The faults in the catalogues of the site. Those of the theme have none."""
    for name, source in catalogue_sources(sources):
        if name.startswith(FOLDER):
            yield from _named(name, source.path)
            try:
                tree = toml_node(source.text, source.path)
            except SiteError as error:
                yield from error.problems
            else:
                yield from _Check(language_of(name), reference).table(tree, "")


def _named(name: str, path: str) -> Iterator[Problem]:
    """The problem of a catalogue whose name is not that of a language."""
    stem = name.removeprefix(FOLDER)
    try:
        checked_language(stem.removesuffix(".toml"))
    except ValueError:
        is_language = False
    else:
        is_language = stem.endswith(".toml")
    if not is_language:
        message = "found a file whose name is no language tag, expected one such as fa.toml or pt-BR.toml"
        yield Problem(Location(path), "bad-words-file", message, "rename it, or move it out of words/")


class _Check:
    """A check of the words of a language.

    Attributes:
        language: the language
        reference: every word that there is
        tables: the names of all tables of words

    """

    def __init__(self, language: str, reference: Mapping[str, Forms]) -> None:
        self.language = language
        self.reference = reference
        self.tables = {key.rpartition(".")[0] for key in reference} - {""} | {OWN}

    def table(self, node: Node, prefix: str) -> Iterator[Problem]:
        if not isinstance(node.value, dict):
            yield _odd(node, "a table of words")
            return
        for name, child in node.value.items():
            key = prefix + name
            if key in self.reference:
                yield from self.word(child, key, self.reference[key])
            elif key in self.tables:
                yield from self.table(child, f"{key}.")
            else:
                yield Problem(child.named_at, "unknown-word", f"found the unknown word “{key}”", self.meant(key))

    def meant(self, key: str) -> str:
        hint = did_you_mean(key, [*self.reference, *self.tables], few=0)
        return hint or f"words that only templates of this site use stand under [{OWN}]"

    def word(self, node: Node, key: str, expected: Forms) -> Iterator[Problem]:
        shape = shape_of(expected)
        if shape.is_plural and not isinstance(node.value, dict):
            yield _odd(node, "a text for each plural form")
        elif shape.is_plural:
            yield from self.plural(node, key, expected)
        elif not isinstance(node.value, str):
            yield _odd(node, "a text in quotes")
        else:
            yield from _placeholders(node, key, shape.placeholders, frozenset())

    def plural(self, node: Node, key: str, expected: Forms) -> Iterator[Problem]:
        given = node.value if isinstance(node.value, dict) else {}
        wanted, lone = plural_categories(self.language), lone_categories(self.language)
        for category in sorted(given.keys() - wanted):
            message = f"found the plural form “{category}” of “{key}”, which {self.language} does not have"
            yield Problem(given[category].where, "bad-plural", message, did_you_mean(category, wanted))
        if missing := sorted(wanted - given.keys()):
            message = f"found “{key}” without its plural form {', '.join(missing)}"
            yield Problem(node.named_at, "bad-plural", message, f"{self.language} has {', '.join(sorted(wanted))}")
        for category, child in given.items():
            if isinstance(child.value, str):
                free = frozenset({NUMBER}) if category in lone else frozenset[str]()
                yield from _placeholders(child, key, shape_of(expected).placeholders, free)
            else:
                yield _odd(child, "a text in quotes")


def _odd(node: Node, expected: str) -> Problem:
    return Problem(node.where, "bad-value", f"found {node.found()}, expected {expected}")


def _placeholders(node: Node, key: str, wanted: frozenset[str], free: frozenset[str]) -> Iterator[Problem]:
    """Problems for placeholders that a text lacks, or has and should not. It may lack those that are `free`."""
    parts = parts_of(str(node.value))
    given = frozenset(parts[1::2])
    for name in sorted(given - wanted):
        message = f"found the placeholder {{{name}}} in “{key}”"
        hint = did_you_mean(name, wanted) if wanted else "this word has no placeholder"
        yield Problem(node.where, "bad-placeholder", message, hint)
    for name in sorted(wanted - given - free):
        yield Problem(node.where, "bad-placeholder", f"found “{key}” without its placeholder {{{name}}}")
    if any(mark in text for text in parts[::2] for mark in "{}"):
        message = f"found a brace in “{key}” that belongs to no placeholder"
        yield Problem(node.where, "bad-placeholder", message, "a placeholder reads {name}")


def notices(sources: TemplateSources, reference: Mapping[str, Forms], languages: Collection[str]) -> Iterator[Problem]:
    """Notices about words that a language of the site lacks, and about catalogues of no language of the site."""
    catalogues = catalogues_of(catalogue_sources(sources))
    for language in languages:
        known = set(chain.from_iterable(catalogues.get(tag, ()) for tag in fallbacks(language)))
        if missing := sorted(reference.keys() - known):
            message = f"found no words in {language} for {_shown(missing)}; English stands in"
            hint = f"write them in words/{language}.toml"
            yield Problem(Location(_file(sources, language)), "missing-words", message, hint)
    used = _used(languages)
    for name, source in catalogue_sources(sources):
        if languages and name.startswith(FOLDER) and language_of(name) not in used:
            message = f"found words in {language_of(name)}, which is no language of the site"
            yield Problem(Location(source.path), "unused-words", message, did_you_mean(language_of(name), languages))


def _shown(keys: list[str]) -> str:
    """Some keys, and how many more there are."""
    more = len(keys) - _SHOWN
    return ", ".join(keys[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _used(languages: Collection[str]) -> set[str]:
    """The languages whose words stand on pages in some languages."""
    return {REFERENCE, *chain.from_iterable(map(fallbacks, languages))}


def _file(sources: TemplateSources, language: str) -> str:
    """The catalogue of the site for a language, or else the config, which names the language."""
    names = (name for name in sources if name.startswith(FOLDER) and language_of(name) == language.lower())
    return next((sources[name].path for name in names), CONFIG_FILE)


def used_catalogues(names: Collection[str], languages: Collection[str]) -> frozenset[str]:
    """The names of the catalogues that pages in some languages depend on; all, if the languages are unknown."""
    used = _used(languages)
    return frozenset(name for name in names if is_catalogue(name) and (not languages or language_of(name) in used))
