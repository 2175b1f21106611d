"""What the documentation says is what the code does."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
import shlex
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from conftest import CONFIG, Site
from pictures import jpeg

from tagarchive.collecting.rules.rules import read_rules
from tagarchive.collecting.words.words import Words
from tagarchive.commands.host_files import HOSTS
from tagarchive.commands.main import main
from tagarchive.importing.kinds import KINDS
from tagarchive.reading.config import read_config

CHECKOUT = Path(__file__).parent.parent
PAGES = [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")]


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", CHECKOUT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_says(reference: ModuleType) -> None:
    for name, text in reference.written().items():
        assert (CHECKOUT / "docs" / "reference" / name).read_text("utf-8") == text, f"run `make docs` ({name})"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(CHECKOUT).as_posix())
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not link.startswith("http") and "`" not in link:
            assert (page.parent / link).exists() or page.name in ("pictures.md", "writing.md"), f"{page.name} -> {link}"


def test_every_make_command_that_is_named_is_there() -> None:
    makefile = (CHECKOUT / "Makefile").read_text()
    for page in PAGES:
        for target in re.findall(r"(?:^|`)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


def commands_in(page: str) -> list[list[str]]:
    """The commands of this program in the blocks of a page, but for the preview, which would not end."""
    blocks = "".join(re.findall(r"```sh\n(.*?)```", (CHECKOUT / page).read_text("utf-8"), re.DOTALL))
    found = re.findall(r"^tagarchive (.+?)(?:\s+#.*)?$", blocks, re.MULTILINE)
    return [shlex.split(command) for command in found if not command.startswith("serve")]


@pytest.mark.parametrize(("page", "count"), [("README.md", 4), ("docs/quickstart.md", 4)])
def test_the_commands_for_a_first_site_work(
    page: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = commands_in(page)
    assert len(commands) == count
    for command in commands:
        if command == ["record"]:
            assert main(["build"]) == 0
        assert main(command) == 0, command
        if page != "README.md" and command[:2] == ["init", "desk"]:
            monkeypatch.chdir(tmp_path / "desk")
            (tmp_path / "desk/site.toml").write_text(CONFIG)
    assert (tmp_path / "desk/public/index.html").exists()
    assert (tmp_path / "desk/.github/workflows/pages.yml").exists()


def test_the_guide_to_hosts_names_every_host_and_its_file() -> None:
    guide = (CHECKOUT / "docs" / "hosting.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `([^`]+)` \|", guide, re.MULTILINE)
    assert dict(rows) == {name: next(iter(host.files)) for name, host in HOSTS.items()}
    assert set(re.findall(r"--host (\w+)", guide)) == set(HOSTS)


def test_the_files_and_templates_of_the_guides_build(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    writing = (CHECKOUT / "docs" / "writing.md").read_text("utf-8")
    head, source, withdrawn, image, images, particulars, updates = re.findall(r"```yaml\n(.*?)```", writing, re.DOTALL)
    article = head.removesuffix("---\n") + "tags: [C++]\n" + source + image + particulars + updates + "---\nText.\n"
    (tmp_path / "content" / "a.md").write_text(article)
    (tmp_path / "content" / "b.md").write_text(
        head.removesuffix("---\n") + images + "authors: [A. Lee]\n" + "---\nText.\n"
    )
    (tmp_path / "content" / "gone.md").write_text(head.removesuffix("---\n") + withdrawn + "---\nText.\n")
    records = re.findall(r"```markdown\n(.*?)```", writing, re.DOTALL)
    for record, path in zip(records, ("sources/wall-street-journal.md", "authors/ann-lee.md"), strict=True):
        (tmp_path / "content" / path).parent.mkdir()
        (tmp_path / "content" / path).write_text(record)
    assert main(["--root", str(tmp_path), "--quiet"]) == 0
    public = tmp_path / "public"
    assert "A text for the top" in (public / "source" / "the-wall-street-journal" / "index.html").read_text("utf-8")
    assert "since 2009" in (public / "author" / "ann-lee" / "index.html").read_text("utf-8")
    assert "Read the original article" in (public / "articles" / "a" / "index.html").read_text("utf-8")
    assert "was withdrawn" in (public / "articles" / "gone" / "index.html").read_text("utf-8")


def test_the_guide_to_tags_builds(site: Site) -> None:
    guide = (CHECKOUT / "docs" / "tags.md").read_text("utf-8")
    (tag,) = re.findall(r"```markdown\n(.*?)```", guide, re.DOTALL)
    (taxonomies,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    (terms,) = re.findall(r"```yaml\n(series.*?)```", guide, re.DOTALL)
    site.put("content/tags/iranbacked.md", tag.encode()).write(f"-- site.toml --\n{CONFIG}{taxonomies}")
    site.put("content/a.md", f"---\ntitle: A\ndate: 2021-01-01\ntags: [iran-backed, Houthis]\n{terms}---\n".encode())
    (podcast,) = re.findall(r"```yaml\n(podcast.*?)```", guide, re.DOTALL)
    site.write(f"-- content/tags/houthis.md --\n---\n{podcast}---\n").put("content/tags/cover.jpg", jpeg(1400, 1400))
    files = site.build()
    assert b'<itunes:category text="Daily News"/>' in files["tag/houthis/feed.xml"]
    assert b"The text at the top of the archive, in Markdown." in files["tag/iranbacked/index.html"]
    assert {"series/the-long-war/index.html", "in/the/world/baghdad/feed.xml", "tag/armed-groups/index.html"} <= set(
        files
    )
    assert not site.report.notices


def test_the_rules_of_the_guide_are_read_and_find_what_it_says() -> None:
    guide = (CHECKOUT / "docs" / "rules.md").read_text("utf-8")
    (rules,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert [rule.fields.tags[0].text for rule in read_rules(rules)] == ["Houthis", "state media"]
    for word, text in re.findall(r"“([^”]+)” finds “([^”]+)”", guide):
        assert Words.of([word]).found_in(text) == (word,)
    arabic, russian, english = re.findall(r"`'(/[^'`]+/)'`", guide)
    assert Words.of([arabic, russian]).found_in("وإيران, Ирана") == (arabic, russian)
    assert not Words.of([english]).found_in("us")


def test_the_dialects_of_the_guide_are_read_as_it_says(site: Site) -> None:
    section = (
        (CHECKOUT / "docs" / "writing.md").read_text("utf-8").partition("## Dialects")[2].partition("## Copies")[0]
    )
    folders, switches = re.findall(r"```toml\n(.*?)```", section, re.DOTALL)
    (example,) = re.findall(r"```text\n(.*?)```", section, re.DOTALL)
    site.write(f"-- site.toml --\n{CONFIG}{folders}").article("notes/a", body=example)
    notes = site.page("articles/a/index.html")
    for shape in (
        '<li class="task">',
        "<del>",
        'class="footnote"',
        "😄",
        "alert-note",
        "<dd>",
        'id="an-id" class="wide"',
    ):
        assert shape in notes
    site.write(f"-- site.toml --\n{CONFIG}{switches}").article("2021/attack", body="## The border")
    written = re.findall(r"`(\$+x\^2\$+|\[\[[^`]+\]\]|==[^`]+==|x\^2\^|H~2~O)`", section)
    read = site.article("notes/a", body="\n\n".join(written)).page("articles/a/index.html")
    assert len(written) == 9
    assert read.count("<math") == 2
    for link in ("/>attack", "/>the first report", "/>2021/attack", "/#the-border>attack#The border"):
        href, _, words = link.partition(">")
        assert f'<a href="/articles/attack{href}">{words}</a>' in read
    assert "<mark>marked words</mark>" in read
    assert "x<sup>2</sup>" in read
    assert "H<sub>2</sub>O" in read
    assert not [notice for notice in site.report.notices if notice.code == "broken-fragment"]


def test_the_examples_of_the_guide_to_themes_do_what_it_says(site: Site) -> None:
    guide = (CHECKOUT / "docs" / "theming.md").read_text("utf-8")
    found = re.findall(
        r"^`((?:site\.toml|(?:static|templates)/[^`]+))`:\n\n```\w+\n(.*?)^```", guide, re.DOTALL | re.MULTILINE
    )
    assert len(found) == 5
    site.article("a", title="Reported", tags="[Iranbacked]", source="{name: Reuters}").put("static/literata.woff2", b"")
    for path, text in found:
        site.put(path, (CONFIG if path == "site.toml" else "").encode() + text.encode())
    files = {path: data.decode() for path, data in site.build().items() if path.endswith((".html", ".css"))}
    article, tag = files["articles/a/index.html"], files["tag/iranbacked/index.html"]
    assert "--accent:light-dark(#0b5c4a,#7fd6bf)" in article
    assert re.search(r'<link rel="stylesheet" href="/mine\.\w{10}\.css">', tag)
    assert "mailto:desk@example.org?subject=https%3A//desk.example/articles/a/" in article
    assert '<td><a href="/articles/a/">Reported</a></td>\n<td>Reuters</td>' in tag
    assert not [notice for notice in site.report.notices if notice.code == "low-contrast"]
    assert "mine." in files["404.html"]


def test_the_examples_of_the_guide_to_words_do_what_it_says(site: Site) -> None:
    guide = (CHECKOUT / "docs" / "words.md").read_text("utf-8")
    found = dict(re.findall(r"^`((?:site\.toml|words/[^`]+))`:\n\n```toml\n(.*?)^```", guide, re.DOTALL | re.MULTILINE))
    assert set(found) == {"site.toml", "words/en.toml", "words/uk.toml"}
    site.article("a", tags="[X]").put("words/en.toml", found["words/en.toml"].encode())
    page = site.page("tag/x/index.html")
    assert '<span class="kicker">Dossier:</span>' in page
    assert ">1 story</span>" in page
    assert ">Dossiers</a>" in page
    site.put("words/uk.toml", found["words/uk.toml"].encode()).put("site.toml", f'{CONFIG}language = "uk"\n'.encode())
    assert ">1 стаття</span>" in site.page("tag/x/index.html")
    for language in ("digits", "calendar"):
        (settings,) = re.findall(rf'```toml\n(language = "fa"\n{language} = .*?)```', guide, re.DOTALL)
        site.put("site.toml", (CONFIG + settings).encode()).build()
    templates = "".join(re.findall(r"```html\n(.*?)```", guide, re.DOTALL))
    site.put("site.toml", CONFIG.encode()).delete("words/en.toml").put("templates/404.html", templates.encode())
    assert "<p>Latest, 12 articles, page 3</p>" in site.page("404.html")
    assert '<p>This page has moved: <a href="/subscribe/">What is a feed?</a></p>' in site.page("404.html")


def test_the_guide_to_themes_lets_a_page_run_one_script_more(site: Site) -> None:
    guide = (CHECKOUT / "docs" / "theming.md").read_text("utf-8").partition("## What pages may run")[2]
    (template,) = re.findall(r"```html\n(.*?)```", guide, re.DOTALL)
    page = site.article("a").put("templates/base.html", template.encode()).page("articles/a/index.html")
    digest = base64.b64encode(hashlib.sha256(b'console.log("Hello");').digest()).decode()
    policy = page.partition('http-equiv="Content-Security-Policy"')[2].partition(">")[0]
    assert f" 'sha256-{digest}' https://counter.example; object-src" in policy
    assert '<script>console.log("Hello");</script>' in page


def test_the_guide_to_themes_names_every_block() -> None:
    guide = (
        (CHECKOUT / "docs" / "theming.md").read_text("utf-8").partition("| template | blocks |")[2].partition("## ")[0]
    )
    templates = CHECKOUT / "templates"
    blocks = {name for file in templates.glob("[a-z]*.html") for name in re.findall(r"block (\w+)", file.read_text())}
    assert set(re.findall(r"`(\w+)`", guide)) == blocks


def test_the_guide_to_the_preview_names_every_option_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out.partition("options:")[2]))
    text = (CHECKOUT / "docs" / "preview.md").read_text("utf-8")
    assert set(re.findall(r"\| `(--[a-z-]+)", text)) == options - {"--help", "--drafts", "--jobs"}


def test_the_guide_to_originals_names_every_option_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["originals", "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out.partition("options:")[2].partition("exit codes")[0]))
    text = (CHECKOUT / "docs" / "originals.md").read_text("utf-8")
    assert set(re.findall(r"\| `(--[a-z-]+)[` ]", text.partition("## ")[0])) == options - {"--help", "--root"}


def test_the_guide_to_deploys_names_every_option_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["deploy", "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out.partition("options:")[2]))
    text = (CHECKOUT / "docs" / "deploying.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(--[a-z-]+)", text, re.MULTILINE)) == options - {"--help", "--root"}


def test_the_targets_of_the_guide_to_deploys_are_read(site: Site) -> None:
    guide = (CHECKOUT / "docs" / "deploying.md").read_text("utf-8")
    tables = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    kinds = set()
    for table in tables:
        ((_, options),) = read_config(CONFIG + table).deploy
        kinds.add(type(options.to).__name__)
    assert kinds == {"FolderPlace", "RsyncPlace", "SftpPlace", "BucketPlace", "BranchPlace"}
    (mirror,) = (table for table in tables if "../mirror" in table)
    site.write(f"-- site.toml --\n{CONFIG}{mirror}").article("a").build()
    assert main(["deploy", "--root", str(site.root), "--output", str(site.output)]) == 0
    assert (site.root.parent / "mirror" / "articles" / "a" / "index.html").exists()


def test_the_examples_of_the_guide_to_originals_do_what_it_says(site: Site) -> None:
    guide = (CHECKOUT / "docs" / "originals.md").read_text("utf-8")
    (source,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    verdict, options = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    site.put("content/a.md", f"---\ntitle: A\ndate: 2021-01-01\nsummary: S.\n{source}---\n".encode())
    site.write(f"-- site.toml --\n{CONFIG}{options}")
    site.put(
        "originals.toml", verdict.replace("https://post.example/strike", "https://wire.example/2021/drones").encode()
    )
    page = site.page("articles/a/index.html")
    assert "The original is no longer there; <a" in page
    assert {"screenshot", "pdf"} <= set(re.findall(r"<bdi>(\w+)</bdi>", page))
    assert not site.report.notices


def test_every_kind_of_import_is_explained() -> None:
    text = (CHECKOUT / "docs" / "importing.md").read_text("utf-8")
    table = text.partition("| kind | input |")[2].partition("##")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {kind for row in rows for kind in re.findall(r"`(\w+)`", row)} == set(KINDS)


def test_every_folder_has_its_place_in_the_architecture() -> None:
    text = (CHECKOUT / "docs" / "architecture.md").read_text("utf-8")
    table = text.partition("## Folders")[2].partition("## Where")[0]
    package = CHECKOUT / "tagarchive"
    named = set(re.findall(r"`([a-z_/]+)/`", table))
    assert named == {path.parent.relative_to(package).as_posix() for path in package.glob("*/**/__init__.py")}
    for path in re.findall(r"`([a-z_/]+\.py)`", text):
        assert any((folder / path).exists() for folder in (package, CHECKOUT, package / "reading")), path


def test_the_pinned_versions_satisfy_what_the_package_asks_for() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    pinned = (CHECKOUT / "requirements" / "site.txt").read_text()
    for requirement in project["dependencies"]:
        assert re.search(rf"^{requirement.partition('>')[0]}==", pinned, re.MULTILINE | re.IGNORECASE), requirement
    for page in (CHECKOUT / "requirements").glob("*.txt"):
        assert "://" not in page.read_text()
        assert not re.search(r"^[^ #\n]+==[^\\]+$", page.read_text(), re.MULTILINE), "a pin without a hash"
