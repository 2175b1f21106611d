"""The items of a pasted text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tagarchive.importing.inputs.clippings import Clipping, clipping_matter
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of
from tagarchive.importing.inputs.items import (
    Found,
    Guessed,
    Html,
    Item,
    Lost,
    Noted,
    Options,
    Remark,
    Remarked,
    Skipped,
    Value,
)
from tagarchive.importing.inputs.texts import distinct, shortened
from tagarchive.importing.pages.news.copies import Text, marked_copies
from tagarchive.importing.pages.news.datelines import day_of
from tagarchive.importing.pages.news.news_matter import (
    authors_remark,
    clean_remarks,
    dateline_remarks,
    news_matter,
    publisher_of,
)
from tagarchive.importing.pages.news.news_text import News, news_of
from tagarchive.importing.pages.news.private_addresses import value_without_e_mail, without_e_mail
from tagarchive.importing.pages.tag_text import PastedArticle, pasted_text


def items_of_text(name: str, text: str, options: Options) -> Iterator[Found]:
    """The articles of a pasted text. Of copies the longest comes first, so that it is the one that is kept."""
    pasted = pasted_text(text)
    read = [(article, news_of(article.blocks)) for article in pasted.articles]
    items = [(_item(name, pasted.tag, one, news, options), Text(one.title, news.text)) for one, news in read]
    yield from marked_copies(items)
    if not pasted.tag and len(pasted.articles) > 1:
        yield Remarked(name, Noted("no line such as “Tag Archives: X” names a tag", 1))
    for line in pasted.rest:
        yield Remarked(name, Lost("line outside of articles", without_e_mail(shortened(line.text)), line.number))
    if not pasted.articles:
        yield Skipped(name, "no article: the text holds no headline with a text")


def _item(name: str, tag: str, article: PastedArticle, news: News, options: Options) -> Item:
    publisher, guesses = publisher_of(news)
    authors = distinct([*article.authors, *news.authors])
    tags = distinct([tag, *article.tags])
    clipping = Clipping(
        title=without_e_mail(article.title),
        url=article.url,
        publisher=publisher,
        authors=authors,
        published=_published(article, news),
        text=news.text,
        tags=tags,
    )
    made = clipping_matter(clipping, options)
    matter = made.matter | news_matter(news)
    remarks: list[Remark] = [*made.remarks, *guesses, *_remarks(article, news, authors, matter), *news.remarks]
    return Item(
        origin=name,
        type="article",
        matter={key: value_without_e_mail(value) for key, value in matter.items()},
        text=Html(news.html) if news.blocks else None,
        line=article.line,
        stand_ins=made.stand_ins,
        remarks=clean_remarks(remarks),
    )


def _published(article: PastedArticle, news: News) -> Dated:
    """The date of an original: one below the headline, or in the dateline with its year."""
    candidates = [article.published, day_of(news.dateline.date if news.dateline else "")]
    if news.copyright_year:
        year = date_of(news.copyright_year)
        candidates.append(year._replace(why=f"the copyright line names the year {news.copyright_year} alone"))
    stated = [dated for dated in candidates if dated.is_day] or [dated for dated in candidates if dated is not NO_DATE]
    open_points = "; ".join(dated.why for dated in stated)
    return (stated[0] if stated[0].is_day else stated[0]._replace(why=open_points)) if stated else NO_DATE


def _remarks(article: PastedArticle, news: News, authors: list[str], matter: Mapping[str, Value]) -> Iterator[Remark]:
    yield from dateline_remarks(news, is_day_known=_published(article, news).is_day)
    if article.date:
        yield Guessed("source.published", article.published.text, f"“{article.date}” stands below the headline")
    if authors:
        where = (
            "a byline below the headline, or lines at the end, name them"
            if article.authors
            else "lines at the end name them"
        )
        yield authors_remark(authors, where, matter)
    if not article.closed:
        yield Noted("the line that leads to the original is missing at its end", article.line)
