"""Keys of the front matter of other generators and of WordPress: how each is written here.

Names are compared without case, hyphens and underscores. What a key means depends on its value too: `published: false`
is a draft, `published: 2021-11-08` is a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.reading.node import Node
from tagarchive.reading.written_values import in_yaml


class Advice(NamedTuple):
    """Advice on a key that is not known.

    Attributes:
        hint: what to write
        key: the known key that it stands for; empty if there is none

    """

    hint: str
    key: str = ""


class Foreign(NamedTuple):
    """A key of another generator.

    Attributes:
        key: the key as it is written
        value: its value
        known: the keys of this kind of file

    """

    key: str
    value: object
    known: Collection[str]

    @property
    def text(self) -> str:
        """The value, if it is a scalar."""
        return self.value if isinstance(self.value, str) else ""

    def part(self, *names: str) -> str:
        """The first text that the value has under one of some keys, if it is a mapping."""
        entries = self.value if isinstance(self.value, dict) else {}
        return next((str(entries[name].value) for name in names if name in entries and entries[name].value), "")


Reads = Callable[[Foreign], Advice | None]
"""A function from a key of another generator to advice; None if the value says that something else is meant."""


def advice(key: str, node: Node, known: Collection[str]) -> Advice | None:
    """Advice on a key of another generator; None if the key is not one, or has no place in this kind of file."""
    reads = KEYS.get(re.sub("[-_ ]", "", key).lower())
    return reads(Foreign(key, node.value, known)) if reads else None


def written(value: object) -> str:
    """A value as YAML on one line."""
    match value:
        case tuple() as items:
            return f"[{', '.join(written(item.value) for item in items[:5])}{', …' if len(items) > 5 else ''}]"
        case dict() as entries:
            return f"{{{', '.join(f'{key}: {written(item.value)}' for key, item in entries.items())}}}"
        case None:
            return "…"
    return in_yaml(str(value))


def _renamed(to: str) -> Reads:
    """The same text under another key."""

    def reads(foreign: Foreign) -> Advice | None:
        if to not in foreign.known or isinstance(foreign.value, dict | tuple):
            return None
        return Advice(f"write `{to}: {written(foreign.value)}`", to)

    return reads


def _listed(to: str, ending: str = "") -> Reads:
    """A list under another key; a text with commas is a list."""

    def reads(foreign: Foreign) -> Advice | None:
        names = _names(foreign)
        if to not in foreign.known or not names:
            return None
        listed = f"[{', '.join(map(in_yaml, names))}]"
        return Advice(f"write `{to}: {listed}`{_several(foreign, names)}{ending.format(key=foreign.key)}", to)

    return reads


def _several(foreign: Foreign, names: Sequence[str]) -> str:
    """A second list for words without commas under a key of many, such as `categories: news iraq` of Jekyll."""
    words = names[0].split() if foreign.text and foreign.key.endswith("s") and len(names) == 1 else []
    return f", or `[{', '.join(map(in_yaml, words))}]` if these are several" if len(words) > 1 else ""


def _names(foreign: Foreign) -> list[str]:
    """The names in a text, in a list of texts or mappings, or in a mapping."""
    if isinstance(foreign.value, tuple):
        items = (Foreign(foreign.key, item.value, ()) for item in foreign.value[:6])
        return [name for item in items for name in (item.text or item.part("name", "title"),) if name]
    whole = foreign.part("name", "title", "display_name")
    return [whole] if whole else [part.strip() for part in foreign.text.split(",") if part.strip()]


def _left_out(why: str) -> Reads:
    return lambda _: Advice(f"leave it out: {why}")


def _kept(why: str) -> Reads:
    """A key for which there is no place but `extra`."""

    def reads(foreign: Foreign) -> Advice | None:
        if "extra" not in foreign.known:
            return None
        return Advice(f"{why}; `extra: {{{foreign.key}: {written(foreign.value)}}}` keeps it for templates of your own")

    return reads


_DRAFT = Advice("write `draft: true`", "draft")
_SHOWN = Advice("leave it out: what is no draft is published", "draft")
_HIDDEN = frozenset("draft pending private hidden trash future inherit auto-draft password unlisted no".split())
_PUBLIC = frozenset("publish published public yes".split())


def _published(foreign: Foreign) -> Advice | None:
    word = foreign.text.lower()
    if word in ("false", "no", "0"):
        return _DRAFT
    if word in ("true", "yes", "1"):
        return _SHOWN
    if "source" not in foreign.known or not re.match(r"\d", word):
        return None
    day = written(foreign.value)
    return Advice(f"write `date: {day}`; for the day of the original, `source: {{name: …, published: {day}}}`")


def _unpublished(foreign: Foreign) -> Advice | None:
    """A key that hides what has it."""
    return {"true": _DRAFT, "yes": _DRAFT, "false": _SHOWN, "no": _SHOWN}.get(foreign.text.lower())


def _status(foreign: Foreign) -> Advice | None:
    word = foreign.text.lower()
    return _DRAFT if word in _HIDDEN else _SHOWN if word in _PUBLIC else _kept("articles have no status")(foreign)


_FIELDS = {"title": "slug", "slug": "slug", "year": "year", "month": "month", "day": "day", "i_month": "month"}


def _address(foreign: Foreign) -> Advice | None:
    """An address, a pattern of addresses, or the address of the original."""
    address = foreign.text
    if address.lower() == "false":
        return _DRAFT
    if re.match("https?://", address) and foreign.key.lower() != "permalink":
        return _original(foreign)
    path = urlsplit(address).path if re.match(r"https?://[^\s\[\]]+$", address) else address
    if re.search(r"[:{]", path):
        pattern = re.sub(r":(\w+)", lambda field: f"{{{_FIELDS.get(field[1], field[1])}}}", path)
        known = re.sub(r"\{(slug|year|month|day)\}", "", pattern)
        shown = "/{year}/{month}/{slug}/" if re.search(r"[{}:]", known) else f"/{pattern.strip('/')}/"
        return Advice(f'leave it out: one pattern in site.toml is for all articles, [articles] address = "{shown}"')
    name = re.sub(r"(?:/index)?\.\w+$", "", path.strip("/")).rpartition("/")[2]
    if not name:
        return Advice("leave it out: the home page is made by itself")
    is_old = "/" in path and path.strip("/") != name
    old = f"; `aliases: [{in_yaml('/' + path.lstrip('/'))}]` leads on from its old address" if is_old else ""
    return Advice(f"write `slug: {in_yaml(name)}`, the last part of its address{old}", "slug")


def _original(foreign: Foreign) -> Advice | None:
    """The address of an original."""
    if "source" not in foreign.known or not re.match("https?://", foreign.text):
        return None
    return Advice(f"if it is where the original stands, write `source: {{name: …, url: {in_yaml(foreign.text)}}}`")


def _picture(foreign: Foreign) -> Advice | None:
    """A picture at the head, by its path or as a mapping."""
    first = foreign.value[0].value if isinstance(foreign.value, tuple) and foreign.value else foreign.value
    picture = foreign._replace(value=first)
    src = picture.text or picture.part("image", "src", "url", "path", "relative", "overlay_image", "teaser", "feature")
    if "image" not in foreign.known or not src or src.isdigit() or src.lower() in ("true", "false"):
        return None
    alt = picture.part("alt", "caption", "title", "image_alt", "image_description")
    return Advice(f"write `image: {{src: {in_yaml(src)}, alt: {in_yaml(alt) if alt else '…'}}}`", "image")


def _corrections(foreign: Foreign) -> Advice | None:
    if "updates" not in foreign.known:
        return None
    note = in_yaml(foreign.text) if foreign.text else "…"
    return Advice(f"write `updates: [{{date: …, note: {note}}}]`")


def _first_of(*choices: Reads) -> Reads:
    return lambda foreign: next((found for reads in choices if (found := reads(foreign))), None)


def _table(rows: Mapping[str, Reads]) -> Mapping[str, Reads]:
    return MappingProxyType({name: reads for names, reads in rows.items() for name in names.split()})


_TERMS = _listed("tags", "; `[taxonomy.{key}]` in site.toml makes a list of its own of them")
_TEXT_OF_FILE = "what a file is follows from its folder: content/pages/ holds pages, content/tags/ texts of tags"

KEYS: Mapping[str, Reads] = _table(
    {
        "title headline heading posttitle name": _renamed("title"),
        "description desc excerpt abstract teaser lead lede intro postexcerpt customexcerpt seodescription "
        "metadescription ogdescription searchdescription dek standfirst": _renamed("summary"),
        "subtitle subheading tagline deck kicker linktitle seotitle shorttitle": _kept("pages show one title"),
        "lastmod modified lastmodified lastmodifiedat updatedat lastupdated lastupdate datemodified modifieddate "
        "updateddate dateupdated postmodified revised edited": _renamed("updated"),
        "date publishdate pubdate publicationdate publishedat publisheddate datepublished postdate created createdat "
        "datecreated creationdate timestamp": _first_of(
            _renamed("date"), _left_out("pages and tags have no date; `updated` is the day of their last change")
        ),
        "expirydate expiry expiredate unpublishdate": _renamed("expires"),
        "permalink url path saveas prettyurl dynamicpermalink": _address,
        "link originalurl sourceurl externalurl externallink canonicalurl canonical originallink": _original,
        "postname basename": _renamed("slug"),
        "publisher publication sourcename": _renamed("source"),
        "categories category section sections series": _TERMS,
        "tag keywords keyword topic topics label labels hashtags posttags": _listed("tags"),
        "taxonomies": _left_out("write `tags: […]`, and other lists as keys that [taxonomy.NAME] in site.toml names"),
        "author byline writer creator postauthor authorname contributor contributors": _listed("authors"),
        "published publish": _published,
        "status poststatus wpstatus visibility": _status,
        "hidden private unlisted unpublished": _unpublished,
        "redirectfrom alias redirects oldurl oldurls redirecturls formerurls": _listed("aliases"),
        "redirectto redirect": _left_out("`tagarchive retire ADDRESS --to /address/` leads on from an address"),
        "layout template pagetemplate viewtemplate theme pagelayout": _left_out(
            "each kind of page has one template; templates/page-NAME.html and templates/tag-NAME.html are for one page"
        ),
        "thumbnail thumb cover coverimage hero heroimage image images img banner featuredimage featureimage photo "
        "featuredmedia ogimage socialimage headerimage previewimage teaserimage postthumbnail picture header "
        "bannerimage bigimg shareimage": _picture,
        "weight navorder menuorder sidebarposition position sortorder rank priority": _left_out(
            "articles stand in the order of their dates; [[menu]] in site.toml orders the menu"
        ),
        "menu menus nav navigation eleventynavigation navexclude sidebarlabel": _left_out(
            "[[menu]] in site.toml holds the links of the menu; free pages are in it unless `menu: false`"
        ),
        "toc tableofcontents showtoc hidetoc tocdepth tocsticky hidetableofcontents enabletoc": _left_out(
            "an article with some headings has contents by itself; [articles] contents_from in site.toml says how many"
        ),
        "math mathjax katex latex usemath hasmath mathengine": _left_out(
            "formulas are read with `dialect: gfm`, and math = true under [markdown] in site.toml"
        ),
        "type posttype kind format postformat collection isindex wptype": _left_out(_TEXT_OF_FILE),
        "comments comment nocomments disqus disqusid commentstatus pingstatus allowcomments commentable showcomments": (
            _left_out("pages have no comments")
        ),
        "lang language locale": _renamed("lang"),
        "copyright license licence": _renamed("rights"),
        "correction corrections erratum": _corrections,
        "guid": _renamed("guid"),
        "translationkey translationid translationof transkey i18nkey pagekey": _renamed("key"),
        "translation alternates alternatelanguages hreflang languagealternates": _renamed("translations"),
        "id postid wpid wordpressid wppostid uuid abbrlink": _left_out(
            "ids are made by the program; `guid` keeps that of an old feed"
        ),
        "featured pinned sticky highlight recommended": _kept("articles stand in the order of their dates"),
        "css js script scripts style styles cssclass cssclasses bodyclass classes customcss customjs": _left_out(
            "static/ and templates/ hold styles and scripts, for all pages"
        ),
        "audio enclosure podcast": _left_out("a link to a sound file in the text is an enclosure of feeds"),
        "video youtube vimeo": _left_out("write `films: [{title: …, url: …}]`, or a link in the text"),
        "readingtime wordcount minutes showreadingtime": _left_out("it is counted"),
        "robots noindex searchable insearchindex sitemap excludefromsearch": _left_out(
            "`source: {name: …, noindex: true}` asks search engines not to list an article"
        ),
        "location geo coordinates": _kept("articles have no place"),
        "cascade outputs resources markup headless build render pagination paginate paginateby sortby transparent "
        "generatefeeds generatefeed pagepath eleventyexcludefromcollections eleventycomputed templateengineoverride "
        "renderwithliquid excerptseparator insertanchorlinks iscjklanguage hidetitle retired sidebar": _left_out(
            "it is a setting of another generator, without a meaning here"
        ),
    }
)
"""The reading of each key, by its name in lower case without hyphens and underscores."""
