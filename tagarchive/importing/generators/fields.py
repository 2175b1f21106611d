"""The front matter of other generators as ours: the shapes of dates, names, tags and states that real sites use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.core.originals import host_of
from tagarchive.importing.generators.author_names import AUTHOR_KEYS, has_more, names_of
from tagarchive.importing.generators.calls import inline_html
from tagarchive.importing.generators.front_matter import Fields, is_true, list_of, mapping_of, text_of
from tagarchive.importing.inputs.dates import NO_DATE, Dated, date_of, date_of_epoch, in_zone
from tagarchive.importing.inputs.items import Guessed, Noted, Options, Remark, Value
from tagarchive.importing.inputs.private_data import Data, is_private, public, without_emails
from tagarchive.importing.inputs.texts import distinct, line_of, line_of_html

DATE_KEYS = (
    "date pubDate pubdate publishedAt published_at publishedDate published_date publishDate publish_date datePublished "
    "date_published publishedTime published_time published created created_at createdAt createdDate created_time "
    "createdTime creationDate dateCreated date_created posted postedAt posted_at"
).split()
"""Keys of the date of publication, in the order in which they count."""

UPDATED_KEYS = (
    "updated lastmod updatedDate updated_date modified last_modified_at last_modified lastModified lastModifiedAt "
    "updated_at updatedAt date_modified dateModified modDate modified_time modified_at modifiedAt updated_time "
    "updateDate last_updated lastUpdated last_updated_at lastmodified last_edited_time last_update date_updated edited"
).split()
"""Keys of the date of the last change."""

SUMMARY_KEYS = "summary excerpt description abstract synopsis dek".split()
"""Keys of a summary."""

ALIAS_KEYS = "aliases redirect_from alias redirects redirectFrom redirect_froms old_urls oldUrl old_url".split()
"""Keys of former addresses."""

LANGUAGE_KEYS = "lang locale language".split()
"""Keys of the language of a text."""

EXPIRY_KEYS = "expires expiryDate expirydate expiry_date unpublishDate unpublishdate expireDate".split()
"""Keys of the date of expiry."""

ORIGINAL_KEYS = (
    "source source_url sourceUrl sourceURL original_url originalUrl original canonicalURL canonicalUrl canonical_url "
    "canonical"
).split()
"""Keys of the original of a text that was first published elsewhere."""

LAYOUT_KEYS = frozenset("layout template comments toc eleventyExcludeFromCollections math mathjax".split())
"""Keys that only a theme reads. They are dropped."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HIDDEN_STATES = frozenset("draft private hidden pending trash unlisted unpublished archived scheduled".split())


class Matter(NamedTuple):
    """Front matter that was read.

    Attributes:
        values: it, by key of our schema
        remarks: what is guessed, or to be said
        used: keys of the input that are in `values` or are dropped for a reason that is said

    """

    values: dict[str, Value] = {}  # noqa: RUF012 (never changed)
    remarks: tuple[Remark, ...] = ()
    used: frozenset[str] = frozenset()

    def __or__(self, other: Matter) -> Matter:
        return Matter(self.values | other.values, self.remarks + other.remarks, self.used | other.used)


def plain(markdown: str) -> str:
    """The text of a line of Markdown, without marks and character references."""
    return line_of_html(inline_html(line_of(markdown))) if markdown else ""


def first_of(fields: Fields, keys: list[str]) -> str:
    """The first key that has a value; empty if none has."""
    return next((key for key in keys if fields.get(key)), "")


def date_at(fields: Fields, keys: list[str], inner: str) -> tuple[str, Dated]:
    """The first key that states a date, and the date. In a mapping it stands below `inner` or below `date`."""
    first: tuple[str, Dated] = ("", NO_DATE)
    for key in keys:
        value = fields.get(key)
        if isinstance(value, dict):
            value = value.get(inner) or value.get("date")
        text = text_of(value)
        if not text or is_true(text) is not None:
            continue
        # Nine digits and more are seconds or milliseconds.
        dated = date_of_epoch(text) if re.fullmatch(r"\d{9,13}", text) else date_of(_with_offset(text))
        if dated.is_day:
            return key, dated
        first = first if first[0] else (key, dated)
    return first


