"""Parsing of source files into documents: pure and one file at a time, for caches and worker processes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any, NamedTuple

from msgspec.structs import asdict, replace

from tagarchive.core.dates import latest, zone_named
from tagarchive.core.digests import digest
from tagarchive.core.errors import Location, Problem, SiteError, Written
from tagarchive.core.slugs import NAME_BYTES, slugify
from tagarchive.core.text import decode
from tagarchive.reading import front_matter
from tagarchive.reading.body import Body, Target, ToHere, ToSite, ToSource
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.body_scanner import Pieces
from tagarchive.reading.dated_names import DatedName, dated_name
from tagarchive.reading.documents import Article, AuthorText, Dialect, Document, FreePage, Image, SourceText, TagText
from tagarchive.reading.field_types import Kinds, front_matter_kinds
from tagarchive.reading.files import Source
from tagarchive.reading.front_matter import (
    TERMS,
    ArticleFields,
    FrontMatter,
    ImageFields,
    PageFields,
    TagFields,
    terms_in,
    with_terms,
)
from tagarchive.reading.language_options import edition_of
from tagarchive.reading.link_targets import link_target
from tagarchive.reading.named_language import named_language
from tagarchive.reading.node import Node
from tagarchive.reading.outline import Outline
from tagarchive.reading.parse_options import ParseOptions
from tagarchive.reading.particulars import Film, FilmFields
from tagarchive.reading.podcast import Podcast
from tagarchive.reading.positions import Places
from tagarchive.reading.posters import refusal
from tagarchive.reading.record_fields import AuthorFields, SourceFields
from tagarchive.reading.sketches import Sketch, sketch
from tagarchive.reading.text_files import is_text, stem
from tagarchive.reading.text_types import Language
from tagarchive.reading.translation import Translation

_Others = PageFields | TagFields | SourceFields | AuthorFields

_FOLDERS: Mapping[str, type[_Others]] = {
    "content/pages/": PageFields,
    "content/tags/": TagFields,
    "content/sources/": SourceFields,
    "content/authors/": AuthorFields,
}
"""The schemas of front matter by folder; all other files are articles."""


class Parsed(NamedTuple):
    """A document, and what is kept apart from it because few builds need it.

    Attributes:
        document: the document
        body: its body, for the pages that show it
        sketch: sketch of an article, to find copies of it

    """

    document: Document
    body: Body
    sketch: Sketch | None = None


class _Rules(NamedTuple):
    """Rules of a site for all its documents.

    Attributes:
        kinds: types of text fields in front matter
        terms: keys of front matter that hold terms
        codes: codes of the languages of a site in several
        image_hosts: hosts whose pictures pages may load

    """

    kinds: Kinds
    terms: tuple[str, ...]
    codes: tuple[str, ...]
    image_hosts: Collection[str]


class Parser:
    """A thread-safe parser of sources with the options of one site; reusable."""

    def __init__(self, options: ParseOptions) -> None:
        kinds = front_matter_kinds(zone_named(options.timezone))
        self.rules = _Rules(kinds, options.terms, options.codes, options.html.image_hosts)
        self.markup = BodyParser(options)
        self._lock = Lock()

    def parse(self, source: Source, shown_as_it_stands: str = "") -> Parsed:
        """The document and body of a source. Raises `SiteError` with every fault of it.

        If `shown_as_it_stands` is not empty, the text is not converted from Markdown, and the reason in
        `shown_as_it_stands` becomes a notice.
        """
        # A Python-Markdown object has state, and the preview parses in several threads.
        with self._lock:
            pieces_of = partial(self._pieces, as_it_stands=shown_as_it_stands)
            return _parsed(source, self.rules, pieces_of)

    def _pieces(self, matter: FrontMatter, places: Places, dialect: Dialect | None, as_it_stands: str) -> Pieces:
        if as_it_stands:
            return self.markup.plain(matter.text, places.path, places, as_it_stands)
        return self.markup.pieces(matter.text, places.path, places, dialect)


def _parsed(
    source: Source, rules: _Rules, pieces_of: Callable[[FrontMatter, Places, Dialect | None], Pieces]
) -> Parsed:
    path = source.path
    text, dropped = decode(source.data, path)
    matter, kind = front_matter.split(text, path), _fields_of(path, rules.terms)
    named = named_language(path, rules.codes)
    name = stem(named.path)
    dated = _dated(matter, name) if issubclass(kind, ArticleFields) else None
    fields = front_matter.read(kind, _with_date(matter, dated.day, path) if dated else matter, rules.kinds)
    said = {key: value for key, value in asdict(fields).items() if not key.startswith(TERMS)}
    pieces = pieces_of(matter, Places(text, matter.offset, path), said.pop("dialect"))
    lang = fields.lang or (Language(named.lang) if edition_of(named.lang, rules.codes) else None)
    made = said | {
        "path": path,
        "digest": source.digest,
        "lang": lang,
        "edition": edition_of(lang, rules.codes),
        "outline": pieces.outline,
        "notices": dropped + pieces.notices,
        "doubts": pieces.doubts,
    }
    if isinstance(fields, TagFields | SourceFields | AuthorFields):
        made["name"] = fields.name or Written(name, Location(path))
        return Parsed(_term_text(fields, made), pieces.body)
    made["slug"] = fields.slug or _slug_of(dated.rest if dated else name, path)
    if isinstance(fields, PageFields):
        return Parsed(FreePage(**made), pieces.body)
    original = fields.source.url if fields.source else None
    made["terms"] = terms_in(fields, rules.terms)
    article = _article(fields, made, pieces.opening, rules.image_hosts)
    return Parsed(article, pieces.body, sketch(pieces.text, original or ""))


def _fields_of(path: str, terms: tuple[str, ...]) -> type[ArticleFields | _Others]:
    """The schema of the front matter of a file. `terms` are the keys of further lists of terms."""
    return next((fields for folder, fields in _FOLDERS.items() if path.startswith(folder)), with_terms(terms))


def _article(fields: ArticleFields, made: dict[str, Any], opening: str, image_hosts: Collection[str]) -> Article:
    noted = [update.date for update in fields.updates]
    path = made["path"]
    films, refused = _films(fields.films, path, image_hosts)
    own = {
        "summary": fields.summary or opening,
        "standfirst": fields.summary,
        "updated": latest(fields.updated, *noted) if fields.updated or noted else None,
        "images": tuple(_image(image, path) for image in fields.images),
        "films": films,
        "translations": tuple(_translation(lang, written, path) for lang, written in fields.translations),
        "same_as": tuple(_article_named(written, path) for written in fields.same_as),
        "distinct_from": tuple(_article_named(written, path) for written in fields.distinct_from),
        "notices": (*made["notices"], *refused),
        "doubts": (*([] if fields.summary else [_no_summary(path)]), *made["doubts"]),
    }
    article = Article(**made | own)
    return replace(
        article,
        facts=digest(replace(article, path="", digest="", outline=Outline(), silence=(), notices=(), doubts=())),
    )


def _term_text(
    fields: TagFields | SourceFields | AuthorFields, made: dict[str, Any]
) -> TagText | SourceText | AuthorText:
    """The file of a tag, a source or an author."""
    path = made["path"]
    if isinstance(fields, SourceFields):
        return SourceText(**made | {"logo": _picture(fields.logo, path) if fields.logo else ""})
    image = _image(fields.image, path) if fields.image else None
    if isinstance(fields, AuthorFields):
        return AuthorText(**made | {"image": image})
    return TagText(**made | {"image": image, "podcast": _podcast(fields, path)})


def _podcast(fields: TagFields, path: str) -> Podcast | None:
    given = fields.podcast
    return Podcast(**asdict(given) | {"image": _picture(given.image, path)}) if given else None


def _article_named(written: Written, path: str) -> Target:
    """Another article, by its path from the folder of this one or from the site's, or by its address."""
    target = link_target(written, "" if written.text.startswith("content/") else path)
    if isinstance(target, ToSite) or (isinstance(target, ToSource) and is_text(target.path)):
        return target
    message = f"found “{written.text}”, expected the path of an article such as strike.md, or its address"
    raise SiteError(Problem(written.where, "bad-value", message))


