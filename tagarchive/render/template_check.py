"""Static check of templates against their views.

A template may use the fields of its view and nothing else. The check walks a template and all templates that it
extends, includes and imports, and infers the type of each name. It reports the line of a misspelt field even in a
branch that no page currently reaches. It reports nothing where a type can't be inferred.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Union, get_args, get_origin

import msgspec
from jinja2 import BytecodeCache, nodes

from tagarchive.core.errors import Location, Problem, SiteError, did_you_mean
from tagarchive.reading.disk import THEME
from tagarchive.reading.documents import Extra
from tagarchive.reading.field_forms import fields_of
from tagarchive.reading.template_source import TemplateSource, TemplateSources
from tagarchive.render.sections import CardSection, LetterSection
from tagarchive.render.templates import GLOBALS, Templates
from tagarchive.render.translations import missing_words
from tagarchive.views.pages import Page, own_view

Scope = dict[str, Any]
"""The type of each name that a template can see; `Any` if it can't be inferred."""

_ALWAYS = dict.fromkeys((*GLOBALS, "self", "super", "caller", "varargs", "kwargs"), Any)
_SAME_ITEMS = {"sort", "reverse", "list", "unique", "select", "reject", "selectattr", "rejectattr"}
_ONE_ITEM = {"first", "last", "min", "max"}
_MADE: Scope = {"by_letter": tuple[LetterSection, ...], "in_sections": tuple[CardSection, ...]}


def closures_of(
    sources: TemplateSources, compiled: BytecodeCache | None = None
) -> tuple[dict[str, frozenset[str]], tuple[Problem, ...]]:
    """The closure of each page's template, and notices about unused templates. `compiled` keeps what is compiled.

    Raises `SiteError` with every fault of a template.
    """
    closures = check(sources, Templates(sources, compiled).parse())
    return closures, tuple(unused(sources, closures))


def check(sources: TemplateSources, trees: Mapping[str, nodes.Template]) -> dict[str, frozenset[str]]:
    """The closure of each page's template: the names of the templates that it consists of, including its own.

    Raises `SiteError` with every name and field that a template uses and its view does not have.
    """
    problems: set[Problem] = set(missing_words(sources, trees))
    closures: dict[str, frozenset[str]] = {}
    for name, view in _views(sources).items():
        walk = _Walk(sources, trees)
        walk.template(name, _ALWAYS | {field: each.type for field, each in fields_of(view).items()})
        problems |= walk.problems
        closures[name] = frozenset(walk.used)
    if problems:
        raise SiteError(*sorted(problems))
    return closures


def _views(sources: TemplateSources) -> dict[str, type[msgspec.Struct]]:
    """The view of each page's template, including templates for a single tag or free page."""
    own = {name: own_view(name) for name in sources}
    return {view.template: view for view in get_args(Page)} | {name: view for name, view in own.items() if view}


