"""A source file's bytes to what it says: pure, one file at a time, so that it can be memoised and spread."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from html import escape

from msgspec.structs import asdict, replace

from tagarchive import front_matter
from tagarchive.body import Body, ToHere, ToSource
from tagarchive.config import ParseOptions
from tagarchive.dates import latest, zone_named
from tagarchive.errors import Location, Problem, SiteError, Written
from tagarchive.front_matter import ArticleFields, ImageFields, PageFields, TagFields
from tagarchive.kinds import Kinds, front_matter_kinds
from tagarchive.links import link_target
from tagarchive.markup import Markup
from tagarchive.model import Article, Document, FreePage, Image, Source, TagText
from tagarchive.pieces import Locate
from tagarchive.texts import decode, location
from tagarchive.urls import slugify

PAGES = "content/pages/"
TAGS = "content/tags/"


def parse_all(sources: Sequence[Source], options: ParseOptions) -> list[Document | SiteError]:
    """Each source parsed, or the error that says why it can't be, in the order given."""
    kinds, markup = front_matter_kinds(zone_named(options.timezone)), Markup(options)
    return [_outcome(source, kinds, markup) for source in sources]


def _outcome(source: Source, kinds: Kinds, markup: Markup) -> Document | SiteError:
    try:
        return parse(source, kinds, markup)
    except SiteError as error:
        return error


def parse(source: Source, kinds: Kinds, markup: Markup) -> Document:
    """What a source says. Raises `SiteError` with every fault of its front matter."""
    path = source.path
    text, dropped = decode(source.data, path)
    matter = front_matter.split(text, path)
    if path.startswith(PAGES):
        page = front_matter.read(PageFields, matter, kinds)
        body, notices = markup.body(matter.text, path, _locator(text, matter.offset, path))
        return _page(path, page, body, dropped + notices)
    if path.startswith(TAGS):
        tag = front_matter.read(TagFields, matter, kinds)
        body, notices = markup.body(matter.text, path, _locator(text, matter.offset, path))
        return _tag_text(path, tag, body, dropped + notices)
    fields = front_matter.read(ArticleFields, matter, kinds)
    body, notices = markup.body(matter.text, path, _locator(text, matter.offset, path))
    return _article(path, fields, body, dropped + notices)


def _locator(text: str, offset: int, path: str) -> Locate:
    """Finds what was written in a file's text, first after its front matter, then anywhere."""

    def locate(written: str) -> Location:
        found = (text.find(form, start) for start in (offset, 0) for form in (written, escape(written)))
        return location(text, next((at for at in found if at >= 0), 0), path)

    return locate


def _article(path: str, fields: ArticleFields, body: Body, notices: tuple[Problem, ...]) -> Article:
    noted = [update.date for update in fields.updates]
    made = {
        "path": path,
        "slug": fields.slug or _slug_of_file(path),
        "summary": fields.summary or body.opening,
        "updated": latest(fields.updated, *noted) if fields.updated or noted else None,
        "image": _image(fields.image, path) if fields.image else None,
        "body": body,
        "notices": notices,
    }
    return _withheld(Article(**asdict(fields) | made))


def _page(path: str, fields: PageFields, body: Body, notices: tuple[Problem, ...]) -> FreePage:
    made = {"path": path, "slug": fields.slug or _slug_of_file(path), "body": body, "notices": notices}
    return FreePage(**asdict(fields) | made)


def _tag_text(path: str, fields: TagFields, body: Body, notices: tuple[Problem, ...]) -> TagText:
    name = fields.name or Written(_stem(path), Location(path))
    return TagText(**asdict(fields) | {"path": path, "name": name, "body": body, "notices": notices})


def _stem(path: str) -> str:
    """The name of a file without its ending; of an `index.md`, the name of its folder."""
    folder, name = posixpath.split(path)
    stem = name.removesuffix(".md")
    return posixpath.basename(folder) if stem == "index" else stem


def _slug_of_file(path: str) -> Written:
    return Written(slugify(_stem(path)), Location(path))


def _image(fields: ImageFields, path: str) -> Image:
    target = link_target(fields.src, path)
    if target is None or isinstance(target, ToHere) or (isinstance(target, ToSource) and target.path.endswith(".md")):
        what = f"found “{fields.src.text}”, expected a picture: a path, an address of this site, or a whole URL"
        raise SiteError(Problem(fields.src.where, what))
    return Image(target=target, alt=fields.alt, caption=fields.caption, credit=fields.credit)


def _withheld(article: Article) -> Article:
    """The article without what its source does not allow to be shown."""
    match article.source.republish if article.source else "full":
        case "excerpt":
            body = Body((f"<p>{escape(article.summary)}</p>",), (), article.summary)
            return replace(article, body=body, image=None)
        case "link":
            return replace(article, body=Body(), summary="", image=None)
    return article
