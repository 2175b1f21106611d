"""Calls of shortcodes, tags and components, whatever the generator, and what the common ones mean."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote

import comrak

from tagarchive.importing.inputs.players import player_of, vimeo, youtube
from tagarchive.importing.markdown.blocks import destination


class Call(NamedTuple):
    """A call.

    Attributes:
        name: its name
        words: values without a name
        named: values by name
        inner: text between start and end; None if there is no end

    """

    name: str
    words: tuple[str, ...] = ()
    named: Mapping[str, str] = {}
    inner: str | None = None

    def value(self, *names: str) -> str:
        """The first value of these names; empty if there is none."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


class Meaning(NamedTuple):
    """Meaning of a call, in Markdown with HTML.

    Attributes:
        block: form on a line of its own
        inline: form in a line

    """

    block: str
    inline: str


_PICTURE = re.compile(r"[^\s]+\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?)(?:[?#]\S*)?", re.IGNORECASE)
_FILM_ID = re.compile(r"[\w-]{3,64}")


def meaning_of(call: Call) -> Meaning | None:
    """Meaning of a call; None if it is unknown."""
    name = re.sub(r"[^a-z0-9]", "", posixpath.splitext(posixpath.basename(call.name))[0].lower())
    meaning = next((function for names, function in _MEANINGS if names.fullmatch(name)), None)
    return meaning(call) if meaning else None


def inline_html(markdown: str) -> str:
    """A line of Markdown as HTML without a paragraph around it."""
    options = comrak.RenderOptions()
    options.unsafe_ = True
    # The word before keeps a number or a sign at the start of the line from being a list or a heading.
    html = comrak.render_markdown(f"x {' '.join(markdown.split())}", render_options=options).strip()
    return html.removeprefix("<p>x").removesuffix("</p>").strip()


def figure(src: str, alt: str, caption: str = "", credit: str = "") -> Meaning:
    """A picture; caption and credit are Markdown."""
    words = re.sub(r"([\[\]\\])", r"\\\1", " ".join(alt.split()))
    picture = f"![{words}]({destination(src)})"
    if not caption and not credit:
        return Meaning(picture, picture)
    small = f"<small>{inline_html(credit)}</small>" if credit else ""
    told = " ".join(filter(None, (inline_html(caption) if caption else "", small)))
    image = f'<img src="{escape(src)}" alt="{escape(" ".join(alt.split()))}">'
    said = " — ".join(filter(None, (caption, credit)))
    return Meaning(f"<figure>{image}<figcaption>{told}</figcaption></figure>", f"{picture} ({said})")


def film(player: str, address: str, title: str) -> Meaning:
    """A film of another host: a player on a line of its own, a link elsewhere."""
    return Meaning(player, f"[{title or address}]({address})")


def _youtube(call: Call) -> Meaning | None:
    written = call.value("id", "videoId", "video", "videoid", "url", "src", "v", "link") or next(iter(call.words), "")
    title = call.value("title", "label", "caption", "alt") or next(iter(call.words[1:]), "")
    player = player_of(written, title)
    if player:
        return film(player, written, title)
    if not _FILM_ID.fullmatch(written):
        return None
    return film(youtube(written, title), f"https://www.youtube.com/watch?v={written}", title)


def _vimeo(call: Call) -> Meaning | None:
    written = call.value("id", "videoId", "url", "src") or next(iter(call.words), "")
    title = call.value("title", "label", "caption") or next(iter(call.words[1:]), "")
    player = player_of(written, title)
    if player:
        return film(player, written, title)
    return film(vimeo(written, title), f"https://vimeo.com/{written}", title) if written.isdecimal() else None


def _video(call: Call) -> Meaning | None:
    provider = call.value("provider", "host", "type").lower()
    if provider in ("youtube", "vimeo"):
        return _youtube(call) if provider == "youtube" else _vimeo(call)
    src = call.value("src", "url", "file", "path", "mp4") or next(iter(call.words), "")
    title = call.value("title", "caption", "alt") or next(iter(call.words[1:]), "")
    player = player_of(src, title)
    if player:
        return film(player, src, title)
    if not re.search(r"\.(?:mp4|webm|ogv|mov|m4v)(?:[?#]|$)", src, re.IGNORECASE):
        return None
    return Meaning(f'<video src="{escape(src)}"></video>', f"[{title or posixpath.basename(src)}]({destination(src)})")


def _audio(call: Call) -> Meaning | None:
    src = call.value("src", "url", "file", "path", "mp3") or next(iter(call.words), "")
    if not re.search(r"\.(?:mp3|ogg|oga|wav|m4a|flac|opus)(?:[?#]|$)", src, re.IGNORECASE):
        return None
    return Meaning(f'<audio src="{escape(src)}"></audio>', f"[{posixpath.basename(src)}]({destination(src)})")


