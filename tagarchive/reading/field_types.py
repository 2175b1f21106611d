"""The types of text fields in `site.toml` and front matter, and the functions that check and convert them.

Each function takes the text and returns the value. It raises `ValueError` with the expected form if the text is not
valid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import partial
from html import unescape
from html.entities import html5
from typing import Annotated, Any, NamedTuple, NewType
from urllib.parse import unquote, urlsplit

from tagarchive.core import address_patterns
from tagarchive.core.colours import A_COLOUR, Colour, colour
from tagarchive.core.dates import Moment, moment, zone_named
from tagarchive.core.errors import ExpectedError, Written
from tagarchive.core.letters import seen
from tagarchive.core.problem_codes import A_CODE, Code, known_code
from tagarchive.core.slugs import check_length, slug_as_written, unseen_hint
from tagarchive.core.text import ILLEGAL
from tagarchive.core.urls import HOME, page_address
from tagarchive.reading.card_options import A_FONT, WrittenFont, font_path
from tagarchive.reading.deploy_options import A_NAME, A_PLACE, Place, TargetName, place, target_name
from tagarchive.reading.font_list import A_FONT_LIST, Fonts, fonts
from tagarchive.reading.podcast_categories import A_CATEGORY, AN_EMAIL, Email, PodcastCategory, email, podcast_category
from tagarchive.reading.provenance import A_KEPT_FILE, A_SHA256, KeptFile, Sha256, kept_file, sha256
from tagarchive.reading.site_icon import AN_ICON, WrittenIcon, icon_address
from tagarchive.reading.text_types import ONE_OR_MORE, Language, Line, WebUrl, WrittenExactly

BaseUrl = NewType("BaseUrl", str)
TimeZone = NewType("TimeZone", str)
AddressPattern = NewType("AddressPattern", str)
MenuAddress = NewType("MenuAddress", str)
Domain = NewType("Domain", str)
StaticPath = NewType("StaticPath", str)
ContentFolder = NewType("ContentFolder", str)
TermKey = NewType("TermKey", str)
ListAddress = NewType("ListAddress", str)
ALL_OR_SOME = "all or some"
"""Mark of a list that may be written as `true`, for all that there are, or as `false`, for none."""
AllOrSomeCodes = Annotated[tuple[Code, ...], ALL_OR_SOME]

WrittenLine = Annotated[Written, "line"]
WrittenSlug = Annotated[Written, "slug"]
WrittenAddress = Annotated[Written, "address"]
WrittenFeedAlias = Annotated[Written, "feed alias"]
Names = tuple[tuple[Language, WrittenLine], ...]
OneOrMoreLines = Annotated[tuple[WrittenLine, ...], ONE_OR_MORE]
OneOrMorePaths = Annotated[tuple[WrittenExactly, ...], ONE_OR_MORE]


class FieldType(NamedTuple):
    """A type of text field.

    Attributes:
        words: its name in messages and in the reference
        convert: function that checks a text and converts it
        placed: True if the value keeps its location, as a `Written`
        numeric: True if a whole number of TOML stands for its digits

    """

    words: str
    convert: Callable[[str], object]
    placed: bool = False
    numeric: bool = False


Kinds = Mapping[Any, FieldType]


_LANGUAGE = "a language tag such as en or pt-BR"
_WEB_URL = "an http(s) address with a host, such as https://example.org/page"
_ZONE = "an IANA time zone such as UTC or Asia/Baghdad"
_PATTERN = "an address such as /{year}/{slug}/, /{year}/{month}/{slug}.html or /{slug}, with {slug} in it"
_DATE = "a date such as 2021-11-08 or 2021-11-08T10:00:00-04:00"
_DOMAIN = "a domain such as example.org"
_BASE_URL = "an http(s) address with a host and a plain path, such as https://example.org/archive/"
_MENU = "an address of this site that starts with /, or a whole URL"
_FEED_ALIAS = "an address such as /feed/, or /author/old/feed/ -> /author/new/"
_STATIC = "a path below static/, such as .config/key.pem"
_FOLDER = "a folder below content/, such as notes/"
_TERM_KEY = "a key of front matter such as series: letters, digits and underscores, a letter first"
_LIST_ADDRESS = "an address from / to /, such as /series/"
_ADDRESS = "an address of this site, such as /2021/11/old-name/"


def site_kinds() -> Kinds:
    """The types of text fields in `site.toml`."""
    return {
        Line: FieldType("a line of text", line),
        Language: FieldType(_LANGUAGE, language),
        BaseUrl: FieldType(_BASE_URL, base_url),
        TimeZone: FieldType(_ZONE, time_zone),
        AddressPattern: FieldType(_PATTERN, address_pattern),
        MenuAddress: FieldType(_MENU, menu_address),
        Domain: FieldType(_DOMAIN, domain),
        Colour: FieldType(A_COLOUR, colour),
        Fonts: FieldType(A_FONT_LIST, fonts),
        StaticPath: FieldType(_STATIC, static_path),
        ContentFolder: FieldType(_FOLDER, content_folder),
        TermKey: FieldType(_TERM_KEY, term_key),
        ListAddress: FieldType(_LIST_ADDRESS, list_address),
        WebUrl: FieldType(_WEB_URL, web_address),
        Code: FieldType(A_CODE, known_code),
        WrittenFeedAlias: FieldType(_FEED_ALIAS, feed_alias, placed=True),
        WrittenFont: FieldType(A_FONT, font_path, placed=True),
        WrittenIcon: FieldType(AN_ICON, icon_address, placed=True),
        Place: FieldType(A_PLACE, place),
        TargetName: FieldType(A_NAME, target_name),
    }


def front_matter_kinds(zone: tzinfo) -> Kinds:
    """The types of text fields in front matter; `zone` is the time zone of dates without a UTC offset."""
    return {
        str: FieldType("a text", with_characters),
        Line: FieldType("a line of text", line_with_characters),
        Language: FieldType(_LANGUAGE, language),
        Moment: FieldType(_DATE, partial(moment, zone=zone)),
        WebUrl: FieldType(_WEB_URL, web_address),
        Sha256: FieldType(A_SHA256, sha256),
        KeptFile: FieldType(A_KEPT_FILE, kept_file),
        PodcastCategory: FieldType(A_CATEGORY, podcast_category),
        Email: FieldType(AN_EMAIL, email),
        WrittenLine: FieldType("a line of text", line_with_characters, placed=True),
        WrittenExactly: FieldType("a line of text", line, placed=True),
        WrittenSlug: FieldType("a slug such as border-clash", slug_as_written, placed=True),
        WrittenAddress: FieldType(_ADDRESS, site_address, placed=True),
    }


def line(text: str) -> Line:
    """A text on one line, with single spaces and at least one visible character."""
    words = " ".join(text.split())
    if not seen(words).strip():
        raise ExpectedError("a line of text", unseen_hint(words))
    return Line(words)


def line_with_characters(text: str) -> Line:
    return line(with_characters(text))


_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def with_characters(text: str) -> str:
    """The text with characters for the character references of HTML, such as `&amp;`, which exports of blogs hold."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(reference: re.Match[str]) -> str:
    name = reference[0][1:]
    return ILLEGAL.sub("", unescape(reference[0])) if name.startswith("#") else html5.get(name, reference[0])


