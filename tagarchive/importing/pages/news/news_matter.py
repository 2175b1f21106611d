"""The front matter of what a news text says of itself, for articles of pages and of plain text alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tagarchive.importing.inputs.items import Guessed, Lost, Noted, Remark, Value
from tagarchive.importing.pages.news.captions import Caption
from tagarchive.importing.pages.news.news_text import News
from tagarchive.importing.pages.news.private_addresses import value_without_e_mail, without_e_mail
from tagarchive.importing.pages.news.publishers import best_guess


def news_matter(news: News) -> dict[str, Value]:
    """The keys of front matter for the data in a news text."""
    found: dict[str, Value] = {
        "key_points": list[Value](news.key_points),
        "dateline": dict[str, Value](news.dateline.fields()) if news.dateline else {},
        "credits": [{"role": credit.role, "names": list[Value](credit.names)} for credit in news.credits],
        "films": [dict[str, Value](film.fields()) for film in news.films],
        "extra": captions_extra(news.captions),
    }
    return {key: value_without_e_mail(value) for key, value in found.items() if value}


def captions_extra(captions: Sequence[Caption]) -> dict[str, Value]:
    """Captions of pictures that are not there, as free values."""
    listed: list[Value] = [dict[str, Value](caption.fields()) for caption in captions if caption.fields()]
    return {"captions": listed} if listed else {}


def publisher_of(news: News, stated: str = "") -> tuple[str, tuple[Remark, ...]]:
    """The publisher that is stated, or else the one that the text points to, with the reason for the report."""
    best = best_guess(news.guesses)
    if stated or best is None:
        return stated, ()
    return best.name, (Guessed("source.name", best.name, f"{best.why}; nothing states the publisher"),)


def dateline_remarks(news: News, *, is_day_known: bool) -> tuple[Remark, ...]:
    """Remark on the dateline: its day has no year, unless the date is known."""
    if news.dateline is None:
        return ()
    remarks: list[Remark] = [Guessed("dateline", ", ".join(news.dateline.fields().values()), "the text begins with it")]
    if news.dateline.date and not is_day_known:
        remarks.append(Noted(f"the dateline names “{news.dateline.date}” without a year, so no date is made of it"))
    return tuple(remarks)


def authors_remark(names: Sequence[str], why: str, matter: Mapping[str, Value]) -> Guessed:
    """The remark that authors are guessed, under the key in which they stand."""
    return Guessed("source.authors" if "source" in matter else "authors", ", ".join(names), why)


def clean_remarks(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Remarks without e-mail addresses, each once."""
    return tuple(dict.fromkeys(map(_clean, remarks)))


def _clean(remark: Remark) -> Remark:
    match remark:
        case Guessed(key, value, why):
            return Guessed(key, without_e_mail(value), without_e_mail(why))
        case Lost(what, text, line):
            return Lost(what, without_e_mail(text), line)
        case Noted(text, line):
            return Noted(without_e_mail(text), line)
