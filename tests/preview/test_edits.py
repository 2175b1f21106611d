"""What the preview shows is what a build would publish, after whatever happens to the files."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import NOW, Site, told
from editing_machine import IN_LANGUAGES, SETTINGS, Warm, machine_of, plain_copy, run_with_fresh_seed
from hypothesis.stateful import invariant, run_state_machine_as_test
from msgspec import structs
from pictures import png

from tagarchive.archive import edits
from tagarchive.archive.model import Articles, Term
from tagarchive.build.context import BuildContext, unwatched, with_store
from tagarchive.build.engine import engine
from tagarchive.build.pictures.measured import picture_cache
from tagarchive.build.pictures.picture_bytes import pictures_made
from tagarchive.build.process_pool import Workers
from tagarchive.build.store import FILE, FOLDER, Store
from tagarchive.core.digests import digest_of_bytes
from tagarchive.core.errors import Problem, SiteError
from tagarchive.core.urls import SEARCH_INDEX, OutPath, file_path
from tagarchive.plan import edits as plan_edits
from tagarchive.plan import sitemap
from tagarchive.plan.planned_files import Many, Plan, PlannedFile
from tagarchive.plan.recipes import CopyRecipe, PictureRecipe
from tagarchive.preview import page_cache
from tagarchive.preview.body_source import BodySource
from tagarchive.preview.page_cache import PageCache, with_client
from tagarchive.preview.parsed_site import ParsedSite, first_reading
from tagarchive.preview.search_index import SearchIndex
from tagarchive.preview.snapshot import Snapshot
from tagarchive.preview.state import PreviewState, Scene
from tagarchive.preview.status_bar import StatusBar, bar_of, notices_of
from tagarchive.reading.edition import Edition
from tagarchive.reading.front_matter import ArticleFields
from tagarchive.render.search.canonical import ENTRY


class Preview:
    """The preview of a site, without a server."""

    def __init__(self, site: Site, *, drafts: bool = False) -> None:
        self.site = site
        self.drafts = drafts
        self.now = NOW
        store = str(site.root / FOLDER / FILE)
        self.desk = PreviewState(
            BodySource(site.root, store), engine().whole, follow=True, edition=self.edition, first=self.first
        )
        self.page_cache = PageCache(site.root, store)
        self.search_index = SearchIndex(BodySource(site.root, store))
        self.desk.look()

    def edition(self) -> Edition:
        return Edition(self.drafts, self.now)

    def first(self) -> ParsedSite:
        def read(store: Store, _: object) -> ParsedSite:
            with Workers(1) as workers:
                return first_reading(self.site.root, BuildContext(self.site.root, engine(), store, workers, unwatched))

        return with_store(self.site.root, read, lambda: None)

    @property
    def snapshot(self) -> Snapshot:
        assert self.desk.scene.snapshot
        return self.desk.scene.snapshot

    def delete(self, path: str) -> Preview:
        self.site.delete(path)
        return self

    def look(self, *paths: str) -> Scene:
        return self.desk.look(paths)

    def catch_up(self) -> Scene:
        """Looks wherever a comparison with the files finds a difference."""
        return self.desk.look(self.desk.stale())

    def page(self, path: str) -> str:
        return self.page_cache.printed(self.snapshot, OutPath(path)).data.decode()

    def digests(self) -> dict[str, str]:
        """The SHA-256 of every file that it would serve."""
        pages = {path: self._digest(path) for path in self.snapshot.plan}
        return pages | {path: digest_of_bytes(data) for path, data in self.search_files().items()}

    def search_files(self) -> dict[str, bytes]:
        """The files of the search index, if the site has one."""
        if not self.snapshot.config.search.is_on:
            return {}
        self.search_index.file(self.snapshot, ENTRY)
        return {f"{file_path(SEARCH_INDEX)}{name}": data for name, data in self.search_index.made.items()}

    def _digest(self, path: OutPath) -> str:
        recipe = self.snapshot.plan[path]
        if isinstance(recipe, CopyRecipe):
            return recipe.file.digest
        if isinstance(recipe, PictureRecipe):
            cache = picture_cache(self.site.root / FOLDER / FILE)
            ((_, data),) = pictures_made(self.site.root, cache, [recipe])
            return digest_of_bytes(data)
        printed = self.page_cache.printed(self.snapshot, path)
        assert not printed.problems
        return digest_of_bytes(printed.data)

    def notices(self) -> list[Problem]:
        """The notices in the bars of all pages, each once."""
        shown = self.snapshot
        on_pages = {notice for path in shown.placed for notice in notices_of(path, shown)}
        at_home = {notice for path, some in shown.notices.items() if path not in shown.placed for notice in some}
        return sorted(on_pages | at_home | set(shown.about_templates))

    def bar(self, path: str) -> StatusBar:
        return bar_of(self.snapshot, OutPath(path))


def built(site: Site) -> dict[str, str]:
    """The SHA-256 of every file of a clean build."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = plain_copy(site, Path(folder))
        return {path: digest_of_bytes(data) for path, data in fresh.build().items()}


