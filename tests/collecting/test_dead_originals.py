"""The check of originals over some days: what is asked, how politely, and what is written. The host is this machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Site
from replies import Reply, Server, replying

from tagarchive.build.context import unwatched
from tagarchive.checking.external import agent_of
from tagarchive.checking.visits import Limits
from tagarchive.checking.web import ask
from tagarchive.collecting.originals import dead_originals
from tagarchive.collecting.originals.dead_originals import Checked, Question, checked
from tagarchive.collecting.originals.originals import Original, by_address
from tagarchive.core.dates import Moment
from tagarchive.core.errors import SiteError

START = datetime(2026, 11, 30, 12, tzinfo=UTC)
QUICK = Limits(pause=0.0, seconds=2.0)


@pytest.fixture
def server() -> Iterator[Server]:
    with replying() as made:
        yield made


class Desk:
    """A site with originals on a server, whose desk asks day after day."""

    def __init__(self, site: Site, server: Server, *paths: str) -> None:
        self.root, self.server = site.root, server
        self.urls = [server.url(path) for path in paths]

    def ask(self, day: int, limits: Limits = QUICK, *, hours: int = 0, again: bool = False) -> Checked:
        seen = Moment("2026-01-01T00:00:00+00:00")
        originals = [Original(f"content/{n}.md", "", url, "", (), seen) for n, url in enumerate(self.urls)]
        now = START + timedelta(days=day, hours=hours)
        question = Question(by_address(originals), agent_of(""), now, again, allow_private=True)
        return checked(self.root, question, limits, unwatched)

    def news(self, day: int, *, hours: int = 0, again: bool = False) -> list[tuple[str, str]]:
        found = self.ask(day, hours=hours, again=again)
        return [(news.url.removeprefix(self.server.url("")), news.what) for news in found.news]

    @property
    def written(self) -> str:
        file = self.root / "originals.toml"
        return file.read_text() if file.exists() else ""


def test_an_original_dies_and_lives_again(site: Site, server: Server) -> None:
    desk = Desk(site, server, "/a", "/there")
    server.replies["/a"] = Reply()
    assert desk.news(0) == []
    assert not desk.written
    server.replies["/a"] = Reply(404)
    assert desk.news(1) == [("/a", "missing")]
    assert desk.news(1, hours=3, again=True) == []
    assert 'state = "missing"' in desk.written
    server.replies["/a"] = Reply(410)
    assert desk.news(2) == [("/a", "dead")]
    dead = desk.written
    assert f'url = "{server.url("/a")}"\nstate = "dead"\nsince = "2026-12-01"\nstatus = 410\n' in dead
    assert desk.news(3) == []
    assert desk.written == dead
    server.replies["/a"] = Reply()
    assert desk.news(4) == [("/a", "alive")]
    assert "[[original]]" not in desk.written


@pytest.mark.parametrize("status", [401, 403, 405, 429, 451, 500, 502, 503, 504])
def test_refusals_and_errors_of_servers_never_count(site: Site, server: Server, status: int) -> None:
    server.replies["/a"] = Reply(status)
    desk = Desk(site, server, "/a")
    quick = QUICK._replace(longest_wait=0.01)
    assert [desk.ask(day, quick).news for day in range(3)] == [(), (), ()]
    assert not desk.written


def test_silence_never_counts(site: Site, server: Server) -> None:
    desk = Desk(site, server, "/a")
    desk.urls = ["http://127.0.0.1:9/a", "http://nowhere.invalid/a", "http://user:x@127.0.0.1/"]
    for day in range(3):
        found = desk.ask(day)
        assert (found.news, found.asked, found.left) == ((), 3, 0)
        assert len(found.unreached) == 3
    assert not desk.written


def test_head_is_asked_before_get_and_robots_txt_first(site: Site, server: Server) -> None:
    Desk(site, server, "/a").ask(0)
    assert server.questions == ["GET /robots.txt", "HEAD /a", "GET /a"]


def test_what_robots_txt_forbids_is_not_asked(site: Site, server: Server) -> None:
    server.replies["/robots.txt"] = Reply(body=b"User-agent: *\nDisallow: /a\n")
    assert Desk(site, server, "/a").ask(0).unreached[0].reason.startswith("robots.txt")
    assert server.questions == ["GET /robots.txt"]


def test_one_host_gets_one_question_at_a_time_with_a_pause(site: Site, server: Server) -> None:
    server.replies |= {f"/{n}": Reply() for n in range(3)}
    Desk(site, server, *(f"/{n}" for n in range(3))).ask(0, QUICK._replace(pause=0.1))
    assert min(later - earlier for earlier, later in pairwise(server.times)) >= 0.1


def test_each_original_is_asked_once_a_day(site: Site, server: Server) -> None:
    server.replies["/locked"] = Reply(403)
    desk = Desk(site, server, "/there", "/gone", "/locked")
    assert desk.ask(0)[:3] == (3, 0, 0)
    before = desk.written
    # What could not be reached may be asked again.
    assert desk.ask(0, hours=11)[:3] == (1, 2, 0)
    assert desk.written == before
    assert desk.ask(1)[:3] == (3, 0, 0)


def test_what_is_left_when_the_time_is_over_comes_first_in_the_next_run(site: Site, server: Server) -> None:
    paths = [f"/{n}" for n in range(9)]
    server.replies |= {path: Reply() for path in paths}
    desk = Desk(site, server, *paths)
    limits = QUICK._replace(pause=0.1, total=0.45)
    first = desk.ask(0, limits)
    assert 0 < first.left < 9
    asked = {question for question in server.questions if question.startswith("HEAD")}
    server.questions.clear()
    desk.ask(1, limits)
    heads = [question for question in server.questions if question.startswith("HEAD")]
    assert heads[0] not in asked


def test_what_was_missing_is_asked_first(site: Site, server: Server) -> None:
    server.replies |= {f"/{n}": Reply() for n in range(5)}
    desk = Desk(site, server, "/gone", *(f"/{n}" for n in range(5)))
    desk.ask(0)
    server.questions.clear()
    desk.ask(1)
    assert server.questions[1] == "HEAD /gone"


def test_a_run_that_is_stopped_keeps_what_it_learnt(
    site: Site, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(site, server, "/gone")

    def stopped(*arguments: object, **options: bool) -> None:
        ask(*arguments, **options)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(dead_originals, "ask", stopped)
    with pytest.raises(KeyboardInterrupt):
        desk.ask(0)
    assert 'state = "missing"' in desk.written
    monkeypatch.undo()
    assert desk.ask(0)[:3] == (0, 1, 0)


def test_what_has_moved_for_good_is_told_with_its_new_address(site: Site, server: Server) -> None:
    server.replies["/old"] = Reply(301, (("Location", "/there"),))
    desk = Desk(site, server, "/old")
    assert desk.news(0) == [("/old", "moved")]
    assert f'state = "moved"\nsince = "2026-11-30"\nto = "{server.url("/there")}"\n' in desk.written
    assert desk.news(1) == []


def test_verdicts_on_what_no_article_names_are_dropped_unless_a_person_decided(site: Site, server: Server) -> None:
    for url, fixed in (("https://gone.example/a", "false"), ("https://gone.example/b", "true")):
        verdict = f'[[original]]\nurl = "{url}"\nstate = "dead"\nsince = "2026-11-01"\nfixed = {fixed}\n'
        with (site.root / "originals.toml").open("a") as file:
            file.write(verdict)
    desk = Desk(site, server, "/there")
    assert desk.ask(0).forgotten == ("https://gone.example/a",)
    assert "https://gone.example/b" in desk.written
    assert "https://gone.example/a" not in desk.written


def test_what_a_person_decided_is_not_asked(site: Site, server: Server) -> None:
    desk = Desk(site, server, "/there")
    verdict = f'[[original]]\nurl = "{desk.urls[0]}"\nstate = "dead"\nsince = "2026-11-01"\nfixed = true\n'
    site.put("originals.toml", verdict.encode())
    assert desk.ask(0)[:3] == (0, 0, 0)
    assert not server.questions
    assert 'state = "dead"' in desk.written


def test_nothing_is_asked_while_the_verdicts_have_faults(site: Site, server: Server) -> None:
    site.put("originals.toml", b"[[original]]\n")
    with pytest.raises(SiteError):
        Desk(site, server, "/there").ask(0)
    assert not server.questions


def test_private_hosts_are_asked_only_if_that_is_allowed(tmp_path: Path, server: Server) -> None:
    original = Original("content/a.md", "", server.url("/there"), "", (), Moment("2026-01-01T00:00:00+00:00"))
    found = checked(tmp_path, Question(by_address([original]), agent_of(""), START), QUICK, unwatched)
    assert found.unreached[0].reason == "it lies in a private network, which is not asked"
    assert not server.questions
