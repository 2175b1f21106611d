"""RSS of every version: what becomes of each element, and of the ways in which feeds bend it."""

from __future__ import annotations

import pytest
from feed_items import article, articles, guesses, html, notes, rss, said, source
from imports import OPTIONS

from tagarchive.importing.inputs.items import Guessed, Lost, Noted

WHOLE = rss(
    """
  <item>
    <title>Crane falls at the &quot;old pit&quot; &amp;amp; no one is hurt</title>
    <link>https://quarry.example/2023/05/crane/?utm_source=feed&amp;utm_medium=rss</link>
    <guid isPermaLink="false">qp-81</guid>
    <pubDate>Tue, 02 May 2023 17:20:00 PDT</pubDate>
    <dc:creator>Tove Lind</dc:creator><dc:creator><![CDATA[Sam Okoro]]></dc:creator>
    <category>Work</category><category domain="https://quarry.example/p">Old pit</category><category>work</category>
    <description>&lt;p&gt;It fell at &lt;i&gt;six&lt;/i&gt;.&lt;/p&gt;</description>
    <content:encoded><![CDATA[<p>It fell at six, with a <a href="../map/">map</a>.</p><p><img src="/i/c.jpg"></p>]]>
    </content:encoded>
    <enclosure url="https://cdn.quarry.example/crane.mp3" length="12" type="audio/mpeg"/>
    <media:content url="https://cdn.quarry.example/large.jpg" medium="image" width="900">
      <media:title>A crane</media:title>
      <media:description type="html">The crane, &lt;b&gt;before&lt;/b&gt;.</media:description>
      <media:credit>Tove Lind</media:credit>
    </media:content>
  </item>""",
    '<language>en-nz</language><atom:link rel="self" href="https://quarry.example/rss"/>',
)


def test_an_item_with_everything_becomes_an_article_with_everything() -> None:
    item = article(WHOLE)
    assert item.matter == {
        "title": 'Crane falls at the "old pit" & no one is hurt',
        "date": "2023-05-02T17:20:00-07:00",
        "summary": "It fell at six.",
        "lang": "en-NZ",
        "guid": "qp-81",
        "tags": ["Work", "Old pit"],
        "source": {
            "name": "Quarry Post",
            "url": "https://quarry.example/2023/05/crane/",
            "feed": "https://quarry.example/rss",
            "authors": ["Tove Lind", "Sam Okoro"],
            "published": "2023-05-02T17:20:00-07:00",
            "retrieved": "2026-01-01",
        },
        "image": {
            "src": "https://cdn.quarry.example/large.jpg",
            "alt": "A crane",
            "caption": "The crane, before.",
            "credit": "Tove Lind",
        },
    }
    assert html(item) == (
        '<p>It fell at six, with a <a href="../map/">map</a>.</p><p><img src="/i/c.jpg"/></p>\n'
        '<audio src="https://cdn.quarry.example/crane.mp3"></audio>'
    )
    assert item.base == "https://quarry.example/2023/05/crane/?utm_source=feed&utm_medium=rss"
    assert "https://quarry.example/2023/05/crane/" in item.addresses
    assert item.stand_ins == {"source.retrieved"}
    assert item.line == 2


def test_a_description_alone_is_the_text() -> None:
    item = article(rss("<item><title>A</title><description>Boats &amp;amp; bread.</description></item>"))
    assert html(item) == "Boats &amp; bread."
    assert "summary" not in item.matter


def test_a_plain_description_keeps_its_paragraphs() -> None:
    item = article(rss("<item><title>A</title><description>One.\n\nTwo,\nand more.</description></item>"))
    assert html(item) == "<p>One.</p><p>Two,<br/>and more.</p>"


def test_an_item_of_a_headline_alone_has_no_text() -> None:
    item = article(rss("<item><title>A</title><link>https://quarry.example/a</link></item>"))
    assert item.text is None
    assert source(item)["republish"] == "link"


def test_a_text_of_a_picture_alone_is_a_text() -> None:
    item = article(rss('<item><title>A</title><description>&lt;img src="/a.png"&gt;</description></item>'))
    assert "republish" not in source(item)


