"""Settings of other generators in `site.toml`: how each is written here. Names are compared as in front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from tagarchive.reading.foreign_keys import Advice
from tagarchive.reading.node import Node
from tagarchive.reading.written_values import in_quotes

Reads = Callable[[object], str]
"""A function from the value of a setting of another generator to a hint; empty if the value is not of its kind."""


def setting_advice(key: str, node: Node) -> Advice | None:
    """Advice on a setting of another generator; None if it is not one."""
    reads = SETTINGS.get(re.sub("[-_ ]", "", key).lower())
    hint = reads(node.value) if reads else ""
    return Advice(hint) if hint else None


def _written(value: object) -> str:
    """A scalar as TOML."""
    return in_quotes(value) if isinstance(value, str) else str(value).lower()


def _renamed(to: str, table: str = "") -> Reads:
    """The same value under another key, in a table."""
    place = f", under [{table}]" if table else ""
    return lambda value: "" if isinstance(value, dict | tuple) else f"write `{to} = {_written(value)}`{place}"


def _base_url(value: object) -> str:
    if not isinstance(value, str):
        return ""
    if re.match("https?://", value):
        return f"write `base_url = {in_quotes(value)}`"
    path = value.strip("/")
    if not path:
        return "leave it out: `base_url` is the whole address"
    return f'write `base_url = "https://your.site/{path}/"`, the whole address'


def _pattern(value: object) -> str:
    """The pattern of addresses in a text, or in the first text of a mapping."""
    texts = [node.value for node in value.values()] if isinstance(value, dict) else [value]
    written = next((text for text in texts if isinstance(text, str)), "")
    pattern = re.sub(r":(?:title|slug|filename|name)\b|\{slug\}", "{slug}", written)
    pattern = re.sub(r":(year|month|day)\b|\{date:%(?P<sign>[Ymd])\}", _field, pattern)
    known = re.fullmatch(r"/?(?:[\w-]+|\{(?:slug|year|month|day)\}|/)+", pattern)
    shown = f"/{pattern.strip('/')}/" if known and "{slug}" in pattern else "/{year}/{month}/{slug}/"
    return f'write `address = "{shown}"`, under [articles]'


def _field(match: re.Match[str]) -> str:
    return f"{{{match[1] or {'Y': 'year', 'm': 'month', 'd': 'day'}[match['sign']]}}}"


def _table(rows: Mapping[str, str | Reads]) -> Mapping[str, Reads]:
    return MappingProxyType({name: _always(hint) for names, hint in rows.items() for name in names.split()})


def _always(hint: str | Reads) -> Reads:
    return hint if callable(hint) else lambda _: hint


_IN_TEMPLATES = "leave it out: what templates say stands in templates/; colours, fonts and width under [theme]"
_BUILT_IN = "leave it out: feeds, sitemap, search data, tags and pages of lists are made without it"
_OF_LANGUAGE = (
    "leave it out: languages have the names that they call themselves by, stand in the order of site.toml, and all but "
    "the default one begin addresses"
)
_MENU = 'write for each link `[[menu]]`, and below it `title = "…"` and `address = "/…/"`'

SETTINGS: Mapping[str, Reads] = _table(
    {
        "baseurl url siteurl rooturl host domain": _base_url,
        "name sitename sitetitle blogtitle blogname": _renamed("title"),
        "tagline subtitle slogan sitesubtitle sitedescription blogdescription abstract": _renamed("description"),
        "languagecode defaultcontentlanguage defaultlanguage defaultlang lang locale": _renamed("language"),
        "tz zone defaulttimezone": _renamed("timezone"),
        "copyright license licence": _renamed("rights"),
        "paginate paginateby perpage postsperpage pagersize defaultpagination indexdisplaypostcount": _renamed(
            "per_page", "archive"
        ),
        "pagination": 'write `per_page = 10`, and `pagination = "newest-first"` if you like, under [archive]',
        "rsslimit feedlimit feedlength feedmaxitems": _renamed("entries", "feeds"),
        "rss feed feedformats generatefeed generatefeeds feedfilename feedfilenames feedallatom feedallrss atom":
            'write `formats = ["rss", "atom", "json"]`, under [feeds]; those of tags are made too',
        "permalink permalinks articleurl posturl articlesaveas": _pattern,
        "menu menus nav navigation menuitems links": _MENU,
        "taxonomies": "write for each list besides tags `[taxonomy.NAME]`; tags, authors and years are there already",
        "author authors email defaultauthor": "leave it out: each article names its `authors:`",
        "markdown markup kramdown redcarpet goldmark markdownextensions markdownext": (
            'write `dialect = "gfm"` or `dialect = "default"`, under [markdown]'
        ),
        "math mathjax katex": 'write `dialect = "gfm"` and `math = true`, under [markdown]',
        "highlighter pygmentsstyle highlight syntaxhighlighting highlightcode": "leave it out: code is coloured",
        "smartquotes typogrify smartypants smart": "write `smart_punctuation = true`, under [markdown]",
        "unsafe": "write `sanitise = false`, under [html], if you trust every author",
        "embeds iframes embedhost": 'write `embed_hosts = ["…"]`, under [html]',
        "theme themes themesdir themecolor skin colorscheme style minimalmistakesskin": _IN_TEMPLATES,
        "params param extra custom site social logo favicon avatar twitter twitterusername githubusername facebook "
        "sass layouts data templates": _IN_TEMPLATES,
        "plugins pluginpaths gems whitelist module modules outputs outputformats mediatypes sitemap search "
        "buildsearchindex enablerobotstxt enablegitinfo minify minifyhtml compilesass related": _BUILT_IN,
        "disqus disquss disqusshortname comments commentsystem giscus utterances googleanalytics analytics services "
        "privacy trackingid": "leave it out: pages have no comments, and call no host of a third party",
        "buildfuture publishfuture future": 'write `future = "publish"`, under [articles]',
        "builddrafts showdrafts drafts": "leave it out: `tagarchive build --drafts` shows drafts",
        "buildexpired cascade frontmatter collections defaults defaultdateformat sections imaging caches security": (
            "leave it out: it has no meaning here"
        ),
        "contentdir publishdir source destination outputdir outputpath path output staticdir layoutdir assetdir": (
            "leave it out: the folders are content/, static/ and templates/; `tagarchive build --output` names another"
        ),
        "exclude ignorefiles ignore keepfiles ignoredcontent": (
            "leave it out: only content/, static/ and templates/ are read; `keep` under [build] is for `--prune`"
        ),
        "include": 'write `include = ["…"]`, under [static], for hidden files',
        "summarylength excerpt showexcerpts": 'write `show = "summary"` or `show = "full"`, under [archive]',
        "languagename label languagedirection direction weight": _OF_LANGUAGE,
        "defaultcontentlanguageinsubdir": _OF_LANGUAGE,
        "translations i18n otherlanguages": "write for each further language `[languages.LANG]`, with a `title`",
    }
)  # fmt: skip
"""The reading of each setting, by its name in lower case without hyphens and underscores."""
