"""Translations of an article, as its front matter names them."""

from __future__ import annotations

import msgspec

from tagarchive.core.errors import Written
from tagarchive.reading.body import Target
from tagarchive.reading.text_types import Language


class Translation(msgspec.Struct, frozen=True, kw_only=True):
    """A translation of an article that its front matter names.

    Attributes:
        lang: language of the translation
        target: article within the site, or the URL of a page elsewhere
        written: the target as the author wrote it

    """

    lang: Language
    target: Target | str
    written: Written
