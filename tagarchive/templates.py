"""Templates: a snapshot of their sources, and the pages they make of views.

Templates render from the texts that were read, never from disk. They see a view and pure filters: no clock,
no chance, no environment. Everything is escaped; a view holds `Html` where a text is HTML already, so there
is no `safe` filter to misuse.
"""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2
from jinja2 import nodes

from tagarchive import filters
from tagarchive.errors import Location, Problem, SiteError
from tagarchive.model import TemplateSources
from tagarchive.views.pages import Page

GLOBALS = ("range", "namespace", "cycler", "joiner")
"""What templates may call besides filters."""


_FAILURES = (
    jinja2.TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, AssertionError,
    RecursionError, MemoryError,
)  # fmt: skip
"""What a template that is wrong may raise."""


class Templates:
    """A snapshot of templates, ready to render."""

    def __init__(self, sources: TemplateSources) -> None:
        self.sources = sources
        self._environment = _environment(sources)

    def render(self, view: Page, template: str) -> bytes:
        """The page that a template makes of a view. Raises `SiteError` where it fails on it."""
        fields = {name: getattr(view, name) for name in view.__struct_fields__}
        try:
            return self._environment.get_template(template).render(fields).encode()
        except _FAILURES as error:
            raise SiteError(self._problem(error)) from error

    def parse(self) -> dict[str, nodes.Template]:
        """The syntax tree of every template. Raises `SiteError` with every fault of syntax."""
        trees: dict[str, nodes.Template] = {}
        problems = []
        for path, source in {source.path: source for source in self.sources.values()}.items():
            names = [name for name, one in self.sources.items() if one.path == path]
            try:
                trees |= dict.fromkeys(names, self._environment.parse(source.text, names[0], path))
                self._environment.get_template(names[0])  # Compiles it: unknown filters come to light only then.
            except jinja2.TemplateSyntaxError as error:
                what = f"found a fault in the template: {error.message}"
                problems.append(Problem(source.location(error.lineno), what))
            except (*_FAILURES, SyntaxError) as error:
                problems.append(Problem(Location(path), f"found a template that can't be compiled: {error}"))
        if problems:
            raise SiteError(*problems)
        return trees

    def _problem(self, error: Exception) -> Problem:
        """The fault of a template that failed while it rendered; a fault of our own code is raised as it is."""
        frames = traceback.extract_tb(error.__traceback__)
        paths = {source.path: source for source in self.sources.values()}
        last = Path(frames[-1].filename)
        if last.parent.name == __package__ and last.name != Path(filters.__file__).name:
            raise error
        frame = next(frame for frame in reversed(frames) if frame.filename in paths)
        return Problem(paths[frame.filename].location(frame.lineno or 0), f"found a template that fails: {error}")


def _environment(sources: TemplateSources) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, None] | None:
        found = sources.get(name)
        return (found.text, found.path, None) if found else None

    environment = jinja2.Environment(
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
