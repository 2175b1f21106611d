"""Atom 1.0 and 0.3: texts of each type, addresses on their base, people, dates and sources."""

from __future__ import annotations

from base64 import b64encode

import pytest
from feed_items import article, articles, atom, guesses, html, notes, said, source

XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def entry(inner: str, attributes: str = "") -> str:
    return f"<entry {attributes}><id>urn:1</id><updated>2023-05-02T10:00:00Z</updated>{inner}</entry>"


def test_an_entry_with_everything_becomes_an_article_with_everything() -> None:
    feed = atom(
        f"""<entry xml:base="2023/lake/">
    <title type="xhtml"><div {XHTML}>The <em>lake</em> freezes</div></title>
    <id>tag:quarry.example,2023:lake</id>
    <published>2023-01-30T23:30:00-03:00</published><updated>2023-02-02T10:00:00Z</updated>
    <author><name>Tove Lind</name><email>tove@quarry.example</email></author><author><name>風音</name></author>
    <contributor><name>Bo Ek</name></contributor>
    <category term="ice" label="Ice &amp; snow"/><category term="lake"/>
    <link rel="alternate" type="application/pdf" href="lake.pdf"/>
    <link rel="alternate" type="text/html" href="index.html"/>
    <link rel="via" href="https://dale.example/lake"/>
    <link rel="enclosure" type="audio/ogg" href="lake.ogg" title="The ice sings"/>
    <summary>Ice, at last.</summary>
    <content type="xhtml"><div {XHTML}><p>See <a href="../../map">the map</a>.<br/></p></div></content>
  </entry>""",
        '<link rel="self" href="atom.xml"/><link href="./"/><author><name>Desk</name></author>',
        'xml:base="https://quarry.example/news/" xml:lang="en"',
    )
    item = article(feed)
    assert item.matter == {
        "title": "The lake freezes",
        "date": "2023-01-30T23:30:00-03:00",
        "updated": "2023-02-02T10:00:00+00:00",
        "summary": "Ice, at last.",
        "lang": "en",
        "guid": "tag:quarry.example,2023:lake",
        "tags": ["Ice & snow", "lake"],
        "source": {
            "name": "Quarry Post",
            "url": "https://quarry.example/news/2023/lake/index.html",
            "feed": "https://quarry.example/news/atom.xml",
            "authors": ["Tove Lind", "風音"],
            "published": "2023-01-30T23:30:00-03:00",
            "retrieved": "2026-01-01",
        },
        "credits": [{"role": "Contributor", "names": ["Bo Ek"]}],
        "extra": {"via": ["https://dale.example/lake"]},
    }
    base = "https://quarry.example/news/2023/lake"
    assert html(item) == (
        '<p>See <a href="https://quarry.example/news/map">the map</a>.<br/></p>\n'
        f'<figure><audio src="{base}/lake.ogg"></audio><figcaption>The ice sings</figcaption></figure>\n'
        f'<p><a href="{base}/lake.pdf">lake.pdf</a></p>'
    )
    assert "Bo Ek" in said(item)
    assert "https://dale.example/lake" in said(item)


TITLES = {
    "<title>a &lt;b&gt; c</title>": "a <b> c",
    '<title type="text">1 &lt; 2</title>': "1 < 2",
    '<title type="html">a &lt;b&gt;c&lt;/b&gt; &amp;lt;d&amp;gt;</title>': "a c <d>",
    '<title type="html">Tom &amp;amp;amp; Ann</title>': "Tom & Ann",
    f'<title type="xhtml"><div {XHTML}>a <b>c</b> &lt;d&gt;</div></title>': "a c <d>",
    '<title type="text">Tom &amp;amp; Ann &amp;#8211;</title>': "Tom & Ann –",
}


@pytest.mark.parametrize(("written", "expected"), TITLES.items())
def test_a_title_is_plain_text_by_its_type(written: str, expected: str) -> None:
    assert article(atom(entry(written))).matter["title"] == expected


TEXTS = {
    '<content type="text">One &lt;two&gt;.\n\nThree.</content>': "<p>One &lt;two&gt;.</p><p>Three.</p>",
    "<content>One.</content>": "<p>One.</p>",
    '<content type="html">&lt;p&gt;a &amp;lt; b&lt;/p&gt;</content>': "<p>a &lt; b</p>",
    '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>a</x:p></x:div></content>': "<p>a</p>",
    f'<content type="xhtml"><div {XHTML}><p>a &lt; b</p></div></content>': "<p>a &lt; b</p>",
    f'<content type="xhtml"><div {XHTML}>a</div><div {XHTML}>b</div></content>': "<div>a</div><div>b</div>",
    '<content type="text/plain">One.</content>': "<p>One.</p>",
    "<summary>Only this.</summary>": "<p>Only this.</p>",
    '<content type="image/png">iVBORw0KGgo=</content><summary>Instead.</summary>': "<p>Instead.</p>",
}


