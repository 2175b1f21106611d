"""Edits of lists in front matter: items are replaced, removed and added, and all else stays as it is written."""

from __future__ import annotations

from collections.abc import Sequence

import yaml

from tagarchive.core.text import location
from tagarchive.editing.front_matter_list import Item, Matter, WrittenList, list_at, uneditable
from tagarchive.editing.scalars import scalar
from tagarchive.editing.text_edits import TextEdit

Wanted = Sequence[Sequence[str] | None]
"""Fate of each item of a list: nothing (None), or the names that replace it; no names remove it."""


def names_after(names: Sequence[str], wanted: Wanted) -> list[str]:
    """The names in a list after its edit."""
    both = zip(names, wanted, strict=True)
    return [one for name, outcome in both for one in ((name,) if outcome is None else outcome)]


def list_edits(matter: Matter, key: str, wanted: Wanted, added: Sequence[str]) -> list[TextEdit]:
    """The edits that replace or remove items of the list under a key, and add items at its end.

    A list without items becomes `[]`. Comments stay. A key that is missing is added at the end of the front matter.
    """
    found = list_at(matter, key)
    if found is None:
        return [key_line(matter, key, f"[{', '.join(scalar(name, '', in_flow=True) for name in added)}]")]
    return _Rewriting(matter.text, found).edits(wanted, added)


def key_line(matter: Matter, key: str, value: str) -> TextEdit:
    """The edit that adds a line with a key at the end of the front matter."""
    front = matter.front
    root = yaml.compose(front.yaml, Loader=yaml.CBaseLoader)
    if isinstance(root, yaml.MappingNode) and root.flow_style:
        where = location(matter.text, front.start + root.start_mark.index, matter.path)
        raise uneditable(where, "front matter in braces", "lines of `key: value`")
    indent = " " * (root.start_mark.column if root is not None else 0)
    end = front.start + len(front.yaml)
    start = "" if matter.text[end - 1] == "\n" else "\n"
    return TextEdit(end, end, f"{start}{indent}{key}: {value}\n")


