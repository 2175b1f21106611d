"""Templates: a snapshot of their sources, and the environment that renders them.

Templates render from the snapshot, never from disk. They see a view and pure filters: no clock, no randomness and no
environment. They can't reach Python objects, since a theme may come from a third party. All output is escaped. A view
holds `Html` for text that is HTML already, so there is no `safe` filter to misuse.
"""

from __future__ import annotations

import traceback
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, nodes

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.template_source import TemplateSource, TemplateSources
from tagarchive.render import filters
from tagarchive.render.sandbox import SandboxedEnvironment
from tagarchive.render.word_files import catalogue_sources, is_catalogue
from tagarchive.render.words import Words, words_in
from tagarchive.views.pages import Page

GLOBALS = ("range", "namespace", "cycler", "joiner")
"""Functions that templates may call besides filters."""

_PACKAGE = Path(__file__).parent.parent

_GIVEN = ("dates.py", "filters.py", "numbers.py", "sandbox.py", "words.py")
"""Modules whose functions fail if a template gives them something odd."""

_FAILURES = (
    jinja2.TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, AssertionError,
    RecursionError, MemoryError,
)  # fmt: skip
"""Exceptions that a faulty template may raise."""


class Templates:
    """A snapshot of templates, ready to render. `compiled` holds compiled templates across processes."""

    def __init__(self, sources: TemplateSources, compiled: BytecodeCache | None = None) -> None:
        self.sources = {name: source for name, source in sources.items() if not is_catalogue(name)}
        self._catalogues = tuple(catalogue_sources(sources))
        self._words: dict[tuple[str, str], Words] = {}
        self._environment = environment_of(self.sources)
        if compiled:
            self._environment.bytecode_cache = compiled

    def render(self, view: Page, template: str) -> bytes:
        """The page that a template renders from a view. Raises `SiteError` if the template fails."""
        fields = {name: getattr(view, name) for name in view.__struct_fields__} | {"words": self.words(view)}
        try:
            return self._environment.get_template(template).render(fields).encode()
        except _FAILURES as error:
            raise SiteError(self._problem(error)) from error

    def words(self, view: Page) -> Words:
        """The words in the language of a page."""
        site = getattr(view, "site", view)
        manner = getattr(site, "language", ""), getattr(site, "digits", "")
        if manner not in self._words:
            self._words[manner] = words_in(self._catalogues, *manner)
        return self._words[manner]

    def parse(self) -> dict[str, nodes.Template]:
        """The syntax tree of every template. Raises `SiteError` with every syntax fault."""
        trees: dict[str, nodes.Template] = {}
        problems = []
        for path, source in {source.path: source for source in self.sources.values()}.items():
            names = [name for name, other in self.sources.items() if other.path == path]
            try:
                trees |= dict.fromkeys(names, self._environment.parse(source.text, names[0], path))
                self._environment.get_template(names[0])  # Unknown filters are reported at compilation only.
            except jinja2.TemplateSyntaxError as error:
                message = f"found a fault in the template: {error.message}"
                problems.append(Problem(source.location(error.lineno), "template-syntax", message))
            except (*_FAILURES, SyntaxError) as error:
                problems.append(
                    Problem(Location(path), "template-syntax", f"found a template that can't be compiled: {error}")
                )
        if problems:
            raise SiteError(*problems)
        return trees

    def _problem(self, error: Exception) -> Problem:
        """The problem for a template that failed during rendering. Raises the error again if the engine is at fault."""
        frames = traceback.extract_tb(error.__traceback__)
        paths = {source.path: source for source in self.sources.values()}
        last = Path(frames[-1].filename)
        if last.is_relative_to(_PACKAGE) and last.name not in _GIVEN:
            raise error
        frame = next(frame for frame in reversed(frames) if frame.filename in paths)
        return Problem(
            paths[frame.filename].location(frame.lineno or 0), "template-fails", f"found a template that fails: {error}"
        )


def environment_of(sources: TemplateSources) -> jinja2.Environment:
    """An environment with these templates only. It caches compiled templates."""
    return _environment_of(tuple(sources.items()))


@lru_cache(maxsize=1)  # The check compiles what is rendered next, in this process or in workers that start from it.
def _environment_of(items: tuple[tuple[str, TemplateSource], ...]) -> jinja2.Environment:
    sources = dict(items)

    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return (source.text, source.path, None) if source else None

    environment = SandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=filters.printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    environment.filters = dict(filters.FILTERS)
    environment.globals = {name: environment.globals[name] for name in GLOBALS}
    return environment
