"""The fonts of the system, best first, for texts that no other font of the cards can show."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from typing import NamedTuple

from tagarchive.reading.card_options import FONT_ENDINGS
from tagarchive.reading.file_state import State, state_of
from tagarchive.reading.font_tables import letters_of

FOLDERS: Sequence[str] = (
    "~/.local/share/fonts",
    "~/.fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/run/current-system/sw/share/X11/fonts",
    "~/Library/Fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
    "C:/Windows/Fonts",
)
"""Folders of fonts on Linux, macOS and Windows."""

_KNOWN: Sequence[str] = tuple(
    "inter opensans notosans sourcesans roboto segoeui helveticaneue liberationsans arial vazirmatn notosansarabic "
    "sfarabic geezapro notonaskharabic tahoma dejavusans freesans amiri notosanscjk notosanssc notosanstc notosansjp "
    "notosanskr sourcehansans pingfang hiragino msyh yugoth malgun applesdgothicneo wqy droidsansfallback".split()
)
"""Beginnings of the names of fonts that suit headlines, best first: of Latin, Arabic, of both, and of Chinese."""

_STYLED = re.compile(
    "bold|black|heavy|light|thin|medium|semi|extra|demi|italic|oblique|slant|mono|condensed|narrow|quran|math|serif|ui$"
)
_UNFIT = re.compile("emoji|lastresort|blank|symbol|dingbats|barcode|fallback-?tofu|colou?r")


class SystemFonts(NamedTuple):
    """The fonts of a system.

    Attributes:
        folders: the folders that hold them, each with its state
        files: their paths, best first

    """

    folders: tuple[tuple[str, State], ...]
    files: tuple[str, ...]


NO_FONTS = SystemFonts((), ())


def system_fonts() -> SystemFonts:
    """The fonts of this system. No font is opened."""
    folders, files = list[tuple[str, State]](), list[str]()
    for top in FOLDERS:
        for folder, _, names in os.walk(os.path.expanduser(top)):
            with suppress(OSError):
                folders.append((folder, state_of(os.stat(folder))))
            files += (os.path.join(folder, name) for name in names if name.lower().endswith(FONT_ENDINGS))
    return SystemFonts(tuple(sorted(folders)), tuple(sorted(_fit(files), key=rank)))


def _fit(files: Iterable[str]) -> Iterator[str]:
    return (file for file in files if not _UNFIT.search(_name(file)))


def rank(file: str) -> tuple[bool, int, int, str, str]:
    """The place of a font among others: plain ones first, then those that suit headlines, then by name."""
    name = _name(file)
    plain = re.sub(r"\[.*|regular|book|roman|-?vf$", "", name)
    known = next((place for place, start in enumerate(_KNOWN) if plain.startswith(start)), len(_KNOWN))
    return bool(_STYLED.search(plain)), known, len(plain), name, file


def _name(file: str) -> str:
    return re.sub("[ _-]", "", os.path.splitext(os.path.basename(file))[0].lower())


def letters_at(file: str) -> str:
    """The characters of a font; empty if it can't be read. Little more than its table of characters is read."""
    with (
        suppress(OSError, ValueError),
        open(file, "rb") as opened,
        mmap(opened.fileno(), 0, access=ACCESS_READ) as data,
    ):
        return letters_of(data)
    return ""
