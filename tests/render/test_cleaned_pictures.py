"""Pictures as they are published: what they say of people and places is gone, and they look as before."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from picture_set import BLUE, FRAMES, GREEN, RED, REFUSED, SECRET, SOUND, XMP, YELLOW, p3_profile, saved, secrets
from PIL import Image, ImageChops, ImageOps

from tagarchive.reading.image_options import ImageOptions
from tagarchive.reading.pictures.facts import PictureFacts
from tagarchive.reading.pictures.variants import wishes_of
from tagarchive.reading.theme_options import ThemeOptions
from tagarchive.render.pictures.cleaning import cleaned
from tagarchive.render.pictures.damage import DamagedError
from tagarchive.render.pictures.measuring import facts_of
from tagarchive.render.pictures.smaller import variants

WISHES = wishes_of(ImageOptions(widths=(30, 60)), ThemeOptions())
PIXELS = sorted(name for name in SOUND if not name.endswith(".svg"))
STILL = [name for name in PIXELS if not name.startswith("moving")]

KNOWN = {"SourceFile", "ExifTool", "File", "Composite"}
"""Groups of facts that are about the file itself."""

HARMLESS = {
    *(
        "JFIF",
        "ICC_Profile",
        "ICC-header",
        "Adobe",
        "RIFF",
        "GIF",
        "QuickTime",
        "Meta",
        "Track1",
        "Track2",
        "PNG",
        "PNG-pHYs",
    ),
}
"""Groups of facts about pixels, colours and frames."""


def facts(name: str) -> PictureFacts:
    return facts_of(name, SOUND[name](), WISHES)


def upright(data: bytes) -> Image.Image:
    """A picture as a browser shows it."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return ImageOps.exif_transpose(image).convert("RGBA").convert("RGB")


