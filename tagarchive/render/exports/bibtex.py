r"""BibTeX, for BibTeX and biblatex.

A clipping is an `@article` with its publisher as `journal`, an article of this site a `@misc` with the site in
`howpublished`. Styles of BibTeX and of biblatex know both types. `@online` is not used, since styles of BibTeX do not
know it. `year` and `month` are for BibTeX, which ignores `date` and `urldate`; biblatex prefers `date`, which has the
day. The address of this archive is in `note`, as plain text: a `\url` in it would need a package and could not contain
an escaped `%`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from tagarchive.core.names import person
from tagarchive.render.exports.citations import MOST_REMEMBERED, listed
from tagarchive.views.citations import CitationView
from tagarchive.views.exports import ArticlesIndex

_SPECIAL = re.compile(r"[\\{}%&#_$~^]")
_COMMANDS = {"\\": r"{\textbackslash}", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
# BibTeX counts braces even after a backslash. An invisible brace beside a single one makes them even.
_SINGLE = _COMMANDS | {"{": r"{\{\vphantom{\}}}", "}": r"{\vphantom{\{}\}}"}
_BRACES = re.compile("[{}]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_IN_URL = "!#$%&'()*+,/:;=?@[]~"


def bibtex_file(citations: Iterable[CitationView]) -> bytes:
    """Citations as a BibTeX file."""
    return "\n".join(map(bibtex, citations)).encode()


@lru_cache(maxsize=MOST_REMEMBERED)
def bibtex(citation: CitationView) -> str:
    """A citation as a BibTeX entry."""
    fields = {
        "author": " and ".join(_name(name, citation.publisher) for name in citation.authors),
        "title": f"{{{_escaped(citation.title)}}}",
        "journal" if citation.clipping else "howpublished": _escaped(citation.publisher),
        "year": citation.issued.year,
        "month": _MONTHS[int(citation.issued.day[5:7]) - 1],
        "date": citation.issued.day,
        "url": _address(citation.url),
        "urldate": citation.retrieved.day if citation.retrieved else "",
        "note": _escaped(f"Kept at {citation.archive}, {citation.archive_url}") if citation.clipping else "",
        "language": citation.language,
        "keywords": ", ".join(map(_escaped, listed(citation.keywords))),
        "abstract": _escaped(citation.summary),
        "copyright": _escaped(citation.rights),
    }
    return _entry("article" if citation.clipping else "misc", citation.key, fields)


def bibtex_index(index: ArticlesIndex) -> bytes:
    """The files by year as entries of a BibTeX file."""
    entries = (
        _entry("misc", f"articles-{part.year}", {"title": _escaped(_part(index, part.year)), "url": _address(part.url)})
        for part in index.parts
    )
    return "\n".join(entries).encode()


def _part(index: ArticlesIndex, year: str) -> str:
    return f"{index.title}, {year}"


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    """An entry without the fields that are empty. A month is a name that BibTeX defines, so it has no braces."""
    said = (f"{name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value)
    return f"@{kind}{{{key},\n  " + ",\n  ".join(said) + "\n}\n"


def _name(name: str, publisher: str) -> str:
    """A name as BibTeX parses it. One without parts is in braces, which also protects the word “and”."""
    parts = person(name, publisher)
    if parts is None:
        return f"{{{_escaped(name)}}}"
    return ", ".join(_escaped(part) for part in (parts.family, parts.suffix, parts.given) if part)


def _escaped(text: str) -> str:
    commands = _SINGLE if ("{" in text or "}" in text) and not _are_paired(_BRACES.findall(text)) else _COMMANDS
    return _SPECIAL.sub(lambda match: commands.get(match[0]) or f"\\{match[0]}", text)


def _are_paired(braces: Iterable[str]) -> bool:
    """True if each brace is one of a pair."""
    depth = 0
    for brace in braces:
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _address(url: str) -> str:
    """A URL as a field that styles read verbatim: nothing is escaped, so braces and backslashes are encoded."""
    return quote(url, safe=_IN_URL)
