"""What the default theme promises: what pages may run, what they weigh, what machines read, and how a site bends it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import Site, told
from markupsafe import Markup

from tagarchive.core.colours import Colour, contrast
from tagarchive.reading.theme_options import FADED, ThemeOptions
from tagarchive.render.filters import json_ld

STATIC = Path(__file__).parent.parent.parent / "static"

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def policy(page: str) -> dict[str, list[str]]:
    (found,) = POLICY.findall(page)
    return {name: values for name, *values in (part.split() for part in unescape(found).split(";"))}


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data(page: str) -> list[dict[str, Any]]:
    """What machines read in a page (JSON-LD)."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    graph: list[dict[str, Any]] = json.loads(found)["@graph"]
    return graph


def full(site: Site) -> Site:
    """A site with one of everything."""
    site.put("content/m.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"/>')
    site.write("-- content/pages/about.md --\n---\ntitle: About\n---\nUs.\n")
    site.article("a", title="A <b> & c", tags="[X, Y]", authors="[Ann]", summary="Said </script> of a.")
    return site.article(
        "b",
        date="2021-03-04",
        updated="2021-04-05",
        tags="[X]",
        source="{name: Reuters, url: https://reuters.example/b}",
        image="{src: m.svg, alt: A map}",
    )


def leads_on(page: bytes) -> bool:
    """True for a page that says nothing but where readers go on."""
    return b'http-equiv="refresh"' in page


def test_no_page_runs_anything_but_the_scripts_that_its_policy_names(site: Site) -> None:
    files = full(site).build()
    for path, found in files.items():
        if not path.endswith(".html") or path.endswith("bookmarks.html") or leads_on(found):
            continue
        page = found.decode()
        allowed = policy(page)
        assert "'unsafe-inline'" not in page
        assert (allowed["object-src"], allowed["base-uri"]) == (["'none'"], ["'none'"])
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        assert len(scripts) == (2 if path == "404.html" else 3), path
        for attributes, code in scripts:
            source = re.search(r'src="/([^"]+)" integrity="([^"]+)"', attributes)
            named = f"'{source[2]}'" if source else sha256(code)
            assert named in allowed["script-src"], path
            if source:
                assert named == f"'sha256-{base64.b64encode(hashlib.sha256(files[source[1]]).digest()).decode()}'"
        assert not re.search(r' (?:on\w+|style)="', page.partition("<body>")[2])


def test_players_may_come_from_the_hosts_that_the_site_names_and_trusted_html_is_held_to_nothing(site: Site) -> None:
    site.write('-- site.toml --\n[html]\nembed_hosts = ["maps.example"]\n').article("a")
    assert policy(site.page("articles/a/index.html"))["frame-src"] == ["https://maps.example"]
    site.write("-- site.toml --\n[html]\nsanitise = false\n")
    assert not POLICY.search(site.page("articles/a/index.html"))


def test_a_page_has_one_style_sheet_named_by_its_content(site: Site) -> None:
    files = full(site).build()
    for path, found in files.items():
        if path.endswith(".html") and not path.endswith("bookmarks.html") and not leads_on(found):
            (name,) = re.findall(r'<link rel="stylesheet" href="/([^"]+)">', found.decode())
            assert files[name] == (STATIC / "style.css").read_bytes()
            assert hashlib.sha256(files[name]).hexdigest()[:10] in name
    before = {path for path in files if path.endswith(".css")}
    after = {path for path in site.put("static/style.css", b"p {}\n").build() if path.endswith(".css")}
    assert before < after, "the old one stays for pages in caches"
    assert len(after) == 3


def test_an_article_weighs_little(site: Site) -> None:
    files = full(site).article("long", body="\n\n".join(f"Paragraph {n} says something." for n in range(60))).build()
    page = files["articles/long/index.html"]
    names = re.findall(r'(?:href|src)="/([^"]+\.\w{10}\.(?:css|js)|favicon.svg)"', page.decode())
    assert len(names) == 3
    assert sum(len(gzip.compress(part, mtime=0)) for part in (page, *(files[name] for name in names))) < 20_000


def test_machines_read_what_an_article_is_and_the_way_to_it(site: Site) -> None:
    article, steps = data(full(site).page("articles/b/index.html"))
    assert article["@type"] == "NewsArticle"
    assert (article["headline"], article["url"]) == ("b", "https://desk.example/articles/b/")
    assert article["datePublished"].startswith("2021-03-04")
    assert article["dateModified"].startswith("2021-04-05")
    assert article["isBasedOn"] == "https://reuters.example/b"
    assert article["image"] == "https://desk.example/files/m.svg"
    assert [step["name"] for step in steps["itemListElement"]] == ["Home", "Tags", "X", "b"]
    assert [step["item"]["@id"] for step in steps["itemListElement"]][:3] == [
        "https://desk.example/",
        "https://desk.example/tags/",
        "https://desk.example/tag/x/",
    ]


@pytest.mark.parametrize(
    ("path", "kind", "steps"),
    [
        ("index.html", "WebSite", []),
        ("tag/x/index.html", "CollectionPage", ["Home", "Tags", "X"]),
        ("source/reuters/index.html", "CollectionPage", ["Home", "Sources", "Reuters"]),
        ("2021/index.html", "CollectionPage", ["Home", "Years", "2021"]),
        ("tags/index.html", "CollectionPage", ["Home", "Tags"]),
    ],
)
def test_machines_read_what_a_list_collects_and_the_way_to_it(
    site: Site, path: str, kind: str, steps: list[str]
) -> None:
    page, *trail = data(full(site).page(path))
    assert page["@type"] == kind
    assert [step["name"] for one in trail for step in one["itemListElement"]] == steps


def test_what_is_shown_of_a_link_to_an_article_is_its_headline_its_picture_and_its_dates(site: Site) -> None:
    page = full(site).page("articles/b/index.html")
    for name, content in {
        "og:type": "article",
        "og:title": "b",
        "og:url": "https://desk.example/articles/b/",
        "og:image": "https://desk.example/files/m.svg",
        "og:image:width": "30",
        "article:tag": "X",
    }.items():
        assert f'<meta property="{name}" content="{content}">' in page
    assert '<meta property="og:type" content="website">' in site.page("tag/x/index.html")


def test_a_citation_stands_under_an_article_in_the_words_and_dates_of_the_site(site: Site) -> None:
    site.write('-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\nlanguage = "de"\n')
    site.write('-- words/de.toml --\ncite_kept = "Aufbewahrt bei {archive}"\nquoted = "„{title}“"\n')
    page = full(site).page("articles/b/index.html")
    panel = page.partition('<details class="cite">')[2].partition("</details>")[0]
    text = re.sub("<.*?>", "", panel.partition('<p dir="auto">')[2].partition("</p>")[0])
    assert text == (
        "„b.“ Reuters, 4. März 2021. https://reuters.example/b. Aufbewahrt bei Desk, https://desk.example/articles/b/."
    )
    assert "<bdi>https://reuters.example/b.</bdi>" in panel
    bibtex, ris = (unescape(text) for text in re.findall(r"<pre>(.*?)</pre>", panel, re.DOTALL))
    assert bibtex.startswith("@article{reuters2021-b,\n")
    assert bibtex.endswith("\n}\n")
    assert (ris.splitlines()[0], ris.splitlines()[-1]) == ("TY  - NEWS", "ER  - ")
    assert "\r" not in panel


def test_words_that_would_end_a_script_are_harmless_in_data(site: Site) -> None:
    page = full(site).page("articles/a/index.html")
    assert data(page)[0]["description"] == "Said </script> of a."
    assert page.count("</script>") == 3


def test_the_home_page_leads_with_the_newest_article_and_shows_the_busiest_tags_over_time(site: Site) -> None:
    page = full(site).page("index.html")
    lead, _, rest = page.partition('<div class="latest"')
    assert '<article class="lead">' in lead
    assert 'href="/articles/b/"' in lead
    assert 'href="/articles/a/"' in rest
    trends = lead.partition('<section class="busiest"')[2]
    assert trends.count("<svg") == 2
    table = [re.findall(r">([^<>]+)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", trends)]
    assert re.findall(r"<bdi>(\w)</bdi>", trends) == ["X", "Y"]
    assert table[1:] == [["Mar 2021", "1", "0"], ["Feb 2021", "0", "0"], ["Jan 2021", "1", "1"]]


def test_an_archive_of_many_years_is_shown_by_years(site: Site) -> None:
    site.article("a", date="1999-01-01", tags="[X]").article("b", date="2021-01-01", tags="[X]")
    trends = site.page("index.html").partition('<section class="busiest"')[2]
    assert ">2021</th><td>1</td>" in trends
    assert ">2005</th><td>0</td>" in trends
    assert 'd="M0 20v-20h3v20zM88 20v-20h3v20z"' in trends


def test_the_calendar_leads_to_each_month_wherever_it_stands(site: Site) -> None:
    for month in range(1, 13):
        for day in range(1, 4):
            site.article(f"a{month:02}{day}", date=f"2021-{month:02}-{day:02}")
    files = {path: found.decode() for path, found in site.build().items() if path.endswith(".html")}
    for page in (files["2021/index.html"], files["years/index.html"]):
        links = re.findall(r'href="(/2021/[^"]*)#(month-2021-\d\d)"', page)
        assert len(links) == 12
        for address, anchor in links:
            assert f'id="{anchor}"' in files[f"{address[1:]}index.html"]


def test_tags_are_listed_by_letter_and_by_number(site: Site) -> None:
    names = [f"{letter}{n}" for letter in "bcde" for n in range(7)]
    site.article("a", tags=f"[Éa, 9th, العراق, {', '.join(names)}]").article("b", tags="[e6]")
    by_name = site.page("tags/index.html")
    letters = re.findall(r'<a href="#letter-\d+">(.*?)</a>', by_name)
    assert letters == ["0–9", "B", "C", "D", "E", "ا"]
    assert '<a href="/tags-by-count/">' in by_name
    by_count = site.page("tags-by-count/index.html")
    assert re.findall(r'<li><a href="/tag/([^/]+)/"', by_count)[0] == "e6"


def test_a_summary_stands_over_the_text_only_where_its_author_wrote_one(site: Site) -> None:
    assert 'class="standfirst"' in site.article("a", summary="Told.").page("articles/a/index.html")
    assert 'class="standfirst"' not in site.article("a").page("articles/a/index.html")
    excerpt = site.article("a", summary="Told.", source="{name: R, republish: excerpt}").page("articles/a/index.html")
    read = re.sub(r"<head>.*?</head>|<details class=\"cite\">.*?</details>", "", excerpt, flags=re.DOTALL)
    assert read.count("Told.") == 1


@pytest.mark.parametrize(("words", "told"), [(200, ""), (231, "2 minutes to read"), (2300, "10 minutes to read")])
def test_a_long_article_says_how_long_it_takes(site: Site, words: int, told: str) -> None:
    page = site.article("a", body="word " * words).page("articles/a/index.html")
    assert ("minutes to read" in page) == bool(told)
    assert told in page


def test_a_site_says_its_colours_type_and_width_in_its_config(site: Site) -> None:
    site.write(
        '-- site.toml --\n[theme]\naccent = "#005500"\ntext_font = \'"Noto Serif", serif\'\nmeasure = 40\n'
        "text_size = 120\n"
    )
    page = site.article("a").page("articles/a/index.html")
    (style,) = re.findall(r"<style>(.*?)</style>", page)
    assert style == (
        ':root{--accent:light-dark(#005500,#ff9d8a);--text-font:"Noto Serif", serif;--text-size:120%;--measure:40rem;}'
    )
    assert "style-src" not in policy(page)
    assert "<style>" not in site.write("-- site.toml --\n").page("articles/a/index.html")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('accent = "red"', "found “red”, expected a colour of six digits such as #a8281c"),
        ('text_font = "a; } body { x"', "found “a; } body { x”, expected names of fonts such as Georgia"),
        ("measure = 200", "found “200”, expected a whole number, 24 or more, 80 at most"),
    ],
)
def test_a_faulty_key_of_the_theme_is_told(site: Site, line: str, message: str) -> None:
    (problem,) = site.write(f"-- site.toml --\n[theme]\n{line}\n").article("a").problems()
    assert problem == "site.toml:2:1: bad-value"
    assert problem.message.startswith(message)


