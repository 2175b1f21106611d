"""The sandbox in which templates run: Jinja's, with fewer steps for what templates do most often.

Templates from third parties can't reach Python. What a template may read, call and print is the same as in the sandbox
of Jinja.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from functools import cached_property
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from tagarchive.render import filters
from tagarchive.render.words import Phrase


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
        self.write("environment.included(")
        self.visit(node.template, frame)
        self.write(f", context, {self.dump_local_context(frame)})")
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


class _Included(Context):
    """The context of an included template: that of Jinja, without what only pages with blocks and imports need."""

    def __init__(self, around: Context, template: jinja2.Template, seen: dict[str, Any]) -> None:
        self.parent = around.parent
        self.vars = seen
        self.environment = around.environment
        self.exported_vars = set()
        self.globals_keys = set()
        self.name = template.name
        self.blocks = {name: [block] for name, block in template.blocks.items()} if template.blocks else {}

    @cached_property
    def eval_ctx(self) -> EvalContext:  # type: ignore[override]
        return EvalContext(self.environment, self.name)


class SandboxedEnvironment(ImmutableSandboxedEnvironment):
    """A sandboxed environment: templates from third parties can't reach Python."""

    code_generator_class = _Generator
    escaped = staticmethod(filters.escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.fields = _Fields()
        self._included: dict[str, jinja2.Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template, as one dictionary: each include walks through them."""
        return {**self.globals, **(d or {})}

    def included(self, name: str, context: Context, local: Mapping[str, Any]) -> str:
        """The text of an included template, which sees the variables of the one around it."""
        template = self._included.get(name) or self._included.setdefault(name, self.get_template(name))
        seen = context.vars.copy()
        for variable, value in local.items():
            if value is not missing:
                seen[variable] = value
        return self.concat(template.root_render_func(_Included(context, template, seen)))

    def call(self, context: Context, function: Any, /, *values: Any, **named: Any) -> Any:
        """The result of a call in a template. Words and macros, which are safe, are called without a check."""
        kind = type(function)
        if kind is Phrase:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return function(*values, **named)
        if kind is Macro:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
            return function(context.eval_ctx, *values, **named)
        return super().call(context, function, *values, **named)

    def getitem(self, value: Any, argument: Any) -> Any:
        """An item of a value, or a field of a view, as filters read it: `map(attribute="title")`."""
        if type(argument) is str and argument in self.fields[value.__class__]:
            return getattr(value, argument)
        return super().getitem(value, argument)
