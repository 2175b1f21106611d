"""Settings of a site of Hugo: its address, folders, patterns of addresses, languages and taxonomies."""

from __future__ import annotations

import posixpath
import re
from datetime import tzinfo
from typing import NamedTuple

from tagarchive.importing.generators.front_matter import Fields, is_true, mapping_of, text_of
from tagarchive.importing.generators.site_config import SiteAddress, address_of, first_file, settings_at, zone_of
from tagarchive.importing.inputs.files import Files
from tagarchive.importing.inputs.private_data import Data

_FILE = r"(?:hugo|config)\.(?:toml|ya?ml|json)"
_PARTS = "permalinks taxonomies languages params menus".split()


class Hugo(NamedTuple):
    """Settings of a site.

    Attributes:
        content: folder of its texts in the input, with a slash at the end; empty if that is the input itself
        is_site: True if the input is a whole site
        address: its public address
        zone: its time zone; None if none is set
        permalinks: pattern of addresses of each section
        taxonomies: keys of front matter that name tags
        languages: codes of its languages
        language: code of its main language
        has_language_folder: True if the main language too stands in a folder of its own
        is_ugly: True if addresses end in `.html`
        keeps_case: True if capitals stay in addresses

    """

    content: str = ""
    is_site: bool = False
    address: SiteAddress = SiteAddress()
    zone: tzinfo | None = None
    permalinks: Fields | None = None
    taxonomies: tuple[str, ...] = ("tags", "categories")
    languages: frozenset[str] = frozenset()
    language: str = "en"
    has_language_folder: bool = False
    is_ugly: bool = False
    keeps_case: bool = False

    def without_language(self, stem: str) -> tuple[str, str]:
        """A name without the language at its end, and the language, which is the main one if there is none."""
        name, dot, code = stem.rpartition(".")
        if dot and (code in self.languages or (not self.languages and re.fullmatch(r"[a-z]{2}(?:-[a-z]{2})?", code))):
            return name, code
        return stem, self.language


def settings_of(files: Files, names: frozenset[str]) -> Hugo:
    """The settings of a site; the defaults without settings. Raises `SiteError` if they are damaged."""
    config, root = _config(files, names)
    folder = text_of(_get(config, "contentDir")).strip("./") or "content"
    content = "/".join(filter(None, (root, folder)))
    has_content = any(name.startswith(f"{content}/") for name in names)
    permalinks = mapping_of(_get(config, "permalinks"))
    languages = mapping_of(_get(config, "languages"))
    taxonomies = [text_of(value) for value in mapping_of(_get(config, "taxonomies")).values()]
    ugly = _get(config, "uglyURLs")
    return Hugo(
        content=f"{content}/" if has_content else "",
        is_site=bool(config) or has_content,
        address=address_of(text_of(_get(config, "baseURL"))),
        zone=zone_of(text_of(_get(config, "timeZone"))),
        permalinks=mapping_of(permalinks.get("page")) or permalinks,
        taxonomies=tuple(dict.fromkeys(filter(None, taxonomies or ["tags", "categories"]))),
        languages=frozenset(languages),
        language=text_of(_get(config, "defaultContentLanguage")) or "en",
        has_language_folder=bool(is_true(_get(config, "defaultContentLanguageInSubdir"))),
        is_ugly=bool(is_true(ugly)),
        keeps_case=bool(is_true(_get(config, "disablePathToLower"))),
    )


def _get(config: dict[str, Data], key: str) -> Data:
    """A setting; capitals in its key make no difference."""
    return next((value for name, value in config.items() if name.lower() == key.lower()), "")


def _config(files: Files, names: frozenset[str]) -> tuple[dict[str, Data], str]:
    """The settings of all files, and the folder of the site."""
    inner = sorted(name for name in names if re.search(r"(?:^|/)config/_default/[^/]+\.(?:toml|ya?ml|json)$", name))
    main = first_file(frozenset(names - set(inner)), _FILE)
    config: dict[str, Data] = settings_at(files, main) if main else {}
    for name in inner:
        stem = posixpath.basename(name).split(".")[0]
        settings = settings_at(files, name)
        if stem in ("hugo", "config"):
            config |= settings
        elif stem in _PARTS:
            config[stem] = settings
    root = posixpath.dirname(main)
    if inner and not main:
        root = inner[0].partition("config/_default/")[0].rstrip("/")
    return config, root
