"""The pictures of the sample site, drawn from what its articles say. `make pictures` writes them anew.

They are made of shapes and of the font that comes with Pillow, so they are the same on every machine. Letters are large
enough for a picture that is 320 pixels wide on a phone.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

CONTENT = Path(__file__).parent.parent / "content"

PAPER, CARD, LINE, SOFT, FADED, INK, ACCENT = (
    "#f4f1ea",
    "#fdfcf9",
    "#c9c2b3",
    "#e6e0d4",
    "#5d5950",
    "#1d1c1a",
    "#9c2518",
)
FINER = 2
"""Scale at which a picture is drawn before it is made smaller, for smooth edges."""

Point = tuple[float, float]
Anchor = Literal["lm", "mm", "rm"]
"""The end of a line of text that is at its place: left, middle or right."""


class Drawing:
    """A picture with a paper of its own, on which shapes and words are drawn."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width * FINER, height * FINER), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def text(self, at: Point, words: str, size: int = 46, colour: str = INK, anchor: Anchor = "mm") -> None:
        font = ImageFont.load_default(size * FINER)
        for number, line in enumerate(words.split("\n")):
            lines = words.count("\n")
            y = at[1] + (number - lines / 2) * size * 1.22
            self.pen.text((at[0] * FINER, y * FINER), line, colour, font, anchor)

    def box(self, box: tuple[float, float, float, float], fill: str = CARD, edge: str = LINE, width: int = 3) -> None:
        """A rectangle, from its left, upper, right and lower edge."""
        place = [side * FINER for side in box]
        self.pen.rounded_rectangle(place, 14 * FINER, fill, edge, width * FINER)

    def line(self, points: Sequence[Point], colour: str = FADED, width: int = 4) -> None:
        self.pen.line([(x * FINER, y * FINER) for x, y in points], colour, width * FINER, "curve")

    def arrow(self, start: Point, end: Point, colour: str = FADED, width: int = 5) -> None:
        self.line((start, end), colour, width)
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        sides = (angle + 2.6, angle - 2.6)
        self.shape([end, *((end[0] + 26 * math.cos(side), end[1] + 26 * math.sin(side)) for side in sides)], colour)

    def shape(self, corners: Sequence[Point], colour: str) -> None:
        self.pen.polygon([(x * FINER, y * FINER) for x, y in corners], colour)

    def dashes(self, start: Point, end: Point, colour: str = FADED, width: int = 4) -> None:
        length = math.dist(start, end)
        for at in range(0, int(length), 26):
            one, two = at / length, min(at + 14, length) / length
            points = [tuple(a + (b - a) * share for a, b in zip(start, end, strict=True)) for share in (one, two)]
            self.line([(x, y) for x, y in points], colour, width)

    def dot(self, at: Point, radius: float, fill: str = ACCENT, edge: str = "", width: int = 4) -> None:
        place = [(side + sign * radius) * FINER for sign in (-1, 1) for side in at]
        self.pen.ellipse(place, fill, edge or fill, width * FINER)

    def finished(self) -> Image.Image:
        return self.image.reduce(FINER)


def places() -> Drawing:
    """The places that the four clippings name, by latitude and longitude."""
    drawing = Drawing(1200, 900)

    def at(latitude: float, longitude: float) -> Point:
        return 130 + (longitude - 38.5) * 78, 50 + (38.2 - latitude) * 56

    for north in (25, 30, 35):
        drawing.line((at(north, 38.5), at(north, 51.8)), LINE, 2)
        drawing.text((110, at(north, 38)[1] - 2), f"{north} N", 38, FADED, "rm")
    for east in (40, 45, 50):
        drawing.line((at(38.2, east), at(24, east)), LINE, 2)
        drawing.text((at(24, east)[0], 866), f"{east} E", 38, FADED)
    named: Sequence[tuple[str, float, float, bool]] = (
        ("Erbil", 36.19, 44.01, False),
        ("al Bukamal", 34.45, 40.92, True),
        ("Baghdad", 33.31, 44.37, True),
        ("Ras Tanura", 26.64, 50.16, True),
        ("Riyadh", 24.71, 46.68, False),
    )
    for name, latitude, longitude, is_subject in named:
        x, y = at(latitude, longitude)
        drawing.dot((x, y), 18, ACCENT if is_subject else INK)
        is_right = longitude > 48
        drawing.text((x - 34 if is_right else x + 34, y - 2), name, 56, INK, "rm" if is_right else "lm")
    for height, words, colour in ((560, "subject of a clipping", ACCENT), (630, "named in one", INK)):
        drawing.dot((200, height), 14, colour)
        drawing.text((236, height - 2), words, 44, FADED, "lm")
    return drawing


