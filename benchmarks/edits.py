"""Edits that newsrooms make to a wire story: functions from paragraphs to paragraphs, by the name of the kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from random import Random

Paragraphs = tuple[str, ...]
Edit = Callable[[Paragraphs, Random], Paragraphs]

CHANGED = 25
"""Another spelling changes at least one of so many words."""

LONGEST_LEAD = 80
"""Number of words of the longest lead; some posts are one paragraph."""

_SPELLINGS: Sequence[tuple[str, str]] = (
    ("Shiite", "Shi’ite"),
    ("Erbil", "Irbil"),
    ("Kyiv", "Kiev"),
    ("Quran", "Koran"),
    ("al-Qaida", "al Qaeda"),
    ("Hezbollah", "Hizbullah"),
    ("center", "centre"),
    ("color", "colour"),
    ("labor", "labour"),
    ("behavior", "behaviour"),
    ("program", "programme"),
    ("programs", "programmes"),
    ("organization", "organisation"),
    ("organizations", "organisations"),
    ("recognize", "recognise"),
    ("prioritize", "prioritise"),
    ("analyze", "analyse"),
    ("defense", "defence"),
    ("license", "licence"),
    ("adviser", "advisor"),
    ("toward", "towards"),
    ("judgment", "judgement"),
    ("percent", "per cent"),
    ("email", "e-mail"),
    ("website", "web site"),
    ("websites", "web sites"),
    ("online", "on-line"),
    ("health care", "healthcare"),
    ("cybersecurity", "cyber-security"),
    ("nonprofit", "non-profit"),
    ("open source", "open-source"),
    ("U.S.", "US"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("ten", "10"),
    ("don’t", "do not"),
    ("it’s", "it is"),
    ("we’re", "we are"),
)

_VOWELS = str.maketrans("aeiou", "eiaou")

_NEWSROOMS: Sequence[tuple[Sequence[str], Sequence[str]]] = (
    (
        ("A street in the old town on Tuesday. Photo: Vera Lind / Harbour Post", "Read more: the week in pictures"),
        (
            (
                "The Harbour Post is written by its readers and paid by them. If you want more, become a member. "
                "Members get the weekend edition, the archive since 1921, and the crossword with its solution."
            ),
            "© Harbour Post Company. All rights reserved. No part of this page may be used without our permission.",
        ),
    ),
    (
        ("Watch: Five things to know", "02:14", "People queue before an office. (Tomas Reel/Meridian Pictures)"),
        (
            "Download the Meridian app for breaking news, live video and the forecast for your town.",
            "This story was edited for length. Meridian’s standards: we correct what is wrong and say that we did.",
            "Sign up for our morning letter. It comes at six, it is free, and one click ends it.",
        ),
    ),
    (
        (
            "FILE PHOTO: The seat of the agency is seen at dusk, in this picture of March. Inga Sol/Pool",
            "Read More",
        ),
        ("Reporting by the national desk; editing by M. Orrin. Our principles can be read on the page about us.",),
    ),
    (
        ("ADVERTISEMENT", "Story continues below", "Image: A map of the region with the places named in the text"),
        (
            "Got a tip? Write to tips@northern.example or ring the desk at any hour.",
            "More from Northern: What the budget means for schools. The bridge that nobody wanted. Ten walks for May.",
            "Subscribe for 3 a month and read every story. Already a subscriber? Sign in here.",
        ),
    ),
    (
        ("A member of staff shows how it is done, Monday. Courtesy of the press office", "Listen to this article"),
        ("The Associated Wire contributed to this report.", "Follow us for more. Share this story with a friend."),
    ),
)

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def headline(paragraphs: Paragraphs, _: Random) -> Paragraphs:
    """The text as it is, for a headline is no part of it, below a second one."""
    return ("What is behind it, and who has to deal with it", *paragraphs)


def cut(paragraphs: Paragraphs, _: Random) -> Paragraphs:
    """The text without the third at its end."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    left = words * 2 // 3
    kept: list[str] = []
    for paragraph in paragraphs:
        kept.append(" ".join(paragraph.split()[:left]))
        left -= len(paragraph.split())
        if left <= 0:
            break
    return tuple(kept)


def lead(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """The text with the words of its lead in another order.

    The lead is the first paragraph of at least twenty words, or the start of it.
    """
    first = next((n for n, paragraph in enumerate(paragraphs) if len(paragraph.split()) >= 20), 0)
    words = paragraphs[first].split()
    other = chance.sample(words[:LONGEST_LEAD], min(len(words), LONGEST_LEAD))
    return (" ".join(other), " ".join(words[LONGEST_LEAD:]), *paragraphs[first + 1 :])


def spelling(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """The text with other spellings, each in all places: those of a table, then names and long words."""
    text = "\n".join(paragraphs)
    changed = 0
    total = len(text.split())
    table = _SPELLINGS if chance.random() < 0.5 else [(there, here) for here, there in _SPELLINGS]
    for here, there in table:
        text, count = re.subn(rf"(?<!\w){re.escape(here)}(?!\w)", there, text)
        changed += count
    for word in _frequent(text, 200):
        if changed * CHANGED >= total:
            break
        text, count = re.subn(rf"(?<![\w’'-]){word}(?![\w’'-])", respelled(word), text)
        changed += count
    return tuple(_requoted(text).split("\n"))


def respelled(word: str) -> str:
    """A name in another transliteration: its first vowel but one, or else its last letter doubled."""
    head, tail = word[:1], word[1:]
    other = head + tail.translate(_VOWELS)
    return other if other != word else word + word[-1]


def boilerplate(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    """The text with the captions, teasers and footer of a newsroom."""
    between, after = chance.choice(_NEWSROOMS)
    mixed = list(paragraphs)
    for line in between:
        mixed.insert(chance.randrange(len(mixed) + 1), line)
    return (*mixed, *after, "Read original article here")


def everything(paragraphs: Paragraphs, chance: Random) -> Paragraphs:
    for edit in (headline, cut, lead, spelling, boilerplate):
        paragraphs = edit(paragraphs, chance)
    return paragraphs


EDITS: Mapping[str, Edit] = {
    "another headline": headline,
    "cut by a third": cut,
    "another lead": lead,
    "another spelling": spelling,
    "captions and boilerplate": boilerplate,
    "all together": everything,
}


def _frequent(text: str, number: int) -> list[str]:
    """The most frequent words of a text that are names or long, in a fixed order."""
    counts = Counter(word for word in _WORD.findall(text) if len(word) > 6 or (len(word) > 3 and word[0].isupper()))
    return sorted(counts, key=lambda word: (-counts[word], word))[:number]


def _requoted(text: str) -> str:
    """The text with typographic quotes for plain ones, or the other way round."""
    if "“" in text or "’" in text:
        return text.translate(str.maketrans("“”‘’", "\"\"''"))
    return re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’")
