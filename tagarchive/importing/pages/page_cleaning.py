"""A part of a page without what is no text: menus, forms, advertisements, links to share, hidden elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.players import player_of
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.pages.html_page import attribute, text_of

_ELEMENTS = frozenset(
    "script style template form nav button input select textarea dialog svg canvas object embed applet link meta title "
    "base frame frameset noframes label fieldset menu map area".split()
)
_PARTS = frozenset(
    "addthis addtoany advert advertisement advertorial advertising breadcrumb breadcrumbs compartir consent "
    "cookie cookies disqus donate donation navbar newsletter newsletters outbrain pagination partager paywall "
    "promo promotion readnext recirc recommended recommendations related sharedaddy sharebar share sharing "
    "sidebar signup social sponsored subscribe subscription taboola teilen".split()
)
"""Words of a class or an id, also between hyphens, of what is no text."""

_NAMES = frozenset(
    "ad ads adslot article-source banner cat-links comment-list comments comments-area comments-link entry-footer "
    "footer jp-relatedposts links-block masthead menu modal more-on most-read nav navigation noprint overlay "
    "pager popup post-navigation posts-navigation print-only read-next respond screen-reader-text searchform "
    "sf-hidden site-footer site-header skip-link sponsor sr-only tags-links teaser-list toolbar topic-list trending "
    "visually-hidden widget widget-area".split()
)
"""Whole classes and ids of what is no text: as words within others they may mean another thing."""

_CAPTION = re.compile(r"^(?:image|photo|img|media)[-_]?caption$", re.IGNORECASE)

_NAMED = ("class", "id", "data-component", "data-testid", "data-area")
"""Attributes that name an element for style sheets, scripts and tests."""

_SLOT = re.compile(r"(?:ad|ads|advert|adv|gpt|dfp|banner-ad)[-_].*")
_ROLES = frozenset("navigation banner search contentinfo complementary dialog alert toolbar menu menubar".split())
_SHORT = 300
"""Number of characters above which what is dropped by its class is reported."""

_MOST = 0.4
"""Share of the text above which an element is no decoration, whatever its class says."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-hi-res-src", "data-full-url", "data-orig-file")


def clean(root: Tag) -> tuple[Lost, ...]:
    """Removes from an element what is no text, and gives pictures and films the form that an import reads."""
    lost = [*_with_frames(root), *_with_films(root)]
    whole = len(root.get_text()) or 1
    for element in list(root.find_all(lambda _: True)):
        if element.decomposed or element.parent is None:
            continue
        if element.name in _ELEMENTS or _is_hidden(element) or _leads_away(element):
            element.decompose()
        elif _is_named_noise(element) and len(text := text_of(element)) <= _MOST * whole:
            if len(text) > _SHORT:
                lost.append(Lost("part of the page", f"taken for no text by its class: {shortened(text)}"))
            element.decompose()
    _make_figures(root)
    for typed in root.find_all("tt"):
        typed.name = "code"
    for unscripted in root.find_all("noscript"):
        before = unscripted.find_previous_sibling()
        if before is not None and (before.name == "img" or before.find("img")):
            unscripted.decompose()
        else:
            unscripted.unwrap()
    return (*lost, *_with_pictures(root))


def _make_figures(root: Tag) -> None:
    """Makes figures of elements that hold a picture and nothing but its caption otherwise."""
    for caption in root.find_all(class_=_CAPTION):
        around = caption.parent
        if around and around.name == "div" and len(around.find_all("img")) == 1 and text_of(around) == text_of(caption):
            around.name, caption.name = "figure", "figcaption"


def _is_hidden(element: Tag) -> bool:
    return (
        element.has_attr("hidden")
        or attribute(element, "aria-hidden") == "true"
        or bool(_HIDDEN.search(attribute(element, "style")))
    )


