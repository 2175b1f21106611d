"""`tagarchive tags` lists tags, and changes them in all files at once: old addresses and feeds go on working."""

from __future__ import annotations

import io
import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import CONFIG, Site, told_in

from tagarchive.commands.main import main, parser

Run = Callable[..., str]


@pytest.fixture
def run(site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `tagarchive tags` with some words and returns what it prints. `code` is the exit code that is expected."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")

    def command(*words: str, code: int = 0) -> str:
        assert main(["tags", *words, "--root", str(site.root)]) == code
        told = capsys.readouterr()
        return told.err if code else told.out

    return command


def text(site: Site, path: str) -> str:
    return (site.root / path).read_text("utf-8")


def files(site: Site) -> dict[str, bytes]:
    found = (file for file in site.root.rglob("*") if file.is_file() and ".tagarchive" not in file.parts)
    return {file.relative_to(site.root).as_posix(): file.read_bytes() for file in found}


def tags(site: Site, name: str) -> str:
    return next(line for line in text(site, f"content/{name}.md").splitlines() if line.startswith("tags:"))


def test_the_table_has_all_tags_with_their_articles_names_and_parents(site: Site, run: Run) -> None:
    site.article("a", tags="[Iran, drone]").article("b", date="2021-03-03", tags="[iran, Tehran, old Iran]")
    site.article("c", date="2022-02-02", tags="[draft]", draft="true")
    site.write(
        "-- content/tags/tehran.md --\n---\nparent: Iran\n---\n-- content/tags/drone.md --\n---\nhidden: true\n---\n"
    )
    site.write("-- content/tags/iran.md --\n---\nname: Iran\ntitle: The republic\nalso: [Old Iran]\n---\n")
    assert json.loads(run("--json")) == {
        "tags": [
            {"name": "drone", "articles": 1, "first": "2021-01-01", "last": "2021-01-01", "also": [], "parents": []},
            {
                "name": "Iran",
                "articles": 2,
                "first": "2021-01-01",
                "last": "2021-03-03",
                "also": ["Old Iran", "iran", "old Iran"],
                "parents": [],
            },
            {
                "name": "Tehran",
                "articles": 1,
                "first": "2021-03-03",
                "last": "2021-03-03",
                "also": [],
                "parents": ["Iran"],
            },
        ]
    }
    assert [tag["name"] for tag in json.loads(run("--sort", "articles", "--json"))["tags"]] == [
        "Iran",
        "drone",
        "Tehran",
    ]
    assert [tag["name"] for tag in json.loads(run("--sort", "last", "--json"))["tags"]] == ["Iran", "Tehran", "drone"]
    lines = run("--sort", "first").splitlines()
    assert lines[0].split() == ["tag", "articles", "first", "last", "also", "under"]
    assert lines[1].split() == ["drone", "(hidden)", "1", "2021-01-01", "2021-01-01"]
    assert lines[-1] == "3 tags."


def test_near_pairs_are_listed_until_they_are_told_apart(site: Site, run: Run) -> None:
    site.article("a", tags="[drone, Gulf]").article("b", tags="[drone]").article("c", tags="[drones, oil]")
    (pair,) = json.loads(run("near", "--json"))["pairs"]
    assert pair == {"a": "drone", "b": "drones", "score": pair["score"], "why": "two forms of one word"}
    assert "tagarchive tags merge drones --into drone\n" in run("near")
    site.write("-- content/tags/drones.md --\n---\nname: drones\n---\n")
    assert "“drones” and “drone” are two tags" in run("distinct", "drone", "drones")
    assert text(site, "content/tags/drones.md") == "---\nname: drones\ndistinct: [drone]\n---\n"
    assert run("near") == "No two tags are probably one.\n"
    assert run("distinct", "drones", "drone").endswith("Nothing changes.\n")
    assert json.loads(run("near", "--all", "--json"))["pairs"] == []


def test_a_tag_and_its_parent_are_not_near(site: Site, run: Run) -> None:
    site.article("a", tags="[drone]").article("b", tags="[drones]")
    site.write("-- content/tags/drones.md --\n---\nparent: drone\n---\n")
    assert run("near") == "No two tags are probably one.\n"


