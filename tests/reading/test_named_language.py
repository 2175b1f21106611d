"""The language in which a text is published, by what it says and by its path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.reading.language_options import codes_of, edition_of
from tagarchive.reading.named_language import named_language

CODES = ("en", "fa", "pt-br", "zh-hant")


@pytest.mark.parametrize(
    ("path", "lang", "plain"),
    [
        ("content/a.md", "", "content/a.md"),
        ("content/a.fa.md", "fa", "content/a.md"),
        ("content/2021-11-08-a.pt-BR.markdown", "pt-BR", "content/2021-11-08-a.markdown"),
        ("content/fa/a.md", "fa", "content/a.md"),
        ("content/fa/notes/a.md", "fa", "content/notes/a.md"),
        ("content/notes/fa/a.md", "", "content/notes/fa/a.md"),
        ("content/a/index.fa.md", "fa", "content/a/index.md"),
        ("content/pages/fa/about.md", "fa", "content/pages/about.md"),
        ("content/tags/iran.en.md", "en", "content/tags/iran.md"),
        ("content/a.de.md", "", "content/a.de.md"),
        ("content/v1.0/a.md", "", "content/v1.0/a.md"),
        ("content/fa.md", "", "content/fa.md"),
        ("content/.fa.md", "", "content/.fa.md"),
    ],
)
def test_a_path_names_a_language_by_its_end_or_its_first_folder(path: str, lang: str, plain: str) -> None:
    assert named_language(path, CODES) == (lang, plain)
    assert named_language(path, ()) == ("", path)


@pytest.mark.parametrize(
    ("lang", "edition"),
    [(None, ""), ("en", ""), ("fa", "fa"), ("fa-IR", "fa"), ("PT-br", "pt-br"), ("pt", ""), ("zh-Hant-TW", "zh-hant")],
)
def test_a_text_is_published_in_its_language_or_in_the_one_that_it_is_a_kind_of(lang: str | None, edition: str) -> None:
    assert edition_of(lang, CODES) == edition


@given(lang=st.from_regex(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", fullmatch=True))
def test_no_text_has_a_language_of_its_own_in_a_site_in_one_language(lang: str) -> None:
    assert edition_of(lang, codes_of("en", ())) == ""
