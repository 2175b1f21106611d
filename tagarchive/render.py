"""Recipes to files in the stage. A worker process takes orders and has a workshop: all that it needs to fill them."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from tagarchive.body import Body, html_in
from tagarchive.digests import decoded, digest_of_bytes
from tagarchive.disk import file_at
from tagarchive.errors import SiteError
from tagarchive.feeds import feed
from tagarchive.model import TemplateSource
from tagarchive.output import digest_at, telling
from tagarchive.reasons import parts_of
from tagarchive.recipes import CopyRecipe, FeedRecipe, Recipe, TemplateRecipe
from tagarchive.store import Bodies
from tagarchive.templates import Templates
from tagarchive.views.parts import Html, Text

S = TypeVar("S", bound=msgspec.Struct)

PackedSources = tuple[tuple[str, TemplateSource], ...]
"""Template sources in a form that can be told apart by value, and so remembered."""


class Order(NamedTuple):
    """One file to make: its recipe, encoded, and the name that it gets in the stage if it is not what is published.

    `published` is the SHA-256 of the published file, or nothing where only reading the file at `place` tells.
    """

    recipe: bytes
    published: str
    place: str
    staged: str


class Made(NamedTuple):
    """A file that was made: its SHA-256, whether it differs from the published one, and the parts of its view."""

    digest: str
    differs: bool
    parts: bytes


class Workshop(NamedTuple):
    """What recipes are made with: the site's folder, its store and its templates; `stage` is where files go, if any."""

    root: str
    store: str
    stage: str
    templates: PackedSources


def make_all(orders: Sequence[Order], workshop: Workshop) -> list[Made | SiteError]:
    """What each order asks for, or the error that says why a template fails on it."""
    with closing(Bodies(workshop.store)) as bodies:
        maker = Maker(workshop, Renderer(_templates(workshop.templates), bodies.body))
        return [maker.outcome(order) for order in orders]


@lru_cache(maxsize=1)
def _templates(sources: PackedSources) -> Templates:
    """Compiled once a process: a function of its argument, remembered since compiling outlasts a chunk."""
    return Templates(dict(sources))


_RECIPES = msgspec.msgpack.Decoder(tuple[str, Recipe])


class Renderer:
    """Turns a few recipes into bytes; `body` is the encoded body of a document, by its path and that body's digest."""

    def __init__(self, templates: Templates, body: Callable[[str, str], bytes]) -> None:
        self.templates = templates
        self.body = body
        self._made: dict[Text, Html] = {}

    def render(self, recipe: TemplateRecipe | FeedRecipe) -> bytes:
        """The bytes that a recipe makes. Raises `SiteError` where a template fails."""
        if isinstance(recipe, FeedRecipe):
            return feed(with_html(recipe.view, self.html))
        return self.templates.render(with_html(recipe.view, self.html), recipe.template)

    def html(self, text: Text) -> Html:
        """The text at its place; remembered, since many feeds show it at one."""
        if text not in self._made:
            self._made[text] = Html(html_in(decoded(self.body(text.path, text.digest), Body), text.place))
        return self._made[text]


class Maker:
    """Makes files in one workshop."""

    def __init__(self, workshop: Workshop, renderer: Renderer) -> None:
        self.workshop = workshop
        self.renderer = renderer

    def outcome(self, order: Order) -> Made | SiteError:
        recipe = _RECIPES.decode(order.recipe)[1]
        try:
            if isinstance(recipe, CopyRecipe):
                return self.copied(recipe, order)
            return self.written(self.renderer.render(recipe), parts_of(recipe.view), order)
        except SiteError as error:
            return error

    def written(self, data: bytes, parts: bytes, order: Order) -> Made:
        digest = digest_of_bytes(data)
        differs = digest != _published(order)
        if differs and self.workshop.stage:
            staged = Path(self.workshop.stage, order.staged)
            with telling(staged):
                staged.write_bytes(data)
        return Made(digest, differs, parts)

    def copied(self, recipe: CopyRecipe, order: Order) -> Made:
        source = file_at(Path(self.workshop.root), recipe.file.path)
        with telling(source), source.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
            differs = digest != _published(order)
            if differs and self.workshop.stage:
                shutil.copyfile(source, os.path.join(self.workshop.stage, order.staged))
        return Made(digest, differs, b"")


def _published(order: Order) -> str:
    """The SHA-256 of the published file; nothing where there is none."""
    return order.published or digest_at(order.place)


def with_html(view: S, html: Callable[[Text], Html]) -> S:
    """A view with HTML in place of every text that was left to be made."""
    found = {name: _made(getattr(view, name), html) for name in _text_fields(type(view))}
    return msgspec.structs.replace(view, **found) if found else view


def _made(value: Any, html: Callable[[Text], Html]) -> Any:
    if isinstance(value, Text):
        return html(value)
    if isinstance(value, tuple):
        return tuple(_made(one, html) for one in value)
    return with_html(value, html) if isinstance(value, msgspec.Struct) and not isinstance(value, Html) else value


@cache
def _text_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a view that may hold a text, at whatever depth."""
    return tuple(
        name for name, hint in get_type_hints(kind).items() if name in kind.__struct_fields__ and _may_hold(hint)
    )


def _may_hold(hint: Any) -> bool:
    if hint is Text:
        return True
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return bool(_text_fields(hint)) if hint is not Html and hint.__name__ != "Extra" else False
    return get_origin(hint) is not None and any(map(_may_hold, get_args(hint)))