OWN_NAMES = ".tagarchive"
"""Prefix of the names of the program's own files."""


def site_address(written: str) -> str:
    """An address of this site, decoded and in NFC. A space in it is written `%20`."""
    text = unicodedata.normalize("NFC", unquote(written))
    is_plain = _is_plain_path(text) and " " not in written and not re.search("[?#]|/ | (?:/|$)", text)
    if not is_plain or text[1:].startswith(OWN_NAMES):
        raise ExpectedError(_ADDRESS, _address_hint(text))
    for part in text.split("/"):
        check_length(part)
    return text


def _address_hint(text: str) -> str:
    """A hint for what is no address of the site."""
    path = urlsplit(text).path if _is_web(text) else ""
    if path:
        return f"write it without its host: {path}"
    return "" if "/" in text else "an address begins with /; other names of a text stand under `extra:`"


def _is_plain_path(path: str) -> bool:
    """True if a decoded path starts with a slash and means the same in every program.

    Browsers read two slashes, or a slash and a backslash, as the start of another host, and resolve "." and "..".
    """
    first, *parts = path.split("/")
    unsafe = {".", ".."} & set(parts) or "" in parts[:-1] or re.search(r"[\x00-\x1f\x7f-\x9f\\]", path)
    return not first and bool(parts) and not unsafe


