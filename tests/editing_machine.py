"""A machine that edits a site at random: shared by the tests of warm builds and of the preview."""

from __future__ import annotations

import io
import os
import secrets
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

from conftest import NOW, Site, examples
from fonts import box_font
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from picture_set import jpeg_of_camera, photo, png_with_texts, saved
from program import Program, Start

from tagarchive.build.published_manifest import read_manifest_file
from tagarchive.build.store import FOLDER
from tagarchive.commands.main import main
from tagarchive.core.errors import SiteError

CHECKOUT = Path(__file__).parent.parent
TAGS = ["Iran", "iran", "Iraq", "C++", "العراق"]
ALL_NAMES = ["a", "b", "c", "d", "e", "u\u0308"]
"""Names of files; the last is in the form that disks of macOS have."""

NAMES = st.sampled_from(ALL_NAMES)

GFM = "> [!NOTE]\n> five\n"
"""Text that the dialects of Markdown read in different ways."""

PATTERNS = ("/{year}/{month}/{slug}.html", "/{folder}/{year}/{month}/{day}/{slug}", "/{tag}/{slug}/")
"""Addresses of articles; those that have no tag have none by the last one."""

LANGUAGES = ['[languages.fa]\ntitle = "میز"', '[languages.en]\ntitle = "Desk"\n[languages.fa]\n[languages.ar]']
"""Configs of a site in several languages."""

WIRE = (
    "The ministry said on Sunday that nobody was hurt when two drones fell near the river bridge before dawn, while "
    "guards in the capital closed three roads and searched houses close by until noon, as officials told reporters."
)
"""Text of a report that several newspapers carry."""

CARRIED = f"Our newsroom adds a line of its own. {WIRE.replace('Sunday', 'the weekend')}"
"""The same report as one of them prints it."""

WORDS = st.sampled_from(
    [
        "one",
        "two",
        "three",
        "four <b>",
        "[b](b.md)",
        "![m](m.svg)",
        "![p](p.jpg) ![q](q.png)",
        "[ü](ü.md)",
        "## Head",
        GFM,
        WIRE,
        WIRE,
        CARRIED,
        CARRIED,
    ]
)
PICTURES = {
    "photo": saved(photo(90, 60), "JPEG", quality=95),
    "turned": jpeg_of_camera(6),
    "texts": png_with_texts(),
    "cut": saved(photo(90, 60), "JPEG")[:900],
}
"""Pictures by their kinds, small since many are made."""

DIALECTS = ["", "dialect: gfm", "dialect: default"]
SAID = [
    ("image", "{src: m.svg, alt: A square}"),
    ("image", "{src: p.jpg, alt: A photo}"),
    ("image", "[{src: https://pictures.example/a.jpg, alt: Elsewhere}, {src: m.svg, alt: A square}]"),
    ("source", "{name: The Paper, url: https://paper.example/1, authors: [Ann], access: subscription}"),
    ("source", "{name: The Post, republish: excerpt}"),
    ("copies", "[{url: 'https://archive.example/1', kind: page}, {file: originals/2026/a.warc.gz, kind: warc}]"),
    ("source", "thepaper.example"),
    ("rights", "© 2021 The Paper"),
    ("withdrawn", "{date: 2021-03-01, reason: Asked for., by: The Paper}"),
    ("same_as", "[a.md]"),
    ("distinct_from", "[b.md, content/c.md]"),
    ("authors", "[Ann, Bob]"),
    ("updates", "[{date: 2021-02-01, note: Corrected.}]"),
    ("key_points", "[Nobody was hurt, <b> & co]"),
    ("dateline", "{place: BAGHDAD, date: Nov 8, agency: Reuters}"),
    ("credits", "[{role: Editor, names: [Ann, Bob]}]"),
    ("films", "[{title: A march, seconds: 62, url: https://film.example/1, poster: m.svg}]"),
    ("lang", "ar"),
    ("lang", "fa"),
    ("key", "talks"),
    ("translations", "{fa: b.md}"),
    ("filed", "2021-03-01"),
    ("filed", "2026-03-01"),
    ("series", "[The long war, the LONG war]"),
    ("series", "Oil"),
    ("silence", "[no-summary]"),
    ("guid", "urn:example:1"),
    ("extra", "{desk: foreign}"),
]
"""Keys of front matter that have no rule of their own, each with a value."""

