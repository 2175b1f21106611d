"""Each part of an article that is data: shown on its page, carried by feeds, JSON-LD and exports."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from html import unescape

import pytest
from conftest import Site

PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "dateline": ("{place: BAGHDAD, date: Nov 8, agency: Wire}", ("BAGHDAD, Nov 8 (Wire)",)),
    "key_points": ('["Nobody & nothing", Second point]', ("Nobody & nothing", "Second point")),
    "credits": ("[{role: Editor, names: [Ann <Lee>]}, {role: Contributor, names: [Bo]}]", ("Ann <Lee>", "Bo")),
    "films": ("[{title: A march, url: 'https://film.example/1', poster: f.svg}]", ("A march", "film.example/1")),
    "rights": ("© 2021 Ann & Bo", ("© 2021 Ann & Bo",)),
    "image": ("[{src: a.svg, alt: A}, {src: b.svg, alt: B}]", ("/files/a.svg", "/files/b.svg")),
}
"""Keys of front matter, each with a value and the texts by which it is known."""

Read = Callable[[Mapping[str, bytes], str], str]


def _page(files: Mapping[str, bytes], name: str) -> str:
    page = files[f"articles/{name}/index.html"].decode()
    return unescape(page.partition("<article")[2].partition("</article>")[0].partition("<details")[0])


def _full_text(files: Mapping[str, bytes], name: str) -> str:
    return unescape(files[f"tag/{name}/index.html"].decode().partition("<main")[2])


def _linked_data(files: Mapping[str, bytes], name: str) -> str:
    (block,) = re.findall(r"ld\+json\">(.*?)</script>", files[f"articles/{name}/index.html"].decode(), re.DOTALL)
    return json.dumps(json.loads(block)["@graph"][0], ensure_ascii=False)


def _xml(feed: str) -> Read:
    return lambda files, name: unescape(unescape(files[f"tag/{name}/{feed}"].decode()))


def _json(path: str) -> Read:
    return lambda files, name: unescape(json.dumps(json.loads(files[f"tag/{name}/{path}"]), ensure_ascii=False))


def _table(files: Mapping[str, bytes], name: str) -> str:
    rows = csv.reader(io.StringIO(files[f"tag/{name}/articles.csv"].decode("utf-8-sig")))
    return "\n".join(cell for row in rows for cell in row)


PLACES: Mapping[str, Read] = {
    "page": _page,
    "RSS": _xml("feed.xml"),
    "Atom": _xml("atom.xml"),
    "JSON Feed": _json("feed.json"),
    "JSON-LD": _linked_data,
    "articles.json": _json("articles.json"),
    "articles.csv": _table,
    "full text in a list": _full_text,
}
"""Places that carry the parts, each with what stands there of an article."""

NOT_THERE = {("image", "full text in a list")}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """An article with each part, under a tag of its own."""
    site = Site(tmp_path_factory.mktemp("parts"))
    lists = 'archive.show = "full"\ntheme.thumbnails = false\n'
    site.write(f'-- site.toml --\ntitle = "Desk"\nbase_url = "https://desk.example/"\n{lists}')
    for name in "abf":
        site.put(f"content/{name}.svg", b"<svg/>")
    for key, (value, _) in PARTS.items():
        site.article(key.replace("_", "-"), tags=f"[{key.replace('_', '-')}]", summary="S.", **{key: value})
    return site.build()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", PARTS)
def test_each_part_is_carried(files: Mapping[str, bytes], key: str, place: str) -> None:
    text = PLACES[place](files, key.replace("_", "-"))
    for known in PARTS[key][1]:
        assert (known in text) == ((key, place) not in NOT_THERE), text


def test_posters_and_pictures_are_published(files: Mapping[str, bytes]) -> None:
    assert {path for path in files if path.startswith("files/")} == {"files/a.svg", "files/b.svg", "files/f.svg"}
    assert "/files/f.svg" in _page(files, "films")
    assert all("/files/f.svg" in PLACES[place](files, "films") for place in PLACES if place != "articles.csv")
