"""Links within the site: which of them lead nowhere, and which files they want published. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.archive.suggestions import Known
from tagarchive.core.errors import Problem, did_you_mean
from tagarchive.reading.body import Target, ToHere, ToSite, ToSource
from tagarchive.reading.documents import Document


class References(NamedTuple):
    """Links that stop a build, links that are worth a remark, and the paths that links name."""

    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    paths: frozenset[str]


HINTED = 20
"""For so many links of a document that lead nowhere it is looked up what may be meant; for all it would take long."""


class Linkable(NamedTuple):
    """What a link may lead to.

    `documents` are all there are, by path, and `files` the other files beside them; `known` the paths that a link may
    lead to; `timed` those that it may lead to at another time: they are held or have expired, and stop no build.
    """

    documents: Mapping[str, Document]
    files: Collection[str]
    known: Collection[str]
    timed: Collection[str]


def references(shown: Sequence[Document], linkable: Linkable) -> References:
    """The links of the documents that are `shown`."""
    documents, files = Known(linkable.documents), Known(linkable.files)
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
            if not isinstance(target, ToSource) or target.path in linkable.known:
                notices += _fragment(target, document, linkable.documents, ids, hinted=hinted)
            elif not target.path.endswith(".md"):
                notices.append(_missing_file(target, files))
            else:
                fatal = target.path not in linkable.timed
                (problems if fatal else notices).append(_missing(target, documents))
    return References(tuple(problems), tuple(notices), frozenset(paths))


def _missing_file(target: ToSource, files: Known) -> Problem:
    what = f"found a link to {target.path}, which does not exist; it stands as plain text"
    start = "a whole address starts with https://" if target.written.text.startswith("www.") else ""
    hint = start or files.hint(target.path) or "paths start at the article's folder"
    return Problem(target.written.where, "missing-file", what, hint)


def _missing(target: ToSource, documents: Known) -> Problem:
    what = f"found a link to {target.path}, expected an article or page of this site"
    if target.path in documents.paths:
        why = "it is not published: a draft, held until its date, expired, or a tag's unused text"
        return Problem(target.written.where, "broken-link", what, why)
    return Problem(target.written.where, "broken-link", what, documents.hint(target.path))


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
        yield Problem(
            target.written.where,
            "broken-fragment",
            what,
            did_you_mean(target.fragment, there.outline.ids) if hinted else "",
        )
