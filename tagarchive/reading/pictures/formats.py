"""Formats of pictures: which one a file is in by its first bytes, and which one its name says."""

from __future__ import annotations

ENDINGS = {
    "avif": "avif",
    "gif": "gif",
    "heic": "heic",
    "heif": "heic",
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "png": "png",
    "svg": "svg",
    "webp": "webp",
}
"""Formats by the endings of file names."""

SHOWN = frozenset({"avif", "gif", "jpeg", "png", "webp"})
"""Formats in pixels that browsers show."""

MEDIA_TYPES = {name: f"image/{name}" for name in SHOWN}

_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), "avif"),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), "heic"),
}
"""Formats by the brand of a file in the ISO base media format (ISO/IEC 23000-22)."""


def format_named(path: str) -> str:
    """The format that the ending of a name says; empty for a file that is no picture."""
    return ENDINGS.get(path.rpartition(".")[2].lower(), "")


def format_of(data: bytes) -> str:
    """The format in pixels that the first bytes of a file show; empty if it is none that is known."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return _brand(data[:64]) if data[4:8] == b"ftyp" else ""


def _brand(data: bytes) -> str:
    """The format of a file in the ISO base media format. A general brand such as `mif1` may stand before its own."""
    length = min(int.from_bytes(data[:4], "big"), len(data))
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, length - 3, 4))]
    found = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    return "avif" if "avif" in found else next(iter(found), "")
