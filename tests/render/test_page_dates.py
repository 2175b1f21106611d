"""Dates, numbers and lists in languages, in their digits, and in the calendar of Iran."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from math import cos, radians

import pytest
from conftest import CONFIG, Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.render.dates import day_text
from tagarchive.render.numbers import between
from tagarchive.render.persian_calendar import MONTHS, PersianDay, persian_day

PERSIAN = f'{CONFIG}language = "fa"\ndigits = "native"\ncalendar = "persian"\n'

# The calendar of Iran.


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ("1925-03-21", 1304), ("1979-03-21", 1358), ("1996-03-20", 1375), ("1997-03-21", 1376), ("2000-03-20", 1379),
        ("2017-03-21", 1396), ("2018-03-21", 1397), ("2020-03-20", 1399), ("2021-03-21", 1400), ("2022-03-21", 1401),
        ("2023-03-21", 1402), ("2024-03-20", 1403), ("2025-03-21", 1404), ("2026-03-21", 1405),
    ],
)  # fmt: skip
def test_nowruz_falls_on_the_days_on_which_it_was_kept(day: str, year: int) -> None:
    assert persian_day(date.fromisoformat(day)) == PersianDay(year, 1, 1)
    before = persian_day(date.fromisoformat(day) - timedelta(days=1))
    assert before[:2] == (year - 1, 12)


@pytest.mark.parametrize(
    ("day", "persian"),
    [
        ("1979-02-11", (1357, 11, 22)),  # The revolution.
        ("1951-03-20", (1329, 12, 29)),  # The law on oil; the year had 365 days.
        ("2021-11-08", (1400, 8, 17)),
        ("2021-03-20", (1399, 12, 30)),
        ("2021-09-22", (1400, 6, 31)),
        ("2021-09-23", (1400, 7, 1)),
    ],
)
def test_days_are_those_of_the_calendar_of_iran(day: str, persian: tuple[int, int, int]) -> None:
    assert persian_day(date.fromisoformat(day)) == persian


TERMS = [
    (485, 324.96, 1934.136), (203, 337.23, 32964.467), (199, 342.08, 20.186), (182, 27.85, 445267.112),
    (156, 73.14, 45036.886), (136, 171.52, 22518.443), (77, 222.54, 65928.934), (74, 296.72, 3034.906),
    (70, 243.58, 9037.513), (58, 119.81, 33718.147), (52, 297.17, 150.678), (50, 21.02, 2281.226),
    (45, 247.54, 29929.562), (44, 325.15, 31555.956), (29, 60.93, 4443.417), (18, 155.12, 67555.328),
    (17, 288.79, 4562.452), (16, 198.04, 62894.029), (14, 199.76, 31436.921), (12, 95.39, 14577.848),
    (12, 287.11, 31931.756), (12, 320.81, 34777.259), (9, 227.73, 1222.114), (8, 15.45, 16859.074),
]  # fmt: skip
"""Periodic terms of the equinox (J. Meeus, Astronomical Algorithms, 2nd edition, table 27.C)."""


def equinox(year: int) -> datetime:
    """The moment of the March equinox in UTC, within a minute or two (Meeus, chapter 27)."""
    y = (year - 2000) / 1000
    mean = 2451623.80984 + 365242.37404 * y + 0.05169 * y**2 - 0.00411 * y**3 - 0.00057 * y**4
    t = (mean - 2451545) / 36525
    w = radians(35999.373 * t - 2.47)
    sway = sum(size * cos(radians(start + speed * t)) for size, start, speed in TERMS)
    days = mean + 0.00001 * sway / (1 + 0.0334 * cos(w) + 0.0007 * cos(2 * w)) - 2451545
    return datetime(2000, 1, 1, 12) + timedelta(days=days, seconds=-65)  # noqa: DTZ001 (UTC, less the leap seconds)


def test_the_year_starts_with_the_equinox_as_seen_from_tehran() -> None:
    for year in range(1925, 2101):
        seen = equinox(year) + timedelta(hours=3, minutes=30)
        first = seen.date() + timedelta(days=seen.hour >= 12)
        assert persian_day(first) == PersianDay(year - 621, 1, 1)


@given(st.dates(date(1600, 1, 1), date(2400, 1, 1)))
def test_each_day_comes_after_the_one_before(day: date) -> None:
    before, now = persian_day(day - timedelta(days=1)), persian_day(day)
    assert now > before
    assert now == before._replace(day=before.day + 1) or now.day == 1
    assert 1 <= now.day <= (31 if now.month <= 6 else 30)


def test_months_have_names_in_each_language_of_the_theme() -> None:
    assert {language: len(names) for language, names in MONTHS.items()} == dict.fromkeys(MONTHS, 12)
    assert day_text("2021-11-08", "fa", calendar="persian") == "17 آبان 1400"
    assert day_text("2021-11-08", "fa", "full", "native", "persian") == "دوشنبه ۱۷ آبان ۱۴۰۰"
    assert day_text("2021-11-08", "en", calendar="persian") == "Aban 17, 1400"
    assert day_text("2021-11-08", "it", calendar="persian") == "17 Aban 1400"
    assert day_text("2021-11-08", "fa", "d MMMM", calendar="persian") == "17 آبان"
    assert day_text("2021-11-08", "fa", "yyyy/MM/dd", calendar="persian") == "1400/08/17"


# Pages.


def persian(site: Site) -> dict[str, bytes]:
    """A site in Persian with articles of two of its years, which fall into two Gregorian ones."""
    site.write(f'-- site.toml --\n{PERSIAN}[archive]\ndates = "days"\n')
    site.article("a", tags="[X]", date="2021-01-09").article("b", tags="[X]", date="2021-11-08T10:00:00+03:30")
    return site.build()


def test_dates_of_pages_are_in_the_calendar_and_the_digits_of_the_site(site: Site) -> None:
    page = persian(site)["articles/b/index.html"].decode()
    assert '<time datetime="2021-11-08T10:00:00+03:30">۱۷ آبان ۱۴۰۰</time>' in page
    assert 'data-locale="fa-u-ca-persian-nu-arabext"' in page


def test_lists_are_parted_by_the_years_of_the_calendar(site: Site) -> None:
    page = persian(site)["tag/x/index.html"].decode()
    assert re.findall(r'<h2 class="label" id="(.*?)">(.*?)</h2>', page) == [
        ("year-1400", "۱۴۰۰"),
        ("year-1399", "۱۳۹۹"),
    ]
    assert ">۲ مطلب<" in page


def test_archives_of_years_and_months_stay_gregorian(site: Site) -> None:
    files = {path: data.decode() for path, data in persian(site).items() if path.startswith("2021/")}
    assert "<bdi>۲۰۲۱</bdi>" in files["2021/index.html"]
    assert '<h1 id="period">نوامبر ۲۰۲۱</h1>' in files["2021/11/index.html"]
    assert "<span>دوشنبه ۱۷ آبان</span>" in files["2021/11/index.html"]
    assert '<h1 id="period">۱۷ آبان ۱۴۰۰</h1>' in files["2021/11/08/index.html"]
    assert ">۲۰۲۱</a>" in files["2021/11/08/index.html"].partition("<h1")[0]


def test_machines_read_latin_digits_and_gregorian_dates(site: Site) -> None:
    files = persian(site)
    for path, data in files.items():
        if path.endswith((".xml", ".json", ".csv", ".bib", ".ris", ".opml")):
            assert not re.search("[۰-۹]", data.decode()), path
        if path.endswith(".html"):
            for found in re.findall(r'(?:href|id|datetime|content)="([^"]*)"', data.decode()):
                assert not re.search("[۰-۹]", found) or "مطلب" in found or "صفحه" in found or " " in found, (
                    path,
                    found,
                )
    page = files["articles/b/index.html"].decode()
    (graph,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(graph)["@graph"][0]["datePublished"] == "2021-11-08T10:00:00+03:30"
    assert not re.search("[۰-۹]", graph)


def test_latin_digits_and_the_gregorian_calendar_are_the_default(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}language = "fa"\n').article("a", date="2021-11-08")
    page = site.page("articles/a/index.html")
    assert ">8 نوامبر 2021</time>" in page
    assert 'data-locale="fa-u-ca-gregory-nu-latn"' in page


def test_a_template_may_name_a_language_for_a_date(site: Site) -> None:
    site.write(f"-- site.toml --\n{PERSIAN}-- templates/article.html --\n{{{{ article.card.date | date('de') }}}}")
    assert site.article("a").page("articles/a/index.html") == "1. Januar 2021"


def test_styles_without_a_day_are_in_the_order_of_the_language() -> None:
    assert [day_text("2021-11-08", "zh", style) for style in ("month", "short-month", "year")] == [
        "2021年11月", "2021年11月", "2021年",
    ]  # fmt: skip
    assert [day_text("2021-11-08", "es", style) for style in ("month", "short-month", "year")] == [
        "noviembre de 2021", "nov 2021", "2021",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "A, B, and C"), ("fa", "A،\u200f B، و C"), ("ar", "A وB وC"), ("fr", "A, B et C"), ("de", "A, B und C"),
        ("es", "A, B y C"), ("ru", "A, B и C"), ("tr", "A, B ve C"), ("zh", "A、B和C"), ("tlh", "A, B, C"),
    ],
)  # fmt: skip
def test_names_are_listed_as_in_a_sentence_of_the_language(language: str, said: str) -> None:
    around = between(3, language)
    assert "".join(text + name for text, name in zip(around, ["A", "B", "C", ""], strict=True)) == said


def test_a_list_of_nothing_or_of_one_needs_no_words(site: Site) -> None:
    template = '{{ [] | listed(site) }}|{{ ["<"] | listed(site) }}|{{ ["a", "b"] | listed(site) }}'
    assert site.article("a").write(f"-- templates/404.html --\n{template}").page("404.html") == "|&lt;|a and b"