def who_says_what() -> Drawing:
    """The attack in Baghdad: three days, and who says what of it."""
    drawing = Drawing(1200, 760)
    drawing.line(((90, 130), (1110, 130)), FADED, 5)
    days = (
        (200, "October 2021", "election", FADED),
        (600, "7 November", "drones", ACCENT),
        (1000, "8 November", "report", INK),
    )
    for x, day, event, colour in days:
        drawing.dot((x, 130), 20, colour)
        drawing.text((x, 70), event, 50, colour)
        drawing.text((x, 196), day, 44, FADED)
    rows = (
        ("Who was behind it?", "at least one group backed by Iran,", "say officials and people in the militias"),
        ("Who claims it?", "nobody", ""),
    )
    top = 270.0
    for question, answer, more in rows:
        height = 250 if more else 180
        drawing.box((60, top, 1140, top + height))
        drawing.text((100, top + 56), question, 44, FADED, "lm")
        drawing.text((100, top + 122), answer, 56, ACCENT, "lm")
        if more:
            drawing.text((100, top + 194), more, 50, INK, "lm")
        top += height + 30
    return drawing


def two_claims() -> Drawing:
    """Ras Tanura: what either side says, and what the market did."""
    drawing = Drawing(1200, 800)
    sides = (
        (60, "The Houthis say", "drones and\nmissiles fired", ACCENT),
        (620, "The ministry says", "no casualties,\nno damage", INK),
    )
    for left, who, what, colour in sides:
        drawing.box((left, 60, left + 520, 400))
        drawing.text((left + 260, 124), who, 50, FADED)
        drawing.text((left + 260, 270), what, 66, colour)
    drawing.box((60, 450, 1140, 740), SOFT, SOFT)
    drawing.shape(((130, 660), (190, 540), (250, 660)), ACCENT)
    drawing.text((310, 540), "Brent crude", 50, FADED, "lm")
    drawing.text((310, 604), "rose by more than 2.5 per cent,", 52, INK, "lm")
    drawing.text((310, 666), "to above 71 dollars a barrel", 52, INK, "lm")
    return drawing


