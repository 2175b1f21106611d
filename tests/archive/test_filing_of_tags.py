"""Filing of tags as a whole: an archive holds exactly the articles of its tag and of those below it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, combinations, pairwise

from conftest import NOW
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from tagarchive.archive.assemble import assemble
from tagarchive.archive.material import Material
from tagarchive.archive.model import Archive
from tagarchive.core.dates import Moment
from tagarchive.core.errors import Location, Written
from tagarchive.plan.parts.pagination import page_slices
from tagarchive.reading.config import ArchiveOptions, Config
from tagarchive.reading.documents import Article, TagText
from tagarchive.reading.edition import Edition
from tagarchive.reading.tag_options import PairOptions

TAGS = [f"Tag {letter}" for letter in "abcdef"]
NAMES = {tag: [tag, tag.upper(), f"{tag}-old", f"Once {tag}"] for tag in TAGS}
"""Names of each tag. The last two are others, which its file has under `also`."""

KEPT = st.lists(st.sampled_from(TAGS), max_size=4)
OPTIONS = st.builds(
    ArchiveOptions, per_page=st.integers(1, 3), pagination=st.sampled_from(["from-oldest", "newest-first"])
)


def written(text: str) -> Written:
    return Written(text, Location("x.md", 1, 1))


@st.composite
def sites(draw: st.DrawFn) -> tuple[list[Article], list[TagText]]:
    """Articles with any names of tags, and a file for each tag, whose parents are before it in `TAGS`."""
    articles = [
        Article(
            path=f"content/{n}.md",
            digest=str(n),
            slug=written(f"a{n}"),
            title=f"a{n}",
            date=Moment(f"2021-01-{draw(st.integers(1, 4)):02}T00:00:00+00:00"),
            tags=tuple(written(draw(st.sampled_from(NAMES[tag]))) for tag in draw(KEPT)),
        )
        for n in range(draw(st.integers(0, 7)))
    ]
    texts = [
        TagText(
            path=f"content/tags/{n}.md",
            digest=str(n),
            name=written(tag),
            also=tuple(map(written, NAMES[tag][2:])),
            parent=tuple(map(written, draw(st.lists(st.sampled_from(TAGS[:n]), max_size=2)) if n else ())),
            hidden=draw(st.booleans()) and draw(st.booleans()),
            order=draw(st.sampled_from(["newest-first", "oldest-first"])),
        )
        for n, tag in enumerate(TAGS)
    ]
    return articles, texts


def filed(articles: list[Article], texts: list[TagText]) -> Mapping[str, set[str]]:
    """The articles of each tag by brute force: its own, and those of all tags that name it as a parent."""
    own = {name: tag for tag, names in NAMES.items() for name in names}
    held = {tag: {one.path for one in articles if tag in {own[name.text] for name in one.tags}} for tag in TAGS}
    for _ in TAGS:
        for text in texts:
            for parent in text.parent:
                held[parent.text] |= held[text.name.text]
    return held


def shown(archive: Archive, options: ArchiveOptions) -> dict[str, list[str]]:
    """The articles on all pages of each archive, from the landing page on, numbered ones in their order."""
    pages = {tag.name.lower(): page_slices(tag.address, tag.articles, options, tag.order) for tag in archive.tags}
    return {name: [one.document.path for page in slices for one in page.articles] for name, slices in pages.items()}


@settings(max_examples=150, deadline=None)
@given(sites(), OPTIONS)
def test_the_pages_of_a_tag_hold_its_articles_once_each_in_order(
    site: tuple[list[Article], list[TagText]], options: ArchiveOptions
) -> None:
    articles, texts = site
    archive = assemble(Material([*articles, *texts]), Config(), Edition(drafts=False, now=NOW))
    expected = filed(articles, texts)
    hidden = {text.name.text for text in texts if text.hidden}
    pages = shown(archive, options)
    assert {tag: set(pages.get(tag.lower(), ())) for tag in TAGS if tag not in hidden} == {
        tag: paths for tag, paths in expected.items() if tag not in hidden
    }
    assert all(len(set(paths)) == len(paths) for paths in pages.values())
    orders = {text.name.text.lower(): text.order for text in texts}
    newest_first = [one.document.path for one in archive.articles]
    for name, paths in pages.items():
        in_order = paths if orders[name] == "newest-first" else paths[::-1]
        assert all(newest_first.index(one) < newest_first.index(other) for one, other in pairwise(in_order))
    assert {tag.name.lower() for tag in chain(archive.tags, archive.hidden_tags)} == {
        tag.lower() for tag, paths in expected.items() if paths
    }
    for one in archive.articles:
        named = {name.lower() for name in chain((tag.name for tag in one.tags), one.relations.hidden_tags)}
        assert named == {
            tag.lower() for tag, names in NAMES.items() if {n.text for n in one.document.tags} & set(names)
        }


@settings(max_examples=100, deadline=None)
@given(sites(), st.integers(1, 3))
def test_a_pair_holds_what_both_archives_hold_unless_one_is_above_the_other(
    site: tuple[list[Article], list[TagText]], least: int
) -> None:
    config = structs.replace(Config(), pairs=PairOptions(least=least))
    archive = assemble(Material([*site[0], *site[1]]), config, Edition(drafts=False, now=NOW))
    above = {tag.address: {parent.address for parent in tag.parents} for tag in archive.tags}
    for _ in TAGS:
        above = {tag: over.union(*(above[parent] for parent in over)) for tag, over in above.items()}
    expected = {
        frozenset({one.address, other.address}): [placed for placed in one.articles if placed in other.articles]
        for one, other in combinations(archive.tags, 2)
        if one.address not in above[other.address] and other.address not in above[one.address]
    }
    found = {frozenset(tag.address for tag in pair.parents): list(pair.articles) for pair in archive.pairs}
    assert found == {two: articles for two, articles in expected.items() if len(articles) >= least}
    counts = [len(pair.articles) for pair in archive.pairs]
    assert counts == sorted(counts, reverse=True)
