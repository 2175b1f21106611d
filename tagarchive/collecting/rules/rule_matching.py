"""Matching of rules: which articles meet the conditions of a rule, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.archive.tags.parents import parents_of
from tagarchive.archive.where import Facts, Matches, of_author, of_language, of_source, of_tag, of_year
from tagarchive.collecting.rules.article_search import FoundWords
from tagarchive.collecting.rules.rules import Rule, RuleFields, ascii_host
from tagarchive.collecting.rules.suggestion import Suggestion
from tagarchive.editing.tagged_site import TaggedSite
from tagarchive.reading.documents import Article


class RuleResult(NamedTuple):
    """Additions by a rule.

    Attributes:
        rule: the rule
        matched: number of articles that meet its conditions
        suggestions: what it adds to those that lack a tag of it, by path

    """

    rule: Rule
    matched: int
    suggestions: tuple[Suggestion, ...]


def rule_result(site: TaggedSite, rule: Rule, found: Iterable[FoundWords]) -> RuleResult:
    """Additions by a rule to articles with these words."""
    names, conditions = _names(site, rule), tuple(_conditions(rule.fields, _facts(site)))
    wanted, matched, suggestions = frozenset(rule.words), 0, []
    for article, occurring in found:
        there = wanted.intersection(occurring.words)
        if (wanted and not there) or not all(matches(article) for matches in conditions):
            continue
        matched += 1
        own = {site.keys.of(tag.text) for tag in article.tags}
        lacking = tuple(name for key, name in names.items() if key not in own)
        if lacking:
            words = tuple(word for word in dict.fromkeys(rule.words) if word in there)
            suggestions.append(Suggestion(article.path, lacking, rule.name, words))
    return RuleResult(rule, matched, tuple(suggestions))


def _names(site: TaggedSite, rule: Rule) -> Mapping[str, str]:
    """The tags of a rule by key, with the names that articles use for them."""
    tags = [(name.text, site.tag(name.text)) for name in rule.fields.tags]
    return {site.keys.of(name): tag.name if tag else name for name, tag in tags}


def _facts(site: TaggedSite) -> Facts:
    """Facts that the conditions of rules need. None asks for a text."""
    parents = parents_of(site.texts, site.keys.of)
    return Facts(site.keys, parents, site.chosen.sources, site.config.language, lambda _: "", site.chosen.authors)


def _conditions(fields: RuleFields, facts: Facts) -> Iterator[Matches]:
    """The conditions of a rule besides its words."""
    if fields.source:
        yield _any(of_source(name.text, facts) for name in fields.source)
    if fields.domain:
        yield _any(map(_of_domain, fields.domain))
    if fields.language:
        yield _any(of_language(language, facts) for language in fields.language)
    if fields.author:
        yield _any(of_author(name.text, facts) for name in fields.author)
    if fields.year:
        yield _any(of_year(year, facts) for year in fields.year)
    yield from (of_tag(tag.text, facts) for tag in fields.with_)
    if fields.without:
        has_one = _any(of_tag(tag.text, facts) for tag in fields.without)
        yield lambda article: not has_one(article)


def _any(conditions: Iterable[Matches]) -> Matches:
    either = tuple(conditions)
    return lambda article: any(matches(article) for matches in either)


def _of_domain(name: str) -> Matches:
    """Articles whose original has an address at a domain, or at one below it."""

    def matches(article: Article) -> bool:
        url = article.source.url if article.source else None
        return url is not None and f".{ascii_host(urlsplit(url).hostname or '')}".endswith(f".{name}")

    return matches
