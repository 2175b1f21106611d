"""The inbox: drafts are accepted into the archive, or discarded; all that are named, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import NOW, Site, told
from pictures import png

from tagarchive.collecting.feeds.collected import Collected, EntryId, text_of
from tagarchive.collecting.feeds.inbox import Accepted, accept, desk_at, discard, inbox_path
from tagarchive.core.errors import SiteError


def draft(site: Site, name: str, **keys: str) -> Site:
    return site.article(f"inbox/{name}", **{"draft": "true", **keys})


def accepted(site: Site, *names: str) -> list[Accepted]:
    paths = [f"content/inbox/{name}.md" for name in names]
    return list(accept(desk_at(site.root, lambda: None), paths, NOW))


def refusal(site: Site, *names: str) -> list[str]:
    before = files(site)
    with pytest.raises(SiteError) as caught:
        accepted(site, *names)
    assert files(site) == before
    return [*told(caught.value.problems)]


def files(site: Site) -> dict[str, bytes]:
    found = (file for file in site.root.rglob("*") if file.is_file() and ".tagarchive" not in file.parts)
    return {file.relative_to(site.root).as_posix(): file.read_bytes() for file in found}


def test_an_accepted_draft_is_an_article_of_its_year_that_is_filed_now(site: Site) -> None:
    draft(site, "strike", date="2019-05-05", filed="2025-12-31", tags="[Iran]  # by rule", body="Text. ")
    assert accepted(site, "strike") == [Accepted("content/inbox/strike.md", "content/2019/strike.md")]
    assert files(site).keys() == {"site.toml", "content/2019/strike.md"}
    assert (site.root / "content/2019/strike.md").read_text() == (
        "---\ntitle: inbox/strike\ndate: 2019-05-05\nfiled: 2026-01-01T00:00:00+00:00\n"
        "tags: [Iran]  # by rule\n---\nText. \n"
    ).replace("draft: true\n", "")
    assert "articles/strike/index.html" in site.build()


def test_followers_of_a_tag_see_an_old_piece_that_is_accepted_today(site: Site) -> None:
    for number in range(30):
        site.article(f"a{number}", date=f"2025-01-{number % 28 + 1:02}", tags="[Iran]")
    draft(site, "old", title="A piece of 2019", date="2019-05-05", tags="[Iran]")
    assert b"A piece of 2019" not in site.build()["tag/iran/feed.xml"]
    accepted(site, "old")
    assert b"A piece of 2019" in site.build()["tag/iran/feed.xml"]


def test_a_name_that_is_taken_gets_a_number(site: Site) -> None:
    site.article("2019/strike", date="2019-01-01", slug="other").article("2019/b", slug="strike-2")
    draft(site, "strike", date="2019-05-05")
    assert [one.to for one in accepted(site, "strike")] == ["content/2019/strike-3.md"]
    site.build()


def test_several_drafts_are_accepted_together_or_none_is(site: Site) -> None:
    draft(site, "a", body="[b](b.md)").article("inbox/b", date="nonsense", draft="true")
    assert refusal(site, "a", "b") == ["content/inbox/b.md:3:7: bad-value"]
    draft(site, "b", body="[gone](gone.md)")
    assert refusal(site, "a", "b") == ["content/inbox/b.md:6:8: broken-link"]
    draft(site, "b", date="2021-02-02")
    assert len(accepted(site, "a", "b", "a")) == 2
    site.build()


def test_a_draft_that_would_stop_the_build_stays_with_the_line_of_its_fault(site: Site) -> None:
    draft(site, "a", slug="taken").article("taken")
    assert [one.rpartition(" ")[2] for one in refusal(site, "a")] == ["path-clash"]
    draft(site, "a", body="[x](gone.md)")
    assert refusal(site, "a") == ["content/inbox/a.md:6:5: broken-link"]
    draft(site, "a", body="[x](../taken.md) ![y](../pic.png)").put("content/pic.png", png(1, 1))
    accepted(site, "a")
    site.build()


def test_files_of_the_inbox_that_a_draft_shows_come_along(site: Site) -> None:
    draft(site, "a", body="![x](one.png) ![y](media/two.png)", image="{src: head.png, alt: A}")
    draft(site, "b", body="![x](one.png) ![z](three.png)")
    for width, name in enumerate(("one", "media/two", "head", "three"), 1):
        site.put(f"content/inbox/{name}.png", png(width, 1))
    accepted(site, "a")
    assert sorted(path for path in files(site) if path.endswith(".png")) == [
        "content/2021/head.png",
        "content/2021/media/two.png",
        "content/2021/one.png",
        "content/inbox/one.png",
        "content/inbox/three.png",
    ]
    accepted(site, "b")
    assert not [path for path in files(site) if path.startswith("content/inbox/")]
    assert not [one for one in site.notices() if "missing" in one]


def test_a_draft_keeps_the_dialect_of_its_folder(site: Site) -> None:
    site.put("site.toml", b'title = "Desk"\n[markdown.folders]\n"inbox/" = "gfm"\n')
    draft(site, "a", body="~~old~~")
    draft(site, "b", body="~~old~~", dialect="default")
    accepted(site, "a", "b")
    assert "\ndialect: gfm\n" in (site.root / "content/2021/a.md").read_text()
    assert "\ndialect: default\n" in (site.root / "content/2021/b.md").read_text()


def test_a_file_of_a_draft_replaces_no_other(site: Site) -> None:
    draft(site, "a", body="![x](one.png)").put("content/inbox/one.png", b"1").put("content/2021/one.png", b"2")
    assert refusal(site, "a") == ["content/inbox/a.md: file-exists"]


def test_faults_of_other_files_do_not_matter(site: Site) -> None:
    site.article("broken", date="never").article("link", body="[x](gone.md)")
    draft(site, "a")
    assert accepted(site, "a") == [Accepted("content/inbox/a.md", "content/2021/a.md")]


def test_a_discarded_draft_is_gone_and_its_original_noted(site: Site) -> None:
    known = Collected().with_entries([EntryId("https://b.example/1", "x:1")])
    site.put("collected.txt", text_of(known).encode())
    draft(site, "a", source="{name: A, url: 'https://www.a.example/1?utm_source=x'}")
    draft(site, "b", source="{name: B, url: 'https://b.example/1/'}")
    draft(site, "c").put("content/inbox/d.md", b"no front matter")
    discard(site.root, [f"content/inbox/{name}.md" for name in "abcda"])
    assert files(site).keys() == {"site.toml", "collected.txt"}
    lines = (site.root / "collected.txt").read_text().splitlines()
    assert lines[2:] == ["https://b.example/1 x:1", "https://www.a.example/1"]


def test_nothing_is_discarded_if_the_record_cannot_be_read(site: Site) -> None:
    draft(site, "a").put("collected.txt", b"nonsense\n")
    with pytest.raises(SiteError):
        discard(site.root, ["content/inbox/a.md"])
    assert "content/inbox/a.md" in files(site)


@pytest.mark.parametrize(
    "given",
    ["strike.md", "content/inbox/strike.md", "./content/inbox/../inbox/strike.md", "{root}/content/inbox/strike.md"],
)
def test_a_file_of_the_inbox_is_named_in_several_ways(
    site: Site, given: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draft(site, "strike")
    monkeypatch.chdir(tmp_path)
    assert inbox_path(site.root, given.format(root=site.root)) == "content/inbox/strike.md"


@pytest.mark.parametrize(
    "given",
    [
        "",
        ".",
        "gone.md",
        "../a.md",
        "content/a.md",
        "../../site.toml",
        "note.txt",
        "link.md",
        "deeper/a.md",
        "/etc/passwd",
    ],
)
def test_no_other_file_is_one_of_the_inbox(site: Site, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    site.article("a").article("inbox/deeper/a").put("content/inbox/note.txt", b"x")
    (site.root / "content/inbox/link.md").symlink_to(site.root / "content/a.md")
    monkeypatch.chdir(site.root)
    with pytest.raises(SiteError) as caught:
        inbox_path(site.root, given)
    assert [one.rpartition(" ")[2] for one in told(caught.value.problems)] == ["not-in-inbox"]
