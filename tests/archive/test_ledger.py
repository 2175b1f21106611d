"""What was published stays: ids and addresses through renames, and what is given up says so."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Site, told, told_in

from tagarchive.archive.ledger import Ledger, Published, Retired, read_ledger, text_of
from tagarchive.commands.main import main
from tagarchive.core.errors import Location
from tagarchive.core.urls import Address


def record(site: Site) -> Site:
    assert main(["record", "--root", str(site.root)]) == 0
    return site


def retire(site: Site, *arguments: str) -> int:
    return main(["retire", *arguments, "--root", str(site.root)])


def remembered(site: Site, line: str) -> None:
    """Adds a line to the record, as a person does."""
    with (site.root / "published.txt").open("a") as file:
        file.write(f"{line}\n")


def ids(site: Site, path: str = "feed.xml") -> list[str]:
    return re.findall(r"<guid[^>]*>(.*?)</guid>", site.build()[path].decode())


def ledger(site: Site) -> list[str]:
    return [line for line in (site.root / "published.txt").read_text().splitlines() if not line.startswith("#")]


def test_a_record_has_every_address_and_the_ids_of_articles(site: Site) -> None:
    site.article("b", tags="[T]", authors="[Ann]").article("a", draft="true")
    record(site.write("-- content/pages/about.md --\n---\ntitle: About\n---\n"))
    assert ledger(site) == ["/about/", "/articles/b/ tag:desk.example,2021-01-01:b", "/author/ann/", "/tag/t/"]
    before = (site.root / "published.txt").stat().st_mtime_ns
    record(site)
    assert (site.root / "published.txt").stat().st_mtime_ns == before


def test_an_address_that_would_vanish_stops_the_build_and_offers_two_ways_out(site: Site) -> None:
    record(site.article("a").article("b"))
    (problem,) = site.delete("content/a.md").problems()
    assert problem == "published.txt:3:1: broken-promise"
    assert problem.message == "found /articles/a/, which was published, and nothing stands there any more"
    assert "`aliases: [/articles/a/]`" in problem.hint
    assert "tagarchive retire /articles/a/" in problem.hint


RENAMES = {
    "a file": lambda site: site.delete("content/a.md").article("z", aliases="[/articles/a/]"),
    "a slug": lambda site: site.article("a", slug="z", aliases="[/articles/a/]"),
    "a title": lambda site: site.article("a", "Another headline"),
    "a date": lambda site: site.article("a", date="2022-05-05"),
    "a tag": lambda site: site.article("a", tags="[Other]"),
    "a domain": lambda site: site.write('-- site.toml --\nbase_url = "https://new.example/"\n').article("a"),
    "http": lambda site: site.write('-- site.toml --\nbase_url = "http://desk.example/"\n').article("a"),
    "a file, a slug, a date and a domain": lambda site: (
        site.write('-- site.toml --\nbase_url = "https://n.example/"\n')
        .delete("content/a.md")
        .article("new/y", slug="z", date="2023-03-03", aliases="[/articles/a/]")
    ),
}


@pytest.mark.parametrize("rename", RENAMES)
def test_no_rename_changes_an_id(site: Site, rename: str) -> None:
    before = ids(record(site.article("a")))
    RENAMES[rename](site)
    assert ids(site) == before == ["tag:desk.example,2021-01-01:a"]


def test_an_address_given_up_for_another_leads_there_and_the_id_goes_with_it(site: Site) -> None:
    before = ids(record(site.article("a")))
    site.delete("content/a.md").article("b").article("c", date="2021-02-02")
    assert retire(site, "/articles/a", "--to", "/articles/b/") == 0
    files = site.build()
    assert 'url=/articles/b/"' in files["articles/a/index.html"].decode()
    assert files["_redirects"] == b"/articles/a/ /articles/b/ 301\n"
    assert ids(site)[1:] == before
    record(site.delete("content/b.md").article("d", aliases="[/articles/b/]"))
    assert ids(site)[1:] == before
    remembered(site, "/articles/older/")
    assert retire(site, "/articles/older/", "--to", "/articles/a/") == 0
    assert 'url=/articles/b/"' in site.build()["articles/older/index.html"].decode()


def test_an_address_without_an_ending_is_retired_as_it_was_recorded(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[articles]\naddress = "/{year}/{slug}"\n')
    record(site.article("a").article("b"))
    site.delete("content/a.md")
    assert site.problems() == ["published.txt:3:1: broken-promise"]
    assert retire(site, "/2021/a", "--to", "/2021/b") == 0
    assert 'href="/2021/b"' in site.page("2021/a.html")


def test_an_address_that_is_gone_says_so(site: Site) -> None:
    record(site.article("a").article("b")).delete("content/a.md")
    assert retire(site, "https://desk.example/articles/a/") == 0
    files = site.build()
    page = files["articles/a/index.html"].decode()
    assert "This page is gone" in page
    assert "noindex" in page
    assert "_redirects" not in files
    assert "/articles/a/" not in files["sitemap.xml"].decode()
    assert ledger(site)[0] == "/articles/a/ tag:desk.example,2021-01-01:a gone"


def test_a_tag_that_is_renamed_keeps_its_old_page_and_its_old_feeds(site: Site) -> None:
    record(site.article("a", tags="[Old]"))
    site.article("a", tags="[New]").write("-- content/tags/new.md --\n---\naliases: [/tag/old/]\n---\n")
    files = site.build()
    assert 'url=/tag/new/"' in files["tag/old/index.html"].decode()
    for name in ("feed.xml", "atom.xml", "feed.json"):
        assert files[f"tag/old/{name}"] == files[f"tag/new/{name}"]


def test_tags_that_are_merged_go_on_at_both_feeds_without_repeats(site: Site) -> None:
    record(site.article("a", tags="[Old]").article("b", date="2021-02-02", tags="[New]"))
    before = ids(site, "tag/old/feed.xml")
    site.article("a", tags="[New]")
    assert retire(site, "/tag/old/", "--to", "/tag/new/") == 0
    after = ids(site, "tag/old/feed.xml")
    assert after[1:] == before
    assert len(set(after)) == 2


def test_an_article_that_expires_is_gone_and_stops_no_build(site: Site) -> None:
    record(site.article("a", expires="2027-01-01").article("b"))
    files = site.build(now=datetime(2028, 1, 1, tzinfo=UTC))
    assert "This page is gone" in files["articles/a/index.html"].decode()


def test_lists_of_an_article_that_expires_are_gone_with_it(site: Site) -> None:
    keys = {"tags": "[Lone, Shared]", "authors": "[Ann]", "source": "Paper"}
    record(site.article("a", expires="2027-01-01", **keys).article("b", tags="[Shared]"))
    files = site.build(now=datetime(2028, 1, 1, tzinfo=UTC))
    for address in ("tag/lone", "author/ann", "source/paper"):
        assert "This page is gone" in files[f"{address}/index.html"].decode()
    assert b"/articles/b/" in files["tag/shared/index.html"]
    assert b"<entry>" not in files["tag/lone/atom.xml"]


def test_a_page_that_moves_leads_on_from_its_alias(site: Site) -> None:
    site.write("-- content/pages/us.md --\n---\ntitle: Us\naliases: [/about/]\n---\n")
    assert 'url=/us/"' in site.build()["about/index.html"].decode()


def test_a_file_of_redirects_of_its_own_is_left_to_the_site(site: Site) -> None:
    site.put("static/_redirects", b"mine\n").article("a", aliases="[/old/]")
    assert site.build()["_redirects"] == b"mine\n"


FAULTS = {
    "articles/a/": "published.txt:1:1: bad-record",
    "/a/ -> elsewhere": "published.txt:1:1: bad-record",
    "/a/\n/a/": "published.txt:2:1: bad-record",
    "<<<<<<< ours": "published.txt:1:1: bad-record",
    "/a/ -> /none/": "published.txt:1:1: broken-redirect",
}

MESSAGES = {
    "/a/ -> elsewhere": "found “/a/ -> elsewhere”, expected an address of this site, such as /2021/11/old-name/",
    "/a/\n/a/": "found “/a/”, expected each address once",
    "/a/ -> /none/": "found that /a/ leads to /none/, which this site does not have",
}


@pytest.mark.parametrize("text", FAULTS)
def test_a_faulty_line_is_told(site: Site, text: str) -> None:
    site.put("published.txt", f"{text}\n".encode()).article("b")
    assert site.problems() == [FAULTS[text]]


@pytest.mark.parametrize("text", MESSAGES)
def test_the_message_about_a_faulty_line_quotes_it(site: Site, text: str) -> None:
    (problem,) = site.put("published.txt", f"{text}\n".encode()).article("b").problems()
    assert problem.message == MESSAGES[text]


@pytest.mark.parametrize("address", ["https://other.example/a/", "a", "/../x/"])
def test_only_addresses_of_the_site_can_be_given_up(
    site: Site, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert retire(site, address) == 1
    assert told_in(capsys.readouterr().err) == ["tagarchive retire: bad-argument"]
    assert not (site.root / "published.txt").exists()


def test_an_article_is_given_up_with_all_that_vanishes_with_it(site: Site) -> None:
    record(site.article("a", tags="[Lone]", authors="[Ann]").article("b"))
    lost = site.delete("content/a.md").problems()
    assert {problem.code for problem in lost} == {"broken-promise"}
    addresses = [problem.message.partition("found ")[2].partition(",")[0] for problem in lost]
    assert addresses == ["/articles/a/", "/author/ann/", "/tag/lone/"]
    assert retire(site, *addresses) == 0
    files = site.build()
    assert all(f"{address[1:]}index.html" in files for address in addresses)
    assert "gone" in (site.root / "published.txt").read_text()


def test_a_ledger_reads_as_it_was_written() -> None:
    text = "/a/ tag:x,2021-01-01:a b\n/b/ tag:y -> /a/\n/c/ gone\n/d/ tag:z gone\n/e/\n"
    again = text_of(read_ledger(text))
    assert again.endswith(text)
    assert text_of(read_ledger(again)) == again


def test_a_ledger_that_can_not_be_read_stops_the_build(site: Site) -> None:
    site.put("published.txt", b"\xff\xfe/\n").article("a")
    assert site.problems() == ["published.txt:1:1: not-utf8"]
    assert not site.output.exists()


def test_a_record_follows_no_link(site: Site, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    site.article("a")
    (site.root / ".published.txt.new").symlink_to(victim)
    assert main(["record", "--root", str(site.root)]) == 0
    assert victim.read_text() == "precious"
    assert "/articles/a/" in (site.root / "published.txt").read_text()
    assert not (site.root / "published.txt").is_symlink()


def recased(site: Site, **keys: str) -> Site:
    """A site with an article on record whose slug is then written in small letters."""
    record(site.article("a", slug="Border-Clash", tags="[T]"))
    return site.article("a", slug="border-clash", tags="[T]", **keys)


RULE = b"/articles/Border-Clash/ /articles/border-clash/ 301\n"


def test_an_address_that_differs_in_case_from_one_that_stands_is_answered_by_it(site: Site) -> None:
    before = ids(record(site.article("a", slug="Border-Clash")))
    files = recased(site).build()
    assert files["_redirects"] == RULE
    assert "articles/Border-Clash/index.html" not in files
    assert ids(site) == before == ["tag:desk.example,2021-01-01:Border-Clash"]
    (notice,) = told(site.report.notices)
    assert notice == "published.txt:3:1: recased-address"
    assert "/articles/Border-Clash/" in notice.message
    assert "/articles/border-clash/" in notice.message
    assert "tagarchive retire /articles/Border-Clash/ --to /articles/border-clash/" in notice.hint


def test_an_alias_may_differ_in_case_alone_from_where_its_article_stands(site: Site) -> None:
    files = recased(site, aliases="[/articles/Border-Clash/]").build()
    assert files["_redirects"] == RULE
    assert not site.report.notices
    assert ids(site) == ["tag:desk.example,2021-01-01:Border-Clash"]


def test_an_address_may_be_given_up_for_one_that_differs_in_case_alone(site: Site) -> None:
    recased(site)
    assert retire(site, "/articles/Border-Clash/", "--to", "/articles/border-clash/") == 0
    assert site.build()["_redirects"] == RULE
    assert not site.report.notices


def test_a_tag_whose_slug_changes_its_case_goes_on_at_its_old_feeds(site: Site) -> None:
    record(site.article("a", tags="[T]").write("-- content/tags/t.md --\n---\nslug: Tee\n---\n"))
    files = site.write("-- content/tags/t.md --\n---\nslug: tee\naliases: [/tag/Tee/]\n---\n").build()
    names = ("", "feed.xml", "atom.xml", "feed.json")
    assert files["_redirects"].decode() == "".join(f"/tag/Tee/{name} /tag/tee/{name} 301\n" for name in names)
    assert not [path for path in files if path.startswith("tag/Tee")]


def test_an_alias_that_differs_in_case_from_another_page_stops_the_build(site: Site) -> None:
    (problem,) = site.article("a").article("b", aliases="[/articles/A/]").problems()
    assert problem == "content/b.md:4:11: path-clash"
    assert problem.message == (
        "an article (content/a.md) and a former address (content/b.md:4:11) want /articles/a/ and /articles/A/, "
        "which many file systems take for one"
    )
    assert "it may differ from the one that it leads to in case alone" in problem.hint


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["/articles/x/", "--to", "/none/"], "broken-redirect", "/articles/x/ leads to /none/"),
        (["/articles/a/"], "still-there", "/articles/a/, where the site still has an article (content/a.md)"),
        (["/articles/a/", "--to", "/articles/a/"], "still-there", "/articles/a/"),
        (["/was/"], "still-there", "/was/, which is still named as a former address (content/b.md:4:11)"),
        (["/articles/ab/"], "never-published", "/articles/ab/, which was never published"),
        (["/articles/A/"], "path-clash", "want /articles/a/ and /articles/A/"),
        (["/feed.xml"], "path-clash", "want /feed.xml"),
        ([f"/{'x' * 256}/"], "bad-argument", "this one has 256"),
    ],
)
def test_what_a_build_would_refuse_is_not_given_up(
    site: Site, arguments: list[str], code: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    site.article("a").article("b", aliases="[/was/]")
    assert retire(site, *arguments) == 1
    printed = capsys.readouterr().err
    assert told_in(printed) == [f"tagarchive retire: {code}"]
    assert named in printed
    assert not (site.root / "published.txt").exists()


def test_addresses_may_be_given_up_one_by_one(site: Site) -> None:
    record(site.article("a", tags="[Lone]").article("b")).delete("content/a.md")
    assert retire(site, "/tag/lone/") == 0
    assert retire(site, "https://DESK.example/articles/a/") == 0
    assert "tag/lone/index.html" in site.build()


def test_a_site_with_faults_gives_up_nothing_until_they_are_mended(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    record(site.article("a").article("b")).delete("content/a.md").article("c", tags="no list")
    before = ledger(site)
    assert retire(site, "/articles/a/") == 1
    assert told_in(capsys.readouterr().err) == ["content/c.md:4:7: bad-value"]
    assert ledger(site) == before


@pytest.mark.parametrize("guid", ["gone", "my id gone", "urn:a->b", '"quoted" -> it', "plain", "begone", ""])
@pytest.mark.parametrize("target", [None, Address("/b/")])
def test_a_guid_of_any_text_survives_the_file(guid: str, target: Address | None) -> None:
    where = Location("")
    ledger = Ledger({Address("/a/"): Published(guid, where)}, {Address("/c/"): Retired(guid, target, where)})
    read = read_ledger(text_of(ledger))
    assert (read.published[Address("/a/")].guid, read.retired[Address("/c/")].guid) == (guid, guid)
    assert read.retired[Address("/c/")].target == target


def test_a_former_address_may_have_a_space_which_is_written_as_links_write_it(site: Site) -> None:
    site.article("a", aliases="[/town%20hall/old.html, /given up/]")
    assert told_of(site) == ["content/a.md:4:34: bad-value"]
    site.article("a", aliases="[/town%20hall/old.html]")
    built = site.build()
    assert "town hall/old.html" in built
    assert b"/town%20hall/old.html /articles/a/ 301" in built["_redirects"]
    remembered(record(site), "/old%20hall/")
    assert retire(site, "/old%20hall/", "--to", "/articles/a/") == 0
    assert "/old%20hall/ -> /articles/a/" in ledger(site)
    assert "old hall/index.html" in site.build()


def told_of(site: Site) -> list[str]:
    return [str(problem) for problem in site.problems()]
