"""What the page of a clipping says of where it comes from, in a sentence of known facts, each of them once."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import Site

THEME = Path(__file__).parent.parent.parent / "templates"

PROOF = "0123456789abcdef" * 4


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def told(page: str) -> tuple[str, str]:
    """The line under the headline, and the box with the source."""
    head, _, rest = page.partition("</h1>")[2].partition('<div class="provenance">')
    return plain(head), plain(rest.partition("</div>")[0])


def test_a_clipping_says_in_a_sentence_where_it_comes_from(site: Site) -> None:
    site.article(
        "a",
        date="2021-01-01",
        source="{name: Reuters, url: https://reuters.example/a, authors: [Ann], published: 2020-12-31,"
        " retrieved: 2021-01-02, archive_url: https://archive.example/a}",
    )
    page = site.page("articles/a/index.html")
    assert told(page) == (
        "January 1, 2021",
        "Reuters, December 31, 2020, by Ann. Read the original article. Archived copy. Clipped January 2, 2021.",
    )
    for part in (
        '<a href="/source/reuters/" dir="auto">Reuters</a>,',
        '<time datetime="2020-12-31T00:00:00+00:00">December 31, 2020</time>,',
        '<a href="/author/ann/" dir="auto">Ann</a>.',
        '<a href="https://reuters.example/a">Read the original article<svg',
        '<a href="https://archive.example/a">Archived copy<svg',
    ):
        assert page.count(part) == 1, part


def test_that_an_original_is_for_subscribers_is_said_before_the_link_to_it(site: Site) -> None:
    url = "https://reuters.example/a"
    for part in ("full", "excerpt", "link"):
        source = f"{{name: Reuters, url: '{url}', access: subscription, republish: {part}}}"
        page = site.article("a", source=source, summary="Said.").page("articles/a/index.html")
        assert page.count("lets only subscribers read the original") == 1
        assert page.index("lets only subscribers read the original") < page.index(f'<a href="{url}">')
        assert '"isAccessibleForFree":false' in page


def test_nothing_is_said_of_an_original_that_everyone_may_read(site: Site) -> None:
    for access, data in (("access: free, ", '"isAccessibleForFree":true'), ("", "")):
        source = f"{{name: Reuters, {access}url: 'https://reuters.example/a'}}"
        page = site.article("a", source=source).page("articles/a/index.html")
        assert "subscribers" not in page
        assert ("isAccessibleForFree" in page) is bool(access)
        assert data in page


def test_what_is_known_of_a_clipping_is_told_once_and_nothing_more(site: Site) -> None:
    day, wire = "January 1, 2021", "The Wire"
    known = {
        "": (f"{day} by Bo", f"{wire}."),
        "published: 2021-01-01": ("by Bo", f"{wire}, {day}."),
        "retrieved: 2021-01-01": ("by Bo", f"{wire}. Clipped {day}."),
        "authors: [Ann, Cy]": (f"{day} by Bo", f"{wire}, by Ann, Cy."),
        "authors: [Bo]": (day, f"{wire}, by Bo."),
        "authors: [Bo], published: 2021-01-01": ("", f"{wire}, {day}, by Bo."),
        "archive_url: 'https://archive.example/a'": (f"{day} by Bo", f"{wire}. Archived copy."),
        "url: 'https://a.example/', republish: link": (f"{day} by Bo", f"{wire}."),
    }
    for n, fact in enumerate(known):
        site.article(f"a{n}", authors="[Bo]", source=f"{{name: {wire}, {fact}}}")
    files = site.build()
    assert [told(files[f"articles/a{n}/index.html"].decode()) for n in range(len(known))] == list(known.values())
    assert "provenance" not in site.article("own").page("articles/own/index.html")


def test_how_a_clipping_was_obtained_stands_behind_a_disclosure(site: Site) -> None:
    site.article("a", source=f"{{name: W, via: By <e-mail>, sha256: {PROOF}}}").article("b", source="W")
    files = site.build()
    assert told(files["articles/a/index.html"].decode())[1] == (
        f"W. About the copy that was clipped Obtained By &lt;e-mail&gt; SHA-256 {PROOF}"
    )
    assert told(files["articles/b/index.html"].decode())[1] == "W."
    assert PROOF.encode() not in files["index.html"]


def test_the_sentence_is_made_of_the_words_of_the_site(site: Site) -> None:
    words = (THEME / "_words.html").read_text("utf-8")
    for english, own in {
        '"comma": ","': '"comma": "،"',
        '"by": "by"': '"by": "از"',
        '"stop": "."': '"stop": "۔"',
    }.items():
        assert words.count(english) == 1
        words = words.replace(english, own)
    site.write(f'-- site.toml --\nlanguage = "fa"\n-- templates/_words.html --\n{words}')
    site.article("a", source="{name: W, authors: [A, B], published: 2021-01-01}")
    # Versions of the CLDR spell the month in two ways.
    assert re.fullmatch("W، 1 ژانویهٔ? 2021، از A، B۔", told(site.page("articles/a/index.html"))[1])


def test_a_withdrawn_article_says_so_why_and_by_whom(site: Site) -> None:
    site.article("a", title="Hidden head", withdrawn="{date: 2021-02-03, reason: It was <wrong>, by: The Paper}")
    files = site.article("b", title="Hidden head", withdrawn="{date: 2021-02-03}").build()
    page, bare = (files[f"articles/{name}/index.html"].decode() for name in "ab")
    said = plain(page.partition("<main")[2])
    assert "This article was withdrawn Withdrawn on February 3, 2021 by The Paper. Reason: It was &lt;wrong&gt;" in said
    assert "Withdrawn on February 3, 2021. What it said is no longer here." in plain(bare.partition("<main")[2])
    assert '<a href="/">Newest articles</a>' in page
    assert b"Hidden head" not in b"".join(files.values())
    assert "application/ld+json" not in page