def unused(sources: TemplateSources, closures: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
    """Notices for templates of the site that no page uses. Templates of the theme are ignored."""
    used = frozenset(chain.from_iterable(closures.values()))
    for name, source in sorted(sources.items()):
        if name not in used and not source.path.startswith(THEME):
            yield Problem(
                Location(source.path),
                "unused-template",
                "found a template that no page uses",
                did_you_mean(name, used, few=0),
            )


class _Walk:
    """A walk over a page's template and the templates that it uses.

    Attributes:
        sources: the sources of all templates
        trees: the syntax trees of all templates
        problems: the faults
        used: names of the visited templates
        open: names of the templates on the path to the current one

    """

    def __init__(self, sources: TemplateSources, trees: Mapping[str, nodes.Template]) -> None:
        self.sources = sources
        self.trees = trees
        self.problems: set[Problem] = set()
        self.used: set[str] = set()
        self.open: list[str] = []

    def template(self, name: str, scope: Scope) -> None:
        self.used.add(name)
        self.open.append(name)
        self.statements(self.trees[name].body, scope)
        self.open.pop()

    @property
    def source(self) -> TemplateSource:
        return self.sources[self.open[-1]]

    def problem(self, node: nodes.Node, word: str, code: str, message: str, hint: str = "") -> None:
        self.problems.add(Problem(self.source.location(node.lineno, word), code, message, hint))

    # Statements.

    def statements(self, items: Iterable[nodes.Node], scope: Scope) -> None:
        for node in items:
            if isinstance(node, nodes.Expr):
                self.type_of(node, scope)
            else:
                self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Extends():
                self.pulled_in(node, scope)
                self.blocks(node)
            case nodes.Include():
                self.pulled_in(node, dict(scope))
            case nodes.Import() | nodes.FromImport():
                self.imported(node, scope)
            case nodes.For():
                self.loop(node, scope)
            case nodes.Assign():
                self.bind(node.target, self.value(node.node, scope), scope)
            case nodes.AssignBlock():
                self.bind(node.target, Any, scope)
                self.statements(node.body, dict(scope))
            case nodes.With():
                self.with_block(node, scope)
            case nodes.Macro() | nodes.CallBlock():
                self.macro(node, scope)
            case nodes.Block():
                self.statements(node.body, dict(scope))
            case _:
                self.statements(node.iter_child_nodes(), scope)

    def pulled_in(self, node: nodes.Extends | nodes.Include | nodes.Import | nodes.FromImport, scope: Scope) -> None:
        names = list(_constant_names(node.template))
        if not names:
            message = "found a template whose name is computed, expected a name in quotes"
            self.problem(node, "", "dynamic-include", message, 'name the choices: {% include ["a.html", "b.html"] %}')
        there = [name for name in names if name in self.trees]
        if names and not there and not getattr(node, "ignore_missing", False):
            self.problem(
                node,
                names[0],
                "missing-template",
                f"found no template “{names[0]}”",
                did_you_mean(names[0], self.trees),
            )
        for name in there:
            if name in self.open:
                self.problem(
                    node,
                    name,
                    "template-circle",
                    f"found “{name}” inside itself",
                    "the theme's own is “theme/" + name + "”",
                )
            else:
                self.template(name, scope)

    def blocks(self, node: nodes.Extends) -> None:
        """Reports blocks that no parent template defines. They would never be rendered."""
        parents = {block.name for name in self.ancestry(node) for block in self.trees[name].find_all(nodes.Block)}
        for block in self.trees[self.open[-1]].body:
            if isinstance(block, nodes.Block) and block.name not in parents:
                message = f"found the block “{block.name}”, which the template that is extended does not have"
                self.problem(block, block.name, "unknown-block", message, did_you_mean(block.name, parents))

    def ancestry(self, node: nodes.Extends) -> list[str]:
        """The parent templates at any level."""
        names = [name for name in _constant_names(node.template) if name in self.trees]
        for name in names:
            parents = (
                each
                for extends in self.trees[name].find_all(nodes.Extends)
                for each in _constant_names(extends.template)
            )
            names += [parent for parent in parents if parent in self.trees and parent not in names]
        return names

    def imported(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> None:
        self.pulled_in(node, dict(scope) if node.with_context else dict(_ALWAYS))
        if isinstance(node, nodes.Import):
            scope[node.target] = Any
        else:
            scope.update({name if isinstance(name, str) else name[1]: Any for name in node.names})

    def loop(self, node: nodes.For, scope: Scope) -> None:
        inner = scope | {"loop": Any}
        self.bind(node.target, _item(self.value(node.iter, scope)), inner)
        self.statements([*([node.test] if node.test else []), *node.body], inner)
        self.statements(node.else_, dict(scope))

    def with_block(self, node: nodes.With, scope: Scope) -> None:
        inner = dict(scope)
        for target, value in zip(node.targets, node.values, strict=True):
            self.bind(target, self.value(value, scope), inner)
        self.statements(node.body, inner)

    def macro(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        if isinstance(node, nodes.Macro):
            scope[node.name] = Any
        else:
            self.value(node.call, scope)
        self.statements(node.defaults, scope)
        self.statements(node.body, scope | {argument.name: Any for argument in node.args})

    def bind(self, target: nodes.Node, kind: Any, scope: Scope) -> None:
        for name in target.find_all(nodes.Name):
            scope[name.name] = Any
        if isinstance(target, nodes.Name):
            scope[target.name] = kind

    # Expressions.

    def value(self, node: nodes.Node, scope: Scope) -> Any:
        return self.type_of(node, scope) if isinstance(node, nodes.Expr) else Any

    def type_of(self, node: nodes.Expr, scope: Scope) -> Any:
        match node:
            case nodes.Name(name=name):
                return self.name(node, name, scope)
            case nodes.Getattr(node=owner, attr=attribute):
                return self.field(node, self.type_of(owner, scope), attribute)
            case nodes.Getitem(node=owner, arg=nodes.Const(value=str(key))):
                return self.field(node, self.type_of(owner, scope), key)
            case nodes.Getitem(node=owner):
                return _item(self.type_of(owner, scope))
            case nodes.Filter(name=name) if node.node is not None:
                self.statements([*node.args, *node.kwargs], scope)
                return _filtered(name, self.type_of(node.node, scope))
            case nodes.Test(name="defined" | "undefined", node=nodes.Name(name=name)):
                scope.setdefault(name, Any)
            case _:
                self.statements(node.iter_child_nodes(), scope)
        return Any

    def name(self, node: nodes.Node, name: str, scope: Scope) -> Any:
        if name not in scope:
            known = [known for known in scope if known not in _ALWAYS]
            self.problem(
                node, name, "unknown-name", f"found the unknown name “{name}”", did_you_mean(name, known, few=0)
            )
            scope[name] = Any
        return scope[name]

    def field(self, node: nodes.Node, owner: Any, name: str) -> Any:
        owner = _present(owner)
        if not (isinstance(owner, type) and issubclass(owner, msgspec.Struct)) or owner is Extra:
            return Any
        fields = fields_of(owner)
        if name in fields or hasattr(owner, name):
            return fields[name].type if name in fields else Any
        message = f"found the unknown field “{name}” of {owner.__name__}"
        self.problem(node, name, "unknown-field", message, did_you_mean(name, fields))
        return Any


def _constant_names(template: nodes.Expr) -> Iterator[str]:
    if isinstance(template, nodes.Const) and isinstance(template.value, str):
        yield template.value
    elif isinstance(template, nodes.List | nodes.Tuple):
        for item in template.items:
            yield from _constant_names(item)


def _present(kind: Any) -> Any:
    """`X` of `X | None`."""
    if get_origin(kind) in (Union, types.UnionType):
        rest = [member for member in get_args(kind) if member is not types.NoneType]
        return rest[0] if len(rest) == 1 else Any
    return kind


def _item(kind: Any) -> Any:
    kind = _present(kind)
    return get_args(kind)[0] if get_origin(kind) is tuple else Any


def _filtered(name: str, kind: Any) -> Any:
    return kind if name in _SAME_ITEMS else _item(kind) if name in _ONE_ITEM else _MADE.get(name, Any)
