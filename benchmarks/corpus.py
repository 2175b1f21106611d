"""Articles of an archive that nobody wrote, the same each time: words by frequency, and tags that few or many have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import NamedTuple

from benchmarks.vocabulary import Vocabulary

TAGS = 200
"""Number of tags; the one of rank N is used half as often as that of rank N / 2."""

FIRST, YEARS = datetime(2014, 1, 1, tzinfo=UTC), timedelta(days=2500)
"""Date of the first article, and the time in which all are published."""

PARAGRAPHS = range(5, 9)
SECTION = 2
"""A heading stands before each paragraph of this distance but the first."""

_SEED = 20


class Article(NamedTuple):
    """An article as its file has it."""

    slug: str
    title: str
    date: datetime
    summary: str
    tags: Sequence[str]
    body: str

    @property
    def text(self) -> str:
        tags = ", ".join(f'"{tag}"' for tag in self.tags)
        matter = f'title: "{self.title}"\ndate: {self.date.isoformat()}\nslug: {self.slug}\nsummary: "{self.summary}"'
        return f"---\n{matter}\ntags: [{tags}]\n---\n{self.body}"


class Corpus:
    """So many articles by their numbers, in the order of their dates. Higher numbers are articles of later dates."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.vocabulary = Vocabulary(Random(_SEED))
        names = dict.fromkeys(word for word in self.vocabulary.words if len(word) > 4)
        self.tags = tuple(names)[:TAGS]
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(TAGS)))

    def __iter__(self) -> Iterator[Article]:
        return map(self.article, range(self.number))

    def article(self, place: int) -> Article:
        chance = Random(place * 1000 + _SEED)
        title = self._sentence(chance, range(5, 10)).rstrip(".")
        date = FIRST + YEARS / self.number * place + timedelta(seconds=chance.randrange(60))
        summary = " ".join(self._sentence(chance, range(8, 16)) for _ in range(2))
        tags = tuple(dict.fromkeys(chance.choices(self.tags, cum_weights=self._weights, k=chance.randint(3, 6))))
        slug = f"{'-'.join(title.lower().replace(',', '').split())}-{place}"
        return Article(slug, title, date, summary, tags, "\n\n".join(self._blocks(chance)) + "\n")

    def _blocks(self, chance: Random) -> Iterator[str]:
        """The paragraphs, headings and lists of a text."""
        number = chance.choice(PARAGRAPHS)
        for place in range(number):
            if place and place % SECTION == 0:
                yield f"## {self._sentence(chance, range(2, 6)).rstrip('.')}"
            yield " ".join(self._sentence(chance, range(8, 20)) for _ in range(chance.randint(3, 5)))
            if place == number // 2:
                sign = chance.choice(("-", "1."))
                yield "\n".join(f"{sign} {self._sentence(chance, range(4, 12))}" for _ in range(4))
        if chance.random() < 0.3:
            yield f"> {self._sentence(chance, range(8, 20))}"

    def _sentence(self, chance: Random, lengths: range) -> str:
        words = self.vocabulary.some(chance, chance.choice(lengths))
        # Headlines and summaries have no syntax; of the others, one in six has a link or a word in bold type.
        if len(words) > 15 and chance.random() < 0.6:
            place = chance.randrange(2, len(words))
            link = f"[{words[place]} {words[0]}](https://www.example.org/{words[place]}/)"
            words[place] = chance.choice((link, f"**{words[place]}**", f"*{words[place]}*"))
        words[0] = words[0].capitalize()
        if len(words) > 7:
            words[len(words) // 2 - 1] += ","
        return f"{' '.join(words)}."
