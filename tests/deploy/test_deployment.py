"""The difference of two manifests: what is sent and removed, in which order, and that it ends right from anywhere."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tagarchive.build.published_manifest import ManifestFile
from tagarchive.build.publishing_order import rank
from tagarchive.core.urls import OutPath
from tagarchive.deploy.compressed_copies import at_target, source_of
from tagarchive.deploy.deployment import deployment

PATHS = ("a.1234567890.css", "b/index.html", "articles/a/index.html", "feed.xml", "files/x.png", "x", "x/y")


@st.composite
def manifests(draw: st.DrawFn) -> ManifestFile:
    """A manifest of a few files in which no file is a folder of another."""
    files = draw(st.dictionaries(st.sampled_from(PATHS).map(OutPath), st.sampled_from("123"), max_size=6))
    if "x/y" in files:
        files.pop(OutPath("x"), None)
    return ManifestFile(files=files, articles={OutPath("articles/a/index.html"): "urn:a"})


def carried_out(there: dict[OutPath, str], before: ManifestFile, after: ManifestFile, steps: int) -> ManifestFile:
    """The manifest at a target after the first steps of a deployment, which change what is there."""
    plan = deployment(before, after)
    moves = [*((path, "") for path in plan.cleared), *((path, after.files[path]) for path in plan.sent)]
    moves += [(path, "") for path in plan.removed]
    for path, digest in moves[:steps]:
        if digest:
            there[path] = digest
        else:
            there.pop(path, None)
    return after if steps > len(moves) else plan.transition


@given(first=manifests(), second=manifests(), third=manifests(), steps=st.lists(st.integers(0, 14), max_size=4))
def test_stopped_anywhere_the_next_deploy_ends_right(
    first: ManifestFile, second: ManifestFile, third: ManifestFile, steps: list[int]
) -> None:
    there = dict(first.files)
    manifest = first
    for number, wanted in zip(steps, (second, third, first, second), strict=False):
        manifest = carried_out(there, manifest, wanted, number)
    manifest = carried_out(there, manifest, third, 99)
    assert there == third.files
    assert manifest == third
    assert deployment(manifest, third).is_empty


@given(first=manifests(), second=manifests())
def test_what_pages_show_is_sent_before_them_and_lists_after_articles(
    first: ManifestFile, second: ManifestFile
) -> None:
    plan = deployment(first, second)
    ranks = [rank(path, second.articles) for path in plan.sent]
    assert ranks == sorted(ranks)
    assert [path for part in plan.parts() for path in part] == list(plan.sent)


def test_the_order_is_files_articles_pages_feeds() -> None:
    paths = ("feed.xml", "index.html", "articles/a/index.html", "style.1234567890.css", "sitemap.xml", "files/a.png")
    manifest = ManifestFile(
        files=dict.fromkeys(map(OutPath, paths), "1"), articles={OutPath("articles/a/index.html"): "urn:a"}
    )
    sent = deployment(ManifestFile(files={}), manifest).sent
    assert sent == (
        *("files/a.png", "style.1234567890.css", "articles/a/index.html", "index.html", "feed.xml", "sitemap.xml"),
    )


def test_compressed_copies_are_sent_with_their_files() -> None:
    paths = map(OutPath, ("index.html", "a.png", "feed.xml", "own.css", "own.css.gz"))
    manifest = ManifestFile(files=dict.fromkeys(paths, "1"))
    beside = at_target(manifest, "beside")
    assert set(beside.files) - set(manifest.files) == {
        *("index.html.gz", "index.html.br", "feed.xml.gz", "feed.xml.br", "own.css.br"),
    }
    sent = deployment(ManifestFile(files={}), beside).sent
    places = [sent.index(OutPath(path)) for path in ("own.css.br", "index.html.gz", "feed.xml")]
    assert places == sorted(places)
    assert source_of(OutPath("index.html.br")) == "index.html"
    assert source_of(OutPath("a.png.gz")) == "a.png.gz"
    assert at_target(manifest, "encoded").files[OutPath("index.html")] == "1+gzip"
    assert at_target(manifest, "encoded").files[OutPath("a.png")] == "1"


def test_a_change_of_articles_alone_is_a_deployment_without_files() -> None:
    before = ManifestFile(files={OutPath("a"): "1"})
    plan = deployment(before, msgspec.structs.replace(before, kept={OutPath("a"): 1}))
    assert not plan.is_empty
    assert not plan.sent


def test_many_files_are_sent_in_parts() -> None:
    files = {OutPath(f"{number}.png"): "1" for number in range(1200)}
    plan = deployment(ManifestFile(files={}), ManifestFile(files=files))
    assert [len(part) for part in plan.parts()] == [500, 500, 200]
    done = plan.reached(plan.sent[:500])
    again = deployment(done, plan.after)
    assert len(again.sent) == 700
