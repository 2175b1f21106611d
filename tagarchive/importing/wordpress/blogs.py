"""Results of a first reading of the exports: things that later items refer to, and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from tagarchive.importing.inputs.items import Found, Options
from tagarchive.importing.inputs.texts import line_of, line_of_html
from tagarchive.importing.wordpress.addresses import hosts_of, path_of
from tagarchive.importing.wordpress.attachments import Attachments
from tagarchive.importing.wordpress.bases import Bases
from tagarchive.importing.wordpress.custom_fields import is_counted, is_kept
from tagarchive.importing.wordpress.exports import Export
from tagarchive.importing.wordpress.records import Author, Channel, RawItem, Term, number_of
from tagarchive.importing.wordpress.terms import Terms

_LARGEST_BLOCKS = 20_000_000
"""Maximum number of characters of reusable blocks that are kept."""

HIDDEN = frozenset({"trash", "auto-draft", "inherit"})
"""States of items that become no file."""


class Blog:
    """Contents of an export for one blog.

    Attributes:
        channel: its addresses
        hosts: its hosts, without `www.`
        authors: names that readers see, by login
        attachments: its uploaded files
        blocks: text of its reusable blocks, by id
        menu: ids of the pages in its menus
        terms: its categories and tags
        has_authors: True if the export names authors

    """

    def __init__(self, channel: Channel, number: int) -> None:
        self.channel = channel
        self.hosts = hosts_of(channel)
        self.authors: dict[str, str] = {}
        self.attachments = Attachments()
        self.blocks: dict[int, str] = {}
        self.menu: set[int] = set()
        self.bases = Bases(self.hosts, self.root)
        self.terms = Terms(number)
        self._blocks_size = 0

    @property
    def root(self) -> str:
        """The path of the blog on its host, without a slash at its end."""
        try:
            return urlsplit(self.channel.blog).path.rstrip("/")
        except ValueError:
            return ""

    def add_author(self, author: Author) -> None:
        display, full = line_of_html(author.display), line_of_html(author.full)
        is_login = display == author.login.strip() or "@" in display
        name = full if is_login and full and "@" not in full else display
        self.authors.setdefault(author.login.strip(), "" if "@" in name else name)

    def add_block(self, item: RawItem) -> None:
        text = item.fields.get("encoded", "")
        self._blocks_size += len(text)
        if self._blocks_size <= _LARGEST_BLOCKS:
            self.blocks[item.number] = text

    def add_menu_item(self, item: RawItem) -> None:
        kind = next(iter(item.values("_menu_item_object")), "page")
        number = number_of(next(iter(item.values("_menu_item_object_id")), ""))
        if kind == "page" and number:
            self.menu.add(number)


class Blogs:
    """The blogs of all exports in an input, by address.

    Attributes:
        fields: number of items with each custom field that is left out
        taxonomies: number of items with terms of each further taxonomy
        said: what the reading has to say, such as repairs

    """

    def __init__(self, options: Options) -> None:
        self.by_address: dict[str, Blog] = {}
        self.fields: Counter[str] = Counter()
        self.taxonomies: Counter[str] = Counter()
        self.said: list[Found] = []
        self.origins: dict[str, str] = {}
        self._with_uses = options.categories == "parents"

    def of(self, channel: Channel) -> Blog:
        return self.by_address.setdefault(channel.blog, Blog(channel, len(self.by_address)))

    def read(self, exports: Iterable[Export]) -> None:
        """Reads all exports to their end."""
        for export in exports:
            self._read(export)
        for blog in self.by_address.values():
            blog.terms.complete()
            blog.bases.settle()

    def _read(self, export: Export) -> None:
        blog: Blog | None = None
        early: list[Author | Term] = []
        for part in export.parts(is_kept, self.said):
            match part:
                case Channel():
                    blog = self.of(part)
                    self.origins.setdefault(part.blog, export.name)
                    for one in early:
                        self._add_head(blog, one, export.name)
                    early = []
                case RawItem() if blog:
                    self._add(blog, part, export.name)
                case Author() | Term():
                    if blog:
                        self._add_head(blog, part, export.name)
                    else:
                        early.append(part)

    def _add_head(self, blog: Blog, part: Author | Term, origin: str) -> None:
        if isinstance(part, Author):
            blog.add_author(part)
        else:
            blog.terms.declare(part, origin)

    def _add(self, blog: Blog, item: RawItem, origin: str) -> None:
        if item.status == "trash":
            return
        match item.kind:
            case "attachment":
                blog.attachments.add(item)
            case "wp_block":
                blog.add_block(item)
            case "nav_menu_item":
                blog.add_menu_item(item)
                blog.bases.look(" ".join(f'href="{url}"' for url in item.values("_menu_item_url")), blog.terms.slugs)
            case "guest-author":
                for login in item.values("cap-user_login"):
                    blog.authors.setdefault(login, next(map(line_of, item.values("cap-display_name")), ""))
            case "post" | "page" if item.status not in HIDDEN:
                blog.bases.permalink(path_of(item.fields.get("link", "")))
                blog.bases.look(item.fields.get("encoded", ""), blog.terms.slugs)
                self._count(item)
                if item.kind == "post":
                    blog.terms.use(item, origin, with_uses=self._with_uses)

    def _count(self, item: RawItem) -> None:
        self.fields.update(name for name in item.names if is_counted(name))
        known = ("category", "post_tag", "tag", "post_format", "author", "")
        self.taxonomies.update({term.taxonomy for term in item.terms} - set(known))
