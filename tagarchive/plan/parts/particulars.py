"""The particulars of an article for its page and for feeds: dateline, key points, credits and films."""

from __future__ import annotations

from html import escape

from tagarchive.reading.documents import Article
from tagarchive.reading.particulars import Credit, Dateline, Film
from tagarchive.views.articles import CreditView, DatelineView, FilmView


def dateline(given: Dateline) -> DatelineView:
    return DatelineView(place=given.place, agency=given.agency, date=given.date, text=dateline_text(given))


def dateline_text(given: Dateline) -> str:
    """A dateline in one line, such as “BAGHDAD, Nov 8 (Reuters)”."""
    where_and_when = ", ".join(part for part in (given.place, given.date) if part)
    agency = f"({given.agency})" if given.agency else ""
    return " ".join(part for part in (where_and_when, agency) if part)


def credit(given: Credit) -> CreditView:
    return CreditView(role=given.role, names=given.names)


def film(given: Film) -> FilmView:
    timed = given.seconds is not None
    seconds = given.seconds or 0
    return FilmView(
        title=given.title,
        url=given.url or "",
        length=running_time(seconds) if timed else "",
        duration=f"PT{seconds}S" if timed else "",
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


def html_after(article: Article) -> str:
    """The credits and films as HTML for feeds."""
    credits_ = "".join(map(_credit_html, article.credits))
    return (f"<dl>{credits_}</dl>" if credits_ else "") + _list(map(_film_html, article.films))


def _list(items: map[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else ""


def _credit_html(given: Credit) -> str:
    names = "".join(f"<dd>{escape(name)}</dd>" for name in given.names)
    return f"<dt>{escape(given.role)}</dt>{names}"


def _film_html(given: Film) -> str:
    title = f'<a href="{escape(given.url)}">{escape(given.title)}</a>' if given.url else escape(given.title)
    return title if given.seconds is None else f"{title} ({running_time(given.seconds)})"
