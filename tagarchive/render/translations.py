"""Words of the theme. A site in another language provides its own in `_words.html`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jinja2 import nodes

from tagarchive.core.errors import Problem
from tagarchive.reading.disk import THEME
from tagarchive.reading.template_source import TemplateSources

WORDS = "_words.html"


def missing_words(sources: TemplateSources, trees: Mapping[str, nodes.Template]) -> Iterator[Problem]:
    """Problems for dictionaries in the site's `_words.html` that lack words of the theme."""
    if WORDS not in trees or THEME + WORDS not in trees:
        return
    theme = {words.name: words for words in _all_words(trees[THEME + WORDS])}
    for own in _all_words(trees[WORDS]):
        missing = sorted(theme[own.name].said.keys() - own.said.keys()) if own.name in theme else []
        if missing:
            lines = ", ".join(f"“{theme[own.name].said[word]}”" for word in missing)
            message = f"found no words in {own.name} for {', '.join(missing)}"
            yield Problem(
                sources[WORDS].location(own.line, own.name), "missing-words", message, f"the theme says {lines}"
            )


class _Words(NamedTuple):
    """A dictionary of words.

    Attributes:
        name: its name
        line: the line of its start
        said: the text of each word

    """

    name: str
    line: int
    said: Mapping[str, str]


def _all_words(tree: nodes.Template) -> Iterator[_Words]:
    for assign in tree.find_all(nodes.Assign):
        if isinstance(assign.target, nodes.Name) and isinstance(assign.node, nodes.Dict):
            pairs = ((pair.key, pair.value) for pair in assign.node.items)
            said = {str(getattr(key, "value", "")): str(getattr(value, "value", "")) for key, value in pairs}
            yield _Words(assign.target.name, assign.lineno, said)
