"""Obsidian: links by name, embeds, tags in the text, comments, callouts, and notes that are none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from imports import OPTIONS
from read_sites import Read, is_markdown, read

from tagarchive.importing.generators.obsidian import reader as obsidian
from tagarchive.importing.inputs.files import files_at

APP = {".obsidian/app.json": '{"strictLineBreaks": true}'}
WELL = (
    "---\naliases: [Deep one]\n---\n# The well\n\n## At night\n\nIt is dark. ^dark\n\n### Rope & bucket\n\n- wet ^wet\n"
)


def vault(folder: Path, files: Mapping[str, str | bytes]) -> Read:
    return read(obsidian, folder, {**APP, **files})


def note(folder: Path, text: str, **more: str) -> Read:
    return vault(folder, {"Notes/Well.md": WELL, "Notes/Inn.md": text, **more})


def body(folder: Path, text: str, **more: str) -> str:
    return note(folder, text, **more).text("Notes/Inn.md").strip()


def test_a_note_becomes_an_article_in_gfm(tmp_path: Path) -> None:
    fields = "tags: [Ale, '#bread/rye']\ncreated: 2023-03-04T05:06\npermalink: the-inn\ncssclasses: [wide]\n"
    text = f"---\n{fields}publish: true\n---\nWords.\n"
    found = note(tmp_path, text)
    assert found.matter("Notes/Inn.md") == {
        "title": "Inn",
        "date": "2023-03-04T05:06:00+00:00",
        "tags": ["Ale", "bread/rye"],
        "aliases": ["/the-inn/"],
        "extra": {"cssclasses": ["wide"]},
    }
    assert is_markdown(found.items["Notes/Inn.md"], "gfm")
    assert found.guessed("Notes/Inn.md").keys() == {"title", "date"}


def test_the_first_heading_is_the_title_and_leaves_the_text(tmp_path: Path) -> None:
    found = note(tmp_path, "Words.\n")
    assert found.matter("Notes/Well.md")["title"] == "The well"
    assert found.text("Notes/Well.md").startswith("## At night")
    assert "heading" in found.guessed("Notes/Well.md")["title"]
    assert found.matter("Notes/Inn.md")["title"] == "Inn"
    assert "name" in found.guessed("Notes/Inn.md")["title"]


def test_aliases_are_names_unless_they_are_addresses(tmp_path: Path) -> None:
    found = note(tmp_path, "---\naliases: [The pub, /old/inn]\nalias: Tavern\n---\nWords.\n")
    assert found.matter("Notes/Inn.md")["extra"] == {"aliases": ["The pub", "Tavern"]}
    assert found.matter("Notes/Inn.md")["aliases"] == ["/old/inn"]


def test_a_note_without_a_date_is_a_draft_of_the_day_of_the_import(tmp_path: Path) -> None:
    found = note(tmp_path, "Words.\n")
    matter = found.matter("Notes/Inn.md")
    assert (matter["date"], matter["draft"]) == ("2026-01-01", True)
    assert found.items["Notes/Inn.md"].stand_ins == {"date"}
    assert "date" in found.guessed("Notes/Inn.md")


@pytest.mark.parametrize("name", ["2024-02-03.md", "2024-02-03 A walk.md", "20240203.md", "daily/2024-02-03-x.md"])
def test_a_daily_note_has_the_date_of_its_name(tmp_path: Path, name: str) -> None:
    found = vault(tmp_path, {name: "Words.\n"})
    assert found.matter(name)["date"] == "2024-02-03"
    assert "name" in found.guessed(name)["date"]
    assert "draft" not in found.matter(name)


@pytest.mark.parametrize("name", ["2024-13-45.md", "1234567890.md", "12 monkeys.md"])
def test_other_numbers_in_names_are_no_dates(tmp_path: Path, name: str) -> None:
    assert vault(tmp_path, {name: "Words.\n"}).matter(name)["date"] == "2026-01-01"


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("[[Well]]", "[Well](origin:Notes/Well.md)"),
        ("[[well]]", "[well](origin:Notes/Well.md)"),
        ("[[Well.md]]", "[Well.md](origin:Notes/Well.md)"),
        ("[[Notes/Well]]", "[Notes/Well](origin:Notes/Well.md)"),
        ("[[Well|the hole]]", "[the hole](origin:Notes/Well.md)"),
        ("[[Well#At night]]", "[Well &gt; At night](origin:Notes/Well.md#at-night)"),
        ("[[Well#at NIGHT|x]]", "[x](origin:Notes/Well.md#at-night)"),
        ("[[Well#At night#Rope & bucket|x]]", "[x](origin:Notes/Well.md#rope-bucket)"),
        ("[[Well#The well|x]]", "[x](origin:Notes/Well.md)"),
        ("[[Well#^dark|x]]", "[x](origin:Notes/Well.md#block-dark)"),
        ("[[Well#^wet]]", "[Well](origin:Notes/Well.md#block-wet)"),
        ("[x](Well.md)", "[x](origin:Notes/Well.md)"),
        ("[x](../Notes/Well.md#At%20night)", "[x](origin:Notes/Well.md#at-night)"),
        ("[x](<Well.md>)", "[x](origin:Notes/Well.md)"),
        ("[x](obsidian://open?vault=v&file=Notes%2FWell)", "[x](origin:Notes/Well.md)"),
        ("[x](https://well.example/Well.md#At)", "[x](https://well.example/Well.md#At)"),
        ("`[[Well]]`", "`[[Well]]`"),
        ("```\n[[Well]]\n```", "```\n[[Well]]\n```"),
        ("a [[Well]] ==[[Well|b]]==", "a [Well](origin:Notes/Well.md) <mark>[b](origin:Notes/Well.md)</mark>"),
        ("| a |\n|---|\n| [[Well\\|x]] |", "| a |\n|---|\n| [x](origin:Notes/Well.md) |"),
    ],
)
def test_links_lead_to_notes(tmp_path: Path, written: str, led: str) -> None:
    found = note(tmp_path, f"{written}\n")
    assert found.text("Notes/Inn.md").strip() == led
    assert not found.lost("Notes/Inn.md")


def test_a_link_in_the_note_itself(tmp_path: Path) -> None:
    assert body(tmp_path, "[[#The bar]]\n\n## The bar\n\nx\n").startswith("[The bar](#the-bar)")


@pytest.mark.parametrize(
    ("written", "left", "what"),
    [
        ("[[Ferry]]", "Ferry", "[[Ferry]] names no note"),
        ("[[Ferry|the boat]]", "the boat", "[[Ferry|the boat]] names no note"),
        ("![[Ferry]]", "Ferry", "[[Ferry]] names no note"),
        ("![[gone.png|200]]", "gone.png", "gone.png"),
    ],
)
def test_what_is_not_there_becomes_text_and_is_listed(tmp_path: Path, written: str, left: str, what: str) -> None:
    found = note(tmp_path, f"---\nx: y\n---\n\n{written}\n")
    assert found.text("Notes/Inn.md").strip() == left
    assert [(text, line) for _, text, line in found.lost("Notes/Inn.md")] == [(what, 5)]


@pytest.mark.parametrize("heading", ["Gone", "^gone"])
def test_a_heading_or_block_that_is_not_there_is_listed(tmp_path: Path, heading: str) -> None:
    found = note(tmp_path, f"[[Well#{heading}|x]]\n")
    assert found.text("Notes/Inn.md").strip() == "[x](origin:Notes/Well.md)"
    assert [what for what, _, _ in found.lost("Notes/Inn.md")] == ["link"]


def test_blocks_become_anchors(tmp_path: Path) -> None:
    found = note(tmp_path, "x\n")
    assert 'It is dark. <a id="block-dark"></a>' in found.text("Notes/Well.md")
    assert '- wet <a id="block-wet"></a>' in found.text("Notes/Well.md")


def test_of_notes_with_one_name_the_nearest_is_meant(tmp_path: Path) -> None:
    files = {
        "a/Key.md": "1",
        "b/Key.md": "2",
        "b/c/Key.md": "3",
        "b/x.md": "[[Key]] [[a/Key]] [[c/Key]]",
        "y.md": "[[Key]]",
    }
    found = vault(tmp_path, files)
    assert found.text("b/x.md") == "[Key](origin:b/Key.md) [a/Key](origin:a/Key.md) [c/Key](origin:b/c/Key.md)"
    assert found.text("y.md") == "[Key](origin:a/Key.md)"


def test_notes_with_one_title_are_no_copies(tmp_path: Path) -> None:
    found = vault(tmp_path, {"a/Big key.md": "1", "b/Big key.md": "2", "Other.md": "3"})
    assert found.matter("a/Big key.md")["aliases"] == ["/a/Big+key"]
    assert found.matter("b/Big key.md")["aliases"] == ["/b/Big+key"]
    assert "aliases" not in found.matter("Other.md")


def test_a_front_page_of_a_folder_has_its_name(tmp_path: Path) -> None:
    assert vault(tmp_path, {"Brewing/index.md": "x"}).matter("Brewing/index.md")["title"] == "Brewing"


@pytest.mark.parametrize(
    ("written", "led"),
    [
        ("![[i.png]]", "![](/files/i.png)"),
        ("![[i.png|200]]", "![](/files/i.png)"),
        ("![[i.png|200x100]]", "![](/files/i.png)"),
        ("![[files/i.png|An i|200]]", "![An i](/files/i.png)"),
        ("![An i|200](i.png)", "![An i](/files/i.png)"),
        ("![200](../files/i.png)", "![](/files/i.png)"),
        ("![An i](https://i.example/i.png)", "![An i](https://i.example/i.png)"),
        ("![[s.mp3]]", '<audio src="/files/s.mp3"></audio>'),
        ("![[f.mp4]]", '<video src="/files/f.mp4"></video>'),
        ("![[d e.pdf]]", "[d e.pdf](/files/d%20e.pdf)"),
        ("[[d e.pdf|paper]]", "[paper](/files/d%20e.pdf)"),
        ("![](https://vimeo.com/12345)", '<iframe src="https://player.vimeo.com/video/12345"></iframe>'),
    ],
)
def test_embeds_and_pictures(tmp_path: Path, written: str, led: str) -> None:
    files = {f"files/{name}": "x" for name in ("i.png", "s.mp3", "f.mp4", "d e.pdf")}
    found = note(tmp_path, f"{written}\n", **files)
    assert found.text("Notes/Inn.md").strip() == led
    is_unsaid = led.startswith("![](")
    assert is_unsaid == any("alternative text" in text for text, _ in found.noted("Notes/Inn.md"))
    if "files" in led:
        assert found.media(
            "Notes/Inn.md", led.partition("(")[2].rstrip(")") or "/files/" + led.split("/")[2].split('"', maxsplit=1)[0]
        )


def test_an_embedded_note_becomes_a_link_and_is_listed(tmp_path: Path) -> None:
    found = note(tmp_path, "![[Well#At night]]\n")
    assert found.text("Notes/Inn.md").strip() == "[Well &gt; At night](origin:Notes/Well.md#at-night)"
    assert found.lost("Notes/Inn.md") == [("embed", "![[Well#At night]]; a link stands instead", 1)]


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#ale and #bread/rye, #été #a_b-c", ["ale", "bread/rye", "été", "a_b-c"]),
        ("#2024 # #- a#b `#code` [x](y#z) &#39; \\#no (#no)", []),
        ("```\n#code\n```\n<!-- #no -->", []),
        ("## Head #tag", ["tag"]),
        ("#y1984 #1984", ["y1984"]),
        ("$a #no b$ #yes", ["yes"]),
        ("`x`#no", []),
        ("#Ale #ale", ["Ale"]),
    ],
)
def test_tags_in_the_text(tmp_path: Path, text: str, tags: list[str]) -> None:
    found = note(tmp_path, f"{text}\n")
    assert found.matter("Notes/Inn.md").get("tags", []) == tags
    assert found.text("Notes/Inn.md").strip() == text


@pytest.mark.parametrize("tags", ["ale, bread", "ale bread", "['#ale', bread]", "\n  - ale\n  - bread"])
def test_tags_of_front_matter_in_their_shapes(tmp_path: Path, tags: str) -> None:
    found = note(tmp_path, f"---\ntags: {tags}\n---\nx #ale\n")
    assert found.matter("Notes/Inn.md")["tags"] == ["ale", "bread"]


@pytest.mark.parametrize(
    ("text", "left", "count"),
    [
        ("a %%secret%% b", "a b", "1 comment is left out"),
        ("%%secret%% b", "b", "1 comment is left out"),
        ("a\n\n%%\nsecret\n```\nsecret\n```\n%%\n\nb", "a\n\nb", "1 comment is left out"),
        ("a %%secret%% `%%code%%` %%secret%%", "a `%%code%%`", "2 comments are left out"),
        ("a\n\n%%\nsecret to the end", "a", "1 comment is left out"),
        ("a 100%% b", "a 100%% b", ""),
    ],
)
def test_comments_are_in_no_text_and_counted(tmp_path: Path, text: str, left: str, count: str) -> None:
    found = note(tmp_path, f"{text}\n")
    assert found.text("Notes/Inn.md").strip() == left
    assert "secret" not in repr(found.items["Notes/Inn.md"])
    assert [said for said, _ in found.noted("Notes/Inn.md")] == ([count] if count else [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("> [!note] Mind\n> x", "> [!NOTE] Mind\n> x"),
        ("> [!TIP]\n> x", "> [!TIP]\n> x"),
        ("> [!hint]\n> x", "> [!TIP] Hint\n> x"),
        ("> [!danger]+ Hot\n> x", "> [!CAUTION] Hot\n> x"),
        ("> [!quote] Una\n> x", "> **Una**\n>\n> x"),
        ("> [!example]\n> x", "> **Example**\n>\n> x"),
        ("> [!info|right] A\n> > [!note] B\n> > x", "> **A**\n>\n> > [!NOTE] B\n> > x"),
        ("- > [!info] A\n  > x", "- > **A**\n  >\n  > x"),
        ("```\n> [!info] A\n```", "```\n> [!info] A\n```"),
    ],
)
def test_callouts(tmp_path: Path, text: str, left: str) -> None:
    found = note(tmp_path, f"{text}\n")
    assert found.text("Notes/Inn.md").strip() == left
    assert ("+" in text) == any("folds" in said for said, _ in found.noted("Notes/Inn.md"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a ==b *c*== d", "a <mark>b *c*</mark> d"),
        ("a == b == c", "a == b == c"),
        ("x\n\na\n====", "x\n\na\n===="),
        ("`==a==` $x==y==z$", "`==a==` $x==y==z$"),
        ("a ^[note] b[^1]\n\n[^1]: x", "a ^[note] b[^1]\n\n[^1]: x"),
    ],
)
def test_marks_and_notes(tmp_path: Path, text: str, left: str) -> None:
    assert body(tmp_path, f"{text}\n") == left


def test_formulas_states_of_tasks_and_queries_stay_and_are_listed(tmp_path: Path) -> None:
    text = (
        "---\nx: y\n---\n$a_1 #x$ costs $5 or 6 $.\n\n- [/] half\n- [x] done\n\n$$\nb\n$$\n\n```dataview\nlist\n```\n"
    )
    found = note(tmp_path, text)
    assert found.text("Notes/Inn.md").strip() == text.partition("---\n$")[2].join(["$", ""]).strip()
    assert found.lost("Notes/Inn.md") == [
        ("formula", "$a_1 #x$", 4),
        ("formula", "$$ b $$", 9),
        ("query", "code of dataview stays as it is written", 13),
    ]
    assert [line for said, line in found.noted("Notes/Inn.md") if "[/]" in said] == [6]


def test_line_breaks_that_obsidian_shows_are_counted(tmp_path: Path) -> None:
    files = {"a.md": "One\nTwo\nThree\n\n- x\n- y\n\nFour  \nFive\n"}
    found = read(obsidian, tmp_path, {".obsidian/app.json": "{}", **files})
    assert [said for said, _ in found.noted("a.md")] == [
        "2 line breaks in paragraphs, which Obsidian shows, become spaces"
    ]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("T/a.md", "# {{title}}\n", "template"),
        ("a.md", "---\ndate: '{{date:YYYY}}'\n---\nx\n", "template"),
        ("a.md", "<% tp.file.title %>\n", "template"),
        ("Moulds/a.md", "x\n", "template"),
        ("a.canvas", "{}", "canvas"),
        ("a.base", "x", "view"),
        ("a.excalidraw", "{}", "drawing"),
        ("a.excalidraw.md", "x", "drawing"),
        ("a.md", "---\nexcalidraw-plugin: parsed\n---\nx\n", "drawing"),
        ("a.md", "---\nx: [\n---\nx\n", "unreadable"),
        ("a.md", "\ud800".encode("utf-8", "surrogatepass") + b"\xff", "unreadable"),
    ],
)
def test_what_is_no_note_is_skipped_with_the_reason(tmp_path: Path, name: str, text: str | bytes, reason: str) -> None:
    found = vault(tmp_path, {name: text, ".obsidian/templates.json": '{"folder": "Moulds"}', "b.md": "x"})
    assert list(found.items) == ["b.md"]
    assert reason in found.skipped[name]


def test_a_note_about_templates_is_a_note(tmp_path: Path) -> None:
    assert "a.md" in vault(tmp_path, {"a.md": "Write `{{title}}`:\n\n```\n{{date}}\n```\n"}).items


def test_hidden_folders_are_skipped_once_and_their_notes_reach_nothing(tmp_path: Path) -> None:
    found = vault(
        tmp_path, {".trash/a.md": "x", ".trash/b.md": "x", ".git/c": "x", "n/.hidden/d.md": "x", "a.md": "[[b]]"}
    )
    assert sorted(found.skipped) == [".git", ".obsidian", ".trash", "n/.hidden"]
    assert "trashed" in found.skipped[".trash"]
    assert found.text("a.md") == "b"


@pytest.mark.parametrize("settings", ["{", "[]", '{"folder": 3}', "null"])
def test_broken_settings_do_not_stop_the_import(tmp_path: Path, settings: str) -> None:
    found = vault(tmp_path, {".obsidian/templates.json": settings, ".obsidian/app.json": settings, "a.md": "x"})
    assert "a.md" in found.items


def test_unpublished_notes_are_drafts(tmp_path: Path) -> None:
    assert note(tmp_path, "---\npublish: false\ndate: 2020-01-02\n---\nx\n").matter("Notes/Inn.md")["draft"] is True


def test_hostile_names_lead_nowhere(tmp_path: Path) -> None:
    found = note(tmp_path, "[[../../etc/passwd]] ![[../../etc/x.png]] [x](../../../etc/passwd)\n")
    assert "origin" not in found.text("Notes/Inn.md")
    assert not found.media("Notes/Inn.md", "../../../etc/passwd")


@pytest.mark.parametrize(
    "text", ["[[" * 9_000, "%%" * 9_001, "$a" * 9_000, "==a" * 9_000, "==a " * 5_000, "![[" * 5_000, "> " * 5_000]
)
def test_time_grows_with_the_text(tmp_path: Path, text: str) -> None:
    assert "Notes/Inn.md" in note(tmp_path, f"{text}\n").items


def test_recognition(tmp_path: Path) -> None:
    assert not obsidian.recognises(files_at(tmp_path))
    vault(tmp_path, {"a.md": "x"})
    assert obsidian.recognises(files_at(tmp_path))
    assert OPTIONS