def test_an_item_without_date_and_guid_says_so() -> None:
    item = article(rss("<item><title>A</title><link>https://quarry.example/a</link></item>"))
    assert item.matter["guid"] == "https://quarry.example/a"
    assert item.matter["date"] == "2026-01-01"
    assert "published" not in source(item)
    assert item.stand_ins == {"date", "source.retrieved"}
    assert guesses(item).keys() == {"guid", "date"}


def test_an_item_without_title_and_address_says_so() -> None:
    text = "The lamp is lit again after nine long years, said the keeper, who is new."
    item = article(rss(f"<item><guid isPermaLink='false'>7</guid><description>{text}</description></item>"))
    assert item.matter["title"] == "The lamp is lit again after nine long years, said …"
    assert "url" not in source(item)
    assert item.base == ""
    assert "no address of the original" in said(item)


def test_the_dates_of_a_channel_are_not_those_of_its_items() -> None:
    item = article(rss("<item><title>A</title></item>", "<pubDate>Mon, 12 Mar 2001 09:00:00 GMT</pubDate>"))
    assert item.matter["date"] == "2026-01-01"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<author>desk@quarry.example (Tove Lind)</author>", ["Tove Lind"]),
        ("<author>Tove Lind &lt;tove@quarry.example&gt;</author>", ["Tove Lind"]),
        ("<dc:creator>Tove Lind (tove@quarry.museum)</dc:creator>", ["Tove Lind"]),
        ("<author>Tove Lind</author><dc:creator>tove lind</dc:creator>", ["Tove Lind"]),
        (
            "<atom:author><atom:name>Tove Lind</atom:name><atom:email>t@q.example</atom:email></atom:author>",
            ["Tove Lind"],
        ),
        ("<itunes:author>Quarry Radio</itunes:author>", ["Quarry Radio"]),
        ("<dc:creator>Tove &amp;amp; Sam</dc:creator>", ["Tove & Sam"]),
    ],
)
def test_names_of_authors_come_without_their_addresses(written: str, expected: list[str]) -> None:
    item = article(rss(f"<item><title>A</title>{written}</item>"))
    assert source(item)["authors"] == expected
    assert "@" not in str(item)


def test_an_address_alone_is_no_author() -> None:
    item = article(rss("<item><title>A</title><author>desk@quarry.example</author></item>"))
    assert "authors" not in source(item)
    assert "e-mail address" in said(item)
    assert "@" not in str(item)


def test_people_who_contributed_are_credited_and_said() -> None:
    item = article(rss("<item><title>A</title><dc:contributor>Bo Ek</dc:contributor></item>"))
    assert item.matter["credits"] == [{"role": "Contributor", "names": ["Bo Ek"]}]
    assert "Bo Ek" in said(item)


def test_an_item_of_another_feed_names_its_publisher() -> None:
    item = article(
        rss('<item><title>A</title><source url="https://dale.example/rss">Dale &amp;amp; Co</source></item>')
    )
    assert (source(item)["name"], source(item)["feed"]) == ("Dale & Co", "https://dale.example/rss")


TITLES = {
    "a &lt;b&gt;bold&lt;/b&gt; word": "a bold word",
    "<![CDATA[a <i>word</i>]]>": "a word",
    "use &lt;angles&gt; here": "use <angles> here",
    "1 &lt; 2 &amp;amp; 3 &gt; 2": "1 < 2 & 3 > 2",
    "Tom &amp;amp;amp; Ann &amp;#8211; twice": "Tom & Ann – twice",
    "It&amp;#8217;s": "It’s",
    " two\n lines ": "two lines",
}


@pytest.mark.parametrize(("written", "expected"), TITLES.items())
def test_titles_are_plain_text(written: str, expected: str) -> None:
    assert article(rss(f"<item><title>{written}</title></item>")).matter["title"] == expected


@pytest.mark.parametrize(
    ("written", "url", "guid"),
    [
        ("<guid>https://quarry.example/p/1</guid>", "https://quarry.example/p/1", "https://quarry.example/p/1"),
        ("<link>/p/1</link><guid>1</guid>", "https://quarry.example/p/1", "1"),
        (
            "<link>https://f.example/1</link><feedburner:origLink>/p/1</feedburner:origLink><guid>1</guid>",
            "https://quarry.example/p/1",
            "1",
        ),
        ('<atom:link href="https://quarry.example/p/1"/><guid>1</guid>', "https://quarry.example/p/1", "1"),
    ],
)
def test_the_address_of_an_item_is_that_of_its_page(written: str, url: str, guid: str) -> None:
    item = article(rss(f"<item><title>A</title>{written}</item>"))
    assert (source(item)["url"], item.matter["guid"]) == (url, guid)


