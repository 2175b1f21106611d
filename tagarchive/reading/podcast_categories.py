"""Categories of podcasts, and other texts of podcasts that are checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NewType

from tagarchive.core.errors import ExpectedError, did_you_mean

PodcastCategory = NewType("PodcastCategory", str)
Email = NewType("Email", str)

_CATEGORIES = """
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government:
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
History:
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics, \
Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer, Swimming, \
Tennis, Volleyball, Wilderness, Wrestling
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
Technology:
True Crime:
"""
"""Categories of Apple Podcasts, each with those below it (podcasters.apple.com, "Apple Podcasts categories")."""


def _above() -> Mapping[str, str]:
    lines = (line.partition(":") for line in _CATEGORIES.strip().split("\n"))
    return {name: top for top, _, below in lines for name in (top, *filter(None, map(str.strip, below.split(","))))}


ABOVE = _above()
"""The top category of each category; of a top category, itself."""

A_CATEGORY = "a category of Apple Podcasts such as News or Daily News"
AN_EMAIL = "an e-mail address such as desk@example.org"


def podcast_category(text: str) -> PodcastCategory:
    """A category as Apple writes it. Case makes no difference."""
    names = {name.casefold(): name for name in ABOVE}
    known = names.get(" ".join(text.split()).casefold())
    if known is None:
        raise ExpectedError(A_CATEGORY, did_you_mean(text, ABOVE, few=0) or f"top ones are {', '.join(_tops())}")
    return PodcastCategory(known)


def _tops() -> tuple[str, ...]:
    return tuple(name for name, top in ABOVE.items() if name == top)


def email(text: str) -> Email:
    if not re.fullmatch(r"[^\s@<>\x00-\x1f\x7f]+@[^\s@<>\x00-\x1f\x7f]+\.[^\s@<>\x00-\x1f\x7f]+", text):
        raise ValueError(AN_EMAIL)
    return Email(text)
