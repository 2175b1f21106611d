"""Pages in the shape of known kinds of news sites: what is found of each, what is guessed, and what is wrong.

The pages in `news_pages/` are made for this, with content that is invented. `TABLE` pins what comes of each value:
found, guessed (right, and the report says that it is a guess), wrong, missing, or none where the page has none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from imports import OPTIONS

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Guessed, Html, Item
from tagarchive.importing.pages import page as page_kind

PAGES = Path(__file__).parent / "news_pages"


class Truth(NamedTuple):
    """What a reader of a page would write down.

    Attributes:
        title: headline
        authors: names of its authors, with commas
        date: moment of publication
        publisher: name of the publisher
        canonical: address of the article, below that of the host
        language: language, without the region
        image: end of the path of the picture at its head
        caption: caption and credit, with a bar between them
        first: first words of the text
        last: last words of the text
        without: words that are not in the text
        blocks: number of paragraphs, heads and quotes

    """

    title: str
    authors: str
    date: str
    publisher: str
    canonical: str
    language: str
    image: str
    caption: str
    first: str
    last: str
    without: list[str]
    blocks: int


TRUTHS: Mapping[str, Truth] = {
    name: Truth(**written) for name, written in tomllib.loads((PAGES / "truths.toml").read_text("utf-8")).items()
}

COLUMNS = "title authors date publisher canonical language image caption text".split()

TABLE = """
page                 title     authors   date      publisher canonical language  image     caption   text
american-daily       found     found     found     found     found     found     found     found     found
amp                  found     found     found     found     found     found     found     found     found
arabic-daily         found     guessed   found     found     found     found     found     found     found
british-daily        found     found     found     found     found     found     found     found     found
broadcaster          found     guessed   found     found     found     found     found     found     found
cable-network        found     found     found     found     found     found     found     found     found
cooperative-agency   found     found     found     found     found     found     found     found     found
french-daily         found     found     found     found     found     found     found     found     found
german-weekly        found     found     found     found     found     found     found     found     found
government-release   found     found     found     found     found     found     none      none      found
gulf-network         found     none      found     found     found     found     found     found     found
hebrew-graph         found     found     found     found     found     found     found     found     found
japanese-broadcaster found     none      found     found     found     found     found     none      found
live-blog            found     found     found     found     found     found     found     none      found
magazine-microdata   found     found     found     found     found     found     found     found     found
newsletter           found     found     found     found     found     found     found     found     found
paywall-stub         found     found     found     found     found     found     found     found     found
persian-agency       found     none      found     found     found     found     found     none      found
several-dates        found     found     found     found     found     found     found     none      found
state-agency         found     none      found     found     none      none      missing   guessed   guessed
wire-agency          found     found     found     found     found     found     found     found     found
wordpress-graph      found     found     found     found     found     found     found     found     found
spanish-daily        found     found     found     found     found     found     found     found     found
russian-agency       found     none      guessed   found     found     found     found     found     found
korean-agency        found     found     found     found     found     found     found     found     found
think-tank-drupal    found     guessed   found     found     found     found     found     none      found
turkish-portal       found     none      found     found     found     found     found     none      guessed
italian-agency       found     none      found     found     found     found     found     found     wrong
state-television     found     none      guessed   guessed   found     found     found     found     guessed
investigative        found     found     found     found     found     found     found     found     wrong
tabloid              found     found     found     found     found     found     found     found     found
kurdish-network      found     guessed   guessed   found     found     found     found     found     guessed
"""


def item_of(name: str) -> Item:
    (item,) = (one for one in page_kind.found(files_at(PAGES / f"{name}.html"), OPTIONS) if isinstance(one, Item))
    return item


def mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def values(item: Item) -> dict[str, str]:
    """The values of an item as the columns have them."""
    source, image = mapping(item.matter.get("source")), mapping(item.matter.get("image"))
    captions = mapping(item.matter.get("extra")).get("captions", [])
    caption = image if image.get("caption") or image.get("credit") else mapping(next(iter(captions), {}))
    return {
        "title": str(item.matter["title"]),
        "authors": ", ".join(source.get("authors") or item.matter.get("authors", [])),  # type: ignore[arg-type]
        "date": str(item.matter["date"]),
        "publisher": source.get("name", ""),
        "canonical": source.get("url", "").removeprefix("https://").removeprefix("www."),
        "language": str(item.matter.get("lang", "")).partition("-")[0],
        "image": image.get("src", ""),
        "caption": f"{caption.get('caption', '')} | {caption.get('credit', '')}" if caption else "",
    }


GUESSES = {
    "title": ("title",),
    "authors": ("source.authors", "authors"),
    "date": ("date", "source.published"),
    "publisher": ("source.name",),
    "canonical": ("source.url",),
    "language": ("lang",),
    "caption": ("extra.captions",),
    "text": ("text",),
}
"""The keys of front matter under which guesses of a column are reported."""


def outcome(column: str, truth: Truth, item: Item) -> str:
    """What came of a value: found, guessed, wrong, missing or none."""
    guessed = any(isinstance(one, Guessed) and one.key in GUESSES.get(column, ()) for one in item.remarks)
    right = "guessed" if guessed else "found"
    if column == "text":
        return right if is_text(truth, item) else "wrong"
    value, wanted = values(item)[column], getattr(truth, column)
    if not wanted or not value:
        return "none" if wanted == value else "missing" if wanted else "wrong"
    return right if (wanted in value if column == "image" else value == wanted) else "wrong"


def is_text(truth: Truth, item: Item) -> bool:
    html = item.text.html if isinstance(item.text, Html) else ""
    blocks = html.count("<p>") + html.count("<h2>")
    first, last = html.find(truth.first), html.rfind(truth.last)
    alien = [words for words in truth.without if words in html]
    is_whole = (
        0 <= html[:first].count("<p>") <= 1 and last > first >= 0 and "<" not in html[last:].removesuffix("</p>")[:1]
    )
    return is_whole and blocks == truth.blocks and not alien


def table() -> str:
    rows = [["page", *COLUMNS]]
    for name, truth in TRUTHS.items():
        item = item_of(name)
        rows.append([name, *(outcome(column, truth, item) for column in COLUMNS)])
    return "".join(f"{row[0]:<21}{''.join(f'{cell:<10}' for cell in row[1:])}".rstrip() + "\n" for row in rows)


def test_every_page_has_its_truth() -> None:
    assert sorted(TRUTHS) == sorted(path.stem for path in PAGES.glob("*.html"))
    assert len(TRUTHS) >= 20


@pytest.mark.parametrize("name", TRUTHS)
def test_each_value_of_a_page_comes_out_as_the_table_says(name: str) -> None:
    row = next(line for line in TABLE.splitlines() if line.split() and line.split()[0] == name)
    item = item_of(name)
    assert [outcome(column, TRUTHS[name], item) for column in COLUMNS] == row.split()[1:], values(item)
