"""Static check of templates against their views.

A template may use the fields of its view and nothing else. The check walks a template and all templates that it
extends, includes and imports, and infers the type of each name. It reports the line of a misspelt field even in a
branch that no page currently reaches. It reports nothing where a type can't be inferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec
from jinja2 import nodes

from tagarchive.core.errors import Problem, SiteError, did_you_mean
from tagarchive.reading.documents import Extra
from tagarchive.reading.field_forms import fields_of
from tagarchive.reading.template_source import TemplateSource, TemplateSources
from tagarchive.render.template_types import Scope, constant_names, filtered_type, item_type, present
from tagarchive.render.templates import GLOBALS
from tagarchive.render.word_check import WordGroup, faults_of_call, faults_of_print
from tagarchive.render.word_files import FOLDER, Forms, Shape
from tagarchive.views.pages import Page, own_view

_ALWAYS = dict.fromkeys((*GLOBALS, "self", "super", "caller", "varargs", "kwargs"), Any)
_WORDS = "words"
_MOVED = {"_words.html": "words are in words/LANG.toml now, and a template writes {{ words.KEY }} without an import"}
"""Hints for templates that the theme had before."""


def check(
    sources: TemplateSources, trees: Mapping[str, nodes.Template], reference: Mapping[str, Forms]
) -> dict[str, frozenset[str]]:
    """The closure of each page's template: the names of the templates that it consists of, including its own.

    It has `FOLDER` if one of them uses words. Raises `SiteError` with every name, field and word that a template uses
    and its view does not have.
    """
    problems = set[Problem]()
    closures: dict[str, frozenset[str]] = {}
    always = {**_ALWAYS, _WORDS: WordGroup("", reference)}
    for name, view in _views(sources).items():
        walk = _Walk(sources, trees)
        walk.template(name, always | {field: each.type for field, each in fields_of(view).items()})
        problems |= walk.problems
        closures[name] = frozenset(walk.used)
    if problems:
        raise SiteError(*sorted(problems))
    return closures


def _views(sources: TemplateSources) -> dict[str, type[msgspec.Struct]]:
    """The view of each page's template, including templates for a single tag or free page."""
    own = {name: own_view(name) for name in sources}
    return {view.template: view for view in get_args(Page)} | {name: view for name, view in own.items() if view}


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
            elif isinstance(node, nodes.Output):
                self.output(node, scope)
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
        names = list(constant_names(node.template))
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
                _MOVED.get(names[0]) or did_you_mean(names[0], self.trees),
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
        names = [name for name in constant_names(node.template) if name in self.trees]
        for name in names:
            parents = (
                each
                for extends in self.trees[name].find_all(nodes.Extends)
                for each in constant_names(extends.template)
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
        self.bind(node.target, item_type(self.value(node.iter, scope)), inner)
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

    def output(self, node: nodes.Output, scope: Scope) -> None:
        for child in node.nodes:
            kind = self.type_of(child, scope)
            if isinstance(kind, Shape) and (message := faults_of_print(kind)):
                self.problem(child, getattr(child, "attr", ""), "bad-placeholder", message)

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
                return item_type(self.type_of(owner, scope))
            case nodes.Call(node=called):
                self.call(node, self.type_of(called, scope), scope)
            case nodes.Filter(name=name) if node.node is not None:
                self.statements([*node.args, *node.kwargs], scope)
                return filtered_type(name, self.type_of(node.node, scope))
            case nodes.Test(name="defined" | "undefined", node=nodes.Name(name=name)):
                scope.setdefault(name, Any)
            case _:
                self.statements(node.iter_child_nodes(), scope)
        return Any

    def call(self, node: nodes.Call, called: Any, scope: Scope) -> None:
        self.statements([*node.args, *node.kwargs], scope)
        if isinstance(called, Shape):
            for message, hint in faults_of_call(called, node):
                self.problem(node, getattr(node.node, "attr", ""), "bad-placeholder", message, hint)

    def name(self, node: nodes.Node, name: str, scope: Scope) -> Any:
        if name not in scope:
            known = [known for known in scope if known not in _ALWAYS]
            self.problem(
                node, name, "unknown-name", f"found the unknown name “{name}”", did_you_mean(name, known, few=0)
            )
            scope[name] = Any
        if isinstance(scope[name], WordGroup):
            self.used.add(FOLDER)
        return scope[name]

    def field(self, node: nodes.Node, owner: Any, name: str) -> Any:
        owner = present(owner)
        if isinstance(owner, WordGroup):
            found, hint = owner.member(name)
            if found is None:
                self.problem(node, name, "unknown-word", f"found the unknown word “{owner.prefix}{name}”", hint)
            return found or Any
        if not (isinstance(owner, type) and issubclass(owner, msgspec.Struct)) or owner is Extra:
            return Any
        fields = fields_of(owner)
        if name in fields or hasattr(owner, name):
            return fields[name].type if name in fields else Any
        message = f"found the unknown field “{name}” of {owner.__name__}"
        self.problem(node, name, "unknown-field", message, did_you_mean(name, fields))
        return Any
