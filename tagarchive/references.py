"""Links within the site: which of them lead nowhere, and which files they want published. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from tagarchive.body import Target, ToHere, ToSite, ToSource
from tagarchive.errors import Problem, did_you_mean
from tagarchive.likeness import Known
from tagarchive.model import Document


class References(NamedTuple):
    """Links that stop a build, links that are worth a remark, and the paths that links name."""

    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    paths: frozenset[str]


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
    for document in shown:
        for target in document.targets():
            if isinstance(target, ToSource):
                paths.add(target.path)
            if not isinstance(target, ToSource) or target.path in linkable.known:
                notices += _fragment(target, document, linkable.documents)
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
    return Problem(target.written.where, what, hint)


def _missing(target: ToSource, documents: Known) -> Problem:
    what = f"found a link to {target.path}, expected an article or page of this site"
    if target.path in documents.paths:
        why = "it is not published: a draft, held until its date, expired, or a tag's unused text"
        return Problem(target.written.where, what, why)
    return Problem(target.written.where, what, documents.hint(target.path))


def _fragment(target: Target, document: Document, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """A notice where a link leads to an id that the text it leads to does not have."""
    if isinstance(target, ToSite):
        return
    there = document if isinstance(target, ToHere) else documents.get(target.path)
    if there and target.fragment and target.fragment not in there.outline.ids:
        what = f"found a link to #{target.fragment}, which {there.path} does not have"
        yield Problem(target.written.where, what, did_you_mean(target.fragment, there.outline.ids))
