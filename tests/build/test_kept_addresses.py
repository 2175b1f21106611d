"""After any edits whatever, each address that was ever on record is answered: by a page, a redirect or as gone.

A machine edits a site that records what it publishes. Where a build stops, it does as the hint of the problem says.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from conftest import CONFIG, Site
from editing_machine import SETTINGS, machine_of, suppress_output
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from pictures import png

from tagarchive.archive import promises
from tagarchive.archive.ledger import Ledger, end_of
from tagarchive.archive.promises import Promises
from tagarchive.build.ledger_file import ledger_at
from tagarchive.commands.main import main
from tagarchive.core.address_kinds import has_page
from tagarchive.core.errors import SiteError
from tagarchive.core.urls import Address, out_path

NAMES = st.sampled_from(["a", "b", "c", "d"])
PATTERNS = st.sampled_from(["/articles/{slug}/", "/{year}/{slug}/", "/n/{slug}/", "/{slug}/"])
DECISIONS = {"taken-address", "duplicate-guid", "broken-redirect"}
"""Problems that leave a person a choice. The machine then takes its edit back."""


class Kept(RuleBasedStateMachine):
    """A site whose builds write its record. `ever` are all addresses that it ever had."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.site = Site(self.folder)
        self.ever = set[Address]()
        self.files: dict[str, bytes] = {}
        self.articles: dict[str, dict[str, str]] = {}
        self.good, self.were = self.folder / "good", self.articles
        self.codes = set[str]()
        self.is_moved, self.is_redated = False, False
        self.configure("/articles/{slug}/")
        for name in "abc":
            self.write(name, "T", picture=True, guid="")

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(address=PATTERNS)
    def pattern(self, address: str) -> None:
        self.is_moved = True
        self.configure(address)

    def configure(self, address: str) -> None:
        record = "[record]\nautomatic = true\n"
        self.site.write(f'-- site.toml --\n{CONFIG}{record}[articles]\naddress = "{address}"\n')

    @rule(name=NAMES, tag=st.sampled_from("TU"), picture=st.booleans(), guid=st.sampled_from(["", "urn:x:"]))
    def add(self, name: str, tag: str, *, picture: bool, guid: str) -> None:
        self.write(name, tag, picture=picture, guid=guid)

    def write(self, name: str, tag: str, *, picture: bool, guid: str) -> None:
        """Writes an article, which may have been there before, with a picture beside it."""
        self.site.put(f"content/{name}.png", png(1, 1))
        for other, said in self.articles.items():
            if said.pop("aliases", "") == f"[/articles/{name}/]":
                self.site.article(other, **said)
        keys = {"tags": f"[{tag}]", "body": f"![P]({name}.png)" if picture else "Text."}
        self.articles[name] = keys | ({"guid": f"{guid}{name}"} if guid else {})
        self.site.article(name, **self.articles[name])

    @rule(name=NAMES, date=st.sampled_from(["2020-05-05", "2021-01-01"]))
    def redate(self, name: str, date: str) -> None:
        """Changes a date. The id of the article has the old one, so the article is not found by it at a new address."""
        if name in self.articles:
            self.is_redated = True
            self.site.article(name, **self.articles[name] | {"date": date})

    @rule(name=NAMES, other=NAMES, leads=st.booleans())
    def rename(self, name: str, other: str, *, leads: bool) -> None:
        if name in self.articles and other not in self.articles:
            del self.articles[name]
            self.site.delete(f"content/{name}.md")
            keys = {"tags": "[T]", "aliases": f"[/articles/{name}/]"} if leads else {"tags": "[T]"}
            self.articles[other] = keys
            self.site.article(other, **keys)

    @rule(name=NAMES, picture=st.booleans())
    def delete(self, name: str, *, picture: bool) -> None:
        if self.articles.pop(name, None):
            self.site.delete(f"content/{name}.md")
        file = self.site.root / f"content/{name}.png"
        if picture and file.exists():
            file.unlink()

    @rule(which=st.integers(0, 100), other=st.integers(0, 100), leads=st.booleans())
    def retire(self, which: int, other: int, *, leads: bool) -> None:
        if self.ever:
            addresses = sorted(self.ever)
            to = ["--to", addresses[other % len(addresses)]] if leads else []
            self.run("retire", addresses[which % len(addresses)], *to)

    @rule(which=st.integers(0, 100))
    def unretire(self, which: int) -> None:
        retired = sorted(ledger_at(self.site.root).retired)
        if retired:
            assert self.run("unretire", retired[which % len(retired)]) == 0

    def run(self, *arguments: str) -> int:
        with suppress_output():
            return main([*arguments, "--root", str(self.site.root)])

    @invariant()
    def every_address_is_answered(self) -> None:
        is_good = self.built()
        assert self.is_redated or not (self.is_moved and "broken-promise" in self.codes)
        if not is_good:
            self.take_back()
            assert self.built()
        self.is_moved, self.codes = False, set()
        ledger = ledger_at(self.site.root)
        assert {*ledger.published, *ledger.retired} >= self.ever
        self.ever = {*ledger.published, *ledger.retired}
        assert [address for address in sorted(self.ever) if not self.answered(address, ledger)] == []
        rules = self.files.get("_redirects", b"").decode().splitlines()
        led = [out_path(Address(line.split()[0])) for line in rules]
        assert [path for path in led if path in self.files and not self.target(path)] == []
        shutil.rmtree(self.good, ignore_errors=True)
        shutil.copytree(self.site.root, self.good, ignore=shutil.ignore_patterns(".tagarchive"))
        self.were = deepcopy(self.articles)

    def built(self) -> bool:
        """Builds the site, and retires what it misses; False if a person has to decide."""
        try:
            self.files = self.site.build()
        except SiteError as error:
            codes = {problem.code for problem in error.problems}
            lost = [problem.message.split()[1].rstrip(",") for problem in error.problems]
        else:
            return True
        self.codes |= codes
        if codes & DECISIONS:
            return False
        assert codes == {"broken-promise"}
        return self.run("retire", *lost) == 0 and self.built()

    def take_back(self) -> None:
        """Puts the site back as the last build left it."""
        self.articles = deepcopy(self.were)
        shutil.rmtree(self.site.root / "content")
        shutil.copytree(self.good, self.site.root, dirs_exist_ok=True)

    def answered(self, address: Address, ledger: Ledger) -> bool:
        path = out_path(address)
        if path in self.files:
            target = self.target(path)
            return not target or (out_path(target) in self.files and not self.target(out_path(target)))
        record = ledger.retired.get(address)
        led = f"{address} ".encode() in self.files.get("_redirects", b"")
        return record is not None and not has_page(address) and led == bool(end_of(record.target, ledger))

    def target(self, path: str) -> Address | None:
        """Where the page at a path leads, if it is a redirect."""
        found = re.search(rb'http-equiv="refresh" content="0; ?url=(.*?)"', self.files[path])
        return Address(found[1].decode()) if found else None


def test_every_address_that_was_ever_on_record_is_answered() -> None:
    run_state_machine_as_test(Kept, settings=SETTINGS)


def _plant_articles_left_behind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Promises, "followed", lambda self, *_: self)


def _plant_retired_addresses_that_stay_so(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(promises, "revived", lambda ledger, _: ledger)


def _plant_files_off_the_record(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("tagarchive.archive.address_book.recorded_files", lambda *_: promises.RecordedFiles())
    patch.setattr("tagarchive.plan.plan.broken_promises", lambda *_: iter(()))


FAULTS: list[tuple[Callable[[pytest.MonkeyPatch], None], set[str]]] = [
    (_plant_articles_left_behind, {"pattern"}),
    (_plant_retired_addresses_that_stay_so, {"add", "delete"}),
    (_plant_files_off_the_record, {"delete"}),
]
"""Each fault, and the edits among which the machine finds it within seconds."""


@pytest.mark.parametrize(("plant", "edits"), FAULTS)
def test_the_machine_catches_a_planted_fault(
    plant: Callable[[pytest.MonkeyPatch], None], edits: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=r"^assert"):
        run_state_machine_as_test(machine_of(edits, Kept), settings=SETTINGS)
