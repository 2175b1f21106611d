"""Suggestions: tags that articles lack, by rules and by the names of tags that occur in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tagarchive.build.context import BuildContext
from tagarchive.collecting.rules.article_search import searched
from tagarchive.collecting.rules.rule_matching import RuleResult, rule_result
from tagarchive.collecting.rules.rules import Rule, slow_words
from tagarchive.collecting.rules.suggestion import Suggestion
from tagarchive.collecting.rules.tag_terms import FEW, TermFinder
from tagarchive.core import urls
from tagarchive.core.errors import Problem, Problems
from tagarchive.core.slugs import slugify
from tagarchive.core.text import counted
from tagarchive.editing.front_matter_edits import stays
from tagarchive.editing.operations import TagOperation, article_changes, ledger_changes, with_archives
from tagarchive.editing.tagged_site import TaggedSite

SAMPLE = 4000
"""Number of articles with more tags than `FEW`, about, which tell how often the name of a tag says that it fits."""


class Suggestions(NamedTuple):
    """All suggestions for a site.

    Attributes:
        results: what each rule adds, in the order of the file; without rules that were given up
        others: tags that no rule adds, the best first
        problems: problems of rules that were given up

    """

    results: tuple[RuleResult, ...]
    others: tuple[Suggestion, ...]
    problems: tuple[Problem, ...]

    @property
    def of_rules(self) -> tuple[Suggestion, ...]:
        return tuple(one for result in self.results for one in result.suggestions)


def suggestions(site: TaggedSite, rules: Sequence[Rule], context: BuildContext) -> Suggestions:
    """The suggestions for all articles of a site.

    A rule with an expression that takes too long is given up, and adds nothing.
    """
    words = [word for rule in rules for word in rule.words]
    finder = TermFinder(site)
    few = [article for article in site.articles if len(article.tags) <= FEW]
    first = list(searched(few, words, finder.terms, context))
    candidates = finder.candidates(first)
    more = [article for article in site.articles if len(article.tags) > FEW]
    sample = more[:: len(more) // SAMPLE + 1]
    second = list(searched(sample, words, finder.names_in(candidates), context))
    sampled = {article.path for article in sample}
    third = searched([article for article in more if article.path not in sampled], words, (), context)
    found = sorted((*first, *second, *third), key=lambda one: one.article.path)
    slow = {word for one in found for word in one.found.slow}
    sound = (rule for rule in rules if not slow.intersection(rule.words))
    results = tuple(rule_result(site, rule, found) for rule in sound)
    ruled = {(one.path, tag) for result in results for one in result.suggestions for tag in one.tags}
    others = (_without(one, ruled) for one in finder.suggestions(candidates, second))
    return Suggestions(results, tuple(one for one in others if one.tags), tuple(slow_words(rules, slow)))


def _without(one: Suggestion, ruled: Collection[tuple[str, str]]) -> Suggestion:
    """A suggestion without the tags that a rule adds to the article."""
    kept = [pair for pair in zip(one.tags, one.words, strict=True) if (one.path, pair[0]) not in ruled]
    return one._replace(tags=tuple(tag for tag, _ in kept), words=tuple(word for _, word in kept))


def tagged(site: TaggedSite, wanted: Iterable[Suggestion]) -> TagOperation:
    """The operation that adds suggested tags. Raises `SiteError` with every file that can't be edited."""
    tags = dict[str, dict[str, None]]()
    for one in wanted:
        tags.setdefault(one.path, {}).update(dict.fromkeys(one.tags))
    problems, changes = Problems(), []
    for article in site.articles:
        if article.path in tags:
            with problems.gathered():
                changes += article_changes(site, [article], lambda _: stays, tuple(tags[article.path]))
    problems.raise_any()
    names = dict.fromkeys(name for added in tags.values() for name in added)
    told = f"{counted(len(changes), 'article')} got {counted(len(names), 'tag')} by rule."
    if changes:
        known = [(name, site.tag(name)) for name in names]
        addresses = [tag.address if tag else urls.tag(slugify(name)) for name, tag in known]
        changes += ledger_changes(site, with_archives(site.ledger, addresses))
    return TagOperation(tuple(changes), (told,))
