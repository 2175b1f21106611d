"""Spellings of tags: forms of a name that ignore what people write in different ways, and how alike two names are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tagarchive.archive.tags.edit_distance import Edits, edits
from tagarchive.archive.tags.inflections import inflection
from tagarchive.core.slugs import tag_key

_ARTICLES = frozenset("the a an der die das ein eine le la les un une el los las il lo gli i o os as de het".split())
"""Words before a name that some people leave out."""

_SMALL = frozenset(
    "and und et y e og och en ja i и و ve of for the in on to at de du des der den la le les del della di da do von "
    "van für of".split()
)
"""Words within a name that join others."""

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+[+#]*|[+#]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])")
_ROMAN = re.compile("x{0,3}(?:ix|iv|v?i{1,3}|v|(?<=x))")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]+)[)\]]")


class Form(NamedTuple):
    """A name in forms that ignore what people write in different ways.

    Attributes:
        whole: its letters and digits without spaces and marks
        words: its words without marks
        core: its words without articles and joining words
        joined: the letters and digits of `core`
        numbers: its numbers and signs, which make another tag if they differ
        bracketed: its part in brackets, and the rest; empty without brackets

    """

    whole: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    joined: str
    numbers: tuple[str, ...]
    bracketed: tuple[str, str] = ("", "")


class Likeness(NamedTuple):
    """Likeness of two names.

    Attributes:
        score: probability that they are one tag, by spelling alone
        weight: share of the company of the tags in the final score
        why: reason, for readers
        is_rare: True if one of the tags should be rare, as typing errors are

    """

    score: float
    weight: float
    why: str
    is_rare: bool = False


@lru_cache(maxsize=1 << 15)
def form(name: str) -> Form:
    """The forms of a name."""
    key = _unmarked(tag_key(_DOTTED.sub(lambda match: match[0].replace(".", ""), name)))
    words = tuple(_WORD.findall(re.sub("['’ʼ`´]", "", key)))
    core = _core(words)
    inside = _IN_BRACKETS.search(name)
    bracketed = ("", "")
    if inside:
        rest = " ".join(name.replace(inside[0], " ").split())
        bracketed = (_joined(_core(_words(inside[1]))), _joined(_core(_words(rest))))
    numbers = [part for word in words for part in re.findall(r"\d+(?:[.,]\d+)*|[+#]+", word)]
    numbers += [word for word in words[1:] if _ROMAN.fullmatch(word)]
    return Form(_joined(words), words, core, _joined(core), tuple(numbers), bracketed)


def _words(name: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(_unmarked(tag_key(name))))


def _unmarked(text: str) -> str:
    """The text without marks in any script, and without the article that Arabic writes before a word."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.category(c).startswith("M") and c != "\u0640")
    return re.sub(r"\bال(?=\w{3})", "", unicodedata.normalize("NFC", plain))


def _core(words: Sequence[str]) -> tuple[str, ...]:
    start = 1 if len(words) > 1 and words[0] in _ARTICLES else 0
    inner = [word for word in words[start + 1 : -1] if word not in _SMALL] if len(words) > start + 2 else []
    ends = words[start : start + 1], words[-1:] if len(words) > start + 1 else ()
    return (*ends[0], *inner, *ends[1])


def _joined(words: Sequence[str]) -> str:
    """Words without spaces; a full stop stays between two numbers."""
    text = " ".join(words)
    return re.sub(r"(?<=\d) (?=\d)", ".", text).replace(" ", "")


def initials(core: Sequence[str]) -> set[str]:
    """The abbreviations of a name: the first letters of its words, where a short word may stand whole."""
    found = {""}
    for word in core:
        heads = {word[0], word} if len(word) <= 3 and word != core[-1] else {word[0]}
        found = {text + head for text in found for head in heads}
    return {text for text in found if len(text) >= 2} if 2 <= len(core) <= 8 else set()


def likeness(one: Form, other: Form) -> Likeness | None:
    """Likeness of two names; None if they are not alike, or differ in a number or a sign."""
    if one.whole == other.whole and one.whole:
        return Likeness(0.97, 0.03, "the same letters")
    if one.numbers != other.numbers:
        return None
    return _of_words(one, other) or _of_parts(one, other) or _of_letters(one, other) or _of_more(one, other)


