"""Citations: a clipping is cited as its original, and each article has a key of its own."""

from __future__ import annotations

from datetime import UTC, datetime

from tagarchive.archive.assemble import assemble
from tagarchive.archive.material import Material
from tagarchive.core.dates import Moment
from tagarchive.core.errors import Location, Written
from tagarchive.plan.parts.citations import citation
from tagarchive.plan.site_context import site_of
from tagarchive.reading.config import ArticleOptions, Config
from tagarchive.reading.documents import Article
from tagarchive.reading.edition import Edition
from tagarchive.reading.field_types import AddressPattern, BaseUrl
from tagarchive.reading.provenance import Attribution
from tagarchive.reading.site_languages import site_languages
from tagarchive.reading.text_types import Line, WebUrl
from tagarchive.views.citations import CitationView

CONFIG = Config(title=Line("Desk"), base_url=BaseUrl("https://desk.example/"), rights=Line("© Desk"))
PLAIN = ArticleOptions()
DATED = ArticleOptions(address=AddressPattern("/{year}/{slug}/"))


def article(slug: str, day: str = "2021-11-09", source: Attribution | None = None, *authors: str) -> Article:
    return Article(
        path=f"content/{slug}-{day}.md",
        digest="",
        slug=Written(slug, Location("")),
        title=slug.title(),
        date=Moment(f"{day}T00:00:00+00:00"),
        source=source,
        authors=tuple(map(Line, authors)),
    )


def citations(*articles: Article, options: ArticleOptions = PLAIN) -> list[CitationView]:
    config = Config(title=CONFIG.title, base_url=CONFIG.base_url, rights=CONFIG.rights, articles=options)
    archive = assemble(Material(articles), config, Edition(drafts=False, now=datetime(2026, 1, 1, tzinfo=UTC)))
    site = site_of(archive, site_languages(config)[0], ())
    by_path = {placed.document.path: citation(site, placed) for placed in archive.articles}
    return [by_path[article.path] for article in articles]


def keys(*articles: Article, options: ArticleOptions = PLAIN) -> list[str]:
    return [cited.key for cited in citations(*articles, options=options)]


def test_a_clipping_is_cited_as_its_original() -> None:
    source = Attribution(
        name=Line("Harbour Wire"),
        url=WebUrl("https://wire.example/1"),
        authors=(Line("Ann Lee"),),
        published=Moment("2021-11-08T10:00:00-04:00"),
        retrieved=Moment("2021-11-09T00:00:00+00:00"),
    )
    cited = citations(article("drones", "2021-11-09", source, "Desk editor"))[0]
    assert (cited.publisher, cited.authors, cited.issued.day) == ("Harbour Wire", ("Ann Lee",), "2021-11-08")
    assert (cited.url, cited.archive_url) == ("https://wire.example/1", "https://desk.example/articles/drones/")
    assert (cited.archive, cited.rights, cited.key) == ("Desk", "", "lee2021-drones")


def test_an_article_that_is_no_clipping_is_cited_as_one_of_this_site() -> None:
    cited = citations(article("drones", "2021-11-09", None, "The Desk"))[0]
    assert (cited.publisher, cited.authors, cited.rights) == ("Desk", ("The Desk",), "© Desk")
    assert cited.url == cited.archive_url
    assert cited.key == "desk2021-drones"


def test_a_key_is_ascii_for_names_and_slugs_in_any_script() -> None:
    arabic = Attribution(name=Line("بغداد اليوم"))
    first, second, third = keys(
        article("الطائرات", "2021-11-09", arabic), article("خبر", "2021-11-09", arabic), article("ok", source=arabic)
    )
    assert first.isascii()
    assert first.startswith("article2021-")
    assert len({first, second, third}) == 3
    assert third == "article2021-ok"


def test_a_key_has_a_mark_where_the_slug_is_not_enough() -> None:
    long = "a-word-" * 12 + "end"
    first, second = keys(article(f"{long}-1"), article(f"{long}-2"))
    assert first != second
    assert first.startswith("desk2021-a-word-a-word")
    assert len(first) < 60
    same = keys(article("drones", "2021-11-08"), article("drones", "2020-11-08"), options=DATED)
    assert len({*same, *keys(article("drones"))}) == 3
