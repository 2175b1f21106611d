"""Pictures of every kind that people have, made with Pillow or byte by byte."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Mapping
from functools import partial

from PIL import Image, ImageDraw

SECRET = b"Ann Secretowner"
"""Words that stand in all metadata of the pictures."""

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 220, 40)
"""The colours of the quarters of `quarters`, from the upper left in the order of reading."""


def quarters(width: int = 90, height: int = 60, mode: str = "RGB") -> Image.Image:
    """A picture with a colour in each quarter, so that it shows which way up it is."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=GREEN)
    draw.rectangle((0, height // 2, width // 2 - 1, height), fill=BLUE)
    draw.rectangle((width // 2, height // 2, width, height), fill=YELLOW)
    return image.convert(mode)


def photo(width: int = 900, height: int = 600) -> Image.Image:
    """A picture with as much detail as a photo has."""
    chance = random.Random(1)  # noqa: S311 (it makes a picture)
    image = Image.new("RGB", (width, height), (120, 130, 140))
    for rows in (4, 16, 64, 200):
        layer = Image.frombytes("RGB", (rows * 3 // 2, rows), chance.randbytes(rows * 3 // 2 * rows * 3))
        image = Image.blend(image, layer.resize((width, height), Image.Resampling.BICUBIC), 0.3)
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def secrets(orientation: int = 1) -> Image.Exif:
    """EXIF data with a place, an owner, a serial number, notes of the maker and a way up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = exif[0x8298] = exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (33.0, 18.0, 46.0), 3: "E", 4: (44.0, 21.0, 41.0)})
    exif.get_ifd(0x8769).update({0xA431: "Secretowner 4711", 0x927C: SECRET * 4, 0xA430: SECRET.decode()})
    return exif


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>' + SECRET + b"</dc:creator></x:xmpmeta>"


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def jpeg_of_camera(orientation: int = 1) -> bytes:
    """A JPEG as cameras and picture desks leave it: with all that there is of metadata, and a second picture behind."""
    data = saved(quarters(), "JPEG", quality=95, exif=secrets(orientation), xmp=XMP, comment=SECRET)
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\x14\x1c\x02\x50\0\x0f" + SECRET
    maker = segment(0xED, iptc) + segment(0xEB, SECRET) + segment(0xE2, b"FPXR\0" + SECRET)
    return data[:2] + maker + data[2:] + saved(quarters(), "JPEG", comment=SECRET) + SECRET


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_with_texts() -> bytes:
    data = saved(quarters(), "PNG", exif=secrets())
    texts = [chunk(b"tEXt", b"Author\0" + SECRET), chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET))]
    texts += [chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), chunk(b"tIME", bytes(7)), chunk(b"prVt", SECRET)]
    return data[:33] + b"".join(texts) + data[33:] + SECRET


def png_of_sixteen_bits(*, grey: bool) -> bytes:
    """A PNG of 80 by 8 pixels from dark to light, with sixteen bits for each colour."""
    shades = [x * 65535 // 79 for x in range(80)]
    row = b"\0" + b"".join(struct.pack(">H", shade) * (1 if grey else 3) for shade in shades)
    head = struct.pack(">IIBBBBB", 80, 8, 16, 0 if grey else 2, 0, 0, 0)
    rest = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * 8)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + rest


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says that it is huge."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def huge_jpeg() -> bytes:
    data = saved(quarters(), "JPEG")
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + struct.pack(">HH", 65_000, 65_000) + data[at + 9 :]


def huge_gif() -> bytes:
    data = saved(quarters(), "GIF")
    at = data.index(b"\x2c")
    size = struct.pack("<HH", 65_000, 65_000)
    return data[:6] + size + data[10 : at + 5] + size + data[at + 9 :]


def gif_with_comments() -> bytes:
    data = saved(quarters(), "GIF")
    start = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    words = b"\x21\xfe" + bytes((len(SECRET),)) + SECRET + b"\0"
    application = b"\x21\xff\x0bXMP DataXMP" + bytes((len(SECRET),)) + SECRET + b"\0"
    return data[:start] + words + application + data[start:] + SECRET


FRAMES = [Image.new("RGB", (40, 30), colour) for colour in (RED, GREEN, BLUE)]


def moving(kind: str, **options: object) -> bytes:
    return saved(FRAMES[0], kind, save_all=True, append_images=FRAMES[1:], duration=80, loop=0, **options)


def _curve(gamma: float) -> bytes:
    return b"curv" + struct.pack(">IIH", 0, 1, round(gamma * 256)) + bytes(2)


def _xyz(*values: float) -> bytes:
    return b"XYZ " + struct.pack(">I3i", 0, *(round(value * 65536) for value in values))


def p3_profile() -> bytes:
    """A colour profile of Display P3 (ICC.1:2001-04), with a plain gamma."""
    text = b"desc" + struct.pack(">II", 0, 3) + b"P3\0" + bytes(78)
    tags = {
        b"desc": text,
        b"cprt": b"text" + bytes(4) + b"-\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": _xyz(0.2920, 0.6922, 0.0419),
        b"bXYZ": _xyz(0.1571, 0.0666, 0.7841),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(2.2)),
    }
    table, content, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", at, len(data))
        content, at = content + padded, at + len(padded)
    head = struct.pack(">I4xI4s4s4s", at, 0x02400000, b"mntr", b"RGB ", b"XYZ ") + bytes(12) + b"acsp" + bytes(28)
    head += struct.pack(">3i", 63190, 65536, 54061) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + content


DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" onload="x()"><metadata>' + SECRET + b"</metadata>"
    b"<!-- " + SECRET + b' --><script>alert(1)</script><rect width="90" height="60" fill="red"/></svg>'
)

SOUND: Mapping[str, Callable[[], bytes]] = {
    **{f"turned-{number}.jpg": partial(jpeg_of_camera, number) for number in range(1, 9)},
    "inks.jpg": lambda: saved(quarters(mode="CMYK"), "JPEG", exif=secrets(), quality=95),
    "grey.jpg": lambda: saved(quarters(mode="L"), "JPEG", comment=SECRET),
    "steps.jpg": lambda: saved(photo(), "JPEG", progressive=True, exif=secrets(), quality=90),
    "wide.jpg": lambda: saved(quarters(), "JPEG", icc_profile=p3_profile(), exif=secrets(), quality=95),
    "texts.png": png_with_texts,
    "turned.png": lambda: saved(quarters(), "PNG", exif=secrets(6)),
    "sixteen-grey.png": lambda: png_of_sixteen_bits(grey=True),
    "sixteen.png": lambda: png_of_sixteen_bits(grey=False),
    "palette.png": lambda: saved(quarters(mode="P"), "PNG"),
    "clear-palette.png": lambda: saved(quarters(mode="P"), "PNG", transparency=quarters(mode="P").getpixel((1, 1))),
    "clear.png": lambda: saved(Image.new("RGBA", (90, 60), (200, 30, 30, 128)), "PNG", exif=secrets()),
    "clear-grey.png": lambda: saved(Image.new("LA", (90, 60), (100, 128)), "PNG"),
    "bits.png": lambda: saved(quarters(mode="1"), "PNG"),
    "tiny.png": lambda: saved(Image.new("RGB", (1, 1), RED), "PNG"),
    "still.gif": gif_with_comments,
    "moving.gif": lambda: moving("GIF", comment=SECRET),
    "moving.webp": lambda: moving("WEBP", exif=secrets(), xmp=XMP),
    "moving.png": lambda: moving("PNG"),
    "moving.avif": lambda: moving("AVIF"),
    "lossy.webp": lambda: saved(quarters(), "WEBP", exif=secrets(), xmp=XMP, quality=95),
    "turned.webp": lambda: saved(quarters(), "WEBP", exif=secrets(6), lossless=True),
    "new.avif": lambda: saved(quarters(), "AVIF", exif=secrets(), xmp=XMP, quality=95),
    "turned.avif": lambda: saved(quarters(), "AVIF", exif=secrets(6), quality=95),
    "drawing.svg": lambda: DRAWING,
    "large.jpg": lambda: saved(photo(1800, 1200), "JPEG", quality=92, exif=secrets()),
}
"""Pictures that are published, by their names."""

REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "cut.jpg": (lambda: saved(photo(), "JPEG")[:9_000], "damaged-picture"),
    "cut.png": (lambda: saved(photo(), "PNG")[:9_000], "damaged-picture"),
    "cut.gif": (lambda: saved(photo(), "GIF")[:9_000], "damaged-picture"),
    "cut.webp": (lambda: saved(photo(), "WEBP")[:900], "damaged-picture"),
    "cut.avif": (lambda: saved(photo(), "AVIF")[:900], "damaged-picture"),
    "head.jpg": (lambda: b"\xff\xd8\xff\xe0", "damaged-picture"),
    "holed.png": (lambda: _holed(saved(photo(), "PNG")), "damaged-picture"),
    "bomb.png": (lambda: huge_png(30_000, 30_000), "large-picture"),
    "big.png": (lambda: huge_png(10_000, 10_000), "large-picture"),
    "bomb.jpg": (huge_jpeg, "large-picture"),
    "bomb.gif": (huge_gif, "large-picture"),
    "lying.jpg": (lambda: saved(quarters(), "PNG"), "wrong-ending"),
    "page.jpg": (lambda: b"<!doctype html><title>404 Not Found</title>", "wrong-ending"),
    "empty.png": (lambda: b"", "wrong-ending"),
    "lying.svg": (lambda: saved(quarters(), "PNG"), "wrong-ending"),
}
"""Pictures that are not published, by their names, each with the code of its problem."""


def _holed(data: bytes) -> bytes:
    """A file with zeros in its middle."""
    middle = len(data) // 2
    return data[:middle] + bytes(2_000) + data[middle + 2_000 :]