class Watched(Warm):
    """The machine that edits a site, with a preview that looks after every edit."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = Preview(self.site)

    @invariant()
    def warm_is_clean(self) -> None:
        scene = self.preview.catch_up()
        clean = self.clean_outcome(NOW)
        if isinstance(clean, list):
            assert scene.diagnostics
        else:
            assert not scene.diagnostics
            assert self.preview.digests() == {path: digest_of_bytes(data) for path, data in clean[0].items()}
            assert self.preview.notices() == clean[2]


def test_after_any_edits_the_preview_shows_what_a_clean_build_publishes() -> None:
    run_state_machine_as_test(Watched, settings=SETTINGS)


def test_after_edits_never_made_before_the_preview_shows_what_a_clean_build_publishes() -> None:
    run_with_fresh_seed(Watched)


def test_the_preview_of_a_site_in_several_languages_shows_what_a_clean_build_publishes() -> None:
    run_state_machine_as_test(machine_of(IN_LANGUAGES, Watched), settings=SETTINGS)


def test_a_file_with_faults_that_is_mended_without_an_event_is_read_again(site: Site) -> None:
    preview = Preview(site.article("a"))
    site.write("-- content/tags/t.md --\n---\nnaem: A\n---\n")
    assert preview.catch_up().diagnostics
    site.article("a", title="Other")
    assert preview.look("content/a.md").diagnostics
    site.write("-- content/tags/t.md --\n---\nname: A\n---\n")
    assert not preview.catch_up().diagnostics


def _plant_an_edit_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plan_edits, "_part", lambda part, _: part)


def _plant_what_is_near_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(plan_edits, "_edited_nearby", lambda near, _: near)


def _plant_tags_that_move_nothing(patch: pytest.MonkeyPatch) -> None:
    right = edits.standing
    patch.setattr(edits, "standing", lambda document: right(structs.replace(document, tags=())))


def _plant_headlines_that_move_nothing(patch: pytest.MonkeyPatch) -> None:
    right = edits.standing
    patch.setattr(edits, "standing", lambda document: right(structs.replace(document, title="")))


def _plant_pages_kept_for_ever(patch: pytest.MonkeyPatch) -> None:
    def kept(self: PageCache, _: Snapshot, path: OutPath) -> page_cache.Printed | None:
        found = self._kept.get(path)
        return found.printed if found else None

    patch.setattr(PageCache, "kept", kept)


@pytest.mark.parametrize(
    ("plant", "rules"),
    [
        (_plant_an_edit_forgotten, {"edit_body", "retitle"}),
        (_plant_what_is_near_forgotten, {"edit_body", "retitle"}),
        (_plant_tags_that_move_nothing, {"retag"}),
        (_plant_headlines_that_move_nothing, {"retitle", "give_aliases"}),
        (_plant_pages_kept_for_ever, {"edit_body", "retag"}),
    ],
)
def test_the_machine_catches_a_fault_planted_in_the_preview(
    plant: Callable[[pytest.MonkeyPatch], None], rules: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    with pytest.raises(AssertionError, match=r"^assert"):
        run_state_machine_as_test(machine_of(rules, Watched), settings=SETTINGS)


def test_an_edit_of_a_text_shares_all_the_rest_with_the_snapshot_before(site: Site) -> None:
    preview = Preview(site.article("a", tags="[A]").article("b"))
    before = preview.snapshot
    site.article("a", "New headline", tags="[A]", body="New text.")
    preview.look("content/a.md")
    assert preview.snapshot.addresses is before.addresses
    assert preview.snapshot.placed["content/b.md"] is before.placed["content/b.md"]
    assert "New text." in preview.page("articles/a/index.html")
    assert "New headline" in preview.page("tag/a/index.html")


EDITS = {
    "title": ("Old", "New"), "summary": ("Old.", "New."), "date": ("2021-01-01", "2021-02-02"),
    "updated": ("2021-03-01", "2021-03-02"), "authors": ("[Ann]", "[Bo]"), "tags": ("[A]", "[B]"), "lang": ("en", "ar"),
    "dialect": ("default", "gfm"), "draft": ("true", "false"), "expires": ("2030-01-01", "2001-01-01"),
    "key": ("old", "new"), "translations": ("{de: /articles/de/}", "{de: 'https://a.example/'}"),
    "slug": ("old", "new"), "silence": ("[no-source]", "[]"), "filed": ("2025-01-01", "2025-02-02"),
    "aliases": ("[/was/]", "[/were/]"), "guid": ("old-id", "new-id"),
    "image": ("{src: m.svg, alt: Old}", "[{src: m.svg, alt: Old}, {src: m.svg, alt: New}]"),
    "extra": ("{a: old}", "{a: new}"), "rights": ("Old", "New"),
    "withdrawn": ("{date: 2021-03-01, reason: Old}", "{date: 2021-03-01, reason: New}"),
    "same_as": ("[]", "[other.md]"), "distinct_from": ("[]", "[/articles/other/]"),
    "source": ("{name: Old, url: https://a.example/}", "{name: Old, url: https://a.example/, access: subscription}"),
    "copies": ("[{url: 'https://a.example/'}]", "[{url: 'https://a.example/'}, {file: originals/a, kind: warc}]"),
    "updates": ("[{date: 2021-03-01, note: Old}]", "[{date: 2021-03-01, note: New}]"),
    "key_points": ("[Old]", "[New]"), "dateline": ("{place: OLD}", "{place: NEW}"),
    "credits": ("[{role: Editor, names: [Old]}]", "[{role: Editor, names: [New]}]"),
    "films": ("[{title: Old}]", "[{title: Old, seconds: 61, poster: m.svg}]"), "body": ("Old.", "New."),
}  # fmt: skip
"""A key of front matter with two values."""


def test_every_key_of_an_article_is_edited() -> None:
    assert EDITS.keys() - {"body"} == set(ArticleFields.__struct_encode_fields__)


@pytest.mark.parametrize("key", EDITS)
def test_an_edit_of_any_key_shows_what_a_build_publishes(site: Site, key: str) -> None:
    before, after = EDITS[key]
    common = {"aliases": "[/former/]", "tags": "[A]", "summary": "Said.", "title": "Headline"}
    site.article("other", tags="[A]", body="[a](a.md)").put("content/m.svg", b"<svg/>").article("de", lang="de")
    preview = Preview(site.article("a", **common | {key: before}))
    site.article("a", **common | {key: after})
    assert not preview.look("content/a.md").diagnostics
    assert preview.digests() == built(site)


@pytest.mark.parametrize("edit", [{"key": "other"}, {"lang": "de"}, {"draft": "true"}, {"title": "B"}, {"body": "B"}])
def test_an_edit_of_a_translation_shows_on_the_pages_of_the_others(site: Site, edit: dict[str, str]) -> None:
    preview = Preview(site.article("a", key="k").article("b", key="k", lang="fa"))
    site.article("b", **{"key": "k", "lang": "fa"} | edit)
    assert not preview.look("content/b.md").diagnostics
    assert preview.digests() == built(site)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("content/pages/p.md", "title: Old\naliases: [/was/]", "title: New\naliases: [/was/]"),
        ("content/pages/p.md", "title: P\nmenu: true", "title: P\nmenu: false"),
        ("content/pages/p.md", "title: P\nsummary: Old.", "title: P\nsummary: New."),
        ("content/pages/p.md", "title: P\nextra: {a: old}", "title: P\nextra: {a: new}"),
        ("content/tags/t.md", "name: A\ntitle: Old\naliases: [/was/]", "name: A\ntitle: New\naliases: [/was/]"),
        ("content/tags/t.md", "name: A\nsummary: Old.", "name: A\nsummary: New."),
        ("content/tags/t.md", "name: A\nslug: old", "name: A\nslug: new"),
        ("content/tags/t.md", "name: A\nlang: en", "name: A\nlang: ar"),
        ("content/tags/t.md", "name: A\nparent: Old", "name: A\nparent: [Old, New]"),
        ("content/tags/t.md", "name: A\npodcast: {category: News, image: /a.jpg}", "name: A"),
        (
            "content/tags/t.md",
            "name: A\nlang: fr\npodcast: {category: News, image: /a.jpg}",
            "name: A\nlang: de\npodcast: {category: News, image: /a.jpg}",
        ),
        ("content/sources/s.md", "also: B\nrepublish: full", "also: B\nrepublish: excerpt"),
        ("content/sources/s.md", "also: B\nhome: https://a.example/", "also: B\nhome: https://b.example/"),
        ("content/sources/s.md", "also: B\nlogo: old.svg", "also: B\nlogo: new.svg"),
        ("content/sources/s.md", "also: C", "also: B"),
        ("content/sources/s.md", "also: B\nlinks: [https://a.example/]", "also: B\nlinks: [https://b.example/]"),
        ("content/authors/b.md", "also: Ann", "also: Bea"),
        ("content/authors/b.md", "name: Ann\nslug: old", "name: Ann\nslug: new"),
        ("content/authors/b.md", "name: Ann\nsummary: Old.", "name: Ann\nsummary: New."),
        ("content/authors/b.md", "name: Ann\nhome: https://a.example/", "name: Ann\nhome: https://b.example/"),
        ("content/authors/b.md", "name: Ann\nlinks: [https://a.example/]", "name: Ann\nlinks: []"),
        (
            "content/authors/b.md",
            "name: Ann\nimage: {src: /old.svg, alt: A}",
            "name: Ann\nimage: {src: /new.svg, alt: A}",
        ),
    ],
)
def test_an_edit_of_a_page_tag_source_or_author_shows_what_a_build_publishes(
    site: Site, path: str, before: str, after: str
) -> None:
    site.article("a", tags="[A]", source="B", authors="[Ann]").write(f"-- {path} --\n---\n{before}\n---\n")
    preview = Preview(site)
    site.write(f"-- {path} --\n---\n{after}\n---\n")
    assert not preview.look(path).diagnostics
    assert preview.digests() == built(site)


@pytest.mark.parametrize(("before", "after"), [("", "dead"), ("dead", "missing"), ("dead", ""), ("dead", "ded")])
def test_an_edit_of_a_verdict_shows_what_a_build_publishes(site: Site, before: str, after: str) -> None:
    def write(state: str) -> None:
        text = f'[[original]]\nurl = "https://w.example/a"\nstate = "{state}"\nsince = "2026-01-01"\n'
        site.put("originals.toml", text.encode()) if state else (site.root / "originals.toml").unlink(missing_ok=True)

    write(before)
    preview = Preview(site.article("a", source="{name: W, url: 'https://w.example/a'}", summary="S."))
    page = preview.page("articles/a/index.html")
    write(after)
    found = [one.where for one in preview.look("originals.toml").diagnostics]
    if after == "ded":
        assert found == ["originals.toml:3:1"]
        assert preview.page("articles/a/index.html") == page
    else:
        assert not found
        assert preview.digests() == built(site)
        assert preview.page("articles/a/index.html") != page


def test_a_headline_moves_nothing_unless_a_former_address_says_it(site: Site) -> None:
    preview = Preview(site.article("a", "Old").article("b", "Older", aliases="[/was/]"))
    before = preview.snapshot
    site.article("a", "New")
    preview.look("content/a.md")
    assert preview.snapshot.addresses is before.addresses
    site.article("b", "Newer", aliases="[/was/]")
    preview.look("content/b.md")
    assert preview.snapshot.addresses is not before.addresses
    assert "Newer" in preview.page("was/index.html")


def test_lines_that_move_in_a_file_move_nothing_on_the_site(site: Site) -> None:
    keys = {"tags": "[A]", "aliases": "[/was/]", "guid": "id", "slug": "s"}
    preview = Preview(site.article("a", **keys))
    before = preview.snapshot
    site.article("a", summary="One more line.", **keys)
    preview.look("content/a.md")
    assert preview.snapshot.addresses is before.addresses


class _Other(NamedTuple):
    """A part that no page has yet."""

    name: str
    inner: tuple[object, ...]

    @property
    def key(self) -> str:
        return self.name


def test_documents_are_edited_wherever_they_are_in_a_part(site: Site) -> None:
    preview = Preview(site.article("a").article("b"))
    before = preview.snapshot.placed["content/a.md"]
    site.article("a", body="New.")
    preview.look("content/a.md")
    after = preview.snapshot.placed["content/a.md"]
    term = Term(name="T", address=before.address, articles=Articles((before,)), modified=before.document.date)
    part = _Other("x", (Many([before]), _Other("y", (before,)), term))
    planned = PlannedFile(OutPath("x"), sitemap.sitemap_index, (part, "text"), "a file")
    plan = plan_edits.edited(Plan([preview.snapshot.plan.site], {planned.path: planned}), {"content/a.md": after})
    found, text = plan.planned[planned.path].parts
    new = structs.replace(term, articles=Articles((after,)))
    assert (found, text) == (_Other("x", (Many([after]), _Other("y", (after,)), new)), "text")
    assert isinstance(found.inner[0], Many)  # type: ignore[union-attr]
    untouched = preview.snapshot.placed["content/b.md"]
    plan = plan_edits.edited(
        Plan([preview.snapshot.plan.site], {planned.path: structs.replace(planned, parts=(untouched, part))}),
        {"content/b.md": after},
    )
    assert plan.planned[planned.path].parts[1] is part


def test_a_drawing_that_runs_something_is_told_in_the_bar(site: Site) -> None:
    site.put("content/m.svg", b"<svg><script/></svg>").article("a", summary="S.", body="![m](m.svg)")
    (notice,) = Preview(site).bar("articles/a/index.html").notices
    assert notice.startswith("content/m.svg: found <script>, and published the drawing without it")


def test_a_look_at_files_that_did_not_change_is_no_new_scene(site: Site) -> None:
    preview = Preview(site.article("a"))
    before = preview.desk.scene
    assert preview.look("content/a.md", "content/.a.md.swp", "content/a.md~", "content/none.md", "public") is before


def test_one_broken_article_takes_no_other_down(site: Site) -> None:
    preview = Preview(site.article("a", body="Good.").article("b"))
    site.put("content/a.md", b"---\ntitle: [\n---\n").article("b", body="Other.").article("c", body="Third.")
    scene = preview.look("content/a.md", "content/b.md", "content/c.md")
    assert [one.where.partition(":")[0] for one in scene.diagnostics] == ["content/a.md"]
    assert "Good." in preview.page("articles/a/index.html")
    assert "Other." in preview.page("articles/b/index.html")
    assert "Third." in preview.page("articles/c/index.html")


def test_an_article_that_does_not_fit_with_others_stays_as_it_was(site: Site) -> None:
    preview = Preview(site.article("a", body="Good.").article("b"))
    site.article("a", body="[x](gone.md)").article("c", slug="b", body="Third.")
    scene = preview.look("content/a.md", "content/c.md")
    assert {one.where.partition(":")[0] for one in scene.diagnostics} == {"content/a.md", "content/c.md"}
    assert "Good." in preview.page("articles/a/index.html")
    site.article("b", body="Still edited.")
    preview.look("content/b.md")
    assert "Still edited." in preview.page("articles/b/index.html")
    site.article("a", body="Fixed.").delete("content/c.md")
    assert not preview.look("content/a.md", "content/c.md").diagnostics
    assert "Fixed." in preview.page("articles/a/index.html")


def test_a_trouble_shows_the_lines_around_it(site: Site) -> None:
    preview = Preview(site.article("a"))
    site.put("content/a.md", b"---\ntitle: A\ndate: 2021-01-01\ntitel: B\n---\n<b>\n")
    (diagnostic,) = preview.look("content/a.md").diagnostics
    assert diagnostic.where == "content/a.md:4:1"
    assert diagnostic.line == 4
    assert diagnostic.hint == "did you mean “title”?"
    assert diagnostic.excerpt == ((2, "title: A"), (3, "date: 2021-01-01"), (4, "titel: B"), (5, "---"), (6, "<b>"))


def test_broken_config_and_templates_leave_the_last_good_ones(site: Site) -> None:
    preview = Preview(site.article("a"))
    site.write("-- site.toml --\ntitle = 1\n-- templates/article.html --\n{% if %}\n")
    scene = preview.catch_up()
    assert {one.where.partition(":")[0] for one in scene.diagnostics} == {"site.toml", "templates/article.html"}
    site.article("a", body="Edited meanwhile.")
    preview.look("content/a.md")
    assert "Edited meanwhile." in preview.page("articles/a/index.html")
    site.write('-- site.toml --\ntitle = "Other"\n-- templates/article.html --\n{{ site.title }}!\n')
    assert not preview.look("site.toml", "templates/article.html").diagnostics
    assert preview.page("articles/a/index.html") == "Other!\n"


def test_words_of_the_site_are_followed(site: Site) -> None:
    preview = Preview(site.article("a"))
    site.write('-- words/en.toml --\nskip = "To the text"\n')
    assert not preview.catch_up().diagnostics
    assert ">To the text</a>" in preview.page("index.html")
    site.write('-- words/en.toml --\nskipp = "To it"\n')
    (fault,) = preview.look("words/en.toml").diagnostics
    assert fault.where == "words/en.toml:1:1"
    assert ">To the text</a>" in preview.page("index.html")
    site.write('-- words/en.toml --\nskip = "To it"\n')
    assert not preview.look("words/en.toml").diagnostics
    assert ">To it</a>" in preview.page("index.html")
    site.delete("words/en.toml")
    preview.catch_up()
    assert ">Skip to content</a>" in preview.page("index.html")


def test_a_new_language_brings_its_words_and_says_what_it_lacks(site: Site) -> None:
    preview = Preview(site.article("a").write('-- words/de.toml --\nskip = "Zum Text"\n'))
    assert "words/de.toml: unused-words" in told(preview.notices())
    site.write('-- site.toml --\nlanguage = "de"\n')
    preview.look("site.toml")
    assert ">Zum Text</a>" in preview.page("index.html")
    assert not [notice for notice in preview.notices() if "words" in notice.code]
    site.write('-- site.toml --\nlanguage = "pt"\n')
    preview.look("site.toml")
    assert {notice.code for notice in preview.notices()} >= {"missing-words", "unused-words"}


def test_a_site_that_is_broken_from_the_start_is_shown_once_it_is_mended(site: Site) -> None:
    preview = Preview(site.article("a").write("-- site.toml --\ntitle = 1\n"))
    assert preview.desk.scene.snapshot is None
    assert [one.where for one in preview.desk.scene.diagnostics] == ["site.toml:1:1"]
    site.write('-- site.toml --\ntitle = "Desk"\n')
    assert not preview.look("site.toml").diagnostics
    assert "Text." in preview.page("articles/a/index.html")


def test_a_site_that_can_not_be_walked_is_looked_at_again_until_it_can(site: Site) -> None:
    preview = Preview(site.article("a"))
    config = (site.root / "site.toml").read_bytes()
    scene = preview.delete("site.toml").catch_up()
    assert [one.where for one in scene.diagnostics] == ["site.toml"]
    assert preview.catch_up() is scene
    site.put("content/a.md", b"---\ntitel: A\n---\n").put("site.toml", config)
    assert {one.where.partition(":")[0] for one in preview.catch_up().diagnostics} == {"content/a.md"}
    site.article("a", body="Fixed.")
    assert not preview.catch_up().diagnostics
    assert "Fixed." in preview.page("articles/a/index.html")


def test_without_follow_no_edit_is_looked_for(site: Site) -> None:
    preview = Preview(site.article("a"))
    preview.desk.follow = False
    site.article("a", body="Edited.")
    assert preview.look("content/a.md").edit is None


def test_articles_that_clash_from_the_start_leave_the_others_to_be_seen(site: Site) -> None:
    preview = Preview(site.article("a").article("b", slug="a").article("c"))
    assert len(preview.desk.scene.diagnostics) == 1
    assert "Text." in preview.page("articles/c/index.html")


def test_a_template_that_fails_on_one_page_leaves_that_page_as_it_was(site: Site) -> None:
    template = "-- templates/article.html --\n{{ article.card.title }}"
    preview = Preview(site.article("a").article("b").write(f"{template}\n"))
    assert preview.page("articles/a/index.html") == "a\n"
    site.write(f"{template}{{{{ 1 // (article.card.title|length - 1) }}}}\n")
    preview.look("templates/article.html")
    printed = preview.page_cache.printed(preview.snapshot, OutPath("articles/a/index.html"))
    assert printed.data == b"a\n"
    assert told(printed.problems) == ["templates/article.html:1:1: template-fails"]
    site.write(f"{template}?\n")
    preview.look("templates/article.html")
    assert preview.page("articles/a/index.html") == "a?\n"


def test_time_alone_changes_the_site_when_an_article_expires(site: Site) -> None:
    preview = Preview(site.article("a", expires="2026-01-02").article("b"))
    assert preview.snapshot.until == datetime(2026, 1, 2, tzinfo=UTC)
    preview.now = datetime(2026, 1, 3, tzinfo=UTC)
    preview.look()
    assert "articles/a/index.html" not in preview.snapshot.plan


def test_a_build_beside_the_preview_and_a_lost_store_do_not_disturb_it(site: Site) -> None:
    preview = Preview(site.article("a", body="First."))
    site.article("a", body="Second.").build()
    with pytest.raises(SiteError) as caught:
        preview.page_cache.body_source.body(
            "content/a.md",
            preview.snapshot.placed["content/a.md"].document.outline.digest,
            {},
            preview.snapshot.config.parsing,
        )
    assert told(caught.value.problems) == ["content/a.md: changed-meanwhile"]
    preview.catch_up()
    assert "Second." in preview.page("articles/a/index.html")
    shutil.rmtree(site.root / FOLDER)
    fresh = PageCache(site.root, str(site.root / FOLDER / FILE))
    assert b"Second." in fresh.printed(preview.snapshot, OutPath("articles/a/index.html")).data


def test_the_edited_paragraph_is_found(site: Site) -> None:
    preview = Preview(site.article("a", body="One *word*.\n\n- Two\n- Three\n\nFour."))
    site.article("a", body="One *word*.\n\n- Two\n- Three & **more**\n\nFour.")
    edit = preview.look("content/a.md").edit
    assert edit
    assert (edit.url, edit.passage) == ("/articles/a/", "Three & more")


NO_SUMMARY = "found no summary; lists and feeds show the first paragraph [no-summary]"


def test_the_bar_tells_the_author_about_the_page(site: Site) -> None:
    words = "word " * 300
    site.article("a", draft="true", body=f"{words}\n\n![](m.png)\n\n[x](/none/) [y](#no)").put(
        "content/m.png", png(1, 1)
    )
    bar = Preview(site, drafts=True).bar("articles/a/index.html")
    assert (bar.source, bar.draft, bar.minutes) == ("content/a.md", True, 2)
    assert bar.notices == (
        "Line 10: found a link to /none/, which this site does not have [broken-link]",
        "Line 10: found a link to #no, which content/a.md does not have [broken-fragment]",
    )
    assert bar.doubts == (
        "Line 8: found the image m.png without words for those who do not see it [no-alt-text]\n![what it shows](…)",
        f"{NO_SUMMARY}\n`summary: …` says it in a sentence or two",
    )


def test_the_bar_of_a_tag_archive_is_about_the_text_of_the_tag(site: Site) -> None:
    preview = Preview(site.article("a", tags="[A, B]").write("-- content/tags/a.md --\n---\nname: A\n---\nOf it.\n"))
    assert preview.bar("tag/a/index.html").source == "content/tags/a.md"
    assert preview.bar("tag/b/index.html") == StatusBar()
    assert preview.bar("index.html") == StatusBar()


def test_the_client_stands_at_the_end_of_the_body_and_only_there() -> None:
    script = b'<script src="/.tagarchive/client.js" data-print="f" defer></script>'
    assert with_client(b"<body>1</body></html>", "f") == b"<body>1" + script + b"</body></html>"
    assert with_client(b"bare", "f") == b"bare" + script
