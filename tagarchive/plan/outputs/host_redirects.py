"""Former addresses as rules for web servers: `_redirects.nginx`, `_redirects.caddy`, and `.htaccess` in their folders.

Former addresses are text of articles, and servers read these files as configuration. So a rule has only characters that
mean nothing there; an address with any other has its page alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from urllib.parse import unquote

from tagarchive.archive.model import Archive, Redirect
from tagarchive.core import urls
from tagarchive.core.urls import Address, OutPath
from tagarchive.plan.outputs.redirects import LONGEST_RULE, moves, rule_of
from tagarchive.plan.planned_files import FileKind, Many, PlannedFile
from tagarchive.plan.recipes import TemplateRecipe
from tagarchive.plan.site_context import SiteContext
from tagarchive.views.files import ApacheRedirects, CaddyRedirects, HostRule, NginxRedirects

_MARKS = frozenset("/-_.~@+,:=! ")
"""Characters beside letters and digits that mean nothing between double quotes."""

_IN_PATTERNS = re.compile(r"[.+]")

Make = Callable[[SiteContext, Many[Redirect]], TemplateRecipe]


def planned(site: SiteContext, archive: Archive) -> Iterator[PlannedFile]:
    """The files of rules that `[redirects]` asks for, unless the site has static files of these names."""
    formats = frozenset(site.config.redirects.formats)
    found = moves(site, archive) if formats - {"netlify"} else {}
    found = {address: former for address, former in found.items() if is_plain(site, former)}
    taken = {urls.out_path(urls.static(file.path)) for file in archive.statics}
    files = [
        *(_files(found, nginx, "_redirects.nginx") if "nginx" in formats else ()),
        *(_files(found, caddy, "_redirects.caddy") if "caddy" in formats else ()),
        *(_by_folder(found) if "apache" in formats else ()),
    ]
    for path, make, former in files:
        if path not in taken:
            yield PlannedFile(
                path, make, (Many(former),), f"the generated {path.rpartition('/')[2]}", kind=FileKind.FILE
            )


def _files(found: Mapping[Address, Redirect], make: Make, path: str) -> Iterator[tuple[OutPath, Make, list[Redirect]]]:
    if found:
        yield OutPath(path), make, list(found.values())


def _by_folder(found: Mapping[Address, Redirect]) -> Iterator[tuple[OutPath, Make, list[Redirect]]]:
    """The former addresses of each folder. Addresses at the top are left to their pages: its file is the site's own.

    Where a page differs in case only, it may have the same folder on disk.
    """
    former = sorted((one for one in found.values() if not one.recased), key=lambda one: (_folder(one), one.address))
    for folder, some in groupby(former, _folder):
        if folder != urls.HOME:
            yield OutPath(f"{folder.lstrip('/')}.htaccess"), apache, list(some)


def _folder(former: Redirect) -> str:
    return former.address[: former.address.rindex("/") + 1]


def nginx(site: SiteContext, former: Many[Redirect]) -> TemplateRecipe:
    """Rules for `map $uri`, which takes A to Z in a text for a to z, and in a pattern (`~`) for themselves."""
    rules: dict[str, HostRule] = {}
    for one in former:
        rule = _rule(site, one)
        old = f"~^{_pattern(rule.old)}$" if one.recased else rule.old.encode().lower().decode()
        rules.setdefault(old, HostRule(old=old, new=rule.new))
    return TemplateRecipe(NginxRedirects(rules=tuple(rules.values())))


def caddy(site: SiteContext, former: Many[Redirect]) -> TemplateRecipe:
    return TemplateRecipe(CaddyRedirects(rules=tuple(_rule(site, one) for one in former)))


def apache(site: SiteContext, former: Many[Redirect]) -> TemplateRecipe:
    """Rules for the `.htaccess` of a folder, which compares what follows the folder in an address."""
    rules = (_rule(site, one) for one in former)
    patterns = (HostRule(old=_pattern(rule.old.rpartition("/")[2]), new=rule.new) for rule in rules)
    return TemplateRecipe(ApacheRedirects(rules=tuple(patterns)))


def is_plain(site: SiteContext, former: Redirect) -> bool:
    """True for a former address of which a server takes no part for something else."""
    rule = _rule(site, former)
    is_short = len(rule_of(site, former).old + rule.new) < LONGEST_RULE
    return is_short and all(c in _MARKS or c.isalnum() or _is_joined(c) for c in rule.old)


def _rule(site: SiteContext, former: Redirect) -> HostRule:
    return HostRule(old=unquote(site.href(former.address)), new=rule_of(site, former).new)


def _is_joined(character: str) -> bool:
    """True for a mark that belongs to the letter before it, as in many scripts."""
    return unicodedata.category(character).startswith("M")


def _pattern(text: str) -> str:
    """A regular expression for a text, without a backslash: servers read these each in their own way."""
    return _IN_PATTERNS.sub(lambda found: f"[{found[0]}]", text)
