"""What the page of a clipping says of where it comes from, in a sentence of known facts, each of them once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import CONFIG, Site

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
        "authors: [Ann, Cy]": (f"{day} by Bo", f"{wire}, by Ann and Cy."),
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
    site.write(
        '-- site.toml --\nlanguage = "fa"\n-- words/fa.toml --\nprovenance_on_by = "{publisher}، {date}، از {names}۔"\n'
    )
    site.article("a", source="{name: W, authors: [A, B], published: 2021-01-01}")
    # Versions of the CLDR spell the month in two ways.
    assert re.fullmatch("W، 1 ژانویهٔ? 2021، از A و B۔", told(site.page("articles/a/index.html"))[1])


WIRE = "name: Wire, url: 'https://wire.example/a', archive_url: 'https://archive.example/a'"


def with_dead_original(site: Site, **keys: str) -> Site:
    verdict = '[[original]]\nurl = "https://wire.example/a"\nstate = "dead"\nsince = "2026-01-01"\n'
    return site.article("a", **{"source": f"{{{WIRE}}}"} | keys).write(f"-- originals.toml --\n{verdict}")


def test_a_dead_original_is_stated_with_the_copy_first(site: Site) -> None:
    page = with_dead_original(site).page("articles/a/index.html")
    assert told(page)[1] == "Wire. The original is no longer there; archived copy. Where it was."
    assert page.index('<a href="https://archive.example/a">archived copy<svg') < page.index(
        '<a href="https://wire.example/a">Where it was</a>'
    )
    assert "Read the original article" not in page


def test_the_first_copy_in_the_list_stands_in_for_an_archived_copy(site: Site) -> None:
    copies = "[{file: originals/a, kind: warc}, {url: 'https://copies.example/1'}, {url: 'https://copies.example/2'}]"
    with_dead_original(site, source="{name: Wire, url: 'https://wire.example/a'}", copies=copies)
    page = site.page("articles/a/index.html")
    assert "The original is no longer there; archived copy." in told(page)[1]
    assert '<a href="https://copies.example/1">archived copy<svg' in page
    assert '"archivedAt":["https://copies.example/1","https://copies.example/2"]' in page


def test_a_dead_original_without_a_copy_is_stated_too(site: Site) -> None:
    with_dead_original(site, source="{name: Wire, url: 'https://wire.example/a'}")
    assert told(site.page("articles/a/index.html"))[1] == "Wire. The original is no longer there. Where it was."


@pytest.mark.parametrize("part", ["excerpt", "link"])
def test_an_article_of_which_a_part_is_shown_sends_nobody_to_a_dead_original(site: Site, part: str) -> None:
    page = with_dead_original(site, source=f"{{{WIRE}, republish: {part}}}", summary="S.").page("articles/a/index.html")
    withheld = plain(page.partition('<div class="withheld">')[2].partition("</div>")[0])
    assert withheld.endswith("may be shown here. The original is no longer there; archived copy. Where it was.")


def test_a_list_of_full_texts_states_a_dead_original(site: Site) -> None:
    with_dead_original(site).write(f'-- site.toml --\n{CONFIG}[archive]\nshow = "full"\n')
    assert "The original is no longer there; archived copy." in plain(site.page("index.html"))


def test_feeds_lead_to_the_copy_of_a_dead_original_and_keep_its_id(site: Site) -> None:
    before = site.article("a", source=f"{{{WIRE}}}").build()["feed.xml"].decode()
    after = with_dead_original(site).build()["feed.xml"].decode()
    assert '<a href="https://wire.example/a">Wire</a>' in before
    assert '<a href="https://archive.example/a">Wire</a>' in after
    feed = with_dead_original(site).build()["feed.json"].decode()
    assert '"external_url":"https://archive.example/a"' in re.sub(r'": "', '":"', feed)
    ids = [re.findall("<guid.*?</guid>|<pubDate>.*?</pubDate>", feed) for feed in (before, after)]
    assert ids[0] == ids[1] != []


def test_a_missing_or_moved_original_is_not_stated(site: Site) -> None:
    before = site.article("a", source=f"{{{WIRE}}}").build()
    verdict = '[[original]]\nurl = "https://wire.example/a"\nstate = "{}"\nsince = "2026-01-01"\n'
    for state in ("missing", "moved"):
        site.put("originals.toml", verdict.format(state).encode())
        assert site.build() == before


def test_copies_stand_behind_the_disclosure_and_those_that_are_kept_have_no_link(site: Site) -> None:
    kept = f"{{file: originals/2026/a.warc.gz, kind: warc, made: 2021-02-03, sha256: {PROOF}}}"
    site.article("a", copies=f"[{{url: 'https://copies.example/1', kind: <page>}}, {kept}]", summary="S.")
    page = site.page("articles/a/index.html")
    assert told(page)[1] == (
        f"About the copy that was clipped Archived copy &lt;page&gt; Kept file warc, February 3, 2021, SHA-256 {PROOF}"
    )
    assert '<a href="https://copies.example/1"><bdi>&lt;page&gt;</bdi></a>' in page
    assert "originals/" not in page


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
