"""Templates: a snapshot of their sources, and the environment that renders them.

Templates render from the snapshot, never from disk. They see a view and pure filters: no clock, no randomness and no
environment. They can't reach Python objects, since a theme may come from a third party. All output is escaped. A view
holds `Html` for text that is HTML already, so there is no `safe` filter to misuse.
"""

from __future__ import annotations

import traceback
from collections.abc import MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from jinja2 import BytecodeCache, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.reading.template_source import TemplateSource, TemplateSources
from tagarchive.render import filters
from tagarchive.render.word_files import catalogue_sources, is_catalogue
from tagarchive.render.words import Words, words_in
from tagarchive.views.pages import Page

GLOBALS = ("range", "namespace", "cycler", "joiner")
"""Functions that templates may call besides filters."""

_PACKAGE = Path(__file__).parent.parent

_GIVEN = ("dates.py", "filters.py", "numbers.py", "words.py")
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


class _Fields(dict[type, frozenset[str]]):
    """The names that templates may read without a sandbox check, by class: the public attributes of a view or loop."""

    def __missing__(self, kind: type) -> frozenset[str]:
        known = issubclass(kind, msgspec.Struct | LoopContext)
        names = (name for name in dir(kind) if not name.startswith("_")) if known else ()
        self[kind] = frozenset(names)
        return self[kind]


class _Generator(CodeGenerator):
    """Compiles field access to a direct read, and refuses names that start with an underscore.

    The sandbox of Jinja checks each access at run time, which more than doubles the render time of a page. What is
    printed often, and what is included often, is compiled to fewer calls than by Jinja.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 (a method of Jinja's)
        if node.attr.startswith("_"):
            self.fail(f"“{node.attr}” is Python's own, and no template reaches it", node.lineno)
        self.write(f"(value.{node.attr} if {node.attr!r} in environment.fields[(value := ")
        self.visit(node.node, frame)
        self.write(").__class__] else ")
        if not hasattr(dict, node.attr):
            self.write(f"value[{node.attr!r}] if value.__class__ is dict and {node.attr!r} in value else ")
        self.write(f"environment.getattr(value, {node.attr!r}))")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """Compiles an include to one text: its parts would pass through all templates around it, one by one."""
        named = isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
        if not named or not node.with_context or node.ignore_missing:
            super().visit_Include(node, frame)
            return
        self.start_write(frame, node)
        self.write("concat((template := environment.get_template(")
        self.visit(node.template, frame)
        self.write(f", {self.name!r})).root_render_func(template.new_context(context.get_all(), True, ")
        self.write(f"{self.dump_local_context(frame)})))")
        self.end_write(frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._always_escapes(frame):
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._always_escapes(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)

    def _always_escapes(self, frame: Frame) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile


class _Environment(ImmutableSandboxedEnvironment):
    """A sandboxed environment: templates from third parties can't reach Python."""

    code_generator_class = _Generator
    escaped = staticmethod(filters.escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fields = _Fields()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template, as one dictionary: each include walks through them."""
        return {**self.globals, **(d or {})}


def environment_of(sources: TemplateSources) -> jinja2.Environment:
    """An environment with these templates only. It caches compiled templates."""
    return _environment_of(tuple(sources.items()))


@lru_cache(maxsize=1)  # The check compiles what is rendered next, in this process or in workers that start from it.
def _environment_of(items: tuple[tuple[str, TemplateSource], ...]) -> jinja2.Environment:
    sources = dict(items)

    def load(name: str) -> tuple[str, str, None] | None:
        source = sources.get(name)
        return (source.text, source.path, None) if source else None

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
