"""Keys of other generators and of WordPress: a message says how each is written here, by its value."""

from __future__ import annotations

import pytest
from conftest import Site

from tagarchive.reading.foreign_keys import KEYS
from tagarchive.reading.foreign_settings import SETTINGS

HINTS = {
    "description: What happened.": "write `summary: What happened.`",
    "excerpt: One of two.": "write `summary: One of two.`",
    'description: "Basra: a night"': 'write `summary: "Basra: a night"`',
    "translationKey: border-talks": "write `key: border-talks`",
    "lastmod: 2021-11-09": "write `updated: 2021-11-09`",
    "last_modified_at: 2021-11-09": "write `updated: 2021-11-09`",
    "modified: 2021-11-09": "write `updated: 2021-11-09`",
    "permalink: /2021/11/attack/": "write `slug: attack`, the last part of its address; "
    "`aliases: [/2021/11/attack/]` leads on from its old address",
    "permalink: /attack.html": "write `slug: attack`, the last part of its address; "
    "`aliases: [/attack.html]` leads on from its old address",
    "permalink: https://old.example/x/": "write `slug: x`",
    "permalink: /:year/:title/": 'one pattern in site.toml is for all articles, [articles] address = "/{year}/{slug}/"',
    "permalink: /{{ page.date }}/x/": '[articles] address = "/{year}/{month}/{slug}/"',
    "permalink: false": "write `draft: true`",
    "url: attack": "write `slug: attack`, the last part of its address",
    "url: https://reuters.example/x": "write `source: {name: …, url: https://reuters.example/x}`",
    "categories: [News, Iraq]": "write `tags: [News, Iraq]`; `[taxonomy.categories]` in site.toml makes a list",
    "categories: jekyll update": "write `tags: [jekyll update]`, or `[jekyll, update]` if these are several; `[tax",
    "category: News, Iraq": "write `tags: [News, Iraq]`; `[taxonomy.category]`",
    "series: [War diary]": "write `tags: [War diary]`; `[taxonomy.series]`",
    "keywords: a, b": "write `tags: [a, b]`",
    "tag: Iraq": "write `tags: [Iraq]`",
    "status: draft": "write `draft: true`",
    "status: private": "write `draft: true`",
    "status: publish": "leave it out: what is no draft is published",
    "status: reviewed": "`extra: {status: reviewed}` keeps it",
    "published: false": "write `draft: true`",
    "published: true": "leave it out: what is no draft is published",
    "published: 2021-11-08": "write `date: 2021-11-08`; for the day of the original, `source: {name: …, published: ",
    "hidden: true": "write `draft: true`",
    "subtitle: The night": "pages show one title; `extra: {subtitle: The night}` keeps it for templates of your own",
    "author: Ann Lee": "write `authors: [Ann Lee]`",
    "author: [Ann, Bob]": "write `authors: [Ann, Bob]`",
    "author: {name: Ann Lee, email: ann@desk.example}": "write `authors: [Ann Lee]`",
    "layout: post": "leave it out: each kind of page has one template",
    "redirect_from: /old/": "write `aliases: [/old/]`",
    "redirect_from: [/old/, /older/]": "write `aliases: [/old/, /older/]`",
    "thumbnail: /img/a.jpg": "write `image: {src: /img/a.jpg, alt: …}`",
    "cover: {image: a.jpg, alt: A map}": "write `image: {src: a.jpg, alt: A map}`",
    "images: [a.jpg, b.jpg]": "write `image: {src: a.jpg, alt: …}`",
    "hero: a.jpg": "write `image: {src: a.jpg, alt: …}`",
    "featured_media: 12": "`extra: {featured_media: 12}` keeps it",
    "weight: 10": "leave it out: articles stand in the order of their dates",
    "toc: true": "[articles] contents_from in site.toml says how many",
    "math: true": "formulas are read with `dialect: gfm`, and math = true under [markdown] in site.toml",
    "type: post": "leave it out: what a file is follows from its folder",
    "pubDate: 2021-11-08": "write `date: 2021-11-08`",
    "link: https://reuters.example/x": "write `source: {name: …, url: https://reuters.example/x}`",
    "correction: A name was wrong.": "write `updates: [{date: …, note: A name was wrong.}]`",
    "wordpress_id: 12": "leave it out: ids are made by the program",
    "comments: true": "leave it out: pages have no comments",
    "data: {a: 1}": "`extra: {data: {a: 1}}` keeps it for templates of your own",
    "mood: grave": "`extra: {mood: grave}` keeps it for templates of your own",
    "titel: a b": "did you mean “title”?",
    "sumary: One.": "did you mean “summary”?",
    "auhtors: Ann Lee": 'did you mean `authors: ["Ann Lee"]`?',
    "place: Basra": "it belongs under `dateline:`",
    "Tags: [a]": "write `tags`, in lower case and without quotes",
    "“tags”: [a]": "write `tags`, in lower case and without quotes",
}


@pytest.mark.parametrize("line", HINTS)
def test_a_key_of_another_generator_is_told_what_to_write(site: Site, line: str) -> None:
    site.put("content/a.md", f"---\ntitle: a\ndate: 2021-01-01\n{line}\n---\n".encode())
    (problem,) = site.problems()
    assert problem == "content/a.md:4:1: unknown-key"
    assert HINTS[line] in problem.hint


MISFITS = {
    "image: a.jpg": ("4:8", "write `image: {src: a.jpg, alt: …}`"),
    "aliases: [Old name]": ("4:11", "an address begins with /; other names of a text stand under `extra:`"),
    "aliases: [https://old.example/x/]": ("4:11", "write it without its host: /x/"),
}


