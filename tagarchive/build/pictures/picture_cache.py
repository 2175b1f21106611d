"""The cache of smaller files of pictures, beside the store. A file is made once, whatever becomes of what shows it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tagarchive.core.digests import digest_of_bytes, key_of
from tagarchive.plan.recipes import PictureRecipe

FOLDER = "pictures"
_SEAL = 64
"""Length of the SHA-256 in hexadecimal at the head of each file."""


class PictureCache(NamedTuple):
    """The cache in a folder. It may be deleted at any time.

    Attributes:
        folder: the folder
        engine: digest of what makes pictures

    """

    folder: Path
    engine: str

    @classmethod
    def beside(cls, store: Path, engine: str) -> PictureCache:
        """The cache of the site with a store."""
        return cls(store.parent / FOLDER, engine)

    def key(self, recipe: PictureRecipe) -> str:
        """Name of the file that a recipe makes. The place of the picture makes no difference."""
        made = recipe.variant
        size = (made.format, str(made.width), str(made.height)) if made else ()
        return key_of(self.engine, recipe.digest, str(recipe.quality), *size)

    def found(self, recipe: PictureRecipe) -> bytes | None:
        """The bytes that a recipe makes; None if they are not there or damaged."""
        with suppress(OSError):
            sealed = (self.folder / self.key(recipe)).read_bytes()
            data = sealed[_SEAL:]
            return data if sealed[:_SEAL] == digest_of_bytes(data).encode() else None
        return None

    def keep(self, recipe: PictureRecipe, data: bytes) -> None:
        """Keeps the bytes that a recipe makes, as far as the system lets it."""
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder)
            with open(handle, "wb") as file:
                file.write(digest_of_bytes(data).encode() + data)
            os.replace(name, self.folder / self.key(recipe))

    def keep_only(self, keys: Collection[str]) -> None:
        """Deletes all files but those of some keys."""
        with suppress(OSError):
            for name in os.listdir(self.folder):
                if name not in keys:
                    with suppress(OSError):
                        os.unlink(self.folder / name)
