"""Inline Markdown in linear time: the rules of Python-Markdown, applied in another way.

Python-Markdown copies the text for each match of a rule. Here a rule reads a text once, and the parts are joined at the
end. The HTML is the same; a property test compares the two.
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
"""Strings of which one must occur in a text for a rule to apply. A rule without signs can always apply."""

Found = list[tuple[Element, list[str]]]
"""Elements in a text, each with the names of its ancestors."""

Hit = tuple[Element | str | None, int, int]
"""Result of a rule for a part of a text, with the start and end offsets of that part."""


def may_apply(signs: Signs, text: str) -> bool:
    for sign in signs:
        if sign in text:
            return True
    return not signs


def may_arise(signs: Signs, text: str) -> bool:
    """True if one of the signs can occur in a text after HTML is removed from it and tabs become spaces."""
    return not signs or any(all(character.isspace() or character in text for character in sign) for sign in signs)


class Inline(InlineProcessor):
    """Applies inline rules to a tree, each to the texts that contain one of its signs."""

    stashed_nodes: dict[str, Element | str]

    def __init__(
        self, md: markdown.Markdown, rules: Sequence[tuple[Any, Signs]], after: Mapping[Any, re.Pattern[str]]
    ) -> None:
        """Creates the processor.

        `after` has patterns for rules that depend on the text before a match. The pattern of a rule finds a match
        directly after another match.
        """
        super().__init__(md)
        self._all_rules = rules
        self._after = after
        self.begin("")

    def begin(self, text: str) -> None:
        """Selects the rules for a new text: those with a sign that can occur in it."""
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
        """Applies the rules to the texts and tails of an element's children. Yields the elements to process next."""
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
        for parent, nodes in opened:
            parent[0:0] = [new for new, _ in nodes]

    def _open_text(self, element: Element) -> Found:
        """The elements in the text of an element. The element keeps the text before the first of them."""
        self.ancestors.append(element.tag.lower())
        text = self._folded(element.text or "", 0)
        nodes: Found = []
        if INLINE_PLACEHOLDER_PREFIX in text:
            element.text = None
            nodes = self._unfolded(text, element, in_tail=False)
        self.ancestors.pop()
        return nodes

    def _open_tail(self, parent: Element, child: Element, place: int) -> None:
        holder = Element("d")
        text, child.tail = self._folded(child.tail or "", 0), None
        nodes = self._unfolded(text, holder, in_tail=True)
        if holder.tail:
            child.tail = holder.tail
        parent[place:place] = [new for new, _ in nodes]

    def _folded(self, text: str, first: int) -> str:
        """The text with a placeholder for each match of the rules from number `first` on."""
        if isinstance(text, AtomicString) or not self._sign.search(text):
            return text
        for number in range(first, len(self._rules)):
            rule, signs = self._rules[number]
            if may_apply(signs, text) and not any(name.lower() in self.ancestors for name in rule.ANCESTOR_EXCLUDES):
                text = self._applied(rule, number, text)
        return text

    def _applied(self, rule: Any, number: int, text: str) -> str:
        """The text with a placeholder for each match of one rule."""
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
                    # A delimiter depends on the character before it, which is now the end of a placeholder.
                    text, done, start = ETX + text[start:], 1, 1
        return "".join([*parts, text[done:]]) if parts else text

    def _hit(self, rule: Any, text: str, start: int, *, replaced: bool) -> Hit | None:
        """The next match of a rule from `start`. `replaced` is True if the rule replaced the text before it."""
        after = self._after.get(rule) if replaced else None
        behind = after.match(text, start) if after else None
        matches = iter((behind,)) if behind else rule.getCompiledRegExp().finditer(text, start + bool(after))
        for match in matches:
            node, at, end = rule.handleMatch(match, text)
            if at is not None and end is not None:
                return node, at, end
        return None

    def _fold_inside(self, node: Element | str, number: int) -> None:
        """Applies later rules than `number` to the result of that rule, and the rule itself to the tails in it."""
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
        """A placeholder for a node in a text."""
        key = f"{len(self.stashed_nodes):04}"
        self.stashed_nodes[key] = node
        return INLINE_PLACEHOLDER % key

    def _unfolded(self, text: str, element: Element, *, in_tail: bool) -> Found:
        """The elements for the placeholders in a text.

        The text before the first of them goes to the text or tail of `element`, other text to their tails.
        """
        nodes: Found = []
        texts: list[str] = []
        start = 0
        while (at := text.find(INLINE_PLACEHOLDER_PREFIX, start)) >= 0:
            placeholder = INLINE_PLACEHOLDER_RE.search(text, at)
            node = self.stashed_nodes.get(placeholder[1]) if placeholder else None
            end = placeholder.end() if placeholder and node is not None else at + len(INLINE_PLACEHOLDER_PREFIX)
            texts.append(text[start : end if node is None else at])
            start = end
            if isinstance(node, str):
                texts.append(node)
            elif node is not None:
                _place_text(texts, nodes, element, in_tail=in_tail)
                self._unfold_inside(node)
                nodes.append((node, self.ancestors[:]))
        rest = text[start:]
        texts.append(AtomicString(rest) if isinstance(text, AtomicString) else rest)
        _place_text(texts, nodes, element, in_tail=in_tail)
        return nodes

    def _unfold_inside(self, node: Element) -> None:
        """Replaces the placeholders in an element and its children with their elements."""
        new = 0
        for n, child in enumerate((node, *node)):
            if child.tail and INLINE_PLACEHOLDER_PREFIX in child.tail:
                text, child.tail = child.tail, None
                nodes = [inner for inner, _ in self._unfolded(text, child, in_tail=True)]
                node[n + new : n + new] = nodes
                new += len(nodes)
            if child.text and INLINE_PLACEHOLDER_PREFIX in child.text:
                text, child.text = child.text, None
                nodes = [inner for inner, _ in self._unfolded(text, child, in_tail=False)]
                child[0:0] = nodes
                new += len(nodes) if child is node else 0


def _place_text(texts: list[str], nodes: Found, element: Element, *, in_tail: bool) -> None:
    """Moves texts to the tail of the last node, or to the text or tail of `element` if there is no node."""
    holder, where = (nodes[-1][0], "tail") if nodes else (element, "tail" if in_tail else "text")
    parts = [part for part in (getattr(holder, where), *texts) if part]
    if parts:
        setattr(holder, where, parts[0] if len(parts) == 1 else "".join(parts))
    texts.clear()
