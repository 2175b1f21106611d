"""A site with all its tags, as commands that change them see it: with those of drafts and of withdrawn articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tagarchive.archive.ledger import Ledger
from tagarchive.archive.selection import Selection, selection
from tagarchive.archive.tags.filed import filed_terms, tag_texts
from tagarchive.archive.tags.keys import Keys, keys_of
from tagarchive.archive.tags.tags import Tag, Tags
from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext
from tagarchive.build.ledger_file import ledger_at
from tagarchive.build.site_loader import ReadDocuments, read_documents
from tagarchive.core import urls
from tagarchive.core.errors import Location, Problem, Problems, SiteError, Written, did_you_mean
from tagarchive.core.slugs import slugify
from tagarchive.core.urls import Address
from tagarchive.reading.config import Config
from tagarchive.reading.documents import Article, Document, TagText
from tagarchive.reading.edition import Edition
from tagarchive.reading.field_types import line
from tagarchive.reading.site_files import Inputs, load
from tagarchive.reading.site_languages import site_languages

COMMAND = Location("tagarchive tags")
"""Place of problems with arguments."""


class KnownTag(NamedTuple):
    """A tag of a site.

    Attributes:
        key: its key
        name: its name, as articles write it
        articles: all articles with it, oldest first
        text: its file, or None
        address: address of its archive if it has one, or that it would have
        is_published: True if it has an archive

    """

    key: str
    name: str
    articles: Sequence[Article]
    text: TagText | None
    address: Address
    is_published: bool


class TaggedSite(NamedTuple):
    """A site with all its tags.

    Attributes:
        root: its folder
        config: its config
        inputs: its files
        read: its documents
        ledger: its ledger
        edition: edition that is published
        chosen: its published documents
        keys: keys of its tags
        texts: files of tags, by the keys of the tags
        uses: all articles with each tag, oldest first, by its key
        tags: its tags with published articles
        filed: these by key, hidden ones too
        published: keys of those with an archive

    """

    root: Path
    config: Config
    inputs: Inputs
    read: ReadDocuments
    ledger: Ledger
    edition: Edition
    chosen: Selection
    keys: Keys
    texts: Mapping[str, TagText]
    uses: Mapping[str, Sequence[Article]]
    tags: Tags
    filed: Mapping[str, Tag]
    published: frozenset[str]

    @property
    def articles(self) -> Sequence[Article]:
        """All articles, by path."""
        return [document for document in self.read.documents if isinstance(document, Article)]

    def tag(self, name: str) -> KnownTag | None:
        """The tag with a name, or None."""
        key = self.keys.of(name)
        naming = self.naming(key, lambda text: text.parent)
        if key not in self.uses and key not in self.texts and not naming:
            return None
        own = self._name(key, [written for _, written in naming])
        text = self.texts.get(key)
        address = self.filed[key].face.address if key in self.filed else _address(own, text)
        return KnownTag(key, own, self.uses.get(key, ()), text, address, key in self.published)

    def existing(self, name: str) -> KnownTag:
        """The tag with a name. Raises `SiteError` if there is none."""
        found = self.tag(line_of(name))
        if found is None:
            names = {tag.text for articles in self.uses.values() for article in articles for tag in article.tags}
            message = f"found “{name}”, expected a tag of this site"
            raise SiteError(Problem(COMMAND, "bad-argument", message, did_you_mean(name, names)))
        return found

    def naming(self, key: str, names: Callable[[TagText], Iterable[Written]]) -> list[tuple[TagText, Written]]:
        """The files of tags that name a tag in one of their lists, each with that name."""
        texts = (text for text in self.texts.values())
        return [(text, name) for text in texts for name in names(text) if self.keys.of(name.text) == key]

    def _name(self, key: str, written: Sequence[Written]) -> str:
        if key in self.filed:
            return self.filed[key].name
        spelled = [tag.text for article in self.uses.get(key, ()) for tag in article.tags]
        named = [name for name in spelled if self.keys.own(name) == key]
        texts = [self.texts[key].name.text] if key in self.texts else []
        others = [name for name in spelled if self.keys.of(name) == key]
        return [*named, *texts, *others, *(name.text for name in written)][0]


def _address(name: str, text: TagText | None) -> Address:
    return urls.tag(text.slug.text if text and text.slug else slugify(name))


def line_of(name: str) -> str:
    """A name that was given to a command, as front matter has it. Raises `SiteError` if nobody would see it."""
    try:
        return line(name)
    except ValueError as error:
        message = f"found “{name}”, expected the name of a tag: {error}"
        raise SiteError(Problem(COMMAND, "bad-argument", message)) from None


def tagged_site(context: BuildContext, edition: Edition) -> TaggedSite:
    """The site in a folder. Raises `SiteError` with every fault of its articles; faults of tags do not matter."""
    problems = Problems()
    inputs, config = load(context.root, context.store.seen()), config_at(context.root)
    found = read_documents(inputs, config, context, problems)
    problems.raise_any()
    ledger = ledger_at(context.root)
    chosen = selection(found.documents, found.pairs, config, edition)
    language = site_languages(config)[0]
    texts = tag_texts(found.documents, language)
    keys = keys_of(texts, config.language)
    tags = filed_terms(chosen.articles, found.documents, language).tags
    filed = {keys.of(tag.name): tag for tag in (*tags.tags, *tags.hidden)}
    published = frozenset(keys.of(tag.name) for tag in tags.tags)
    by_key = {keys.of(text.name.text): text for text in reversed(texts)}
    uses = _uses(found.documents, keys)
    return TaggedSite(
        context.root, config, inputs, found, ledger, edition, chosen, keys, by_key, uses, tags, filed, published
    )


def _uses(documents: Iterable[Document], keys: Keys) -> dict[str, list[Article]]:
    articles = [document for document in documents if isinstance(document, Article)]
    uses: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda article: (article.date.when(), article.path)):
        for key in dict.fromkeys(keys.of(tag.text) for tag in article.tags):
            uses[key].append(article)
    return dict(uses)
