"""Check of the words in templates against the catalogue that has every word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jinja2 import nodes

from tagarchive.core.errors import did_you_mean
from tagarchive.render.word_files import Forms, Shape, shape_of


class WordGroup(NamedTuple):
    """The type of `words` in templates, and of the tables of words in it.

    Attributes:
        prefix: beginning of the keys of its words; empty for `words`
        reference: every word that there is

    """

    prefix: str
    reference: Mapping[str, Forms]

    def member(self, name: str) -> tuple[WordGroup | Shape | None, str]:
        """The type of a member, or None and a hint if there is none of this name."""
        key = self.prefix + name
        if key in self.reference:
            return shape_of(self.reference[key]), ""
        if any(known.startswith(f"{key}.") for known in self.reference):
            return WordGroup(f"{key}.", self.reference), ""
        inner = (known.removeprefix(self.prefix) for known in self.reference if known.startswith(self.prefix))
        return None, did_you_mean(name, {one.partition(".")[0] for one in inner}, few=0)


def faults_of_call(shape: Shape, call: nodes.Call) -> Iterator[tuple[str, str]]:
    """Faults of the values that a template gives for the placeholders of a word, each with a hint."""
    given = {keyword.key for keyword in call.kwargs}
    if call.args or call.dyn_args or call.dyn_kwargs:
        yield "found a value without the name of its placeholder", f"write {_example(shape)}"
    elif not shape.placeholders:
        yield "found values for a word that has no placeholder", "leave out the brackets"
    else:
        for name in sorted(given - shape.placeholders):
            yield f"found a value for the unknown placeholder “{name}”", did_you_mean(name, shape.placeholders)
        if missing := sorted(shape.placeholders - given):
            yield f"found no value for {', '.join(missing)}", f"write {_example(shape)}"


def faults_of_print(shape: Shape) -> str:
    """The fault of a word that is printed without the values that it needs; empty if it needs none."""
    return f"found a word without its values, expected {_example(shape)}" if shape.placeholders else ""


def _example(shape: Shape) -> str:
    return f"({', '.join(f'{name}=…' for name in sorted(shape.placeholders))}) behind it"
