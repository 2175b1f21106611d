"""HTML for the shortcodes of WordPress and WordPress.com."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape, unescape
from typing import NamedTuple

from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.inputs.players import vimeo, youtube
from tagarchive.importing.wordpress.attachments import Attachment
from tagarchive.importing.wordpress.figures import embed, figure, gallery, link, recording
from tagarchive.importing.wordpress.page import Page
from tagarchive.importing.wordpress.records import number_of

_LEADING_PICTURE = re.compile(
    r"\s*(?:<p>)?\s*(?P<picture>(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(?P<caption>.*)", re.DOTALL | re.IGNORECASE
)
_URL = re.compile(r"https?://[^\s\"'<>\[\]|]+")
_SOURCES = {
    "audio": ("src", "mp3", "m4a", "ogg", "wav", "flac", "wma"),
    "video": ("src", "mp4", "m4v", "webm", "ogv", "wmv", "flv"),
}

_CODE = (
    "code sourcecode source actionscript3 bash shell clojure coldfusion cpp c csharp css delphi diff erlang fsharp go "
    "groovy html java javascript js javafx matlab objc perl php powershell python py r ruby scala sql typescript "
    "vb xml yaml"
).split()
LANGUAGES = frozenset(_CODE)
"""Shortcodes of code, which name its language; their content is not looked at."""

_NOTES = frozenset("footnote efn_note mfn ref fn".split())
_FRAMED = frozenset(
    "soundcloud twitter tweet instagram spotify dailymotion ted slideshare gist googlemaps facebook tiktok tumblr "
    "scribd mixcloud bandcamp flickr pinterest reddit kickstarter crowdsignal polldaddy archives-org".split()
)
"""Shortcodes that show something of another host by its address."""


class Shortcode(NamedTuple):
    """A shortcode.

    Attributes:
        name: its name in lower case
        named: attributes with a name
        bare: attributes without one
        content: what stands between its two tags; empty if it has one
        line: its line in the export

    """

    name: str
    named: Mapping[str, str]
    bare: Sequence[str]
    content: str
    line: int


class Shown(NamedTuple):
    """HTML for a shortcode. `is_block` is False for what stands within a line."""

    html: str
    is_block: bool = True


def shown(code: Shortcode, page: Page) -> Shown | None:
    """HTML for a known shortcode; None for others."""
    if code.name in LANGUAGES:
        return Shown(_code(code))
    if code.name in _NOTES:
        return Shown(f"<x-footnote>{code.content.strip()}</x-footnote>", is_block=False)
    if code.name in _FRAMED:
        return _framed(code)
    html = _MAKERS[code.name](code, page)
    return Shown(html) if html else None


def _caption(code: Shortcode, _: Page) -> str:
    found = _LEADING_PICTURE.match(code.content)
    if found is None:
        return figure(code.content, code.named.get("caption", "")) if code.content.strip() else ""
    caption = re.sub(r"\s*</p>\s*$", "", found["caption"]).strip() or code.named.get("caption", "")
    return figure(found["picture"], re.sub(r"\s*\n\s*", " ", caption))


def _gallery(code: Shortcode, page: Page) -> str:
    pictures = _attachments(code, page, "image")
    return gallery(pictures) if pictures else ""


def _playlist(code: Shortcode, page: Page) -> str:
    medium = "video" if code.named.get("type") == "video" else "audio"
    tracks = _attachments(code, page, medium)
    return "".join(figure(recording(track.url, medium), escape(track.title)) for track in tracks)


def _attachments(code: Shortcode, page: Page, medium: str) -> list[Attachment]:
    """The attachments that a shortcode lists, else those of the post."""
    written = code.named.get("ids") or code.named.get("include") or ""
    if not written:
        parent = number_of(code.named.get("id", "")) or page.number
        left_out = {number_of(one) for one in code.named.get("exclude", "").split(",")}
        return [one for one in page.contents.attachments.children(parent, medium) if one.number not in left_out]
    numbers = [number for number in map(number_of, written.split(",")) if number]
    found = [page.contents.attachments.get(number) for number in numbers]
    for number, one in zip(numbers, found, strict=True):
        if one is None:
            page.say(Lost("attachment", f"{number}, which the export does not hold", code.line))
    listed = [one for one in found if one]
    return listed[::-1] if code.named.get("order", "").upper() == "DESC" else listed


def _embed(code: Shortcode, _: Page) -> str:
    url = code.content.strip() or code.named.get("src", "") or next(iter(code.bare), "")
    found = _URL.search(unescape(re.sub(r"<[^<>]*>", "", url)))
    return embed(found[0]) if found else ""


def _recording(code: Shortcode, page: Page) -> str:
    medium = code.name
    url = next((code.named[name] for name in _SOURCES[medium] if code.named.get(name)), "")
    if not url:
        found = _URL.search(" ".join(code.bare)) or _URL.search(code.content)
        url = (
            found[0]
            if found
            else next((one.url for one in page.contents.attachments.children(page.number, medium)), "")
        )
    return recording(url, medium, code.named.get("poster", "")) if url else ""


def _film(code: Shortcode, _: Page) -> str:
    """A film that is named by its address or id on its host."""
    written = unescape(code.content.strip() or next(iter(code.bare), "") or code.named.get("id", ""))
    url = _URL.search(written) or _URL.search(" ".join(code.named.values()))
    if url:
        return embed(url[0].partition("&w=")[0])
    name = written.partition("&")[0]
    if not re.fullmatch(r"[\w-]{3,64}", name):
        return ""
    if code.name in ("wpvideo", "videopress"):
        return f"<p>{link(f'https://videopress.com/v/{name}')}</p>"
    return youtube(name) if code.name == "youtube" else vimeo(name)


def _framed(code: Shortcode) -> Shown | None:
    url = _URL.search(unescape(" ".join((*code.bare, *code.named.values(), code.content))))
    return Shown(embed(url[0])) if url else None


def _code(code: Shortcode) -> str:
    named = "" if code.name in ("code", "sourcecode", "source") else code.name
    language = code.named.get("language") or code.named.get("lang") or named
    text = unescape(re.sub(r"(?i)<br\s*/?>\n?|</p>\s*<p>", "\n", code.content)).strip("\n")
    label = f' class="language-{escape(language)}"' if re.fullmatch(r"[\w+#.-]+", language) else ""
    return f"<pre><code{label}>{escape(text, quote=False)}</code></pre>"


_MAKERS: Mapping[str, Callable[[Shortcode, Page], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "slideshow": _gallery,
    "playlist": _playlist,
    "embed": _embed,
    "audio": _recording,
    "video": _recording,
    "youtube": _film,
    "vimeo": _film,
    "wpvideo": _film,
    "videopress": _film,
}

KNOWN = LANGUAGES | _NOTES | _FRAMED | frozenset(_MAKERS)
"""Names of the shortcodes that are understood."""

ENCLOSING = LANGUAGES | _NOTES | {"caption", "wp_caption"}
"""Those that have a content, without which they are words in brackets."""
