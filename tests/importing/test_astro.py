"""Imports of Astro sites, and MDX."""

from __future__ import annotations

from pathlib import Path

from conftest import Site
from generator_sites import PICTURE, moved, placed, written

from tagarchive.importing.generators.astro import reader as astro
from tagarchive.importing.generators.astro.mdx import as_markdown
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Noted

SITE: dict[str, str | bytes] = {
    "astro.config.mjs": "export default defineConfig({ site: 'https://fjord.example', base: '/n' });",
    "src/content.config.ts": "export const collections = {};",
    "src/content/authors/lea.json": '{"name": "Lea Dahl", "email": "lea@fjord.example"}',
    "src/content/blog/First Boat.md": (
        "---\ntitle: 'The first boat'\ndescription: 'Oars &amp; sails'\npubDate: 'Jul 08 2020'\n"
        "updatedDate: 2020-07-10\nheroImage: './boat.png'\nheroAlt: 'A boat'\ntags: [boat]\nauthor: lea\n"
        "canonicalURL: https://other.example/boat\npublished: true\n---\n"
        "Next: [second](./second.mdx#oars) and [none](./none.md).\n"
    ),
    "src/content/blog/second.mdx": (
        "---\ntitle: Second\npublishedAt: 2020-08-01T10:00:00+02:00\ntags: boat, oars\n"
        "author: {name: Ida Lund, twitter: '@ida', email: ida@fjord.example}\n---\n"
        "import Map from '../Map.astro';\nimport boat from './boat.png';\nexport const oars = 4;\n\n"
        "## Oars & more\n\n[here](#oars--more)\n\n{oars} oars, {count()}.\n\n<Map at={[1, 2]}>\n  In *it*.\n</Map>\n\n"
        '<img src={boat.src} alt="A boat" />\n<YouTube id="abcdefghijk" />\n\n{/* secret */}\n'
    ),
    "src/content/blog/guide/index.md": "---\ntitle: Guide\npubDate: 2020-09-01\nslug: way\n---\nG\n",
    "src/content/blog/sea.nb.md": "---\ntitle: Sjø\npubDate: 2020-09-02\ndraft: true\n---\nS\n",
    "src/content/blog/sea.en.md": "---\ntitle: Sea\npubDate: 2020-09-02\n---\nS\n",
    "src/content/blog/_part.md": "Part.\n",
    "src/content/blog/boat.png": PICTURE,
    "src/pages/about.md": "---\ntitle: About\nlayout: ../layouts/Page.astro\n---\nA\n",
    "README.md": "# Code\n",
}
FIRST, SECOND = "src/content/blog/First Boat.md", "src/content/blog/second.mdx"


def test_front_matter_becomes_ours_and_addresses_are_said_to_be_guesses(tmp_path: Path) -> None:
    found = moved(tmp_path, astro, SITE)
    assert dict(found.matter(FIRST)) == {
        "title": "The first boat",
        "summary": "Oars & sails",
        "date": "2020-07-08",
        "updated": "2020-07-10",
        "authors": ["Lea Dahl"],
        "tags": ["boat"],
        "image": {"src": "./boat.png", "alt": "A boat"},
        "source": {"name": "other.example", "url": "https://other.example/boat"},
        "aliases": ["/n/blog/first-boat/"],
    }
    assert found.guessed(FIRST) == {"source.name": "other.example"}
    assert "are guesses: the folder of the collection stands in" in found.notes()
    assert found.matter(SECOND)["authors"] == ["Ida Lund"]
    assert found.matter("src/content/blog/guide/index.md")["aliases"] == ["/n/blog/way/"]
    assert found.items["src/pages/about.md"].type == "page"
    assert found.matter("src/pages/about.md")["aliases"] == ["/n/about/"]
    assert "@fjord" not in repr(found)
    assert {"README.md", "src/content/blog/_part.md"} <= set(found.skipped)


def test_pairs_of_languages_have_names_of_their_own(tmp_path: Path) -> None:
    found = moved(tmp_path, astro, SITE)
    pair = [found.items[f"src/content/blog/sea.{code}.md"] for code in ("nb", "en")]
    assert [(item.name, item.matter["lang"], item.matter.get("draft")) for item in pair] == [
        ("sea-nb", "nb", True),
        ("sea-en", "en", None),
    ]
    assert pair[0].base != pair[1].base


def test_mdx_becomes_markdown(tmp_path: Path) -> None:
    found = moved(tmp_path, astro, SITE)
    assert found.text(SECOND).strip() == (
        '<a id="oars--more"></a>\n\n## Oars & more\n\n[here](#oars--more)\n\n4 oars, {count()}.\n\n'
        "\\<Map at={[1, 2]}>\n  In *it*.\n\\</Map>\n\n![A boat](./boat.png)\n\n"
        '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk"></iframe>'
    )
    assert found.lost(SECOND) == [
        ("shortcode", "{count()}", 15),
        ("shortcode", "<Map at={[1, 2]}>", 17),
        ("comment in the text", "a comment", 24),
    ]
    assert "{oars} became 4" in found.notes(SECOND)
    assert found.text(FIRST) == "Next: [second](origin:src/content/blog/second.mdx#oars) and [none](./none.md).\n"


def test_statements_end_where_their_brackets_close() -> None:
    code = "import {\n  A,\n\n  B\n} from 'x'\nexport const a = {\n  b: [1,\n\n 2],\n}\n"
    text = "Text\n\n```js\nimport x from 'y'\n```\n"
    assert as_markdown(f"{code}{text}", 1).text.strip() == "Text\n\n```js\nimport x from 'y'\n```"


def test_words_that_look_like_mdx_stay() -> None:
    text = "import taxes rose.\n\n`{code}` \\{x} $\\frac{a}{b}$ ## A {#id}\n\n<b>bold</b> {'text'} {\"\"}\n"
    done = as_markdown(text, 1)
    assert done.text == text.replace("{'text'}", "text").replace('{""}', "")
    assert done.remarks == (Noted("{'text'} became text", 5),)


def test_sites_are_recognised(tmp_path: Path) -> None:
    assert astro.recognises(files_at(placed(tmp_path / "a", SITE)))
    assert astro.recognises(files_at(placed(tmp_path / "b", {"src/content/x/a.md": "A"})))
    assert not astro.recognises(files_at(placed(tmp_path / "c", {"a.md": "A"})))


def test_the_site_builds_and_a_second_import_changes_nothing(site: Site, tmp_path: Path) -> None:
    written(site.root, tmp_path, astro, SITE)
    assert "[second](second.md#oars)" in (site.root / "content/2020/first-boat.md").read_text()
    second = (site.root / "content/2020/second.md").read_text()
    assert "![A boat](../media/blog/boat.png)" in second
    page = site.build()["articles/second/index.html"].decode()
    assert 'id="oars--more"' in page
    assert "&lt;Map at={[1, 2]}&gt;" in page
    assert not written(site.root, tmp_path, astro, SITE).files
