"""What a build after an edit renders: exactly the files that show what was edited."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW, Site

from tagarchive.build.published_manifest import read_manifest_file
from tagarchive.core import urls

B = "---\ntitle: b\ndate: 2021-01-02\ntags: [x, y]\nsummary: Said of b.\n---\nText of b.\n"

FEEDS_OF_B = {"feed.xml", "tag/x/feed.xml", "tag/y/feed.xml"}
LISTS_OF_B = {"index.html", "tag/x/index.html", "tag/y/index.html", "2021/index.html"}
PAGE_OF_B = "articles/b/index.html"
LISTS_OF_TAGS = {"tags/index.html", "tags-by-count/index.html"}
ALL_PAGES = {
    "index.html", "404.html", "about/index.html", "subscribe/index.html", *LISTS_OF_TAGS, "years/index.html",
    "2021/index.html",
    "tag/x/index.html", "tag/y/index.html", *(f"articles/{name}/index.html" for name in "abcd"),
}  # fmt: skip


LISTS_OF_FEEDS = {"subscribe/index.html", "feeds.opml"}


CHECKOUT = Path(__file__).parent.parent.parent


def named(style: bytes) -> str:
    """The name that tells the content of a style sheet."""
    return f"style.{hashlib.sha256(style).hexdigest()[:10]}.css"


def in_each_format(paths: set[str]) -> set[str]:
    """The paths, and for each feed among them those of its other formats."""
    lists = {path.removesuffix("feed.xml") for path in paths if path.endswith("feed.xml")}
    return paths | {f"{listing}{name}" for listing in lists for name in ("atom.xml", "feed.json")}


def but_exports(paths: Iterable[str]) -> set[str]:
    """The paths without those of exports, which `test_incremental_exports.py` looks at."""
    names = {*urls.EXPORT_FILES.values(), "tags.csv", "datapackage.json"}
    return {path for path in paths if path.rpartition("/")[2] not in names}


@pytest.fixture
def built(site: Site) -> Site:
    """Four articles, a to d, newest last; x holds a, b and d, y holds b and c; a page, a tag's text, a file."""
    site.write('-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n')
    for day, (name, tags) in enumerate({"a": "[x]", "b": "", "c": "[y]", "d": "[x]"}.items(), 1):
        site.article(name, date=f"2021-01-0{day}", tags=tags)
    site.put("content/b.md", B.encode())
    site.write(
        "-- content/pages/about.md --\n---\ntitle: About\n---\nUs.\n-- content/tags/x.md --\n---\n---\nOf x.\n"
        "-- static/logo.svg --\n<svg/>\n"
    )
    site.build()
    return site


def changed(old: str, new: str) -> Callable[[Site], object]:
    """An edit of b."""
    return lambda site: site.put("content/b.md", B.replace(old, new).encode())


def template(name: str, text: str) -> Callable[[Site], object]:
    return lambda site: site.write(f"-- templates/{name} --\n{text}\n")


def words(language: str) -> Callable[[Site], object]:
    """Writes words of the site's own."""
    return lambda site: site.write(f'-- words/{language}.toml --\nskip = "To the text"\n')