@pytest.mark.parametrize("line", MISFITS)
def test_a_value_as_another_generator_has_it_is_told_what_to_write(site: Site, line: str) -> None:
    site.put("content/a.md", f"---\ntitle: a\ndate: 2021-01-01\n{line}\n---\n".encode())
    place, hint = MISFITS[line]
    (problem,) = site.problems()
    assert (problem, problem.hint) == (f"content/a.md:{place}: bad-value", hint)


def test_a_key_that_stands_for_a_required_one_is_one_fault(site: Site) -> None:
    site.put("content/a.md", b"---\nTitle: a\npublishDate: 2021-01-01\n---\n")
    assert site.problems() == ["content/a.md:2:1: unknown-key", "content/a.md:3:1: unknown-key"]


def test_a_page_is_told_what_pages_have(site: Site) -> None:
    site.put("content/pages/about.md", b"---\ntitle: a\ndate: 2021-01-01\nauthor: Ann\nmenu: main\nlayout: page\n---\n")
    date, author, menu, layout = site.problems()
    assert date == "content/pages/about.md:3:1: unknown-key"
    assert date.hint == "leave it out: pages and tags have no date; `updated` is the day of their last change"
    assert author == "content/pages/about.md:4:1: unknown-key"
    assert author.hint == (
        "`extra: {author: Ann}` keeps it for templates of your own; "
        "known are aliases, dialect, draft, extra, lang, menu, slug, summary, title, updated"
    )
    assert menu == "content/pages/about.md:5:7: bad-value"
    assert menu.hint.startswith("leave it out: [[menu]] in site.toml holds the links of the menu")
    assert layout == "content/pages/about.md:6:1: unknown-key"
    assert "templates/page-NAME.html" in layout.hint


def test_a_key_that_is_too_deep_belongs_at_the_top(site: Site) -> None:
    site.article("a", source="\n  name: Reuters\n  tags: [b]\n  nam: x")
    tags, name = site.problems()
    assert (tags, tags.hint) == (
        "content/a.md:6:3: unknown-key",
        "it belongs at the top of the file, without spaces before it",
    )
    assert name == "content/a.md:7:3: unknown-key"
    assert name.hint.startswith("did you mean “name”? Known under `source:` are access, archive_url, authors,")


SETTINGS_HINTS = {
    'baseURL = "https://x.example/"': 'write `base_url = "https://x.example/"`',
    'baseurl = "/blog"': 'write `base_url = "https://your.site/blog/"`, the whole address',
    'url = "https://x.example"': 'write `base_url = "https://x.example"`',
    'languageCode = "en-us"': 'write `language = "en-us"`',
    "paginate = 10": "write `per_page = 10`, under [archive]",
    'plugins = ["jekyll-feed"]': "leave it out: feeds, sitemap, search data, tags and pages of lists are made",
    'author = "Ann"': "leave it out: each article names its `authors:`",
    'name = "X"': 'write `title = "X"`',
    'copyright = "CC BY"': 'write `rights = "CC BY"`',
    'permalink = "/:year/:month/:title/"': 'write `address = "/{year}/{month}/{slug}/"`, under [articles]',
    'embed_hosts = ["a.example"]': "it belongs under [html]",
    "[params]\nlogo = 1": "leave it out: what templates say stands in templates/; colours, fonts",
    '[permalinks]\nposts = "/:year/:slug/"': 'write `address = "/{year}/{slug}/"`, under [articles]',
    '[taxonomies]\ncategory = "categories"': "write for each list besides tags `[taxonomy.NAME]`",
    "[feed]\nentries = 3": "did you mean “feeds”?",
}


@pytest.mark.parametrize("text", SETTINGS_HINTS)
def test_a_setting_of_another_generator_is_told_what_to_write(site: Site, text: str) -> None:
    (problem,) = site.write(f"-- site.toml --\n{text}\n").article("a").problems()
    assert problem == "site.toml:1:1: unknown-key"
    assert SETTINGS_HINTS[text] in problem.hint


def test_settings_with_names_of_ours_and_values_of_others_are_told_what_to_write(site: Site) -> None:
    site.write('-- site.toml --\ntheme = "ananke"\n[[menu.main]]\nname = "Home"\nurl = "/"\n').article("a")
    theme, menu = site.problems()
    assert theme == "site.toml:1:1: bad-value"
    assert theme.hint.startswith("leave it out: what templates say stands in templates/")
    assert menu == "site.toml:2:1: bad-value"
    assert menu.hint == 'write for each link `[[menu]]`, and below it `title = "…"` and `address = "/…/"`'


def test_an_unknown_key_of_a_table_is_told_all_that_are_known(site: Site) -> None:
    site.write('-- site.toml --\n[html]\nembed_host = ["a.example"]\nfoo = 1\ntitle = "A"\n').article("a")
    host, foo, title = site.problems()
    known = "nown under [html] are embed_hosts, image_hosts, sanitise"
    assert (host, host.hint) == ("site.toml:2:1: unknown-key", f"did you mean “embed_hosts”? K{known}")
    assert (foo, foo.hint) == ("site.toml:3:1: unknown-key", f"k{known}")
    assert title == "site.toml:4:1: unknown-key"
    assert title.hint == "it belongs at the top of the file, above the first [table]"


def test_files_that_are_no_sites_have_no_settings_of_other_generators(site: Site) -> None:
    site.put("content/a.md", b"---\ntitle: a\ndate: 2021-01-01\nsource: {name: b, description: c}\n---\n")
    (problem,) = site.problems()
    assert problem.hint.startswith("known under `source:` are")


@pytest.mark.parametrize("table", [KEYS, SETTINGS])
def test_the_names_of_tables_are_in_the_form_in_which_keys_are_compared(table: dict[str, object]) -> None:
    assert [name for name in table if name != name.lower() or set("-_ ") & set(name)] == []
