"""Former addresses as rules for web servers."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from conftest import CONFIG, Site
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.archive.assemble import assemble
from tagarchive.archive.material import Material
from tagarchive.archive.model import Redirect
from tagarchive.core.errors import Location
from tagarchive.core.urls import Address
from tagarchive.plan.outputs.host_redirects import apache, caddy, is_plain, nginx
from tagarchive.plan.planned_files import Many
from tagarchive.plan.site_context import site_of
from tagarchive.reading.config import Config
from tagarchive.reading.edition import Edition
from tagarchive.reading.site_languages import site_languages

ALIASES = "[/old/, /2019/05/b.php, /2019/05/a.php, /قديم/ب/, '/a$b/', /Articles/A/, /TOP/, /page.html]"


def with_formats(site: Site, *formats: str) -> Site:
    return site.write(f"-- site.toml --\n{CONFIG}[redirects]\nformats = {list(formats)}\n")


def rules_in(files: dict[str, bytes]) -> dict[str, str]:
    names = re.compile(r"(?:^|/)(?:_redirects.*|\.htaccess)$")
    return {path: data.decode() for path, data in files.items() if names.search(path)}


@pytest.fixture
def moved(site: Site) -> Site:
    return site.article("a", aliases=ALIASES)


def test_without_the_key_there_is_the_usual_file_alone(moved: Site) -> None:
    assert rules_in(moved.build()).keys() == {"_redirects"}


def test_rules_for_nginx_regard_case_where_a_page_differs_in_it_alone(moved: Site) -> None:
    assert rules_in(with_formats(moved, "nginx").build()) == {
        "_redirects.nginx": '"/old/" "/articles/a/";\n'
        '"/2019/05/b.php" "/articles/a/";\n'
        '"/2019/05/a.php" "/articles/a/";\n'
        '"/قديم/ب/" "/articles/a/";\n'
        '"~^/Articles/A/$" "/articles/a/";\n'
        '"/top/" "/articles/a/";\n'
        '"/page.html" "/articles/a/";\n'
    }


def test_rules_for_caddy(moved: Site) -> None:
    (text,) = rules_in(with_formats(moved, "caddy").build()).values()
    assert '"/TOP/" "/articles/a/"\n' in text
    assert '"/Articles/A/" "/articles/a/"\n' in text
    assert "a$b" not in text


def test_rules_for_apache_are_in_the_folders_of_former_addresses(moved: Site) -> None:
    rule = 'RewriteRule "^{}$" "/articles/a/" [R=301,L,NE]\n'
    own = "RewriteEngine on\n" + rule.format("")
    assert rules_in(with_formats(moved, "apache").build()) == {
        "2019/05/.htaccess": "RewriteEngine on\n" + rule.format("a[.]php") + rule.format("b[.]php"),
        "TOP/.htaccess": own,
        "old/.htaccess": own,
        "قديم/ب/.htaccess": own,
    }


def test_a_static_file_of_the_name_is_kept(moved: Site) -> None:
    with_formats(moved, "nginx", "apache").put("static/_redirects.nginx", b"mine").put("static/old/.htaccess", b"mine")
    found = rules_in(moved.build())
    assert found["_redirects.nginx"] == found["old/.htaccess"] == "mine"


def test_another_form_replaces_the_files_of_the_one_before(moved: Site) -> None:
    with_formats(moved, "apache", "caddy").build()
    assert rules_in(with_formats(moved, "nginx").build()).keys() == {"_redirects.nginx"}
    assert rules_in(with_formats(moved).build()) == {}


def test_each_former_address_has_its_page_too(moved: Site) -> None:
    files = with_formats(moved, "nginx").build()
    assert {"old/index.html", "2019/05/a.php", "page.html", "TOP/index.html", "a$b/index.html"} <= files.keys()


CONTEXT = site_of(
    assemble(Material(()), Config(), Edition(drafts=False, now=datetime(2026, 1, 1, tzinfo=UTC))),
    site_languages(Config())[0],
    (),
)


@given(st.text() | st.from_regex(r"""[ -~]*""", fullmatch=True))
def test_no_address_that_is_taken_has_a_character_that_means_something_to_a_server(path: str) -> None:
    former = Redirect(Address(f"/{path}"), Address("/articles/a/"), "", Location("content/a.md"))
    if is_plain(CONTEXT, former):
        assert not re.search(r"""["'\\`$&<>{}();#*?|\[\]^%\x00-\x1f\x7f-\x9f\u2028\u2029]""", former.address)
        for make in (nginx, caddy, apache):
            assert make(CONTEXT, Many([former])).view.rules[0].new == "/articles/a/"  # type: ignore[union-attr]


@pytest.mark.parametrize("path", ["a", "a/b.html", "a b", "٢٠٢١/خبر", "हिन्दी", "a-b_c~d@e+f,g:h=i!"])
def test_addresses_in_letters_of_any_script_are_taken(path: str) -> None:
    former = Redirect(Address(f"/{path}/"), Address("/articles/a/"), "", Location("content/a.md"))
    assert is_plain(CONTEXT, former)
