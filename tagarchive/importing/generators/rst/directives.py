"""Directives of generators that docutils does not know, as HTML: films, pictures and code of other hosts."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from tagarchive.importing.inputs.players import player_of, vimeo, youtube

_HEAD = re.compile(r"\s*\.\. (?:\|[^|]*\| )?(?P<name>[\w:.+-]+)::[ \t]*(?P<argument>[^\n]*)\n?(?P<rest>.*)", re.DOTALL)
_OPTION = re.compile(r"\s+:(?P<name>[\w-]+):[ \t]*(?P<value>[^\n]*)")
_ID = re.compile(r"[\w-]{3,64}")


class Directive(NamedTuple):
    """A directive as it is written.

    Attributes:
        name: name in lower case
        argument: text after the name
        options: its options by name
        content: its content, without indentation

    """

    name: str
    argument: str
    options: dict[str, str]
    content: str


def directive_of(text: str) -> Directive | None:
    """The directive that a block of text is; None if it is none."""
    head = _HEAD.fullmatch(text)
    if head is None:
        return None
    options: dict[str, str] = {}
    lines = head["rest"].split("\n")
    while lines and (option := _OPTION.fullmatch(lines[0])):
        options[option["name"].lower()] = option["value"].strip()
        lines.pop(0)
    content = "\n".join(line.strip() for line in lines).strip("\n")
    return Directive(head["name"].lower(), head["argument"].strip(), options, content)


def html_of(directive: Directive) -> str:
    """The HTML of a directive whose meaning is known; empty for others."""
    argument, title = directive.argument, directive.options.get("title", "")
    match directive.name:
        case "youtube" if _ID.fullmatch(argument):
            return f"<p>{youtube(argument, title)}</p>\n"
        case "vimeo" if argument.isdecimal():
            return f"<p>{vimeo(argument, title)}</p>\n"
        case "youtube" | "vimeo" | "media" | "video" if argument.startswith(("https://", "http://")):
            return f"<p>{player_of(argument, title) or _link(argument)}</p>\n"
        case "gist" if re.fullmatch(r"(?:[\w-]+/)?[0-9a-fA-F]+", argument):
            return f"<p>{_link(f'https://gist.github.com/{argument}')}</p>\n"
        case "thumbnail" if argument:
            return _figure(directive)
    return ""


def _figure(directive: Directive) -> str:
    alt = f' alt="{escape(directive.options["alt"])}"' if "alt" in directive.options else ""
    image = f'<img src="{escape(directive.argument)}"{alt}>'
    caption = escape(directive.content, quote=False).replace("\n", " ")
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>\n" if caption else f"<p>{image}</p>\n"


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'
