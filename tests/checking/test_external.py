"""Links to other hosts: what is asked, how politely, and what is kept. The hosts are a server on this machine."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from checks import WHOLE
from conftest import Site
from replies import Reply, Server, replying

from tagarchive import __version__
from tagarchive.build.context import unwatched
from tagarchive.checking import external, visits
from tagarchive.checking.answers import FRESH, Answers
from tagarchive.checking.external import Asked, Question, agent_of, asked
from tagarchive.checking.outside import Answer, links_out
from tagarchive.checking.remote import Remote
from tagarchive.checking.visits import Limits
from tagarchive.commands.main import main
from tagarchive.core.urls import Addresses
from tagarchive.importing.inputs import hosts

QUICK = Limits(pause=0.0, seconds=5.0)
AGENT = agent_of("https://desk.example/")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that the check may ask, although it is on this machine."""
    monkeypatch.setattr(visits, "number_of", _let_through)
    with replying() as made:
        yield made


async def _let_through(host: str, port: int, *, allow_private: bool) -> str:
    assert not allow_private
    if host == "gone.example":
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    return await hosts.number_of(host, port, allow_private=True)


def ask(root: Path, *urls: str, limits: Limits = QUICK, again: bool = False) -> Asked:
    """What is learnt of some addresses, each of a file of its own."""
    remote = [Remote(url, "link", f"content/{n}.md") for n, url in enumerate(urls)]
    links = links_out(remote, Addresses("https://desk.example/"))
    return asked(root, Question(links, AGENT, again), limits, unwatched)


def answer(root: Path, url: str, limits: Limits = QUICK) -> Answer:
    (learnt,) = ask(root, url, limits=limits).answers
    return learnt


def test_what_is_there_is_asked_once_without_its_content(server: Server, tmp_path: Path) -> None:
    url = server.url("/there")
    assert answer(tmp_path, url) == Answer(url, "there")
    assert server.questions == ["GET /robots.txt", "HEAD /there"]
    assert server.agents == {f"tagarchive/{__version__} (+https://desk.example/; link check)"}


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_is_dead(server: Server, tmp_path: Path, status: int) -> None:
    server.replies["/gone"] = Reply(status)
    learnt = answer(tmp_path, server.url("/gone"))
    assert (learnt.state, learnt.reason) == ("dead", str(status))
    assert server.questions[1:] == ["HEAD /gone", "GET /gone"]


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_a_host_that_dislikes_head_is_asked_for_the_page(server: Server, tmp_path: Path, status: int) -> None:
    server.replies |= {"HEAD /page": Reply(status), "GET /page": Reply()}
    assert answer(tmp_path, server.url("/page")).state == "there"


def test_what_has_moved_for_good_has_a_target(server: Server, tmp_path: Path) -> None:
    server.replies |= {"/old": Reply(301, (("Location", "/mid"),)), "/mid": Reply(308, (("Location", "/there"),))}
    assert answer(tmp_path, server.url("/old#part")) == Answer(server.url("/old"), "moved", "", server.url("/there"))


def test_what_leads_on_for_now_has_not_moved(server: Server, tmp_path: Path) -> None:
    server.replies |= {"/now": Reply(302, (("Location", "/perm"),)), "/perm": Reply(301, (("Location", "/there"),))}
    assert answer(tmp_path, server.url("/now")).state == "there"


def test_what_has_moved_to_nothing_is_dead(server: Server, tmp_path: Path) -> None:
    server.replies["/old"] = Reply(301, (("Location", "/gone"),))
    learnt = answer(tmp_path, server.url("/old"))
    assert (learnt.state, learnt.reason) == ("dead", f"404 at {server.url('/gone')}")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(403), "the answer 403"),
        (Reply(500), "the answer 500"),
        (Reply(503), "the answer 503"),
        (Reply(302, (("Location", "/page"),)), "more than 5 redirects"),
        (Reply(302, (("Location", f"/{'x' * 3000}"),)), "a very long one"),
        (Reply(302, (("Location", "ftp://h.example/"),)), "no plain web address"),
        (Reply(302, (("Location", "http://me:pw@h.example/"),)), "no plain web address"),
    ],
)
def test_other_answers_say_nothing_of_the_page(server: Server, tmp_path: Path, reply: Reply, reason: str) -> None:
    server.replies["/page"] = reply
    result = ask(tmp_path, server.url("/page"))
    assert result.answers[0].state == "unreached"
    (unreached,) = result.external.unreached
    assert reason in unreached.reason
    assert unreached.files == ("content/0.md",)


