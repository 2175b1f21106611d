"""`tagarchive originals`, as a desk runs it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from conftest import Site, told_in
from replies import Reply, Server, replying

from tagarchive.checking import visits
from tagarchive.collecting.originals import dead_originals
from tagarchive.collecting.originals.kept import keep
from tagarchive.commands.main import main
from tagarchive.importing.inputs.exchanges import Exchange

DAY = 86_400
NOON = 1_796_040_000
"""Noon of 2026-11-30 in UTC, in seconds since 1970."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that the command may ask without pauses."""
    monkeypatch.setattr(visits, "Limits", partial(visits.Limits, pause=0.0))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    with replying() as made:
        yield made


class Desk:
    """A site, and the command with what it prints."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site = site
        self.capsys = capsys

    def run(self, *options: str, code: int = 0) -> str:
        assert main(["originals", "--root", str(self.site.root), *options]) == code
        out, self.err = self.capsys.readouterr()
        return out

    def object(self, *options: str, code: int = 0) -> Any:
        return json.loads(self.run(*options, "--json", code=code))


@pytest.fixture
def desk(site: Site, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(site, capsys)


def clipping(site: Site, name: str, url: str, **keys: str) -> Site:
    return site.article(name, summary="S.", **{"source": f"{{name: Wire, url: '{url}', retrieved: 2021-11-08}}"} | keys)


def kept(site: Site) -> str:
    """An article with a kept original; its path."""
    made = datetime(2026, 11, 30, 12, tzinfo=UTC)
    copy = keep(site.root, [Exchange("https://wire.example/a", "GET", (), 200, "OK", (), b"<p>A</p>", made)], made)
    item = f"{{file: {copy.file}, kind: warc, made: 2026-11-30, sha256: {copy.sha256}}}"
    clipping(site, "a", "https://wire.example/a", copies=f"[{item}]")
    return str(copy.file)


def test_it_lists_originals_with_their_copies(desk: Desk) -> None:
    file = kept(desk.site)
    desk.site.article("own").article("b", draft="true", source="{name: W, archive_url: 'https://web.example/b'}")
    desk.site.put("originals.toml", b'[[original]]\nurl="https://wire.example/a"\nstate="dead"\nsince="2026-11-20"\n')
    assert desk.run() == (
        "content/a.md: https://wire.example/a (no longer there, found 2026-11-20)\n"
        f"    copy: {file} (warc, 2026-11-30)\n"
        "content/b.md: address unknown\n"
        "    archived copy: https://web.example/b\n"
        "2 originals: 1 with an archived copy, 1 kept, 1 dead.\n"
    )
    first, second = desk.object()["originals"]
    assert (first["file"], first["url"], first["state"]) == ("content/a.md", "https://wire.example/a", "dead")
    assert (first["copies"][0]["file"], first["copies"][0]["kind"]) == (file, "warc")
    assert (second["url"], second["archive_url"], second["copies"]) == ("", "https://web.example/b", [])


def test_a_site_without_originals_has_an_empty_list(desk: Desk) -> None:
    desk.site.article("own")
    assert desk.run() == "0 originals: 0 with an archived copy, 0 kept, 0 dead.\n"
    assert desk.object("--verify") == {"unchanged": [], "changed": [], "missing": [], "unknown": [], "unnamed": []}


def test_verify_ends_well_if_all_is_as_it_was_kept_and_nobody_must_name_what_is_there(desk: Desk) -> None:
    file = kept(desk.site)
    clipping(desk.site, "bare", "https://wire.example/b").put("originals/note.txt", b"Of the desk.")
    assert desk.run("--verify") == (
        "Named in no front matter (1):\n  originals/note.txt\n\n"
        "Unchanged since they were kept: 1; changed: 0; missing: 0.\n"
    )
    assert desk.object("--verify")["unchanged"] == [file]


def test_verify_finds_a_flipped_bit_and_a_missing_file(desk: Desk) -> None:
    file = kept(desk.site)
    place = desk.site.root / file
    data = bytearray(place.read_bytes())
    data[len(data) // 2] ^= 1
    place.write_bytes(data)
    out = desk.run("--verify", code=1)
    assert f"Changed since they were kept (1):\n  {file}: its SHA-256 is " in out
    assert "genuine" not in out
    place.unlink()
    assert f"Missing (1):\n  {file}: it is not there (content/a.md)\n" in desk.run("--verify", code=1)
    (missing,) = desk.object("--verify", code=1)["missing"]
    assert missing == {"file": file, "articles": ["content/a.md"], "reason": "it is not there"}


def test_a_week_of_checks_finds_what_dies_and_lives_again(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipping(desk.site, "a", server.url("/there")).article("own", summary="S.")
    page = desk.site.page("articles/a/index.html")
    told = []
    for day, status in enumerate((200, 404, 403, 404, 500, 200)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON + day * DAY))
        server.replies["/there"] = Reply(status)
        found = desk.object("--check", "--allow-private")
        told.append([name for name in ("missing", "dead", "alive", "moved") if found[name]])
        is_dead = "The original is no longer there" in desk.site.page("articles/a/index.html")
        assert is_dead == (day in (3, 4))
    assert told == [[], ["missing"], [], ["dead"], [], ["alive"]]
    assert desk.site.page("articles/a/index.html") == page


def test_a_check_ends_well_whatever_it_finds(desk: Desk, server: Server) -> None:
    server.replies["/old"] = Reply(301, (("Location", "/there"),))
    for name, path in (("a", "/gone"), ("b", "/old"), ("c", "/there")):
        clipping(desk.site, name, server.url(path))
    clipping(desk.site, "d", server.url("/gone"))
    assert desk.run("--check", "--allow-private") == (
        "Missing for the first time; dead if that is so on another day (1):\n"
        f"  {server.url('/gone')} (content/a.md and 1 more file)\n\n"
        "Moved for good (1):\n"
        f"  {server.url('/old')} to {server.url('/there')} (content/b.md)\n\n"
        "3 originals asked now, 0 asked before on this day, 0 left for another run; 0 dead in all.\n"
    )
    assert desk.run("--check").startswith("0 originals asked now, 3 asked before on this day")
    found = desk.object("--check", "--again")
    assert [one["reason"] for one in found["unreached"]] == ["it lies in a private network, which is not asked"] * 3


def test_ctrl_c_keeps_what_was_learnt(desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dead_originals, "ask", stopped)
    clipping(desk.site, "a", server.url("/gone"))
    desk.run("--check", code=130)
    assert "`tagarchive originals --check` goes on from there" in desk.err


def memento(path: str, server: Server) -> None:
    server.replies[path] = Reply(200, (("Memento-Datetime", "Wed, 10 Nov 2021 00:00:00 GMT"),))


def test_archive_says_what_it_would_write_and_writes_it_if_asked(desk: Desk, server: Server) -> None:
    site = clipping(desk.site, "a", "https://wire.example/a")
    clipping(site, "b", "https://wire.example/b").article("own")
    clipping(site, "c", "https://wire.example/c", copies="[{url: 'https://web.example/c'}]")
    with (site.root / "site.toml").open("a") as config:
        config.write(f'[originals]\ntimegate = "{server.url("/gate/")}"\n')
    server.replies["/gate/https://wire.example/a"] = Reply(302, (("Location", "/web/a"),))
    memento("/web/a", server)
    before = (site.root / "content/a.md").read_text()
    told = (
        f" as source.archive_url (1):\n  content/a.md: {server.url('/web/a')} (made 2021-11-10, 2 days from 2021-11-08)"
        "\n\nNo copy (1):\n  https://wire.example/b: the service has no copy\n\n"
        "1 copy found, 1 without one, 0 left for another run."
    )
    ending = " Nothing is written; --write does that.\n"
    assert desk.run("--archive", "--allow-private") == f"Would be written{told}{ending}"
    assert (site.root / "content/a.md").read_text() == before
    assert desk.run("--archive", "--allow-private", "--write") == f"Written{told}\n"
    assert "/web/a" in site.page("articles/a/index.html")
    found = desk.object("--archive", "--allow-private")
    assert found == {
        "found": [],
        "none": [{"url": "https://wire.example/b", "reason": "the service has no copy", "files": ["content/b.md"]}],
        "left": 0,
        "written": False,
    }
    assert set(server.moments) == {"Mon, 08 Nov 2021 00:00:00 GMT"}


def test_nobody_is_asked_for_copies_unless_the_site_names_a_service(desk: Desk) -> None:
    clipping(desk.site, "a", "https://wire.example/a")
    desk.run("--archive", code=1)
    assert told_in(desk.err) == ["site.toml: no-timegate"]


@pytest.mark.parametrize(
    "options", [["--again"], ["--write"], ["--check", "--verify"], ["--check", "--write"], ["--minutes", "0"]]
)
def test_options_that_do_not_go_together_are_refused(desk: Desk, options: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        desk.run(*options)
    assert ended.value.code == 2


def test_faults_of_articles_are_told(desk: Desk) -> None:
    desk.site.article("a", copies="[{kind: warc}]")
    desk.run("--verify", code=1)
    assert told_in(desk.err) == ["content/a.md:4:10: bad-value"]