EDITS: dict[str, tuple[Callable[[Site], object], set[str], set[str]]] = {
    "nothing": (lambda _: None, set(), set()),
    "a touch that changes no byte": (lambda site: os.utime(site.root / "content/b.md"), set(), set()),
    "a body": (changed("Text of b.", "Another text."), {PAGE_OF_B, *FEEDS_OF_B}, set()),
    "key points": (changed("summary", "key_points: [One]\nsummary"), {PAGE_OF_B, *FEEDS_OF_B}, set()),
    "a summary": (changed("Said", "Told"), {PAGE_OF_B, *LISTS_OF_B, *FEEDS_OF_B}, set()),
    "a title": (
        changed("title: b", "title: B"),
        {PAGE_OF_B, *LISTS_OF_B, *FEEDS_OF_B, *(f"articles/{name}/index.html" for name in "acd")},
        set(),
    ),
    "a tag more": (
        changed("[x, y]", "[x, y, z]"),
        {
            PAGE_OF_B,
            *LISTS_OF_B,
            *FEEDS_OF_B,
            *LISTS_OF_TAGS,
            "tag/z/index.html",
            "tag/z/feed.xml",
            "sitemap.xml",
        }
        | LISTS_OF_FEEDS,
        set(),
    ),
    "a tag less": (
        changed("[x, y]", "[x]"),
        {PAGE_OF_B, *LISTS_OF_B, *FEEDS_OF_B, *LISTS_OF_TAGS},
        set(),
    ),
    "the last use of a tag": (
        lambda site: site.article("c", date="2021-01-03") and changed("[x, y]", "[x]")(site),
        {PAGE_OF_B, "articles/c/index.html", *(LISTS_OF_B | FEEDS_OF_B) - {"tag/y/index.html", "tag/y/feed.xml"}}
        | {*LISTS_OF_TAGS, "sitemap.xml", *LISTS_OF_FEEDS},
        {"tag/y/index.html", "tag/y/feed.xml"},
    ),
    "a file name": (
        lambda site: (site.root / "content/b.md").rename(site.root / "content/e.md"),
        {"articles/e/index.html", *LISTS_OF_B, *FEEDS_OF_B, "sitemap.xml"}
        | {f"articles/{name}/index.html" for name in "acd"},
        {PAGE_OF_B},
    ),
    "a date that keeps the order": (
        changed("2021-01-02", "2021-01-02T10:00:00Z"),
        {PAGE_OF_B, *LISTS_OF_B, *FEEDS_OF_B, *LISTS_OF_TAGS, "sitemap.xml"},
        set(),
    ),
    "a date that moves it to the front": (
        changed("2021-01-02", "2021-01-09"),
        {
            PAGE_OF_B,
            *LISTS_OF_B,
            *FEEDS_OF_B,
            "sitemap.xml",
            *LISTS_OF_TAGS,
            "years/index.html",
        }
        | {f"articles/{name}/index.html" for name in "acd"},
        set(),
    ),
    "a draft": (
        changed("summary", "draft: true\nsummary"),
        {*LISTS_OF_B, *FEEDS_OF_B, *LISTS_OF_TAGS, "years/index.html", "sitemap.xml"}
        | {f"articles/{name}/index.html" for name in "acd"},
        {PAGE_OF_B},
    ),
    "an article less": (
        lambda site: site.delete("content/b.md"),
        {*LISTS_OF_B, *FEEDS_OF_B, *LISTS_OF_TAGS, "years/index.html", "sitemap.xml"}
        | {f"articles/{name}/index.html" for name in "acd"},
        {PAGE_OF_B},
    ),
    "an article more": (
        lambda site: site.article("e", date="2021-01-05", tags="[y]"),
        {*(f"articles/{name}/index.html" for name in "bcde"), "index.html", "feed.xml"}
        | {
            "2021/index.html",
            "years/index.html",
            *LISTS_OF_TAGS,
            "tag/y/index.html",
            "tag/y/feed.xml",
        }
        | {"sitemap.xml"},
        set(),
    ),
    "a template": (template("article.html", "{{ article.body }}"), {f"articles/{n}/index.html" for n in "abcd"}, set()),
    "a partial": (
        template("_card.html", "-"),
        {"index.html", "tag/x/index.html", "tag/y/index.html", "2021/index.html"},
        set(),
    ),
    "a word": (words("en"), ALL_PAGES | {"feeds.opml", "articles/index.html", "tag/index.html"}, set()),
    "words of another language": (words("de"), set(), set()),
    "the frame of all pages": (template("_menu.html", "-"), ALL_PAGES, set()),
    "a tag's own text": (
        lambda site: site.write("-- content/tags/x.md --\n---\n---\nMore of x.\n"),
        {"tag/x/index.html"},
        set(),
    ),
    "a tag's own title": (
        lambda site: site.write("-- content/tags/x.md --\n---\ntitle: Ex\n---\nOf x.\n"),
        {f"articles/{name}/index.html" for name in "abd"} | LISTS_OF_B | FEEDS_OF_B | {*LISTS_OF_TAGS, *LISTS_OF_FEEDS},
        set(),
    ),
    "a tag's parent": (
        lambda site: site.write("-- content/tags/x.md --\n---\nparent: y\n---\nOf x.\n"),
        {"index.html", "sitemap.xml", *LISTS_OF_TAGS, "tag/x/index.html", "tag/y/index.html", "tag/y/feed.xml"}
        | {"articles/c/index.html"},
        set(),
    ),
    "a free page": (
        lambda site: site.write("-- content/pages/about.md --\n---\ntitle: About\n---\nThem.\n"),
        {"about/index.html"},
        set(),
    ),
    "the title of a free page": (
        lambda site: site.write("-- content/pages/about.md --\n---\ntitle: Us\n---\nUs.\n"),
        ALL_PAGES,
        set(),
    ),
    "a static file": (lambda site: site.put("static/logo.svg", b"<svg></svg>"), {"logo.svg"}, set()),
    "a static file less": (lambda site: site.delete("static/logo.svg"), set(), {"logo.svg"}),
    "a style sheet of the theme, replaced": (
        lambda site: site.put("static/style.css", b"p {}"),
        {*ALL_PAGES, "style.css", named(b"p {}")},
        set(),  # The old one stays for pages in caches.
    ),
    "a file of the theme, replaced": (lambda site: site.put("static/favicon.svg", b"<svg/>"), {"favicon.svg"}, set()),
    "a key of the config that feeds show": (
        lambda site: site.write(
            '-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n[feeds]\nauthority = "old.example"\n'
        ),
        FEEDS_OF_B,
        set(),
    ),
    "an output, gone": (lambda site: (site.output / PAGE_OF_B).unlink(), {PAGE_OF_B}, set()),
    "an output, written over": (lambda site: (site.output / PAGE_OF_B).write_text("mine"), {PAGE_OF_B}, set()),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_renders_what_shows_it_and_nothing_else(built: Site, edit: str) -> None:
    make, rendered, removed = EDITS[edit]
    make(built)
    built.build()
    assert but_exports(built.report.rendered) == in_each_format(rendered)
    assert but_exports(built.report.removed) == in_each_format(removed)
    kept = read_manifest_file(built.output).kept
    warm = {path: data for path, data in built.published().items() if path not in kept}
    built.build(clean=True)
    assert built.published() == warm
    assert not built.report.written


def source(fact: str, text: str = "Of it.") -> Callable[[Site], object]:
    """An edit of the record of a source."""
    return lambda site: site.write(f"-- content/sources/wire.md --\n---\nname: Wire\n{fact}\n---\n{text}\n")


PAGES_OF_WIRE = {"articles/a/index.html", "articles/b/index.html"}
LANDING = "source/wire/index.html"
LISTS_OF_WIRE = {"index.html", "2021/index.html", LANDING}
FEEDS_OF_WIRE = {"feed.xml", "source/wire/feed.xml"}

EDITS_OF_SOURCES: dict[str, tuple[Callable[[Site], object], set[str]]] = {
    "nothing": (source("rights: © Wire"), set()),
    "its text": (source("rights: © Wire", "More of it."), {LANDING}),
    "its home page": (source("rights: © Wire\nhome: https://wire.example/"), {*PAGES_OF_WIRE, LANDING}),
    "another name of it": (source("rights: © Wire\nalso: W"), {LANDING}),
    "its rights": (source("rights: © W"), {*PAGES_OF_WIRE, LANDING, *FEEDS_OF_WIRE}),
    "its language": (source("rights: © Wire\nlanguage: fr"), {*PAGES_OF_WIRE, *LISTS_OF_WIRE, *FEEDS_OF_WIRE}),
    "its feed": (source("rights: © Wire\nfeed: https://wire.example/rss"), FEEDS_OF_WIRE),
    "its canonical page": (source("rights: © Wire\ncanonical: original"), {"articles/b/index.html", "sitemap.xml"}),
    "what search engines may list": (source("rights: © Wire\nnoindex: true"), {*PAGES_OF_WIRE, "sitemap.xml"}),
    "what may be shown": (
        source("rights: © Wire\nrepublish: link"), {*PAGES_OF_WIRE, *LISTS_OF_WIRE, *FEEDS_OF_WIRE}
    ),
    "its file, gone": (
        lambda site: site.delete("content/sources/wire.md"), {*PAGES_OF_WIRE, LANDING, *FEEDS_OF_WIRE}
    ),
    "its file, new": (
        lambda site: site.delete("content/sources/wire.md").build() and source("rights: © Wire")(site),
        {*PAGES_OF_WIRE, LANDING, *FEEDS_OF_WIRE},
    ),
    "an original that is dead": (
        lambda site: verdict(site, "dead"), {"articles/b/index.html", *LISTS_OF_WIRE, *FEEDS_OF_WIRE}
    ),
    "an original that is missing for a day": (lambda site: verdict(site, "missing"), set()),
}  # fmt: skip


def verdict(site: Site, state: str) -> None:
    site.write(
        f'-- originals.toml --\n[[original]]\nurl = "https://wire.example/b"\nstate = "{state}"\nsince = "2026-01-01"\n'
    )


@pytest.mark.parametrize("edit", EDITS_OF_SOURCES)
def test_an_edit_of_a_source_renders_what_shows_it_and_nothing_else(site: Site, edit: str) -> None:
    """Of two clippings and an article of the site, which has neither neighbours nor tags in common with them."""
    site.article("a", date="2021-01-01", source="Wire", summary="Said of a.")
    site.article("b", date="2021-01-02", source="{name: Wire, url: https://wire.example/b}", summary="Said of b.")
    site.article("c", date="2019-01-03", summary="Said of c.")
    source("rights: © Wire")(site)
    site.build()
    make, rendered = EDITS_OF_SOURCES[edit]
    make(site)
    built = site.build()
    assert but_exports(site.report.rendered) == in_each_format(rendered)
    assert site.build(clean=True) == built


def test_an_article_that_expires_leaves_though_no_file_changed(built: Site) -> None:
    built.put("content/b.md", B.replace("summary", "expires: 2026-02-01\nsummary").encode()).build()
    assert PAGE_OF_B in built.build(now=NOW + timedelta(days=30))
    assert not built.report.rendered
    assert PAGE_OF_B not in built.build(now=NOW + timedelta(days=40))
    assert PAGE_OF_B in built.build()


def test_what_is_left_out_is_told_though_nothing_is_made_of_it(built: Site) -> None:
    (built.root / "content" / "gone.md").symlink_to("/nowhere.md")
    for _ in range(2):
        assert built.notices() == ["content/gone.md: refused-link"]
    assert not built.report.rendered


def test_one_article_more_changes_a_bounded_number_of_pages(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/"\n[archive]\nyears = false\n')
    for n in range(60):
        site.article(f"a{n}", date=f"2021-{1 + n // 28:02}-{1 + n % 28:02}", tags="[x]")
    site.build()
    site.article("more", date="2021-02-01T12:00:00Z", tags="[x]").build()
    pages = {path for path in site.report.rendered if path.startswith("articles/")} - {"articles/more/index.html"}
    assert 2 <= len(pages) <= 2 + 2 * 5


def test_an_edit_that_leaves_size_and_time_alone_is_seen(built: Site) -> None:
    file = built.root / "content" / "b.md"
    before = file.stat()
    file.write_bytes(B.replace("Text of b.", "Text of B.").encode())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert b"Text of B." in built.build()[PAGE_OF_B]


def test_an_output_that_was_edited_in_place_with_its_time_put_back_is_repaired(built: Site) -> None:
    file = built.output / PAGE_OF_B
    page, before = file.read_bytes(), file.stat()
    file.write_bytes(page.replace(b"Text of b.", b"Text of B."))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert built.build()[PAGE_OF_B] == page
    assert built.report.repaired == (PAGE_OF_B,)


def test_nothing_is_imported_that_a_build_does_not_use(built: Site) -> None:
    heavy: tuple[str, ...] = (
        "markdown",
        "feedgen",
        "lxml",
        "jinja2",
        "pygments",
        "nh3",
        "babel",
        "tqdm",
        "starlette",
        "watchdog",
    )
    heavy = (*heavy, "httpx", "warcio", "tagarchive.reading.verdict_file", "tagarchive.build.dead_originals")
    heavy = (*heavy, "PIL", "tagarchive.build.card_fonts", "tagarchive.render.cards.faces")
    heavy = (*heavy, "asyncssh", "obstore", "tagarchive.deploy", "tagarchive.deploy.deployer")
    code = (
        "import sys; from tagarchive.commands.main import main;"
        f"assert main(['--root', {str(built.root)!r}, '--output', {str(built.output)!r}]) == 0;"
        f"print(sorted(set({heavy!r}) & set(sys.modules)))"
    )
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "0 files rendered" in done.stdout, done.stderr
    assert done.stdout.endswith("[]\n")


def test_verify_hashes_everything_and_says_what_it_repaired(built: Site) -> None:
    built.build(verify=True)
    assert not built.report.rendered
    built.build(now=datetime(2026, 1, 2, tzinfo=UTC))
    (built.output / "index.html").write_text("x")
    built.build(verify=True)
    assert built.report.repaired == ("index.html",)


def test_a_dry_run_tells_and_changes_nothing(built: Site) -> None:
    before = built.published()
    built.delete("content/b.md")
    assert built.build(dry_run=True) == before
    assert set(built.report.removed) == {PAGE_OF_B}
    assert "index.html" in built.report.written
    built.build()
    assert set(built.report.removed) == {PAGE_OF_B}


@pytest.mark.parametrize(
    ("edit", "asked", "reason"),
    [
        ("nothing", PAGE_OF_B, "articles/b/index.html: kept; it was last made because it is new"),
        ("nothing", "/articles/b/", "articles/b/index.html: kept; it was last made because it is new"),
        ("a title", PAGE_OF_B, "made, because what it shows changed: head.title, head.trail, article.card.title"),
        ("a body", PAGE_OF_B, "made, because what it shows changed: article.body"),
        ("a summary", "index.html", "made, because what it shows changed: cards"),
        ("a template", PAGE_OF_B, "made, because its template changed: _authors.html, _byline.html, _cite.html, "),
        ("an output, gone", PAGE_OF_B, "made, because the published file is missing"),
        ("an output, written over", PAGE_OF_B, "made, because its file was not the one that was written"),
        ("an article more", "articles/e/index.html", "made, because it is new"),
        ("a static file", "logo.svg", "made, because what it shows changed: the file itself"),
    ],
)
def test_why_a_file_was_made_is_told(built: Site, edit: str, asked: str, reason: str) -> None:
    EDITS[edit][0](built)
    built.build(explain=asked)
    assert reason in built.report.explained


def test_a_file_that_was_never_made_is_told_to_be_none(built: Site) -> None:
    (problem,) = built.problems(explain="articels/b/index.html")
    assert problem == "--explain: unknown-file"
    assert problem.message.startswith("found no file articels/b/index.html ")
    assert problem.hint.startswith("did you mean “articles/b/index.html”")
