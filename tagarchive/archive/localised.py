"""Files of tags, sources and authors as they hold in one language of the site: with its names and its texts. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec.structs import replace

from tagarchive.core.errors import Written
from tagarchive.core.slugs import marked_tag_key, slugify
from tagarchive.reading.documents import TagText, TermText
from tagarchive.reading.outline import NO_TEXT
from tagarchive.reading.site_languages import SiteLanguage

T = TypeVar("T", bound=TermText)


def texts_in(language: SiteLanguage, texts: Iterable[T]) -> tuple[T, ...]:
    """The files of tags, sources and authors, one for each name of a kind, as they hold in a language.

    Several files may have one name, each for another language. The one for the default language says what the tag, the
    source or the author is; those of the others have its text in theirs. Where a language has no text, none is shown.
    """
    found = tuple(texts)
    if not any(text.edition or text.names for text in found):
        return found
    owners = {key: _key(text) for text in reversed(found) if not text.edition for key in _other_keys(text)}
    owners |= {_key(text): _key(text) for text in found if not text.edition}
    by_name: dict[_Key, list[T]] = defaultdict(list)
    for text in found:
        by_name[owners.get(_key(text), _key(text))].append(text)
    localised = (text for some in by_name.values() for text in _localised(some, language))
    return tuple(sorted(localised, key=lambda text: text.path))


_Key = tuple[type[TermText], str]
"""The kind of a file and the name of its subject, without what makes no difference in names."""


def _key(text: TermText) -> _Key:
    return type(text), marked_tag_key(text.name.text)


def _other_keys(text: TermText) -> Iterator[_Key]:
    """The keys of the other names of a subject, under which a file in another language may have its text."""
    for name in (*text.also, *(name for _, name in text.names)):
        yield type(text), marked_tag_key(name.text)


def _localised(texts: Sequence[T], language: SiteLanguage) -> Iterator[T]:
    """The file with a name in a language, and those that are one too many for some language."""
    by_edition: dict[str, T] = {}
    for text in texts:
        if by_edition.setdefault(text.edition, text) is not text:
            yield text
    base = by_edition.get("", texts[0])
    own = by_edition.get(language.edition)
    yield _named(base if own is base else _with_text(base, own), base, language.config.language)


def _with_text(base: T, own: T | None) -> T:
    """A file with the text of another one; without a text if there is none."""
    if own is None:
        return replace(base, outline=NO_TEXT, summary="", lang=None)
    titled = {"title": own.title} if isinstance(own, TagText) and own.title else {}
    return replace(
        base,
        path=own.path,
        digest=own.digest,
        outline=own.outline,
        summary=own.summary,
        lang=own.lang,
        image=own.image or base.image,
        also=(*base.also, *own.also),
        aliases=(*base.aliases, *own.aliases),
        extra=own.extra if own.extra.items else base.extra,
        notices=own.notices,
        doubts=own.doubts,
        **titled,
    )


def _named(text: T, base: T, lang: str) -> T:
    """A file with the name of its subject in a language. Its names in other languages are other names of it."""
    own = _in_language(text.names, lang)
    others = tuple(name for _, name in text.names if name.text != text.name.text)
    if isinstance(text, TagText):
        titled = isinstance(base, TagText) and text.title != base.title
        title = own.text if own and not titled else text.title
        return replace(text, title=title, also=(*text.also, *others))
    if own is None or own.text == text.name.text:
        return replace(text, also=(*text.also, *others))
    slug = text.slug or Written(slugify(text.name.text), text.name.where)
    named = tuple(name for name in others if name.text != own.text)
    return replace(text, name=own, slug=slug, also=(*text.also, text.name, *named))


def _in_language(names: Iterable[tuple[str, Written]], lang: str) -> Written | None:
    """The name in a language, or in the language that it is a kind of: `fa` for `fa-IR`."""
    by_code = {code.lower(): name for code, name in names}
    code = lang.lower()
    while code and code not in by_code:
        code = code.rpartition("-")[0]
    return by_code.get(code)