def test_a_renamed_tag_has_its_new_name_everywhere_and_its_old_addresses(site: Site, run: Run) -> None:
    site.article("a", tags="['Iranbacked', x]").article("b", tags="[iranbacked]", draft="true")
    site.article("c", tags="[iranbacked]", expires="2022-01-01").article("d", tags="[x]")
    untouched = files(site)["content/d.md"]
    assert run("rename", "IRANBACKED", "Iran-backed").splitlines() == [
        "“Iranbacked” is “Iran-backed” now: 3 articles changed.",
        "/tag/iranbacked/ leads to /tag/iran-backed/, and its feeds go on.",
        "content/tags/iran-backed.md is new.",
        "The site is not under version control, so nothing but these commands can undo this.",
    ]
    assert [tags(site, name) for name in "abc"] == ["tags: ['Iran-backed', x]", *["tags: [Iran-backed]"] * 2]
    assert text(site, "content/tags/iran-backed.md") == "---\nname: Iran-backed\nalso: [Iranbacked]\n---\n"
    assert files(site)["content/d.md"] == untouched
    built = site.build()
    assert b"/tag/iran-backed/" in built["tag/iranbacked/index.html"]
    assert built["tag/iranbacked/feed.xml"] == built["tag/iran-backed/feed.xml"]
    run("rename", "Iran-backed", "Iranbacked")
    assert text(site, "content/tags/iran-backed.md") == "---\nname: Iranbacked\nalso: [Iran-backed]\n---\n"
    assert tags(site, "a") == "tags: ['Iranbacked', x]"


def test_a_tag_with_a_file_keeps_the_file(site: Site, run: Run) -> None:
    site.article("a", tags="[C++]")
    site.put("content/tags/cpp.md", b"---\r\nname: 'C++' # odd\r\nslug: cpp\r\ntitle: The C++\r\n---\r\nText.\r\n")
    told = run("rename", "C++", "Cplusplus")
    assert "Its archive stays at /tag/cpp/" in told
    assert "Readers see it as “The C++”" in told
    assert files(site)["content/tags/cpp.md"] == (
        b"---\r\nname: 'Cplusplus' # odd\r\nslug: cpp\r\ntitle: The C++\r\nalso: [C++]\r\n---\r\nText.\r\n"
    )
    assert "tag/cpp/index.html" in site.build()


def test_another_spelling_needs_no_file(site: Site, run: Run) -> None:
    site.article("a", tags="[iran deal]").article("b", tags="[Iran-Deal]")
    run("rename", "iran deal", "Iran Deal")
    assert [tags(site, name) for name in "ab"] == ["tags: [Iran Deal]"] * 2
    assert not (site.root / "content/tags").exists()


def test_a_rename_to_a_tag_that_is_there_is_refused_with_the_command_that_merges(site: Site, run: Run) -> None:
    site.article("a", tags="[A]").article("b", tags="[B]")
    before = files(site)
    told = run("rename", "A", "b", code=1)
    assert told_in(told) == ["tagarchive tags: bad-argument"]
    assert 'tagarchive tags merge "A" --into "B"' in told
    assert told.endswith("Every file is as it was.\n")
    assert "did you mean “A”?" in run("rename", "AA", "C", code=1)
    assert files(site) == before


def test_merged_tags_are_one_and_their_files_too(site: Site, run: Run) -> None:
    site.article("a", tags="[US, x]").article("b", tags="[US, United States, USA]").article("c", tags="[United States]")
    site.article("d", tags="[The States]")
    site.write(
        "-- content/tags/us.md --\n---\nname: US\nslug: america\nalso: [The States]\n"
        "parent: [World, United States]\n---\n"
    )
    site.write("-- content/tags/usa.md --\n---\nname: USA\naliases: [/tag/u-s/]\nrelated: [World, US]\n---\n")
    site.write("-- content/tags/united-states.md --\n---\nname: United States\ndistinct: US\n---\nText.\n")
    before = site.build()
    run("merge", "The States", "usa", "--into", "united states")
    assert [tags(site, name) for name in "abcd"] == [
        "tags: [United States, x]",
        "tags: [United States]",
        "tags: [United States]",
        "tags: [United States]",
    ]
    assert sorted(path for path in files(site) if "/tags/" in path) == ["content/tags/united-states.md"]
    assert text(site, "content/tags/united-states.md") == (
        "---\nname: United States\ndistinct: []\n"
        "aliases: [/tag/u-s/, /tag/america/]\nalso: [US, USA, The States]\nparent: [World]\nrelated: [World]\n"
        "---\nText.\n"
    )
    after = site.build()
    pages = {path for path in before if path.startswith("tag/") and path.endswith((".html", "feed.xml"))}
    assert {path for path in pages if "bookmarks" not in path} <= after.keys()
    for old in ("america", "u-s", "the-states", "usa"):
        assert after[f"tag/{old}/feed.xml"] == after["tag/united-states/feed.xml"]


@pytest.mark.parametrize(
    ("rest", "place"),
    [
        ("---\nThe text.\n", "content/tags/us.md:4:1: merged-text"),
        ("summary: S\n---\n", "content/tags/us.md:3:1: merged-text"),
    ],
)
def test_a_merge_that_would_lose_a_text_is_refused(site: Site, run: Run, rest: str, place: str) -> None:
    site.article("a", tags="[US]").article("b", tags="[United States]")
    site.put("content/tags/us.md", f"---\nname: US\n{rest}".encode())
    before = files(site)
    assert told_in(run("merge", "US", "--into", "United States", code=1)) == [place]
    assert files(site) == before
    run("merge", "US", "--into", "USA", "--dry-run")
    run("merge", "US", "United States", "--into", "USA")
    assert text(site, "content/tags/us.md").startswith("---\nname: USA\n")