def two_counts() -> Drawing:
    """Al Bukamal: the dead as one counts them, and as another does not."""
    drawing = Drawing(900, 1200)
    drawing.text((70, 90), "How many people died?", 66, INK, "lm")
    drawing.box((60, 160, 840, 770))
    drawing.text((100, 226), "Syrian Observatory for Human Rights", 42, FADED, "lm")
    for number in range(22):
        drawing.dot((150 + number % 6 * 94, 330 + number // 6 * 94), 34, ACCENT)
    drawing.text((694, 612), "22", 120, ACCENT)
    corners = ((60, 820), (840, 820), (840, 1130), (60, 1130), (60, 820))
    for start, end in pairwise(corners):
        drawing.dashes(start, end)
    drawing.text((100, 886), "The Pentagon", 42, FADED, "lm")
    drawing.text((450, 1010), "no figure", 92, FADED)
    return drawing


def two_reports() -> Drawing:
    """The two reports of one night, and who speaks in both."""
    drawing = Drawing(1200, 620)
    origins = ((110, "the Pentagon"), (310, "the Observatory"), (510, "the newsroom"))
    reports = ((180, "NBC News"), (440, "CBS News"))
    for place, (y, _) in enumerate(origins):
        for x, _ in reports:
            drawing.arrow((520, y), (734, x + (place - 1) * 50), FADED, 4)
    for y, name in origins:
        drawing.box((60, y - 62, 520, y + 62), SOFT)
        drawing.text((290, y - 2), name, 54, INK)
    for y, name in reports:
        drawing.box((740, y - 90, 1140, y + 90), CARD, ACCENT, 5)
        drawing.text((940, y - 2), name, 62, ACCENT)
    return drawing


def threads() -> Drawing:
    """Tags as threads: an article hangs on as many as it needs."""
    drawing = Drawing(1200, 800)
    tags = ((150, "Iraq", INK), (400, "Drones", ACCENT), (650, "Oil", FADED))
    for y, name, colour in tags:
        drawing.line(((300, y), (1150, y)), colour, 7)
        drawing.box((50, y - 46, 300, y + 46), CARD, colour, 5)
        drawing.text((175, y - 2), name, 56, colour)
    for x, first, last in ((400, 150, 150), (560, 150, 400), (740, 400, 650), (920, 400, 400), (1080, 150, 650)):
        drawing.box((x - 56, first - 70, x + 56, last + 70), CARD, INK, 4)
        for step in range(3):
            width = (72, 72, 44)[step]
            drawing.line(((x - 36, first - 42 + step * 20), (x - 36 + width, first - 42 + step * 20)), LINE, 7)
        for y, _, colour in tags:
            if first <= y <= last:
                drawing.dot((x, y + 24), 14, colour)
    drawing.text((600, 766), "three tags, five articles", 46, FADED)
    return drawing


def feed() -> Drawing:
    """The way of an article to a reader who follows a tag."""
    drawing = Drawing(1200, 700)
    for left, name, more in ((60, "This site", "feed.xml"), (740, "Your reader", "on your machine")):
        drawing.box((left, 140, left + 400, 560))
        drawing.text((left + 200, 220), name, 62, INK)
        drawing.text((left + 200, 300), more, 46, FADED)
    for step in range(3):
        drawing.dot((130, 500), 14, ACCENT)
        radius = 46 * (step + 1)
        place = [(130 - radius) * FINER, (500 - radius) * FINER, (130 + radius) * FINER, (500 + radius) * FINER]
        drawing.pen.arc(place, 270, 360, ACCENT, 13 * FINER)
    drawing.arrow((736, 230), (468, 230), FADED, 6)
    drawing.text((600, 184), "what is new?", 42, FADED)
    drawing.arrow((464, 390), (732, 390), ACCENT, 8)
    drawing.text((600, 344), "the article", 44, ACCENT)
    drawing.arrow((464, 510), (732, 510), FADED, 6)
    drawing.text((600, 464), "not modified", 42, FADED)
    drawing.text((600, 76), "No account, no list of subscribers", 52, INK)
    drawing.text((600, 640), "from time to time, as often as you like", 46, FADED)
    return drawing


def spellings() -> Drawing:
    """Which spellings are one tag."""
    drawing = Drawing(1200, 760)
    rows = (
        (150, ("Drones", "drones", "DRONES"), "one tag", "Drones"),
        (520, ("C", "C++", "C#"), "three tags", ""),
    )
    for y, written, count, name in rows:
        for number, word in enumerate(written):
            top = y - 120 + number * 110
            drawing.box((60, top, 380, top + 90), SOFT)
            drawing.text((220, top + 43), word, 52, INK)
            end = (716, y + 36) if name else (716, top + 45)
            drawing.arrow((390, top + 45), end, ACCENT if name else FADED, 5)
            if not name:
                drawing.box((726, top, 880, top + 90), CARD, FADED, 4)
                drawing.text((803, top + 43), word, 52, INK)
        if name:
            drawing.box((726, y - 30, 1140, y + 100), CARD, ACCENT, 5)
            drawing.text((933, y + 33), name, 62, ACCENT)
            drawing.text((933, y + 146), count, 48, FADED)
        else:
            drawing.text((900, y + 33), count, 48, FADED, "lm")
    return drawing


def tag_uri() -> Drawing:
    """The parts of a tag URI."""
    drawing = Drawing(1400, 520)
    drawing.text((60, 84), "An id that no move can break", 64, INK, "lm")
    parts = (
        ("tag:", "", 60, 180),
        ("clippings.example", "a domain you held", 188, 660),
        (",2021-02-26", "a day", 668, 990),
        (":strike-near-...", "any name", 998, 1340),
    )
    for words, meaning, left, right in parts:
        drawing.box((left, 176, right, 292), CARD if meaning else SOFT, ACCENT if meaning else LINE, 4)
        drawing.text(((left + right) / 2, 232), words, 54, INK if meaning else FADED)
        if meaning:
            drawing.line(((left + 20, 320), (left + 20, 340), (right - 20, 340), (right - 20, 320)), ACCENT, 4)
            drawing.text(((left + right) / 2, 384), meaning, 54, ACCENT)
    drawing.text((60, 474), "true for ever, wherever the article goes", 52, FADED, "lm")
    return drawing


PICTURES: Mapping[str, Callable[[], Drawing]] = {
    "guide/feed.png": feed,
    "guide/spellings.png": spellings,
    "guide/tag-uri.png": tag_uri,
    "guide/threads.jpg": threads,
    "iranbacked/two-claims.png": two_claims,
    "iranbacked/two-counts.png": two_counts,
    "iranbacked/two-reports.png": two_reports,
    "iranbacked/who-says-what.png": who_says_what,
    "tags/places.webp": places,
}
"""The pictures by their paths in `content/`."""


def encoded(path: str, image: Image.Image) -> bytes:
    """A picture in the format of its path."""
    data = io.BytesIO()
    if path.endswith(".png"):
        image.quantize(64, dither=Image.Dither.NONE).save(data, "PNG", optimize=True)
    elif path.endswith(".webp"):
        image.save(data, "WEBP", lossless=True, quality=100, method=6)
    else:
        image.save(data, "JPEG", quality=88, optimize=True, progressive=True)
    return data.getvalue()


def write(paths: Iterable[str] = PICTURES) -> None:
    for path in paths:
        (CONTENT / path).write_bytes(encoded(path, PICTURES[path]().finished()))


if __name__ == "__main__":
    write()
