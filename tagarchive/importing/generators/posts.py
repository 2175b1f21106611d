"""Texts of a generator to items: what every generator has in common, after each has said what is its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from tagarchive.importing.generators import fields
from tagarchive.importing.generators.active_html import without_active_html
from tagarchive.importing.generators.anchors import fragments, with_old_ids
from tagarchive.importing.generators.author_names import AUTHOR_KEYS
from tagarchive.importing.generators.fields import LAYOUT_KEYS, Matter, plain, terms_of
from tagarchive.importing.generators.front_matter import Fields, is_true, text_of
from tagarchive.importing.generators.head_pictures import further_pictures, head_picture, image_of
from tagarchive.importing.generators.markdown_text import line_at, parts, titled
from tagarchive.importing.generators.rewriting import Rewritten
from tagarchive.importing.generators.site_config import SiteAddress
from tagarchive.importing.generators.site_files import SiteFiles
from tagarchive.importing.generators.sources import Source
from tagarchive.importing.generators.text_links import Texts, led_by_files
from tagarchive.importing.inputs.dates import NO_DATE, Dated
from tagarchive.importing.inputs.items import (
    Found,
    Guessed,
    Html,
    Item,
    ItemType,
    Markdown,
    Noted,
    Options,
    Remark,
    Remarked,
    Value,
)
from tagarchive.importing.inputs.texts import distinct, line_of_html

_NO_ALT = re.compile(r"!\[\s*\]\(\s*<?(?P<src>[^)>\n]+)")
_TAG_KEYS = ("tags", "tag")
_CATEGORY_KEYS = ("categories", "category")
_GROUPS = (AUTHOR_KEYS, fields.DATE_KEYS, fields.SUMMARY_KEYS, fields.LANGUAGE_KEYS)


class Post(NamedTuple):
    """A text, and what its generator makes of it.

    Attributes:
        source: the file
        type: what it becomes
        rewritten: its text without what only the generator reads
        defaults: front matter that it has from its folder or the settings
        address: its old address, a path of the site that starts with a slash; empty if unknown
        guess: why its address is a guess; empty if it is none
        named: date in its name
        name: wanted name of its file
        title: title where it has none
        lang: language that its name says
        aliases: further old addresses, paths of the site
        addresses: addresses at which texts may link to it, paths of the site
        guid: its id in the feed of the generator
        hidden: why it is a draft, beside its front matter
        used: keys of its front matter that the generator reads
        taxonomies: further keys of tags
        folders: categories that its folder gives it
        states: tags that name collections or states
        words: True if a text of tags is divided at spaces
        remarks: further remarks

    """

    source: Source
    type: ItemType
    rewritten: Rewritten
    defaults: Fields
    address: str = ""
    guess: str = ""
    named: Dated = NO_DATE
    name: str = ""
    title: str = ""
    lang: str = ""
    aliases: Sequence[str] = ()
    addresses: Sequence[str] = ()
    guid: str = ""
    hidden: str = ""
    used: frozenset[str] = frozenset()
    taxonomies: Sequence[str] = ()
    folders: Sequence[str] = ()
    states: frozenset[str] = frozenset()
    words: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def fields(self) -> Fields:
        """Its own front matter and that of its folder. One that it says by another key counts as said."""
        own = self.source.fields
        said = {key for group in _GROUPS if any(own.get(key) for key in group) for key in group}
        return {key: value for key, value in self.defaults.items() if key not in said} | own


class PostSite(NamedTuple):
    """The site of the texts.

    Attributes:
        address: its public address
        files: its files
        options: options of the import, with the time zone of the site
        authors: names of authors by their keys

    """

    address: SiteAddress
    files: SiteFiles
    options: Options
    authors: Mapping[str, str] = {}


def found_posts(posts: Sequence[Post], site: PostSite) -> Iterator[Found]:
    """The items of texts, then what is to be said of all."""
    wanted = fragments(post.source.text for post in posts)
    parents: dict[str, list[str]] = {}
    texts = Texts({post.source.path: post.address for post in posts})
    for post in posts:
        yield _item(post._replace(rewritten=_quiet(post, texts)), site, wanted, parents)
    for tag, above in parents.items():
        if above:
            yield Item(site.files.root, "tag", {"name": tag, "parent": list[Value](above)}, name=tag)
    yield from _said(posts, site)


def _quiet(post: Post, texts: Texts) -> Rewritten:
    """The text of a post with links to texts in place of their files, and without what a browser would run.

    HTML is made safe later.
    """
    if post.source.is_html:
        return post.rewritten
    led = led_by_files(post.rewritten.text, post.source.path, texts)
    quiet = without_active_html(led, post.source.line)
    return Rewritten(quiet.text, (*post.rewritten.remarks, *quiet.remarks))


def _said(posts: Sequence[Post], site: PostSite) -> Iterator[Remarked]:
    dropped = {key for post in posts for key in post.source.fields if key in LAYOUT_KEYS}
    if dropped:
        yield Remarked(
            site.files.root, Noted(f"keys that only templates read are left out: {', '.join(sorted(dropped))}")
        )
    states = {tag for post in posts for tag in terms_of(post.fields.get("tags")) if tag in post.states}
    if states:
        yield Remarked(site.files.root, Noted(f"collections or states are no tags: {', '.join(sorted(states))}"))
    guesses = {post.guess: post for post in posts if post.guess and post.address}
    for guess, post in guesses.items():
        yield Remarked(
            site.files.root, Noted(f"old addresses such as {site.address.path(post.address)} are guesses: {guess}")
        )


def _item(post: Post, site: PostSite, wanted: frozenset[str], parents: dict[str, list[str]]) -> Item:
    title, text = _title_and_text(post)
    said, stand_ins = _matter(post, site, parents, str(title.values["title"]))
    matter: dict[str, Value] = {**title.values, **said.values}
    address = "" if stand_ins and post.named is NO_DATE and re.search(r"/\d{4}/\d", post.address) else post.address
    aliases, left = distinct_paths([address, *post.aliases], site.address)
    alike = (Noted(f"the former address {path} is left out: another differs in capitals alone") for path in left)
    if aliases:
        matter["aliases"] = list[Value](aliases)
    if post.guid and address and post.type == "article":
        matter["guid"] = post.guid
    extra = fields.extra_of(_flat(post.source.fields), said.used | title.used | post.used | {"title"})
    if extra:
        matter["extra"] = extra
    remarks = (*alike, *title.remarks, *said.remarks, *post.remarks, *post.rewritten.remarks, *_unsaid(post.source))
    return Item(
        post.source.path,
        post.type,
        matter,
        Html(text) if post.source.is_html else Markdown(with_old_ids(text, wanted), "gfm"),
        post.name,
        key=post.source.path,
        base=site.address.of(address) if address else "",
        addresses=tuple(site.address.path(other) for other in post.addresses),
        find=site.files.find_for(post.source.path),
        stand_ins=stand_ins,
        remarks=remarks,
    )


def distinct_paths(paths: Iterable[str], address: SiteAddress) -> tuple[list[str], list[str]]:
    """Old addresses as front matter has them, and those that are left out.

    They have the path of the site, and each stands once, without that of the home page. Addresses that differ in
    capitals alone are one file on many systems, so the first stands for all.
    """
    own = (_own_path(path.strip(), address) for path in paths)
    written = [re.sub(r"[ ?#]", lambda sign: f"%{ord(sign[0]):02X}", path) for path in own if path]
    distinct = [path for path in dict.fromkeys(written) if path.strip("/") != address.base.strip("/")]
    first = {path.casefold(): path for path in reversed(distinct)}
    kept = [path for path in distinct if first[path.casefold()] == path]
    return kept, [path for path in distinct if path not in kept]


def _own_path(written: str, address: SiteAddress) -> str:
    """A former address as a path; empty for addresses of other sites."""
    if written.startswith("//") or re.match(r"/?[a-zA-Z][\w+.-]*:", written):
        is_own = bool(address.url) and written.startswith(f"{address.url}/")
        return urlsplit(written).path if is_own else ""
    return address.path(written) if written else ""


def _title_and_text(post: Post) -> tuple[Matter, str]:
    text = post.rewritten.text
    written = line_of_html(text_of(post.fields.get("title")))
    if written:
        return Matter({"title": written}, (), frozenset({"title"})), text
    words, rest = titled(text) if not post.source.is_html else ("", text)
    if plain(words):
        why = "no title is given; the heading at the start of the text stands in"
        return Matter({"title": plain(words)}, (Guessed("title", plain(words), why),)), rest
    made = (
        post.title or " ".join(re.split(r"[-_\s]+", post.name or post.source.stem)).strip().capitalize() or "Untitled"
    )
    return Matter({"title": made}, (Guessed("title", made, "no title is given; the name of the file stands in"),)), text


def _matter(post: Post, site: PostSite, parents: dict[str, list[str]], title: str) -> tuple[Matter, frozenset[str]]:
    values = {key: value for key, value in post.fields.items() if key not in post.used}
    said = fields.summary_of(values) | fields.language_of(values) | fields.state_of(values)
    stand_ins = frozenset[str]()
    if post.lang and "lang" not in said.values:
        said |= Matter({"lang": post.lang})
    if post.hidden:
        said |= Matter({"draft": True}, (Noted(f"it is a draft because {post.hidden}"),))
    dates, stand_ins = fields.dates_of(values, post.named, site.options)
    if post.type == "page":
        kept = {key: value for key, value in dates.values.items() if key == "updated"}
        menu = is_true(values.get("menu")) is not False and "/" not in post.address.strip("/")
        menu_value: dict[str, Value] = {} if menu else {"menu": False}
        return said | Matter({**kept, **menu_value}, (), dates.used & frozenset(fields.UPDATED_KEYS)), frozenset()
    said |= dates | fields.authors_of(values, site.authors) | fields.original_of(values, site.address.url)
    said |= _tags(post, values, site.options, parents) | _image(post, title)
    return said, stand_ins


def _tags(post: Post, values: Fields, options: Options, parents: dict[str, list[str]]) -> Matter:
    def terms(keys: Iterable[str]) -> list[str]:
        return [
            term
            for key in keys
            for term in terms_of(values.get(key), options.separator, words=post.words and key in ("tags", "categories"))
        ]

    tags, further = ([tag for tag in terms(keys) if tag not in post.states] for keys in (_TAG_KEYS, post.taxonomies))
    categories = distinct([*post.folders, *terms(_CATEGORY_KEYS)])
    used = frozenset(key for key in (*_TAG_KEYS, *_CATEGORY_KEYS, *post.taxonomies) if key in values)
    if options.categories == "ignore":
        used -= frozenset(_CATEGORY_KEYS)
        tags += further
    elif options.categories == "parents" and (tags or further):
        tags += further
        for tag in tags:
            above = parents.setdefault(tag, [])
            above += [category for category in categories if category not in above and category != tag]
    else:
        tags += [*categories, *further]
    names = distinct(tags)
    return Matter({"tags": list[Value](names)} if names else {}, (), used)


def _image(post: Post, title: str) -> Matter:
    picture = head_picture(post.fields)
    if picture is None:
        return Matter()
    image, said = image_of(picture, title)
    return Matter({"image": image}, (*said, *further_pictures(post.fields, picture)), frozenset(picture.used))


def _flat(own: Fields) -> Fields:
    """Front matter with the inner mappings of free values, `extra` and `params`, at the top."""
    flat = {key: value for key, value in own.items() if key not in ("extra", "params")}
    for key in ("extra", "params"):
        inner = own.get(key)
        if isinstance(inner, dict):
            flat |= {name: value for name, value in inner.items() if name not in own}
        elif inner:
            flat[key] = inner
    return flat


def _unsaid(source: Source) -> Iterator[Remark]:
    """Remarks on pictures in Markdown without a text alternative."""
    if source.is_html or "![" not in source.text:
        return
    for part in parts(source.text):
        for found in _NO_ALT.finditer(part.text) if part.is_prose else ():
            where = line_at(source.text, part.offset + found.start(), source.line)
            yield Noted(f"the picture {found['src'][:100].strip()} has no alternative text", where)
