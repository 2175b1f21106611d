"""Known originals: which article of the site an address of the web is already, and the tags that it gains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from tagarchive.build.context import BuildContext, with_context
from tagarchive.core.originals import original_key
from tagarchive.editing.additions import gained
from tagarchive.editing.changes import make
from tagarchive.editing.checking import check
from tagarchive.editing.tagged_site import tagged_site
from tagarchive.reading.documents import Article, Document
from tagarchive.reading.edition import Edition
from tagarchive.reading.text_files import bare


class KnownOriginals(NamedTuple):
    """The articles of a site by the addresses of their originals.

    Attributes:
        paths: path of the first article with each original, by `original_key`

    """

    paths: Mapping[str, str]

    def path_of(self, *urls: str) -> str:
        """The path of the article that one of these addresses is, tried in their order; empty if none is.

        A page that was reached by redirects is asked for with all of its addresses.
        """
        keys = filter(None, map(original_key, urls))
        return next((self.paths[key] for key in keys if key in self.paths), "")

    def with_article(self, path: str, *urls: str) -> KnownOriginals:
        """These and one more article. Addresses that are known stay those of the earlier one."""
        new = {key: path for key in map(original_key, urls) if key}
        return KnownOriginals({**new, **self.paths})


def known_originals(documents: Iterable[Document]) -> KnownOriginals:
    """The originals of documents, of drafts and withdrawn articles too.

    The address of an archived copy leads to its article, unless it is the original of another one.
    """
    articles = [document for document in documents if isinstance(document, Article) and document.source]
    # `a.md` comes before `a-2.md`, as it came into the site.
    articles.sort(key=lambda article: bare(article.path))
    paths: dict[str, str] = {}
    for attribute in ("url", "archive_url"):
        for article in articles:
            url = getattr(article.source, attribute)
            key = original_key(url) if url else ""
            if key:
                paths.setdefault(key, article.path)
    return KnownOriginals(paths)


def with_tags(
    root: Path, tags: Mapping[str, Sequence[str]], now: datetime, waiting: Callable[[], None]
) -> tuple[str, ...]:
    """Adds tags to articles of a site, by path, in their files. All files change, or none.

    Returns the paths of the articles that changed. Raises `SiteError` if the site has problems, or would have some.
    """
    if not any(tags.values()):
        return ()

    def used(context: BuildContext) -> tuple[str, ...]:
        site = tagged_site(context, Edition(drafts=False, now=now))
        operation = gained(site, tags)
        check(site, operation.changes)
        make(root, operation.changes)
        return tuple(change.path for change in operation.changes if change.path in tags)

    return with_context(root, used, waiting)
