"""What importers of other generators share: code and prose, old anchors, names, pictures, states, time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tagarchive.importing.generators import fields, liquid, shortcodes
from tagarchive.importing.generators.active_html import without_active_html
from tagarchive.importing.generators.anchors import fragments, with_old_ids
from tagarchive.importing.generators.astro import mdx
from tagarchive.importing.generators.author_names import names_of
from tagarchive.importing.generators.front_matter import fenced
from tagarchive.importing.generators.head_pictures import head_picture
from tagarchive.importing.generators.jekyll import kramdown
from tagarchive.importing.generators.markdown_text import headings, parts, titled
from tagarchive.importing.generators.posts import distinct_paths
from tagarchive.importing.generators.site_config import SiteAddress
from tagarchive.importing.inputs.dates import NO_DATE
from tagarchive.importing.inputs.items import Lost, Options
from tagarchive.importing.inputs.private_data import Data

OPTIONS = Options(datetime(2026, 1, 1, tzinfo=UTC), ZoneInfo("Asia/Tokyo"))
SITE = liquid.Site("https://x.example", "/b", lambda _, __: "", {})


def matter(yaml: str) -> dict[str, Data]:
    return fenced(f"---\n{yaml}\n---\n", "a.md").fields


def test_code_is_told_from_prose() -> None:
    text = "A `b` ``c ` d``\n\n```js\n`e`\n```\n<!-- f -->\n> ~~~\n> g\n> ~~~\n\\`h ` i\n\n` j\n<pre>k</pre>l"
    code = [part.text for part in parts(text) if not part.is_prose]
    assert code == ["`b`", "``c ` d``", "```js\n`e`\n```", "<!-- f -->", "> ~~~\n> g\n> ~~~", "<pre>k</pre>"]
    assert "".join(part.text for part in parts(text)) == text


def test_a_fence_without_end_is_code_to_the_end_of_the_text() -> None:
    assert [part.is_prose for part in parts("a\n\n```\nb `c`\n")] == [True, False]


def test_headings_are_found_in_both_forms_outside_code() -> None:
    text = "# A #\n\nB\nC\n---\n\n```\n# D\n```\n- e\n---\n\nF\n=\n## G {#h}\n---\n#i\n"
    assert [(one.level, one.words) for one in headings(text)] == [(1, "A"), (2, "B\nC"), (1, "F"), (2, "G {#h}")]
    assert titled("\n# *A* title\n\nText") == ("*A* title", "Text")
    assert titled("Text\n\n# A\n") == ("", "Text\n\n# A\n")


@pytest.mark.parametrize(
    ("heading", "old"),
    [
        ("Oars & more", "oars--more"),
        ("It's `code_a` *b*", "its-code_a-b"),
        ("3. Crème brûlée", "3-creme-brulee"),
        ("3. Step: two", "step-two"),
        ("R&D", "r-and-d"),
        ("What?", "what?"),
    ],
)
def test_links_to_old_ids_of_headings_work(heading: str, old: str) -> None:
    text = f"[x](#{old})\n\n## {heading}\n"
    assert with_old_ids(text, fragments([text])) == f'[x](#{old})\n\n<a id="{old}"></a>\n\n## {heading}\n'


def test_anchors_stand_only_where_a_link_needs_one() -> None:
    text = "## A & b\n\n## A b\n\n## Own {#own}\n"
    assert with_old_ids(text, frozenset({"a-b", "own", "other"})) == text
    assert with_old_ids(text, frozenset()) == text


@pytest.mark.parametrize(
    ("yaml", "names"),
    [
        ("a: Ada Brook and Pim Aldous", ["Ada Brook", "Pim Aldous"]),
        ("a: 'Ada Brook, Pim Aldous & Oren Vale'", ["Ada Brook", "Pim Aldous", "Oren Vale"]),
        ("a: John Smith, Jr.", ["John Smith, Jr."]),
        ("a: Procter & Gamble", ["Procter & Gamble"]),
        ("a: [Ada, {name: B, email: b@x.example}]", ["Ada", "B"]),
        ("a: 'Ada <ada@x.example>'", ["Ada"]),
        ("a: ada@x.example", []),
        ("a: {ada: {name: Ada B}}", ["Ada B"]),
        ("a: {first_name: Ada, last_name: B}", ["Ada B"]),
        ("a: By mia", ["Mia Holt"]),
        ("a: [mia, '@mia', MIA]", ["Mia Holt", "MIA"]),
        ("a:", []),
    ],
)
def test_names_of_authors(yaml: str, names: list[str]) -> None:
    assert names_of(matter(yaml)["a"], {"mia": "Mia Holt"}) == names


@pytest.mark.parametrize(
    ("yaml", "picture"),
    [
        ("image: /a/b.png", ("/a/b.png", None, "", "")),
        ("image: {path: /a.png, alt: Z, caption: 'C [x](y)', credit: D}", ("/a.png", "Z", "C x", "D")),
        ("image: {src: a.png, alt: ''}", ("a.png", "", "", "")),
        ("featuredImage: ./x.png\nfeaturedImageAlt: A\nfeaturedImageCaption: C", ("./x.png", "A", "C", "")),
        ("images: [a.png, b.png]", ("a.png", None, "", "")),
        ("thumbnail: /t.jpg\ncover: {image: c.png, alt: A}", ("c.png", "A", "", "")),
        ("header: {teaser: /t.png, overlay_image: /o.png}", ("/o.png", None, "", "")),
        ("image: https://i.example/x?w=1", ("https://i.example/x?w=1", None, "", "")),
        ("hero: false\nimage: a.png", ("a.png", None, "", "")),
    ],
)
def test_pictures_at_the_head(yaml: str, picture: tuple[str, str | None, str, str]) -> None:
    found = head_picture(matter(yaml))
    assert found is not None
    assert (found.src, found.alt, found.caption, found.credit) == picture


@pytest.mark.parametrize("yaml", ["image: true", "photo: Alice", "teaser: Some words.", "coverImage: x", "image:"])
def test_what_is_no_picture_is_none(yaml: str) -> None:
    assert head_picture(matter(yaml)) is None


@pytest.mark.parametrize(
    ("yaml", "date", "updated"),
    [
        ("date: {created: 2023-01-02, updated: 2023-02-03}", "2023-01-02", "2023-02-03"),
        ("date: 2015-03-17 10:00:00 -4", "2015-03-17T10:00:00-04:00", ""),
        ("published: true\ncreated_time: 2021-02-02", "2021-02-02", ""),
        ("pubDate: 'Jul 08 2022'\nlast_update: {date: 2022-08-01, author: x}", "2022-07-08", "2022-08-01"),
        ("date: 2021-01-01 10:00", "2021-01-01T10:00:00+09:00", ""),
        ("date: 1612345678", "2021-02-03T09:47:58+00:00", ""),
        ("date: 2021-01-01\nlastmod: 2021-01-01", "2021-01-01", ""),
    ],
)
def test_dates(yaml: str, date: str, updated: str) -> None:
    read, stand_ins = fields.dates_of(matter(yaml), NO_DATE, OPTIONS)
    assert (read.values["date"], read.values.get("updated", "")) == (date, updated)
    assert not stand_ins


@pytest.mark.parametrize(
    "yaml", ["date: 2023-05", "date: 3/4/2024", "date: 1970-01-01", "date: soon", "lastmod: 2020-01-01"]
)
def test_without_a_date_the_day_of_the_import_stands_in_and_the_text_is_a_draft(yaml: str) -> None:
    read, stand_ins = fields.dates_of(matter(yaml), NO_DATE, OPTIONS)
    assert read.values["date"] == "2026-01-01"
    assert read.values["draft"] is True
    assert stand_ins == {"date"}
    assert "the day of the import stands in" in str(read.remarks)


HIDDEN = (
    "draft: true|draft: 'yes'|published: false|publish: no|private: true|status: private|password: x|unlisted: true"
)
SHOWN = "draft: false|published: 2020-01-01|published: true|status: published|hidden: no"


@pytest.mark.parametrize("yaml", HIDDEN.split("|"))
def test_what_is_not_public_is_a_draft(yaml: str) -> None:
    assert fields.state_of(matter(yaml)).values == {"draft": True}


@pytest.mark.parametrize("yaml", SHOWN.split("|"))
def test_what_is_public_is_no_draft(yaml: str) -> None:
    assert fields.state_of(matter(yaml)).values == {}


def test_private_things_reach_neither_extra_nor_remarks() -> None:
    values = matter(
        "a: {email: x@y.example, b: [1, {c: d}]}\npassword: p\nfoo: write to me@x.example now\nlayout: x\nq: []"
    )
    assert fields.extra_of(values, frozenset()) == {"a": {"b": ["1", {"c": "d"}]}, "foo": "write to now"}
    assert "p" not in str(fields.state_of(values).remarks).split()


def test_titles_and_summaries_are_plain() -> None:
    assert fields.plain("2024. A *b* [c](d) `e` &amp; <b>f</b>") == "2024. A b c e & f"


def test_an_original_is_a_web_address_of_another_host() -> None:
    assert fields.original_of(matter("canonical: https://mine.example/a"), "https://mine.example").values == {}
    assert fields.original_of(matter("source: 'javascript:x'"), "").values == {}
    source = fields.original_of(matter("source: {name: N, url: https://o.example}"), "").values["source"]
    assert source == {"name": "N", "url": "https://o.example"}


def test_attribute_lists_go_and_what_looks_like_one_stays() -> None:
    text = "A{: .b} `{: .c}`\n{: .d}\n\n{::nomarkdown}<b>e</b>{:/}\n\n{{ x: y }}\n"
    assert kramdown.without_attributes(text, 1).text == "A `{: .c}`\n\n<b>e</b>\n\n{{ x: y }}\n"


REWRITERS: list[Callable[[str], object]] = [
    lambda text: liquid.rewritten(text, 1, SITE),
    lambda text: shortcodes.hugo(text, 1, lambda _: ""),
    lambda text: shortcodes.zola(text, 1),
    lambda text: kramdown.without_attributes(text, 1),
    lambda text: mdx.as_markdown(text, 1),
    lambda text: list(parts(text)),
    headings,
    lambda text: with_old_ids(text, frozenset({"a--b"})),
    fields.plain,
    names_of,
    lambda text: without_active_html(text, 1),
]
PIECES = (
    "{% raw %}|{% highlight x %}|{% a |{{ a |{{< a >}}|{{< quote >}}|{% quote() %}|{{ a() }}|"
    "{:|{: a|{::comment}|# a & b\n|# a\n|"
    "* a\n{:toc}\n|<A>|<A a={|{a}|{/* |import {\n|export const a = 1\n|` |```\n|<!-- |<pre>|- - |a\n=\n|a, |a@|"
    "<a |<script>|[a](|*a "
).split("|")


@pytest.mark.parametrize("piece", PIECES)
def test_the_time_grows_with_the_text(piece: str) -> None:
    text = piece * (10_000 // len(piece))
    for rewriter in REWRITERS:
        start = time.process_time()
        rewriter(text)
        assert time.process_time() - start < 3


def test_what_a_browser_would_run_is_dropped_and_said() -> None:
    text = (
        '<b onclick="x()" title="a">B</b> `<b onclick="y">`\n\n<script>alert(1)</script>\n\n<style>p {}</style>\n\n'
        '<script src="https://gist.github.com/una/0a1b.js"></script>\n'
    )
    quiet = without_active_html(text, 5)
    assert quiet.text == (
        '<b title="a">B</b> `<b onclick="y">`\n\n\n\n\n\n<script src="https://gist.github.com/una/0a1b.js"></script>\n'
    )
    assert [(one.what, one.line) for one in quiet.remarks if isinstance(one, Lost)] == [
        ("handler", 5),
        ("script", 7),
        ("style", 9),
    ]


def test_links_that_run_something_become_their_words() -> None:
    quiet = without_active_html("[a](javascript:alert(1)) [b](https://x.example) `[c](javascript:d)`\n", 1)
    assert quiet.text == "a [b](https://x.example) `[c](javascript:d)`\n"
    assert quiet.remarks == (Lost("link", "javascript:alert(1)"),)


def test_former_addresses_are_paths_of_the_site() -> None:
    site = SiteAddress("https://x.example", "/log")
    written = ["/a b/", "c.html", "https://x.example/log/d/", "https://y.example/e", "//y.example/f", "js:g", "/A b/"]
    assert distinct_paths(written, site) == (["/log/a%20b/", "/log/c.html", "/log/d/"], ["/log/A%20b/"])


def test_code_in_a_list_keeps_its_place() -> None:
    text = (
        "- a\n\n  {% highlight js %}\n  let b;\n  {% endhighlight %}\n\n> {% highlight js %}let c;{% endhighlight %}\n"
    )
    assert liquid.rewritten(text, 1, SITE).text == ("- a\n\n  ```js\n  let b;\n  ```\n\n> ```js\n> let c;\n> ```\n")
