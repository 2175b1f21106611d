"""The text of an article: what Markdown may do, what is taken out, and what depends on the place."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from conftest import Site, examples, told
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tagarchive.reading.body import Place, html_in
from tagarchive.reading.body_parser import BodyParser
from tagarchive.reading.parse_options import ParseOptions
from tagarchive.reading.positions import Places

MARKUP = BodyParser(ParseOptions())


def shown(text: str) -> str:
    pieces = MARKUP.pieces(text, "content/a.md", Places(text, 0, "content/a.md"))
    return html_in(pieces.body, Place(hrefs=("/there/",) * len(pieces.outline.targets)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("| a | b |\n|--:|:-:|\n| 1 | 2 |", '<td class="right">1</td>'),
        ("One[^1].\n\n[^1]: Note.", '<li id="fn:1">'),
        ("Term\n: Meaning", "<dd>Meaning</dd>"),
        ("```python\ndef f(): pass\n```", '<span class="k">def</span>'),
        ("``` {.python linenostart=abc src=1 pygments_formatter=img}\nx = 1\n```", '<span class="n">x</span>'),
        ("HTML\n\n*[HTML]: Hyper", '<abbr title="Hyper">HTML</abbr>'),
        ("A *line*{: .loud }", '<em class="loud">line</em>'),
        ("## Über uns", '<h2 id="über-uns">Über uns</h2>'),
        ("## العراق", '<h2 id="العراق">العراق</h2>'),
        ("## Main", '<h2 id="main-1">Main</h2>'),
        ("# One\n\n## Two", '<h2 id="one">One</h2>\n<h3 id="two">Two</h3>'),
        ("### Deep", '<h2 id="deep">Deep</h2>'),
        ("## One\n\n#### Two", '<h2 id="one">One</h2>\n<h3 id="two">Two</h3>'),
        ("### One\n\n## Two", '<h2 id="one">One</h2>\n<h2 id="two">Two</h2>'),
    ],
)
def test_markdown_has_what_an_archive_needs(text: str, html: str) -> None:
    assert html in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src="/x.png" onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<style>body{display:none}</style>",
        '<p style="position:fixed">x</p>',
        "<form action=/x><input name=a></form>",
        "<svg><script>alert(1)</script></svg>",
        '<object data="x.swf"></object>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<meta http-equiv="refresh" content="0;url=//evil.example">',
        "<base href=//evil.example>",
        '<p id="main">x</p>',
        "<table><tr><td style='text-align: \"><img src=x onerror=alert(1)>\"'>x</td></tr></table>",
        "[x](java&#1;script:alert(1))",
        '<a href="java&#x1;script:alert(1)">x</a>',
        "![x](javascript:alert(1))",
        '<video poster="javascript:alert(1)" src="data:text/html,x"></video>',
        '<!--<img src="-->\n<img src=x onerror=alert(1)//">',
    ],
)
def test_what_other_people_wrote_can_do_no_harm(text: str) -> None:
    html = "".join(re.findall(r"<[^>]*>", shown(text).lower()))
    for bad in (
        "<script",
        "onerror",
        "javascript:",
        "data:",
        "<style",
        "style=",
        "<form",
        "<input",
        "srcdoc",
        "<object",
    ):
        assert bad not in html
    for bad in ("<meta", "<base", 'id="main"', "<svg", "<iframe"):
        assert bad not in html


ALLOWED = re.compile(r"</?[a-z][a-z0-9]*(?: [a-z-]+=\"[^\"<>]*\"| allowfullscreen)*>|[^<>]+", re.DOTALL)


@settings(max_examples=examples(60))
@given(st.text(alphabet=st.sampled_from("<>/\"'=&; \nabhrefscript!-[]()#:.xio`*|{}\\0"), max_size=80))
def test_whatever_is_written_the_html_is_well_formed_and_inert(text: str) -> None:
    html = shown(text)
    assert "".join(ALLOWED.findall(html)) == html
    assert "<script" not in html
    assert not re.search(r"<[^>]* on[a-z]+=", html)


PARTS = (
    *("<noscript>", "</noscript>", "<script>", "</script>", '<script src="https://gist.github.com/a/1.js">', "<svg>"),
    *(
        "</svg>",
        "<style>",
        "</style>",
        '<a name="',
        "<a name='",
        '<p title="',
        "<img src=x onerror=alert(1)>",
        "<k, v>",
    ),
    *('">', "'>", '"', "'", "<!--", "-->", "<?", "<title>", "</title>", "<math>", "<o:p>", "</o:p>", "<textarea>", "a"),
    *("<blockquote class=fb-post data-href='https://a.b/\"onclick=c'>", "\n\n", " ", "<", ">", "/", "&lt;", "&#1;"),
)


class Attributes(HTMLParser):
    """Gathers the names of all attributes, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.names += [name for name, _ in attrs]


def attributes_in(html: str) -> list[str]:
    parser = Attributes()
    parser.feed(html)
    parser.close()
    return parser.names


def test_the_attributes_of_a_text_are_found() -> None:
    assert attributes_in('<a id="x onclick=1" ONerror=2>"') == ["id", "onerror"]


