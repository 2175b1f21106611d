"""The files of tags that categories and tags become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tagarchive.core.slugs import slugify
from tagarchive.importing.inputs.items import Found, Guessed, Html, Item, Lost, Noted, Options, Remark, Remarked, Value
from tagarchive.importing.inputs.texts import line_of_html
from tagarchive.importing.wordpress.addresses import decoded
from tagarchive.importing.wordpress.blogs import Blog
from tagarchive.importing.wordpress.paragraphs import paragraphs
from tagarchive.importing.wordpress.records import Term
from tagarchive.importing.wordpress.terms import Sourced, key_of, slug_for

_LEAST_USES = 2
"""Articles that a tag must have before the category they share counts as its parent."""

_LONGEST_SUMMARY = 300


class _Member(NamedTuple):
    """A term of a tag, with its blog and export."""

    blog: Blog
    sourced: Sourced

    @property
    def term(self) -> Term:
        return self.sourced.term


class Tags:
    """The tags that the terms of all blogs become, by key."""

    def __init__(self, blogs: Iterable[Blog], options: Options) -> None:
        self._blogs = list(blogs)
        self._mode = options.categories
        self._groups: dict[str, list[_Member]] = {}
        for blog in self._blogs:
            for sourced in blog.terms.all():
                if self._mode != "ignore" or sourced.term.taxonomy == "post_tag":
                    self._groups.setdefault(key_of(sourced.term), []).append(_Member(blog, sourced))
        self._slugs = self._free_slugs()
        self._parents = self._all_parents() if self._mode == "parents" else {}

    def name_of(self, key: str) -> str:
        """The name of the tag with a key: that of its first term."""
        return line_of_html(self._groups[key][0].term.name)

    def has(self, key: str) -> bool:
        return key in self._groups

    def found(self) -> Iterator[Found]:
        """The items of all tags, and what is said of them as a whole."""
        yield from self._said()
        for key in self._groups:
            yield self._item(key)

    def _said(self) -> Iterator[Found]:
        for blog in self._blogs:
            terms = list(blog.terms.all())
            if not terms:
                continue
            origin = terms[0].origin
            for taxonomy, word in (("category", "categories"), ("post_tag", "tags")):
                base, is_seen = blog.bases.of(taxonomy)
                if not is_seen and any(one.term.taxonomy == taxonomy for one in terms):
                    why = f"no text shows where {word} stood; the usual place of WordPress is taken"
                    yield Remarked(origin, Guessed("aliases", f"{base}…/", why))
            categories = [one.term for one in terms if one.term.taxonomy == "category"]
            yield from (Remarked(origin, remark) for remark in self._said_of(categories))

    def _said_of(self, categories: list[Term]) -> Iterator[Remark]:
        if categories and self._mode == "ignore":
            yield Lost("category", f"{len(categories):,} categories and their addresses, as --categories ignore asks")
        below = [term for term in categories if term.parent]
        if below and self._mode == "tags":
            yield Noted(f"{len(below):,} categories stood below others; --categories parents keeps that order")

    def _item(self, key: str) -> Item:
        members = self._groups[key]
        name, slug = self.name_of(key), self._slugs[key]
        remarks: list[Remark] = []
        matter: dict[str, Value] = {"name": name}
        if slug != slugify(name):
            matter["slug"] = slug
        parent = self._parents.get(key)
        if parent:
            matter["parent"] = self.name_of(parent[0])
            remarks += [Guessed("parent", self.name_of(parent[0]), parent[1])] if parent[1] else []
        addresses = list(dict.fromkeys(address for member in members for address in _addresses(member)))
        feeds = [f"{address}feed/" for address in addresses]
        aliases = [address for address in (*addresses, *feeds) if address != f"/tag/{slug}/"]
        matter |= {"aliases": list[Value](aliases)} if aliases else {}
        described = next((one for one in members if one.term.description.strip()), None)
        html = described.term.description.strip() if described else ""
        summary = line_of_html(html)
        if summary and len(summary) <= _LONGEST_SUMMARY:
            matter["summary"] = summary
        remarks += _remarks_of(name, members, described)
        first = members[0]
        return Item(
            origin=first.sourced.origin,
            type="tag",
            matter=matter,
            text=Html(paragraphs(html)) if html else None,
            name=slug,
            line=first.term.line,
            key=f"tag {key}",
            base=f"{_origin(first.blog)}{addresses[0]}" if addresses else "",
            addresses=tuple(_whole(members, addresses)),
            remarks=tuple(remarks),
        )

    def _free_slugs(self) -> Mapping[str, str]:
        """A slug for each tag; where two want one, the tag keeps it before the category."""
        wanted = {
            key: slug_for(self.name_of(key), [member.term for member in members])
            for key, members in self._groups.items()
        }
        order = sorted(wanted, key=lambda key: not any(one.term.taxonomy == "post_tag" for one in self._groups[key]))
        # A slug of its own comes before one that is only made of a name.
        order.sort(key=lambda key: not any(decoded(one.term.slug) == wanted[key] for one in self._groups[key]))
        taken: set[str] = set()
        slugs: dict[str, str] = {}
        for key in order:
            free, number = wanted[key], 2
            while free.casefold() in taken:
                free, number = f"{wanted[key]}-{number}", number + 1
            taken.add(free.casefold())
            slugs[key] = free
        return slugs

    def _all_parents(self) -> Mapping[str, tuple[str, str]]:
        """The parent of each tag, and why it is taken for that if the export does not say it. There is no circle."""
        parents: dict[str, tuple[str, str]] = {}
        for key, members in self._groups.items():
            above = [key_of(one) for member in members for one in list(member.blog.terms.ancestors(member.term))[:1]]
            found = (above[0], "") if above else self._shared_category(key, members)
            if found and found[0] in self._groups and not _is_above(key, found[0], parents):
                parents[key] = found
        return parents

    def _shared_category(self, key: str, members: list[_Member]) -> tuple[str, str] | None:
        """The one category that all articles of a tag are in."""
        if any(member.term.taxonomy == "category" for member in members) or len({one.blog for one in members}) > 1:
            return None
        terms = members[0].blog.terms
        uses = terms.uses.get(key)
        if uses is None or uses.count < _LEAST_USES:
            return None
        categories = {key_of(one.term): one.term for one in terms.all() if one.term.taxonomy == "category"}
        shared = [categories[one] for one in sorted(uses.shared) if one in categories]
        upper = {key_of(above) for term in shared for above in terms.ancestors(term)}
        lowest = [key_of(term) for term in shared if key_of(term) not in upper]
        if len(lowest) != 1:
            return None
        return lowest[0], f"all {uses.count:,} articles with this tag are in this category"


def _is_above(key: str, other: str, parents: Mapping[str, tuple[str, str]]) -> bool:
    """True if a tag is the other one or above it."""
    while other != key and other in parents:
        other = parents[other][0]
    return other == key


def _addresses(member: _Member) -> Iterator[str]:
    """The paths of a term, the shortest first."""
    slug = decoded(member.term.slug)
    if not slug:
        return
    base, _ = member.blog.bases.of(member.term.taxonomy)
    yield f"{base}{slug}/"
    above = [decoded(one.slug) for one in member.blog.terms.ancestors(member.term)]
    if above and member.term.taxonomy == "category":
        yield f"{base}{'/'.join(reversed(above))}/{slug}/"


def _whole(members: Iterable[_Member], addresses: Iterable[str]) -> Iterator[str]:
    """Whole addresses of a tag, those by number or slug too."""
    members = list(members)
    yield from (f"{_origin(members[0].blog)}{address}" for address in addresses)
    for blog, (term, _) in members:
        if term.taxonomy == "post_tag" and term.slug:
            yield f"{blog.channel.blog}/?tag={decoded(term.slug)}"
        elif term.taxonomy == "category" and term.number:
            yield f"{blog.channel.blog}/?cat={term.number}"


def _origin(blog: Blog) -> str:
    """The address of the host of a blog."""
    return blog.channel.blog.removesuffix(blog.root)


def _remarks_of(name: str, members: list[_Member], described: _Member | None) -> Iterator[Remark]:
    if len(members) > 1:
        words = {"category": "category", "post_tag": "tag"}
        listed = ", ".join(f"{words[one.term.taxonomy]} “{line_of_html(one.term.name)}”" for one in members)
        yield Noted(f"the {listed} are one tag, “{name}”", members[0].term.line)
    for member in members:
        if described and member != described and member.term.description.strip():
            yield Lost("description", f"of a second term “{line_of_html(member.term.name)}”", member.term.line)