def _with_offset(text: str) -> str:
    """A date of Ruby with a space before its offset, such as `2015-03-17 10:00:00 -4`, in the form that others read."""
    match = re.fullmatch(r"(.+:\d\d(?:\.\d+)?)\s+([+-])(\d{1,2})", text.strip())
    return f"{match[1]}{match[2]}{match[3]:0>2}:00" if match else text


def dates_of(fields: Fields, named: Dated, options: Options) -> tuple[Matter, frozenset[str]]:
    """Date, last change and expiry. `named` is the date in the name of the file.

    Without a date the day of the import stands in and the article is a draft. The second value says so to the spine.
    """
    key, dated = date_at(fields, DATE_KEYS, "created")
    remarks: list[Remark] = []
    values: dict[str, Value] = {}
    stand_ins: frozenset[str] = frozenset()
    if not dated.is_day and named.is_day:
        if key:
            remarks.append(Guessed("date", named.text, f"{dated.why}; that in the name of the file stands in"))
        dated = named
    if dated.is_day:
        values["date"] = _zoned("date", dated, options, remarks)
    else:
        today = options.now.astimezone(options.zone).date().isoformat()
        values |= {"date": today, "draft": True}
        stand_ins = frozenset({"date"})
        remarks.append(Guessed("date", today, f"{dated.why}; the day of the import stands in, and it is a draft"))
    used = {key} - {""}
    for name, keys, inner in (("updated", [*UPDATED_KEYS, "date"], "updated"), ("expires", EXPIRY_KEYS, "expires")):
        key, other = date_at({key: value for key, value in fields.items() if _may_hold(key, value)}, keys, inner)
        if other.is_day:
            if name != "updated" or other.text != dated.text:
                values[name] = _zoned(name, other, options, remarks)
            used.add(key)
        elif key:
            remarks.append(Noted(f"{key}: {other.why}"))
    return Matter(values, tuple(remarks), frozenset(used)), stand_ins


def _may_hold(key: str, value: Data) -> bool:
    return key != "date" or (isinstance(value, dict) and "updated" in value)


def _zoned(key: str, dated: Dated, options: Options, remarks: list[Remark]) -> str:
    text = in_zone(dated, options.zone)
    if dated.exact == "time" and not dated.has_zone:
        remarks.append(Guessed(key, text, f"{dated.why}; that of the site stands in"))
    return text


def summary_of(fields: Fields) -> Matter:
    """The summary in plain text."""
    key = first_of(fields, SUMMARY_KEYS)
    text = plain(text_of(fields.get(key)))
    same = {name for name in SUMMARY_KEYS if text and plain(text_of(fields.get(name))) == text}
    return Matter({"summary": text}, (), frozenset(same | {key})) if text else Matter()


def authors_of(fields: Fields, known: Mapping[str, str]) -> Matter:
    """The names of the authors. What holds nothing but an e-mail address is said without it."""
    key = first_of(fields, AUTHOR_KEYS)
    if not key:
        return Matter()
    names = names_of(fields[key], known)
    used = frozenset({key})
    if not names:
        return Matter({}, (Noted(f"{key} has no name that may be shown"),), used)
    more = (Noted(f"of {key} the names alone are kept"),) if has_more(fields[key]) else ()
    return Matter(
        {"authors": list[Value](names)}, more, used | {key for key in AUTHOR_KEYS if _is_same(fields, key, names)}
    )


def _is_same(fields: Fields, key: str, names: list[str]) -> bool:
    return bool(fields.get(key)) and names_of(fields[key]) == names