def _leads_away(element: Tag) -> bool:
    """True for a short part that begins with words such as “Read also” and is nothing but links otherwise."""
    if element.name not in ("div", "section", "p", "ul"):
        return False
    first, text = next(element.stripped_strings, ""), text_of(element)
    if len(text) > _SHORT or not _READ_ALSO.fullmatch(first):
        return False
    linked = sum(len(text_of(link)) for link in element.find_all("a"))
    return linked > 0 and len(first) + linked >= _NEARLY * len(text)


_READ_ALSO = re.compile(
    r"(?:Read (?:also|more|next)|See also|Related(?: \w+)?|More on this|Topics?|Tags?|Lesen Sie auch|Mehr zum Thema|"
    r"(?:À )?lire aussi|Sur le même sujet|Más información|Lee también|Leggi anche|Lees ook|Leia também|"
    r"Читайте также|По теме|Читайте ще|İlgili (?:Haberler|Haber)|اقرأ أيضا|بیشتر بخوانید)\s*:?",
    re.IGNORECASE,
)
_NEARLY = 0.9
"""Share of the text of an element that its links and the words before them are."""


def _is_named_noise(element: Tag) -> bool:
    if element.name in ("footer", "aside") or attribute(element, "role").lower() in _ROLES:
        return not element.find_parent("blockquote")
    names = _names(element)
    if not names or element.name in ("body", "article", "main", "html"):
        return False
    parts = {part for name in names for part in re.split(r"[-_]+", name)}
    return bool(names & _NAMES or parts & _PARTS or any(map(_SLOT.fullmatch, names)))


def _names(element: Tag) -> set[str]:
    return set(" ".join(attribute(element, name) for name in _NAMED).lower().split())


def _with_frames(root: Tag) -> Iterator[Lost]:
    """Makes players of frames that show a film, links of other frames, and drops those without an address."""
    for frame in root.find_all("iframe"):
        source = next((url for name in ("src", *_LAZY) if (url := attribute(frame, name))), "")
        source = f"https:{source}" if source.startswith("//") else source
        title = attribute(frame, "title")
        player = player_of(source, title)
        if player:
            frame.replace_with(BeautifulSoup(player, "html.parser"))
        elif source.startswith(("http:", "https:")) and not attribute(frame, "hidden"):
            link = f'<p><a href="{escape(source)}">{escape(title or source)}</a></p>'
            frame.replace_with(BeautifulSoup(link, "html.parser"))
            yield Lost("embedded page", f"a link to {shortened(source)} stands instead")
        else:
            frame.decompose()


def _with_films(root: Tag) -> Iterator[Lost]:
    for film in root.find_all(["object", "embed"]):
        source = attribute(film, "data") or attribute(film, "src")
        if source:
            yield Lost("embedded object", shortened(source))


def _with_pictures(root: Tag) -> Iterator[Lost]:
    """Gives pictures the address that a script would set, and drops those that only count readers or hold a place."""
    for picture in root.find_all("picture"):
        for variant in picture.find_all("source"):
            variant.decompose()
        picture.unwrap()
    for image in root.find_all("img"):
        source = attribute(image, "src")
        lazy = next((url for name in _LAZY if (url := attribute(image, name))), "") or _largest(image)
        if lazy and (not source or source.startswith("data:") or "placeholder" in source or "blank." in source):
            image["src"] = source = lazy
        size = {attribute(image, name).removesuffix("px") for name in ("width", "height")}
        if not source or source.startswith("data:") or size <= {"0", "1"}:
            if source.startswith("data:"):
                yield Lost("picture", f"a drawing in the page: {shortened(attribute(image, 'alt')) or 'without words'}")
            image.decompose()
        else:
            image.attrs = {key: image[key] for key in ("src", "alt", "title", "width", "height") if key in image.attrs}


def _largest(image: Tag) -> str:
    """The last and so the largest address of `srcset`."""
    written = attribute(image, "srcset") or attribute(image, "data-srcset") or attribute(image, "data-lazy-srcset")
    candidates = [part.split()[0] for part in re.split(r",\s+", written) if part.split()]
    return candidates[-1] if candidates else ""
