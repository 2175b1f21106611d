"""Rights: what of an article may be shown. The rest is dropped here, before any page, feed or export is made. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from tagarchive.archive.authors import Authors, authors_of
from tagarchive.archive.localised import texts_in
from tagarchive.archive.sources import Sources, sources_of
from tagarchive.core.digests import key_of
from tagarchive.core.errors import Location, Problem
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, AuthorText, Document, SourceText
from tagarchive.reading.outline import NO_TEXT
from tagarchive.reading.provenance import Republish
from tagarchive.reading.site_languages import site_languages

_TIGHTER = {"full": 0, "excerpt": 1, "link": 2}


class Rights(NamedTuple):
    """The rules of a site and of its sources, and the names of its authors.

    Attributes:
        sources: the records of sources
        authors: the records of authors, by the languages of the site in which their articles are published
        most: part of every article that may be shown at most

    """

    sources: Sources
    authors: Mapping[str, Authors]
    most: Republish

    def allowed(self, article: Article) -> Article:
        """The article with what the records of its source and authors add, and without what may not be shown."""
        if article.withdrawn:
            return withdrawn(article)
        article = self.authors[article.edition].renamed(article)
        record = self.sources.record_of(article)
        if record:
            rights, lang = article.rights or record.rights, article.lang or record.language
            # The file of the source is no part of the article's own digest.
            article = replace(article, rights=rights, lang=lang, facts=key_of(article.facts, rights, lang or ""))
        asked = (article.source.republish if article.source else None) or (record.republish if record else "full")
        part = asked if asked == self.most else max(asked, self.most, key=_TIGHTER.__getitem__)
        return article if part == "full" else reduced(article, part)


def rights_of(documents: Iterable[Document], config: Config) -> Rights:
    """The rules of a site with these documents."""
    found = [document for document in documents if isinstance(document, SourceText | AuthorText)]
    texts = {one.edition: texts_in(one, found) for one in site_languages(config)}
    authors = {edition: authors_of(some, edition).known for edition, some in texts.items()}
    return Rights(sources_of(texts[""]).known, authors, config.articles.republish)


def reduced(article: Article, part: Republish) -> Article:
    """The article without its text, pictures and particulars, and without anything that is derived from them."""
    summary = article.standfirst if part == "excerpt" else ""
    return replace(
        article,
        republish=part,
        facts=key_of(article.facts, part),
        outline=NO_TEXT,
        summary=summary,
        standfirst="",
        images=(),
        key_points=(),
        dateline=None,
        credits=(),
        films=(),
        doubts=(),
    )


def withdrawn(article: Article) -> Article:
    """Remains of a withdrawn article: its place, its guid, its former addresses, and the withdrawal itself."""
    return Article(
        path=article.path,
        digest=article.digest,
        slug=article.slug,
        title="",
        date=article.date,
        edition=article.edition,
        aliases=article.aliases,
        guid=article.guid,
        withdrawn=article.withdrawn,
        republish="link",
        outline=NO_TEXT,
        facts=article.facts,
    )


def nothing_shown(articles: Sequence[Article]) -> Iterator[Problem]:
    """A notice about excerpts without a summary, of which only the headline is shown."""
    bare = [article.path for article in articles if article.republish == "excerpt" and not article.summary]
    if bare:
        others = f" here and in {len(bare) - 1} more articles" if len(bare) > 1 else ""
        message = (
            f"found no summary{others}, which is all that `republish: excerpt` lets readers see; "
            "the headline stands alone"
        )
        yield Problem(Location(bare[0]), "no-summary", message, "`summary: …` says it in a sentence or two of your own")
