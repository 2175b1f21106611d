"""Links within the site: which of them lead nowhere, and which files they want published. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.body import Target, ToHere, ToSite, ToSource
from tagarchive.errors import Problem, did_you_mean
from tagarchive.model import Document


class References(NamedTuple):
    """Links that stop a build, links that are worth a remark, and the paths that links name."""

    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    paths: frozenset[str]


def references(
    shown: Sequence[Document], documents: Mapping[str, Document], known: Collection[str], expired: Collection[str]
) -> References:
    """The links of the documents that are `shown`.

    `documents` are all there are, by path; `known` the paths that a link may lead to; `expired` those that it might
    lead to until lately, which must not stop a build that worked the day before.
    """
    problems: list[Problem] = []
    notices: list[Problem] = []
    paths: set[str] = set()
    for document in shown:
        for target in document.targets():
            if isinstance(target, ToSource):
                paths.add(target.path)
            if isinstance(target, ToSource) and target.path not in known:
                fatal = target.path.endswith(".md") and target.path not in expired
                (problems if fatal else notices).append(_missing(target, documents))
            else:
                notices += _fragment(target, document, documents)
    return References(tuple(problems), tuple(notices), frozenset(paths))


def _missing(target: ToSource, documents: Mapping[str, Document]) -> Problem:
    if not target.path.endswith(".md"):
        what = f"found a link to {target.path}, which does not exist; it stands as plain text"
        start = "a whole address starts with https://" if target.written.text.startswith("www.") else ""
        return Problem(target.written.where, what, start or "paths start at the article's folder")
    what = f"found a link to {target.path}, expected an article or page of this site"
    if target.path in documents:
        return Problem(target.written.where, what, "it is not published: a draft, expired, or a tag's unused text")
    return Problem(target.written.where, what, did_you_mean(target.path, documents, few=0))


def _fragment(target: Target, document: Document, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """A notice where a link leads to an id that the text it leads to does not have."""
    if isinstance(target, ToSite):
        return
    there = document if isinstance(target, ToHere) else documents.get(target.path)
    if there and target.fragment and target.fragment not in there.outline.ids:
        what = f"found a link to #{target.fragment}, which {there.path} does not have"
        yield Problem(target.written.where, what, did_you_mean(target.fragment, there.outline.ids))
