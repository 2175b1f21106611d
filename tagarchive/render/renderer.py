"""Renders recipes to bytes: pages through templates, feeds and exports through writers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from operator import is_
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from tagarchive.core.digests import decoded
from tagarchive.core.errors import Location, Problem, SiteError
from tagarchive.core.field_hints import field_hints
from tagarchive.core.urls import Addresses
from tagarchive.plan.recipes import ExportRecipe, FeedRecipe, SocialCardRecipe, TemplateRecipe
from tagarchive.reading.body import Body, html_in
from tagarchive.reading.markdown.one_line import line_html
from tagarchive.render.cards.faces import Faces, FontBytes
from tagarchive.render.exports.formats import export
from tagarchive.render.templates import Templates
from tagarchive.views.common import Html, MarkdownLine, Text

S = TypeVar("S", bound=msgspec.Struct)

_MOST_REMEMBERED = 2_000
"""Maximum number of cached texts."""


class Renderer:
    """Renders recipes to bytes.

    Attributes:
        templates: the templates
        body: returns the encoded body of a document, by its path and the digest of the body
        faces: the fonts of social cards

    """

    def __init__(self, templates: Templates, body: Callable[[str, str], bytes], font: FontBytes) -> None:
        self.templates = templates
        self.body = body
        self.faces = Faces(font)
        # Many feeds show a text at one place.
        self.html = lru_cache(maxsize=_MOST_REMEMBERED)(self._html)

    def render(self, recipe: TemplateRecipe | FeedRecipe | ExportRecipe | SocialCardRecipe) -> bytes:
        """The bytes of a recipe's file. Raises `SiteError` if a template fails."""
        if isinstance(recipe, ExportRecipe):
            return export(recipe.view)
        if isinstance(recipe, SocialCardRecipe):
            # Few sites have cards.
            from tagarchive.render.cards.drawing import png  # noqa: PLC0415

            try:
                return png(recipe.view, self.faces)
            except OSError as error:
                where, hint = Location(recipe.view.title.font.path or "Pillow"), "name another font under [cards]"
                raise SiteError(Problem(where, "bad-font", f"found a font that draws no text: {error}", hint)) from None
        if isinstance(recipe, FeedRecipe):
            # Feeds need libraries that take longer to import than most edits take to render.
            from tagarchive.render.feeds.formats import feed  # noqa: PLC0415

            return feed(with_html(recipe.view, self.html))
        return self.templates.render(with_html(recipe.view, self.html), recipe.template)

    def _html(self, text: Text | MarkdownLine) -> Html:
        """The HTML of a text at its place, or of a line."""
        if isinstance(text, MarkdownLine):
            return Html(line_html(text.text, Addresses(text.base_url).href))
        return Html(html_in(decoded(self.body(text.path, text.digest), Body), text.place))


def with_html(view: S, html: Callable[[Text | MarkdownLine], Html]) -> S:
    """A view whose texts are replaced by HTML."""
    made: dict[str, Any] = {}
    for name in _text_fields(type(view)):
        value = getattr(view, name)
        if (new := _made(value, html)) is not value:
            made[name] = new
    return msgspec.structs.replace(view, **made) if made else view


def _made(value: Any, html: Callable[[Text | MarkdownLine], Html]) -> Any:
    if isinstance(value, Text | MarkdownLine):
        return html(value)
    if isinstance(value, tuple):
        made = tuple([_made(item, html) for item in value])
        return value if all(map(is_, made, value)) else made
    return with_html(value, html) if isinstance(value, msgspec.Struct) and not isinstance(value, Html) else value


@cache
def _text_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The fields of a view that may hold a text, at any depth."""
    return tuple(name for name, hint in field_hints(kind).items() if _may_hold(hint))


def _may_hold(hint: Any) -> bool:
    if hint in (Text, MarkdownLine):
        return True
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return bool(_text_fields(hint)) if hint is not Html and hint.__name__ != "Extra" else False
    return get_origin(hint) is not None and any(map(_may_hold, get_args(hint)))
