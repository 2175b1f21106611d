"""Words that are as frequent as in a language: they have the frequencies of Zipf and Mandelbrot."""

from __future__ import annotations

from itertools import accumulate
from random import Random

NUMBER, FIRST_RANK = 40_000, 3.0
"""Number of words, and what is added to the rank of each."""

LETTERS = "etaoinshrdlucmfwypvbgk"


class Vocabulary:
    """Words made of chance, the most frequent first."""

    def __init__(self, chance: Random) -> None:
        self.words = ["".join(chance.choices(LETTERS, k=chance.randint(2, 10))) for _ in range(NUMBER)]
        self._weights = list(accumulate(1 / (rank + FIRST_RANK) for rank in range(NUMBER)))

    def some(self, chance: Random, number: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self._weights, k=number)