def test_colours_that_many_can_not_read_are_told(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://d.example/"\n[theme]\naccent = "#ff9999"\n').article("a").build()
    (notice,) = [notice for notice in told(site.report.notices) if notice.code == "low-contrast"]
    assert notice == "site.toml: low-contrast"
    assert "accent #ff9999, whose contrast with paper #fdfcf9 is 2.0" in notice.message


def test_ink_that_is_too_faint_for_small_print_is_told(site: Site) -> None:
    site.write('-- site.toml --\n[theme]\nink = "#6f6f6f"\npaper = "#ffffff"\n').article("a").build()
    (notice,) = [notice for notice in told(site.report.notices) if notice.code == "low-contrast"]
    assert notice == "site.toml: low-contrast"
    assert "ink #6f6f6f, whose contrast with paper #ffffff in small print is 2.8" in notice.message


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Source Sans 3, serif", '"Source Sans 3", serif'),
        ("'Noto Serif' ,system-ui", '"Noto Serif", system-ui'),
        ("Georgia", '"Georgia"'),
    ],
)
def test_fonts_are_named_as_style_sheets_take_them(site: Site, written: str, shown: str) -> None:
    site.write(f'-- site.toml --\n[theme]\ntext_font = "{written}"\n')
    assert f"--text-font:{shown};" in site.article("a").page("articles/a/index.html")