@pytest.mark.parametrize(("written", "expected"), TEXTS.items())
def test_a_text_is_html_by_its_type(written: str, expected: str) -> None:
    assert (
        html(article(atom(entry(f"<title>A</title>{written}")))).replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
        == expected
    )


def test_content_that_is_no_text_is_said() -> None:
    item = article(atom(entry('<title>A</title><content type="image/png">iVBORw0KGgo=</content>')))
    assert "image/png" in said(item)
    assert source(item)["republish"] == "link"


def test_content_elsewhere_is_named_and_not_fetched() -> None:
    item = article(atom(entry('<title>A</title><content type="text/html" src="https://quarry.example/a.html"/>')))
    assert "not in the feed, but at https://quarry.example/a.html" in said(item)


def test_the_date_of_the_change_stands_in_for_that_of_publication() -> None:
    item = article(atom(entry("<title>A</title>")))
    assert item.matter["date"] == source(item)["published"] == "2023-05-02T10:00:00+00:00"
    assert "updated" not in item.matter
    assert "last change stands in" in guesses(item)["source.published"]


def test_an_entry_without_authors_has_those_of_the_feed() -> None:
    head = "<author><name>Desk</name><email>desk@quarry.example</email></author>"
    item = article(atom(entry("<title>A</title>"), head))
    assert source(item)["authors"] == ["Desk"]
    assert "@" not in str(item)


def test_an_entry_of_another_feed_has_its_name_its_address_and_its_authors() -> None:
    inner = (
        "<title>A</title><source><title>Dale</title><link rel='self' href='https://dale.example/atom'/>"
        "<author><name>Sam Okoro</name></author></source>"
    )
    item = article(atom(entry(inner, 'xml:lang="fa-ir"'), "<author><name>Desk</name></author>"))
    assert (source(item)["name"], source(item)["feed"]) == ("Dale", "https://dale.example/atom")
    assert source(item)["authors"] == ["Sam Okoro"]
    assert item.matter["lang"] == "fa-IR"


def test_an_own_address_of_a_feed_is_the_base_where_none_is_given() -> None:
    feed = atom(entry('<title>A</title><link href="/a"/>'), '<link rel="self" href="https://quarry.example/atom"/>')
    assert source(article(feed))["url"] == "https://quarry.example/a"


def test_a_fetched_feed_stands_on_its_address() -> None:
    feed = atom(entry('<title>A</title><link href="a"/><content type="html">&lt;a href="b"&gt;b&lt;/a&gt;</content>'))
    item = article(feed, "https://quarry.example/x/atom")
    assert source(item)["url"] == "https://quarry.example/x/a"
    assert source(item)["feed"] == "https://quarry.example/x/atom"
    assert 'href="https://quarry.example/x/b"' in html(item)


def test_a_picture_as_an_enclosure_is_the_head_picture() -> None:
    link = '<link rel="enclosure" type="image/png" href="https://quarry.example/a.png" title="A lake"/>'
    item = article(atom(entry(f"<title>A</title>{link}")))
    assert item.matter["image"] == {"src": "https://quarry.example/a.png", "alt": "A lake"}


def test_archived_documents_of_a_feed_are_said_and_not_read() -> None:
    feed = atom("", '<link rel="prev-archive" href="https://quarry.example/2022.xml"/><rights>© Quarry</rights>')
    texts = [str(note) for note in notes(feed)]
    assert "© Quarry" in texts[0]
    assert "https://quarry.example/2022.xml" in texts[1]


def test_atom_0_3_is_read_with_its_modes_and_names_of_dates() -> None:
    body = b64encode("<p>It <em>snowed</em> – a lot.</p>".encode()).decode()
    feed = f"""<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:base="https://quarry.example/">
  <title type="text/html" mode="escaped">Quarry &lt;i&gt;Post&lt;/i&gt;</title>
  <author><name>Desk</name></author>
  <entry><title mode="escaped" type="text/html">Snow &amp;amp; ice</title><link rel="alternate" href="/1"/>
    <id>urn:1</id><created>2003-11-01T08:00:00Z</created><issued>2003-11-02T09:00:00+02:00</issued>
    <modified>2003-11-03T09:00:00Z</modified>
    <content type="text/html" mode="base64">{body}</content></entry>
  <entry><title>Ice</title><link rel="alternate" href="/2"/><issued>2003-11-04T12:30</issued>
    <content type="application/xhtml+xml" mode="xml"><div {XHTML}><p>Ice.</p></div></content></entry>
</feed>"""
    snow, ice = articles(feed)
    assert source(snow)["name"] == "Quarry Post"
    assert snow.matter["title"] == "Snow & ice"
    assert (snow.matter["date"], snow.matter["updated"]) == ("2003-11-02T09:00:00+02:00", "2003-11-03T09:00:00+00:00")
    assert html(snow) == "<p>It <em>snowed</em> – a lot.</p>"
    assert source(ice)["url"] == "https://quarry.example/2"
    assert html(ice) == "<p>Ice.</p>"
    assert "no zone" in guesses(ice)["source.published"]