def terms_of(data: Data | None, separator: str = "", *, words: bool = False) -> list[str]:
    """The names in a list or a text.

    A text is divided at its separator or at commas. Without one it is one name; if `words` is true, each of its words
    is one.
    """
    if isinstance(data, str):
        text = data.strip().removeprefix("[").removesuffix("]") if "," in data else data
        sign = separator or ("," if "," in text else "")
        return distinct(
            [line_of_html(part) for part in (text.split(sign) if sign else text.split() if words else [text])]
        )
    names = []
    for item in list_of(data):
        inner = mapping_of(item)
        name = text_of(inner.get("name") or inner.get("title") or inner.get("label")) if inner else text_of(item)
        names.append(line_of_html(name))
    return distinct(names)


def language_of(fields: Fields) -> Matter:
    """The language of the text, as a language tag."""
    key = first_of(fields, LANGUAGE_KEYS)
    text = text_of(fields.get(key)).strip().replace("_", "-").partition(".")[0]
    if not text or not _LANGUAGE.fullmatch(text):
        return Matter()
    return Matter({"lang": text}, (), frozenset({key}))


def state_of(fields: Fields) -> Matter:
    """State of a text: true for a draft, with the reason where it is not simply a draft."""
    reasons = [
        *(key for key in ("draft", "isDraft", "is_draft") if is_true(fields.get(key))),
        *(key for key in ("published", "publish", "public", "listed") if is_true(fields.get(key)) is False),
        *(key for key in ("hidden", "private", "unlisted", "headless") if is_true(fields.get(key))),
        *(key for key in ("status", "visibility", "state") if text_of(fields.get(key)).lower() in _HIDDEN_STATES),
        *(
            key
            for key in ("password", "encrypted", "passwd")
            if fields.get(key) and is_true(fields.get(key)) is not False
        ),
    ]
    said = (
        "draft isDraft is_draft published publish hidden private unlisted headless status visibility encrypted".split()
    )
    used = frozenset(key for key in said if is_true(fields.get(key)) is not None or key in reasons)
    if not reasons:
        return Matter({}, (), used)
    odd = [key for key in reasons if key not in ("draft", "published", "isDraft", "is_draft")]
    remarks = (Noted(f"it is a draft because of {', '.join(odd)}"),) if odd else ()
    return Matter({"draft": True}, remarks, used | frozenset(reasons))


def original_of(fields: Fields, site: str) -> Matter:
    """The original at which a text points: a whole URL of another host than the site's own. A name alone is kept."""
    for key in ORIGINAL_KEYS:
        value = fields.get(key)
        inner = mapping_of(value)
        url = text_of(inner.get("url") or inner.get("link") or inner.get("href") if inner else value).strip()
        name = line_of_html(without_emails(text_of(inner.get("name") or inner.get("title"))))
        if not _is_web(url):
            if url:
                return Matter({}, (Noted(f"{key} is no web address; it is kept in extra"),))
            continue
        if site and host_of(url) == host_of(site):
            continue
        remarks = (
            ()
            if name
            else (Guessed("source.name", host_of(url), "the name of the source is unknown; its host stands in"),)
        )
        return Matter({"source": {"name": name or host_of(url), "url": url}}, remarks, frozenset({key}))
    return Matter()


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>\"\\]", url)
    except ValueError:
        return False


def extra_of(fields: Fields, used: frozenset[str]) -> dict[str, Value]:
    """Values without a place of their own, except private and empty ones and those that only a theme reads."""
    extra: dict[str, Value] = {}
    for key, value in fields.items():
        if key not in used and key not in LAYOUT_KEYS and not is_private(key):
            kept = public(value)
            if kept:
                extra[key] = _value(kept)
    return extra


def _value(data: Data) -> Value:
    match data:
        case dict():
            return {key: _value(item) for key, item in data.items()}
        case list():
            return [_value(item) if not isinstance(item, list) else ", ".join(map(str, item)) for item in data]
    return data