@settings(max_examples=examples(60))
@example("<a name='<img src=x onerror=alert(1)>'><a name=\"")
@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_whatever_becomes_of_html_that_is_not_allowed_is_inert(text: str) -> None:
    html = shown(text)
    assert "".join(ALLOWED.findall(html)) == html
    assert not re.search(r"<(?:script|style|svg|math|img src=\"x)", html)
    assert not [name for name in attributes_in(html) if name.startswith("on")]


def test_trusted_html_reaches_the_page_but_never_a_feed(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[html]\nsanitise = false\n')
    files = site.article("a", body='<form onsubmit="go()"><script>let x = "<b>";</script></form>').build()
    page, feed = files["articles/a/index.html"].decode(), files["feed.xml"].decode()
    assert '<form onsubmit="go()"><script>let x = "<b>";</script></form>' in page
    assert "script>" not in feed
    assert "form" not in feed.partition("<item>")[2]


def test_pictures_of_other_hosts_are_linked_to_not_loaded(site: Site) -> None:
    body = "![A map](https://maps.example/a.png) [![Both](https://maps.example/b.png)](https://x.example/)"
    files = site.article("a", body=body).build()
    page = files["articles/a/index.html"].decode()
    assert "<img" not in page
    assert '<a class="remote" href="https://maps.example/a.png">A map <small>maps.example</small></a>' in page
    assert '<a href="https://x.example/"><span class="remote">Both <small>maps.example</small></span></a>' in page
    assert '<img src="https://maps.example/a.png" alt="A map">' in files["feed.xml"].decode()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a![](https://m.example/b%20c.png)d", "<p>a PIC d</p>"),
        ("*a*![](https://m.example/b%20c.png)**d**", "<p><em>a</em> PIC <strong>d</strong></p>"),
        ("a ![](https://m.example/b%20c.png), (![](https://m.example/b%20c.png))", "<p>a PIC, (PIC)</p>"),
        ("![](https://m.example/b%20c.png)![](https://m.example/b%20c.png)", "<p>PIC PIC</p>"),
        ("![](https://m.example/b%20c.png)\na", "<p>PIC\na</p>"),
    ],
)
def test_a_picture_of_another_host_without_words_has_the_name_of_its_file(text: str, html: str) -> None:
    link = '<a class="remote" href="https://m.example/b%20c.png">b c.png <small>m.example</small></a>'
    assert shown(text) == html.replace("PIC", link)


def test_a_picture_in_a_link_touches_no_words_around_the_link() -> None:
    assert shown("a[![](https://m.example/b.png)](https://c.example/)d") == (
        '<p>a<a href="https://c.example/"> <span class="remote">b.png <small>m.example</small></span> </a>d</p>'
    )


def test_a_picture_whose_address_names_no_file_has_the_name_of_its_host() -> None:
    assert shown("![](https://m.example/)") == '<p><a class="remote" href="https://m.example/">m.example</a></p>'


def test_pictures_of_hosts_that_the_site_allows_are_shown(site: Site) -> None:
    site.write('-- site.toml --\n[html]\nimage_hosts = ["maps.example"]\n')
    page = site.article("a", body="![A map](https://maps.example/a.png)").page("articles/a/index.html")
    assert '<img src="https://maps.example/a.png" alt="A map">' in page


def test_an_embed_waits_for_a_click_and_is_a_link_in_feeds(site: Site) -> None:
    player = '<iframe src="https://www.youtube-nocookie.com/embed/x" title="A film"></iframe>'
    files = site.article("a", body=player).build()
    page, feed = files["articles/a/index.html"].decode(), files["feed.xml"].decode()
    assert '<iframe name="embed-1" title="A film" srcdoc="&lt;style&gt;' in page
    assert page.count("https://www.youtube-nocookie.com/embed/x") == 2
    assert '<a class="remote" href="https://www.youtube-nocookie.com/embed/x" target="embed-1">' in page
    assert "iframe" not in feed
    assert '<a href="https://www.youtube-nocookie.com/embed/x">A film</a>' in feed


def test_an_embed_of_another_host_becomes_a_link_with_a_notice(site: Site) -> None:
    site.article("a", body='<iframe src="https://tracker.example/x" title="Chart"></iframe>')
    (notice,) = site.notices()
    assert notice == "content/a.md:5:14: embed-not-allowed"
    assert "tracker.example" in notice.message
    assert notice.hint == (
        "to show it, under [html] in site.toml write embed_hosts = "
        '["www.youtube-nocookie.com", "www.youtube.com", "player.vimeo.com", "tracker.example"]'
    )
    page = site.published()["articles/a/index.html"].decode()
    assert '<a href="https://tracker.example/x">Chart</a>' in page


