"""The parts of a news text: what stays as paragraphs and heads, and what is data.

Bullets at the head become key points; a dateline, captions, running times of films, lines about authors and editors,
and copyright lines become data. Lines that a page adds to each of its texts are dropped and reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tagarchive.importing.inputs.items import Guessed, Lost, Noted, Remark
from tagarchive.importing.inputs.texts import shortened
from tagarchive.importing.pages.news import boilerplate, datelines
from tagarchive.importing.pages.news.blocks import Block, head_block, with_text_from
from tagarchive.importing.pages.news.captions import Caption, caption_in
from tagarchive.importing.pages.news.datelines import Dateline
from tagarchive.importing.pages.news.end_lines import Named, authors_of, credits_of, end_line_of
from tagarchive.importing.pages.news.private_addresses import html_without_e_mail, without_e_mail
from tagarchive.importing.pages.news.publishers import Guess, guesses_in_text

RUNNING_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)")
_FIRST_TEXTS = 2
"""Number of paragraphs that may begin with the dateline: a line below the headline may come before it."""

_END_BLOCKS = 10
"""Number of blocks at the end of a text among which lines about its makers are looked for."""


class Film(NamedTuple):
    """A film that stands in the text as a title and a running time."""

    title: str
    seconds: int

    def fields(self) -> dict[str, str | int]:
        return {"title": self.title, "seconds": self.seconds}


class News(NamedTuple):
    """A news text in its parts.

    Attributes:
        blocks: what stays of the text
        key_points: main points, from the bullets at its head
        dateline: dateline
        captions: captions of pictures that stand in the text as words
        films: films
        named: those who are named as its makers, in the order of the text
        guesses: publishers of the original that it points to
        copyright_year: year of its copyright line; may be empty
        remarks: what is guessed or dropped

    """

    blocks: tuple[Block, ...]
    key_points: tuple[str, ...] = ()
    dateline: Dateline | None = None
    captions: tuple[Caption, ...] = ()
    films: tuple[Film, ...] = ()
    named: tuple[Named, ...] = ()
    guesses: tuple[Guess, ...] = ()
    copyright_year: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        return authors_of(self.named)

    @property
    def credits(self) -> tuple[Named, ...]:
        return credits_of(self.named)

    @property
    def text(self) -> str:
        """The plain text, which is empty if nothing of it stays."""
        return "\n".join(block.text for block in self.blocks if block.text)

    @property
    def html(self) -> str:
        return "\n".join(block.shown for block in self.blocks)


def news_of(blocks: Sequence[Block]) -> News:
    """The parts of a news text."""
    news = News(tuple(blocks))
    for step in _STEPS:
        news = step(news)
    return news


def _without_boilerplate(news: News) -> News:
    """Drops copyright lines, and what a page adds to each text."""
    kept, remarks, guesses, year = [], list(news.remarks), list(news.guesses), news.copyright_year
    for block in news.blocks:
        rights = boilerplate.copyright_of(block.text) if block.kind == "text" else None
        medium = boilerplate.first_publisher(block.text) if block.kind == "text" else ""
        if rights or medium or (block.kind in ("text", "head") and boilerplate.is_boilerplate(block.text)):
            shown = shortened(without_e_mail(boilerplate.without_hash(block.text)))
            remarks.append(Lost("boilerplate", shown, block.line))
            app, owner = boilerplate.app_owner(block.text), rights.owner if rights else ""
            guesses += [Guess(app, "app", "a line advertises its app")] if app else []
            guesses += [Guess(owner, "copyright", "the copyright line names it")] if owner else []
            guesses += [Guess(medium, "first", "a line says that it was published there first")] if medium else []
            year = (rights.year if rights else "") or year
        else:
            kept.append(block)
    return news._replace(blocks=tuple(kept), remarks=tuple(remarks), guesses=tuple(guesses), copyright_year=year)


def _with_key_points(news: News) -> News:
    """Takes the list before the first paragraph, unless its items are links, as those of a table of contents are."""
    at = next((at for at, block in enumerate(news.blocks) if block.kind in ("text", "list", "other")), None)
    if at is None or news.blocks[at].kind != "list" or len(news.blocks) == at + 1:
        return news
    block = news.blocks[at]
    if re.search(r"<li\b[^>]*>\s*<(?:a|ul|ol|p|img)\b", block.html) or any(len(item) > 300 for item in block.lines):
        return news
    heads = [head for head in news.blocks[:at] if head.kind == "head" and _KEY_POINTS.fullmatch(head.text)]
    kept = tuple(one for one in news.blocks if one is not block and one not in heads)
    return news._replace(blocks=kept, key_points=tuple(filter(None, block.lines)))


_KEY_POINTS = re.compile(
    r"(?:Key (?:points|takeaways|facts)|Summary|At a glance|Highlights|In (?:brief|short)|Das Wichtigste.*|"
    r"Auf einen Blick)\s*:?", re.IGNORECASE,
)  # fmt: skip


def _with_makers(news: News) -> News:
    """Takes the lines about authors and editors at the end."""
    first = max(len(news.blocks) - _END_BLOCKS, 1 if len(news.blocks) > 1 else 0)
    kept, named, guesses = list(news.blocks[:first]), list(news.named), list(news.guesses)
    remarks = list(news.remarks)
    for block in news.blocks[first:]:
        found = end_line_of(" ".join(block.lines)) if block.kind == "text" else None
        if found is None:
            kept.append(block)
            continue
        named += found.named
        guesses += [Guess(host, "mail", "an e-mail address of its authors is there") for host in found.mail_hosts]
        if found.mail_hosts:
            remarks.append(Lost("e-mail address", "in a line about the authors", block.line))
    return news._replace(blocks=tuple(kept), named=tuple(named), guesses=tuple(guesses), remarks=tuple(remarks))


def _with_films(news: News) -> News:
    """Takes a title that a running time follows, in two blocks or in two lines of one."""
    kept: list[Block] = []
    films, remarks = list(news.films), list(news.remarks)
    for block in news.blocks:
        time = RUNNING_TIME.fullmatch(block.lines[-1]) if block.lines and block.kind in ("text", "head") else None
        title = block.lines[:-1] or (kept[-1].lines if kept and kept[-1].kind in ("text", "head") else ())
        if time is None or len(title) != 1 or len(title[0]) > 160:
            kept.append(block)
            continue
        line = block.line if len(block.lines) > 1 else kept.pop().line
        hours, minutes, seconds = (int(part or 0) for part in time.groups())
        films.append(Film(title[0], (hours * 60 + minutes) * 60 + seconds))
        if title[0].endswith(("…", "...")):
            remarks.append(Noted(f"the title of a film is cut off: “{title[0]}”", line))
    return news._replace(blocks=tuple(kept), films=tuple(films), remarks=tuple(remarks))


def _with_captions(news: News) -> News:
    """Takes the captions out of the paragraphs: those that end with a credit."""
    kept: list[Block] = []
    captions, remarks = list(news.captions), list(news.remarks)
    for block in news.blocks:
        caption = caption_in(block.text) if block.kind == "text" else None
        if caption is None:
            kept.append(block)
            continue
        captions.append(caption)
        if caption.before:
            kept.append(with_text_from(block, 0, caption.before))
        stuck = " it is stuck to a paragraph, and" if caption.before else ""
        shown = shortened(f"{caption.text} — {caption.credit}")
        remarks.append(Guessed("extra.captions", shown, f"{stuck} it ends with what reads like a credit".strip()))
    return news._replace(blocks=tuple(kept), captions=tuple(captions), remarks=tuple(remarks))


def _with_heads(news: News) -> News:
    """Makes heads of short lines between paragraphs. The largest head in a page becomes one of the second level."""
    blocks = list(news.blocks)
    remarks = list(news.remarks)
    for at, block in enumerate(blocks[1:-1], start=1):
        if block.kind == "text" and is_head(block) and blocks[at + 1].kind != "head" and not is_head(blocks[at + 1]):
            blocks[at] = head_block(block.text, block.line)
            remarks.append(Guessed("text", block.text, "a short line between paragraphs is taken for a section head"))
    largest = min((block.level for block in blocks if block.kind == "head"), default=2)
    leveled = [_leveled(block, largest) for block in blocks]
    return news._replace(blocks=tuple(leveled), remarks=tuple(remarks))


def _leveled(block: Block, largest: int) -> Block:
    return block._replace(level=min(block.level - largest + 2, 6)) if block.kind == "head" else block


def is_head(block: Block) -> bool:
    """True for a short line that is no sentence, or one in capitals."""
    text = block.text
    if block.kind != "text" or len(block.lines) != 1 or len(text) > 90 or len(text.split()) > 12:
        return False
    if not re.match(r"[“‘\"'¿¡]?[^\W_]", text) or re.search(r"<(?:a|img|code)\b", block.html):
        return False
    is_loud = text == text.upper() and text != text.lower()
    return text[-1] not in ".!,;:…”\"’'" and (is_loud or text[0].isupper() or text[0] in "“‘¿" or text[0].isdigit())


def _with_dateline(news: News) -> News:
    """Takes the dateline from the start of the first paragraph."""
    texts = [at for at, block in enumerate(news.blocks) if block.kind == "text"]
    found = ((at, datelines.dateline_of(news.blocks[at].text)) for at in texts[:_FIRST_TEXTS])
    at, dateline = next((pair for pair in found if pair[1]), (0, None))
    if dateline is None:
        return news
    blocks = list(news.blocks)
    blocks[at] = with_text_from(blocks[at], dateline.length)
    guesses = [Guess(dateline.agency, "dateline", "the dateline names this agency")] if dateline.agency else []
    return news._replace(blocks=tuple(blocks), dateline=dateline, guesses=(*news.guesses, *guesses))


def _without_e_mail(news: News) -> News:
    kept, remarks = [], list(news.remarks)
    for block in news.blocks:
        html, count = html_without_e_mail(block.html)
        lines = tuple(map(without_e_mail, block.lines))
        kept.append(block._replace(html=html, lines=lines))
        remarks += [Lost("e-mail address", f"{count} in the text", block.line)] if count else []
    return news._replace(blocks=tuple(kept), remarks=tuple(remarks))


def _with_publishers(news: News) -> News:
    texts = [block.text for block in news.blocks if block.kind in ("text", "other")]
    return news._replace(guesses=(*news.guesses, *guesses_in_text(texts)))


_STEPS: tuple[Callable[[News], News], ...] = (
    _without_boilerplate,
    _with_key_points,
    _with_makers,
    _with_films,
    _with_captions,
    _with_dateline,
    _with_heads,
    _without_e_mail,
    _with_publishers,
)
