"""Rights: of what may not be shown, no byte is published."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from conftest import Site
from msgspec.structs import replace
from withheld import FULL, MINUTES, WORDS, everything, found, tree, with_files

from tagarchive.archive import rights
from tagarchive.reading.documents import Article
from tagarchive.reading.provenance import Republish

OWN = "Summary of the desk"
WITHHELD = WORDS | {MINUTES}
PARTS: tuple[Republish, ...] = ("excerpt", "link")


def ruled(site: Site, *, whole: str = "full", record: str = "full", article: str = "full") -> Site:
    """Writes what the site, the file of a source and each article say of the part that may be shown."""
    site.write(f"-- site.toml --{FULL.replace('[articles]', f'[articles]{chr(10)}republish = {whole!r}')}")
    site.write(f"-- content/sources/wire.md --\n---\nname: Wire\nrepublish: {record}\n---\n")
    own = f"{{name: Wire, republish: {article}}}" if article != "full" else "Wire"
    everything(site, "one", source=own, summary=OWN, aliases="[/was/]")
    sourced = {} if whole != "full" else {"source": own}
    everything(site, "two", date="2021-01-02", **sourced)
    return site.article("near", tags="[Border]", body="[one](one.md) [two](two.md)")


class Shown(NamedTuple):
    """A site that showed everything, and what it showed."""

    site: Site
    files: dict[str, str]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    site = ruled(with_files(Site(tmp_path_factory.mktemp("rights"))))
    site.build()
    return Shown(site, tree(site.output))


def test_what_may_be_shown_is_found(shown: Shown) -> None:
    places = found(shown.files, WITHHELD)
    assert places.keys() == WITHHELD
    assert {"index.html", "tag/border/index.html", "feed.xml", "atom.xml", "feed.json"} <= set(places["hushed20"])
    assert set(places["hushedfile"]) == {path for path in shown.files if path.startswith("files/")}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("rule", ["whole", "record", "article"])
def test_what_may_not_be_shown_any_more_is_nowhere(shown: Shown, rule: str, part: Republish) -> None:
    ruled(shown.site, **{rule: part}).build()
    files = tree(shown.site.output)
    assert found(files, WITHHELD) == {}
    assert ("articles/one/index.html" in found(files, [OWN]).get(OWN, [])) == (part == "excerpt")
    assert "Headline one" in files["tag/border/index.html"]


def _leak_of_points(right: Callable[[Article, Republish], Article], article: Article, part: Republish) -> Article:
    return replace(right(article, part), key_points=article.key_points)


def _leak_of_files(right: Callable[[Article, Republish], Article], article: Article, part: Republish) -> Article:
    allowed = right(article, part)
    return replace(allowed, outline=replace(allowed.outline, targets=article.outline.targets))


def _leak_of_length(right: Callable[[Article, Republish], Article], article: Article, part: Republish) -> Article:
    allowed = right(article, part)
    return replace(allowed, outline=replace(allowed.outline, words=article.outline.words))


@pytest.mark.parametrize(
    ("leak", "word"), [(_leak_of_points, "hushed10"), (_leak_of_files, "hushedfile"), (_leak_of_length, MINUTES)]
)
def test_a_planted_leak_is_found(
    shown: Shown, leak: Callable[..., Article], word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = rights.reduced
    monkeypatch.setattr(rights, "reduced", lambda article, part: leak(right, article, part))
    ruled(shown.site, whole="excerpt").build(clean=True)
    assert word in found(tree(shown.site.output), WITHHELD)
