"""The articles of a pasted text: a page headed “Tag Archives: X”, or one article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tagarchive.importing.inputs.dates import NO_DATE, Dated
from tagarchive.importing.inputs.texts import line_of
from tagarchive.importing.pages.news import boilerplate
from tagarchive.importing.pages.news.blocks import Block, Line, blocks_of_lines
from tagarchive.importing.pages.news.captions import caption_in
from tagarchive.importing.pages.news.closing_lines import closing_of, is_address, tag_named
from tagarchive.importing.pages.news.end_lines import byline_of, end_line_of
from tagarchive.importing.pages.news.news_text import RUNNING_TIME
from tagarchive.importing.pages.news.written_dates import written_date

_HEADING_LINES = 12
"""Number of lines at the start among which the heading of an archive is looked for."""

_POSTED = re.compile(
    r"(?:Posted|Published|Updated)(?: on)?:? (?P<date>.{6,40}?)(?: (?:by|in) (?P<by>.{1,60}))?|Posted in .{1,120}"
    r"|(?:Tagged(?: with)?|Tags):? (?P<tags>.{1,200})",
    re.IGNORECASE,
)
_MOST_HEAD_LINES = 4


class PastedArticle(NamedTuple):
    """An article of a pasted text.

    Attributes:
        title: headline; may be empty
        blocks: its text
        line: line of its headline
        url: address of the original, if one stands beside the closing line
        closed: True if a closing line ends it
        authors: names of its byline
        date: date that stands below its headline, as it is written
        published: the same, read
        tags: tags that stand below it

    """

    title: str
    blocks: tuple[Block, ...]
    line: int
    url: str = ""
    closed: bool = True
    authors: tuple[str, ...] = ()
    date: str = ""
    published: Dated = NO_DATE
    tags: tuple[str, ...] = ()


class PastedText(NamedTuple):
    """A pasted text.

    Attributes:
        tag: tag that its heading names; may be empty
        articles: its articles in order
        rest: lines that belong to none

    """

    tag: str
    articles: tuple[PastedArticle, ...]
    rest: tuple[Line, ...] = ()


class _Section(NamedTuple):
    lines: tuple[Line, ...]
    url: str
    closed: bool


def pasted_text(text: str) -> PastedText:
    """The articles of a plain text."""
    lines = [Line(line, number) for number, line in enumerate(text.split("\n"), start=1)]
    tag, start = _heading(lines)
    articles: list[PastedArticle] = []
    rest: list[Line] = lines[: start - 1] if tag else []
    for section in _sections(lines[start:]):
        blocks = blocks_of_lines(list(_spaced(_trimmed(section.lines))))
        parts = list(_parts(blocks))
        for at, part in enumerate(parts):
            is_last = at == len(parts) - 1
            article = _article(part, section.url if is_last else "", closed=section.closed and is_last)
            if article.closed or _is_article(article):
                articles.append(article)
            else:
                rest += [Line(block.text, block.line) for block in part]
    return PastedText(tag, tuple(articles), tuple(line for line in rest if line_of(line.text)))


def _heading(lines: Sequence[Line]) -> tuple[str, int]:
    """The tag of an archive, and the position of the first line after its heading."""
    shown = [at for at, line in enumerate(lines) if line_of(line.text)][:_HEADING_LINES]
    for at in shown:
        tag = tag_named(line_of(lines[at].text))
        if tag:
            return tag, at + 1
    return "", 0


def _sections(lines: Sequence[Line]) -> Iterator[_Section]:
    """The lines before each closing line, and those after the last."""
    section: list[Line] = []
    ended: _Section | None = None
    for line in lines:
        text = line_of(line.text)
        if ended and text and is_address(text) and not ended.url:
            ended = ended._replace(url=text.strip("<>"))
            continue
        if ended and text:
            yield ended
            ended = None
        closing = closing_of(text) if text else None
        if closing and any(line_of(one.text) for one in section):
            ended = _Section(tuple(section), closing.url, closed=True)
            section = []
        elif not closing:
            section.append(line)
    if ended:
        yield ended
    if any(line_of(one.text) for one in section):
        yield _Section(tuple(section), "", closed=False)


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines in which the headline is a block of its own, also where no empty line follows it."""
    first = next((at for at, line in enumerate(lines) if line_of(line.text)), 0)
    follows = lines[first + 1 : first + 2]
    if follows and line_of(follows[0].text) and len(follows[0].text) > _WRAPPED and _is_headline(lines[first].text):
        return [*lines[: first + 1], Line("", 0), *lines[first + 1 :]]
    return lines


