"""Pixels of pictures, by Pillow: upright, in sRGB, with eight bits for each colour."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from PIL import ExifTags, Image, ImageCms

from tagarchive.render.pictures.damage import DamagedError

MOST_PIXELS = 64_000_000
"""Largest picture that is opened: four bytes a pixel are 256 MB. No camera for photos of news makes larger ones."""

_SRGB = ImageCms.createProfile("sRGB")
_FAILURES = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, MemoryError)
"""Exceptions that Pillow raises for files that are damaged."""

_WIDE = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
"""Modes with more than eight bits for a shade of grey."""


class TooLargeError(DamagedError):
    """A picture has more pixels than are opened."""


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """A picture whose header is read. Raises `DamagedError` if it can't be read, now or while it is used."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise TooLargeError(f"a picture of {image.width:,} × {image.height:,} pixels")
                yield image
    except Image.DecompressionBombError:
        raise TooLargeError(f"a picture of more than {MOST_PIXELS:,} pixels") from None
    except _FAILURES as error:
        raise DamagedError("a picture that can't be read to its end") from error


def moves(image: Image.Image) -> bool:
    """True for a picture of several frames."""
    return bool(getattr(image, "is_animated", False))


def upright_size(image: Image.Image) -> tuple[int, int]:
    """The size of a picture as it is shown."""
    return image.size[::-1] if _turn(image) in _SIDEWAYS else image.size


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""The turn that makes a picture upright, by its orientation (CIPA DC-008, 4.6.4)."""

_SIDEWAYS = {_TURNS[number] for number in (5, 6, 7, 8)}


def _turn(image: Image.Image) -> Image.Transpose | None:
    return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))


def turned_webp(clean: bytes, orientation: int) -> bytes:
    """A WebP picture with its pixels turned as an orientation says; one that moves stays as it is."""
    turn, made = _TURNS.get(orientation), io.BytesIO()
    with opened(clean) as image:
        if turn is None or moves(image):
            return clean
        profile, lossless = image.info.get("icc_profile", b""), b"VP8L" in clean
        image.transpose(turn).save(made, "WEBP", quality=95, lossless=lossless, icc_profile=profile)
    return made.getvalue()


def shrunk(image: Image.Image, width: int, height: int) -> Image.Image:
    """A picture upright and in sRGB, of a size as it is shown."""
    turn = _turn(image)
    size = (height, width) if turn in _SIDEWAYS else (width, height)
    image.load()
    plain = _plain(image)
    small = _in_srgb(plain if size == plain.size else plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0))
    turned = small.transpose(turn) if turn is not None else small.copy()
    turned.info = {}  # A profile that was applied says when that was.
    return turned


def _plain(image: Image.Image) -> Image.Image:
    """A picture in a mode that can be made smaller: shades, colours, or inks, each with eight bits."""
    if image.mode in _WIDE:
        return _eight_bits(image)
    if image.mode in ("P", "PA", "LA", "La", "RGBa"):
        clear = image.mode != "P" or "transparency" in image.info
        return _converted(image, "RGBA" if clear else "RGB")
    if image.mode in ("RGB", "L") and "transparency" in image.info:
        return _converted(image, "RGBA")
    if image.mode in ("L", "RGB", "RGBA", "CMYK"):
        return image
    return _converted(image, "L" if image.mode == "1" else "RGB")


def _converted(image: Image.Image, mode: str) -> Image.Image:
    made = image.convert(mode)
    made.info |= {key: image.info[key] for key in ("icc_profile",) if key in image.info}
    return made


def _eight_bits(image: Image.Image) -> Image.Image:
    """Shades of grey with the upper eight of sixteen bits."""
    wide = image.convert("I")
    return wide.point([shade >> 8 for shade in range(1 << 16)], "L") if image.mode != "F" else image.convert("L")


def _in_srgb(image: Image.Image) -> Image.Image:
    """A picture in the colours of sRGB, from those of its profile. Browsers ignore a profile that does not fit."""
    profile = image.info.pop("icc_profile", b"")
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    with suppress(ImageCms.PyCMSError, OSError, ValueError):
        if profile:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, given, _SRGB, outputMode=mode)
            return made or image
    return image.convert("RGB") if image.mode == "CMYK" else image


def is_opaque(image: Image.Image) -> bool:
    """True if no pixel lets anything through."""
    return image.mode != "RGBA" or image.getchannel("A").getextrema()[0] == 255


def average_colour(image: Image.Image) -> str:
    """The average colour, such as `#7f8c8d`."""
    pixel = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    red, green, blue = pixel if isinstance(pixel, tuple) else (0, 0, 0)
    return f"#{red:02x}{green:02x}{blue:02x}"


def encoded(image: Image.Image, format_: str, quality: int) -> bytes:
    """A picture as a file without metadata. The same bytes come of the same pixels on any number of cores."""
    made, clear = io.BytesIO(), image.mode == "RGBA"
    if format_ == "avif":
        # Measured: at speed 9 files are as large as at speed 7, in an eighth of the time.
        image.save(made, "AVIF", quality=quality - 20, speed=9, max_threads=1, autotiling=False)
    elif format_ == "webp":
        image.save(made, "WEBP", quality=quality, method=4)
    elif format_ == "png":
        image.save(made, "PNG", optimize=False, compress_level=9)
    else:
        flat = image.convert("RGB") if clear else image
        flat.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
    return made.getvalue()
