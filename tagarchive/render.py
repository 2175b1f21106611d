"""Recipes to what a file holds. A worker process sees these and template sources alone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tagarchive.errors import SiteError
from tagarchive.feeds import rss
from tagarchive.model import File
from tagarchive.recipes import CopyRecipe, FeedRecipe, Recipe, TemplateRecipe
from tagarchive.templates import Templates, TemplateSource

Made = bytes | File
"""The bytes of a file, or the file that holds them already."""

PackedSources = tuple[tuple[str, TemplateSource], ...]
"""Template sources in a form that can be told apart by value, and so remembered."""


def render_all(recipes: Sequence[Recipe], sources: PackedSources) -> list[Made | SiteError]:
    """What each recipe makes, or the error that says why a template fails on it."""
    templates = templates_of(sources)
    return [_outcome(recipe, templates) for recipe in recipes]


def _outcome(recipe: Recipe, templates: Templates) -> Made | SiteError:
    try:
        return render(recipe, templates)
    except SiteError as error:
        return error


def render(recipe: Recipe, templates: Templates) -> Made:
    """What one recipe makes. Raises `SiteError` where a template fails."""
    match recipe:
        case TemplateRecipe(page):
            return templates.render(page)
        case FeedRecipe(feed):
            return rss(feed)
        case CopyRecipe(file):
            return file


@lru_cache(maxsize=1)
def templates_of(sources: PackedSources) -> Templates:
    """Compiled once a process: a function of its argument, remembered since compiling outlasts a chunk."""
    return Templates(dict(sources))