_WRAPPED = 100


def _spaced(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines in which copyright lines and the like are blocks of their own."""
    for line in lines:
        text = line_of(line.text)
        is_apart = bool(text) and (boilerplate.copyright_of(text) is not None or boilerplate.is_boilerplate(text))
        yield from (Line("", 0), line, Line("", 0)) if is_apart else (line,)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The articles of a section: a headline that follows the last lines of an article begins the next one."""
    part: list[Block] = []
    for at, block in enumerate(blocks):
        follows = blocks[at + 1 : at + 2]
        if part and _ends(part) and _begins(block, follows):
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _ends(blocks: Sequence[Block]) -> bool:
    """True if the last block is one of those that end an article."""
    text = blocks[-1].text
    return len(blocks) > 1 and (
        end_line_of(text) is not None
        or boilerplate.copyright_of(text) is not None
        or text.lower().startswith("our standards")
    )


def _begins(block: Block, follows: Sequence[Block]) -> bool:
    text = block.text
    is_other = (
        end_line_of(text) or boilerplate.is_boilerplate(text) or boilerplate.copyright_of(text) or caption_in(text)
    )
    is_title = not is_other and len(block.lines) == 1 and block.kind == "text" and _is_headline(text)
    return is_title and bool(follows) and (follows[0].kind == "list" or follows[0].text[-1:] in '.!?”"')


def _is_headline(text: str) -> bool:
    line = line_of(text)
    return 0 < len(line) <= 200 and line[-1] not in ".,;:" and not RUNNING_TIME.fullmatch(line)


def _article(blocks: Sequence[Block], url: str, *, closed: bool) -> PastedArticle:
    """An article: its headline is the first block, and lines about author and date may follow it."""
    first = blocks[0]
    has_title = first.kind == "text" and len(first.text) <= _LONGEST_TITLE
    article = PastedArticle(first.lines[0] if has_title else "", (), first.line, url, closed)
    body = list(blocks[1:] if has_title else blocks)
    if has_title and len(first.lines) > 1:
        below = [Block("text", (line,), line, first.line) for line in first.lines[1:]]
        if all(_is_told(block) for block in below):
            body = [*below, *body]
        else:
            article = article._replace(title=first.text)
    while body and len(blocks) - len(body) <= _MOST_HEAD_LINES and _is_told(body[0]):
        article = _told(article, body.pop(0).text)
    while len(body) > 1 and _POSTED.fullmatch(body[-1].text) and len(body[-1].text) < 200:
        article = _told(article, body.pop().text)
    return article._replace(blocks=tuple(body))


_LONGEST_TITLE = 300


def _is_told(block: Block) -> bool:
    """True for a line below a headline that says who wrote an article or when."""
    if block.kind != "text":
        return False
    return all(
        byline_of(line) is not None
        or written_date(line).is_day
        or (len(line) < 200 and _POSTED.fullmatch(line) is not None)
        for line in block.lines
    )


def _told(article: PastedArticle, text: str) -> PastedArticle:
    """An article with what a line below its headline says."""
    byline, posted = byline_of(text), _POSTED.fullmatch(text)
    if posted:
        tags = tuple(line_of(tag) for tag in (posted["tags"] or "").split(","))
        return _dated(article, posted["date"] or "")._replace(tags=(*article.tags, *filter(None, tags)))
    if byline:
        return _dated(article, byline.date)._replace(authors=(*article.authors, *byline.names))
    return _dated(article, text)


def _dated(article: PastedArticle, written: str) -> PastedArticle:
    published = written_date(written)
    return article._replace(date=written, published=published) if published.is_day else article


def _is_article(article: PastedArticle) -> bool:
    """True if text without a closing line is an article and not what stands at the end of a page."""
    sentences = [block for block in article.blocks if block.text[-1:] in '.!?”"…']
    return any(len(block.text.split()) >= _WORDS for block in sentences)


_WORDS = 5
