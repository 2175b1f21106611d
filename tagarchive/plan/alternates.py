"""Alternates: one page in several languages, for search engines and for readers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tagarchive.archive.relations import TranslationLink
from tagarchive.core.digests import joined
from tagarchive.core.urls import Address, Addresses
from tagarchive.views.common import Alternate

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

    def view(self, addresses: Addresses, language: str) -> tuple[Alternate, ...]:
        """The pages with absolute URLs. The one in the default language of the site is for all other readers too."""
        urls = {version.lang: version.url or addresses.absolute(version.address) for version in self}
        default = next((url for lang, url in urls.items() if lang.lower() == language.lower()), "")
        named = (*urls.items(), *(((ANY_LANGUAGE, default),) if default else ()))
        return tuple(Alternate(lang=lang, url=url) for lang, url in named)


NONE = Alternates()
"""The alternates of a page that is in one language."""


def of_article(translations: Iterable[TranslationLink], *, is_listed: bool) -> Alternates:
    """The translations of an article that search engines should list, if they should list the article itself."""
    listed = [one for one in translations if one.is_listed] if is_listed else []
    return Alternates(Version(one.lang, one.address, one.url) for one in listed) if len(listed) > 1 else NONE
