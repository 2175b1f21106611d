"""Templates: overridden file by file, checked before anything renders, and pure."""

from __future__ import annotations

import pytest
from conftest import Site

BAD = {
    "a fault of syntax": ("{% if %}\n", "1:1: template-syntax"),
    "an unknown tag": ("x\n  {% foo %}\n", "2:3: template-syntax"),
    "an unknown filter": ("{{ title | safe }}\n", "1:1: template-syntax"),
    "an unknown name": ("{{ site.title }}\n{{ titel }}\n", "2:4: unknown-name"),
    "an unknown name in a branch": ("{% if title %}{% else %}{{ nothing }}{% endif %}\n", "1:28: unknown-name"),
    "an unknown field": ("{{ site.titel }}\n", "1:9: unknown-field"),
    "an unknown field of an item": ("{% for card in cards %}\n{{ card.headline }}{% endfor %}\n", "2:9: unknown-field"),
    "an unknown field of a part": ("{% set s = cards[0].source %}{{ s.nam }}\n", "1:35: unknown-field"),
    "an unknown field behind a filter": ("{{ (cards | first).titel }}\n", "1:20: unknown-field"),
    "a template that is not there": ('{% include "_crad.html" %}\n', "1:13: missing-template"),
    "a parent that is not there": ('{% extends "bse.html" %}\n', "1:13: missing-template"),
    "a template in itself": ('{% extends "tag.html" %}\n', "1:13: template-circle"),
    "an unknown block": ('{% extends "list.html" %}\n{% block hading %}{% endblock %}\n', "2:10: unknown-block"),
    "a computed include": ("{% include title %}\n", "1:1: dynamic-include"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_fault_is_told_with_its_place_before_anything_renders(site: Site, case: str) -> None:
    text, place_and_code = BAD[case]
    site.article("a", tags="[b]").write(f"-- templates/tag.html --\n{text}")
    assert site.problems() == [f"templates/tag.html:{place_and_code}"]


MESSAGES = {
    "an unknown filter": "found a fault in the template: No filter named 'safe'.",
    "an unknown name": "found the unknown name “titel”",
    "an unknown field": "found the unknown field “titel” of SiteView",
    "an unknown field of an item": "found the unknown field “headline” of Card",
    "an unknown field of a part": "found the unknown field “nam” of SourceView",
    "an unknown field behind a filter": "found the unknown field “titel” of Card",
    "a template that is not there": "found no template “_crad.html”",
    "a template in itself": "found “tag.html” inside itself",
    "an unknown block": "found the block “hading”, which the template that is extended does not have",
    "a computed include": "found a template whose name is computed, expected a name in quotes",
}


@pytest.mark.parametrize("case", MESSAGES)
def test_a_message_names_what_is_found(site: Site, case: str) -> None:
    site.article("a", tags="[b]").write(f"-- templates/tag.html --\n{BAD[case][0]}")
    (problem,) = site.problems()
    assert problem.message == MESSAGES[case]


def test_a_misspelt_field_is_told_what_was_probably_meant(site: Site) -> None:
    site.article("a").write("-- templates/tag.html --\n{{ site.titel }}\n")
    (problem,) = site.problems()
    assert problem.hint == "did you mean “title”?"


def test_a_fault_in_an_included_template_is_told_at_its_place(site: Site) -> None:
    site.article("a").write("-- templates/_card.html --\n<p>\n{{ card.titel }}\n")
    assert site.problems() == ["templates/_card.html:2:9: unknown-field"]


def test_a_name_that_a_template_binds_itself_is_no_fault(site: Site) -> None:
    site.article("a", tags="[b]").write(
        """-- templates/tag.html --
{% macro shout(word) %}{{ word | upper }}{% endmacro %}
{% set here = title %}
{% for n, card in [(1, cards[0])] %}{{ n }}{{ card.title }}{{ loop.index }}{% endfor %}
{% with there = here %}{{ shout(there) }}{% endwith %}
{% set ns = namespace(seen=false) %}{% set ns.seen = true %}{{ ns.seen }}
{% if mystery is defined %}{{ mystery }}{% endif %}
{{ extra.anything or "nothing" }}
"""
    )
    assert site.page("tag/b/index.html").split() == ["1a1BTrue", "nothing"]


@pytest.mark.parametrize(
    ("template", "place_and_code", "named"),
    [
        ("{% set title %}{{ nothing }}{% endset %}", "1:19: unknown-name", "“nothing”"),
        ("{{ article['titel'] }}", "1:13: unknown-field", "“titel” of ArticleView"),
        ("{% include name %}", "1:1: dynamic-include", "a name in quotes"),
        ("{% include ['_none.html', '_nil.html'] %}", "1:14: missing-template", "“_none.html”"),
        (
            "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ nil }}{% endcall %}",
            "1:61: unknown-name",
            "“nil”",
        ),
        ("{% include 'article.html' %}", "1:13: template-circle", "“article.html”"),
        ("{% extends 'base.html' %}{% block contents %}x{% endblock %}", "1:35: unknown-block", "“contents”"),
    ],
)
def test_faults_are_found_wherever_they_stand(site: Site, template: str, place_and_code: str, named: str) -> None:
    (problem,) = site.article("a").write(f"-- templates/article.html --\n{template}\n").problems()
    assert problem == f"templates/article.html:{place_and_code}"
    assert named in problem.message


def test_an_include_that_may_be_missing_may_be_missing(site: Site) -> None:
    site.article("a").write('-- templates/404.html --\n[{% include "_extra.html" ignore missing %}]')
    assert site.page("404.html") == "[]"
    site.write("-- templates/_extra.html --\n{{ site.title }}")
    assert site.page("404.html") == "[Desk]"


def test_a_site_overrides_the_theme_file_by_file(site: Site) -> None:
    before = site.article("a", tags="[b]").build()
    after = site.write("-- templates/_tags.html --\n<b>mine</b>\n-- static/favicon.svg --\n<svg/>\n").build()
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"index.html", "articles/a/index.html", "tag/b/index.html", "2021/index.html", "favicon.svg"}
    assert b"<b>mine</b>" in after["tag/b/index.html"]
    assert after["favicon.svg"] == b"<svg/>\n"


def test_a_template_that_fails_on_a_page_is_told_and_nothing_is_published(site: Site) -> None:
    before = site.article("a").build()
    site.write("-- templates/404.html --\nx\n{{ 1 / 0 }}\n")
    (problem,) = site.problems()
    assert problem == "templates/404.html:2:1: template-fails"
    assert problem.message == "found a template that fails: division by zero"
    assert site.published() == before


def test_a_free_value_that_is_missing_is_nothing(site: Site) -> None:
    site.article("a").write(
        "-- templates/article.html --\n[{{ article.extra.mood }}]{% if article.extra.mood %}!{% endif %}"
    )
    assert site.page("articles/a/index.html") == "[]"


def test_lists_show_the_free_values_of_articles(site: Site) -> None:
    site.article("a", tags="[War]", extra="{mood: grim}").article("b", tags="[War]")
    site.write("-- templates/tag.html --\n{% for card in cards %}[{{ card.extra.mood }}]{% endfor %}")
    assert site.page("tag/war/index.html") == "[grim][]"
    site.article("a", tags="[War]", extra="{mood: calm}")
    assert site.page("tag/war/index.html") == "[calm][]"


def test_a_template_may_extend_that_of_the_theme(site: Site) -> None:
    site.article("a").write(
        '-- templates/404.html --\n{% extends "theme/404.html" %}\n{% block title %}Mine{% endblock %}'
    )
    page = site.page("404.html")
    assert "<title>Mine</title>" in page
    assert "There is no page at this address" in page


def test_a_template_that_no_page_uses_is_told(site: Site) -> None:
    (notice,) = site.article("a").write("-- templates/tags.html --\nx\n").notices()
    assert notice == "templates/tags.html: unused-template"
    assert notice.message.startswith("found a template that no page uses")
    assert notice.hint == "did you mean “_tags.html”?"


@pytest.mark.parametrize("name", ["now", "lipsum", "dict", "request", "config"])
def test_templates_have_no_clock_no_chance_and_no_environment(site: Site, name: str) -> None:
    site.article("a").write(f"-- templates/404.html --\n{{{{ {name} }}}}\n")
    (problem,) = site.problems()
    assert problem == "templates/404.html:1:4: unknown-name"
    assert f"“{name}”" in problem.message


def test_a_template_that_gives_a_filter_too_little_is_told(site: Site) -> None:
    site.article("a").write("-- templates/article.html --\n{{ site.title | date(site.language) }}\n")
    assert site.problems() == ["templates/article.html:1:1: template-fails"]


@pytest.mark.parametrize(
    ("template", "told", "what"),
    [
        ("{{ article.card.title.upper }}", ":1:1: template-fails", "which is no text"),
        ("{{ article.card.updated }}", ":1:1: template-fails", "NoneType, which is no text"),
        ("{{ 'abcdef' | truncate(1) }}", ":1:1: template-fails", "found a template that fails"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ":1:1: template-fails", "found a template that fails"),
        ("{% for a in 'x' %}" * 25 + "{% endfor %}" * 25, ": template-syntax", "can't be compiled"),
        ("{{ (10**5000) | string }}", ": template-syntax", "can't be compiled"),
    ],
)
def test_a_template_that_nothing_can_print_is_told(site: Site, template: str, told: str, what: str) -> None:
    (problem,) = site.article("a").write(f"-- templates/article.html --\n{template}\n").problems()
    assert problem == f"templates/article.html{told}"
    assert what in problem.message


def test_what_a_page_includes_is_escaped_whatever_its_name(site: Site) -> None:
    site.article("a", title="a<b").write(
        '-- templates/n.txt --\n{{ article.card.title }}\n-- templates/article.html --\n{% include "n.txt" %}\n'
    )
    assert "a&lt;b" in site.page("articles/a/index.html")


def test_texts_are_escaped_and_html_is_not_and_nothing_can_undo_it(site: Site) -> None:
    site.article("a", title='"<b>"', body="*x*").write(
        "-- templates/article.html --\n{{ article.card.title }} {{ article.body }}"
    )
    assert site.page("articles/a/index.html") == "&lt;b&gt; <p><em>x</em></p>"


# Templates by somebody else.

ESCAPES = [
    '{{ cycler.__init__.__globals__.os.popen("echo PWNED").read() }}',
    '{{ joiner.__init__.__globals__["os"].environ }}',
    "{{ title.__class__ }}",
    "{{ self._TemplateReference__context }}",
]
"""What is refused when templates are read."""

DISGUISED = [
    '{{ title["__class__"] }}',
    '{{ title["__cl" ~ "ass__"].mro() }}',
    '{{ title | attr("__class__") }}',
    '{{ title | attr("__cla" ~ "ss__") | string }}',
    '{{ [title] | map(attribute="__class__") | list }}',
    '{{ [site] | map(attribute="title.__class__") | first }}',
    '{{ "{0.__class__}".format(title) }}',
    '{{ ("{x.__" ~ "class__}").format_map({"x": title}) }}',
    '{{ [title] | groupby("__class__") | list }}',
    '{{ [title] | selectattr("__class__") | first }}',
    '{{ [title] | sort(attribute="__class__") | list | string ~ title["__doc__"] }}',
    '{{ namespace["__init__"]["__globals__"] }}',
    '{{ (title | attr)("__class__") }}',
    "{% set l = [] %}{% set _ = l.append(1) %}{{ l }}",
    "{% set d = {} %}{{ d.update(a=1) }}",
    "{{ range(10000000) | list | length }}",
]
"""What fails when a page is made."""


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_that_names_what_is_pythons_own_is_refused_with_its_line(site: Site, text: str) -> None:
    site.article("a").write(f"-- templates/404.html --\n<p>\n{text}\n")
    (problem,) = site.problems()
    assert problem == "templates/404.html:2:1: template-syntax"
    assert "is Python's own, and no template reaches it" in problem.message
    assert not site.output.exists()


@pytest.mark.parametrize("text", DISGUISED)
def test_a_template_reaches_nothing_of_pythons_in_disguise(site: Site, text: str) -> None:
    site.article("a", tags="[x]").write(f"-- templates/tag.html --\n<p>\n{text}\n")
    (problem,) = site.problems()
    assert problem == "templates/tag.html:2:1: template-fails"
    assert not site.output.exists()


def test_a_template_sees_no_more_of_a_view_than_its_fields(site: Site) -> None:
    site.article("a").write(
        '-- templates/404.html --\n{{ site.title }} {{ site["title"] }} {{ "%s" | format(site.title) }}\n'
    )
    assert site.page("404.html") == "Desk Desk Desk\n"
