"""Programs that build the same articles, each with a site in a folder of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import Article, Corpus
from benchmarks.steps import Step

HERE = Path(__file__).parent
CHECKOUT = HERE.parent
OURS = "tagarchive"

_DEFAULTS = 'title = "Harbour Post"\nbase_url = "https://post.example/"\n'
_DIALECT = '\n[markdown]\ndialect = "{}"\n'


class Generator(NamedTuple):
    """A program and its site.

    Attributes:
        name: name of the program
        site: folder of the site
        articles: folder of its articles
        output: folder of what is built
        kept: folders with what a build keeps for the next one
        template: the template of articles, in the site
        original: the template without edits
        has_template: True if the site has this template before it is edited
        build: command that builds the site
        environment: variables of its environment
        has_preview: True for the program of this project

    """

    name: str
    site: Path
    articles: Path
    output: Path
    kept: Sequence[Path]
    template: Path
    original: Path
    has_template: bool
    build: Sequence[str]
    environment: Mapping[str, str] = {}
    has_preview: bool = False

    @property
    def log(self) -> Path:
        return self.site.with_suffix(".log")


def ours(site: Path, theme: str, dialect: str, checkout: Path = CHECKOUT) -> Generator:
    """The program of a checkout, with its own theme, or with a small one for the pages that all generators have."""
    theme_files = HERE / "small" if theme == "small" else checkout
    if theme == "small":
        shutil.copytree(HERE / "small", site)
    site.mkdir(exist_ok=True)
    config = site / "site.toml"
    written = config.read_text("utf-8") if config.exists() else _DEFAULTS
    config.write_text(written + (_DIALECT.format(dialect) if dialect != "default" else ""), "utf-8")
    return Generator(
        name=OURS if checkout == CHECKOUT else f"{OURS} of {checkout.name}",
        site=site,
        articles=site / "content",
        output=site / "public",
        kept=(site / ".tagarchive",),
        template=site / "templates" / "article.html",
        original=theme_files / "templates" / "article.html",
        has_template=theme == "small",
        build=[sys.executable, str(checkout / "build.py"), "build", "--root", str(site)],
        has_preview=True,
    )


def hugo(site: Path, program: str) -> Generator:
    """Hugo, with a site of the same pages and feeds."""
    shutil.copytree(HERE / "hugo", site)
    shutil.copytree(HERE / "small" / "static", site / "static")
    version = subprocess.run([program, "version"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    return Generator(
        name=" ".join(["Hugo", *re.findall(r"^hugo v([\d.]+)", version, re.MULTILINE)]),
        site=site,
        articles=site / "content" / "articles",
        output=site / "public",
        kept=(site / "cache", site / "resources"),
        template=site / "layouts" / "page.html",
        original=HERE / "hugo" / "layouts" / "page.html",
        has_template=True,
        build=[program, "build", "--quiet", "--source", str(site)],
        environment={"HUGO_CACHEDIR": str(site / "cache")},
    )


def fill(generator: Generator, corpus: Corpus) -> None:
    generator.articles.mkdir(parents=True)
    for article in corpus:
        write(generator, article)


def write(generator: Generator, article: Article) -> None:
    (generator.articles / f"{article.slug}.md").write_text(article.text, "utf-8")


def change(generator: Generator, step: Step) -> None:
    """Makes the change of a step in the site of a program."""
    if step.is_cold:
        for folder in (generator.output, *generator.kept):
            shutil.rmtree(folder, ignore_errors=True)
        _put_template(generator, "")
    if step.article:
        write(generator, step.article)
    if step.line:
        _put_template(generator, step.line)


def shows(generator: Generator, step: Step) -> bool:
    """True if the output has what a step brings about."""
    page = generator.output / step.page / "index.html"
    return page.is_file() and step.text in page.read_text("utf-8")


def _put_template(generator: Generator, line: str) -> None:
    """Writes the template of articles with a further line. Without one it is as it was: the theme's, if that has it."""
    generator.template.unlink(missing_ok=True)
    if line or generator.has_template:
        original = generator.original.read_text("utf-8")
        generator.template.parent.mkdir(exist_ok=True)
        generator.template.write_text(original.replace("<article", f"{line}<article", 1), "utf-8")
