"""The file `site.toml`."""

from __future__ import annotations

from pathlib import Path

from tagarchive.build.extras import missing_packages
from tagarchive.core.errors import SiteError
from tagarchive.core.text import decode
from tagarchive.reading.config import Config, read_config
from tagarchive.reading.disk import read
from tagarchive.reading.files import CONFIG_FILE
from tagarchive.reading.site_languages import site_languages


def config_at(root: Path) -> Config:
    """The config of the site in a folder. Raises `SiteError` with every fault of it."""
    return read_config(_config_text(root))


def usable_config_at(root: Path) -> Config:
    """The config of the site in a folder. Raises `SiteError` also for each key whose package is not installed."""
    text = _config_text(root)
    config = read_config(text)
    problems = tuple(missing_packages(config, text))
    if problems:
        raise SiteError(*problems)
    return config


def languages_of(config: Config) -> tuple[str, ...]:
    """The languages of a site's pages, for the words of its interface."""
    return tuple(language.config.language for language in site_languages(config))


def _config_text(root: Path) -> str:
    return decode(read(root, CONFIG_FILE).data, CONFIG_FILE)[0]
