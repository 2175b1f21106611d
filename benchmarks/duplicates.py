"""Precision and recall of the search for copies, on a corpus of articles and edited copies of them.

    python -m benchmarks.duplicates CORPUS [--tag-archive FILE] [--whole]
    python -m benchmarks.duplicates --speed 50000

CORPUS is a folder of articles in Markdown. Each is parted so that its parts are as long as a news story, and each part
is edited in each of the ways in `edits.py`. One half of the corpus is for choosing limits, the other for the figures.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest.mock import patch
from zlib import crc32

from benchmarks import speed
from benchmarks.edits import EDITS
from benchmarks.posts import Post, posts_of
from benchmarks.weekly import weekly_posts
from tagarchive.archive.duplicates import pairs as rule
from tagarchive.archive.duplicates.index import MemoryIndex
from tagarchive.archive.duplicates.pairs import Pair, updated_pairs
from tagarchive.reading.sketches import Sketch, likeness, sketch

Sketches = Mapping[str, Sketch]

LIMITS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)

_COPY = "|"
"""Character between the name of a post and the kind of edit, in the name of a copy."""


class Outcome(NamedTuple):
    """The pairs that are found among posts and copies.

    Attributes:
        copies: number of copies
        found: number of copies that make a pair with their post
        pairs: number of pairs
        wrong: pairs of different posts, or of copies of different posts

    """

    copies: int
    found: int
    pairs: int
    wrong: tuple[Pair, ...]

    @property
    def recall(self) -> float:
        return self.found / self.copies

    @property
    def precision(self) -> float:
        return 1 - len(self.wrong) / self.pairs


def main() -> None:
    options = _options()
    if options.speed:
        speed.measure(options.speed)
        return
    posts = posts_of(options.corpus, parted=not options.whole)
    print(f"{len(posts):,} texts of {len({post.family for post in posts}):,} posts")
    print(f"median {sorted(len(post.text.split()) for post in posts)[len(posts) // 2]} words")
    choosing, measuring = _halves(posts)
    print(f"\nHalf for choosing: {len(choosing)} texts\n")
    _print_limits(choosing)
    print(f"\nOther half: {len(measuring)} texts, limits {rule.ALIKE}\n")
    wrong = _print_kinds(measuring)
    print("\nAll texts\n")
    wrong |= _print_kinds(posts)
    print("\nWrong pairs, to be judged by hand:")
    print("\n".join(sorted(wrong)) or "none")
    _print_weekly(posts)
    _print_reports(_reports(Path(__file__).with_name("reports.txt").read_text("utf-8")))
    if options.tag_archive:
        _print_tag_archive(options.tag_archive.read_text("utf-8"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?", help="folder of articles")
    parser.add_argument("--whole", action="store_true", help="do not part long articles")
    parser.add_argument("--tag-archive", type=Path, help="five articles, of which the last is a copy of the third")
    parser.add_argument("--speed", type=int, metavar="N", help="measure time and memory with N synthetic articles")
    options = parser.parse_args()
    if bool(options.corpus) == bool(options.speed):
        parser.error("either a corpus or --speed")
    return options


def _halves(posts: Sequence[Post]) -> tuple[list[Post], list[Post]]:
    """Posts in two halves, with all parts of one post in one of them."""
    one, other = ([post for post in posts if crc32(post.family.encode()) % 2 == half] for half in (0, 1))
    return one, other


def _sketches(posts: Sequence[Post]) -> dict[str, Sketch]:
    return {post.name: sketch(post.text) for post in posts}


def _copies(posts: Sequence[Post], kind: str) -> dict[str, Sketch]:
    """A copy of each post, edited in one way."""
    edit = EDITS[kind]
    edited = ((post.name, edit(post.paragraphs, Random(post.name + kind))) for post in posts)
    return {f"{name}{_COPY}{kind}": sketch("\n".join(paragraphs)) for name, paragraphs in edited}


def _outcome(posts: Sketches, copies: Sketches) -> Outcome:
    pairs = updated_pairs((), MemoryIndex(), {**posts, **copies})
    found = [pair for pair in pairs if pair.first == _post(pair.second)]
    wrong = tuple(pair for pair in pairs if _post(pair.first) != _post(pair.second))
    return Outcome(len(copies), len(found), len(pairs), wrong)


def _post(name: str) -> str:
    return name.partition(_COPY)[0]


def _print_limits(posts: Sequence[Post]) -> None:
    sketches, kinds = _sketches(posts), {kind: _copies(posts, kind) for kind in EDITS}
    print(f"{'least likeness':>14} {'recall':>8} {'all edits':>10} {'precision':>10}")
    for limit in LIMITS:
        limits = ((rule.ALIKE[0][0], limit), *((most, max(least, limit)) for most, least in rule.ALIKE[1:]))
        with patch.object(rule, "ALIKE", limits):
            outcomes = {kind: _outcome(sketches, copies) for kind, copies in kinds.items()}
        found, copies = (sum(getattr(one, name) for one in outcomes.values()) for name in ("found", "copies"))
        wrong, pairs = sum(len(one.wrong) for one in outcomes.values()), sum(one.pairs for one in outcomes.values())
        hardest = outcomes["all together"].recall
        print(f"{limit:14} {found / copies:8.2%} {hardest:10.2%} {1 - wrong / pairs:10.3%}")


def _print_kinds(posts: Sequence[Post]) -> set[str]:
    """Prints a row for each kind of edit, and returns the wrong pairs as lines."""
    sketches, every, wrong = _sketches(posts), dict[str, Sketch](), list[Pair]()
    print(f"{'edit':26} {'copies':>7} {'found':>7} {'recall':>8} {'pairs':>7} {'wrong':>6} {'precision':>10}")
    for kind in EDITS:
        copies = _copies(posts, kind)
        every |= copies
        wrong += _print_row(kind, _outcome(sketches, copies))
    wrong += _print_row("all kinds in one archive", _outcome(sketches, every))
    return set(_judged(wrong))


def _print_row(kind: str, outcome: Outcome) -> tuple[Pair, ...]:
    row = f"{kind:26} {outcome.copies:7,} {outcome.found:7,} {outcome.recall:8.2%} {outcome.pairs:7,}"
    print(f"{row} {len(outcome.wrong):6} {outcome.precision:10.3%}")
    return outcome.wrong


def _judged(pairs: Collection[Pair]) -> Iterator[str]:
    """The posts of wrong pairs, each with the highest score."""
    best: dict[tuple[str, ...], float] = {}
    for pair in pairs:
        posts = tuple(sorted((_post(pair.first), _post(pair.second))))
        best[posts] = max(pair.score, best.get(posts, 0))
    for (one, other), score in best.items():
        yield f"{score:.2f} {one} / {other}"


def _print_weekly(posts: Sequence[Post]) -> None:
    print("\nWeekly posts with one template: pairs found, by number of posts and share of the template\n")
    shares, numbers = (0.2, 0.3, 0.4, 0.5, 0.6), (4, 8, 12, 26, 52, 400)
    print(f"{'posts':>8} " + " ".join(f"{share:>8.0%}" for share in shares))
    for number in numbers:
        counts = (len(_found(weekly_posts(posts, number, share))) for share in shares)
        print(f"{number:8} " + " ".join(f"{count:8}" for count in counts))


def _found(texts: Mapping[str, str]) -> tuple[Pair, ...]:
    return updated_pairs((), MemoryIndex(), {name: sketch(text) for name, text in texts.items()})


def _reports(text: str) -> list[list[str]]:
    return [event.split("\n----\n") for event in text.split("\n====\n")]


def _print_reports(events: Sequence[Sequence[str]]) -> None:
    texts = {f"{number}-{place}": text for number, event in enumerate(events) for place, text in enumerate(event)}
    scores = sorted(likeness(sketch(one), sketch(other)) for one, other in events)
    print(f"\nReports of one event by two newsrooms: {len(events)} events, {len(_found(texts))} pairs found")
    print(f"likeness from {scores[0]:.2f} to {scores[-1]:.2f}, median {scores[len(scores) // 2]:.2f}")


def _print_tag_archive(text: str) -> None:
    articles = [article.strip() for article in text.split("Read original article here")][:5]
    print("\nTag archive")
    for pair in _found(dict(zip("12345", articles, strict=True))):
        print(f"found {pair.first} and {pair.second}: {pair.why}, {pair.score}")
    scores = (
        (likeness(sketch(one), sketch(other)), f"{first} and {second}")
        for (first, one), (second, other) in combinations(enumerate(articles, 1), 2)
    )
    for score, names in sorted(scores, reverse=True)[:4]:
        print(f"likeness of {names}: {score:.2f}")


if __name__ == "__main__":
    main()
