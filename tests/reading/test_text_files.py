"""Which files are texts, by their names."""

from __future__ import annotations

import pytest
from conftest import CONFIG, Site

from tagarchive.commands.main import main
from tagarchive.reading.text_files import bare, foreign_ending, is_text

TEXT = b"---\ntitle: B\ndate: 2021-01-02\ntags: [x]\nsummary: S.\n---\nText.\n"


def test_an_article_may_end_in_markdown(site: Site) -> None:
    site.put("content/b.markdown", TEXT).put("content/c/index.markdown", TEXT.replace(b"B", b"C"))
    site.put("content/pages/about.markdown", b"---\ntitle: About\n---\n")
    site.put("content/tags/x.markdown", b"---\nname: x\ntitle: The X\n---\n")
    files = site.build()
    assert {"articles/b/index.html", "articles/c/index.html", "about/index.html"} <= files.keys()
    assert "The X" in files["tag/x/index.html"].decode()
    assert not site.report.notices


def test_a_link_leads_to_an_article_that_ends_in_markdown(site: Site) -> None:
    site.put("content/b.markdown", TEXT).article("a", body="[b](b.markdown)")
    assert '<a href="/articles/b/">b</a>' in site.page("articles/a/index.html")


def test_a_link_by_name_leads_to_an_article_that_ends_in_markdown(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[markdown]\ndialect = "gfm"\nwikilinks = true\n')
    site.put("content/in/b.markdown", TEXT).put("content/c/index.markdown", TEXT.replace(b"B", b"C"))
    page = site.article("a", body="[[b]] [[in/b.markdown|x]] [[c]]").page("articles/a/index.html")
    assert '<a href="/articles/b/">b</a> <a href="/articles/b/">x</a> <a href="/articles/c/">c</a>' in page


def test_two_endings_of_one_name_clash(site: Site) -> None:
    (problem,) = site.article("b").put("content/b.markdown", TEXT).problems()
    assert problem == "content/b.md: path-clash"
    assert "content/b.markdown" in problem.message


def test_texts_of_other_programs_are_counted_and_named(site: Site) -> None:
    for name in ("a.mdx", "b.mkd", "c.MD", "d.text", "e.rst"):
        site.put(f"content/{name}", b"x")
    site.put("content/f.png", b"x").article("g", tags="[x]", summary="S.")
    foreign, unused = site.notices()
    assert foreign == "content/: foreign-ending"
    assert foreign.message == (
        "found 5 texts ending in .MD or .mdx or .mkd or .rst or .text, left out: "
        "content/a.mdx, content/b.mkd, content/c.MD and 2 more"
    )
    assert foreign.hint == "articles end in .md or .markdown: rename what is Markdown"
    assert unused.message.endswith("did not publish it: content/f.png")


def test_a_text_of_another_program_that_an_article_links_to_is_published(site: Site) -> None:
    site.put("content/a.mdx", b"x").article("g", tags="[x]", body="[source](a.mdx)", summary="S.")
    assert not site.notices()
    assert site.published()["files/a.mdx"] == b"x"


@pytest.mark.parametrize(
    ("path", "ending"),
    [("a.mdx", ".mdx"), ("x/a.RST", ".RST"), ("a.MD", ".MD"), ("a.md", ""), ("a.md/b.png", ""), (".mdx", ".mdx")],
)
def test_the_ending_of_another_program(path: str, ending: str) -> None:
    assert foreign_ending(path) == ending


def test_a_name_loses_one_ending() -> None:
    assert bare("a.markdown.md") == "a.markdown"
    assert is_text("a.markdown")
    assert bare("a.txt") == "a.txt"


def test_new_writes_no_article_beside_one_with_the_other_ending(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.put("content/b.markdown", TEXT)
    assert main(["new", "B", "--root", str(site.root)]) == 1
    assert "content/b.markdown: found a file, expected none [file-exists]" in capsys.readouterr().err
