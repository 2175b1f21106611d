"""The site that an import writes to, read from its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tagarchive.build.config_file import config_at
from tagarchive.build.context import BuildContext, unwatched, with_context, with_temporary_store
from tagarchive.build.engine import engine
from tagarchive.build.process_pool import Workers
from tagarchive.build.site_loader import read_documents
from tagarchive.build.store import FOLDER, Store
from tagarchive.core.errors import Problems
from tagarchive.importing.writing.importer import Target
from tagarchive.reading.disk import check_site
from tagarchive.reading.site_files import load


def target_at(root: Path, folder: str, waiting: Callable[[], None]) -> Target:
    """The site in a folder. Files with faults of their own count as taken names alone.

    The store of the site makes this fast; a site without one gets none, since an import writes below `content/` only.
    Raises `SiteError` if there is no site.
    """
    check_site(root)
    if (root / FOLDER).is_dir():
        return with_context(root, lambda context: read_target(context, folder), waiting)

    def used(store: Store) -> Target:
        with Workers(1) as workers:
            return read_target(BuildContext(root, engine(), store, workers, unwatched), folder)

    return with_temporary_store(root, used)


def read_target(context: BuildContext, folder: str = "") -> Target:
    """The site of a context. Files with faults of their own count as taken names alone."""
    config = config_at(context.root)
    inputs = load(context.root, context.store.seen())
    documents = read_documents(inputs, config, context, Problems()).documents
    paths = [*(found.path for found in inputs.documents), *(file.path for file in inputs.files)]
    return Target(context.root, config, documents, paths, folder)
