"""Pinyin: the reading of Chinese characters, which gives Chinese names their order and their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tagarchive.core.alphabets import primary

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
"""A run of Chinese characters."""


def reads_by_pinyin(language: str) -> bool:
    """True for Chinese in the simplified script. Lists in the traditional script do not go by pinyin."""
    subtags = {subtag.lower() for subtag in language.split("-")[1:]}
    return primary(language) == "zh" and not subtags & {"hant", "tw", "hk", "mo"}


def syllables(run: str) -> Iterator[str]:
    """The syllable of each character of a run, with its tone: `bei3` and `jing1` for 北京.

    A character with several readings has that of its word. `u9` stands for ü, which comes after u and before ua.
    """
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 (0.3 s, and only Chinese sites need it)

    read = lazy_pinyin(run, style=Style.TONE3, neutral_tone_with_five=True, errors=_separate)
    return (syllable.replace("v", "u9") for syllable in read)


def _separate(unread: str) -> Any:
    """Characters without a reading, one by one. pypinyin takes a list here too, unlike its type says."""
    return list(unread)