SEARCH = '[search]\nengine = "pagefind"\n'
"""Options with which each build has a search index too."""

SETTINGS = settings(
    max_examples=examples(3),
    stateful_step_count=15,
    deadline=None,
    derandomize=True,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@contextmanager
def suppress_output() -> Iterator[None]:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


class Warm(RuleBasedStateMachine):
    """A site under edits; `articles` is what stands in its files."""

    search = SEARCH

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.site = Site(self.folder)
        self.articles: dict[str, dict[str, Any]] = {}
        self.foreign = set[Path]()
        self.now = NOW
        self.has_site = False
        self.clean: tuple[object, object] = (None, None)
        """The last copy of the site with its moment, and what its build left."""
        self.configure("")
        self.site.put("content/m.svg", b"<svg/>").put("content/p.jpg", PICTURES["photo"])
        self.site.put("static/u\u0308.txt", b"In another Unicode form.")
        for n, name in enumerate("abc"):
            self.file(name, "one", TAGS[n : n + 2], n + 1)

    def configure(self, options: str, taxonomy: str = "[taxonomy.series]") -> None:
        self.site.write(f'-- site.toml --\nbase_url = "https://desk.example/"\n{options}\n{taxonomy}\n{self.search}')

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def write(self, name: str) -> None:
        said = dict(self.articles[name])
        body = said.pop("body")
        lines = "".join(f"{key}: {value}\n" for key, value in said.items() if value not in ("", False))
        self.site.put(f"content/{name}.md", f"---\n{lines}---\n{body}\n".encode())

    def there(self, name: str) -> str:
        """An article that is there: the one of this name, or another in its stead; empty if there is none at all."""
        names = sorted(self.articles)
        if name in names or not names:
            return name if names else ""
        return names[ALL_NAMES.index(name) % len(names)]

    def change(self, name: str, **keys: Any) -> None:
        if name := self.there(name):
            self.articles[name] |= keys
            self.write(name)

    @rule(name=NAMES, word=WORDS, tags=st.lists(st.sampled_from(TAGS), max_size=3, unique=True), day=st.integers(1, 28))
    def add(self, name: str, word: str, tags: list[str], day: int) -> None:
        self.file(name, word, tags, day)

    def file(self, name: str, word: str, tags: list[str], day: int) -> None:
        self.articles[name] = {
            "title": f'"{name} {word}"', "date": f"2021-01-{day:02}", "tags": f"[{', '.join(tags)}]",
            "aliases": "", "summary": "", "draft": False, "body": word,
        }  # fmt: skip
        self.write(name)

    @rule(name=NAMES, word=WORDS)
    def edit_body(self, name: str, word: str) -> None:
        self.change(name, body=f"Said first.\n\n{word}")

    @rule(name=NAMES, word=st.sampled_from(["", "short", "longer"]))
    def edit_summary(self, name: str, word: str) -> None:
        self.change(name, summary=word)

    @rule(name=NAMES, word=st.sampled_from(["x", "y", "<z> & co"]))
    def retitle(self, name: str, word: str) -> None:
        self.change(name, title=f'"{word}"')

    @rule(name=NAMES, given=st.booleans())
    def give_aliases(self, name: str, *, given: bool) -> None:
        name = self.there(name)
        self.change(name, aliases=f"[/was/{unicodedata.normalize('NFC', name)}/]" if given else "")

    @rule(name=NAMES, tags=st.lists(st.sampled_from(TAGS), max_size=3, unique=True))
    def retag(self, name: str, tags: list[str]) -> None:
        self.change(name, tags=f"[{', '.join(tags)}]")

    @rule(name=NAMES, day=st.integers(1, 28))
    def redate(self, name: str, day: int) -> None:
        self.change(name, date=f"2021-01-{day:02}")

    @rule(name=NAMES, month=st.integers(2, 6))
    def date_ahead(self, name: str, month: int) -> None:
        self.change(name, date=f"2026-{month:02}-03")

    @rule(name=NAMES, month=st.integers(2, 6))
    def expire_or_change_ahead(self, name: str, month: int) -> None:
        key = "expires" if month % 2 else "updated"
        self.change(name, **{key: f"2026-{month:02}-20"})

    @rule(days=st.integers(1, 40))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(name=NAMES, said=st.sampled_from(SAID))
    def say_or_say_no_more(self, name: str, said: tuple[str, str]) -> None:
        """Gives an article a key of its front matter, or takes it away."""
        key, value = said
        if name := self.there(name):
            self.change(name, **{key: "" if self.articles[name].get(key) else value})

    @rule(name=NAMES, dialect=st.sampled_from(["", "default", "gfm"]))
    def set_dialect(self, name: str, dialect: str) -> None:
        self.change(name, dialect=dialect)

    @rule(word=st.sampled_from(["", GFM, "[[b]]"]), dialect=st.sampled_from(DIALECTS))
    def edit_note(self, word: str, dialect: str) -> None:
        """Writes or deletes an article in a folder that may have a dialect of its own."""
        self.override("content/notes/n.md", word and f"---\ntitle: N\ndate: 2021-01-09\n{dialect}\n---\n{word}\n")

    @rule(title=st.sampled_from(["About", "Of us", ""]), word=WORDS, name=st.sampled_from(["about", "about/team"]))
    def edit_free_page(self, title: str, word: str, name: str) -> None:
        self.override(f"content/pages/{name}.md", title and f"---\ntitle: {title}\n---\n{word}\n")

    @rule(word=st.sampled_from(["", "one", "[b](b.md)"]))
    def edit_dated(self, word: str) -> None:
        """Writes an article that has its date from its name, or deletes it."""
        self.override("content/2021-03-04-dated.markdown", word and f"---\ntitle: Dated\ntags: [Iran]\n---\n{word}\n")

    @rule()
    def record(self) -> None:
        """Notes what is published, where a build would end well."""
        moment = {"SOURCE_DATE_EPOCH": str(int(self.now.timestamp()))}
        with suppress_output(), patch.dict(os.environ, moment):
            main(["record", "--root", str(self.site.root)])

    @rule(name=NAMES, what=st.sampled_from(["/articles/{}/", "/2021/{}/", "/files/m.svg"]), back=st.booleans())
    def retire_or_take_back(self, name: str, what: str, *, back: bool) -> None:
        """Gives up an address, or takes that back, where the command agrees to it."""
        with suppress_output():
            main(["unretire" if back else "retire", what.format(name), "--root", str(self.site.root)])

    @rule()
    def forget_what_is_recorded(self) -> None:
        self.override("published.txt", "")

    @rule(name=NAMES)
    def draft_on_or_off(self, name: str) -> None:
        if name := self.there(name):
            self.change(name, draft=not self.articles[name]["draft"])

    @rule(name=NAMES, other=NAMES)
    def rename(self, name: str, other: str) -> None:
        if name in self.articles and other not in self.articles:
            (self.site.root / f"content/{name}.md").rename(self.site.root / f"content/{other}.md")
            self.articles[other] = self.articles.pop(name)

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        if self.articles.pop(name, None):
            self.site.delete(f"content/{name}.md")

    @rule(name=NAMES)
    def edit_and_put_size_and_time_back(self, name: str) -> None:
        if name := self.there(name):
            file = self.site.root / f"content/{name}.md"
            self.change(name, body="Body one.")
            self.build()
            before = file.stat()
            self.change(name, body="Body two.")
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    @rule(
        path=st.sampled_from(["content/linked.md", "content/m.svg"]), to=st.sampled_from(["", "a.md", "n.svg", "../.x"])
    )
    def link(self, path: str, to: str) -> None:
        """Makes a file a link: to another, to nothing, or to what nobody is to see."""
        self.override(path, "")
        self.site.put("content/n.svg", b'<svg width="1" height="1"/>').put(".x", b"SECRET")
        (self.site.root / path).symlink_to(to) if to else self.override(path, "---\ntitle: L\ndate: 2021-01-01\n---\n")

    @rule(folder=st.sampled_from(["content", "static"]))
    def move_folder_elsewhere_or_back(self, folder: str) -> None:
        """Puts a link in place of a folder, or the folder in place of the link."""
        place, elsewhere = self.site.root / folder, self.folder / folder
        if place.is_symlink():
            place.unlink()
            elsewhere.rename(place)
        elif place.is_dir():
            place.rename(elsewhere)
            place.symlink_to(elsewhere)

    @rule(text=st.sampled_from(["{{ article.body }}", "{{ article.card.title }}", "{% include '_card.html' %}", ""]))
    def edit_template(self, text: str) -> None:
        self.override("templates/article.html", text.replace("{% include", "{% set card = article.card %}{% include"))

    @rule(text=st.sampled_from(["{{ card.title }}", "{{ card.summary }}", "<p>{{ card.url }}</p>", ""]))
    def edit_partial(self, text: str) -> None:
        self.override("templates/_card.html", text)

    @rule(text=st.sampled_from(["", 'older = "Before"', '[lists]\ntag = "Subjects"', 'oldre = "Typo"']))
    def edit_words(self, text: str) -> None:
        """Writes the site's own words, which may be wrong, or deletes them."""
        self.override("words/en.toml", text)

    @rule(width=st.sampled_from(["200", "32", ""]))
    def edit_icon(self, width: str) -> None:
        """Writes the icon that some configs name, or deletes it."""
        self.override("static/icon.svg", width and f'<svg width="{width}" height="200"/>')

    @rule(name=st.sampled_from(["p.jpg", "q.png"]), kind=st.sampled_from(sorted(PICTURES)), there=st.booleans())
    def edit_picture(self, name: str, kind: str, *, there: bool) -> None:
        """Writes a picture, which may be damaged or in another format than its name says, or deletes it."""
        self.override(f"content/{name}", "")
        if there:
            self.site.put(f"content/{name}", PICTURES[kind])

    @rule(text=st.sampled_from(["p {}", "a {}", ""]))
    def edit_static_file(self, text: str) -> None:
        self.override("static/style.css", text)

    @rule(
        text=st.sampled_from(
            [
                "",
                "title: Persia",
                "names: {fa: ایران, en: Persia}",
                "parent: Iraq\nimage: {src: ../m.svg, alt: A square}",
                "also: [Persia, Iraq]",
                "hidden: true\nparent: Iraq",
                "lang: fr\npodcast: {category: Politics, image: ../m.svg}",
                "order: oldest-first\nrelated: [Iraq, nowhere]\ndistinct: Iraq",
            ]
        ),
        word=WORDS,
    )
    def edit_tag_page(self, text: str, word: str) -> None:
        self.override("content/tags/iran.md", text and f"---\nname: Iran\n{text}\n---\n{word}\n")

    @rule(tag=st.sampled_from(["iraq", "asia"]), parent=st.sampled_from(["", "Iran", "[Asia, Iran]", "iraq"]))
    def edit_parents(self, tag: str, parent: str) -> None:
        """Gives a tag parents, which may make a circle, or takes its file away."""
        self.override(f"content/tags/{tag}.md", parent and f"---\nparent: {parent}\n---\n")

    @rule(fact=st.sampled_from(["republish: excerpt", "canonical: original", "rights: © The Paper", "home: x", ""]))
    def edit_source(self, fact: str) -> None:
        """Writes the record of a source, which may be wrong, or deletes it."""
        record = f"---\nname: The Paper\nalso: thepaper.example\n{fact}\n---\nOf it.\n"
        self.override("content/sources/paper.md", fact and record)

    @rule(
        fact=st.sampled_from(["also: Bob", "image: {src: ../m.svg, alt: Ann}", "slug: a-n", "home: x", ""]), word=WORDS
    )
    def edit_author(self, fact: str, word: str) -> None:
        """Writes the record of an author, which may be wrong, or deletes it."""
        self.override("content/authors/ann.md", fact and f"---\nname: Ann\n{fact}\n---\n{word}\n")

    @rule(name=NAMES, state=st.sampled_from(["", "missing", "dead", "dead", "ded"]))
    def edit_verdicts(self, name: str, state: str) -> None:
        """Says of the original of an article that it is gone, in a way that may be wrong, or says nothing of it."""
        url = "https://paper.example/1"
        self.change(name, source=f"{{name: The Paper, url: {url}}}")
        verdict = f'[[original]]\nurl = "{url}"\nstate = "{state}"\nsince = "2021-02-01"\n'
        self.override("originals.toml", state and verdict)

    @rule(mode=st.sampled_from(["off", "warn", "fold", "fold"]), prefer=st.sampled_from(["", "The Post", "The Paper"]))
    def edit_duplicates(self, mode: str, prefer: str) -> None:
        self.configure(f'[duplicates]\nmode = "{mode}"\nprefer = ["{prefer or "Nobody"}"]')

    @rule(font=st.sampled_from(["", "", 'font = "box.ttf"']), letters=st.sampled_from(["abcdefghijklmnop", "", "ab ü"]))
    def edit_cards(self, font: str, letters: str) -> None:
        """Draws cards, in a font that may lack letters or be missing."""
        self.configure(f"[cards]\nenabled = true\n{font}")
        self.override("static/box.ttf", "x" if letters else "")
        if letters:
            self.site.put("static/box.ttf", box_font(letters))

    @rule(
        line=st.sampled_from(
            [
                "",
                'title = "New"',
                'language = "fa"\ndigits = "native"\ncalendar = "persian"',
                'icon = "icon.svg"',
                "[archive]\nper_page = 2",
                "[feeds]\nentries = 1",
                "titel = 1",
            ]
            + [f'[articles]\nrepublish = "{part}"' for part in ("excerpt", "link")]
            + ["[images]\nwidths = [20, 50]", "[images]\nenabled = false", "[theme]\nthumbnails = false"]
            + ["[record]\nautomatic = true", '[articles]\naddress = "/{year}/{slug}/"']
            + ["[pairs]\nleast = 1", "[pairs]\nleast = 0", '[archive]\ntag_index = "tree"']
            + [f'[articles]\naddress = "{pattern}"' for pattern in PATTERNS]
            + LANGUAGES
        ),
        taxonomy=st.sampled_from(
            ["", '[taxonomy.series]\ntitle = "In parts"', '[taxonomy.parts]\nkey = "series"\naddress = "/in/parts/"']
        ),
    )
    def edit_config(self, line: str, taxonomy: str) -> None:
        self.configure(line, taxonomy or "[taxonomy.series]")

    @rule(
        path=st.sampled_from(["a.fa", "fa/b", "pages/about.fa", "tags/iran.fa", "sources/paper.fa"]),
        title=st.sampled_from(["", "title: ایران", "title: Iran"]),
        word=WORDS,
    )
    def edit_in_another_language(self, path: str, title: str, word: str) -> None:
        """Writes a text in a language that some configs have, or deletes it."""
        more = "date: 2021-01-05\ntags: [ایران, Iraq]\n" if path in ("a.fa", "fa/b") else ""
        said = title.replace("title", "summary") if path.startswith("sources") else title
        self.configure(LANGUAGES[0])
        self.override(f"content/{path}.md", title and f"---\n{said}\n{more}---\n{word}\n\n[Iran](/fa/tag/iran/)\n")

    @rule(
        site=st.sampled_from(["default", "gfm"]),
        folder=st.sampled_from(["default", "gfm", ""]),
        switch=st.sampled_from(["", "wikilinks = true", "smart_punctuation = true"]),
    )
    def edit_dialects(self, site: str, folder: str, switch: str) -> None:
        folders = f'[markdown.folders]\n"notes/" = "{folder}"\n' if folder else ""
        markdown = f'[markdown]\ndialect = "{site}"\n{switch}\n{folders}'
        self.configure(markdown)

    def override(self, path: str, text: str) -> None:
        """Writes a file, or takes it away where there is nothing to write."""
        if text:
            self.site.put(path, text.encode())
        elif os.path.lexists(self.site.root / path):
            self.site.delete(path)

    @rule(which=st.integers(0, 1000), text=st.sampled_from([None, "mine"]))
    def delete_or_edit_output(self, which: int, text: str | None) -> None:
        """Deletes or edits a published file. An edited one stays for good if the site no longer has it after faults."""
        files = sorted(file for file in self.site.output.rglob("*") if file.is_file() and file not in self.foreign)
        if files:
            file = files[which % len(files)]
            file.write_text(text) if text and self.has_site else file.unlink()

    @rule()
    def delete_store(self) -> None:
        shutil.rmtree(self.site.root / ".tagarchive", ignore_errors=True)

    @rule(name=NAMES)
    def delete_store_and_article(self, name: str) -> None:
        """What a fresh machine sees that has the published folder and not the store."""
        self.delete_store()
        self.delete(name)

    @rule(name=NAMES, moment=st.integers(10, 150))
    def kill_and_delete_store_and_article(self, name: str, moment: int) -> None:
        self.edit_body(name, "killed")
        self.kill(moment)
        self.delete_store_and_article(name)

    @rule(folder=st.sampled_from(["", "tag/iran/", "articles/a/", "new/"]))
    def put_a_foreign_file(self, folder: str) -> None:
        file = self.site.output / folder / "foreign.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Nobody's.")
        self.foreign.add(file)

    @invariant()
    def foreign_files_stay(self) -> None:
        assert all(file.read_text() == "Nobody's." for file in self.foreign)

    @rule(moment=st.integers(10, 150))
    def kill(self, moment: int) -> None:
        arguments = ["--root", str(self.site.root), "--output", str(self.site.output)]
        with Program(Start(arguments, self.folder / "said.txt", dict(os.environ))):
            time.sleep(moment / 1000)

    def build(self) -> object:
        """What a warm build leaves: every file, or why there is none."""
        return _outcome(self.site, self.now)

    @invariant()
    def warm_is_clean(self) -> None:
        warm = self.build()
        self.has_site = isinstance(warm, tuple)
        assert warm == self.clean_outcome(self.now)

    def clean_outcome(self, now: datetime) -> Any:
        """What a build of a fresh copy leaves, or has left if the last copy was the same."""
        with tempfile.TemporaryDirectory() as folder:
            fresh = plain_copy(self.site, Path(folder))
            files = (file for file in fresh.root.rglob("*") if file.is_file())
            copy = now, {file.relative_to(fresh.root): file.read_bytes() for file in files}
            if self.clean[0] != copy:
                self.clean = copy, _outcome(fresh, now)
        return self.clean[1]


