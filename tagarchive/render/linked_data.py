"""Values of views as items of schema.org, for data that goes to the filter `json_ld`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tagarchive.core.dates import Moment
from tagarchive.views.articles import ArticleView, Card, CopyView, CreditView, FilmView, TranslationView, UpdateView
from tagarchive.views.common import SiteView


def absolute(url: str, site: SiteView) -> str:
    """A URL made absolute with the site's origin; empty if the URL is empty.

    Usage: `{{ picture.url | absolute(site) }}`.
    """
    return site.origin + url if url.startswith("/") else url


def creators(card: Card, site: SiteView) -> list[dict[str, Any]]:
    """The authors of an article, or of the original if they are known, as schema.org `Person` items.

    Usage: `{{ {"author": card | creators(site)} | json_ld }}`.
    """
    pages = {author.title: author.url for author in card.authors}
    names = (card.source.authors if card.source else ()) or pages
    return [{"@type": "Person", "name": name, "url": absolute(pages.get(name, ""), site)} for name in names]


def iso(moment: Moment | None) -> str:
    """A moment in the format of ISO 8601; only its day if it is midnight, which is a day that was given without a time.

    Usage: `{{ {"datePublished": card.date | iso} | json_ld }}`. Nothing for a moment that is missing.
    """
    if moment is None:
        return ""
    return moment.day if "T00:00:00" in moment.text else moment.text


def corrections(updates: Sequence[UpdateView]) -> list[dict[str, Any]]:
    """Corrections and additions as schema.org `CorrectionComment` items, for data that goes to `json_ld`."""
    return [
        {"@type": "CorrectionComment", "text": update.note, "datePublished": iso(update.date)} for update in updates
    ]


def copies(group: Sequence[CopyView], site: SiteView) -> list[dict[str, Any]]:
    """Articles of a group of copies as schema.org `Article` items, for data that goes to `json_ld`."""
    return [
        {
            "@type": "Article",
            "headline": copy.title,
            "url": absolute(copy.url, site),
            "isBasedOn": copy.original,
        }
        for copy in group
    ]


def translated(translations: Sequence[TranslationView], site: SiteView) -> list[dict[str, str]]:
    """Translations of an article, or its original, as schema.org `Article` items, for data that goes to `json_ld`.

    Usage: `{{ {"workTranslation": article.translations | translated(site)} | json_ld }}`.
    """
    return [{"@type": "Article", "url": absolute(one.url, site), "inLanguage": one.lang} for one in translations]


def credited(credits_: Sequence[CreditView], kind: str, *roles: str) -> list[dict[str, str]]:
    """The names that credits give to some roles, in any case, as schema.org items of a type.

    Usage: `{{ {"editor": article.credits | credited("Person", "editor")} | json_ld }}`.
    """
    named = (name for credit in credits_ if credit.role.casefold() in roles for name in credit.names)
    return [{"@type": kind, "name": name} for name in named]


def videos(films: Sequence[FilmView], site: SiteView) -> list[dict[str, str]]:
    """Films as a list of schema.org `VideoObject` items, for data that goes to `json_ld`.

    Usage: `{{ {"video": article.films | videos(site)} | json_ld }}`.
    """
    return [
        {
            "@type": "VideoObject",
            "name": film.title,
            "duration": film.duration,
            "url": film.url,
            "thumbnailUrl": absolute(film.poster.url, site) if film.poster else "",
            "uploadDate": iso(film.published),
        }
        for film in films
    ]


def picture_urls(article: ArticleView, site: SiteView) -> str | list[str]:
    """The absolute URLs of the pictures of an article: of one picture a text, of several a list.

    Usage: `{{ {"image": article | picture_urls(site)} | json_ld }}`.
    """
    pictures = (*([article.picture] if article.picture else []), *article.pictures)
    urls = [absolute(picture.url, site) for picture in pictures]
    return urls if len(urls) > 1 else "".join(urls)
