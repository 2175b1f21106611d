"""An archive after edits is the same, whether it is assembled as a whole or with the steps of the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from conftest import NOW, examples
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tagarchive.archive import assemble, terms
from tagarchive.archive.assemble import Assembled, assembled
from tagarchive.archive.duplicates.pairs import Pair
from tagarchive.archive.filing import Filing
from tagarchive.archive.material import Material
from tagarchive.archive.tags import tags, uses
from tagarchive.build.parse_worker import ReadDocument, Wanted, read_all
from tagarchive.reading.config import Config, read_config
from tagarchive.reading.documents import Document
from tagarchive.reading.edition import Edition

_decoder = msgspec.msgpack.Decoder(Document)

SETTINGS = settings(max_examples=examples(60))

CONFIGS = [
    read_config(f'title = "T"\nbase_url = "https://t.example/"\n{more}')
    for more in (
        "[pairs]\nleast = 1",
        '[pairs]\nleast = 2\n[duplicates]\nmode = "fold"\n[archive]\ndates = "months"',
        '[taxonomy.series]\ntitle = "Series"\n[pairs]\nleast = 1',
        "[pairs]\nleast = 1\n[languages.fa]",
    )
]

NAMES = [f"content/{name}.md" for name in ("a", "b", "c", "d", "e", "f", "g", "h", "fa/a", "fa/b")]
TAGS = st.lists(st.sampled_from(["Iran", "iran", "Iraq", "Oil", "War", "A b", "a B"]), max_size=4, unique=True)
FACTS = {
    "slug": ["one", "two"],
    "source": ["The Paper", "The Post", "{name: The Paper, canonical: original, url: 'https://p.example/1'}"],
    "authors": ["[Ann]", "[Bob, Ann]", "[ann]"],
    "draft": ["true"],
    "withdrawn": ["{date: 2021-03-01, reason: Asked for.}"],
    "aliases": ["[/was/]", "[/tag/was/]"],
    "guid": ["tag:t.example:1"],
    "key": ["talks"],
    "lang": ["ar"],
    "expires": ["2021-02-02", "2050-01-01"],
    "updated": ["2021-06-06", "2050-01-01"],
    "filed": ["2021-06-06"],
    "series": ["[Long war]"],
    "image": ["{src: m.svg, alt: M}"],
    "same_as": ["[b.md]"],
}
"""What an article may say besides its title, date and tags."""

BODIES = st.sampled_from(["", "Text.", "[to b](b.md)", "[to a](a.md)", "[to it](/articles/one/)"])
DAYS = st.integers(1, 9)


@st.composite
def articles(draw: st.DrawFn) -> str:
    said = draw(st.lists(st.sampled_from(sorted(FACTS)), max_size=2, unique=True))
    facts = "".join(f"{key}: {draw(st.sampled_from(FACTS[key]))}\n" for key in said)
    year = draw(st.sampled_from([2020, 2021, 2022, 2040]))
    date, title = f"{year}-0{draw(DAYS)}-01", draw(st.sampled_from(["T", "U"]))
    return f"---\ntitle: {title}\ndate: {date}\ntags: {draw(TAGS)}\n{facts}---\n{draw(BODIES)}"


OTHERS: Mapping[str, list[str]] = {
    "content/tags/iran.md": ["name: Iran\nparent: War", "name: Iran\nalso: [Oil]", "name: Iran\nhidden: true"],
    "content/tags/oil.md": ["name: Oil\ntitle: Crude", "name: Oil\nparent: [Iraq, Iran]", "name: Oil\nslug: crude"],
    "content/sources/paper.md": ["name: The Paper\nrepublish: excerpt", "name: The Paper\nalso: [The Post]"],
    "content/authors/ann.md": ["name: Ann\nalso: [Bob]", "name: Ann\nslug: annie"],
    "content/pages/about.md": ["title: About", "title: Of us\nslug: us"],
}
"""Files that are no articles, and what each may say."""

CHANGES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(NAMES), st.one_of(st.none(), articles(), articles())),
        st.sampled_from(sorted(OTHERS)).flatmap(
            lambda path: st.tuples(
                st.just(path), st.sampled_from([None, *(f"---\n{text}\n---\n" for text in OTHERS[path])])
            )
        ),
    ),
    min_size=1,
    max_size=3,
)
"""Files with their new texts; None for one that is deleted."""


@lru_cache(maxsize=1000)
def _document(path: str, text: str, config: int) -> Document | None:
    text = text if text.startswith("---") else f"---\n{text}\n---\n"
    with TemporaryDirectory() as folder:
        file = Path(folder, path)
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
        (read,) = read_all([Wanted(path, "")], folder, CONFIGS[config].parsing)
    return _decoder.decode(read.document) if isinstance(read, ReadDocument) else None


def _material(documents: Mapping[str, Document]) -> Material:
    near = ("content/c.md", "content/d.md")
    alike = (Pair(*near, 1.0, "text"),) if documents.keys() >= set(near) else ()
    return Material([documents[path] for path in sorted(documents)], pairs=alike)


def _tags(made: Assembled) -> list[object]:
    return [part.filed.tags.tags for part in made.steps.parts]


def _compare(config: int, start: Mapping[str, str], rounds: list[list[tuple[str, str | None]]]) -> None:
    """Edits a site and asserts after each round that both ways make one archive."""
    rules: Config = CONFIGS[config]
    found = {path: _document(path, text, config) for path, text in start.items()}
    documents = {path: one for path, one in found.items() if one}
    edition = Edition(drafts=False, now=NOW)
    before = assembled(_material(documents), rules, edition)
    for edits in rounds:
        now = dict(documents)
        for path, text in edits:
            document = _document(path, text, config) if text else None
            now = {key: one for key, one in now.items() if key != path} | ({path: document} if document else {})
        whole = assembled(_material(now), rules, edition)
        again = assembled(_material(now), rules, edition, None if before.problems else before.steps)
        assert again.problems == whole.problems
        assert again.archive == whole.archive
        assert again.linkable == whole.linkable
        assert _tags(again) == _tags(whole)
        if not whole.problems:
            documents, before = now, again


STARTS = st.dictionaries(st.sampled_from(NAMES), articles(), min_size=4)
ROUNDS = st.lists(CHANGES, min_size=1, max_size=4)


@given(st.integers(0, len(CONFIGS) - 1), STARTS, ROUNDS)
@SETTINGS
def test_an_archive_made_with_the_steps_of_the_one_before_is_the_same(
    config: int, start: dict[str, str], rounds: list[list[tuple[str, str | None]]]
) -> None:
    _compare(config, start, rounds)


def _plant_all_articles_as_unchanged(patch: pytest.MonkeyPatch) -> None:
    def unchanged(articles: Any, known: Mapping[str, Any]) -> dict[str, Any]:
        return {article.path: known[article.path] for article in articles if article.path in known}

    patch.setattr(assemble, "unchanged", unchanged)


def _plant_relations_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(assemble, "surely_related", lambda *_: lambda _: True)


def _plant_links_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Filing, "fits", lambda *_: True)


def _plant_places_that_stay(patch: pytest.MonkeyPatch) -> None:
    right = uses.changes

    def changed(*given: Any) -> Any:
        found = right(*given)
        return found and found._replace(now_at=[at if at < 0 else place for place, at in enumerate(found.now_at)])

    patch.setattr(uses, "changes", changed)


def _plant_tags_untouched(patch: pytest.MonkeyPatch) -> None:
    right = uses.updated
    patch.setattr(uses, "updated", lambda *given: right(*given)._replace(touched=frozenset()))


def _plant_faces_for_ever(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tags, "links_again", lambda now, *_: now.fresh)


def _plant_terms_by_address(patch: pytest.MonkeyPatch) -> None:
    right = terms.term

    def term(face: Any, articles: Any, text: Any = None, known: Mapping[Any, Any] = {}) -> Any:
        same = known.get(face.address)
        made = right(face, articles, text)
        return msgspec.structs.replace(made, articles=same.articles) if same else made

    patch.setattr(terms, "term", term)


@pytest.mark.parametrize(
    "plant",
    [
        _plant_all_articles_as_unchanged,
        _plant_relations_for_ever,
        _plant_links_for_ever,
        _plant_places_that_stay,
        _plant_tags_untouched,
        _plant_faces_for_ever,
        _plant_terms_by_address,
    ],
)
def test_a_fault_planted_in_what_is_taken_over_is_caught(
    plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)

    @given(st.integers(0, len(CONFIGS) - 1), STARTS, ROUNDS)
    @settings(max_examples=500, phases=[Phase.generate], database=None, derandomize=True)
    def compared(config: int, start: dict[str, str], rounds: list[list[tuple[str, str | None]]]) -> None:
        _compare(config, start, rounds)

    with pytest.raises((AssertionError, KeyError, IndexError, ExceptionGroup)):
        compared()
