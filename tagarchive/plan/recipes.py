"""Recipes for the files of a site. A recipe holds everything that the bytes of the file depend on."""

from __future__ import annotations

import msgspec
from msgspec import structs

from tagarchive.reading.files import File
from tagarchive.reading.pictures.facts import Variant
from tagarchive.views.common import Alternate, Head, LanguageLink
from tagarchive.views.exports import Export
from tagarchive.views.feeds import FeedView
from tagarchive.views.pages import Page
from tagarchive.views.social_cards import SocialCard


class TemplateRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of a page: a view and a template.

    Attributes:
        view: the data of the page
        own: name of a template for this page alone; empty for the template of the view's class

    """

    view: Page
    own: str = ""

    @property
    def template(self) -> str:
        return self.own or self.view.template

    def with_alternates(self, alternates: tuple[Alternate, ...], languages: tuple[LanguageLink, ...]) -> TemplateRecipe:
        """The recipe of the same page with links to its other languages, for search engines and for readers."""
        head = getattr(self.view, "head", None)
        if not isinstance(head, Head):
            return self
        head = structs.replace(head, alternates=alternates, languages=languages)
        return structs.replace(self, view=structs.replace(self.view, head=head))


class FeedRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of a feed document."""

    view: FeedView


class ExportRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of an export."""

    view: Export


class SocialCardRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of a social card."""

    view: SocialCard


class CopyRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of a file that is copied unchanged from the site or the theme."""

    file: File


class PictureRecipe(msgspec.Struct, frozen=True, tag=True):
    """The recipe of a cleaned picture, or of a smaller file of one.

    Attributes:
        path: path of the picture, relative to the site's folder
        digest: SHA-256 of the picture
        variant: the smaller file; None for the picture itself
        quality: quality of the smaller file, on the scale of JPEG; 0 for the picture itself

    """

    path: str
    digest: str
    variant: Variant | None = None
    quality: int = 0


Recipe = TemplateRecipe | FeedRecipe | ExportRecipe | SocialCardRecipe | CopyRecipe | PictureRecipe

FEED, COPY, EXPORT, CARD, PICTURE = "", "=", "+", "#", "%"
"""Template names recorded for feeds, copied files, exports, social cards and pictures, which have no template."""


def template_of(recipe: Recipe) -> str:
    """Name of the template that a recipe renders, or `FEED`, `COPY`, `EXPORT`, `CARD` or `PICTURE`."""
    match recipe:
        case TemplateRecipe():
            return recipe.template
        case FeedRecipe():
            return FEED
        case ExportRecipe():
            return EXPORT
        case SocialCardRecipe():
            return CARD
        case PictureRecipe():
            return PICTURE
    return COPY
