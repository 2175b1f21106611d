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


HINTED = 20
"""For so many links of a document that lead nowhere it is looked up what may be meant; for all it would take long."""


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
    ids: dict[str, frozenset[str]] = {}
    for document in shown:
        before = len(problems) + len(notices)
        for target in document.targets():
            hinted = len(problems) + len(notices) - before < HINTED
            if isinstance(target, ToSource):
                paths.add(target.path)
            if isinstance(target, ToSource) and target.path not in known:
                fatal = target.path.endswith(".md") and target.path not in expired
                (problems if fatal else notices).append(_missing(target, documents, hinted=hinted))
            else:
                notices += _fragment(target, document, documents, ids, hinted=hinted)
    return References(tuple(problems), tuple(notices), frozenset(paths))


def _missing(target: ToSource, documents: Mapping[str, Document], *, hinted: bool) -> Problem:
    if not target.path.endswith(".md"):
        what = f"found a link to {target.path}, which does not exist; it stands as plain text"
        start = "a whole address starts with https://" if target.written.text.startswith("www.") else ""
        return Problem(target.written.where, what, start or "paths start at the article's folder")
    what = f"found a link to {target.path}, expected an article or page of this site"
    if target.path in documents:
        return Problem(target.written.where, what, "it is not published: a draft, expired, or a tag's unused text")
    return Problem(target.written.where, what, did_you_mean(target.path, documents, few=0) if hinted else "")


def _fragment(
    target: Target,
    document: Document,
    documents: Mapping[str, Document],
    ids: dict[str, frozenset[str]],
    *,
    hinted: bool,
) -> Iterator[Problem]:
    """A notice where a link leads to an id that the text there does not have; `ids` are those looked up so far."""
    if isinstance(target, ToSite):
        return
    there = document if isinstance(target, ToHere) else documents.get(target.path)
    if not there or not target.fragment:
        return
    if there.path not in ids:
        ids[there.path] = frozenset(there.outline.ids)
    if target.fragment not in ids[there.path]:
        what = f"found a link to #{target.fragment}, which {there.path} does not have"
        yield Problem(target.written.where, what, did_you_mean(target.fragment, there.outline.ids) if hinted else "")
