"""The search index: the same bytes each time, made again when a text changed, and published with all other files."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from conftest import CONFIG, Site

from tagarchive.build import extras, stage, update
from tagarchive.build.report import SearchTime, as_object
from tagarchive.build.search import index_files
from tagarchive.render.search.canonical import content_of
from tagarchive.render.search.parts import parted

SEARCH = '[search]\nengine = "pagefind"\n'
ENTRY = "search/pagefind/pagefind-entry.json"


@pytest.fixture
def desk(site: Site) -> Site:
    """Three articles that readers can search."""
    site.write(f"-- site.toml --\n{CONFIG}{SEARCH}")
    site.article("a", tags="[Iran, Iraq, Oil]", authors="[Ann, Bob]", source="Wire", body="Drones over the river.")
    site.article("b", date="2020-05-01", tags="[Iraq]", authors="[Cay]", source="Post", body="A bridge.")
    return site.article("c", date="2019-05-01", tags="[Oil, Iraq]", body="Ships &amp; ports.")


def index_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.startswith("search/pagefind/")}


def fragments(files: Mapping[str, bytes]) -> dict[str, dict[str, object]]:
    """What the index says of each article, by its address."""
    parts = (gzip.decompress(data) for path, data in files.items() if path.endswith(".pf_fragment"))
    found = (json.loads(part.removeprefix(b"pagefind_dcd")) for part in parts)
    return {one["url"]: one for one in found}


def was_made(site: Site) -> bool:
    assert isinstance(site.report.search, SearchTime)
    return site.report.search.is_made


def test_the_index_holds_what_readers_search_and_filter_by(desk: Site) -> None:
    found = fragments(desk.build())
    assert found.keys() == {"/articles/a/", "/articles/b/", "/articles/c/"}
    a = found["/articles/a/"]
    assert a["content"] == "Drones over the river."
    assert a["meta"] == {
        "title": "a",
        "date": "2021-01-01",
        "tags": "Iran, Iraq, Oil",
        "source": "Wire",
        "authors": "Ann, Bob",
    }
    assert a["filters"] == {
        "tag": ["Iran", "Iraq", "Oil"],
        "source": ["Wire"],
        "author": ["Ann", "Bob"],
        "year": ["2021"],
    }
    assert found["/articles/c/"]["content"] == "Ships & ports."


def test_addresses_in_the_index_have_the_path_of_the_site(desk: Site) -> None:
    desk.write(f'-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/an/archive/"\n{SEARCH}')
    files = desk.build()
    assert "/an/archive/articles/a/" in fragments(files)
    assert 'data-index="/an/archive/search/pagefind/"' in files["search/index.html"].decode()
    assert 'action="/an/archive/search/"' in files["index.html"].decode()


def test_an_article_under_a_narrower_tag_is_found_under_the_wider_one(desk: Site) -> None:
    desk.write("-- content/tags/iran.md --\n---\nparent: Middle East\n---\n")
    assert fragments(desk.build())["/articles/a/"]["filters"]["tag"] == ["Iran", "Iraq", "Middle East", "Oil"]  # type: ignore[index]


def test_a_clean_build_makes_the_same_bytes(desk: Site) -> None:
    first = index_of(desk.build())
    assert len(first) > 10
    for _ in range(3):
        assert index_of(desk.build(clean=True)) == first
        assert desk.report.written == ()
        assert was_made(desk)


def test_only_what_readers_search_makes_the_index_again(desk: Site) -> None:
    first = index_of(desk.build())
    desk.write("-- templates/404.html --\nGone\n")
    assert index_of(desk.build()) == first
    assert not was_made(desk)
    desk.article(
        "b", date="2020-05-01", tags="[Iraq]", authors="[Cay]", source="Post", aliases="[/x/]", body="A bridge."
    )
    assert index_of(desk.build()) == first
    assert not was_made(desk)
    desk.article("b", date="2020-05-01", tags="[Iraq]", authors="[Cay]", source="Post", body="A ford.")
    after = index_of(desk.build())
    assert was_made(desk)
    assert fragments(after)["/articles/b/"]["content"] == "A ford."
    assert index_of(desk.build(clean=True)) == after
    desk.build()
    assert not (desk.report.search and desk.report.search.is_made)


def test_a_new_tag_author_or_headline_makes_the_index_again(desk: Site) -> None:
    desk.build()
    for change in ({"tags": "[Iran]"}, {"authors": "[Dee]"}, {"title": "Another"}, {"source": "Times"}):
        desk.article("b", **change, body="A bridge.").build()
        assert was_made(desk)


def test_files_of_the_index_that_vanish_or_are_edited_are_made_again(desk: Site) -> None:
    first = index_of(desk.build())
    (desk.output / ENTRY).unlink()
    next(desk.output.rglob("*.pf_meta")).write_bytes(b"edited")
    assert index_of(desk.build()) == first
    assert was_made(desk)
    assert len(desk.report.written) == 2


def test_a_site_that_gives_up_search_has_no_index_any_more(desk: Site) -> None:
    desk.build()
    desk.write(f"-- site.toml --\n{CONFIG}")
    files = desk.build()
    assert [path for path in files if path.startswith("search/")] == []
    assert b"search-box" not in files["index.html"]
    assert desk.report.search is None


def test_the_index_of_a_machine_without_a_store_is_the_same(desk: Site) -> None:
    first = desk.build()
    for file in (desk.root / ".tagarchive").glob("store*"):
        file.unlink()
    assert desk.build() == first
    assert desk.report.written == ()
    desk.article("b", body="Another text.").build()
    (desk.root / ".tagarchive" / "store.sqlite3").unlink()
    desk.article("b", body="A third.")
    after = desk.build()
    assert after == desk.build(clean=True)


def test_a_dry_run_names_the_files_of_the_index_and_writes_none(desk: Site) -> None:
    assert desk.build(dry_run=True) == {}
    assert ENTRY in desk.report.written
    desk.build()
    desk.article("b", body="Another text.")
    before = desk.published()
    assert desk.build(dry_run=True) == before
    assert [path for path in desk.report.removed if path.endswith(".pf_fragment")]
    assert ENTRY in desk.report.written


def test_prune_and_swap_keep_the_index(desk: Site) -> None:
    desk.write(f"-- site.toml --\n{CONFIG}{SEARCH}[build]\nswap = true\n")
    first = index_of(desk.build(prune=True))
    desk.article("b", body="Another text.")
    after = index_of(desk.build(prune=True))
    assert after != first
    assert after == index_of(desk.build(clean=True, prune=True))


@pytest.mark.parametrize("moment", ["put", "publish", "settled_states"])
def test_a_build_that_is_killed_while_it_publishes_is_no_index_of_the_next_one(
    desk: Site, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    first = desk.build()
    desk.article("b", body="Another text.")
    with monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(stage.Stage, moment, killed)
        with pytest.raises(KeyboardInterrupt):
            desk.build()
    desk.article("b", date="2020-05-01", tags="[Iraq]", authors="[Cay]", source="Post", body="A bridge.")
    assert desk.build() == first


def test_a_build_that_is_killed_after_it_published_is_no_index_of_the_next_one(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.build()
    desk.article("b", body="Another text.")
    with monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(update, "recording", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.build()
    desk.article("b", date="2020-05-01", tags="[Iraq]", authors="[Cay]", source="Post", body="A bridge.")
    assert desk.build() == first


def test_the_explanation_of_a_file_of_the_index_is_that_a_text_changed(desk: Site) -> None:
    desk.build()
    desk.article("b", body="Another text.").build(explain=ENTRY)
    assert desk.report.explained == f"{ENTRY}: made, because a text that readers can search changed"


def test_the_time_of_the_index_is_reported_apart(desk: Site) -> None:
    desk.build()
    told = as_object(desk.report, (), ())["search"]
    assert isinstance(told, dict)
    assert told["made"] is True
    assert told["seconds"] > 0
    assert desk.report.rendered.count("search/index.html") == 1
    assert not [path for path in desk.report.rendered if "pagefind" in path]


def test_search_without_its_package_is_a_problem_with_the_command_that_installs_it(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "PAGEFIND", "no_such_package")
    problem = desk.problems()[0]
    assert problem == "site.toml:4:1: missing-extra"
    assert problem.hint == "pip install 'tagarchive[search]'"
    desk.write(f'-- site.toml --\n{CONFIG}[search]\nengine = "none"\n').build()


REFUSAL = b64encode(b'{"payload": {"type": "Error", "message": "full"}}').decode()


@pytest.mark.parametrize(
    ("script", "why"), [("exit 1", "ended"), ("exec >&-", "ended"), (f"echo {REFUSAL},; cat >/dev/null", "full")]
)
def test_a_program_that_fails_leaves_the_published_site_as_it_was(
    desk: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    before = desk.build()
    desk.article("b", body="Another text.")
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(index_files, "program", lambda: program)
    problem = desk.problems()[0]
    assert problem == "site.toml: search-failed"
    assert why in problem.message
    assert desk.published() == before


def test_a_program_that_is_not_there_is_told(desk: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_files, "program", lambda: Path("/nowhere/pagefind"))
    assert desk.problems() == ["site.toml: search-failed"]


def test_each_language_of_a_site_has_an_index_of_its_own(desk: Site) -> None:
    desk.write(f"-- site.toml --\n{CONFIG}{SEARCH}[languages.fa]\n[languages.fr]\n[cards]\nenabled = true\n")
    desk.article("p", title="پهپاد", lang="fa", tags="[Oil]", body="پهپادها بر فراز رود.")
    desk.article("q", title="Drones", lang="fr", body="Des drones.")
    files = desk.build()
    languages = json.loads(files[ENTRY])["languages"]
    assert {name: one["page_count"] for name, one in languages.items()} == {"en": 3, "fa": 1, "fr": 1}
    assert b'data-index="/search/pagefind/"' in files["fa/search/index.html"]
    assert b'action="/fa/search/"' in files["fa/index.html"]
    assert "/fa/articles/p/" in fragments(files)
    assert desk.build(clean=True) == files
    assert "fr/card.png" in files


def test_pages_of_a_part_are_in_the_order_of_their_lengths_and_are_filtered_by_what_they_have(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_files, "parted", partial(parted, size=5))
    site.write(f"-- site.toml --\n{CONFIG}[duplicates]\nmode = 'off'\n{SEARCH}")
    for n in range(20):
        site.article(f"n{n}", tags=f"[T{n % 3}]", date=f"{2010 + n % 4}-01-01", body="word " * (n * 7 % 20 + 1))
    files = index_of(site.build())
    by_url, names = fragments(files), dict[str, str]()
    for path, data in files.items():
        if path.endswith(".pf_fragment"):
            names[Path(path).stem] = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))["url"]
    parts = [content_of(data) for path, data in files.items() if path.endswith(".pf_meta")]
    assert len(parts) == 4
    assert sorted(names[page] for _, pages, *_ in parts for page, _ in pages) == sorted(by_url)
    for _, pages, _, filters, *_ in parts:
        lengths = [length for _, length in pages]
        assert lengths == sorted(lengths)
        found = {(title, value, names[pages[page][0]]) for title, value, page in _filtered(filters, files)}
        own = {names[page] for page, _ in pages}
        assert found == {
            (title, value, url)
            for url in own
            for title, values in cast("dict[str, list[str]]", by_url[url]["filters"]).items()
            for value in values
        }


def _filtered(filters: Sequence[tuple[str, str]], files: Mapping[str, bytes]) -> Iterator[tuple[str, str, int]]:
    """Each filter and value of a part with the place of a page."""
    for title, name in filters:
        _, values = content_of(files[f"search/pagefind/filter/{name}.pf_filter"])
        for value, pages in values:
            assert pages == sorted(pages)
            yield from ((title, value, page) for page in pages)


def test_search_engines_are_asked_not_to_list_the_search_page(desk: Site) -> None:
    files = desk.build()
    assert b'<meta name="robots" content="noindex">' in files["search/index.html"]
    assert b"/search/" not in files["sitemap.xml"]


def test_drafts_copies_and_withdrawn_articles_are_not_found(desk: Site) -> None:
    text = "Officials said that two drones fell near the river bridge before dawn and that nobody was hurt by them. "
    desk.write(f"-- site.toml --\n{CONFIG}{SEARCH}[duplicates]\nmode = 'fold'\n")
    desk.article("d", draft="true").article("e", withdrawn="{date: 2021-02-01}", title="Secret")
    desk.article("f", date="2021-02-01", body=text * 3).article("g", date="2021-02-02", body=text * 3)
    found = fragments(desk.build())
    assert found.keys() == {f"/articles/{name}/" for name in "abcf"}
