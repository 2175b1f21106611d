"""Options in `site.toml` about the syntax of articles, and the part of the config that affects parsing."""

from __future__ import annotations

import msgspec

from tagarchive.reading.documents import Dialect
from tagarchive.reading.field_types import ContentFolder, Domain, TimeZone


class MarkdownOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[markdown]`: the syntax of articles."""

    dialect: Dialect = "default"
    """Dialect of all texts. `default`: the Markdown of Python-Markdown. `gfm`: CommonMark with the extensions of
    GitHub. The key `dialect` in the front matter of a file sets it for that file."""
    folders: tuple[tuple[ContentFolder, Dialect], ...] = ()
    """Dialects of folders below `content/`, such as `"notes/" = "gfm"`. Of two folders that contain a file, the inner
    one decides."""
    smart_punctuation: bool = False
    """Replaces `"quotes"`, `--` and `...` with typographic characters."""
    math: bool = False
    """`gfm` only: reads `$x^2$` and `$$x^2$$` as formulas in LaTeX, and shows them as MathML."""
    wikilinks: bool = False
    """`gfm` only: reads `[[name]]` and `[[name|words]]` as links to the file `name.md`, in any folder."""
    highlight: bool = False
    """`gfm` only: reads `==words==` as marked words."""
    superscript: bool = False
    """`gfm` only: reads `x^2^` as superscript and `H~2~O` as subscript."""
    emoji: bool = True
    """`gfm` only: replaces short codes such as `:smile:` with emoji."""

    def dialect_of(self, path: str) -> Dialect:
        """The dialect of the file at a path, unless its front matter sets another."""
        around = [(len(folder), dialect) for folder, dialect in self.folders if path.startswith(f"content/{folder}")]
        return max(around)[1] if around else self.dialect


class HtmlOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[html]`: the limits of HTML in articles."""

    sanitise: bool = True
    """Removes unsafe HTML. Turn it off only if you trust every author: pages then contain scripts, styles and forms.
    Feeds are always safe."""
    embed_hosts: tuple[Domain, ...] = (
        Domain("www.youtube-nocookie.com"),
        Domain("www.youtube.com"),
        Domain("player.vimeo.com"),
    )
    """Hosts whose players and maps may be embedded with `<iframe>`. They load when the reader follows their link."""
    image_hosts: tuple[Domain, ...] = ()
    """Hosts whose pictures pages may load. Pictures on other hosts become links, so that no third party can track
    readers. Feeds contain all pictures; the feed reader decides whether to load them."""


class ParseOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The part of the config that affects parsing.

    `terms` are the keys of front matter that hold terms, `codes` those of the languages of a site in several.
    """

    timezone: TimeZone = TimeZone("UTC")
    markdown: MarkdownOptions = MarkdownOptions()
    html: HtmlOptions = HtmlOptions()
    terms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
