"""Codes that a site or an article silences."""

from __future__ import annotations

from checks import WHOLE, check, found
from conftest import CONFIG, Site


def silent(site: Site, codes: str) -> Site:
    return site.write(f"-- site.toml --\n{CONFIG}[check]\nsilence = {codes}\n")


def test_a_site_silences_a_code_and_is_told_how_many_findings_that_hides(site: Site) -> None:
    silent(site, '["no-source", "no-summary", "no-tags"]').article("a").article("b", **WHOLE)
    result = check(site)
    assert [problem.code for problem in result.all] == ["single-tag"]
    assert result.silenced == {"no-source": 1, "no-summary": 1, "no-tags": 1}


def test_an_article_silences_a_code_for_itself(site: Site) -> None:
    site.article("a", silence="[no-source, no-tags]").article("b")
    assert found(site, "no-source", "no-tags") == ["content/b.md:1: no-source", "content/b.md:1: no-tags"]


def test_what_stops_a_build_is_never_silenced(site: Site) -> None:
    silent(site, '["broken-link"]').article("a", **WHOLE, silence="broken-link", body="[x](missing.md)")
    assert "content/a.md:9:5: broken-link" in found(site)


def test_an_unknown_code_is_found_where_it_stands_and_can_not_be_silenced(site: Site) -> None:
    silent(site, '["no-sauce", "unknown-code"]').article("a", **WHOLE, silence="[no-sumary, unknown-code]")
    unknown = found(site, "unknown-code")
    assert unknown == ["content/a.md:7:11: unknown-code", "site.toml:4:1: unknown-code"]
    assert [one.hint for one in unknown] == ["did you mean “no-summary”?", "did you mean “no-source”?"]