def test_the_address_of_the_whole_site_is_not_that_of_an_item() -> None:
    item = article(
        rss("<item><title>A</title><guid isPermaLink='false'>1</guid><link>https://quarry.example</link></item>")
    )
    assert "url" not in source(item)
    assert item.base == ""
    assert "whole site" in said(item)


def test_a_text_without_an_address_has_whole_references() -> None:
    item = article(
        rss('<item><guid>1</guid><description>&lt;a href="/x"&gt;x&lt;/a&gt; y&lt;/p&gt;</description></item>')
    )
    assert 'href="https://quarry.example/x"' in html(item)


MEDIA = "https://cdn.quarry.example"


def test_a_picture_that_the_text_shows_is_not_shown_twice() -> None:
    item = article(
        rss(
            f'<item><title>A</title><description>&lt;img src="{MEDIA}/a-300x200.jpg" alt=""&gt; It.</description>'
            f'<media:thumbnail url="{MEDIA}/a.jpg"/></item>'
        )
    )
    assert "image" not in item.matter
    assert html(item).count("a-300x200.jpg") == 1


def test_a_caption_is_never_the_text() -> None:
    item = article(
        rss(
            "<item><title>A</title><description>The text.</description>"
            f'<media:content url="{MEDIA}/a.jpg" medium="image"/><media:description>The caption.</media:description>'
            "<media:credit>Bo Ek</media:credit></item>"
        )
    )
    assert html(item) == "The text."
    assert item.matter["image"] == {"src": f"{MEDIA}/a.jpg", "caption": "The caption.", "credit": "Bo Ek"}


def test_of_the_forms_of_one_picture_the_largest_is_taken() -> None:
    forms = "".join(f'<media:content url="{MEDIA}/{w}.jpg" medium="image" width="{w}"/>' for w in (100, 900, 400))
    item = article(rss(f"<item><title>A</title><media:group>{forms}</media:group></item>"))
    assert item.matter["image"] == {"src": f"{MEDIA}/900.jpg"}
    assert item.text is None


def test_further_pictures_stand_below_the_text() -> None:
    pictures = "".join(
        f'<media:content url="{MEDIA}/{n}.jpg" medium="image"><media:title>P{n}</media:title>'
        f"<media:description>C &lt;{n}&gt;</media:description></media:content>"
        for n in (1, 2)
    )
    item = article(rss(f"<item><title>A</title><description>T.</description>{pictures}</item>"))
    assert item.matter["image"] == {"src": f"{MEDIA}/1.jpg", "alt": "P1", "caption": "C <1>"}
    assert html(item) == (
        f'T.\n<figure><img src="{MEDIA}/2.jpg" alt="P2"><figcaption>C &lt;2&gt;</figcaption></figure>'
    )


def test_the_face_of_an_author_is_no_picture_of_the_article() -> None:
    url = "https://0.gravatar.com/avatar/abc?s=96"
    item = article(rss(f'<item><title>A</title><media:content url="{url}" medium="image"/></item>'))
    assert "image" not in item.matter


@pytest.mark.parametrize(
    ("enclosure", "expected"),
    [
        ('url="{0}/a.mp3" type="audio/mpeg"', '<audio src="{0}/a.mp3"></audio>'),
        ('url="{0}/a.mp4"', '<video src="{0}/a.mp4"></video>'),
        ('url="{0}/a%20b.pdf" type="application/pdf"', '<p><a href="{0}/a%20b.pdf">a b.pdf</a></p>'),
        ('url="{0}/a.ogg" type="application/octet-stream"', '<audio src="{0}/a.ogg"></audio>'),
    ],
)
def test_a_file_stands_below_the_text(enclosure: str, expected: str) -> None:
    feed = rss(f"<item><title>A</title><description>T.</description><enclosure {enclosure.format(MEDIA)}/></item>")
    assert html(article(feed)) == f"T.\n{expected.format(MEDIA)}"


