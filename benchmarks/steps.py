"""What happens to a site before it is built again, and what must be seen of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.corpus import Article, Corpus


class Step(NamedTuple):
    """A change of a site.

    Attributes:
        name: what is done
        page: the address of a page that shows the change, from the root of the site
        text: what this page then has
        article: an article that is written
        line: HTML that the template of articles gets
        is_cold: True if the output, the store and edits of the template are removed

    """

    name: str
    page: str
    text: str
    article: Article | None = None
    line: str = ""
    is_cold: bool = False


def build_steps(corpus: Corpus, turn: int) -> Iterator[Step]:
    """The steps of a round of builds."""
    latest, added = newest(corpus, turn), corpus.article(_added(corpus, turn))
    edited = latest._replace(body=f"{latest.body}\nA sentence of round {turn}.\n")
    tag = next(tag for tag in corpus.tags if tag not in latest.tags)
    line = f"<p>A line of round {turn}.</p>"
    yield Step("cold", "", latest.slug, is_cold=True)
    yield Step("nothing to do", "", latest.slug)
    yield Step("a text edited", _page(latest), f"A sentence of round {turn}.", edited)
    yield Step("a tag added", f"tag/{tag}/", latest.slug, edited._replace(tags=(*latest.tags, tag)))
    yield Step("an article added", "", added.slug, added)
    yield Step("a template edited", _page(corpus.article(0)), line, line=line)


def preview_steps(corpus: Corpus, turn: int) -> Iterator[Step]:
    """The steps of a round in a preview that runs, after those of builds."""
    latest, added = corpus.article(_added(corpus, turn)), corpus.article(_added(corpus, turn) + 1)
    edited = latest._replace(body=f"{latest.body}\nA sentence of preview {turn}.\n")
    tag = f"preview{turn}"
    yield Step("preview: a text edited", _page(latest), f"A sentence of preview {turn}.", edited)
    yield Step("preview: a new tag", f"tag/{tag}/", latest.slug, edited._replace(tags=(*latest.tags, tag)))
    yield Step("preview: an article added", _page(added), added.title, added)


def newest(corpus: Corpus, turn: int) -> Article:
    """The newest article, of those that the builds before have."""
    return corpus.article(_added(corpus, turn - 1) if turn else corpus.number - 1)


def _added(corpus: Corpus, turn: int) -> int:
    """The number of the article that builds of a round add; the next one is of the preview."""
    return corpus.number + 2 * turn


def _page(article: Article) -> str:
    return f"articles/{article.slug}/"
