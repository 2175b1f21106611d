"""Views of an article: a card for lists, and the full view for the article's own page."""

from __future__ import annotations

from tagarchive.core.dates import Moment
from tagarchive.reading.documents import Extra
from tagarchive.views.citations import CitationView
from tagarchive.views.common import Html, Link, Markup, View
from tagarchive.views.pictures import Picture


class SourceView(View, frozen=True, kw_only=True):
    """The source of a clipping."""

    name: str
    """Name of the publisher."""
    archive: str
    """URL of the archive of this source; empty if the site has no source archives."""
    url: str
    """Absolute URL of the original, or nothing."""
    authors: tuple[str, ...]
    """Authors of the original."""
    published: Moment | None
    """Publication date of the original."""
    retrieved: Moment | None
    """Date of the clipping."""
    archived: str
    """Absolute URL of an archived copy, or nothing."""
    gone: bool
    """True if the original is no longer there, so that the copy comes first."""
    access: str
    """Readers whom the publisher lets read the original: `free`, `subscription`, or nothing if that is not known."""


class ClippingView(View, frozen=True, kw_only=True):
    """Facts about a clipping that only its own page shows."""

    home: str
    """URL of the publisher's home page, or nothing."""
    sha256: str
    """SHA-256 of what was clipped, in hexadecimal, or nothing."""
    via: str
    """Way in which it was obtained, or nothing."""


class KeptCopyView(View, frozen=True, kw_only=True):
    """A copy of the original of a clipping."""

    url: str
    """Absolute URL of the copy, or nothing if it is a file that is not published."""
    kind: str
    """Kind of copy, such as `warc` or `pdf`, or nothing."""
    made: Moment | None
    """Date on which the copy was made."""
    sha256: str
    """SHA-256 of the copy in hexadecimal, or nothing."""


class Record(View, frozen=True, kw_only=True):
    """Facts about a source or an author from its file."""

    home: str
    """URL of its home page, or nothing."""
    links: tuple[Link, ...]
    """Pages about it elsewhere."""
    logo: str
    """URL of the logo of a source, or nothing. Pages load one from another host only if the site allows it."""
    logo_picture: Picture | None
    """The same logo with its size and its smaller files."""
    also: tuple[str, ...]
    """Other names of it."""
    rights: Html
    """Copyright or licence line of a source as HTML, or nothing."""


class Card(View, frozen=True, kw_only=True):
    """An article as lists show it."""

    url: str
    """URL of the article's page."""
    title: str
    """The headline."""
    date: Moment
    """Publication date."""
    updated: Moment | None
    """Date of the last change, if the author gives one."""
    summary: str
    """One or two sentences of plain text."""
    authors: tuple[Link, ...]
    """Authors; `url` is empty if the site has no author archives."""
    tags: tuple[Link, ...]
    """Tags of the article."""
    source: SourceView | None
    """Source of the article, if it is a clipping."""
    lang: str
    """Language of the article if it differs from the site's, else nothing."""
    before: Html
    """Key points and dateline if lists show full texts, else nothing."""
    body: Markup
    """Full text if lists show it, else nothing."""
    after: Html
    """Credits, films and rights if lists show full texts, else nothing."""
    thumbnail: Picture | None
    """Picture at the head of the article, small and without words, if lists show it; the headline is beside it."""
    extra: Extra
    """`extra:` of the article's front matter."""


class Section(View, frozen=True, kw_only=True):
    """An entry of a table of contents."""

    id: str
    """Id of the heading."""
    title: str
    """Text of the heading."""
    level: int
    """Heading level: 2 for a section, 3 for a subsection, up to 6."""


class UpdateView(View, frozen=True, kw_only=True):
    """A correction or addition."""

    date: Moment
    """Date of the change."""
    note: str
    """Description of the change."""


class DatelineView(View, frozen=True, kw_only=True):
    """The dateline of an article: where and when its text was written, and by which agency. At least one is given."""

    place: str
    """Place, or nothing."""
    agency: str
    """Agency, or nothing."""
    date: str
    """Day as it is printed, or nothing; it is a text, not a date."""
    text: str
    """All of it in one line: “BAGHDAD, Nov 8 (Reuters)”."""


