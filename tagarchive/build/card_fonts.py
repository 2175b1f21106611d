"""The fonts that the social cards of a site need: those it names, one that is always there, and those of the system."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from tagarchive.build.context import BuildContext
from tagarchive.build.engine import engine
from tagarchive.build.extras import PILLOW, has
from tagarchive.build.system_fonts import NO_FONTS, letters_at, system_fonts
from tagarchive.core.digests import digest_of_bytes, key_of
from tagarchive.core.errors import Problem, Problems, SiteError, Written, did_you_mean
from tagarchive.reading.card_fonts import BUILT_IN, CardFonts, Font, FontFile, needs_shaping
from tagarchive.reading.card_options import FONT_ENDINGS
from tagarchive.reading.config import Config
from tagarchive.reading.disk import read
from tagarchive.reading.documents import Article, Document, SourceText, TagText
from tagarchive.reading.file_state import State, are_unchanged, state_of
from tagarchive.reading.files import File
from tagarchive.reading.font_tables import letters_of
from tagarchive.reading.site_languages import site_languages
from tagarchive.render.cards.faces import built_in, check_draws


class FoundFont(msgspec.Struct, frozen=True):
    """A font that was found, with its characters, and its state if it is one of the system."""

    file: FontFile
    letters: str
    state: State | None = None


class FoundFonts(msgspec.Struct, frozen=True):
    """Fonts that were found for the cards of a site, kept for the next build.

    Attributes:
        key: digest of the engine and of the fonts that the site names
        shapes: True if the library joins letters
        own: the fonts that the site names, and the one that is always there
        problems: faults of the fonts that the site names
        wanted: digest of the texts that none of these can show
        folders: the folders of the system's fonts with their states; empty if no text is wanted
        further: the fonts of the system that show such a text

    """

    key: str
    shapes: bool
    own: tuple[FoundFont, ...]
    problems: tuple[Problem, ...] = ()
    wanted: str = ""
    folders: tuple[tuple[str, State], ...] = ()
    further: tuple[FoundFont, ...] = ()

    @property
    def fonts(self) -> CardFonts:
        fonts = (Font(found.file, frozenset(found.letters)) for found in (*self.own, *self.further))
        return CardFonts(tuple(fonts), self.shapes, self.problems)

    @property
    def outside(self) -> tuple[tuple[str, State], ...]:
        """The folders and files outside of the site that the choice depends on, with their states."""
        return (*self.folders, *((found.file.path, found.state) for found in self.further if found.state))


class CardSite(NamedTuple):
    """Input for the choice of fonts.

    Attributes:
        root: the folder of the site
        config: its config
        statics: its static files
        documents: its documents

    """

    root: Path
    config: Config
    statics: Sequence[File]
    documents: Iterable[Document]


def found_fonts(site: CardSite, before: FoundFonts | None) -> FoundFonts | None:
    """The fonts for the cards of a site; None if it has no cards. `before` are those that were found last."""
    options = site.config.cards
    if not options.enabled:
        return None
    statics = {file.path: file for file in site.statics}
    named = [(font, statics.get(font.text)) for font in options.font]
    key = key_of(engine().whole, *(f"{font} {file.key if file else ''}" for font, file in named))
    first = before if before and before.key == key else _own_fonts(site, key, named)
    fonts = msgspec.structs.replace(first, further=()).fonts
    wanted = _wanted(set(_texts(site)), fonts)
    digest = key_of(*wanted) if wanted else ""
    if first.wanted == digest and are_unchanged(first.outside):
        return first
    return _with_system(first, wanted, digest)


def kept_fonts(site: CardSite, context: BuildContext) -> FoundFonts | None:
    """The fonts for the cards of a site, with what the store remembers."""
    before = context.store.fact("card fonts", FoundFonts) if site.config.cards.enabled else None
    found = found_fonts(site, before)
    if found and found is not before:
        context.store.keep("card fonts", found)
    return found


def _wanted(texts: Collection[str], fonts: CardFonts) -> list[str]:
    """The texts that no font can show, and that one of the system could."""
    # Most sites have titles in letters of their first font alone.
    if fonts.shapes and fonts.fonts and fonts.fonts[0].letters.issuperset("".join(texts)):
        return []
    return sorted(text for text in texts if not fonts.whole(text) and (fonts.shapes or not needs_shaping(text)))


def _texts(site: CardSite) -> Iterator[str]:
    """The texts that cards show, and some that they may show."""
    for language in site_languages(site.config):
        yield from filter(None, (language.config.title, language.config.description))
    for document in site.documents:
        yield from texts_of(document)


def shows_all(found: FoundFonts, documents: Iterable[Document]) -> bool:
    """True if fonts that were found show all texts of documents, so that no further font is looked for."""
    fonts = found.fonts
    return all(fonts.whole(text) for document in documents for text in texts_of(document))


def texts_of(document: Document) -> Iterator[str]:
    """The texts that cards may show because of a document."""
    if isinstance(document, Article):
        yield document.title
        yield from (tag.text for tag in document.tags)
        if document.source:
            yield document.source.name
    elif isinstance(document, TagText | SourceText):
        yield from (document.name.text, *(name.text for _, name in document.names))
        if document.summary and isinstance(document, TagText):
            yield document.summary


def _own_fonts(site: CardSite, key: str, named: Sequence[tuple[Written, File | None]]) -> FoundFonts:
    """The fonts that the site names and the one that is always there, with what is wrong with the former."""
    if not has(PILLOW):
        return FoundFonts(key, shapes=False, own=(), problems=())
    # The library takes longer to import than most builds with cards take.
    from PIL import features  # noqa: PLC0415

    fonts, problems = list[FoundFont](), Problems()
    for font, file in named:
        with problems.gathered():
            fonts.append(_own_font(site, font, file))
    data = built_in()
    if data:
        fonts.append(FoundFont(FontFile(BUILT_IN, digest_of_bytes(data)), letters_of(data)))
    return FoundFonts(key, bool(features.check("raqm")), tuple(fonts), tuple(sorted(problems.found)))


def _own_font(site: CardSite, font: Written, file: File | None) -> FoundFont:
    if file is None:
        known = [one.path for one in site.statics if one.path.lower().endswith(FONT_ENDINGS)]
        message, hint = f"found the font {font.text}, which this site does not have", did_you_mean(font.text, known)
        raise SiteError(Problem(font.where, "missing-file", message, hint or f"put it into static/, as {font.text}"))
    try:
        data = read(site.root, file.path).data
        check_draws(data)
        return FoundFont(FontFile(file.path, file.digest), letters_of(data))
    except ValueError as error:
        message, hint = f"found {file.path}, expected {error}", "the .ttf or .otf of the font will do"
        raise SiteError(Problem(font.where, "bad-font", message, hint)) from None


def _with_system(first: FoundFonts, wanted: Sequence[str], digest: str) -> FoundFonts:
    """The fonts with those of the system that show a wanted text, each in the best font that can."""
    there, found = system_fonts() if wanted else NO_FONTS, list[FoundFont]()
    rest = list(wanted)
    for path in there.files:
        if not rest:
            break
        letters = letters_at(path)
        font = CardFonts((Font(FontFile(path, ""), frozenset(letters)),), first.shapes)
        left = [text for text in rest if not font.whole(text)] if letters else rest
        if len(left) < len(rest):
            with suppress(OSError, ValueError):
                data = Path(path).read_bytes()
                check_draws(data)
                found.append(FoundFont(FontFile(path, digest_of_bytes(data)), letters, state_of(os.stat(path))))
                rest = left
    return msgspec.structs.replace(first, wanted=digest, folders=there.folders, further=tuple(found))
