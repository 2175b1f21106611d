"""A part of a page without what is no text: menus, forms, advertisements, links to share, hidden elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from bs4 import BeautifulSoup
from bs4.element import Tag

from tagarchive.importing.items import Lost
from tagarchive.importing.pages.html_page import attribute, text_of
from tagarchive.importing.players import player_of
from tagarchive.importing.texts import shortened

_ELEMENTS = frozenset(
    "script style template form nav button input select textarea dialog svg canvas object embed applet link meta title "
    "base frame frameset noframes label fieldset menu map area".split()
)
_WORDS = frozenset(
    "ad ads adslot advert advertisement advertorial advertising banner breadcrumb breadcrumbs comment comments "
    "consent cookie cookies donate donation disqus footer masthead menu modal nav navbar navigation newsletter "
    "noprint outbrain overlay pager pagination paywall popup print-only promo promotion recirc recommended "
    "recommendations related respond searchform sharedaddy share sharebar sharing sidebar signup skip-link social "
    "sponsor sponsored subscribe subscription taboola teaser-list toolbar trending widget jp-relatedposts sf- "
    "hidden screen-reader-text sr-only visually-hidden tags-links cat-links entry-footer post-navigation teilen "
    "partager compartir readnext read-next most-read addtoany addthis".split()
)
_ROLES = frozenset("navigation banner search contentinfo complementary dialog alert toolbar menu menubar".split())
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
        is_noise = element.name in _ELEMENTS or _is_hidden(element)
        if is_noise or (_is_named_noise(element) and len(element.get_text()) <= _MOST * whole):
            element.decompose()
    for typed in root.find_all("tt"):
        typed.name = "code"
    for unscripted in root.find_all("noscript"):
        before = unscripted.find_previous_sibling()
        if before is not None and (before.name == "img" or before.find("img")):
            unscripted.decompose()
        else:
            unscripted.unwrap()
    return (*lost, *_with_pictures(root))


def _is_hidden(element: Tag) -> bool:
    return (
        element.has_attr("hidden")
        or attribute(element, "aria-hidden") == "true"
        or bool(_HIDDEN.search(attribute(element, "style")))
    )


def _is_named_noise(element: Tag) -> bool:
    if element.name in ("footer", "aside") or attribute(element, "role").lower() in _ROLES:
        return not element.find_parent("blockquote")
    if element.name in ("body", "article", "main", "p") and not _tokens(element) & {"teilen", "share", "sharing"}:
        return False
    return bool(_tokens(element) & _WORDS)


def _tokens(element: Tag) -> set[str]:
    """The classes and the id of an element, and the words of which they are made."""
    names = f"{attribute(element, 'class')} {attribute(element, 'id')}".lower().split()
    return {part for name in names for part in (name, *re.split(r"[-_]+", name))}


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


def text_share(inner: Tag, outer: Tag) -> float:
    """The share of the text of an element that stands in one of its parts."""
    return len(text_of(inner)) / (len(text_of(outer)) or 1)