def test_all_embeds_of_a_text_are_one_notice_with_the_whole_list_of_hosts(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[html]\nembed_hosts = ["a.example"]\n')
    frames = "\n\n".join(f'<iframe src="https://{host}.example/x"></iframe>' for host in ("c", "a", "b", "c"))
    (notice,) = site.article("a", body=f"Text.\n\n{frames}").notices()
    assert notice == "content/a.md:7:14: embed-not-allowed"
    assert notice.message == "found 3 embeds of b.example, c.example; they became links"
    assert notice.hint.endswith('embed_hosts = ["a.example", "b.example", "c.example"]')


def test_a_player_of_its_own_loads_nothing_until_it_is_asked(site: Site) -> None:
    page = site.article(
        "a", body='<video src="https://v.example/a.mp4" poster="https://v.example/a.jpg" autoplay></video>'
    ).page("articles/a/index.html")
    assert '<video src="https://v.example/a.mp4" controls preload="none"></video>' in page


@pytest.mark.parametrize(
    "body",
    ["![x](/%2Fevil.example/p.png)", '<video poster="/%2Fevil.example/p.png"></video>', "![x](/\\evil.example/p)"],
)
def test_no_spelling_of_an_address_here_is_another_host(site: Site, body: str) -> None:
    page = site.article("a", body=body).page("articles/a/index.html")
    assert '="//' not in page
    assert '="/\\' not in page


def test_the_side_of_a_cell_stands_beside_a_class_of_its_own(site: Site) -> None:
    page = site.article("a", body='<table><tr><td class="x" style="text-align: right">1</td></tr></table>')
    assert '<td class="x right">1</td>' in page.page("articles/a/index.html")


def test_smart_punctuation_is_an_option(site: Site) -> None:
    assert '<p>"Yes" -- no...</p>' in site.article("a", body='"Yes" -- no...').page("articles/a/index.html")
    site.write("-- site.toml --\n[markdown]\nsmart_punctuation = true\n")
    assert "<p>“Yes” – no…</p>" in site.page("articles/a/index.html")


def test_titles_tags_and_summaries_are_escaped_everywhere(site: Site) -> None:
    nasty = "<script>alert('x')</script> & \"quotes\""
    quoted = "'" + nasty.replace("'", "''") + "'"
    site.article(
        "a", title=quoted, summary=quoted, tags=f"[{quoted}]", authors=f"[{quoted}]", source=f"{{name: {quoted}}}"
    )
    for path, data in site.build().items():
        if path.endswith((".html", ".xml")):
            assert b"<script>alert" not in data, path
            assert b"alert('x')</script>" not in data, path


def test_a_summary_is_the_first_paragraph_cut_at_a_word(site: Site) -> None:
    page = site.article("a", body="# Head\n\n" + "One[^1] two & *three*. " * 40 + "\n\n[^1]: Note.").page(
        "2021/index.html"
    )
    (summary,) = re.findall(r'<p class="summary"[^>]*>(.*?)</p>', page)
    assert summary.startswith("One two &amp; three. One")
    assert summary.endswith("…")
    assert len(summary.replace("&amp;", "&")) <= 280


def test_a_text_without_spaces_is_cut_too(site: Site) -> None:
    page = site.article("a", body="語" * 1000).page("2021/index.html")
    (summary,) = re.findall(r'<p class="summary"[^>]*>(.*?)</p>', page)
    assert summary == "語" * 279 + "…"


def test_ids_of_several_texts_on_one_page_differ(site: Site) -> None:
    site.write('-- site.toml --\n[archive]\nshow = "full"\n')
    body = "## Head\n\nOne[^1], [up](#head).\n\n[^1]: Note."
    page = site.article("a", body=body).article("b", body=body).page("index.html")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"a-2021-01-01--head", "b-2021-01-01--head", "a-2021-01-01--fn:1"} <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert '<h3 id="a-2021-01-01--head">Head</h3>' in page


def test_an_id_that_is_used_twice_stays_once(site: Site) -> None:
    page = site.article("a", body='<p id="x">1</p>\n\n<p id="x">2</p>').page("articles/a/index.html")
    assert page.count('id="x"') == 1


@pytest.mark.parametrize("summary", ["", "   "])
def test_an_excerpt_without_a_summary_shows_nothing_of_the_text(site: Site, summary: str) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[archive]\nshow = "full"\n')
    site.put("content/map.svg", b"<svg/>").put("content/data.csv", b"1,2").put("content/head.svg", b"<svg/>")
    site.article(
        "a",
        title="Headline",
        tags="[b]",
        image="{src: head.svg, alt: Hushed head}",
        source="{name: Reuters, republish: excerpt}",
        body=f"{summary}Hushed from its first word, ![hushed](map.svg), [data](data.csv).\n\n## Hushed too\n",
    )
    files = site.build()
    assert not [path for path in files if path.startswith("files/")]
    for path, data in files.items():
        assert b"ushed" not in data, path
    assert "Headline" in files["feed.xml"].decode()
    (notice,) = [notice for notice in told(site.report.notices) if notice.startswith("content/a.md:")]
    assert notice == "content/a.md: no-summary"
    assert notice.message.startswith("found no summary, which is all that `republish: excerpt` lets readers see")


def test_an_excerpt_with_a_summary_and_a_link_are_asked_for_none(site: Site) -> None:
    site.article("a", summary="Our line.", source="{name: Reuters, republish: excerpt}")
    assert not site.article("b", source="{name: Reuters, republish: link}").notices()
