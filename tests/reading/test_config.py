"""`site.toml`: every key checked at once, with its line."""

from __future__ import annotations

import re

import pytest
from conftest import Site

BAD = {
    "an unknown key": ('titel = "x"\n', "1:1: unknown-key"),
    "an unknown key in a table": ("[archive]\nper_pages = 3\n", "2:1: unknown-key"),
    "an unknown table": ("[feed]\nentries = 3\n", "1:1: unknown-key"),
    "a number in quotes": ('[archive]\nper_page = "3"\n', "2:1: bad-value"),
    "a number that is too small": ("[archive]\nper_page = 0\n", "2:1: bad-value"),
    "a truth in quotes": ('[archive]\nyears = "no"\n', "2:1: bad-value"),
    "a choice that is none": ('[archive]\nshow = "all"\n', "2:1: bad-value"),
    "a dialect that is none": ('[markdown]\ndialect = "GFM"\n', "2:1: bad-value"),
    "a dialect of a folder": ('[markdown.folders]\n"notes/" = "default"\n"wiki/" = "github"\n', "3:1: bad-value"),
    "a folder outside": ('[markdown.folders]\n"../notes/" = "gfm"\n', "2:1: bad-value"),
    "folders in a list": ('[markdown]\nfolders = ["notes/"]\n', "2:1: bad-value"),
    "an address without a scheme": ('base_url = "desk.example"\n', "1:1: bad-value"),
    "an address with a query": ('base_url = "https://desk.example/?a"\n', "1:1: bad-value"),
    "an empty part in the address": ('base_url = "https://desk.example//archive/"\n', "1:1: bad-value"),
    "two slashes at the end": ('base_url = "https://desk.example/archive//"\n', "1:1: bad-value"),
    "a part in code that is empty": ('base_url = "https://desk.example/%2Farchive/"\n', "1:1: bad-value"),
    "a backslash": ("base_url = 'https://desk.example/\\evil.example/'\n", "1:1: bad-value"),
    "a backslash in the host": ("base_url = 'https://desk.example\\evil'\n", "1:1: bad-value"),
    "a backslash in code": ('base_url = "https://desk.example/%5Cevil/"\n', "1:1: bad-value"),
    "two dots": ('base_url = "https://desk.example/a/../b/"\n', "1:1: bad-value"),
    "two dots in code": ('base_url = "https://desk.example/a/%2e%2E/"\n', "1:1: bad-value"),
    "a dot": ('base_url = "https://desk.example/./"\n', "1:1: bad-value"),
    "a password": ('base_url = "https://ann:secret@desk.example/"\n', "1:1: bad-value"),
    "an empty query": ('base_url = "https://desk.example/?"\n', "1:1: bad-value"),
    "a control character": ('base_url = "https://desk.example/\\u007f/"\n', "1:1: bad-value"),
    "a backslash in a hub": ("[feeds]\nhub = 'https://hub.example\\evil/'\n", "2:1: bad-value"),
    "a pattern with an empty part": ('[articles]\naddress = "//{slug}/"\n', "2:1: bad-value"),
    "a pattern with a part that ends in a dot": ('[articles]\naddress = "/a./{slug}/"\n', "2:1: bad-value"),
    "a menu item with a backslash": ("[[menu]]\ntitle = 'x'\naddress = '/\\x.example/'\n", "3:1: bad-value"),
    "a menu item with an empty part": ('[[menu]]\ntitle = "x"\naddress = "/a//b/"\n', "3:1: bad-value"),
    "a menu item that walks up": ('[[menu]]\ntitle = "x"\naddress = "/a/%2e%2e/b/"\n', "3:1: bad-value"),
    "a title of what nobody sees": ('title = "\\u200b\\u2060"\n', "1:1: bad-value"),
    "a time zone that is none": ('timezone = "Mars/Olympus"\n', "1:1: bad-value"),
    "a time zone out of its folder": ('timezone = "../../etc/passwd"\n', "1:1: bad-value"),
    "a language that is none": ('language = "English!"\n', "1:1: bad-value"),
    "a pattern without the slug": ('[articles]\naddress = "/a/"\n', "2:1: bad-value"),
    "a pattern out of the site": ('[articles]\naddress = "/../{slug}/"\n', "2:1: bad-value"),
    "a pattern of unknown parts": ('[articles]\naddress = "/{week}/{slug}/"\n', "2:1: bad-value"),
    "a menu item without an address": ('[[menu]]\ntitle = "x"\n', "1:1: missing-key"),
    "a menu item that runs": ('[[menu]]\ntitle = "x"\naddress = "javascript:x"\n', "3:1: bad-value"),
    "a menu item that is no address": ('[[menu]]\ntitle = "x"\naddress = "http://[x"\n', "3:1: bad-value"),
    "another host as a menu item": ('[[menu]]\ntitle = "x"\naddress = "//x.example/"\n', "3:1: bad-value"),
    "a port that is none": ('base_url = "https://desk.example:abc/"\n', "1:1: bad-value"),
    "a character no feed can carry": ('title = "a\\u0001b"\n', "1:1: illegal-character"),
    "a number that is too long": (f"[archive]\nper_page = {'9' * 5000}\n", "3:1: bad-toml"),
    "a time zone too long for a file": (f'timezone = "A{"a" * 300}"\n', "1:1: bad-value"),
    "TOML that can't be read": ("title = x\n", "1:9: bad-toml"),
    "the same key twice": ('title = "a"\ntitle = "b"\n', "2:12: bad-toml"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_with_its_place(site: Site, case: str) -> None:
    text, place_and_code = BAD[case]
    assert site.write(f"-- site.toml --\n{text}").article("a").problems() == [f"site.toml:{place_and_code}"]


A_URL = "an http(s) address with a host, such as https://example.org/page"
A_PLAIN_URL = "an http(s) address with a host and a plain path, such as https://example.org/archive/"
IN_ARCHIVE = "authors, dates, pagination, per_page, show, sources, tag_index, years"

MESSAGES = {
    "an unknown key": ("found the unknown key “titel”", "did you mean “title”?"),
    "an unknown key in a table": (
        "found the unknown key “per_pages”",
        f"did you mean “per_page”? Known under [archive] are {IN_ARCHIVE}",
    ),
    "an unknown table": ("found the unknown key “feed”", "did you mean “feeds”?"),
    "a number in quotes": ("found “3”, expected a whole number, 1 or more, 1000 at most", "write 3 without quotes"),
    "a truth in quotes": ("found “no”, expected true or false", "write false"),
    "a choice that is none": ("found “all”, expected one of summary, full", ""),
    "a dialect that is none": ("found “GFM”, expected one of default, gfm", "did you mean “gfm”?"),
    "a backslash": (f"found “https://desk.example/\\evil.example/”, expected {A_URL}", ""),
    "an address with a query": (
        "found “https://desk.example/?a”, expected an address without ? and #, such as https://example.org/archive/",
        "",
    ),
    "an empty part in the address": (
        f"found “https://desk.example//archive/”, expected {A_PLAIN_URL}",
        "its path has no empty part, no . or .., and no \\",
    ),
    "a password": (
        f"found “https://ann:secret@desk.example/”, expected {A_PLAIN_URL}",
        "every page would show the name and the password before the @",
    ),
    "a pattern without the slug": (
        (
            "found “/a/”, expected an address such as /{year}/{slug}/, /{year}/{month}/{slug}.html or /{slug}, "
            "with {slug} in it"
        ),
        (
            "it may have {year}, {month}, {day}, {hour}, {minute}, {second}, {tag}, {author}, {folder}; "
            "{folder} stands between two slashes"
        ),
    ),
    "a menu item that runs": (
        "found “javascript:x”, expected an address of this site that starts with /, or a whole URL",
        "",
    ),
    "a menu item without an address": (
        "found no address, expected an address of this site that starts with /, or a whole URL",
        "add a line `address = …`",
    ),
    "a title of what nobody sees": (
        "found “\u200b\u2060”, expected a line of text",
        "it holds what nobody sees, U+200B, U+2060; delete it and write the text again",
    ),
    "a time zone that is none": ("found “Mars/Olympus”, expected an IANA time zone such as UTC or Asia/Baghdad", ""),
    "a language that is none": ("found “English!”, expected a language tag such as en or pt-BR", ""),
    "a character no feed can carry": ("found the character U+0001, which no feed can carry", "delete it"),
    "TOML that can't be read": (
        "found TOML that can't be read: Invalid value",
        'text stands in "quotes": title = "My archive"',
    ),
}


@pytest.mark.parametrize("case", MESSAGES)
def test_a_message_says_what_is_found_and_what_is_expected(site: Site, case: str) -> None:
    (problem,) = site.write(f"-- site.toml --\n{BAD[case][0]}").article("a").problems()
    assert (problem.message, problem.hint) == MESSAGES[case]


def test_all_faults_are_told_at_once(site: Site) -> None:
    site.write('-- site.toml --\ntitel = "x"\nlanguage = 3\n[archive]\nshow = "all"\nyears = 1\n')
    codes = ["1:1: unknown-key", "2:1: bad-value", "4:1: bad-value", "5:1: bad-value"]
    assert site.problems() == [f"site.toml:{place_and_code}" for place_and_code in codes]


def test_a_site_needs_no_key_at_all(site: Site) -> None:
    site.write("-- site.toml --\n").article("a")
    assert "articles/a/index.html" in site.build()


def test_a_site_without_base_url_is_told_to_set_one(site: Site) -> None:
    site.write("-- site.toml --\n").article("a")
    assert site.notices()[0] == "site.toml: no-base-url"


def test_a_folder_without_a_site_is_told_what_to_do(site: Site) -> None:
    (problem,) = site.delete("site.toml").problems()
    assert problem == "site.toml: no-site"
    assert "found no site.toml" in problem.message
    assert "tagarchive init" in problem.hint


def test_the_base_path_stands_before_every_link_but_not_in_paths(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/archive"\n')
    page = site.article("a", tags="[b]", body="[home](/) [tag](/tag/b/)").page("articles/a/index.html")
    assert '<link rel="canonical" href="https://desk.example/archive/articles/a/">' in page
    assert '<a href="/archive/">home</a> <a href="/archive/tag/b/">tag</a>' in page
    assert re.search(r'<link rel="stylesheet" href="/archive/style\.\w{10}\.css">', page)


@pytest.mark.parametrize(
    ("base_url", "canonical"),
    [
        ("https://Desk.example", "https://Desk.example/articles/a/"),
        ("https://desk.example:8080/my%20archive", "https://desk.example:8080/my%20archive/articles/a/"),
    ],
)
def test_a_base_url_is_kept_as_it_is_written(site: Site, base_url: str, canonical: str) -> None:
    page = site.write(f'-- site.toml --\nbase_url = "{base_url}"\n').article("a").page("articles/a/index.html")
    assert f'<link rel="canonical" href="{canonical}">' in page


@pytest.mark.parametrize(
    "link", ["/\\x.example/", "/%5Cx.example/", "/%2F/x.example/", "/.//x.example/", "/a/../../x/"]
)
def test_no_link_within_the_site_leads_to_another_host(site: Site, link: str) -> None:
    page = site.article("a", body=f'[b](<{link}>) <a href="{link}">c</a>').page("articles/a/index.html")
    assert not re.findall(r"""href="/(?:[/\\]|[^"]*\.\.)""", page)


def test_pages_lead_to_each_other_by_paths_so_that_a_copy_of_the_site_works_anywhere(site: Site) -> None:
    files = site.article("a", tags="[b]").build()
    for path, data in files.items():
        if path.endswith(".html") and not path.endswith(("subscribe/index.html", "bookmarks.html")):
            absolute = re.findall(r'(\S*) (?:href|src)="https://desk\.example', data.decode())
            assert absolute == ['rel="canonical"'], path


def test_articles_may_stand_under_their_date(site: Site) -> None:
    site.write('-- site.toml --\n[articles]\naddress = "/{year}/{month}/{slug}/"\n')
    assert "2021/01/a/index.html" in site.article("a").build()


def test_lists_that_are_switched_off_are_neither_made_nor_linked_to(site: Site) -> None:
    site.write("-- site.toml --\n[archive]\nyears = false\nauthors = false\nsources = false\n")
    files = site.article("a", authors="[Ann]", source="{name: Reuters}").build()
    assert not [path for path in files if path.startswith(("2021", "years", "author", "source"))]
    page = files["articles/a/index.html"].decode()
    assert "Ann" in page
    assert "/author" not in page
    assert "/source" not in page


def test_a_menu_replaces_the_usual_one(site: Site) -> None:
    site.write(
        '-- site.toml --\n[[menu]]\ntitle = "Here"\naddress = "/tags/"\n[[menu]]\ntitle = "There"\naddress = "https://x.example/"\n'
    )
    page = site.article("a").page("index.html")
    menu = page.partition("<nav")[2].partition("</nav>")[0]
    assert menu.count("<li>") == 2
    assert '<a href="/tags/">Here</a>' in menu
    assert '<a href="https://x.example/">There</a>' in menu


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("ku", "ltr"),
        ("ku-Arab", "rtl"),
        ("prs", "rtl"),
        ("arz", "rtl"),
        ("ar-Latn", "ltr"),
    ],
)
def test_a_language_runs_as_its_script_does(site: Site, language: str, direction: str) -> None:
    site.write(f'-- site.toml --\nlanguage = "{language}"\n')
    assert f'<html lang="{language}" dir="{direction}"' in site.page("index.html")


def test_a_faulty_config_hides_faults_that_may_come_of_it(site: Site) -> None:
    site.write('-- site.toml --\n[articles]\nadress = "/{year}/{slug}/"\n')
    site.article("a", slug="x").article("b", slug="x", date="2022-01-01")
    assert site.problems() == ["site.toml:2:1: unknown-key"]
