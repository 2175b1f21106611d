"""Old addresses of Jekyll: its styles of permalinks and its placeholders."""

from __future__ import annotations

import posixpath
import re
from datetime import tzinfo
from typing import NamedTuple

from tagarchive.importing.generators.fields import terms_of
from tagarchive.importing.generators.front_matter import Fields, text_of
from tagarchive.importing.generators.permalinks import dashed, date_parts, filled, moment_of
from tagarchive.importing.inputs.dates import Dated

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


class PostAddress(NamedTuple):
    """Parts of the address of a text.

    Attributes:
        path: its path in the site
        fields: its front matter
        dated: its date
        rest: its name without the date
        folders: folders above `_posts`
        collection: its collection; empty for posts and pages
        zone: time zone of the site

    """

    path: str
    fields: Fields
    dated: Dated
    rest: str
    folders: tuple[str, ...]
    collection: str
    zone: tzinfo


def of(post: PostAddress, pattern: str, *, is_post: bool) -> str:
    """The address of a text, a path that starts with a slash; empty if it can't be known."""
    own = text_of(post.fields.get("permalink"))
    if own and ":" not in own:
        return own if own.startswith("/") else f"/{own}"
    style = own or pattern
    if post.collection and not own:
        style = pattern or "/:collection/:path:output_ext"
    elif not is_post and not own:
        style = "/:path/:basename/" if _is_pretty(style) else "/:path/:basename:output_ext"
    values = _values(post, is_post=is_post)
    address = filled(_STYLES.get(style, style), values)
    if is_post and not post.dated.is_day and re.search(r":(?:year|month|day|y_day|week)", _STYLES.get(style, style)):
        return ""
    return re.sub(r"(?:^|/)index\.html$", "/", address)


def _is_pretty(style: str) -> bool:
    return _STYLES.get(style, style).endswith("/")


def _values(post: PostAddress, *, is_post: bool) -> dict[str, str]:
    moment = moment_of(post.dated, post.zone)
    categories = [*post.folders, *terms_of(post.fields.get("category"))]
    if not post.fields.get("category"):
        categories += terms_of(post.fields.get("categories"), words=True)
    names = [category.lower() for category in dict.fromkeys(categories)]
    stem = posixpath.splitext(post.path)[0]
    folder = posixpath.dirname(post.path)
    slug = text_of(post.fields.get("slug"))
    title = slug or re.sub(r"[^\w._~!$&'()+,;=@-]+", "-", post.rest).strip("-")
    inner = stem.partition(f"_{post.collection}/")[2] if post.collection else folder
    return {
        **(date_parts(moment) if moment else {}),
        "categories": "/".join(names),
        "slugified_categories": "/".join(map(dashed, names)),
        "title": title if is_post or slug else posixpath.basename(stem),
        "slug": slug or re.sub(r"[^\w]+", "-", post.rest.lower()).strip("-"),
        "output_ext": ".html",
        "collection": post.collection,
        "path": inner,
        "basename": "" if posixpath.basename(stem) == "index" and not post.collection else posixpath.basename(stem),
        "name": posixpath.basename(stem),
    }
