"""What is on the record is answered: pictures stay, articles that move lead on by their ids, what is back stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from conftest import Site, told, told_in
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pictures import png

from tagarchive.archive.ledger import Ledger, Published, is_writable, read_ledger, text_of
from tagarchive.commands.main import main
from tagarchive.core.errors import Location
from tagarchive.core.urls import Address

PICTURE = png(1, 1)


def run(site: Site, *arguments: str) -> int:
    return main([*arguments, "--root", str(site.root)])


def record(site: Site) -> Site:
    assert run(site, "record") == 0
    return site


def ledger(site: Site) -> list[str]:
    return [line for line in (site.root / "published.txt").read_text().splitlines() if not line.startswith("#")]


def ids(site: Site) -> list[str]:
    return re.findall(r"<guid[^>]*>(.*?)</guid>", site.build()["feed.xml"].decode())


def pattern(site: Site, address: str) -> Site:
    """The site with another pattern of addresses."""
    return site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "{address}"\n')


def leads_to(files: dict[str, bytes], address: str) -> str:
    """Where the page at a former address leads."""
    found = re.search(r'url=(.*?)"', files[f"{address[1:]}index.html"].decode())
    assert found
    return found[1]


@pytest.fixture
def pictured(site: Site) -> Site:
    """A site with a picture on record."""
    return record(site.put("content/m.png", PICTURE).article("a", body="![A march](m.png)").article("b"))


def test_a_picture_is_on_record_by_its_address(pictured: Site) -> None:
    assert ledger(pictured) == [
        "/articles/a/ tag:desk.example,2021-01-01:a",
        "/articles/b/ tag:desk.example,2021-01-01:b",
        "/files/m.png",
    ]


def test_a_picture_with_other_bytes_keeps_its_address(pictured: Site) -> None:
    assert pictured.put("content/m.png", png(2, 1)).build()["files/m.png"] == png(2, 1)
    assert not pictured.report.notices


def test_a_picture_that_is_gone_stops_the_build(pictured: Site) -> None:
    pictured.article("a").delete("content/m.png")
    (problem,) = pictured.problems()
    assert problem == "published.txt:5:1: broken-promise"
    assert problem.message == "found /files/m.png, which was published, and nothing stands there any more"
    assert problem.hint == (
        "put it back as content/m.png; if it is gone: tagarchive retire /files/m.png; "
        "`--to /files/…` names a file to lead to instead"
    )


def test_a_picture_that_no_article_shows_any_more_stays_and_is_named(pictured: Site) -> None:
    assert pictured.article("a").build()["files/m.png"] == PICTURE
    (notice,) = told(pictured.report.notices)
    assert notice == "content/: kept-file"
    assert notice.message.endswith("as it is on the record: content/m.png")
    assert notice.hint == "`tagarchive retire /files/m.png` takes it off the site"
    assert run(pictured, "retire", "/files/m.png") == 0
    assert "files/m.png" not in pictured.build()
    assert told(pictured.report.notices) == ["content/: unused-file"]


@pytest.mark.parametrize(
    "keys",
    [
        {"withdrawn": "{date: 2021-03-01, reason: Asked for.}"},
        {"expires": "2022-01-01"},
        {"source": "{name: Paper, republish: link}"},
    ],
)
def test_a_picture_goes_without_a_word_with_the_text_that_showed_it(pictured: Site, keys: dict[str, str]) -> None:
    files = pictured.article("a", body="![A march](m.png)", **keys).build()
    assert "files/m.png" not in files
    assert "_redirects" not in files
    assert "kept-file" not in str(told(pictured.report.notices))


def test_a_retired_picture_leads_on_by_rules_for_hosts_and_has_no_page(pictured: Site) -> None:
    pictured.put("content/n.png", png(3, 1)).article("a", body="![A march](n.png)").delete("content/m.png")
    assert run(pictured, "retire", "https://desk.example/files/m.png", "--to", "/files/n.png") == 0
    files = pictured.build()
    assert files["_redirects"] == b"/files/m.png /files/n.png 301\n"
    assert "files/m.png" not in files
    assert run(pictured.article("a").delete("content/n.png"), "retire", "/files/m.png") == 0
    files = pictured.build()
    assert not [path for path in files if path.startswith("files/") or path == "_redirects"]


def test_a_picture_of_any_name_that_can_be_written_is_on_record(site: Site) -> None:
    names = ("50%.png", "a%20b.png", "c d.png", "“e”->f.png", "g#.png")
    for name in names:
        site.put(f"content/{name}", PICTURE)
    links = "".join(f"<img src='{quote(name)}' alt='A'>" for name in names)
    record(site.article("a", body=links)).build()
    written = [line for line in ledger(site) if line.startswith("/files/")]
    assert written == ["/files/50%25.png", "/files/a%2520b.png", "/files/c%20d.png", "/files/“e”->f.png"]
    for name in names:
        site.delete(f"content/{name}")
    lost = site.article("a").problems()
    assert len(lost) == 4
    assert any("if it is gone: tagarchive retire /files/c%20d.png;" in problem.hint for problem in lost)
    assert run(site, "retire", *written) == 0
    assert site.build()


@given(st.text(min_size=1, max_size=20))
@example("\xa0")
def test_an_address_that_can_be_written_reads_as_it_was(name: str) -> None:
    address = Address(f"/files/{name}")
    assume(is_writable(address))
    text = text_of(Ledger({address: Published("", Location(""))}, {}))
    assert list(read_ledger(text).published) == [address]


def test_a_retired_table_is_no_feed(site: Site) -> None:
    record(site.put("content/data.json", b"{}").article("a", body="[Data](data.json)"))
    assert run(site.article("a").delete("content/data.json"), "retire", "/files/data.json") == 0
    assert "files/data.json" not in site.build()


def test_a_picture_whose_name_changes_its_case_leads_on(site: Site) -> None:
    record(site.put("content/M.png", PICTURE).article("a", body="![A march](M.png)")).delete("content/M.png")
    files = site.put("content/m.png", PICTURE).article("a", body="![A march](m.png)").build()
    assert files["_redirects"] == b"/files/M.png /files/m.png 301\n"
    assert told(site.report.notices) == ["published.txt:4:1: recased-address"]


def test_an_alias_that_names_a_picture_makes_no_page_in_its_place(site: Site) -> None:
    files = site.article("a", aliases="[/uploads/old.jpg, /old.html]").build()
    assert files["_redirects"] == b"/uploads/old.jpg /articles/a/ 301\n/old.html /articles/a/ 301\n"
    assert "uploads/old.jpg" not in files
    assert "old.html" in files


def test_a_record_of_an_older_version_goes_on_without_its_files(site: Site) -> None:
    site.put("content/m.png", PICTURE).article("a", body="![A march](m.png)")
    site.put("published.txt", b"/articles/a/ tag:desk.example,2021-01-01:a\n")
    assert "files/m.png" in site.build()
    assert site.report.unrecorded == 1
    assert "files/m.png" not in site.article("a").build()


def test_another_pattern_of_addresses_leads_on_from_every_old_one(site: Site) -> None:
    record(site.article("a", tags="[T]").article("b", date="2022-02-02", guid="urn:b").article("c", date="2023-03-03"))
    before = ids(site)
    files = pattern(site, "/{year}/{slug}/").build()
    assert {leads_to(files, f"/articles/{name}/") for name in "abc"} == {"/2021/a/", "/2022/b/", "/2023/c/"}
    assert b"/articles/a/ /2021/a/ 301\n" in files["_redirects"]
    assert ids(site) == before
    assert not site.report.notices


def test_a_record_of_the_new_addresses_keeps_the_old_ones(site: Site) -> None:
    record(pattern(record(site.article("a")), "/{year}/{slug}/"))
    lines = ["/2021/a/ tag:desk.example,2021-01-01:a", "/articles/a/ tag:desk.example,2021-01-01:a"]
    assert ledger(site) == lines
    assert leads_to(pattern(site, "/n/{slug}/").build(), "/2021/a/") == "/n/a/"
    assert leads_to(site.build(), "/articles/a/") == "/n/a/"


def test_an_id_from_another_domain_follows_its_article_to_another_pattern(site: Site) -> None:
    before = ids(record(site.article("a")))
    site.write('-- site.toml --\nbase_url = "https://new.example/"\n[articles]\naddress = "/{year}/{slug}/"\n')
    assert leads_to(site.build(), "/articles/a/") == "/2021/a/"
    assert ids(site) == before == ["tag:desk.example,2021-01-01:a"]


def test_the_id_of_an_article_renamed_before_its_record_follows_it_to_another_pattern(site: Site) -> None:
    before = ids(record(site.article("b", aliases="[/articles/a/]")))
    files = pattern(site, "/{year}/{slug}/").build()
    assert leads_to(files, "/articles/b/") == leads_to(files, "/articles/a/") == "/2021/b/"
    assert ids(site) == before == ["tag:desk.example,2021-01-01:a"]


def test_an_article_whose_date_was_corrected_before_the_pattern_is_named(site: Site) -> None:
    record(site.article("a").article("b")).article("a", date="2022-02-02")
    assert ids(site) == ["tag:desk.example,2021-01-01:a", "tag:desk.example,2021-01-01:b"]
    (problem,) = pattern(site, "/{year}/{slug}/").problems()
    assert problem == "published.txt:3:1: broken-promise"
    assert problem.hint.startswith("in content/a.md, if it moved there, write `aliases: [/articles/a/]`; if it is gone")


def test_an_article_with_an_id_of_its_own_may_change_its_slug(site: Site) -> None:
    record(site.article("a", guid="urn:a"))
    files = site.delete("content/a.md").article("other/z", date="2024-01-01", guid="urn:a").build()
    assert leads_to(files, "/articles/a/") == "/articles/z/"


def test_an_alias_says_more_than_an_id(site: Site) -> None:
    record(site.article("a", guid="urn:a").article("b"))
    files = site.article("a", slug="z", guid="urn:a").article("b", aliases="[/articles/a/]").build()
    assert leads_to(files, "/articles/a/") == "/articles/b/"


def test_an_expired_article_is_gone_at_the_address_of_an_older_pattern(site: Site) -> None:
    record(site.article("a", expires="2027-01-01").article("b"))
    files = pattern(site, "/{year}/{slug}/").build(now=datetime(2028, 1, 1, tzinfo=UTC))
    assert "This page is gone" in files["articles/a/index.html"].decode()


def test_another_article_at_the_old_address_of_one_that_moved_is_to_move(site: Site) -> None:
    record(site.article("a", date="2021-05-05")).article("z", slug="a", date="2024-01-01")
    site.delete("content/a.md").article("moved", slug="a2", date="2021-05-05", guid="tag:desk.example,2021-05-05:a")
    (problem,) = site.problems()
    assert problem == "content/z.md:4:7: taken-address"
    assert problem.message == "found /articles/a/, which was published with the id of content/moved.md"
    assert "the address is to lead to /articles/a2/" in problem.hint


def test_an_article_that_moved_is_retired_with_all_its_addresses(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    record(pattern(record(site.article("a").article("b")), "/{year}/{slug}/")).delete("content/a.md")
    lost = [problem.message.split()[1] for problem in site.problems()]
    assert lost == ["/2021/a/,", "/articles/a/,"]
    capsys.readouterr()
    assert run(site, "retire", "/2021/a/") == 0
    assert capsys.readouterr().out == "/2021/a/ is gone.\n/articles/a/ is gone.\n"
    assert "This page is gone" in site.build()["articles/a/index.html"].decode()


def test_an_old_address_can_be_retired_while_its_article_stands(site: Site) -> None:
    record(pattern(record(site.article("a")), "/{year}/{slug}/"))
    assert run(site, "retire", "/articles/a/") == 0
    assert "This page is gone" in site.build()["articles/a/index.html"].decode()
    assert "2021/a/index.html" in site.build()


def test_a_deleted_article_is_brought_back_with_its_tags_and_authors(site: Site) -> None:
    record(site.article("a", tags="[Lone]", authors="[Ann]", body="![M](m.png)").put("content/m.png", PICTURE))
    before, addresses = ids(site), ["/articles/a/", "/tag/lone/", "/author/ann/", "/files/m.png"]
    text = (site.root / "content/a.md").read_bytes()
    site.delete("content/a.md").delete("content/m.png").article("b")
    assert run(site, "retire", *addresses, "/tag/lone/feed.xml") == 0
    assert "This page is gone" in site.build()["author/ann/index.html"].decode()
    files = site.put("content/a.md", text).put("content/m.png", PICTURE).build()
    assert b"/articles/a/" in files["author/ann/index.html"]
    assert b"/articles/a/" in files["tag/lone/feed.xml"]
    assert files["files/m.png"] == PICTURE
    assert set(before) < set(ids(site))
    assert not site.report.notices
    assert {line.split()[0] for line in ledger(site) if line.endswith("gone")} == {*addresses, "/tag/lone/feed.xml"}
    record(site)
    assert [line for line in ledger(site) if line.endswith("gone")] == ["/tag/lone/feed.xml gone"]


def test_an_article_brought_back_needs_no_rule_that_leads_away_from_it(site: Site) -> None:
    record(site.article("a").article("b")).delete("content/a.md")
    assert run(site, "retire", "/articles/a/", "--to", "/articles/b/") == 0
    assert b"/articles/a/ " in site.build()["_redirects"]
    files = site.article("a").build()
    assert "_redirects" not in files
    assert b"Text." in files["articles/a/index.html"]


def test_an_alias_brings_a_retired_address_back(site: Site) -> None:
    before = ids(record(site.article("a")))
    assert run(site.delete("content/a.md").article("b"), "retire", "/articles/a/") == 0
    files = site.article("b", aliases="[/articles/a/]").build()
    assert leads_to(files, "/articles/a/") == "/articles/b/"
    assert ids(site) == before


def test_a_retirement_can_be_taken_back(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    record(site.article("a").article("b")).delete("content/a.md")
    lines = ledger(site)
    assert run(site, "retire", "/articles/a/") == 0
    capsys.readouterr()
    assert run(site, "unretire", "https://desk.example/articles/a/") == 0
    said = "/articles/a/ is on record as published again; a build stops while nothing stands there.\n"
    assert capsys.readouterr().out == said
    assert ledger(site) == lines
    assert site.problems() == ["published.txt:3:1: broken-promise"]


NOT_RETIRED = {
    "/articles/a/": "found /articles/a/, which is on record as published, expected an address that is retired",
    "/articles/old/": "found /articles/old/, which is not on record, expected an address that is retired",
}


@pytest.mark.parametrize("address", NOT_RETIRED)
def test_what_is_not_retired_can_not_be_taken_back(
    site: Site, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record(site.article("a")).put("published.txt", b"/articles/a/\n/articles/olt/ gone\n")
    before = ledger(site)
    assert run(site, "unretire", address, "/articles/olt/") == 1
    printed = capsys.readouterr().err
    assert told_in(printed) == ["tagarchive unretire: not-retired"]
    assert NOT_RETIRED[address] in printed
    assert printed.endswith("Nothing was changed.\n")
    assert ledger(site) == before


def test_only_what_was_published_is_retired(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    record(site.article("border").article("b")).delete("content/border.md")
    before = ledger(site)
    assert run(site, "retire", "/articles/boarder/") == 1
    printed = capsys.readouterr().err
    assert "found /articles/boarder/, which was never published [never-published]" in printed
    assert "did you mean “/articles/border/”?" in printed
    assert printed.endswith("Nothing was retired.\n")
    assert ledger(site) == before


def test_no_address_is_retired_to_one_that_leads_back(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    record(site.article("a").article("b").article("c")).delete("content/a.md").delete("content/b.md")
    assert run(site, "retire", "/articles/a/", "--to", "/articles/a/") == 1
    assert told_in(capsys.readouterr().err) == ["tagarchive retire: broken-redirect"]
    assert run(site, "retire", "/articles/b/") == 0
    assert run(site, "retire", "/articles/a/", "--to", "/articles/b/") == 0
    assert run(site, "retire", "/articles/b/", "--to", "/articles/a/") == 1
    assert "/articles/b/ would lead to /articles/a/, which leads back to it" in capsys.readouterr().err
    assert "This page is gone" in site.build()["articles/a/index.html"].decode()


def test_what_a_build_has_published_is_retired_without_a_record_too(site: Site) -> None:
    site.article("a").article("b").build()
    assert run(site.delete("content/a.md"), "retire", "/articles/a/") == 0
    assert "This page is gone" in site.build()["articles/a/index.html"].decode()


def test_what_stands_is_not_retired_whatever_else_is_missing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    record(site.article("a").article("b").article("c")).delete("content/a.md").delete("content/b.md")
    assert run(site, "retire", "/articles/c/") == 1
    assert told_in(capsys.readouterr().err) == ["tagarchive retire: still-there"]
    assert run(site, "retire", "/articles/a/") == 0
    assert site.problems() == ["published.txt:4:1: broken-promise"]


def test_a_site_without_an_address_of_its_own_is_not_recorded(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("-- site.toml --\ntitle = 'Desk'\n").article("a")
    assert run(site, "record") == 1
    printed = capsys.readouterr().err
    assert told_in(printed) == ["site.toml: no-base-url"]
    assert 'base_url = "https://your.site/"' in printed
    assert printed.endswith("Nothing was recorded.\n")
    assert not (site.root / "published.txt").exists()
