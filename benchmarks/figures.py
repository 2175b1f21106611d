"""Figures of a benchmark: as a table, and in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.cost import Cost

Costs = Mapping[str, Cost]
"""The cost of each step, by its name."""


class Work(NamedTuple):
    """What was built."""

    articles: int
    theme: str
    dialect: str


class Saved(msgspec.Struct, frozen=True):
    """The figures of a run in a file."""

    work: Work
    costs: dict[str, Cost]


def save(file: Path, work: Work, costs: Costs) -> None:
    file.write_bytes(msgspec.json.format(msgspec.json.encode(Saved(work, dict(costs)))) + b"\n")


def saved(file: Path, work: Work) -> Costs:
    """The figures in a file, which must be of the same work."""
    found = msgspec.json.decode(file.read_bytes(), type=Saved)
    if found.work != work:
        sys.exit(f"{file} has figures of {found.work}, expected {work}")
    return found.costs


def table(name: str, costs: Costs, others: Costs | None = None, than: str = "") -> Iterator[str]:
    """The lines of a table. With the costs of something else, how many times as high as those they are."""
    ratios = f"   times {than}: wall, CPU, MiB" if others is not None else ""
    yield f"{name:28} {'wall s':>8} {'CPU s':>8} {'MiB':>6}{ratios}".rstrip()
    for step, cost in costs.items():
        line = f"{step:28} {cost.wall:8.3f} {_known(cost.cpu, '8.2f')} {_known(cost.peak, '6.0f')}"
        if others is not None and step in others:
            line += "  " + " ".join(_ratio(*pair) for pair in zip(cost, others[step], strict=True))
        yield line.rstrip()


def _known(value: float, form: str) -> str:
    return format(value, form) if value else format("", form.partition(".")[0])


def _ratio(value: float, other: float) -> str:
    return f"{value / other:6.2f}" if value and other else " " * 6
