"""Tags whose names occur in articles with few tags.

A name says little if it is also a common word. The archive itself tells: of the articles with more tags in which the
name occurs, it is counted how many have the tag.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tagarchive.archive.tags.parents import ancestors, parents_of
from tagarchive.collecting.rules.article_search import Found, FoundWords
from tagarchive.collecting.rules.suggestion import Suggestion
from tagarchive.collecting.words.patterns import is_pattern
from tagarchive.collecting.words.word_forms import spellings
from tagarchive.editing.tagged_site import TaggedSite
from tagarchive.reading.documents import Article

FEW = 1
"""Maximum number of tags of an article that gets suggestions."""

MOST = 3
"""Maximum number of tags that are suggested for an article."""

WORTH_READING = 50
"""Number of articles with suggestions that are worth reading."""

_SHORTEST = 3
"""Minimum number of letters of a name, unless it is in a script in which a letter is a word."""

_LEAST_IN_HEAD, _LEAST_IN_TEXT = 0.5, 0.6
"""Share of articles with the name that have the tag: if the name is in the headline or summary, or in the text alone.

One article with the tag and one without it are assumed, so a name of which nothing is known has a share of 0.5.
"""

Terms = Mapping[str, str]
"""Names of tags, each with the key of its tag."""


class _Place(NamedTuple):
    """A tag whose name occurs in an article.

    Attributes:
        key: key of the tag
        is_head: True if the name is in the headline or the summary, False if it is in the text alone

    """

    key: str
    is_head: bool


class Candidate(NamedTuple):
    """An article with few tags in which names of other tags occur.

    Attributes:
        article: the article
        places: these tags, each with the first of its names that occurs

    """

    article: Article
    places: Mapping[_Place, str]


class _Shares:
    """The share of the articles with the name of a tag that have the tag."""

    def __init__(self) -> None:
        self._all, self._filed = Counter[_Place](), Counter[_Place]()

    def count(self, place: _Place, *, has_tag: bool) -> None:
        self._all[place] += 1
        self._filed[place] += has_tag

    def of(self, place: _Place) -> float:
        return (self._filed[place] + 1) / (self._all[place] + 2)


def tag_terms(site: TaggedSite) -> Terms:
    """The names of all tags with an archive. Names of two tags are left out, and those with hardly a letter."""
    owners = defaultdict[str, set[str]](set)
    names = dict[str, str]()
    for key in sorted(site.published):
        text = site.texts.get(key)
        for name in (site.filed[key].name, *(other.text for other in (text.also if text else ()))):
            for spelled in spellings(name):
                owners[spelled].add(key)
            if not is_pattern(name) and _is_long_enough(name):
                names.setdefault(name, key)
    return {name: key for name, key in names.items() if all(len(owners[one]) == 1 for one in spellings(name))}


def _is_long_enough(name: str) -> bool:
    letters = "".join(next(iter(spellings(name)), "").split())
    return len(letters) >= _SHORTEST or (len(letters) > 1 and not letters.isascii())


class TermFinder:
    """Finds the tags of a site by their names."""

    def __init__(self, site: TaggedSite) -> None:
        self._site, self.terms = site, tag_terms(site)
        self._parents = parents_of(site.texts, site.keys.of)

    def candidates(self, found: Iterable[FoundWords]) -> list[Candidate]:
        """The articles among those with few tags in which names of other tags occur."""
        made = []
        for one in found:
            filed = self._filed(one.article)
            places = {place: name for place, name in self._places(one.found).items() if place.key not in filed}
            if places:
                made.append(Candidate(one.article, places))
        return made

    def names_in(self, candidates: Iterable[Candidate]) -> list[str]:
        """All names of the tags whose names occur in some articles."""
        keys = {place.key for candidate in candidates for place in candidate.places}
        return [name for name, key in self.terms.items() if key in keys]

    def suggestions(self, candidates: Iterable[Candidate], others: Iterable[FoundWords]) -> list[Suggestion]:
        """Suggestions for articles, the best first. `others` are the articles with more tags."""
        shares = _Shares()
        for one in others:
            places = self._places(one.found)
            filed = self._filed(one.article) if places else set()
            for place in places:
                shares.count(place, has_tag=place.key in filed)
        graded = [graded for candidate in candidates if (graded := self._graded(candidate, shares))]
        return [suggestion for _, suggestion in sorted(graded, key=lambda pair: (-pair[0], pair[1].path))]

    def _places(self, found: Found) -> Mapping[_Place, str]:
        """The tags whose names occur in an article, each with the first of these names."""
        head = {self.terms[name]: name for name in reversed(found.in_head)}
        text = {self.terms[name]: name for name in reversed(found.words) if name in self.terms}
        alone = {_Place(key, is_head=False): name for key, name in text.items() if key not in head}
        return {_Place(key, is_head=True): name for key, name in head.items()} | alone

    def _filed(self, article: Article) -> set[str]:
        """The keys of the tags of an article and of those above them."""
        own = {self._site.keys.of(tag.text) for tag in article.tags}
        return own.union(*(ancestors(key, self._parents) for key in own))

    def _graded(self, candidate: Candidate, shares: _Shares) -> tuple[float, Suggestion] | None:
        """The suggestion for an article with the share of its best tag; None if no tag is good enough."""
        best = sorted((-shares.of(place), place) for place in candidate.places)
        good = [place for share, place in best if -share >= (_LEAST_IN_HEAD if place.is_head else _LEAST_IN_TEXT)]
        if not good:
            return None
        tags = tuple(self._site.filed[place.key].name for place in good[:MOST])
        names = tuple(candidate.places[place] for place in good[:MOST])
        return shares.of(good[0]), Suggestion(candidate.article.path, tags, None, names)
