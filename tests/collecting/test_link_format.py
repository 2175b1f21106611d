"""Links in the link format, as TimeMaps have them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.collecting.originals.link_format import Dated, copies_in, links, moment_of

COPIES = "http://arxiv.example.net/web"

MAP = """\
<http://a.example.org>;rel="original",
<http://arxiv.example.net/timemap/http://a.example.org>; rel="self";type="application/link-format"
  ; from="Tue, 20 Jun 2000 18:02:59 GMT"; until="Wed, 09 Apr 2008 20:30:51 GMT",
<http://arxiv.example.net/web/2000/http://a.example.org/?a=1,2;b>
  ; rel="first memento";datetime="Tue, 20 Jun 2000 18:02:59 GMT"
  ; license="a \\"quoted\\", text",
<http://arxiv.example.net/web/2008/http://a.example.org>; REL=memento; datetime="Wed, 09 Apr 2008 20:30:51 GMT",
<http://arxiv.example.net/web/bad>; rel="memento"; datetime="yesterday"
"""


def test_copies_have_their_moments() -> None:
    assert copies_in(MAP) == (
        Dated(
            "http://arxiv.example.net/web/2000/http://a.example.org/?a=1,2;b",
            datetime(2000, 6, 20, 18, 2, 59, tzinfo=UTC),
        ),
        Dated("http://arxiv.example.net/web/2008/http://a.example.org", datetime(2008, 4, 9, 20, 30, 51, tzinfo=UTC)),
    )
    assert list(links(MAP))[2].parameters["license"] == 'a "quoted", text'


@given(st.text(st.sampled_from('<>;,="\\ ar')))
def test_any_text_has_links_or_none(text: str) -> None:
    assert len(list(links(text))) <= text.count("<")


@pytest.mark.parametrize("part", ["<>", '<>;a="', '<>;a="\\"', ";a=", "<>;a=\\", "<", ' ;a="\\'])
def test_time_grows_with_the_text(part: str) -> None:
    start = perf_counter()
    list(links(part * 100_000))
    assert perf_counter() - start < 5


@given(st.datetimes(datetime(1000, 1, 1), datetime(9999, 1, 1)))  # noqa: DTZ001 (the strategy wants them so)
def test_a_moment_of_http_is_read(naive: datetime) -> None:
    moment = naive.replace(microsecond=0, tzinfo=UTC)
    assert moment_of(format_datetime(moment, usegmt=True)) == moment


@pytest.mark.parametrize("text", ["", "soon", "Mon, 99 Nov 2021 10:00:00 GMT", "Mon, 08 Nov 0000 10:00:00 +9999"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment_of(text) is None


def test_an_offset_is_counted() -> None:
    moment = moment_of("Mon, 08 Nov 2021 10:00:00 +0200")
    assert moment is not None
    assert (moment, moment.utcoffset()) == (datetime(2021, 11, 8, 8, tzinfo=UTC), timedelta())
