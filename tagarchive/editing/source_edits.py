"""Edits of `source:` in the front matter of an article, whose other bytes stay."""

from __future__ import annotations

import yaml

from tagarchive.core.errors import Location
from tagarchive.core.text import decode, location
from tagarchive.editing.front_matter_list import Matter, matter_in, uneditable
from tagarchive.editing.text_edits import TextEdit, with_edits
from tagarchive.editing.verification import plain, reread
from tagarchive.reading.text_types import WebUrl

_KEY = "archive_url"


def with_archive_url(data: bytes, path: str, url: WebUrl) -> bytes:
    """The bytes of an article whose `source` has a `url`, with the address of an archived copy after that.

    Raises `SiteError` if it has such an address already, or if its front matter has a form that can't be edited.
    """
    matter = matter_in(decode(data, path)[0], path)
    after = with_edits(data, [_edit(matter, url)])
    made = reread(matter, after)
    old, new = dict(plain(matter.front.node)), dict(plain(made.front.node))
    if new != old | {"source": old["source"] | {_KEY: url}} or made.front.text != matter.front.text:
        raise uneditable(Location(path, 1), "a form of `source` in which an edit would change something else", _PLAIN)
    return after


_PLAIN = "a mapping with a line for each key"


def _edit(matter: Matter, url: str) -> TextEdit:
    """The insertion behind the value of `url`: an item in braces, or a line of its own."""
    root = yaml.compose(matter.front.yaml, Loader=yaml.CBaseLoader)
    source = _value_of(root, "source")
    value = _value_of(source, "url")
    is_plain = isinstance(value, yaml.ScalarNode) and _value_of(source, _KEY) is None
    if not isinstance(source, yaml.MappingNode) or value is None or not is_plain:
        place = matter.front.start + (source.start_mark.index if source else 0)
        raise uneditable(location(matter.text, place, matter.path), "a `source` without a plain `url`", _PLAIN)
    end = matter.front.start + value.end_mark.index
    # A web address has neither quotes nor backslashes (`field_types.web_address`).
    if source.flow_style:
        return TextEdit(end, end, f', {_KEY}: "{url}"')
    following = matter.text.find("\n", end) + 1
    indent = " " * source.start_mark.column
    return TextEdit(following, following, f'{indent}{_KEY}: "{url}"\n')


def _value_of(node: yaml.Node | None, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)
