"""Alternates: one page in several languages, for search engines and for readers. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from tagarchive.archive.relations import TranslationLink
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address, Addresses
from tagarchive.views.common import Alternate, LanguageLink

ANY_LANGUAGE = "x-default"
"""Word of search engines for the page of readers whose language no page is in."""


class Version(NamedTuple):
    """A page in one language.

    Attributes:
        lang: its language
        address: its address; empty for a page elsewhere
        url: URL of a page elsewhere, or ""

    """

    lang: str
    address: Address
    url: str = ""


class Alternates(tuple[Version, ...]):
    """A page in all its languages, with itself; empty for a page in one language."""

    __slots__ = ()

    @property
    def key(self) -> str:
        return joined(*[part for version in self for part in version])

    def view(self, addresses: Addresses, default: str) -> tuple[Alternate, ...]:
        """The pages with absolute URLs. The one in the default language of the site is for all other readers too."""
        urls = {version.lang: version.url or addresses.absolute(version.address) for version in self}
        for_all = next((url for lang, url in urls.items() if lang.lower() == default.lower()), "")
        named = (*urls.items(), *(((ANY_LANGUAGE, for_all),) if for_all else ()))
        return tuple(Alternate(lang=lang, url=url) for lang, url in named)

    def links(self, homes: Sequence[LanguageLink], addresses: Addresses) -> tuple[LanguageLink, ...]:
        """The page in each language of the site that it is in, and the home pages of the others."""
        editions = ("", *addresses.codes[1:])
        return tuple(
            structs.replace(home, url=addresses.href(page.address)) if page else home
            for home, page in zip(homes, (self._in(edition, addresses) for edition in editions), strict=False)
        )

    def _in(self, edition: str, addresses: Addresses) -> Version | None:
        """The page in a language of the site. The default one may also have texts in languages that are none of it."""
        own = [one for one in self if one.address and _edition(one.address, addresses) == edition]
        code = edition or next(iter(addresses.codes), "")
        return min(own, key=lambda one: one.lang.lower() != code, default=None)


def _edition(address: Address, addresses: Addresses) -> str:
    """The code of the language with which an address begins; empty for the default language."""
    return "" if addresses.plain(address) == address else address.split("/")[1]


NONE = Alternates()
"""The alternates of a page that is in one language."""


def of_article(translations: Sequence[TranslationLink], *, is_listed: bool) -> Alternates:
    """The translations of an article that search engines should list, if they should list the article itself."""
    listed = [one for one in translations if one.is_listed] if translations and is_listed else []
    return Alternates(Version(one.lang, one.address, one.url) for one in listed) if len(listed) > 1 else NONE


def of_pages(pages: Iterable[tuple[str, Address]], addresses: Addresses) -> Iterator[Alternates]:
    """Pages that are one in several languages, because their addresses differ in the language alone.

    `pages` are those of all languages, each with its language, in the order of the languages.
    """
    found: dict[Address, list[Version]] = defaultdict(list)
    for lang, address in pages:
        found[addresses.plain(address)].append(Version(lang, address))
    return (Alternates(versions) for versions in found.values() if len(versions) > 1)