IN_LANGUAGES = {"edit_in_another_language", "edit_tag_page", "edit_source", "edit_body", "retag", "retitle", "record"}
"""Edits of a site in several languages."""


def run_with_fresh_seed(machine: type[RuleBasedStateMachine]) -> None:
    """Runs a machine on edits that no earlier run has made; TAGARCHIVE_SEED names those of one that failed."""
    number = int(os.environ.get("TAGARCHIVE_SEED") or secrets.randbits(32))
    print(f"TAGARCHIVE_SEED={number}")  # noqa: T201 (shown where the test fails)
    seeded = seed(number)(type("Seeded", (machine,), {}))
    run_state_machine_as_test(seeded, settings=settings(SETTINGS, derandomize=False, database=None, max_examples=1))


def plain_copy(site: Site, folder: Path) -> Site:
    """A copy of a site with files in place of links to what may be shown, and names in the form that readers see."""
    fresh = Site(folder)
    for top in (
        site.root / name
        for name in ("content", "static", "templates", "words", "site.toml", "published.txt", "originals.toml")
        if (site.root / name).exists()
    ):
        real = Path(os.path.realpath(top))
        for file in [real] if real.is_file() else (one for one in real.rglob("*") if one.is_file()):
            inner = Path(top.name, file.relative_to(real))
            kept = file.resolve().is_relative_to(real) and file.suffix == file.resolve().suffix
            if kept:
                fresh.put(unicodedata.normalize("NFC", inner.as_posix()), file.read_bytes())
    return fresh


