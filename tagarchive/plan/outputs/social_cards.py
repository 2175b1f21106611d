"""Social cards: a picture of each article, each tag and the site, for places where somebody posts a link to it.

A card of a tag does not tell how many articles the tag has, so that a new article changes no card but its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from tagarchive.archive.model import Archive, PlacedDocument, PlacedTermText
from tagarchive.core import urls
from tagarchive.core.colours import mixed
from tagarchive.core.digests import joined
from tagarchive.core.errors import Location, Problem
from tagarchive.core.urls import Address
from tagarchive.plan.planned_files import FileKind, Keyed, PlannedFile
from tagarchive.plan.recipes import SocialCardRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.card_fonts import CardFonts, SetText, needs_shaping
from tagarchive.reading.documents import Article
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.theme_options import FADED
from tagarchive.views.social_cards import SocialCard

ORIGIN = "a social card"


class TagOnCard(NamedTuple):
    """Data about a tag on its card.

    Attributes:
        name: name of the tag
        text: the text about the tag, if any

    """

    name: str
    text: PlacedTermText | None

    @property
    def key(self) -> str:
        return joined(self.name, self.text.key if self.text else "")


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    if site.fonts is None:
        return
    if site.fonts.shows(site.config.title):
        yield _planned(archive.own(urls.HOME), of_site)
    for placed in (*archive.articles, *archive.copies):
        if site.fonts.shows(placed.document.title):
            yield _planned(placed.address, of_article, placed)
    for tag in archive.tags:
        if site.fonts.shows(tag.name):
            yield _planned(tag.address, of_tag, TagOnCard(tag.name, tag.text))


def _planned(page: Address, make: Callable[..., SocialCardRecipe], *parts: Keyed) -> PlannedFile:
    return PlannedFile(urls.out_path(urls.social_card(page)), make, parts, ORIGIN, kind=FileKind.FILE)


def of_article(site: SiteContext, placed: PlacedDocument[Article]) -> SocialCardRecipe:
    source = placed.source.name if placed.source else ""
    article = placed.document
    card = _card(site, "article", article.title, lang=article.lang or "")
    return SocialCardRecipe(replace(card, date=article.date, source=_set(site, source)))


def of_tag(site: SiteContext, tag: TagOnCard) -> SocialCardRecipe:
    document = tag.text.document if tag.text else None
    card = _card(site, "tag", tag.name, lang=(document.lang or "") if document else "")
    return SocialCardRecipe(replace(card, text=_set(site, document.summary if document else "")))


def of_site(site: SiteContext) -> SocialCardRecipe:
    card = _card(site, "site", site.config.title, lang=site.config.language)
    return SocialCardRecipe(replace(card, site=None, text=_set(site, site.config.description)))


def _card(site: SiteContext, kind: Literal["article", "tag", "site"], title: str, lang: str) -> SocialCard:
    theme, text = site.config.theme, _set(site, title)
    if text is None:
        raise AssertionError(title)  # A plan has cards of texts alone that a font can show.
    return SocialCard(
        kind=kind,
        title=text,
        lang=lang,
        text=None,
        site=_set(site, site.config.title),
        date=None,
        source=None,
        language=site.config.language,
        digits=site.config.digits,
        calendar=site.config.calendar,
        paper=theme.paper,
        ink=theme.ink,
        accent=theme.accent,
        faded=mixed(theme.ink, theme.paper, FADED),
    )


def _set(site: SiteContext, text: str) -> SetText | None:
    return site.fonts.of(text) if text and site.fonts else None


def has_card(site: SiteContext, placed: PlacedDocument[Any]) -> bool:
    """True if there is a card of an article."""
    title = placed.document.title if isinstance(placed.document, Article) else ""
    return bool(title and site.fonts and site.fonts.shows(title))


def without_card(site: SiteContext, archive: Archive) -> Iterator[Problem]:
    """Notices for the site, articles and tags that have no card because no font has their letters."""
    fonts = site.fonts
    if fonts is None:
        return
    titles = ((placed.document.title, placed.document.path) for placed in (*archive.articles, *archive.copies))
    tags = ((tag.name, _place_of(tag.text, tag.articles[0])) for tag in archive.tags)
    for text, path in ((site.config.title, CONFIG_FILE), *titles, *tags):
        if not fonts.shows(text):
            yield _notice(text, path, fonts)


def _place_of(text: PlacedTermText | None, first: PlacedDocument[Article]) -> str:
    return (text or first).document.path


def _notice(text: str, path: str, fonts: CardFonts) -> Problem:
    where, start = Location(path), f"found no social card for “{text}”: "
    if not fonts.shapes and needs_shaping(text):
        message = f"{start}Pillow is without Raqm here, which joins the letters of this script"
        return Problem(where, "no-card", message, "`pip install --force-reinstall pillow` brings one with it")
    known = frozenset[str]().union(*(font.letters for font in fonts.fonts))
    missing = "".join(dict.fromkeys(letter for letter in text if letter not in known and not letter.isspace()))[:12]
    lacking = f"no font here has {' '.join(missing)}" if missing else "no single font here has all its letters"
    hint = f"install a font such as {_font_for(missing or text)}, or put one into static/ and name it: [cards] font"
    return Problem(where, "no-card", start + lacking, hint)


_FONTS = {
    "ARABIC": "Vazirmatn or Noto Sans Arabic",
    "CJK": "Noto Sans SC",
    "HIRAGANA": "Noto Sans JP",
    "KATAKANA": "Noto Sans JP",
    "HANGUL": "Noto Sans KR",
    "HEBREW": "Noto Sans Hebrew",
    "DEVANAGARI": "Noto Sans Devanagari",
    "THAI": "Noto Sans Thai",
}
"""Fonts for scripts, by the first word of the names of their letters in Unicode."""


def _font_for(letters: str) -> str:
    scripts = (unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    return next((_FONTS[script] for script in scripts if script in _FONTS), "Noto Sans")