def test_a_merge_is_the_way_out_of_tags_that_stop_a_build(site: Site, run: Run) -> None:
    site.article("a", tags="[C]").article("b", tags="[C++]")
    assert site.problems() == ["content/b.md:4:8: tag-clash"]
    run("merge", "C++", "--into", "C")
    assert tags(site, "b") == "tags: [C]"
    site.build()


def test_what_would_stop_a_build_is_refused(site: Site, run: Run) -> None:
    site.article("a", tags="[C]").article("b", tags="[x]").article("c", tags="[anchor, &b x]")
    before = files(site)
    assert told_in(run("rename", "x", "C++", code=1)) == ["content/c.md:4:16: uneditable"]
    site.delete("content/c.md")
    before = files(site)
    assert told_in(run("rename", "x", "C++", code=1)) == ["content/b.md:4:8: tag-clash"]
    assert files(site) == before


def test_a_deleted_tag_is_gone_and_says_so(site: Site, run: Run) -> None:
    site.article("a", tags="[x, Old, y]").article("b", tags="[old]", draft="true").article("c", tags="[Child]")
    site.write("-- content/tags/old.md --\n---\nname: Old\naliases: [/category/old/feed/]\nparent: Top\n---\nText.\n")
    site.write("-- content/tags/child.md --\n---\nname: Child\nparent: [Old, Top]\nrelated: Old\n---\n")
    site.put("published.txt", b"/tag/older/ -> /tag/old/\n/tag/old/\n")
    before = site.build()
    told = run("delete", "Old")
    assert "“Child” stands under “Top” now." in told
    assert tags(site, "a") == "tags: [x, y]"
    assert tags(site, "b") == "tags: []"
    assert text(site, "content/tags/child.md") == "---\nname: Child\nparent: [Top]\nrelated: []\n---\n"
    assert not (site.root / "content/tags/old.md").exists()
    assert text(site, "published.txt").splitlines()[2:] == [
        "/category/old/feed/ gone",
        "/tag/old/ gone",
        "/tag/older/ gone",
    ]
    after = site.build()
    assert b"This page is gone" in after["tag/old/index.html"]
    assert b"This page is gone" in after["tag/older/index.html"]
    feeds = [
        path for path in before if path.startswith("tag/old") and path.endswith((".xml", ".json")) and "/f" in path
    ]
    assert len(feeds) == 4
    for path in feeds:
        assert path in after
        assert b"item>" not in after[path]
    assert json.loads(after["tag/old/feed.json"])["items"] == []
    assert b"<rss" in after["category/old/feed/index.html"]


def test_a_tag_comes_back_to_an_address_that_was_gone(site: Site, run: Run) -> None:
    site.article("a", tags="[Old]").article("b", tags="[x]")
    site.build()
    run("delete", "Old")
    assert text(site, "published.txt").endswith("/tag/old/ gone\n")
    run("add", "Old", "--where", "tag:x")
    assert tags(site, "b") == "tags: [x, Old]"
    assert text(site, "published.txt").endswith("/tag/old/\n")
    assert b"Tag Archives: Old" in site.build()["tag/old/index.html"]


def test_a_tag_of_drafts_leaves_no_address_behind(site: Site, run: Run) -> None:
    site.article("a", tags="[Old]", draft="true")
    assert run("delete", "Old").splitlines()[0] == "“Old” is deleted: 1 article changed."
    assert not (site.root / "published.txt").exists()


def test_a_tag_is_added_where_a_query_says(site: Site, run: Run) -> None:
    site.article("a", source="Reuters", tags="[x]").article("b", source="Reuters", date="2020-01-01").article("c")
    site.article("d", source="Reuters", tags="[wire]").write(
        "-- content/tags/hush.md --\n---\nname: Wire\nhidden: true\n---\n"
    )
    told = run("add", "WIRE", "--where", "source:Reuters year:2021")
    assert told.startswith("1 article got “wire”; 2 articles matched.\n")
    assert tags(site, "a") == "tags: [x, wire]"
    assert run("add", "New", "--where", "tag:wire -tag:x", "--dry-run").startswith(
        "--- a/content/d.md\n+++ b/content/d.md\n"
    )
    assert tags(site, "d") == "tags: [wire]"
    assert told_in(run("add", "New", "--where", "sorce:x", code=1)) == ["--where:1:1: bad-query"]