def _outcome(site: Site, now: datetime) -> Any:
    """What a build leaves and says, but for style sheets that are kept for pages in caches, and files of nobody's."""
    try:
        files = site.build(now=now)
    except SiteError as error:
        return sorted(map(str, error.problems))
    manifest = read_manifest_file(site.output)
    made = {path: data for path, data in files.items() if not (path in manifest.kept or path.endswith("foreign.txt"))}
    # A fresh copy has files in the place of links.
    about_site = (notice for notice in site.report.notices if notice.code not in ("linked-folder", "refused-link"))
    told = sorted(notice for notice in about_site if not notice.where.path.startswith(("/", f"{FOLDER}/")))
    return made, {path: digest for path, digest in manifest.files.items() if path not in manifest.kept}, told


M = TypeVar("M", bound=RuleBasedStateMachine)


def machine_of(edits: set[str], machine: type[M]) -> type[M]:
    """A machine with a few of its edits, which makes them by one rule: Hypothesis leaves out whole rules at times."""
    rules = {name: getattr(machine, name).hypothesis_stateful_rule for name in sorted(edits)}

    @rule(data=st.data(), name=st.sampled_from(sorted(rules)))
    def edit(self: M, data: st.DataObject, name: str) -> None:
        given = {key: data.draw(values) for key, values in rules[name].arguments.items()}
        rules[name].function(self, **given)

    others = (name for name in dir(machine) if hasattr(getattr(machine, name), "hypothesis_stateful_rule"))
    return type("Few", (machine,), {**dict.fromkeys(others), "edit": edit})