def test_several_files_all_stay_and_one_in_the_text_comes_once() -> None:
    item = article(
        rss(
            f'<item><title>A</title><description>&lt;a href="{MEDIA}/a.mp3"&gt;Listen&lt;/a&gt;</description>'
            f'<enclosure url="{MEDIA}/a.mp3"/><enclosure url="{MEDIA}/b.mp3"/></item>'
        )
    )
    assert html(item).count("a.mp3") == 1
    assert f'<audio src="{MEDIA}/b.mp3"></audio>' in html(item)


def test_a_picture_as_an_enclosure_is_the_head_picture() -> None:
    item = article(rss(f'<item><title>A</title><enclosure url="{MEDIA}/a.jpg" type="image/jpeg" length="0"/></item>'))
    assert item.matter["image"] == {"src": f"{MEDIA}/a.jpg"}


def test_a_film_of_another_host_is_a_player() -> None:
    item = article(
        rss(
            "<item><title>A</title><media:group><media:title>Film</media:title>"
            '<media:content url="https://www.youtube.com/v/abcDEF12345" type="application/x-shockwave-flash"/>'
            f'<media:thumbnail url="{MEDIA}/t.jpg"/><media:description>What it shows.</media:description>'
            "</media:group></item>"
        )
    )
    assert 'src="https://www.youtube-nocookie.com/embed/abcDEF12345"' in html(item)
    assert "What it shows." in html(item)
    assert item.matter["image"] == {"src": f"{MEDIA}/t.jpg"}


COUNTERS = [
    '<img src="https://quarry.example/x.gif" width="1" height="1">',
    '<img src="https://quarry.example/x.gif" height="1">',
    '<img src="https://quarry.example/x.gif" style="width:1px; border:0">',
    '<img src="https://quarry.example/x.gif" style="display: none">',
    '<img src="https://feeds.feedburner.com/~r/quarry/~4/abc">',
    '<img src="https://pixel.wp.com/b.gif?host=quarry.example">',
    '<img src="https://stats.quarry.example/pixel.gif?reader=1">',
]


@pytest.mark.parametrize("counter", COUNTERS)
def test_pictures_that_count_readers_are_dropped_and_said(counter: str) -> None:
    item = article(rss(f"<item><title>A</title><description><![CDATA[<p>T.</p>{counter}]]></description></item>"))
    assert html(item) == "<p>T.</p>"
    (lost,) = [remark for remark in item.remarks if isinstance(remark, Lost)]
    assert lost.what == "tracking picture"
    assert "?" not in lost.text


def test_small_pictures_that_show_something_stay() -> None:
    picture = '<img src="https://quarry.example/x.gif" width="16" height="10" alt="!">'
    item = article(rss(f"<item><title>A</title><description><![CDATA[T. {picture}]]></description></item>"))
    assert "x.gif" in html(item)


def test_the_footer_that_a_program_adds_is_dropped_and_said() -> None:
    footer = '<p>The post <a href="/a">A</a> appeared first on <a href="/">Quarry Post</a>.</p>'
    item = article(
        rss(f"<item><title>A</title><content:encoded><![CDATA[<p>T.</p>{footer}]]></content:encoded></item>")
    )
    assert html(item) == "<p>T.</p>"
    assert "footer of the feed" in said(item)


def test_rdf_is_read_with_its_dates_and_tags() -> None:
    feed = """<?xml version="1.0"?>
<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:c="http://purl.org/rss/1.0/modules/content/">
<channel r:about="https://quarry.example/rdf"><title>Quarry Post</title><link>https://quarry.example/</link>
<d:language>fi</d:language></channel>
<item r:about="https://quarry.example/a"><title>A</title><link>https://quarry.example/a#top</link>
<d:date>2005-02-01T09:00+02:00</d:date><d:subject>Stone; dust</d:subject><d:subject>Work</d:subject>
<d:creator>Tove Lind</d:creator><description>Short.</description>
<c:encoded>&lt;table&gt;&lt;tr&gt;&lt;td&gt;1&lt;/td&gt;&lt;/tr&gt;&lt;/table&gt;</c:encoded></item>
<item r:about="https://quarry.example/b"><title>B</title><d:date>2005-01-31</d:date></item></r:RDF>"""
    first, second = articles(feed)
    assert first.matter["guid"] == "https://quarry.example/a"
    assert first.matter["date"] == "2005-02-01T09:00:00+02:00"
    assert first.matter["tags"] == ["Stone; dust", "Work"]
    assert (first.matter["lang"], first.matter["summary"]) == ("fi", "Short.")
    assert "<table>" in html(first)
    assert (second.matter["date"], source(second)["url"]) == ("2005-01-31", "https://quarry.example/b")
    assert source(second)["republish"] == "link"