def feed_alias(written: str) -> str:
    """The former address of a feed and the address of its list, as `/old/ -> /list/`."""
    address, arrow, page = (part.strip() for part in written.partition("->"))
    return f"{site_address(address)} -> {page_address(site_address(page)) if arrow else HOME}"


def language(text: str) -> Language:
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text):
        raise ValueError(_LANGUAGE)
    return Language(text)


def web_address(text: str) -> WebUrl:
    if not _is_web(text):
        raise ValueError(_WEB_URL)
    return WebUrl(text)


def _is_web(text: str) -> bool:
    try:
        parts = urlsplit(text)
        whole = bool(parts.hostname) and (parts.port or 0) >= 0  # `port` raises if it is not a number.
    except ValueError:
        return False
    return whole and parts.scheme in ("http", "https") and not re.search(r'[\s<>"\\\x00-\x1f\x7f-\x9f]', text)


def base_url(text: str) -> BaseUrl:
    """The public address of a site, ending in a slash. Its path is a prefix of every link, so it must be plain."""
    parts = urlsplit(web_address(text))
    if "?" in text or "#" in text:
        raise ValueError("an address without ? and #, such as https://example.org/archive/")
    if "@" in parts.netloc:
        raise ExpectedError(_BASE_URL, "every page would show the name and the password before the @")
    if not _is_plain_path(unquote(parts.path or "/")):
        raise ExpectedError(_BASE_URL, "its path has no empty part, no . or .., and no \\")
    return BaseUrl(f"{text.removesuffix('/')}/")


def domain(text: str) -> Domain:
    if not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", text):
        raise ValueError(_DOMAIN)
    return Domain(text)


def static_path(text: str) -> StaticPath:
    path = unicodedata.normalize("NFC", text.removeprefix("static/").rstrip("/"))
    if {"", ".", ".."} & set(path.split("/")):
        raise ValueError(_STATIC)
    return StaticPath(path)


def content_folder(text: str) -> ContentFolder:
    """The path of a folder below `content/`, in NFC and with a slash at the end."""
    path = unicodedata.normalize("NFC", text.removeprefix("content/").removesuffix("/"))
    if {"", ".", ".."} & set(path.split("/")):
        raise ValueError(_FOLDER)
    return ContentFolder(f"{path}/")


def term_key(text: str) -> TermKey:
    if not re.fullmatch("[a-z][a-z0-9_]*", text):
        raise ValueError(_TERM_KEY)
    return TermKey(text)


def list_address(text: str) -> ListAddress:
    if not _SEGMENTS.fullmatch(text):
        raise ValueError(_LIST_ADDRESS)
    return ListAddress(text)


def menu_address(text: str) -> MenuAddress:
    own = text.startswith("/") and _is_plain_path(unquote(urlsplit(text).path)) and not text.startswith("//")
    if not (own or text.startswith("mailto:") or _is_web(text)):
        raise ValueError(_MENU)
    return MenuAddress(text)


def time_zone(text: str) -> TimeZone:
    zone_named(text)
    return TimeZone(text)


def address_pattern(text: str) -> AddressPattern:
    """The pattern of the addresses of articles. A host serves `x/index.html` at `x/`."""
    pattern = text.removesuffix("index.html") if text.endswith("/index.html") else text
    if not address_patterns.is_valid(pattern):
        others = ", ".join(f"{{{name}}}" for name in address_patterns.FIELDS if name != "slug")
        raise ExpectedError(_PATTERN, f"it may have {others}; {{folder}} stands between two slashes")
    return AddressPattern(pattern)


_SEGMENTS = re.compile(r"/(?:\w(?:[\w.-]*[\w-])?/)+")