class _Rewriting:
    """The rewriting of one list."""

    def __init__(self, text: str, found: WrittenList) -> None:
        self._text = text
        self._list = found
        self._items = found.items

    def edits(self, wanted: Wanted, added: Sequence[str]) -> list[TextEdit]:
        is_empty = not added and all(names is not None and not names for names in wanted)
        if self._list.form == "alone":
            return self._alone(wanted, added)
        edits = [edit for place, names in enumerate(wanted) if names for edit in self._replaced(place, names)]
        if not added or self._items:
            removed = [place for place, names in enumerate(wanted) if names is not None and not names]
            edits += self._removed_flow(removed) if self._list.form == "flow" else self._removed_lines(removed)
        if self._list.form == "block" and is_empty:
            edits.append(TextEdit(self._list.colon, self._list.colon, " []"))
        return edits + self._added(added, wanted)

    def _alone(self, wanted: Wanted, added: Sequence[str]) -> list[TextEdit]:
        """The edit of an item without a list, which becomes a list."""
        item, names = self._items[0], wanted[0]
        start, end = item.start, item.end
        if names is not None and len(names) == 1 and not added:
            return [TextEdit(start, end, scalar(names[0], item.quote, in_flow=False))]
        kept = [scalar(item.name, item.quote, in_flow=True)] if names is None else []
        others = [scalar(name, item.quote, in_flow=True) for name in (*(names or ()), *added)]
        return [TextEdit(start, end, f"[{', '.join([*kept, *others])}]")]

    def _replaced(self, place: int, names: Sequence[str]) -> list[TextEdit]:
        item, first = self._items[place], names[0]
        in_flow = self._list.form == "flow"
        edits = (
            [] if first == item.name else [TextEdit(item.start, item.end, scalar(first, item.quote, in_flow=in_flow))]
        )
        return edits + self._after(place, names[1:])

    def _after(self, place: int, names: Sequence[str]) -> list[TextEdit]:
        """The edit that adds items after one of the list."""
        if not names:
            return []
        item = self._items[place]
        in_flow = self._list.form == "flow"
        texts = [scalar(name, item.quote, in_flow=in_flow) for name in names]
        if in_flow:
            comma = self._comma()
            return [TextEdit(item.end, item.end, "".join(f"{comma}{text}" for text in texts))]
        line = self._text.rfind("\n", 0, item.mark) + 1
        indent = " " * (item.mark - line)
        gap = self._text[item.mark + 1 : item.start]
        gap = gap if gap and not gap.strip(" \t") else " "
        end = self._text.index("\n", item.end) + 1
        return [TextEdit(end, end, "".join(f"{indent}-{gap}{text}\n" for text in texts))]

    def _comma(self) -> str:
        """The separator of a list in brackets, as its first two items have it."""
        if len(self._items) > 1:
            between = self._text[self._items[0].end : self._items[1].start]
            if not between.replace(",", "", 1).strip():
                return between.lstrip()
        return ", "

    def _added(self, names: Sequence[str], wanted: Wanted) -> list[TextEdit]:
        """The edit that adds items at the end of a list."""
        if not names:
            return []
        kept = [place for place, becomes in enumerate(wanted) if becomes is None or becomes]
        if kept:
            return self._after(kept[-1], names)
        texts = ", ".join(scalar(name, "", in_flow=True) for name in names)
        if self._list.form == "flow":
            return [TextEdit(self._list.start + 1, self._list.start + 1, texts)]
        return [TextEdit(self._list.colon, self._list.colon, f" [{texts}]")]

    def _removed_flow(self, removed: Sequence[int]) -> list[TextEdit]:
        """The edits that remove items of a list in brackets with their commas."""
        kept = [place for place in range(len(self._items)) if place not in removed]
        if removed and not kept and not self._has_comments():
            return [TextEdit(self._list.start + 1, self._list.end - 1, "")]
        inner = (place for place in removed if kept and place < kept[-1])
        edits = [self._without(self._items[place], self._items[place + 1].start) for place in inner]
        tail = [place for place in removed if not kept or place > kept[-1]]
        if tail and kept:
            start, end = self._items[kept[-1]].end, self._items[tail[-1]].end
            if "#" not in self._text[start:end]:
                return [*edits, TextEdit(start, end, "")]
        return [*edits, *(self._without(self._items[place], None) for place in tail)]

    def _has_comments(self) -> bool:
        """True if there are comments in a list in brackets."""
        starts = [self._list.start + 1, *(item.end for item in self._items)]
        ends = [*(item.start for item in self._items), self._list.end]
        return any("#" in self._text[start:end] for start, end in zip(starts, ends, strict=True))

    def _without(self, item: Item, following: int | None) -> TextEdit:
        """The edit that removes an item and its comma, and leaves comments. `following` is where the next item is."""
        if following is not None and "#" not in self._text[item.end : following]:
            return TextEdit(item.start, following, "")
        end = item.end
        rest = self._text[end:].lstrip()
        if rest.startswith(","):
            end += len(self._text[end:]) - len(rest) + 1
        return self._whole_line(item.start, end)

    def _removed_lines(self, removed: Sequence[int]) -> list[TextEdit]:
        return [self._whole_line(self._items[place].mark, self._items[place].end) for place in removed]

    def _whole_line(self, start: int, end: int) -> TextEdit:
        """The edit that removes a part of the text, with its line if nothing else is on it. A comment stays."""
        line = self._text.rfind("\n", 0, start) + 1
        following = self._text.find("\n", end)
        if self._text[line:start].strip() or following < 0:
            return TextEdit(start, end, "")
        rest = self._text[end:following].lstrip(" \t")
        return TextEdit(start, following - len(rest), "") if rest else TextEdit(line, following + 1, "")
