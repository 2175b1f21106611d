"""Questions to a Memento service, which is a server on this machine (RFC 7089)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from replies import Reply, Server, replying

from tagarchive.checking.external import agent_of
from tagarchive.checking.visits import Limits
from tagarchive.collecting.originals.link_format import Dated
from tagarchive.collecting.originals.memento import Found, Service, Wanted, nearest_copies
from tagarchive.reading.original_options import OriginalOptions
from tagarchive.reading.text_types import WebUrl

QUICK = Limits(pause=0.0, seconds=2.0, longest_wait=0.01)
MOMENT = datetime(2021, 11, 8, 10, tzinfo=UTC)
MADE = datetime(2021, 11, 9, 8, 30, tzinfo=UTC)
PAGE = "https://wire.example/a?b=1"


@pytest.fixture
def server() -> Iterator[Server]:
    with replying() as made:
        yield made


def memento(status: int = 200, made: datetime = MADE, **headers: str) -> Reply:
    others = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(status, (("Memento-Datetime", format_datetime(made, usegmt=True)), *others))


def moved(to: str, status: int = 302) -> Reply:
    return Reply(status, (("Location", to), ("Vary", "accept-datetime")))


def ask(server: Server, *pages: str, gate: str = "/gate/", timemap: str = "", limits: Limits = QUICK) -> list[Found]:
    gates = [WebUrl(server.url(path) if path else "") for path in (gate, timemap)]
    service = Service(OriginalOptions(timegate=gates[0], timemap=gates[1]), agent_of(""), allow_private=True)
    return list(nearest_copies([Wanted(page, MOMENT) for page in pages or (PAGE,)], service, limits))


def copy(server: Server, path: str, made: datetime = MADE) -> Dated:
    return Dated(server.url(path), made)


def test_a_timegate_leads_to_the_copy_nearest_to_a_moment(server: Server) -> None:
    server.replies |= {f"/gate/{PAGE}": moved("/web/20211109/a"), "/web/20211109/a": memento()}
    assert ask(server) == [Found(PAGE, copy(server, "/web/20211109/a"))]
    assert server.questions == [f"GET /gate/{PAGE}", "GET /web/20211109/a"]
    assert set(server.moments) == {"Mon, 08 Nov 2021 10:00:00 GMT"}


def test_a_timegate_may_lead_on_to_another(server: Server) -> None:
    server.replies |= {f"/gate/{PAGE}": moved(f"/other/{PAGE}", 307), f"/other/{PAGE}": moved("/web/a")}
    server.replies["/web/a"] = memento()
    assert ask(server)[0].copy == copy(server, "/web/a")


def test_a_timegate_may_answer_with_the_copy_itself(server: Server) -> None:
    server.replies[f"/gate/{PAGE}"] = memento(Content_Location="/web/a")
    assert ask(server)[0].copy == copy(server, "/web/a")


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(404), "the service has no copy"),
        (Reply(200), "the service has no copy"),
        (memento(404), "the nearest copy is of an error, 404"),
        (Reply(406), "the answer 406"),
        (moved("ftp://web.example/a"), "the service leads to no plain web address, or on and on"),
        (moved("http://name:word@127.0.0.1/a"), "the service leads to no plain web address, or on and on"),
        (moved(f"/gate/{PAGE}"), "the service leads to no plain web address, or on and on"),
        (memento(Content_Location='/a"b c'), ""),
    ],
)
def test_what_is_no_copy_is_none(server: Server, reply: Reply, reason: str) -> None:
    server.replies[f"/gate/{PAGE}"] = reply
    (found,) = ask(server)
    assert (found.copy is None, found.reason) == (bool(reason), reason)
    assert not found.copy or '"' not in found.copy.url


def test_the_timemap_has_the_nearest_copy_that_is_not_of_an_error(server: Server) -> None:
    lines = [f'<{PAGE}>; rel="original"']
    for day in (1, 8, 9, 20):
        moment = format_datetime(datetime(2021, 11, day, tzinfo=UTC), usegmt=True)
        lines.append(f'<{server.url(f"/web/{day}")}>; rel="memento"; datetime="{moment}"')
    server.replies[f"/map/{PAGE}"] = Reply(body=",\n".join(lines).encode())
    server.replies |= {"/web/8": memento(404), "/web/9": memento(), "/web/1": memento()}
    assert ask(server, gate="", timemap="/map/")[0].copy == copy(server, "/web/9")
    assert ask(server, timemap="/map/")[0].copy == copy(server, "/web/9")
    server.replies |= {"/web/9": Reply(404), "/web/1": memento(503)}
    assert ask(server, gate="", timemap="/map/")[0].copy is None
    assert not any("/web/20" in question for question in server.questions)


def test_a_fragment_stays_at_home(server: Server) -> None:
    ask(server, "https://wire.example/a#part")
    assert server.questions == ["GET /gate/https://wire.example/a"]


def test_an_address_in_a_query_of_the_service_is_encoded(server: Server) -> None:
    ask(server, PAGE, gate="/gate?url=")
    assert server.questions == ["GET /gate?url=https%3A%2F%2Fwire.example%2Fa%3Fb%3D1"]


def test_a_service_that_asks_to_be_left_alone_is(server: Server) -> None:
    server.replies[f"/gate/{PAGE}"] = Reply(429, (("Retry-After", "60"),))
    server.replies[f"/map/{PAGE}"] = Reply(429)
    assert ask(server, PAGE, "https://wire.example/b") == []
    assert ask(server, PAGE, "https://wire.example/b", gate="", timemap="/map/") == []
    assert len(server.questions) == 2


def test_a_service_that_does_not_answer_is_soon_asked_no_more(server: Server) -> None:
    pages = [f"https://wire.example/{n}" for n in range(9)]
    service = Service(OriginalOptions(timegate=WebUrl("http://127.0.0.1:9/")), agent_of(""), allow_private=True)
    found = nearest_copies([Wanted(page, MOMENT) for page in pages], service, QUICK)
    assert [one.copy for one in found] == [None] * 3
    assert not server.questions


def test_the_time_for_all_questions_is_bounded(server: Server) -> None:
    pages = [f"https://wire.example/{n}" for n in range(9)]
    assert 0 < len(ask(server, *pages, limits=QUICK._replace(pause=0.1, total=0.35))) < 9


def test_a_service_in_a_private_network_is_refused(server: Server) -> None:
    service = Service(OriginalOptions(timegate=WebUrl(server.url("/gate/"))), agent_of(""))
    (found,) = nearest_copies([Wanted(PAGE, MOMENT)], service, QUICK)
    assert found == Found(PAGE, None, "it lies in a private network, which is not asked")
    assert not server.questions