def test_a_title_in_odd_fonts_takes_no_time(site: Site) -> None:
    site.write(f'-- site.toml --\n[theme]\ntext_font = "a{",    " * 60}!"\n').article("a")
    assert site.problems() == ["site.toml:2:1: bad-value"]


def test_dates_of_far_zones_are_where_their_authors_put_them(site: Site) -> None:
    """Sorted by instant, the first here is of February and the last of January."""
    site.article("a", date="2021-02-01T00:30:00+14:00", tags="[X]")
    site.article("b", date="2021-01-31T20:00:00-10:00", tags="[X]")
    site.article("c", date="2021-02-01T00:40:00+14:00", tags="[X]")
    files = site.build()
    home = files["index.html"].decode()
    assert ">Feb 2021</th><td>2</td>" in home
    assert ">Jan 2021</th><td>1</td>" in home
    ids = re.findall(r'id="(month-[^"]+)"', files["2021/index.html"].decode())
    assert sorted(ids) == ["month-2021-01", "month-2021-02"]


def test_an_archive_of_centuries_is_shown_by_decades(site: Site) -> None:
    site.article("a", date="1903-01-01", tags="[X]").article("b", date="2021-01-01", tags="[X]")
    trends = site.page("index.html").partition('<section class="busiest"')[2]
    assert ">1900</th><td>1</td>" in trends
    assert ">2020</th><td>1</td>" in trends


