"""Builds and the preview of a site of articles that nobody wrote: time and memory of each, in a process of its own.

Run it as `python -m benchmarks.builds`. The site lies in a temporary folder and has a title and an address; with
`--theme small` it has a theme for the pages that all generators have, and RSS as its only feeds. In each round the
site is built from nothing, then again without a change and after one of each kind. What the output does not show
afterwards ends the run. Figures are medians of the rounds; memory is the highest peak of the largest process.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.cost import Cost, cost_of, median_cost
from benchmarks.figures import Costs, Work, save, saved, table
from benchmarks.generators import OURS, Generator, change, fill, hugo, ours, shows, write
from benchmarks.previews import preview_costs
from benchmarks.steps import Step, build_steps, newest
from tagarchive.reading.site_files import SETTLED


def main(arguments: Sequence[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    work = Work(options.articles, options.theme, options.dialect)
    before = saved(options.compare, work) if options.compare else None
    with tempfile.TemporaryDirectory() as place:
        generators = [ours(Path(place, "ours"), work.theme, work.dialect)]
        if options.base:
            generators.append(ours(Path(place, "base"), work.theme, work.dialect, options.base.resolve()))
        if options.hugo:
            generators.append(hugo(Path(place, "hugo"), options.hugo))
        costs = measured(generators, Corpus(work.articles), options.runs, previewed=options.preview)
    print(f"{work.articles:,} articles; theme {work.theme}, dialect {work.dialect}; rounds: {options.runs}")
    for name, found in costs.items():
        than = (before, str(options.compare)) if name == OURS else (costs[OURS], OURS)
        print("\n".join(("", *table(name, found, *than))))
    if options.save:
        save(options.save, work, costs[OURS])


def measured(
    generators: Sequence[Generator], corpus: Corpus, rounds: int, *, previewed: bool = False
) -> Mapping[str, Costs]:
    """The cost of each step for each generator, by its name. The generators take turns at each step."""
    found: dict[str, dict[str, list[Cost]]] = {one.name: defaultdict(list) for one in generators}
    for generator in generators:
        fill(generator, corpus)
    for turn in range(rounds):
        # A preview has edited the newest article, whose text alone is to change.
        for generator in generators:
            write(generator, newest(corpus, turn))
        # A build reads again what was written just before the last one saw it.
        time.sleep(SETTLED / 1e9)
        for step in build_steps(corpus, turn):
            for generator in generators:
                found[generator.name][step.name].append(build_cost(generator, step))
        for generator in generators:
            if previewed and generator.has_preview:
                for name, cost in preview_costs(generator, corpus, turn):
                    found[generator.name][name].append(cost)
    return {name: {step: median_cost(costs) for step, costs in steps.items()} for name, steps in found.items()}


def build_cost(generator: Generator, step: Step) -> Cost:
    """The cost of the build after a step, which must show it."""
    change(generator, step)
    cost = cost_of(generator.build, generator.environment, generator.log)
    if not shows(generator, step):
        sys.exit(f"{generator.name}, {step.name}: /{step.page} does not have {step.text!r}")
    return cost


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000, metavar="N", help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="number of rounds; default: %(default)s")
    parser.add_argument("--theme", choices=("default", "small"), default="default")
    parser.add_argument("--dialect", choices=("default", "gfm"), default="default")
    parser.add_argument("--preview", action="store_true", help="measure the preview, too")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the figures to a file")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="compare with figures in a file")
    parser.add_argument("--base", type=Path, metavar="CHECKOUT", help="build with another checkout in the same rounds")
    parser.add_argument("--hugo", metavar="PROGRAM", help="build with Hugo in the same rounds")
    return parser


if __name__ == "__main__":
    main()
