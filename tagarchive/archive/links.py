"""Links within the site: broken links, and the files to publish because of links. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from msgspec.structs import replace

from tagarchive.archive.suggestions import Known
from tagarchive.core.errors import Problem, did_you_mean
from tagarchive.reading.body import Target, ToHere, ToSite, ToSource
from tagarchive.reading.documents import Document
from tagarchive.reading.link_targets import named_path
from tagarchive.reading.text_files import bare, is_text
from tagarchive.reading.wiki_links import ANYWHERE


class References(NamedTuple):
    """Result of the check of all links.

    Attributes:
        problems: broken links that stop the build
        notices: broken links that do not stop it
        paths: paths of the documents and files that links lead to

    """

    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    paths: frozenset[str]


HINTED = 20
"""Maximum number of broken links in a document that get a hint, because the search for similar names is slow."""


class Linkable(NamedTuple):
    """Possible targets of links.

    Attributes:
        documents: all documents, by path
        files: paths of the files that are not documents
        known: paths that a link may lead to
        timed: paths of held and expired articles; a link to one is a notice and does not stop the build
        names: paths of the documents with each name, for links by name

    """

    documents: Mapping[str, Document]
    files: Collection[str]
    known: Collection[str]
    timed: Collection[str]
    names: Mapping[str, Sequence[str]] = MappingProxyType({})


def references(shown: Sequence[Document], linkable: Linkable) -> References:
    """The problems, notices and targets of all links in the documents `shown`."""
    documents, files = Known(linkable.documents), Known(linkable.files)
    problems: list[Problem] = []
    notices: list[Problem] = []
    paths: set[str] = set()
    ids: dict[str, frozenset[str]] = {}
    linking = ((document, targets) for document in shown if (targets := document.targets()))
    for document, targets in linking:
        before = len(problems) + len(notices)
        for target in [_by_path(target, linkable) for target in targets]:
            hinted = len(problems) + len(notices) - before < HINTED
            if isinstance(target, ToSource):
                paths.add(target.path)
            if not isinstance(target, ToSource) or target.path in linkable.known:
                notices += _fragment(target, document, linkable.documents, ids, hinted=hinted)
            elif not is_text(target.path):
                notices.append(_missing_file(target, files, documents))
            else:
                fatal = target.path not in linkable.timed
                (problems if fatal else notices).append(_missing(target, documents, linkable.names, hinted=hinted))
    return References(tuple(problems), tuple(notices), frozenset(paths))


def _by_path(target: Target, linkable: Linkable) -> Target:
    """The target of a link; of a link by a name that one document has, or without its ending, the path of it."""
    if not isinstance(target, ToSource) or target.path in linkable.known:
        return target
    paths = linkable.names.get(target.path, ())
    path = named_path(named_path(target.path, linkable.known), linkable.documents)
    return replace(target, path=paths[0] if len(paths) == 1 else path)


_PAGE = re.compile(r"(?P<stem>.*/[^/.]+)(?:\.html?|\.markdown)?")
"""A path that may be meant for a text: without an ending, or with that of a page."""


def _missing_file(target: ToSource, files: Known, documents: Known) -> Problem:
    message = f"found a link to {target.path}, which does not exist; it stands as plain text"
    start = "a whole address starts with https://" if target.written.text.startswith("www.") else ""
    page = _PAGE.fullmatch(target.path)
    text = documents.hint(f"{page['stem']}.md") if page else ""
    hint = start or files.hint(target.path) or text or "paths start at the article's folder"
    return Problem(target.written.where, "missing-file", message, hint)


def _missing(target: ToSource, documents: Known, names: Mapping[str, Sequence[str]], *, hinted: bool) -> Problem:
    if target.path.startswith(ANYWHERE):
        return _unnamed(target, names, hinted=hinted)
    message = f"found a link to {target.path}, expected an article or page of this site"
    if target.path in documents.paths:
        why = "it is not published: a draft, held until its date, expired, or a tag's unused text"
        return Problem(target.written.where, "broken-link", message, why)
    return Problem(target.written.where, "broken-link", message, documents.hint(target.path))


def _unnamed(target: ToSource, names: Mapping[str, Sequence[str]], *, hinted: bool) -> Problem:
    """The problem of a link by a name that no document has, or several have."""
    name, paths = target.path.removeprefix(ANYWHERE).removesuffix(".md"), names.get(target.path, ())
    if paths:
        message = f"found a link to [[{name}]], which may be {' or '.join(paths)}"
        hint = f"write its path, such as [[{bare(paths[0].removeprefix('content/'))}]]"
        return Problem(target.written.where, "broken-link", message, hint)
    message = f"found a link to [[{name}]], expected the name of a file of an article or page"
    known = (other.removeprefix(ANYWHERE).removesuffix(".md") for other in names if hinted)
    return Problem(target.written.where, "broken-link", message, did_you_mean(name, known, few=0))


def _fragment(
    target: Target,
    document: Document,
    documents: Mapping[str, Document],
    ids: dict[str, frozenset[str]],
    *,
    hinted: bool,
) -> Iterator[Problem]:
    """A notice if a link leads to an id that its target does not have. `ids` caches the ids of documents by path."""
    if isinstance(target, ToSite):
        return
    destination, anchor = document if isinstance(target, ToHere) else documents.get(target.path), anchor_of(target)
    if not destination or not anchor:
        return
    if destination.path not in ids:
        ids[destination.path] = frozenset(destination.outline.ids)
    if anchor not in ids[destination.path]:
        yield dead_anchor(target, destination.path, destination.outline.ids if hinted else ())


def anchor_of(target: Target) -> str:
    """The decoded id that a link leads to; empty for the top of a page, and for words that a browser looks for."""
    fragment = unquote(target.suffix.partition("#")[2]) if isinstance(target, ToSite) else target.fragment
    anchor = fragment.partition(":~:")[0]
    return "" if anchor.lower() == "top" else anchor


def dead_anchor(target: Target, destination: str, ids: Collection[str]) -> Problem:
    """The problem of a link to an id that the page or file `destination` does not have. A hint names one of `ids`."""
    anchor = anchor_of(target)
    message = f"found a link to #{anchor}, which {destination} does not have"
    return Problem(target.written.where, "broken-fragment", message, did_you_mean(anchor, ids))