def test_a_split_by_query_keeps_the_archive_above_the_new_tags(site: Site, run: Run) -> None:
    site.article("a", tags="[Mercury]", title="The planet").article("b", tags="[x, Mercury]", title="The metal")
    run("split", "Mercury", "--into", "Planet", "Metal", "--where", "title:planet")
    assert [tags(site, name) for name in "ab"] == ["tags: [Planet]", "tags: [x, Metal]"]
    assert text(site, "content/tags/planet.md") == "---\nname: Planet\nparent: [Mercury]\n---\n"
    built = site.build()
    assert built["tag/mercury/feed.xml"].count(b"<item>") == 2


def test_a_split_into_tags_that_are_there_leads_to_the_larger_one(site: Site, run: Run) -> None:
    site.article("a", tags="[Mercury]").article("b", tags="[x, Mercury]").article("c", tags="[x]").article(
        "d", tags="[y]"
    )
    told = run("split", "Mercury", "--into", "y", "x", "--where", "tag:none")
    assert "/tag/mercury/ leads to the archive of “x”" in told
    assert [tags(site, name) for name in "ab"] == ["tags: [x]", "tags: [x]"]
    assert b"/tag/x/" in site.build()["tag/mercury/index.html"]


class Typed(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_split_asks_for_each_article(site: Site, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate("abcd"):
        site.article(name, date=f"2021-01-0{number + 1}", tags="[Mercury]", summary=f"About {name}.")
    monkeypatch.setattr("sys.stdin", Typed("b\nwhat\nMETAL\nboth\nkeep\n"))
    told = run("split", "Mercury", "--into", "Planet", "Metal")
    assert told.startswith("“Mercury” is split: 2 articles in “Planet”, 2 in “Metal”, 1 as before.\n")
    assert [tags(site, name) for name in "abcd"] == [
        "tags: [Planet]",
        "tags: [Metal]",
        "tags: [Planet, Metal]",
        "tags: [Mercury]",
    ]
    before = files(site)
    monkeypatch.setattr("sys.stdin", Typed("b\n"))
    site.article("e", tags="[Mercury]")
    before = files(site)
    assert told_in(run("split", "Mercury", "--into", "Planet", "Metal", code=1)) == ["tagarchive tags: bad-argument"]
    assert files(site) == before


def test_a_former_feed_follows_its_tag_through_a_rename(site: Site, run: Run) -> None:
    site.write(f'-- site.toml --\n{CONFIG}feeds = {{ aliases = ["/old/feed/ -> /tag/a/"] }}\n').article("x", tags="[A]")
    site.put("published.txt", b"/tag/before/ -> /tag/a/\n")
    run("rename", "A", "B")
    built = site.build()
    assert built["old/feed/index.html"] == built["tag/before/feed.xml"] == built["tag/b/feed.xml"]


def test_a_dry_run_shows_the_difference_and_changes_nothing(site: Site, run: Run) -> None:
    site.put("content/a.md", b"---\r\ntitle: A\r\ndate: 2021-01-01\r\ntags: [x]\r\n---\r\nText")
    before = files(site)
    lines = run("rename", "x", "y", "--dry-run").splitlines()
    assert lines[:3] == ["--- a/content/a.md", "+++ b/content/a.md", "@@ -1,6 +1,6 @@"]
    assert {"-tags: [x]", "+tags: [y]"} <= set(lines)
    assert {"--- /dev/null", "+++ b/content/tags/y.md", "+also: [x]"} <= set(lines)
    assert files(site) == before


def test_the_guide_shows_commands_that_there_are() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "tags.md").read_text("utf-8")
    commands = re.findall(r"^ *tagarchive (tags.*?)(?:  +#.*)?$", guide, re.MULTILINE)
    assert len(commands) > 9
    for command in commands:
        parser(["tags"]).parse_args(shlex.split(command))


def test_a_renamed_tag_keeps_its_names_and_texts_in_other_languages(site: Site, run: Run) -> None:
    site.write(f"-- site.toml --\n{CONFIG}[languages.fa]\n")
    site.article("a", tags="[Iran]").article("a.fa", tags="[ایران]").article("b.fa", tags="[Iran]")
    site.write(
        "-- content/tags/iran.md --\n---\nname: Iran\nnames: {fa: ایران}\n---\n"
        "-- content/tags/iran.fa.md --\n---\n---\nکشور.\n"
    )
    run("rename", "Iran", "Iran (country)")
    assert [tags(site, name) for name in ("a", "a.fa", "b.fa")] == [
        "tags: [Iran (country)]",
        "tags: [ایران]",
        "tags: [Iran (country)]",
    ]
    assert "also: [Iran]" in text(site, "content/tags/iran.md")
    assert "کشور." in site.page("fa/tag/iran-country/index.html")
    assert [row["name"] for row in json.loads(run("--json"))["tags"]] == ["Iran (country)"]