def test_old_rss_in_latin_1_with_a_dtd_is_read_without_fetching_it() -> None:
    feed = (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/rss-0.91.dtd">\n'
        "<rss version='0.91'><channel><title>Forge d'été</title><language>fr</language>"
        "<item><title>L'été &eacute;t&eacute;</title><description>Déjà &amp;amp; encore.</description></item>"
        "</channel></rss>"
    )
    item = article(feed.encode("latin-1"))
    assert item.matter["title"] == "L'été été"
    assert source(item)["name"] == "Forge d'été"
    assert html(item) == "Déjà &amp; encore."
    assert item.matter["lang"] == "fr"


@pytest.mark.parametrize(
    "opening",
    [
        '<rss version="2.0" xmlns="http://backend.userland.com/rss2">',
        '<rss version="0.92">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">',
    ],
)
def test_further_versions_of_rss_are_read(opening: str) -> None:
    closing = "</rss>" if opening.startswith("<rss") else "</rdf:RDF>"
    feed = f"{opening}<channel><title>Q</title><item><title>A</title></item></channel>{closing}"
    assert article(feed).matter["title"] == "A"


def test_a_date_without_a_zone_is_in_that_of_the_site_and_said() -> None:
    item = article(rss("<item><title>A</title><pubDate>Fri, 02 Apr 2004 12:30:00</pubDate></item>"))
    assert item.matter["date"] == "2004-04-02T12:30:00+00:00"
    assert "no zone" in guesses(item)["source.published"]


def test_a_change_is_told_only_if_it_came_later() -> None:
    def updated(text: str) -> object:
        dates = f"<pubDate>Fri, 02 Apr 2004 12:30:00 GMT</pubDate><atom:updated>{text}</atom:updated>"
        return article(rss(f"<item><title>A</title>{dates}</item>")).matter.get("updated")

    assert updated("2004-04-02T14:30:00+02:00") is None
    assert updated("2004-04-01T00:00:00Z") is None
    assert updated("2004-04-03T00:00:00Z") == "2004-04-03T00:00:00+00:00"


def test_rights_are_kept_and_said() -> None:
    feed = rss("<item><title>A</title><dc:rights>© Tove (t@q.example)</dc:rights></item>", "<copyright>© Q</copyright>")
    assert article(feed).matter["extra"] == {"rights": "© Tove"}
    assert [remark.text for remark in notes(feed) if isinstance(remark, Noted)] == ["the feed says of its rights: © Q"]


@pytest.mark.parametrize("rel", ["next", "prev-archive"])
def test_further_documents_of_a_feed_are_said_and_not_read(rel: str) -> None:
    (note,) = notes(rss("", f'<atom:link rel="{rel}" href="https://quarry.example/feed?page=2"/>'))
    assert isinstance(note, Noted)
    assert "https://quarry.example/feed?page=2" in note.text
    assert "not read" in note.text


def test_elements_without_a_place_are_said_once_with_their_number() -> None:
    point = "<g:point xmlns:g='http://www.georss.org/georss'>1 2</g:point>"
    (note,) = notes(rss(f"<item><title>A</title>{point}<comments>/c</comments></item>" * 2))
    assert str(note) == "Noted(text='elements of entries are left out: g:point (2)', line=0)"


def test_a_feed_without_items_holds_nothing() -> None:
    assert not articles(rss(""))


def test_an_unknown_language_is_not_written() -> None:
    assert "lang" not in article(rss("<item><title>A</title></item>", "<language>klingon!</language>")).matter


def test_the_day_of_retrieval_is_that_of_the_site() -> None:
    assert source(article(rss("<item><title>A</title></item>"), options=OPTIONS))["retrieved"] == "2026-01-01"


def test_remarks_name_the_line_of_the_item() -> None:
    item = article(rss("\n\n<item><author>a@quarry.example</author></item>"))
    assert {remark.line for remark in item.remarks if not isinstance(remark, Guessed)} == {3}