class CreditView(View, frozen=True, kw_only=True):
    """People or organisations who share a role."""

    role: str
    """Role of the people."""
    names: tuple[str, ...]
    """Their names, at least one."""


class FilmView(View, frozen=True, kw_only=True):
    """A film that belongs to an article."""

    title: str
    """Title of the film."""
    url: str
    """Absolute URL of the film or of a page that shows it, or nothing."""
    length: str
    """Running time for readers, `02:05` or `1:02:05`; empty if unknown."""
    duration: str
    """Running time for programs, such as `PT125S` (ISO 8601); empty if unknown."""
    published: Moment | None
    """Date on which the film was published."""
    poster: Picture | None
    """Picture that stands for the film. Its `alt` is empty, since the title is beside it."""


class CopyView(View, frozen=True, kw_only=True):
    """An article of the same group of copies."""

    name: str
    """Name of its source, or its headline if it has none."""
    title: str
    """Its headline."""
    url: str
    """URL of its page."""
    original: str
    """Absolute URL of its original, or nothing."""


class TranslationView(View, frozen=True, kw_only=True):
    """A translation of an article, or its original."""

    lang: str
    """Its language, as a BCP 47 tag; the filter `language_name` names it."""
    url: str
    """URL of its page."""
    is_original: bool
    """True if it is the original, and the article a translation of it."""


class Step(View, frozen=True, kw_only=True):
    """The next older or newer article, among all articles or in some tags of the article."""

    article: Link
    """The article."""
    tags: tuple[str, ...]
    """Names of the tags in which it is the next one; none if it is the next one of all articles."""


class TermLinks(View, frozen=True, kw_only=True):
    """The terms of an article in one taxonomy."""

    index: Link
    """The list of all terms of the taxonomy."""
    terms: tuple[Link, ...]
    """The terms of the article."""


class PairView(View, frozen=True, kw_only=True):
    """Two tags that have an archive together."""

    one: Link
    """The first tag."""
    other: Link
    """The second tag."""
    url: str
    """URL of the archive of both."""


class ArticleView(View, frozen=True, kw_only=True):
    """An article on its own page."""

    card: Card
    """The article as lists show it."""
    standfirst: str
    """Summary written by the author, or nothing. Unlike `card.summary` it never repeats the first paragraph."""
    minutes: int
    """Reading time in minutes."""
    body: Markup
    """Text of the article."""
    contents: tuple[Section, ...]
    """Table of contents; empty if the article is too short for one."""
    picture: Picture | None
    """Picture at the head."""
    pictures: tuple[Picture, ...]
    """Further pictures."""
    updates: tuple[UpdateView, ...]
    """Corrections and additions."""
    key_points: tuple[str, ...]
    """The main points, each a line of plain text."""
    dateline: DatelineView | None
    """Opening line of the text."""
    credits: tuple[CreditView, ...]
    """People and organisations besides the authors, by role."""
    films: tuple[FilmView, ...]
    """Films that belong to the article."""
    terms: tuple[TermLinks, ...]
    """Terms of the article in each taxonomy of the site."""
    hidden_tags: tuple[str, ...]
    """Names of its tags that have no archive."""
    clipping: ClippingView | None
    """Further facts about the article's source, if it is a clipping."""
    kept: tuple[KeptCopyView, ...]
    """Copies of the original: web addresses, and files that this site keeps."""
    citation: CitationView
    """The article as others cite it."""
    rights: Html
    """Copyright or licence line of the article as HTML, or nothing."""
    republish: str
    """Part of the article that is shown: `full`, `excerpt` or `link`."""
    translations: tuple[TranslationView, ...]
    """The other languages that the article is in, by their tags."""
    copies: tuple[CopyView, ...]
    """Copies of the article that are folded into it."""
    copy_of: CopyView | None
    """Article that this one is a copy of, if it is folded into it."""
    pairs: tuple[PairView, ...]
    """Pairs among its tags that have an archive."""
    older: tuple[Step, ...]
    """The next older article, then those in its tags, each article once."""
    newer: tuple[Step, ...]
    """The next newer article, then those in its tags, each article once."""
    related: tuple[Link, ...]
    """Articles close in time that share the most tags with this one, if any."""
    extra: Extra
    """`extra:` of the article's front matter."""
