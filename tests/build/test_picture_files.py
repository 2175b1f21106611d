"""Pictures in builds: what each edit makes again, that none is opened twice, and what is not published."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import CONFIG, NOW, Site, told
from picture_set import REFUSED, SECRET, SOUND, jpeg_of_camera, photo, quarters, saved
from PIL import Image

from tagarchive.build import extras
from tagarchive.build.pictures import picture_bytes
from tagarchive.core.content_names import is_smaller_picture

PHOTO = saved(photo(), "JPEG", quality=92)
OTHER = saved(photo().transpose(Image.Transpose.ROTATE_180), "JPEG", quality=92)
WIDTHS = "[images]\nwidths = [100, 200]\n"
CHECKOUT = Path(__file__).parent.parent.parent


@pytest.fixture
def pictured(site: Site) -> Site:
    """Two articles, of which one shows a photo at its head and the other within its text."""
    site.write(f"-- site.toml --\n{CONFIG}{WIDTHS}").put("content/p.jpg", PHOTO)
    site.article("a", image="{src: p.jpg, alt: A quay}", tags="[x]").article(
        "b", summary="S.", body="Text. ![A quay](p.jpg)"
    )
    site.build()
    return site


def rendered(site: Site) -> set[str]:
    """The files that a build renders, without those for programs."""
    site.build()
    return {path for path in site.report.rendered if path.endswith(".html") or path.startswith("files/")}


def sizes(site: Site) -> list[str]:
    return [path.replace(path.split(".")[-2], "*") for path in site.published() if is_smaller_picture(path)]


def test_a_picture_has_files_of_each_width_in_two_formats_beside_its_address(pictured: Site) -> None:
    files = pictured.published()
    assert files["files/p.jpg"] == PHOTO
    assert sizes(pictured) == ["files/p.jpg.100w.*.avif", "files/p.jpg.200w.*.avif", "files/p.jpg.200w.*.jpg"]
    page = files["articles/a/index.html"].decode()
    srcset = page.partition('<source type="image/avif" srcset="')[2].partition('"')[0]
    for candidate in srcset.split(", "):
        url, width = candidate.split(" ")
        with Image.open(io.BytesIO(files[url[1:]])) as image:
            assert f"{image.width}w" == width
    assert 'width="900" height="600"' in page


def test_every_file_that_a_page_names_is_there_and_no_other_is(pictured: Site) -> None:
    files = pictured.published()
    pages = " ".join(data.decode() for path, data in files.items() if path.endswith((".html", ".xml", ".json")))
    for path in files:
        if is_smaller_picture(path):
            assert f"/{path}" in pages


def test_a_build_with_nothing_to_do_and_one_after_an_edit_open_no_picture(pictured: Site) -> None:
    with patch.object(Image, "open", side_effect=AssertionError):
        assert not rendered(pictured)
        pictured.article("b", summary="S.", body="Other words. ![A quay](p.jpg)")
        assert rendered(pictured) == {"articles/b/index.html"}


def test_pillow_is_imported_only_where_a_picture_is_made(pictured: Site) -> None:
    pictured.article("b", body="Other words. ![A quay](p.jpg)")
    code = (
        "import sys; from tagarchive.commands.main import main;"
        f"assert main(['--root', {str(pictured.root)!r}, '--output', {str(pictured.output)!r}]) == 0;"
        "print('PIL.Image' in sys.modules)"
    )
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_an_edit_of_a_picture_makes_its_files_and_what_shows_it(pictured: Site) -> None:
    pictured.article("c")
    pictured.build()
    pictured.put("content/p.jpg", OTHER)
    made = rendered(pictured)
    assert {path for path in made if path.endswith(".html")} == {
        "articles/a/index.html", "articles/b/index.html", "index.html", "tag/x/index.html", "2021/index.html",
    }  # fmt: skip
    assert len([path for path in made if path.startswith("files/")]) == 4
    assert len(sizes(pictured)) == 3


def test_another_quality_makes_smaller_files_anew_and_leaves_the_picture_alone(pictured: Site) -> None:
    pictured.write(f"-- site.toml --\n{CONFIG}{WIDTHS}quality = 60\n")
    made = rendered(pictured)
    assert "files/p.jpg" not in made
    assert len([path for path in made if path.startswith("files/")]) == 3
    assert len(sizes(pictured)) == 3


def test_other_widths_make_only_the_files_that_are_new(pictured: Site) -> None:
    pictured.write(f"-- site.toml --\n{CONFIG}[images]\nwidths = [100, 200, 300]\n")
    made = [path for path in rendered(pictured) if path.startswith("files/")]
    assert sorted(path.split(".")[2] for path in made) == ["300w", "300w"]


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """The paths of the pictures that are opened to make smaller files of them."""
    paths: list[str] = []
    made = picture_bytes._made  # noqa: SLF001

    def noted(root: Path, missing: dict[object, object]) -> object:
        paths.extend(str(variant) for variant in missing if variant)
        return made(root, missing)  # type: ignore[arg-type]

    with patch.object(picture_bytes, "_made", noted):
        yield paths


def test_a_clean_build_and_a_picture_that_moved_encode_nothing_again(pictured: Site, opened: list[str]) -> None:
    before = pictured.published()
    assert pictured.build(clean=True) == before
    (pictured.root / "content/q").mkdir()
    (pictured.root / "content/p.jpg").rename(pictured.root / "content/q/moved.jpg")
    pictured.article("a", image="{src: q/moved.jpg, alt: A quay}", tags="[x]").article("b")
    files = pictured.build()
    assert not opened
    assert len([path for path in files if path.startswith("files/q/moved.jpg.")]) == 3
    assert not [path for path in files if path.startswith("files/p.jpg")]


def test_a_damaged_cache_is_made_again(pictured: Site, opened: list[str]) -> None:
    before = pictured.published()
    for file in (pictured.root / ".tagarchive/pictures").iterdir():
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert pictured.build(clean=True) == before
    assert len(opened) == 3


def test_the_cache_holds_what_the_site_needs_and_no_more(pictured: Site) -> None:
    cache = pictured.root / ".tagarchive/pictures"
    assert len(list(cache.iterdir())) == 3
    pictured.put("content/p.jpg", OTHER).build()
    assert len(list(cache.iterdir())) == 3
    pictured.delete("content/p.jpg").article("a").article("b").build()
    pictured.put("content/n.png", saved(quarters(), "PNG")).build()
    assert not list(cache.iterdir())


def test_processes_make_the_same_files_as_one(pictured: Site) -> None:
    before = pictured.published()
    for number in range(5):
        pictured.put(f"content/{number}.jpg", saved(photo(300 + number, 200), "JPEG"))
    pictured.article("c", body=" ".join(f"![x]({number}.jpg)" for number in range(5)))
    many = pictured.build(jobs=2)
    assert set(before) < set(many)
    assert pictured.build(clean=True) == many


def test_all_kinds_of_pictures_are_published_clean(site: Site) -> None:
    for name, make in SOUND.items():
        site.put(f"content/{name}", make())
    files = site.article("a", body=" ".join(f"![x]({name})" for name in SOUND)).build()
    assert {f"files/{name}" for name in SOUND} <= set(files)
    assert not [path for path, data in files.items() if SECRET in data or b"<script>alert" in data]


def test_pictures_that_can_not_be_shown_stop_the_build_at_the_line_that_shows_them(site: Site) -> None:
    names = sorted(REFUSED)
    for name in names:
        site.put(f"content/{name}", REFUSED[name][0]())
    problems = site.article("a", body="\n\n".join(f"![x]({name})" for name in names)).problems()
    assert [str(problem) for problem in problems] == [
        f"content/a.md:{5 + 2 * number}:6: {REFUSED[name][1]}" for number, name in enumerate(names)
    ]
    assert problems[0].message.startswith(f"found content/{names[0]}, a ")


def test_a_refused_picture_at_the_head_is_told_there_and_one_that_nothing_shows_is_not(site: Site) -> None:
    site.put("content/cut.jpg", REFUSED["cut.jpg"][0]())
    assert not [one for one in site.article("a").notices() if one.code == "damaged-picture"]
    (problem,) = site.article("a", image="{src: cut.jpg, alt: A quay}").problems()
    assert problem == "content/a.md:4:14: damaged-picture"


def test_without_images_pictures_are_published_as_they_are(pictured: Site) -> None:
    data = jpeg_of_camera()
    files = pictured.write(f"-- site.toml --\n{CONFIG}[images]\nenabled = false\n").put("content/p.jpg", data).build()
    assert files["files/p.jpg"] == data
    assert not sizes(pictured)
    assert "srcset" not in files["articles/a/index.html"].decode()


def test_without_pillow_pictures_are_as_they_are_and_only_a_wish_for_it_is_told(pictured: Site) -> None:
    with patch.object(extras, "find_spec", return_value=None):
        pictured.write(f"-- site.toml --\n{CONFIG}# No Pillow.\n")
        assert not pictured.notices()
        assert not sizes(pictured)
        pictured.write(f"-- site.toml --\n{CONFIG}[images]\nenabled = true\n")
        (notice,) = pictured.notices()
    assert notice == "site.toml: missing-extra"
    assert "tagarchive[images]" in notice.hint


@pytest.mark.parametrize("keys", [{"draft": "true"}, {"withdrawn": "{date: 2021-02-02}"}, {"expires": "2021-02-02"}])
def test_no_file_of_a_picture_is_published_with_an_article_that_is_not(pictured: Site, keys: dict[str, str]) -> None:
    pictured.article("a", image="{src: p.jpg, alt: A quay}", **keys).article("b")
    assert not [path for path in pictured.build() if path.startswith("files/")]


def test_a_drawing_is_cleaned_unless_the_config_trusts_its_author(site: Site) -> None:
    data = SOUND["drawing.svg"]()
    site.put("content/d.svg", data).article("a", body="![d](d.svg)")
    files = site.build()
    assert b"<rect" in files["files/d.svg"]
    assert b"script" not in files["files/d.svg"]
    assert b"onload" not in files["files/d.svg"]
    assert "content/d.svg: active-file" in told(site.report.notices)
    assert site.write(f"-- site.toml --\n{CONFIG}[html]\nsanitise = false\n").build()["files/d.svg"] == data


def test_lists_show_the_picture_of_an_article_small_and_without_words(pictured: Site) -> None:
    page = pictured.page("tag/x/index.html")
    thumbnail = page.partition('<a class="thumbnail"')[2].partition("</a>")[0]
    assert 'aria-hidden="true"' in thumbnail
    assert 'alt=""' in thumbnail
    assert "100w" in thumbnail
    assert 'loading="lazy"' in thumbnail
    pictured.write(f"-- site.toml --\n{CONFIG}{WIDTHS}[theme]\nthumbnails = false\n")
    assert "thumbnail" not in pictured.page("tag/x/index.html")


def test_the_first_picture_of_a_page_loads_at_once_and_the_others_when_they_are_near(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}{WIDTHS}").put("content/p.jpg", PHOTO)
    body = "![one](p.jpg)\n\n![two](p.jpg)"
    files = site.article("a", image="{src: p.jpg, alt: A quay}", body=body).article("b", body=body).build()
    first, *others = files["articles/a/index.html"].decode().split("<img ")[1:]
    assert 'fetchpriority="high"' in first
    assert all('loading="lazy"' in image for image in others)
    first, *others = files["articles/b/index.html"].decode().split("<img ")[1:]
    assert "loading" not in first
    assert all('loading="lazy"' in image for image in others)


def test_feeds_and_posts_have_one_file_that_all_readers_show(site: Site) -> None:
    site.put("content/p.avif", saved(photo(1500, 1000), "AVIF")).put("content/q.jpg", saved(photo(1500, 1000), "JPEG"))
    image = "[{src: p.avif, alt: A quay}, {src: q.jpg, alt: Two}]"
    files = site.article("a", image=image, body="![in it](q.jpg) [large](q.jpg)").build()
    feed, page = files["feed.xml"].decode(), files["articles/a/index.html"].decode()
    assert '.avif"' not in feed
    assert "srcset" not in feed
    assert '<a href="https://desk.example/files/q.jpg">large</a>' in feed
    posted = page.partition('<meta property="og:image" content="https://desk.example/')[2].partition('"')[0]
    assert posted.endswith(".jpg")
    with Image.open(io.BytesIO(files[posted])) as shown:
        assert f'width="{shown.width}" height="{shown.height}"' in feed
        assert 1000 <= shown.width <= 1400
    assert f'<media:content url="https://desk.example/{posted}" type="image/jpeg"' in feed


def test_a_size_that_an_author_gives_holds(site: Site) -> None:
    site.write(f"-- site.toml --\n{CONFIG}{WIDTHS}").put("content/p.jpg", PHOTO)
    page = site.article("a", body='<img src="p.jpg" alt="x" width="120">').page("articles/a/index.html")
    assert 'sizes="120px"' in page
    assert 'height="600"' not in page