def _figure(call: Call) -> Meaning | None:
    named = call.value("src", "image_path", "image", "img", "file", "path", "filename", "url")
    words = [word for word in call.words if word]
    src = named or next((word for word in words if _PICTURE.fullmatch(word)), "")
    src = src or next((word for word in words if "/" in word and not re.search(r"\s", word)), "")
    if not src or re.match(r"(?!https?:|data:image/)[a-z]+:", src, re.IGNORECASE):
        return None
    at = words.index(src) if src in words else -1
    # A class may stand between the address and the words: the last word that is no size is the description.
    rest = [word for word in words[at + 1 :] if not re.fullmatch(r"[\d.]+(?:px|%|vw|em|rem)?", word)]
    with_class = "class" in call.name and len(rest) > 1
    alt = call.value("alt", "image_alt", "imgAlt", "description") or (rest[1 if with_class else 0] if rest else "")
    caption = call.value("caption", "image_caption", "title", "figcaption", "cap") or (call.inner or "").strip()
    credit = call.value("attr", "credit", "attribution", "source", "copyright", "by")
    link = call.value("attrlink", "credit_url", "source_url")
    return figure(src, alt, unescape(caption), f"[{credit}]({destination(link)})" if credit and link else credit)


def _gist(call: Call) -> Meaning | None:
    words = [*call.words, *filter(None, (call.value("user"), call.value("id"), call.value("file")))]
    if not words:
        return None
    first, *rest = [word.strip("/").removeprefix("https://gist.github.com/") for word in words]
    has_user = "/" in first or not rest or "." in rest[0]
    path, names = (first, rest) if has_user else (f"{first}/{rest[0]}", rest[1:])
    if not re.fullmatch(r"[\w./-]+", path):
        return None
    address = f"https://gist.github.com/{path}"
    link = f"[{f'{names[0]} in gist {path}' if names else f'Gist {path}'}]({address})"
    return Meaning(link, link)


def _code(call: Call) -> Meaning | None:
    if call.inner is None:
        return None
    words = [word for word in call.words if word.lower() not in ("linenos", "nowrap", "lineno")]
    language = call.value("lang", "language") or next(iter(words), "").partition("=")[0]
    found = re.match(r"[\w#+.-]+", language)
    return fence(call.inner, found[0] if found else "")


def fence(code: str, language: str) -> Meaning:
    """A block of code."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    marks = "`" * max(3, longest + 1)
    text = re.sub(r"\n[ \t]*\Z", "", code).strip("\n")
    ticks = "`" * (longest + 1)
    return Meaning(f"{marks}{language}\n{text}\n{marks}", f"{ticks}{text}{ticks}" if "\n" not in text else text)


def _quotation(call: Call) -> Meaning | None:
    inner = call.inner if call.inner is not None else call.value("text", "quote", "content")
    if not inner or not inner.strip():
        return None
    author = call.value("author", "by", "cite", "name", "source") or ", ".join(call.words)
    lines = inner.strip().split("\n")
    lines += ["", f"— {author}"] if author else []
    return Meaning("\n".join(f"> {line}".rstrip() for line in lines), " ".join(inner.split()))


def _details(call: Call) -> Meaning | None:
    if call.inner is None:
        return None
    summary = call.value("summary", "title") or " ".join(call.words) or "Details"
    block = f"<details><summary>{inline_html(summary)}</summary>\n\n{call.inner.strip()}\n\n</details>"
    return Meaning(block, call.inner)


def _tweet(call: Call) -> Meaning | None:
    user = call.value("user") or next((word for word in call.words if not word.isdecimal()), "i")
    number = call.value("id") or next((word for word in call.words if word.isdecimal()), "")
    if user.startswith("http"):
        return Meaning(f"<{user}>", f"<{user}>")
    if not number.isdecimal():
        return None
    address = f"https://twitter.com/{quote(user.strip('@'))}/status/{number}"
    return Meaning(f"<{address}>", f"<{address}>")


_MEANINGS: tuple[tuple[re.Pattern[str], Callable[[Call], Meaning | None]], ...] = tuple(
    (re.compile(names), function)
    for names, function in (
        (r"(?:lite|embed|simple)?(?:youtube|yt)(?:embed|video|player|lite)?", _youtube),
        (r"(?:lite|embed)?vimeo(?:embed|video|player)?", _vimeo),
        (r"video(?:embed|player)?|embedvideo|film|html5video", _video),
        (r"audio(?:player)?", _audio),
        (
            r"(?:responsive|lazy|post|my|linked|single)?(?:figure|fig|image|img|imgproc|picture|photo)(?:withclass|withcaption|figure)?",
            _figure,
        ),
        (r"(?:github)?gist(?:it)?", _gist),
        (r"highlight|codeblock|code", _code),
        (r"(?:block|pull)?quote|epigraph", _quotation),
        (r"details|collapse|spoiler|expand", _details),
        (r"tweet|twitter|x|xpost|twittersimple|xsimple", _tweet),
    )
)
