"""Inline Markdown in time that grows with the text: Python-Markdown's rules, applied by another machine.

Python-Markdown builds a text anew for each thing that a rule finds in it. Here a rule goes over a text once, and what
it leaves is joined at the end. The HTML is the same; a property test compares the two.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import DelimiterProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, AtomicString

Signs = tuple[str, ...]
"""Texts of which one must occur where a rule applies; a rule without signs always may."""

Found = list[tuple[Element, list[str]]]
"""Elements that stand in a text, each with the names of those around it."""

Hit = tuple[Element | str | None, int, int]
"""What a rule made of a part of a text, and where that part starts and ends."""


def may_apply(signs: Signs, text: str) -> bool:
    for sign in signs:
        if sign in text:
            return True
    return not signs


def may_arise(signs: Signs, text: str) -> bool:
    """Whether one of the signs may stand in what is left of a text: HTML is taken out of it, and tabs become spaces."""
    return not signs or any(all(character.isspace() or character in text for character in sign) for sign in signs)


class Inline(InlineProcessor):
    """Applies inline rules to a tree, each to the texts that hold one of its signs."""

    stashed_nodes: dict[str, Element | str]

    def __init__(
        self, md: markdown.Markdown, rules: Sequence[tuple[Any, Signs]], after: Mapping[Any, re.Pattern[str]]
    ) -> None:
        """`after` has what a rule finds right behind something that it found, where it looks at what stands before."""
        super().__init__(md)
        self._all_rules = rules
        self._after = after
        self.begin("")

    def begin(self, text: str) -> None:
        """Begins a text: only the rules apply that it has a sign of."""
        self._rules = [(rule, signs) for rule, signs in self._all_rules if may_arise(signs, text)]
        signs_ = (re.escape(sign) for _, signs in self._rules for sign in signs)
        self._sign = re.compile("|".join(signs_) if all(signs for _, signs in self._rules) else "")

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        self.stashed_nodes = {}
        waiting = deque([(tree, [*(ancestors or ()), tree.tag.lower()])])
        while waiting:
            element, self.ancestors = waiting.popleft()
            if element is not tree:
                self.ancestors.append(element.tag.lower())
            waiting.extend(self._apply_within(element))
        return tree

    def _apply_within(self, element: Element) -> Iterator[tuple[Element, list[str]]]:
        """Applies the rules to what stands directly in an element; yields the elements that have to be looked into."""
        opened: list[tuple[Element, Found]] = []
        place = 0
        while place < len(element):
            child = element[place]
            place += 1
            if child.text and not isinstance(child.text, AtomicString):
                opened.append((child, self._open_text(child)))
                yield from opened[-1][1]
            if child.tail:
                self._open_tail(element, child, place)
            if len(child):
                yield child, self.ancestors[:]
        for parent, found in opened:
            parent[0:0] = [new for new, _ in found]

    def _open_text(self, element: Element) -> Found:
        """The elements that stand in the text of one, which keeps what comes before them."""
        self.ancestors.append(element.tag.lower())
        text = self._folded(element.text or "", 0)
        found: Found = []
        if INLINE_PLACEHOLDER_PREFIX in text:
            element.text = None
            found = self._unfolded(text, element, in_tail=False)
        self.ancestors.pop()
        return found

    def _open_tail(self, parent: Element, child: Element, place: int) -> None:
        holder = Element("d")
        text, child.tail = self._folded(child.tail or "", 0), None
        found = self._unfolded(text, holder, in_tail=True)
        if holder.tail:
            child.tail = holder.tail
        parent[place:place] = [new for new, _ in found]

    def _folded(self, text: str, first: int) -> str:
        """The text with a placeholder for whatever a rule, from the `first` one on, found in it."""
        if isinstance(text, AtomicString) or not self._sign.search(text):
            return text
        for number in range(first, len(self._rules)):
            rule, signs = self._rules[number]
            if may_apply(signs, text) and not any(name.lower() in self.ancestors for name in rule.ANCESTOR_EXCLUDES):
                text = self._applied(rule, number, text)
        return text

    def _applied(self, rule: Any, number: int, text: str) -> str:
        """The text after one rule went over it."""
        parts: list[str] = []
        done = start = 0
        replaced = False
        while hit := self._hit(rule, text, start, replaced=replaced):
            node, at, start = hit
            replaced = node is not None
            if node is not None:
                self._fold_inside(node, number)
                parts += (text[done:at], self._stashed(node))
                done = start
                if isinstance(rule, DelimiterProcessor) and text[start : start + 1] in rule.delimiters:
                    # What stands before a delimiter decides what it means, and that is a placeholder by now.
                    text, done, start = ETX + text[start:], 1, 1
        return "".join([*parts, text[done:]]) if parts else text

    def _hit(self, rule: Any, text: str, start: int, *, replaced: bool) -> Hit | None:
        """The next thing that a rule finds; `replaced` where it just made something of what stands before `start`."""
        after = self._after.get(rule) if replaced else None
        behind = after.match(text, start) if after else None
        matches = iter((behind,)) if behind else rule.getCompiledRegExp().finditer(text, start + bool(after))
        for match in matches:
            node, at, end = rule.handleMatch(match, text)
            if at is not None and end is not None:
                return node, at, end
        return None

    def _fold_inside(self, node: Element | str, number: int) -> None:
        """Applies the rules after one to what that one made."""
        if isinstance(node, str) or isinstance(node.text, AtomicString):
            return
        for child in (node, *node):
            if child.text:
                self.ancestors.append(child.tag.lower())
                child.text = self._folded(child.text, number + 1)
                self.ancestors.pop()
            if child.tail:
                child.tail = self._folded(child.tail, number)

    def _stashed(self, node: Element | str) -> str:
        """A placeholder for something that stands in a text."""
        key = f"{len(self.stashed_nodes):04}"
        self.stashed_nodes[key] = node
        return INLINE_PLACEHOLDER % key

    def _unfolded(self, text: str, element: Element, *, in_tail: bool) -> Found:
        """The elements whose placeholders stand in a text of an element; the text around them goes where it belongs."""
        found: Found = []
        said: list[str] = []
        start = 0
        while (at := text.find(INLINE_PLACEHOLDER_PREFIX, start)) >= 0:
            placeholder = INLINE_PLACEHOLDER_RE.search(text, at)
            node = self.stashed_nodes.get(placeholder[1]) if placeholder else None
            end = placeholder.end() if placeholder and node is not None else at + len(INLINE_PLACEHOLDER_PREFIX)
            said.append(text[start : end if node is None else at])
            start = end
            if isinstance(node, str):
                said.append(node)
            elif node is not None:
                _say(said, found, element, in_tail=in_tail)
                self._unfold_inside(node)
                found.append((node, self.ancestors[:]))
        rest = text[start:]
        said.append(AtomicString(rest) if isinstance(text, AtomicString) else rest)
        _say(said, found, element, in_tail=in_tail)
        return found

    def _unfold_inside(self, node: Element) -> None:
        """Puts elements in the place of their placeholders in an element and its children."""
        new = 0
        for n, child in enumerate((node, *node)):
            if child.tail and INLINE_PLACEHOLDER_PREFIX in child.tail:
                text, child.tail = child.tail, None
                found = [one for one, _ in self._unfolded(text, child, in_tail=True)]
                node[n + new : n + new] = found
                new += len(found)
            if child.text and INLINE_PLACEHOLDER_PREFIX in child.text:
                text, child.text = child.text, None
                found = [one for one, _ in self._unfolded(text, child, in_tail=False)]
                child[0:0] = found
                new += len(found) if child is node else 0


def _say(said: list[str], found: Found, element: Element, *, in_tail: bool) -> None:
    """Adds what was said to the tail of the element found last, or to the text of the one that it stands in."""
    holder, where = (found[-1][0], "tail") if found else (element, "tail" if in_tail else "text")
    parts = [part for part in (getattr(holder, where), *said) if part]
    if parts:
        setattr(holder, where, parts[0] if len(parts) == 1 else "".join(parts))
    said.clear()
