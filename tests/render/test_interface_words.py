"""The words of the interface: nine catalogues, those that a site writes, and templates that use them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from conftest import Site

from tagarchive.reading.template_source import TemplateSource
from tagarchive.render.locales import fallbacks
from tagarchive.render.word_files import Catalogue, catalogue_of, parts_of, shape_of
from tagarchive.render.words import words_in

THEME = Path(__file__).parent.parent.parent
LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "ru", "tr", "zh")

SOURCES = tuple(
    (f"/theme/words/{file.name}", TemplateSource(f"theme/words/{file.name}", file.read_text("utf-8")))
    for file in sorted((THEME / "words").iterdir())
)


def catalogue(language: str) -> Catalogue:
    return catalogue_of((THEME / "words" / f"{language}.toml").read_text("utf-8"))


def words(language: str, digits: str = "latin") -> dict[str, Any]:
    return words_in(SOURCES, language, digits)


def articles(language: str, *numbers: int, digits: str = "latin") -> list[str]:
    return [str(words(language, digits)["articles"](n=number)) for number in numbers]


# The catalogues of the theme.


def test_the_theme_has_a_catalogue_for_each_of_nine_languages() -> None:
    assert {file.stem for file in (THEME / "words").iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_word_with_its_placeholders(language: str) -> None:
    english, own = catalogue("en"), catalogue(language)
    assert list(own) == list(english)
    assert {key: shape_of(forms) for key, forms in own.items()} == {
        key: shape_of(forms) for key, forms in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_plural_form_of_its_language(language: str) -> None:
    rule = Locale.parse(language).plural_form
    categories = {"other", *rule.tags}
    for key, forms in catalogue(language).items():
        if shape_of(forms).is_plural:
            assert set(forms) == categories, key
            for category, text in forms.items():
                numbers = [number for number in range(1_000) if rule(number) == category]
                # A form that one number alone has may say it in a word.
                assert "n" in parts_of(text)[1::2] or len(numbers) == 1, (key, category)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_clean(language: str) -> None:
    """No text has white space at its ends but for separators, and each is in the script of its language."""
    scripts = {"ar": "[\u0621-\u064a]", "fa": "[\u0621-\u06cc]", "ru": "[а-яё]", "zh": "[\u4e00-\u9fff]"}
    same = {"formats", "exports"}
    for key, forms in catalogue(language).items():
        for text in forms.values():
            said = "".join(parts_of(text)[::2])
            assert text.strip() == text or key in ("comma", "semicolon"), key
            assert "  " not in text, key
            if language in scripts and re.search(r"[A-Za-z]{2}", said) and key.partition(".")[0] not in same:
                assert re.search(scripts[language], said) or key == "sha256", key


def test_punctuation_is_that_of_the_language() -> None:
    for language in LANGUAGES:
        texts = [text for forms in catalogue(language).values() for text in forms.values()]
        whole = "\n".join(texts)
        if language in ("ar", "fa"):
            assert not re.search(r"[,;?]", whole)
        if language == "zh":
            assert not re.search(r"[,;:?!](?![\w/])", re.sub(r"\{\w+\}", "", whole))
        if language == "fr":
            assert not re.search(r"(?<![\u202f])[;!?»]|(?<!\u00a0):|«(?!\u202f)", whole)
            assert "'" not in whole


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["0 articles", "1 article", "2 articles", "1,234 articles"]),
        ("fa", ["0 مطلب", "1 مطلب", "2 مطلب", "1,234 مطلب"]),
        ("fr", ["0 article", "1 article", "2 articles", "1\u202f234 articles"]),
        ("de", ["0 Artikel", "1 Artikel", "2 Artikel", "1.234 Artikel"]),
        ("es", ["0 artículos", "1 artículo", "2 artículos", "1234 artículos"]),
        ("tr", ["0 yazı", "1 yazı", "2 yazı", "1.234 yazı"]),
        ("zh", ["0 篇文章", "1 篇文章", "2 篇文章", "1,234 篇文章"]),
    ],
)
def test_a_count_has_the_plural_and_the_grouping_of_its_language(language: str, said: list[str]) -> None:
    assert articles(language, 0, 1, 2, 1_234) == said


def test_russian_counts_by_the_last_digits() -> None:
    assert articles("ru", 1, 2, 5, 11, 21, 22, 111) == [
        "1 статья", "2 статьи", "5 статей", "11 статей", "21 статья", "22 статьи", "111 статей",
    ]  # fmt: skip


def test_arabic_has_six_forms_of_which_three_say_the_number_in_words() -> None:
    assert articles("ar", 0, 1, 2, 3, 11, 100) == [
        "لا مقالات", "مقال واحد", "مقالان", "3 مقالات", "11 مقالًا", "100 مقال",
    ]  # fmt: skip


def test_millions_have_a_form_of_their_own_in_french_and_spanish() -> None:
    assert articles("fr", 1_000_000) == ["1\u202f000\u202f000 d’articles"]
    assert articles("es", 1_000_000) == ["1.000.000 de artículos"]


def test_native_digits_stand_in_counts_and_in_numbers_of_pages() -> None:
    assert articles("fa", 1_234, digits="native") == ["۱٬۲۳۴ مطلب"]
    assert articles("ar", 1_234, digits="native") == ["١٬٢٣٤ مقالًا"]
    assert words("fa", "native")["page"](n=1_234) == "صفحهٔ ۱۲۳۴"
    assert articles("de", 1_234, digits="native") == ["1.234 Artikel"]


def test_values_are_escaped_unless_they_are_html(site: Site) -> None:
    site.article("a", tags='["<b>&"]', authors='["<i>"]')
    page = site.page("articles/a/index.html")
    assert "by <bdi>&lt;i&gt;</bdi>" in page or 'dir="auto">&lt;i&gt;</a></span>' in page
    assert "<i>" not in page
    bold = '{% set x %}<b>{{ "<" }}</b>{% endset %}'
    template = f'{bold}{{{{ words.by(names=x) }}}} {{{{ words.by(names="<") }}}}'
    assert site.write(f"-- templates/404.html --\n{template}").page("404.html") == "by <b>&lt;</b> by &lt;"


# Languages and regions.


def test_a_region_has_the_words_of_its_language_and_a_script_only_its_own() -> None:
    assert fallbacks("pt-BR") == ("pt-br", "pt-latn", "pt")
    assert fallbacks("fa-AF")[-1] == "fa"
    assert fallbacks("zh-CN")[-1] == "zh"
    assert fallbacks("zh-TW") == ("zh-tw", "zh-hant")
    assert fallbacks("sr-Latn") == ("sr-latn",)


def test_a_site_in_a_region_is_in_the_language(site: Site) -> None:
    site.write('-- site.toml --\nlanguage = "de-AT"\n').article("a")
    assert "Zum Inhalt springen" in site.page("index.html")
    assert "missing-words" not in [notice.code for notice in site.notices()]


def test_a_language_without_words_is_told_once_and_has_english_ones(site: Site) -> None:
    site.write('-- site.toml --\nlanguage = "pt-BR"\n').article("a")
    assert "Skip to content" in site.page("index.html")
    (notice,) = [notice for notice in site.notices() if notice.code == "missing-words"]
    assert notice == "site.toml: missing-words"
    assert re.match(r"found no words in pt-BR for about_copy, .* and \d+ more; English stands in$", notice.message)
    assert "words/pt-BR.toml" in notice.hint


def test_a_site_writes_a_language_that_the_theme_lacks(site: Site) -> None:
    lines = (THEME / "words" / "en.toml").read_text("utf-8").replace('"Skip to content"', '"Ir para o conteúdo"')
    plural = re.sub(r'\{ one = ("[^"]*"), other', r"{ one = \1, many = \1, other", lines)
    site.write('-- site.toml --\nlanguage = "pt-BR"\n').put("words/pt.toml", plural.encode()).article("a")
    assert "Ir para o conteúdo" in site.page("index.html")
    assert not [notice for notice in site.notices() if notice.code == "missing-words"]
    site.put("words/pt.toml", plural.replace('year = "Year"\n', "", 1).encode())
    (notice,) = [notice for notice in site.notices() if notice.code == "missing-words"]
    assert "for year;" in notice.message


def test_words_of_a_language_that_the_site_does_not_have_are_told(site: Site) -> None:
    site.article("a").write('-- words/de.toml --\nyear = "Jahrgang"\n')
    assert "words/de.toml: unused-words" in site.notices()


# Words of a site.


def test_a_site_changes_a_word_and_keeps_the_others(site: Site) -> None:
    site.write('-- words/en.toml --\nskip = "To the text"\n[lists]\ntag = "Subjects"\n').article("a", tags="[X]")
    page = site.page("index.html")
    assert ">To the text</a>" in page
    assert ">Subjects</a>" in page
    assert ">Years</a>" in page


@pytest.mark.parametrize(
    ("line", "told", "said"),
    [
        ('oldre = "Before"', "2:1: unknown-word", "did you mean “older”?"),
        ('[lists]\ntags = "Subjects"', "3:1: unknown-word", "did you mean “lists.tag”?"),
        ('by = "of {name}"', "2:1: bad-placeholder", "did you mean “names”?"),
        ('skip = "To {n}"', "2:1: bad-placeholder", "this word has no placeholder"),
        ('skip = "To {"', "2:1: bad-placeholder", "a placeholder reads {name}"),
        ('articles = { other = "{n} items" }', "2:1: bad-plural", "en has one, other"),
        ('articles = { one = "x", few = "{n}", other = "{n}" }', "2:1: bad-plural", "known are one, other"),
        ('articles = "{n} items"', "2:1: bad-value", ""),
        ('articles = { one = "x", other = 3 }', "2:1: bad-value", ""),
        ("skip = 3", "2:1: bad-value", ""),
        ("lists = 3", "2:1: bad-value", ""),
        ("skip = To", "2:8: bad-toml", ""),
    ],
)
def test_a_fault_in_a_site_s_words_is_told_with_its_place(site: Site, line: str, told: str, said: str) -> None:
    problem, *_ = site.article("a").write(f"-- words/en.toml --\n# Ours.\n{line}\n").problems()
    assert problem == f"words/en.toml:{told}"
    assert said in problem.hint


def test_a_placeholder_that_is_missing_is_named(site: Site) -> None:
    (problem,) = site.article("a").write('-- words/en.toml --\nby = "of them"\n').problems()
    assert problem.message == "found “by” without its placeholder {names}"


@pytest.mark.parametrize("name", ["persian.toml.txt", "not_a_tag.toml", "README"])
def test_a_file_of_words_is_named_by_its_language(site: Site, name: str) -> None:
    assert f"words/{name}: bad-words-file" in site.article("a").write(f'-- words/{name} --\nskip = "To"\n').problems()


def test_a_site_s_former_file_of_words_stops_with_what_to_do(site: Site) -> None:
    site.article("a").write('-- templates/_words.html --\n{% set WORDS = {"by": "von"} %}\n')
    (problem,) = site.problems()
    assert problem == "templates/_words.html:1: former-words"
    assert "words/LANG.toml" in problem.hint
    site.delete("templates/_words.html").write('-- templates/404.html --\n{% from "_words.html" import WORDS %}\n')
    (problem,) = site.problems()
    assert (problem, "{{ words.KEY }}" in problem.hint) == ("templates/404.html:1:10: missing-template", True)


def test_words_of_a_site_s_own_are_for_its_templates(site: Site) -> None:
    site.write('-- words/en.toml --\n[own]\nmotto = "All of it"\nhits = { one = "{n} hit", other = "{n} hits" }\n')
    site.write("-- templates/404.html --\n{{ words.own.motto }}: {{ words.own.hits(n=2) }}").article("a")
    assert site.page("404.html") == "All of it: 2 hits"
    site.write('-- site.toml --\nlanguage = "fa"\n')
    assert site.page("404.html") == "All of it: 2 hits"
    assert "own.hits, own.motto" in next(one for one in site.notices() if one.code == "missing-words").message


# Templates.


@pytest.mark.parametrize(
    ("template", "told", "hint"),
    [
        ("{{ words.oldr }}", "1:10: unknown-word", "did you mean “older”?"),
        ("{{ words.lists.tags }}", "1:16: unknown-word", "did you mean “tag”?"),
        ('{{ words["oldr"] }}', "1:11: unknown-word", "did you mean “older”?"),
        ("{{ words.page(m=1) }}", "1:10: bad-placeholder", "known are n"),
        ("{{ words.page() }}", "1:10: bad-placeholder", "write (n=…) behind it"),
        ("{{ words.page(1) }}", "1:10: bad-placeholder", "write (n=…) behind it"),
        ("{{ words.skip(n=1) }}", "1:10: bad-placeholder", "leave out the brackets"),
        ("{{ words.page }}", "1:10: bad-placeholder", ""),
        ("{% if 0 %}{{ words.oldr }}{% endif %}", "1:20: unknown-word", "did you mean “older”?"),
    ],
)
def test_a_wrong_word_in_a_template_is_told_before_anything_is_rendered(
    site: Site, template: str, told: str, hint: str
) -> None:
    problem = site.article("a").write(f"-- templates/404.html --\n{template}\n").problems()[0]
    assert problem == f"templates/404.html:{told}"
    assert hint in problem.hint


_CODE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_READ = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"]*)"')
"""Attributes that people hear or read."""


def _texts(template: Path) -> Iterator[str]:
    """The texts of a template outside of its tags, and in attributes that people read."""
    html = _CODE.sub("", template.read_text("utf-8"))
    yield from _READ.findall(html)
    yield from re.split("<[^>]*>", html)


@pytest.mark.parametrize("path", sorted((THEME / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_template_has_a_word_of_its_own(path: Path) -> None:
    assert not [text for text in _texts(path) if re.search(r"[^\W\d_]{2}", text)]


def test_every_word_is_used_by_a_template_or_a_filter() -> None:
    texts = [file.read_text("utf-8") for file in (THEME / "templates").iterdir()]
    texts += [file.read_text("utf-8") for file in (THEME / "tagarchive" / "render").rglob("*.py")]
    whole = "\n".join(texts)
    for key in catalogue("en"):
        name = key.partition(".")[0]
        assert re.search(rf'words\.{name}\b|words\["{name}"\]', whole), key


def test_no_word_has_the_name_of_what_a_dictionary_can_do() -> None:
    names = {part for key in catalogue("en") for part in key.split(".")}
    assert names.isdisjoint(dir(dict))


def test_a_kicker_stands_where_the_language_wants_it(site: Site) -> None:
    site.article("a", tags="[X]")
    assert '<h1><span class="kicker">Tag Archives:</span> <bdi>X</bdi></h1>' in site.page("tag/x/index.html")
    site.write('-- words/en.toml --\ntag_archives = "{name} in the archive"\n')
    page = site.page("tag/x/index.html")
    assert '<h1><bdi>X</bdi> <span class="kicker">in the archive</span></h1>' in page
    assert "<title>X in the archive – Desk</title>" in page


def test_a_script_gets_all_plural_forms_of_a_count(site: Site) -> None:
    site.write('-- site.toml --\nlanguage = "ru"\n[archive]\nper_page = 1\n')
    site.article("a", tags="[X, Y]").article("b", tags="[X]").article("c", tags="[X]")
    (forms,) = re.findall(r'data-found="([^"]*)"', site.page("tag/x/index.html"))
    assert (
        json.loads(forms.replace("&#34;", '"')) == tomllib.loads((THEME / "words" / "ru.toml").read_text())["articles"]
    )


ALERT = "> [!NOTE]\n> One[^1].\n\n> [!NOTE] Ours\n> Two.\n\n[^1]: Small.\n"


def test_what_markdown_says_of_footnotes_and_alerts_is_in_the_language_of_the_site(site: Site) -> None:
    site.write('-- site.toml --\nlanguage = "de"\n[markdown]\ndialect = "gfm"\n')
    files = site.article("a", body=ALERT).article("b", body=ALERT, lang="en").build()
    ours, theirs = (files[f"articles/{name}/index.html"].decode() for name in "ab")
    assert "<strong>Hinweis</strong>" in ours
    assert "<strong>Ours</strong>" in ours
    assert 'title="Zurück zu Fußnote 1 im Text"' in ours
    assert "<strong>Note</strong>" in theirs
    assert 'title="Jump back to footnote 1 in the text"' in theirs


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ words[key](name=1) }}", "found no value for names in a word"),
        ('{{ words[key] | kicker("x") }}', "'name' is not in list"),
        ('{{ "few" | number(site) }}', ""),
        ("{{ words[key] }}", "it prints Phrase, which is no text"),
    ],
)
def test_what_only_rendering_shows_to_be_wrong_is_told_with_its_line(site: Site, template: str, said: str) -> None:
    text = f'{{% set key = "by" %}}\n{template}\n'
    (problem,) = site.article("a").write(f"-- templates/404.html --\n{text}").problems()
    assert problem == "templates/404.html:2:1: template-fails"
    assert said in problem.message
