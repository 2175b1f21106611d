"""The languages of a site, each with the config as it holds for the pages in that language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import structs

from tagarchive.core import urls
from tagarchive.reading.config import Config
from tagarchive.reading.language_options import LanguageOptions
from tagarchive.reading.tag_options import TaxonomyOptions, taxonomy_of


class SiteLanguage(NamedTuple):
    """A language of a site.

    Attributes:
        edition: code with which its addresses begin; empty for the default language
        config: config of the site for its pages in this language
        site: config of the whole site

    """

    edition: str
    config: Config
    site: Config


def site_languages(config: Config) -> tuple[SiteLanguage, ...]:
    """The languages of a site, the default one first. A site in one language has its config as it is."""
    return tuple(_languages(config))


def _languages(config: Config) -> Iterator[SiteLanguage]:
    default = config.language.lower()
    of_default = next((options for code, options in config.languages if code.lower() == default), None)
    own = structs.replace(config, **_said(of_default, config, "")) if of_default else config
    yield SiteLanguage("", own, config)
    for code, options in config.languages:
        edition = code.lower()
        if edition != default:
            # A sentence, a menu and a calendar of the default language would be wrong among pages in another one.
            own_to_default = {"description": "", "menu": (), "calendar": "gregorian"}
            said = {**own_to_default, "language": code, **_said(options, config, edition)}
            yield SiteLanguage(edition, structs.replace(config, **said), config)


def _said(options: LanguageOptions, config: Config, edition: str) -> dict[str, Any]:
    """The keys of the config that differ for a language."""
    titles = dict(options.taxonomy)
    said = {name: value for name, value in structs.asdict(options).items() if value is not None}
    taxonomy = tuple((name, _taxonomy(name, one, titles.get(name), edition)) for name, one in config.taxonomy)
    return {**said, "taxonomy": taxonomy}


def _taxonomy(name: str, options: TaxonomyOptions, title: str | None, edition: str) -> TaxonomyOptions:
    """A list of terms with its title in a language, and its address there."""
    address = urls.in_language(edition, taxonomy_of(name, options).address)
    return structs.replace(options, title=title or options.title, address=address)
