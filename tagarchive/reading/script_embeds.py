"""Embeds made by scripts of other hosts: the address of what each of them shows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tagarchive.reading.link_targets import web_url

_PAGES = tuple(
    (re.compile(pattern, re.ASCII), page)
    for pattern, page in (
        (r"((?:gist\.github|gitlab|www\.buzzsprout)\.com/[\w./-]*\w)\.js(?:[?#].*)?", r"https://\1"),
        (r"((?:asciinema|(?:www\.|beta\.)?documentcloud)\.org/[\w./-]*\w)\.js(?:[?#].*)?", r"https://\1"),
        (r"datawrapper\.dwcdn\.net/(\w+)/.*", r"https://datawrapper.dwcdn.net/\1/"),
        (r"fast\.wistia\.(?:com|net)/embed/medias/(\w+)[./].*", r"https://fast.wistia.net/embed/iframe/\1"),
        (r"(jsfiddle\.net/[\w./-]*?\w)/embed(?:ded)?(?:/.*)?", r"https://\1/"),
        (r"pastebin\.com/embed_js(?:/|\.php\?i=)(\w+).*", r"https://pastebin.com/\1"),
        (r"emgithub\.com/embed[\w.-]*\.js\?(?:.*&)?target=(https?%3A%2F%2F[^&]+).*", r"\1"),
        (r"speakerdeck\.com/assets/embed\.js#([\w-]+)", r"https://speakerdeck.com/player/\1"),
    )
)
"""Addresses of scripts, without their scheme, and of what each shows. After a `#` stands the script's `data-id`."""

_BESIDE = frozenset(
    "assets.codepen.io assets.pinterest.com connect.facebook.net cpwebassets.codepen.io e.infogram.com embed.bsky.app "
    "embed.reddit.com embed.redditmedia.com embedr.flickr.com platform.instagram.com platform.linkedin.com "
    "platform.tumblr.com platform.twitter.com platform.x.com production-assets.codepen.io public.codepenassets.com "
    "public.flourish.studio s.imgur.com secure.assets.tumblr.com secure.polldaddy.com static.codepen.io "
    "static.polldaddy.com www.instagram.com www.threads.com www.threads.net www.tiktok.com".split()
)
"""Hosts of scripts that dress up the element beside them, which holds the words and a link, or the address."""

_HOLDERS: Mapping[str, tuple[str, str]] = {
    "fb-post": ("data-href", ""),
    "fb-video": ("data-href", ""),
    "flourish-embed": ("data-src", "https://public.flourish.studio/"),
    "infogram-embed": ("data-id", "https://e.infogram.com/"),
    "instagram-media": ("data-instgrm-permalink", ""),
    "tiktok-embed": ("cite", ""),
}
"""Elements by their class: the attribute with the address of what a script shows in them, and the start of it."""


class Shown(NamedTuple):
    """The thing that a script shows.

    Attributes:
        host: host of the script
        url: URL of what it shows; empty if an element beside the script has it

    """

    host: str
    url: str


def shown_by(attributes: Mapping[str, str]) -> Shown | None:
    """The thing that a script with these attributes shows; None if it is not known to show anything."""
    src = web_url(attributes.get("src", "").strip())
    if src is None:
        return None
    parts = urlsplit(src)
    host = parts.hostname or ""
    query = f"?{parts.query}" if parts.query else ""
    data = f"#{attributes['data-id']}" if "data-id" in attributes else ""
    url = _page(f"{host}{parts.path}{query}{data}")
    return Shown(host, url) if url or host in _BESIDE else None


def _page(address: str) -> str:
    matches = ((pattern.fullmatch(address), page) for pattern, page in _PAGES)
    return next((unquote(match.expand(page)) for match, page in matches if match), "")


def shown_in(attributes: Mapping[str, str]) -> str:
    """The URL of what a script shows in an element with these attributes; empty if there is none."""
    for name in attributes.get("class", "").split():
        key, start = _HOLDERS.get(name, ("", ""))
        url = web_url(start + attributes[key].strip()) if key in attributes else None
        if url and urlsplit(url).scheme in ("http", "https"):
            return url
    return ""
