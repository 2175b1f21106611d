"""Black pictures of any size."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def jpeg(width: int, height: int) -> bytes:
    """A black picture."""
    made = io.BytesIO()
    Image.new("L", (width, height)).save(made, "JPEG")
    return made.getvalue()


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + bytes(3 * width) for _ in range(height)))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
