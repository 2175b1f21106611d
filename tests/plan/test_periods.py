"""Archives of months and days."""

from __future__ import annotations

import re

import pytest
from conftest import CONFIG, Site

BY_DAY = "/{year}/{month}/{day}/{slug}/"
BY_MONTH = "/{year}/{month}/{slug}.html"


def with_options(site: Site, options: str, more: str = "") -> Site:
    return site.write(f"-- site.toml --\n{more}{CONFIG}{options}\n")


def filled(site: Site) -> Site:
    for name, date in (("a", "2024-01-02"), ("b", "2024-01-02 10:00"), ("c", "2024-01-30"), ("d", "2023-11-08")):
        site.article(name, date=date, tags="[x]", summary="S.")
    return site


def periods(files: dict[str, bytes]) -> list[str]:
    """The archives of months and days, without pages that lead to one."""
    paths = (path for path in files if re.fullmatch(r"\d{4}/\d\d/(?:\d\d/)?index.html", path))
    return [path.removesuffix("index.html") for path in paths if b'http-equiv="refresh"' not in files[path]]


def test_months_have_archives_where_addresses_name_the_month(site: Site) -> None:
    files = filled(with_options(site, f'[articles]\naddress = "{BY_MONTH}"')).build()
    assert periods(files) == ["2023/11/", "2024/01/"]
    assert '<h1 id="period">January 2024</h1>' in files["2024/01/index.html"].decode()


def test_days_have_archives_where_addresses_name_the_day(site: Site) -> None:
    files = filled(with_options(site, f'[articles]\naddress = "{BY_DAY}"')).build()
    assert periods(files) == ["2023/11/08/", "2023/11/", "2024/01/02/", "2024/01/30/", "2024/01/"]
    assert "January 2, 2024</h1>" in files["2024/01/02/index.html"].decode()


def test_a_period_lists_its_articles_newest_first(site: Site) -> None:
    files = filled(with_options(site, f'[articles]\naddress = "{BY_DAY}"')).build()
    links = re.compile(r"/2024/01/\d\d/[a-z]/")
    month, day = (
        list(dict.fromkeys(links.findall(files[path].decode())))
        for path in ("2024/01/index.html", "2024/01/02/index.html")
    )
    assert month == ["/2024/01/30/c/", "/2024/01/02/b/", "/2024/01/02/a/"]
    assert day == ["/2024/01/02/b/", "/2024/01/02/a/"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ("", []),
        ('[archive]\ndates = "months"', ["2023/11/", "2024/01/"]),
        ('[archive]\ndates = "days"', ["2023/11/08/", "2023/11/", "2024/01/02/", "2024/01/30/", "2024/01/"]),
        (f'[articles]\naddress = "{BY_DAY}"\n[archive]\ndates = "months"', ["2023/11/", "2024/01/"]),
        (f'[articles]\naddress = "{BY_DAY}"\n[archive]\ndates = "years"', []),
        (f'[articles]\naddress = "{BY_DAY}"\n[archive]\nyears = false', []),
    ],
)
def test_the_site_may_choose_the_finest_archives(site: Site, options: str, found: list[str]) -> None:
    assert periods(filled(with_options(site, options)).build()) == found


def test_years_lead_to_months_and_months_to_days(site: Site) -> None:
    files = filled(with_options(site, f'[articles]\naddress = "{BY_DAY}"')).build()
    year, years = files["2024/index.html"].decode(), files["years/index.html"].decode()
    assert '<a href="/2024/01/"><span>Jan</span> <span class="count">3</span></a>' in year
    assert '<a href="/2024/01/">3</a>' in years
    assert "#month-" not in re.sub('id="[^"]*"', "", year)
    month = files["2024/01/index.html"].decode()
    assert '<a href="/2024/01/02/"><span>Tue 2</span> <span class="count">2</span></a>' in month
    assert month.index('/2024/01/02/"') < month.index('/2024/01/30/"')


def test_breadcrumbs_lead_back_to_the_year(site: Site) -> None:
    files = filled(with_options(site, f'[articles]\naddress = "{BY_DAY}"')).build()
    day = files["2024/01/02/index.html"].decode()
    shown = day.partition('class="trail"')[2].partition("</nav>")[0]
    trail = re.findall(r'<a href="([^"]*)" dir="auto">([^<]*)</a>', shown)
    assert trail == [("/", "Home"), ("/years/", "Years"), ("/2024/", "2024"), ("/2024/01/", "January")]
    names = re.findall(r'"name":"([^"]*)"', day.partition('"BreadcrumbList"')[2])
    assert names == ["Home", "Years", "2024", "January 2024", "January 2, 2024"]


def test_months_are_named_in_the_language_of_the_site(site: Site) -> None:
    with_options(site, f'[articles]\naddress = "{BY_DAY}"', 'language = "fr"\n')
    files = filled(site).build()
    assert ">janvier 2024</h1>" in files["2024/01/index.html"].decode()
    assert ">2 janvier 2024</h1>" in files["2024/01/02/index.html"].decode()


def test_months_of_a_language_that_nobody_knows_are_digits(site: Site) -> None:
    with_options(site, f'[articles]\naddress = "{BY_DAY}"', 'language = "xx"\n')
    assert ">2024-01</h1>" in filled(site).page("2024/01/index.html")


def test_periods_are_in_the_sitemap_and_have_no_feeds(site: Site) -> None:
    files = filled(with_options(site, f'[articles]\naddress = "{BY_DAY}"')).build()
    sitemap = files["sitemap.xml"].decode()
    assert "<loc>https://desk.example/2024/01/</loc>" in sitemap
    assert "<loc>https://desk.example/2024/01/02/</loc>" in sitemap
    assert not [path for path in files if path.startswith("2024/01/") and not path.endswith("index.html")]


def test_a_long_month_has_pages(site: Site) -> None:
    with_options(site, f'[articles]\naddress = "{BY_MONTH}"\n[archive]\nper_page = 1')
    files = filled(site).build()
    assert {"2024/01/page/1/index.html", "2024/01/page/2/index.html"} <= files.keys()
    assert "January 2024, page 1" in files["2024/01/page/1/index.html"].decode()


def test_an_article_at_the_address_of_a_month_clashes(site: Site) -> None:
    with_options(site, '[articles]\naddress = "/{year}/{slug}/"\n[archive]\ndates = "months"')
    assert site.article("x", slug="01").problems() == ["content/x.md:4:7: path-clash"]


def test_a_new_article_changes_the_pages_of_its_own_month_and_day(site: Site) -> None:
    filled(with_options(site, f'[articles]\naddress = "{BY_DAY}"')).build()
    site.article("e", date="2024-01-30", tags="[x]", summary="S.").build()
    changed = set(periods(dict.fromkeys(site.report.written, b"")))
    assert changed == {"2024/01/", "2024/01/30/"}


def test_an_edit_of_a_text_changes_no_archive_of_dates(site: Site) -> None:
    filled(with_options(site, f'[articles]\naddress = "{BY_DAY}"')).build()
    site.article("a", date="2024-01-02", tags="[x]", summary="S.", body="Other.").build()
    assert not periods(dict.fromkeys(site.report.rendered, b""))