def test_a_host_that_does_not_answer_is_asked_once(server: Server, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"
        result = ask(tmp_path, f"{closed}/a", f"{closed}/b", server.url("/there"))
    assert [one.state for one in result.answers if one.url.startswith(closed)] == ["unreached", "unreached"]


def test_a_host_that_does_not_exist_is_dead_and_a_machine_without_a_network_says_nothing(
    server: Server, tmp_path: Path
) -> None:
    (offline,) = ask(tmp_path, "http://gone.example/x").answers
    assert offline.state == "unreached"
    assert "is this machine connected?" in offline.reason
    dead, there = ask(tmp_path, "http://gone.example/x", server.url("/there")).answers[::-1]
    assert (dead.state, dead.reason, there.state) == ("dead", "its host does not exist", "there")


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost:9/", "http://10.0.0.1/", "http://[::1]/"])
def test_private_networks_are_never_asked(tmp_path: Path, url: str) -> None:
    learnt = answer(tmp_path, url)
    assert learnt.state == "unreached"
    assert "private network" in learnt.reason


def test_robots_txt_is_obeyed(server: Server, tmp_path: Path) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: tagarchive\nDisallow: /private/\n"
    server.replies["/robots.txt"] = Reply(200, (), rules)
    result = ask(tmp_path, server.url("/private/x"), server.url("/there"))
    assert [one.state for one in result.answers] == ["unreached", "there"]
    assert server.questions == ["GET /robots.txt", "HEAD /there"]


def test_a_host_gets_one_question_at_a_time_with_a_pause(server: Server, tmp_path: Path) -> None:
    ask(tmp_path, server.url("/there"), server.url("/there?2"), limits=QUICK._replace(pause=0.05))
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(server.times))


def test_a_host_that_asks_to_wait_shortly_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.replies["/busy"] = [Reply(429, (("Retry-After", "0"),)), Reply()]
    assert answer(tmp_path, server.url("/busy")).state == "there"


def test_a_host_that_asks_to_wait_long_is_left_alone_also_by_the_next_run(server: Server, tmp_path: Path) -> None:
    server.replies["/busy"] = Reply(503, (("Retry-After", "3600"),))
    first = ask(tmp_path, server.url("/busy"), server.url("/there"))
    assert (first.answers, first.external.left) == ((), 2)
    asked_before = list(server.questions)
    assert ask(tmp_path, server.url("/there")).external.left == 1
    assert server.questions == asked_before


def test_the_rest_is_left_when_the_time_is_over_and_the_next_run_goes_on(server: Server, tmp_path: Path) -> None:
    urls = [server.url(f"/there?{n}") for n in range(3)]
    server.replies |= {f"/there?{n}": Reply() for n in range(3)}
    first = ask(tmp_path, *urls, limits=QUICK._replace(pause=0.4, total=0.7))
    assert (first.external.asked, first.external.left) == (1, 2)
    second = ask(tmp_path, *urls)
    assert second.external[:3] == (2, 1, 0)
    assert len(second.answers) == 3


def test_what_is_learnt_before_ctrl_c_is_kept(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learn: Callable[[Answers, Answer], None] = Answers.learn

    def stopped(self: Answers, learnt: Answer) -> None:
        learn(self, learnt)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Answers, "learn", stopped)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        ask(tmp_path, server.url("/there"), server.url("/there?2"))
    signal.signal(signal.SIGINT, before)
    assert ask(tmp_path, server.url("/there")).external[:3] == (0, 1, 0)


