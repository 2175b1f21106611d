"""`originals.toml`: what became of originals, read strictly."""

from __future__ import annotations

from time import process_time

import pytest
from conftest import Site, told

from tagarchive.core.errors import SiteError
from tagarchive.reading.verdict_file import dead_in, read_verdicts

ONE = """\
# By hand.
[[original]]
url = "https://wire.example/a"
state = "dead"
since = "2026-11-20"
status = 404
fixed = true
note = "Asked the desk."

[[original]]
url = "https://wire.example/b"
state = "moved"
since = "2026-11-20"
to = "https://wire.example/c"
"""


def test_a_verdict_says_what_became_of_an_original() -> None:
    dead, moved = read_verdicts(ONE)
    assert (dead.original, dead.state, dead.since, dead.status) == ("https://wire.example/a", "dead", "2026-11-20", 404)
    assert (dead.fixed, dead.note, moved.to) == (True, "Asked the desk.", "https://wire.example/c")
    assert dead_in((dead, moved)) == {"https://wire.example/a"}
    assert read_verdicts("") == ()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('state = "dead"', 'state = "ded"', "originals.toml:4:1: bad-value"),
        ('since = "2026-11-20"\nstatus', "since = 2026-11-20\nstatus", "originals.toml:5:1: bad-value"),
        ('since = "2026-11-20"\nstatus', 'since = "2026-11-31"\nstatus', "originals.toml:5:1: bad-value"),
        ("status = 404", 'status = "404"', "originals.toml:6:1: bad-value"),
        ("status = 404", "status = 4040", "originals.toml:6:1: bad-value"),
        ('url = "https://wire.example/a"', 'url = "wire.example/a"', "originals.toml:3:1: bad-value"),
        ('url = "https://wire.example/a"\n', "", "originals.toml:2:1: missing-key"),
        ("note", "notes", "originals.toml:8:1: unknown-key"),
        ("[[original]]", "[[originals]]", "originals.toml:2:1: unknown-key"),
        ("wire.example/b", "wire.example/a", "originals.toml:11:1: bad-value"),
        ('"dead"', "dead", "originals.toml:4:9: bad-toml"),
    ],
)
def test_what_is_wrong_in_it_is_told_with_its_line(old: str, new: str, problem: str) -> None:
    with pytest.raises(SiteError) as caught:
        read_verdicts(ONE.replace(old, new, 1))
    assert told(caught.value.problems) == [problem]


def test_time_grows_with_the_number_of_verdicts() -> None:
    many = "".join(ONE.replace("wire", f"wire{n}") for n in range(4_000))
    start = process_time()
    assert len(read_verdicts(many)) == 8_000
    # Were each table counted anew, it would take many times as long.
    assert process_time() - start < 10


def test_a_build_stops_at_a_wrong_verdict(site: Site) -> None:
    site.article("a").write(f"-- originals.toml --\n{ONE.replace('dead', 'ded')}")
    (problem,) = site.problems()
    assert (problem, problem.hint) == ("originals.toml:4:1: bad-value", "did you mean “dead”?")
