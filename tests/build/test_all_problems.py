"""All problems of a site in one run: those of files, of links, of addresses and of promises, and no false ones."""

from __future__ import annotations

from conftest import CONFIG, Site
from pictures import png

from tagarchive.commands.main import main


def test_faults_of_every_kind_are_told_in_one_run(site: Site) -> None:
    site.article("old", tags="[Gone]")
    site.build()
    assert main(["record", "--root", str(site.root)]) == 0
    site.delete("content/old.md")
    site.article("typo", titel="x").article("undated", date="yesterday")
    site.put("content/open.md", b"---\ntitle: Open\n").put("content/bytes.md", b"---\ntitle: \xff\n---\n")
    site.put("content/yaml.md", b'---\ntitle: "Open\ndate: 2020-01-01\n---\n')
    site.article("link", body="[x](nowhere.md) [good](typo.md) [good](open.md)")
    site.article("one", slug="same").article("two", slug="same").article("three", slug="same")
    site.article("alias", aliases="[/tags/]").article("id", guid="x").article("id2", guid="x")
    site.article("c", tags="[C]").article("cpp", tags="[C++]")
    site.write("-- content/tags/up.md --\n---\nparent: Down\n---\n-- content/tags/down.md --\n---\nparent: Up\n---\n")
    site.write("-- content/sources/a.md --\n---\nalso: [B]\n---\n-- content/sources/b.md --\n---\n---\n")
    site.article("later", date="2026-02-01", body="[x](never.md)")
    site.put("static/robots.txt", b"x").write("-- templates/article.html --\n{% if %}")
    problems = site.problems()
    assert {problem.partition(":")[0]: problem.code for problem in problems} == {
        "content/alias.md": "path-clash",
        "content/bytes.md": "not-utf8",
        "content/cpp.md": "tag-clash",
        "content/id2.md": "duplicate-guid",
        "content/later.md": "broken-link",
        "content/link.md": "broken-link",
        "content/open.md": "bad-front-matter",
        "content/sources/b.md": "duplicate-source",
        "content/tags/up.md": "tag-circle",
        "content/two.md": "path-clash",
        "content/typo.md": "unknown-key",
        "content/undated.md": "bad-value",
        "content/yaml.md": "bad-yaml",
        "published.txt": "broken-promise",
        "static/robots.txt": "path-clash",
        "templates/article.html": "template-syntax",
    }
    assert len(problems) == 16


def test_an_article_that_can_not_be_read_is_not_missed_where_it_was(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}taxonomy.series = {{}}\nfeeds.aliases = ["/feed/ -> /tag/lone/"]\n')
    keys = {"tags": "[Lone]", "authors": "[Ann]", "source": "Wire", "series": "[Ports]", "date": "2019-05-05"}
    site.article("lone", slug="own", aliases="[/older/]", body="![p](p.png)", **keys).put("content/p.png", png(1, 1))
    site.article("b", body="[x](lone.md) [x](/articles/own/)")
    site.put("content/pages/about.md", b"---\ntitle: About\n---\n").build()
    assert main(["record", "--root", str(site.root)]) == 0
    site.write("-- content/pages/about.md --\n---\ntitel: About\n---\n")
    site.article("lone", titel="x", slug="own", aliases="[/older/]", **keys)
    assert site.problems() == [
        "content/lone.md:4:1: unknown-key",
        "content/pages/about.md:2:1: unknown-key",
    ]


def test_a_moved_article_that_can_not_be_read_is_known_by_its_alias(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}articles.address = "/{{year}}/{{slug}}/"\n').article("a").article("b").build()
    assert main(["record", "--root", str(site.root)]) == 0
    site.delete("content/a.md").article("moved", aliases="[/2021/a/]", titel="x").delete("content/b.md")
    assert site.problems() == ["content/moved.md:5:1: unknown-key", "published.txt:4:1: broken-promise"]


def test_a_key_that_a_broken_config_may_name_is_no_second_fault(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}taxonomy.series = {{}}\ntitel = 1\n")
    site.article("a", series="[Ports]").article("b", date="no").article("c", body="[x](none.md) [x](a.md)")
    assert site.problems() == [
        "content/b.md:3:7: bad-value",
        "content/c.md:5:5: broken-link",
        "site.toml:4:1: unknown-key",
    ]


def test_an_alias_at_the_address_of_another_article_is_one_problem(site: Site) -> None:
    assert site.article("a").article("b", aliases="[/articles/a/]").problems() == ["content/b.md:4:11: path-clash"]
