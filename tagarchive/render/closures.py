"""Closures of page templates: what each page depends on besides its view, and notices about the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from jinja2 import BytecodeCache

from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.reading.disk import THEME
from tagarchive.reading.template_source import TemplateSources
from tagarchive.render.template_check import check
from tagarchive.render.templates import Templates
from tagarchive.render.word_files import FOLDER, is_catalogue, reference_of
from tagarchive.render.word_problems import faults, former_words, notices, used_catalogues


def closures_of(
    sources: TemplateSources, languages: Collection[str], compiled: BytecodeCache | None = None
) -> tuple[dict[str, frozenset[str]], tuple[Problem, ...]]:
    """The closure of each page's template, and notices about unused templates and missing words.

    `languages` are those of the site; none if they are unknown. `compiled` keeps what is compiled. Raises `SiteError`
    with every fault of a template and of the words of the site.
    """
    reference = reference_of(sources)
    problems = {*former_words(sources), *faults(sources, reference)}
    if problems:
        raise SiteError(*sorted(problems))
    closures = check(sources, Templates(sources, compiled).parse(), reference)
    words = used_catalogues(sources, languages)
    closures = {name: names - {FOLDER} | words if FOLDER in names else names for name, names in closures.items()}
    return closures, (*unused(sources, closures), *notices(sources, reference, languages))


def unused(sources: TemplateSources, closures: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Notices for templates of the site that no page uses. Templates of the theme are ignored."""
    used = frozenset(chain.from_iterable(closures.values()))
    for name, source in sorted(sources.items()):
        if name not in used and not is_catalogue(name) and not source.path.startswith(THEME):
            yield Problem(
                Location(source.path),
                "unused-template",
                "found a template that no page uses",
                did_you_mean(name, used, few=0),
            )