def _of_words(one: Form, other: Form) -> Likeness | None:
    """The likeness of names with the same words."""
    if one.joined == other.joined and one.joined:
        short = len(one.joined) <= 3
        return Likeness(0.6 if short else 0.95, 0.3 if short else 0.03, f"the same but for {_left_out(one, other)}")
    if len(one.core) > 1 and sorted(one.core) == sorted(other.core):
        return Likeness(0.93, 0.05, "the same words in another order")
    if (one.bracketed[0] and other.joined in one.bracketed) or (other.bracketed[0] and one.joined in other.bracketed):
        return Likeness(0.93, 0.05, "the same but for what stands in brackets")
    return None


def _left_out(one: Form, other: Form) -> str:
    words = set(one.words) ^ set(other.words)
    return " and ".join(f"“{word}”" for word in sorted(words)) or "a joining word"


def _of_parts(one: Form, other: Form) -> Likeness | None:
    """The likeness of names whose words are forms or abbreviations of each other."""
    short, long = (one, other) if len(one.joined) <= len(other.joined) else (other, one)
    if len(short.words) == 1 and len(long.core) > 1 and short.joined in initials(long.core):
        return Likeness(0.58 if len(short.joined) > 2 else 0.42, 0.6, "one abbreviates the other")
    if len(one.core) == len(other.core):
        pairs = _aligned(one.core, other.core)
        grades = [grade for pair in pairs if (grade := inflection(*pair))]
        if pairs and len(grades) == len(pairs):
            least = min(grades)
            return Likeness(*least, "two forms of one word" if len(pairs) == 1 else "forms of the same words")
        if len(pairs) == 1 and _is_clipped(*pairs[0]):
            is_sure = len(one.core) > 1 or not set(pairs[0][0]) & set("aeiou")
            return Likeness(0.56 if is_sure else 0.36, 0.5, f"“{pairs[0][0]}” may stand for “{pairs[0][1]}”")
    if len(one.core) == len(other.core):
        return None
    grade = inflection(one.joined, other.joined)
    return Likeness(grade.score - 0.04, grade.weight, "two forms of one word") if grade else None


def _aligned(one: Sequence[str], other: Sequence[str]) -> list[tuple[str, str]]:
    """The words of two names that differ, in pairs with the shorter word first."""
    only = sorted(set(one) - set(other)), sorted(set(other) - set(one))
    if len(only[0]) != len(only[1]):
        return []
    return [tuple(sorted(pair, key=len)) for pair in zip(*only, strict=True)]  # type: ignore[misc]


def _is_clipped(short: str, long: str) -> bool:
    """True if a word is the start of a longer one, as in tech and technology, or a contraction such as govt."""
    if len(short) < 3 or len(long) < len(short) + 3:
        return False
    letters = iter(long)
    is_contraction = short[0] == long[0] and short[-1] == long[-1] and all(letter in letters for letter in short)
    return long.startswith(short) or (is_contraction and len(short) <= 5)


def _of_letters(one: Form, other: Form) -> Likeness | None:
    """The likeness of names that differ in a letter or two."""
    left, right = one.joined, other.joined
    if len(one.core) == len(other.core):
        pairs = [pair for pair in zip(one.core, other.core, strict=True) if pair[0] != pair[1]]
        if len(pairs) != 1:
            return None
        left, right = pairs[0]
    least = min(len(left), len(right))
    found = edits(left, right, 2 if least >= 8 else 1) if least >= 5 else None
    if found is None:
        return None
    score = _typed(found, least) - (0.2 if found.is_first else 0)
    why = "a letter differs" if found.number == 1 else "two letters differ"
    return Likeness(score, 0.45, why, is_rare=True) if score > 0 else None


def _of_more(one: Form, other: Form) -> Likeness | None:
    """The likeness of a name and of the same with one more word before or after it."""
    short, long = sorted((one, other), key=lambda form: len(form.joined))
    core = long.core
    if len(core) > 2 and short.joined in (_joined(core[1:]), _joined(core[:-1])):
        more = core[0] if short.joined == _joined(core[1:]) else core[-1]
        return Likeness(0.58, 0.3, f"the same but for “{more}”")
    if len(core) == 2 and short.core in (core[:1], core[1:]):
        # A word alone hardly ever is the same as with another one, so only those who ask for all see it.
        return Likeness(0.3, 0.3, f"the same but for “{core[0] if short.core == core[1:] else core[1]}”")
    return None


def _typed(found: Edits, length: int) -> float:
    """The probability that a word of a length is another one with typing errors."""
    if found.number == 1 and found.slips:
        return min(0.85, 0.62 + 0.04 * (length - 5))
    if found.number == 1:
        return min(0.75, (0.3 if found.is_replaced else 0.4) + 0.06 * (length - 5))
    return min(0.75, 0.56 + 0.04 * (length - 8)) if found.slips > 1 else min(0.7, 0.28 + 0.05 * (length - 8))