def _translation(lang: Language, written: Written, path: str) -> Translation:
    """A translation by its path or its address, or by the URL of a page elsewhere."""
    target = link_target(written, "" if written.text.startswith("content/") else path)
    if not isinstance(target, str) or not target.startswith(("http://", "https://")):
        target = _article_named(written, path)
    return Translation(lang=lang, target=target, written=written)


def _no_summary(path: str) -> Problem:
    message = "found no summary; lists and feeds show the first paragraph"
    return Problem(Location(path), "no-summary", message, "`summary: …` says it in a sentence or two")


def _slug_of(name: str, path: str) -> Written:
    # The names of imported posts are their old addresses, which may be longer than `SLUG_BYTES`.
    return Written(slugify(name, NAME_BYTES), Location(path))


def _dated(matter: FrontMatter, name: str) -> DatedName | None:
    """The name of an article's file, if it starts with a day and the front matter states no date."""
    keys = matter.node.value
    return dated_name(name) if isinstance(keys, dict) and "date" not in keys else None


def _with_date(matter: FrontMatter, day: str, path: str) -> FrontMatter:
    """Front matter with the day in the name of its file for a date."""
    keys, where = matter.node.value, Location(path)
    dated = {**keys, "date": Node(day, where, where)} if isinstance(keys, dict) else keys
    return matter._replace(node=matter.node._replace(value=dated))


def _image(fields: ImageFields, path: str) -> Image:
    return Image(target=_picture(fields.src, path), alt=fields.alt, caption=fields.caption, credit=fields.credit)


def _films(
    films: Sequence[FilmFields], path: str, image_hosts: Collection[str]
) -> tuple[tuple[Film, ...], list[Problem]]:
    """The films of an article, with a notice for each poster that pages may not load."""
    made, refused = [], []
    for fields in films:
        poster = _picture(fields.poster, path) if fields.poster else ""
        if fields.poster and isinstance(poster, str) and (problem := refusal(poster, fields.poster.where, image_hosts)):
            refused.append(problem)
            poster = ""
        film = Film(
            title=fields.title, seconds=fields.seconds, url=fields.url or "", published=fields.published, poster=poster
        )
        made.append(film)
    return tuple(made), refused


def _picture(src: Written, path: str) -> Target | str:
    target = link_target(src, path)
    if target is None or isinstance(target, ToHere) or (isinstance(target, ToSource) and is_text(target.path)):
        message = f"found “{src.text}”, expected a picture: a path, an address of this site, or a whole URL"
        raise SiteError(Problem(src.where, "bad-value", message))
    return target