@pytest.mark.parametrize("pagination", ["from-oldest", "newest-first"])
def test_the_front_page_leads_to_older_ones_however_few_it_shows(site: Site, pagination: str) -> None:
    site.write(f'-- site.toml --\n[archive]\nper_page = 1\npagination = "{pagination}"\n')
    page = site.article("a").article("b").article("c").page("index.html")
    assert '<a rel="next" href="/page/' in page


def test_a_language_that_nobody_has_words_for_has_its_dates_in_digits(site: Site) -> None:
    site.write('-- site.toml --\nlanguage = "tlh"\n').article("a", tags="[X]", date="2021-03-04")
    files = {path: data.decode() for path, data in site.build().items() if path.endswith(".html")}
    assert '<p class="span">2021-03 – 2021-03</p>' in files["index.html"]
    assert "<span>03</span>" in files["2021/index.html"]
    assert ">2021-03-04</time>" in files["articles/a/index.html"]


def test_data_keeps_nought_and_false_and_is_plain_text() -> None:
    found = json_ld({"a": 0, "b": False, "c": [1, 0, ""], "d": "", "e": {}, "f": Markup("x &amp; y")})
    assert json.loads(found.text) == {"a": 0, "b": False, "c": [1, 0], "f": "x & y"}


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast(Colour("#000000"), Colour("#ffffff")), 2) == 21
    assert round(contrast(Colour("#767676"), Colour("#ffffff")), 2) == 4.54


