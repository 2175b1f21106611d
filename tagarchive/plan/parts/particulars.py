"""The particulars of an article for its page and for feeds: dateline, key points, credits and films."""

from __future__ import annotations

from html import escape

from tagarchive.archive.model import PlacedDocument
from tagarchive.plan.parts.pictures import image_html, posters_of
from tagarchive.plan.pictures.files import Url
from tagarchive.plan.site_context import SiteContext
from tagarchive.reading.documents import Article
from tagarchive.reading.markdown.one_line import line_html
from tagarchive.reading.particulars import Credit, Dateline, Film
from tagarchive.views.articles import CreditView, DatelineView, FilmView
from tagarchive.views.pictures import Picture


def dateline(given: Dateline) -> DatelineView:
    return DatelineView(place=given.place, agency=given.agency, date=given.date, text=dateline_text(given))


def dateline_text(given: Dateline) -> str:
    """A dateline in one line, such as “BAGHDAD, Nov 8 (Reuters)”."""
    where_and_when = ", ".join(part for part in (given.place, given.date) if part)
    agency = f"({given.agency})" if given.agency else ""
    return " ".join(part for part in (where_and_when, agency) if part)


def credit(given: Credit) -> CreditView:
    return CreditView(role=given.role, names=given.names)


def films_of(site: SiteContext, placed: PlacedDocument[Article], url: Url) -> tuple[FilmView, ...]:
    return tuple(map(_film, placed.document.films, posters_of(site, placed, url)))


def _film(given: Film, poster: Picture | None) -> FilmView:
    timed = given.seconds is not None
    seconds = given.seconds or 0
    return FilmView(
        title=given.title,
        url=given.url,
        length=running_time(seconds) if timed else "",
        duration=f"PT{seconds}S" if timed else "",
        published=given.published,
        poster=poster,
    )


def running_time(seconds: int) -> str:
    """A running time as `mm:ss`, or as `h:mm:ss` from one hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, left = divmod(minutes, 60)
    return f"{hours}:{left:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def html_before(article: Article) -> str:
    """The key points and the dateline as HTML for feeds."""
    points = _list(map(escape, article.key_points))
    line = f"<p>{escape(dateline_text(article.dateline))} –</p>" if article.dateline else ""
    return points + line


def html_after(site: SiteContext, placed: PlacedDocument[Article], url: Url) -> str:
    """The credits, films and rights as HTML for feeds."""
    article = placed.document
    credits_ = "".join(map(_credit_html, article.credits))
    rights = f"<p><small>{line_html(article.rights, url)}</small></p>" if article.rights else ""
    return (f"<dl>{credits_}</dl>" if credits_ else "") + _list(map(_film_html, films_of(site, placed, url))) + rights


def _list(items: map[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""


def _credit_html(given: Credit) -> str:
    names = "".join(f"<dd>{escape(name)}</dd>" for name in given.names)
    return f"<dt>{escape(given.role)}</dt>{names}"


def _film_html(film: FilmView) -> str:
    shown = (f"{image_html(film.poster)}<br>" if film.poster else "") + escape(film.title)
    linked = f'<a href="{escape(film.url)}">{shown}</a>' if film.url else shown
    said = ", ".join(part for part in (film.length, film.published.day if film.published else "") if part)
    return f"{linked} ({said})" if said else linked
