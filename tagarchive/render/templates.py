"""Templates: a snapshot of their sources, and the pages they make of views.

Templates render from the texts that were read, never from disk. They see a view and pure filters: no clock, no chance,
no environment, and no way to Python's own objects, since a theme may be somebody else's. Everything is escaped; a view
holds `Html` where a text is HTML already, so there is no `safe` filter to misuse.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.documents import TemplateSources
from tagarchive.render import filters
from tagarchive.views.pages import Page

GLOBALS = ("range", "namespace", "cycler", "joiner")
"""What templates may call besides filters."""

_PACKAGE = Path(__file__).parent.parent

_FAILURES = (
    jinja2.TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, AssertionError,
    RecursionError, MemoryError,
)  # fmt: skip
"""What a template that is wrong may raise."""


class Templates:
    """A snapshot of templates, ready to render."""

    def __init__(self, sources: TemplateSources) -> None:
        self.sources = sources
        self._environment = environment_of(sources)

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
                problems.append(Problem(source.location(error.lineno), "template-syntax", what))
            except (*_FAILURES, SyntaxError) as error:
                problems.append(
                    Problem(Location(path), "template-syntax", f"found a template that can't be compiled: {error}")
                )
        if problems:
            raise SiteError(*problems)
        return trees

    def _problem(self, error: Exception) -> Problem:
        """The fault of a template that failed while it rendered; a fault of our own code is raised as it is."""
        frames = traceback.extract_tb(error.__traceback__)
        paths = {source.path: source for source in self.sources.values()}
        last = Path(frames[-1].filename)
        if last.is_relative_to(_PACKAGE) and last != Path(filters.__file__):
            raise error
        frame = next(frame for frame in reversed(frames) if frame.filename in paths)
        return Problem(
            paths[frame.filename].location(frame.lineno or 0), "template-fails", f"found a template that fails: {error}"
        )


class _Fields(dict[type, frozenset[str]]):
    """The names that templates may read from a value without a further look, by its class: all of a view."""

    def __missing__(self, kind: type) -> frozenset[str]:
        names = (name for name in dir(kind) if not name.startswith("_")) if issubclass(kind, msgspec.Struct) else ()
        self[kind] = frozenset(names)
        return self[kind]


class _Generator(CodeGenerator):
    """Compiles templates so that a field of a view is read in place, and what is Python's own is refused.

    The sandbox looks at each access to an attribute when it happens, which more than doubles the time of a page.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (a method of Jinja's)
        if node.attr.startswith("_"):
            self.fail(f"“{node.attr}” is Python's own, and no template reaches it", node.lineno)
        self.write(f"(value.{node.attr} if {node.attr!r} in environment.fields[(value := ")
        self.visit(node.node, frame)
        self.write(f").__class__] else environment.getattr(value, {node.attr!r}))")


class _Environment(ImmutableSandboxedEnvironment):
    """An environment from which nothing leads to Python: a template may be somebody else's."""

    code_generator_class = _Generator

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fields = _Fields()


def environment_of(sources: TemplateSources) -> jinja2.Environment:
    """An environment that knows these templates alone, and holds what it compiled of them."""

    def load(name: str) -> tuple[str, str, None] | None:
        found = sources.get(name)
        return (found.text, found.path, None) if found else None

    environment = _Environment(
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
