"""Pictures, sound and films as HTML: figures, galleries and players."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape

from tagarchive.importing.inputs.players import player_of
from tagarchive.importing.wordpress.attachments import Attachment, medium_of
from tagarchive.importing.wordpress.uploads import Uploads

_ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))""")
_LINKED = re.compile(r"<a\b([^<>]*)>\s*(<img\b[^<>]*>)\s*</a>", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b([^<>]*)>", re.IGNORECASE)
_SMILEY = re.compile(r"(?:^|\s)(?:emoji|wp-smiley)(?:\s|$)")


def attributes_of(written: str) -> dict[str, str]:
    """The attributes of an HTML tag; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def figure(content: str, caption: str = "") -> str:
    """A figure; the caption is HTML."""
    words = caption.strip()
    return f"<figure>{content}{f'<figcaption>{words}</figcaption>' if words else ''}</figure>"


def picture(attachment: Attachment) -> str:
    """A figure of a picture, with what is known of it. Without an alternative text it gets none."""
    alt = f' alt="{escape(attachment.alt)}"' if attachment.alt else ""
    return figure(f'<img src="{escape(attachment.url)}"{alt}>', attachment.caption)


def gallery(pictures: Iterable[Attachment]) -> str:
    """A figure of figures."""
    return figure("".join(map(picture, pictures)))


def embed(url: str) -> str:
    """A player of the film at an address, or a link to what is there."""
    player = player_of(url)
    if player:
        return player
    medium = medium_of(url)
    return recording(url, medium) if medium in ("audio", "video") else f"<p>{link(url)}</p>"


def link(url: str, words: str = "") -> str:
    return f'<a href="{escape(url)}">{escape(words or url)}</a>'


def recording(url: str, medium: str, poster: str = "") -> str:
    """A player of an uploaded file; `medium` is `audio` or `video`."""
    more = f' poster="{escape(poster)}"' if poster else ""
    return player_of(url) or f'<{medium} controls src="{escape(url)}"{more}></{medium}>'


def with_whole_pictures(html: str, uploads: Uploads) -> str:
    """HTML without links from a picture to itself, with signs for the pictures of smileys and loaded pictures."""

    def unlinked(found: re.Match[str]) -> str:
        target, source = attributes_of(found[1]).get("href", ""), attributes_of(found[2]).get("src", "")
        return found[2] if target and uploads.is_same_picture(target, source) else found[0]

    def shown(found: re.Match[str]) -> str:
        attributes = attributes_of(found[1])
        alt, source = attributes.get("alt", ""), attributes.get("src", "")
        if _SMILEY.search(attributes.get("class", "")) and alt:
            return escape(alt)
        late = attributes.get("data-src") or attributes.get("data-lazy-src") or attributes.get("data-orig-file")
        if late and (not source or source.startswith("data:")):
            known = f' alt="{escape(alt)}"' if "alt" in attributes else ""
            return f'<img src="{escape(late)}"{known}>'
        return found[0]

    return _IMAGE.sub(shown, _LINKED.sub(unlinked, html))