def test_the_colours_of_the_style_sheet_are_those_that_the_config_names() -> None:
    style, theme = (STATIC / "style.css").read_text(), ThemeOptions()
    for name in ("paper", "ink", "accent"):
        pair = getattr(theme, name), getattr(theme, f"{name}_dark")
        assert f"--{name}: light-dark({', '.join(pair)});" in style
    assert f"--faded: color-mix(in srgb, var(--ink) {FADED:.0%}, var(--paper));" in style
    assert f"--text-size: {theme.text_size}%;" in style
    assert f"--measure: {theme.measure}rem;" in style


def test_the_style_sheet_has_no_left_and_no_right() -> None:
    style = re.sub(r"/\*.*?\*/", "", (STATIC / "style.css").read_text(), flags=re.DOTALL)
    side = "(?:left|right|top|bottom)"
    sides = rf"(?:margin|padding|border)-{side}|^\s*(?:{side}|float):|text-align: {side}"
    sizes = r"^\s*(?:(?:min|max)-)?(?:width|height):"
    assert not re.findall(f"{sides}|{sizes}", style, re.MULTILINE)


def test_a_site_has_templates_for_one_tag_and_for_one_page(site: Site) -> None:
    full(site).write(
        '-- templates/tag-x.html --\n{% extends "tag.html" %}\n{% block cards %}Only {{ title }}.{% endblock %}\n'
        "-- templates/page-about.html --\nAll of {{ title }}.\n"
    )
    files = site.build()
    assert b"Only X." in files["tag/x/index.html"]
    assert b"Only" not in files["tag/y/index.html"]
    assert files["about/index.html"] == b"All of About.\n"
    site.delete("templates/tag-x.html").build()
    assert set(site.report.rendered) == {"tag/x/index.html"}


def test_a_template_for_one_tag_is_checked_against_what_it_sees(site: Site) -> None:
    site.article("a", tags="[X]").write("-- templates/tag-x.html --\n{{ titel }}\n")
    assert site.problems() == ["templates/tag-x.html:1:4: unknown-name"]


def test_a_template_for_a_tag_that_nothing_has_is_told(site: Site) -> None:
    site.article("a", tags="[Iraq]").write("-- templates/tag-irak.html --\nx\n").build()
    (notice,) = told(site.report.notices)
    assert notice == "templates/tag-irak.html: unused-template"
    assert notice.message.startswith("found a template for one tag or page, and there is no such tag or page")
    assert notice.hint == "did you mean “tag-iraq.html”?"


def test_an_asset_that_is_not_there_is_told(site: Site) -> None:
    site.article("a").write('-- templates/404.html --\n{{ ("styel.css" | asset(site)).url }}\n')
    (problem,) = site.problems()
    assert problem == "templates/404.html:1:1: template-fails"
    assert problem.message.endswith(
        "found no style sheet or script (.css, .js, .mjs) “styel.css” in static/; did you mean “style.css”?"
    )