def looks_like(one: Image.Image, other: Image.Image, tolerance: int = 12) -> bool:
    assert one.size == other.size
    return max(high for _, high in ImageChops.difference(one, other).getextrema()) <= tolerance  # type: ignore[misc]


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    width, height = image.size
    spots = [(width // 4, height // 4), (width * 3 // 4, height // 4)]
    spots += [(width // 4, height * 3 // 4), (width * 3 // 4, height * 3 // 4)]
    return [pixel for spot in spots if isinstance(pixel := image.getpixel(spot), tuple)]


def near(one: tuple[int, ...], other: tuple[int, ...], tolerance: int = 14) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("name", sorted(SOUND))
def test_nothing_of_people_and_places_is_left_in_a_published_picture(name: str) -> None:
    data = SOUND[name]()
    clean = cleaned(name, data)
    made = [clean, *(one.data for one in variants(clean, facts(name).variants, 80))] if name in STILL else [clean]
    for published in made:
        assert SECRET not in published
        assert b"Secretowner" not in published
        assert b"xmpmeta" not in published


@pytest.mark.parametrize("name", PIXELS)
def test_pillow_reads_no_metadata_but_the_way_up(name: str) -> None:
    with Image.open(io.BytesIO(cleaned(name, SOUND[name]()))) as image:
        image.load()
        exif = image.getexif()
        assert set(exif) <= {0x0112}
        assert not exif.get_ifd(0x8825)
        assert not image.info.get("xmp", b"").strip()
        assert not {"comment", "XML:com.adobe.xmp", "photoshop", "Author", "mp"} & set(image.info)


def test_exiftool_reads_no_metadata(tmp_path: Path) -> None:
    for name in SOUND:
        (tmp_path / name).write_bytes(cleaned(name, SOUND[name]()))
    command = [shutil.which("exiftool") or "exiftool", "-json", "-G1", "-a", "-u", *sorted(SOUND)]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
    found = json.loads(told.stdout)
    assert len(found) == len(SOUND)
    for one in found:
        groups = {(key.split(":")[0], key) for key in one}
        odd = {key for group, key in groups if group not in KNOWN | HARMLESS and not key.endswith(":Orientation")}
        assert not {key for key in odd if not key.startswith(("SVG:", "IFD0:", "System:"))}, one["SourceFile"]
        assert not [key for key in one if "GPS" in key or "Serial" in key or "Artist" in key or ":Copyright" in key]


@pytest.mark.parametrize("name", PIXELS)
def test_a_cleaned_picture_has_the_pixels_of_the_picture(name: str) -> None:
    data = SOUND[name]()
    assert looks_like(upright(cleaned(name, data)), upright(data), 0)


@pytest.mark.parametrize("name", sorted(SOUND))
def test_cleaning_a_clean_picture_changes_nothing(name: str) -> None:
    clean = cleaned(name, SOUND[name]())
    assert cleaned(name, clean) == clean


@pytest.mark.parametrize("name", [name for name in STILL if name.startswith("turned")])
def test_smaller_files_are_upright(name: str) -> None:
    found, clean = facts(name), cleaned(name, SOUND[name]())
    shown = upright(SOUND[name]())
    assert (found.width, found.height) == shown.size
    wanted = [one for one in found.variants if one.format != "avif"] or list(found.variants)
    for made in variants(clean, wanted, 90):
        small = upright(made.data)
        assert small.size == (made.variant.width, made.variant.height)
        assert all(near(*pair) for pair in zip(corners(small), corners(shown), strict=True))


def test_the_set_turns_every_way() -> None:
    ways = {tuple(map(tuple, (round_colours(corners(upright(SOUND[f"turned-{n}.jpg"]())))))) for n in range(1, 9)}
    assert len(ways) == 8


def round_colours(colours: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return [
        min((RED, GREEN, BLUE, YELLOW), key=lambda known: sum(abs(a - b) for a, b in zip(known, one, strict=True)))
        for one in colours
    ]


@pytest.mark.parametrize("name", STILL)
def test_smaller_files_look_like_the_picture(name: str) -> None:
    found, clean = facts(name), cleaned(name, SOUND[name]())
    for made in variants(clean, found.variants, 95):
        with Image.open(io.BytesIO(made.data)) as image:
            assert image.format == made.variant.format.upper()
            assert image.mode in ("RGB", "RGBA", "L")
            assert not image.info.get("icc_profile")
            assert not image.getexif()
            assert image.width < found.width or made.variant.format == "avif"


def test_a_wide_profile_is_kept_in_the_picture_and_applied_in_smaller_files() -> None:
    data = SOUND["wide.jpg"]()
    clean = cleaned("wide.jpg", data)
    with Image.open(io.BytesIO(clean)) as image:
        assert image.info["icc_profile"] == p3_profile()
    (made,) = variants(clean, [one for one in facts("wide.jpg").variants if one.format == "jpeg"][:1], 95)
    plain = upright(clean)
    red, green = corners(upright(made.data))[:2]
    # The red of P3 is redder than that of sRGB, and its green greener.
    assert red[0] > corners(plain)[0][0] + 8
    assert green[0] < corners(plain)[1][0] - 8


def test_inks_become_colours() -> None:
    for made in variants(cleaned("inks.jpg", SOUND["inks.jpg"]()), facts("inks.jpg").variants, 95):
        assert round_colours(corners(upright(made.data))) == [RED, GREEN, BLUE, YELLOW]


@pytest.mark.parametrize("name", ["sixteen.png", "sixteen-grey.png"])
def test_sixteen_bits_become_eight_from_black_to_white(name: str) -> None:
    for made in variants(SOUND[name](), facts(name).variants, 95):
        image = upright(made.data)
        row = [pixel[0] for x in range(image.width) if isinstance(pixel := image.getpixel((x, 2)), tuple)]
        assert row[0] < 12
        assert row[-1] > 243
        assert abs(row[len(row) // 2] - 128) < 10


def test_what_is_clear_stays_clear_and_has_no_colour() -> None:
    for name in ("clear.png", "clear-grey.png", "clear-palette.png"):
        assert facts(name).colour == ""
        for made in variants(SOUND[name](), facts(name).variants, 80):
            with Image.open(io.BytesIO(made.data)) as image:
                assert image.mode == "RGBA"
                assert image.getchannel("A").getextrema()[0] < 255  # type: ignore[operator]
    assert facts("bits.png").colour


@pytest.mark.parametrize("name", ["moving.gif", "moving.webp", "moving.png", "moving.avif"])
def test_a_picture_that_moves_goes_on_moving_and_has_no_smaller_files(name: str) -> None:
    found = facts(name)
    assert found.moves
    assert not found.variants
    with Image.open(io.BytesIO(cleaned(name, SOUND[name]()))) as image:
        assert image.n_frames == len(FRAMES)  # type: ignore[attr-defined]
        assert not image.info.get("loop")


def test_a_picture_is_never_made_wider_and_a_tiny_one_has_no_smaller_files() -> None:
    assert not facts("tiny.png").variants
    assert {one.width for one in facts("large.jpg").variants} == {30, 60}
    wishes = wishes_of(ImageOptions(widths=(400, 4000)), ThemeOptions())
    found = facts_of("large.jpg", SOUND["large.jpg"](), wishes)
    assert [(one.format, one.width, one.height) for one in found.variants] == [
        ("avif", 400, 267),
        ("avif", 1800, 1200),
        ("jpeg", 400, 267),
    ]


def test_a_smaller_file_that_is_larger_is_left_out() -> None:
    flat = saved(Image.new("P", (640, 400), 3), "PNG")
    wishes = wishes_of(ImageOptions(widths=(320, 600)), ThemeOptions())
    found = facts_of("flat.png", flat, wishes)
    for made in variants(flat, found.variants, 80):
        assert len(made.data) < len(flat)
    assert len(found.variants) < 4


def test_the_colour_is_the_average() -> None:
    assert facts_of("a.png", saved(Image.new("RGB", (500, 9), (10, 20, 30)), "PNG"), WISHES).colour == "#0a141e"


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_picture_that_can_not_be_shown_is_refused_with_its_reason(name: str) -> None:
    make, code = REFUSED[name]
    found = facts_of(name, make(), WISHES)
    assert found.fault
    assert found.fault.code == code
    assert found.fault.hint


@pytest.mark.parametrize("name", PIXELS)
def test_a_picture_cut_anywhere_is_refused_or_sound_and_never_a_crash(name: str) -> None:
    data = SOUND[name]()
    for length in range(0, len(data), max(1, len(data) // 25)):
        found = facts_of(name, data[:length], WISHES)
        assert found.fault or found.width


def test_what_a_broken_picture_says_of_its_owner_is_never_let_through() -> None:
    for name in PIXELS:
        data = SOUND[name]()
        for at in range(8, min(len(data), 400), 37):
            broken = data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :]
            try:
                clean = cleaned(name, broken)
            except DamagedError:
                continue
            if not name.endswith(".avif"):
                assert XMP not in clean


def test_a_photo_of_a_phone_keeps_no_place_whatever_its_name() -> None:
    heic = SOUND["new.avif"]().replace(b"avif", b"heic", 1)
    data = heic[:8] + b"heic" + heic[12:]
    clean = cleaned("x.heic", data.replace(b"avif", b"heic"))
    assert SECRET not in clean
    assert len(clean) == len(data)
    assert secrets().get_ifd(0x8825)