def test_known_answers_are_not_asked_again_unless_that_is_asked_for(server: Server, tmp_path: Path) -> None:
    assert ask(tmp_path, server.url("/there")).external[:3] == (1, 0, 0)
    assert ask(tmp_path, server.url("/there")).external[:3] == (0, 1, 0)
    assert len(server.questions) == 2
    assert ask(tmp_path, server.url("/there"), again=True).external[:3] == (1, 0, 0)
    assert len(server.questions) == 4


def test_answers_hold_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000_000.0]
    monkeypatch.setattr("time.time", lambda: clock[0])
    there, unreached = Answer("https://h.example/", "there"), Answer("https://u.example/", "unreached", "500")
    with Answers(tmp_path) as answers:
        answers.learn(there)
        answers.learn(unreached)
        answers.pause("h.example", 60.0)
        urls = [there.url, unreached.url]
        assert answers.known(urls) == {there.url: there, unreached.url: unreached}
        assert answers.paused() == {"h.example"}
        clock[0] += FRESH["unreached"]
        assert answers.known(urls) == {there.url: there}
        assert not answers.paused()
        clock[0] += FRESH["there"]
        assert not answers.known(urls)


def test_a_damaged_file_of_answers_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / ".tagarchive").mkdir()
    (tmp_path / ".tagarchive" / "links.sqlite3").write_bytes(b"no database, but longer than the head of one" * 9)
    with Answers(tmp_path) as answers:
        answers.learn(Answer("https://h.example/", "there"))
    with Answers(tmp_path) as answers:
        assert list(answers.known(["https://h.example/"])) == ["https://h.example/"]


def test_links_of_texts_are_asked_and_those_of_the_site_and_of_templates_are_not() -> None:
    remote = [
        *(Remote("https://h.example/x#a", "link", "a"), Remote("https://h.example/x#b", "linked-picture", "b")),
        *(Remote("https://desk.example/x/", "link", "a"), Remote("mailto:a@h.example", "link", "a")),
        Remote("https://cdn.example/", "script", "templates/base.html"),
    ]
    assert links_out(remote, Addresses("https://desk.example/")) == {"https://h.example/x": (remote[0], remote[1])}


def test_the_command_reports_what_is_dead_and_moved_and_does_not_count_what_is_not_reached(
    server: Server, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(visits, "Limits", partial(Limits, pause=0.0))
    server.replies |= {"/old": Reply(301, (("Location", "/there"),)), "/locked": Reply(403)}
    site.article("a", **WHOLE, body=f"[x]({server.url('/there')}) [x]({server.url('/locked')})").article("b", **WHOLE)
    command = ["check", "--root", str(site.root), "--jobs", "1", "--external"]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert f"Could not be checked (1), and not counted:\n  {server.url('/locked')}: the answer 403" in out
    assert out.endswith("2 addresses on other hosts asked now, 0 known from before, 0 left for the next run.\n")
    site.article("b", **WHOLE, silence="moved-link", body=f"[x]({server.url('/old')})")
    site.article("c", **WHOLE, body=f"[x]({server.url('/old')}) [x]({server.url('/gone')})")
    assert main(command) == 1
    out = capsys.readouterr().out
    assert (
        f"  content/c.md:8:5: found a link to {server.url('/old')}, which has moved to {server.url('/there')}\n" in out
    )
    assert f"found a link to {server.url('/gone')}, which is dead: 404\n" in out
    assert "Silenced: moved-link (1).\n" in out


def test_copies_of_originals_are_asked_too(
    server: Server, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(visits, "Limits", partial(Limits, pause=0.0))
    copies = f"[{{url: '{server.url('/copy')}'}}, {{file: originals/a, kind: pdf}}]"
    site.article("a", **WHOLE, copies=copies).article("b", **WHOLE)
    assert main(["check", "--root", str(site.root), "--jobs", "1", "--external", "--only", "dead-link"]) == 1
    assert f"found a link to {server.url('/copy')}, which is dead: 404\n" in capsys.readouterr().out


def test_ctrl_c_says_that_what_was_learnt_is_kept(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(external, "ask", stopped)
    site.article("a", **WHOLE, body="<https://h.example/>")
    assert main(["check", "--root", str(site.root), "--jobs", "1", "--external"]) == 130
    assert "What was learnt is kept" in capsys.readouterr().err
