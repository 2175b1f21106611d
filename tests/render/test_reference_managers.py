"""What reference managers read of articles and of lists, by the published rules of Zotero."""

from __future__ import annotations

from html.parser import HTMLParser

from conftest import Site
from zotero import coins, embedded

PAGE = "https://desk.example/articles/a/"
REUTERS = (
    "{name: Reuters, url: 'https://reuters.example/2021/10/08/drones?id=1&page=2', authors: [Ahmed Rasheed], "
    "published: 2021-11-08, retrieved: 2021-11-09}"
)


def article(site: Site, **keys: str) -> Site:
    return site.article("a", **{"title": "Drones at the house", "date": "2021-11-09", "summary": "Told."} | keys)


def read(site: Site) -> dict[str, object]:
    return embedded(site.page("articles/a/index.html"), PAGE)


def test_an_article_is_read_as_the_news_of_its_source_that_this_archive_keeps(site: Site) -> None:
    article(site, source=REUTERS, tags="[Drones, Iraq]", authors="[Desk]")
    assert read(site) == {
        "itemType": "newspaperArticle",
        "title": "Drones at the house",
        "creators": [("Ahmed", "Rasheed")],
        "publicationTitle": "Reuters",
        "date": "2021/11/08",
        "url": "https://reuters.example/2021/10/08/drones?id=1&page=2",
        "language": "en",
        "abstractNote": "Told.",
        "tags": ["Drones", "Iraq"],
        "archive": "Desk",
        "archiveLocation": PAGE,
        "libraryCatalog": "desk.example",
    }


def test_a_clipping_of_which_little_is_known_is_at_the_address_of_the_archive(site: Site) -> None:
    item = read(article(site, source="{name: Reuters}"))
    assert (item["publicationTitle"], item["date"], item["url"]) == ("Reuters", "2021/11/09", PAGE)
    assert item["archive"] == "Desk"
    assert "creators" not in item


def test_an_article_of_the_site_s_own_is_read_as_a_page_of_it(site: Site) -> None:
    site.write('-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\nrights = "CC BY 4.0"\n')
    assert read(article(site, authors="[Ann Lee, Dan De Luce]")) == {
        "itemType": "webpage",
        "title": "Drones at the house",
        "creators": [("Ann", "Lee"), ("Dan", "De Luce")],
        "publicationTitle": "Desk",
        "date": "2021/11/09",
        "url": PAGE,
        "language": "en",
        "abstractNote": "Told.",
        "rights": "CC BY 4.0",
    }


NAMES = {
    "Ahmed Rasheed": ("Ahmed", "Rasheed"),
    "Rasheed, Ahmed": ("Ahmed", "Rasheed"),
    "Ludwig van der Berg": ("Ludwig", "van der Berg"),
    "Sammy Davis Jr.": ("Sammy", "Davis Jr"),
    "Reuters Staff": ("", "Reuters Staff"),
    "Baghdad newsroom": ("", "Baghdad newsroom"),
    "Ed & “Sons” <b>": ("", "Ed & “Sons” <b>"),
    "احمد رشيد": ("", "احمد رشيد"),
}


def test_a_name_is_split_only_where_it_is_that_of_a_person(site: Site) -> None:
    for n, name in enumerate(NAMES):
        site.article(f"{n}", source=f"{{name: Reuters, authors: ['{name}']}}")
    files = {path: data.decode() for path, data in site.build().items() if path.endswith(".html")}
    listed = {item["title"]: item["creators"] for item in coins(files["index.html"])}
    for n, parts in enumerate(NAMES.values()):
        assert embedded(files[f"articles/{n}/index.html"], PAGE)["creators"] == listed[f"{n}"] == [parts]


ODD = "A “b” & c's <i>d</i> =100% #1 </span>\"><script>"


def test_what_a_headline_holds_ends_no_attribute(site: Site) -> None:
    article(
        site,
        title=f"'{ODD.replace(chr(39), chr(39) * 2)}'",
        source=f"{{name: '{ODD[:9]}', url: 'https://a.example/?a=1&b=%26'}}",
        tags="[x]",
    )
    item, (listed,) = read(site), coins(site.page("tag/x/index.html"))
    assert item["title"] == listed["title"] == ODD
    assert item["publicationTitle"] == listed["publicationTitle"] == ODD[:9]
    assert item["url"] == listed["url"] == "https://a.example/?a=1&b=%26"


def test_an_article_in_another_language_says_so(site: Site) -> None:
    title = "پهپادها در خانهٔ نخست‌وزیر"
    article(site, title=title, lang="fa", source="{name: خبرگزاری, authors: [محمد رضایی]}", tags="[عراق]")
    item, (listed,) = read(site), coins(site.page("tag/عراق/index.html"))
    for one in (item, listed):
        assert (one["title"], one["language"], one["publicationTitle"]) == (title, "fa", "خبرگزاری")
        assert one["creators"] == [("", "محمد رضایی")]


def test_no_description_of_the_site_stands_for_a_summary_that_an_article_lacks(site: Site) -> None:
    site.write('-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\ndescription = "Of the site."\n')
    site.article("a", source="{name: Reuters, republish: link}", body="Withheld.")
    page = site.page("articles/a/index.html")
    assert "abstractNote" not in embedded(page, PAGE)
    assert "Withheld" not in page


def test_every_list_holds_each_of_its_articles_once_as_its_original(site: Site) -> None:
    article(site, source=REUTERS, tags="[Iraq]")
    site.article("b", title="Own", date="2021-02-03", tags="[Iraq]", authors="[Ann Lee]")
    site.article("c", title="Bare", date="2021-01-01", tags="[Iraq]", source="{name: Reuters}", authors="[Ann Lee]")
    files = {path: data.decode() for path, data in site.build().items() if path.endswith(".html")}
    listed = coins(files["tag/iraq/index.html"])
    assert listed == [
        {
            "itemType": "newspaperArticle",
            "title": "Drones at the house",
            "creators": [("Ahmed", "Rasheed")],
            "tags": [],
            "publicationTitle": "Reuters",
            "date": "2021-11-08",
            "language": "en",
            "url": "https://reuters.example/2021/10/08/drones?id=1&page=2",
        },
        {
            "itemType": "webpage",
            "title": "Own",
            "creators": [("Ann", "Lee")],
            "tags": [],
            "publicationTitle": "Desk",
            "date": "2021-02-03",
            "language": "en",
            "url": "https://desk.example/articles/b/",
        },
        listed[2],
    ]
    assert (listed[2]["url"], listed[2]["date"]) == ("https://desk.example/articles/c/", "2021-01-01")
    assert coins(files["index.html"]) == coins(files["2021/index.html"]) == listed
    assert coins(files["source/reuters/index.html"]) == [listed[0], listed[2]]
    assert coins(files["author/ann-lee/index.html"]) == listed[1:]
    assert not coins(files["articles/a/index.html"]), "readers would prefer them to what the page embeds"


class Spans(HTMLParser):
    """Whether each element for reference managers is hidden and empty."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open, self.found = False, 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not self.open, "not empty"
        self.open = tag == "span" and ("class", "Z3988") in attrs
        if self.open:
            assert ("hidden", None) in attrs
            self.found += 1

    def handle_data(self, data: str) -> None:
        assert not self.open, data

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "span"


def test_nobody_hears_or_sees_what_is_for_reference_managers(site: Site) -> None:
    assert Spans(article(site, tags="[x]", title="A & b").page("tag/x/index.html")).found == 1
