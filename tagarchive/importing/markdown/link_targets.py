"""References in Markdown: the targets of its links and pictures, changed where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import NamedTuple

from tagarchive.importing.inputs.items import Media, Remark
from tagarchive.importing.markdown.blocks import destination


class Reference(NamedTuple):
    """Replacement of a reference.

    Attributes:
        text: the new reference; empty if it leads nowhere, so that its words stay alone
        media: the file that comes along for it
        remark: what is to be reported

    """

    text: str
    media: Media | None = None
    remark: Remark | None = None


_FENCE = r"^(?P<fence> {0,3}(?:`{3,}+|~{3,}+))[^\n]*\n.*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)"
_CODE = rf"(?P<code>{_FENCE}|(?<!`)(?P<ticks>`++).+?(?<!`)(?P=ticks)(?!`)|<!--.*?(?:-->|\Z))"
_WORDS = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\])*"
_PARENTHESES = r"\((?:[^\s()]|\([^\s()]*\))*\)"
_TARGET = rf"(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()<]|{_PARENTHESES})(?:[^\s()]|{_PARENTHESES})*))"
_TITLE = r"(?P<title>\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
_LINK = rf"(?P<picture>!?)\[(?P<words>{_WORDS})\]\(\s*{_TARGET}{_TITLE}\s*\)"
_DEFINITION = r"^(?P<label> {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*)(?:<(?P<angled2>[^<>\n]*)>|(?P<plain2>\S+))"
_ATTRIBUTE = r"(?P<tag><[a-zA-Z][^<>]*?\s(?:href|src|poster)\s*=\s*)(?P<quote>[\"'])(?P<value>[^\"'<>]*)(?P=quote)"
_TOKEN = re.compile(f"{_CODE}|{_LINK}|{_DEFINITION}|{_ATTRIBUTE}", re.MULTILINE | re.DOTALL)

_DEEPEST = 4
"""Maximum depth of pictures in links in links."""


def with_targets(text: str, becomes: Callable[[str], Reference], depth: int = 0) -> str:
    """A Markdown text with new targets for its links and pictures; code and comments stay as they are.

    A link that leads nowhere becomes its words.
    """

    def changed(token: re.Match[str]) -> str:
        if token["code"] is not None or depth > _DEEPEST:
            return token[0]
        if token["label"] is not None:
            new = becomes(_written(token["angled2"], token["plain2"]))
            return f"{token['label']}{destination(new.text)}" if new.text else token[0]
        if token["tag"] is not None:
            new = becomes(unescape(token["value"]))
            return f"{token['tag']}{token['quote']}{escape(new.text)}{token['quote']}"
        written = _written(token["angled"], token["plain"])
        new, words = becomes(written), with_targets(token["words"], becomes, depth + 1)
        if not new.text:
            return words
        target = token["plain"] if new.text == written and token["plain"] else destination(new.text)
        return f"{token['picture']}[{words}]({target}{token['title'] or ''})"

    return _TOKEN.sub(changed, text)


def _written(angled: str | None, plain: str | None) -> str:
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", (angled if plain is None else plain) or "")
