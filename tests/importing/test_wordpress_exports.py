"""Exports of WordPress as files: damage and repair, limits, hostile input, and memory."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from exports import AUTHORS, BLOG, FOOT, HEAD, Import, export, found_in, html, imported, meta, options, post

from tagarchive.core.errors import Problem, SiteError
from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Lost
from tagarchive.importing.wordpress import reader
from tagarchive.importing.wordpress.open_item import LARGEST_ITEM


def problem(folder: Path, data: bytes | str, name: str = "export.xml", **more: bool) -> Problem:
    """The only problem of an export, which yields nothing."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    seen = []
    with pytest.raises(SiteError) as caught:
        seen += list(reader.found(files_at(path), options(**more)))
    assert not seen
    (one,) = caught.value.problems
    return one


def repaired(folder: Path, data: bytes | str) -> Import:
    path = folder / "export.xml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return found_in(path, repair=True)


def test_exports_are_recognised_by_their_beginning(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("\n\n" + export(post()))
    (tmp_path / "b.xml").write_text("<rss><channel><item/></channel></rss>")
    (tmp_path / "text").write_text(export(post()))
    assert reader.recognises(files_at(tmp_path))
    assert reader.recognises(files_at(tmp_path / "text"))
    assert not reader.recognises(files_at(tmp_path / "b.xml"))


def test_an_export_in_a_zip_is_read(tmp_path: Path) -> None:
    path = tmp_path / "blog.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("blog/a.xml", export(AUTHORS, post(1)))
        packed.writestr("blog/b.xml", export(post(2)))
        packed.writestr("../c.xml", export(post(3)))
    assert reader.recognises(files_at(path))
    found = found_in(path)
    assert [item.origin for item in found.items] == ["blog/a.xml", "blog/b.xml"]
    assert found.items[1].matter["authors"] == ["Kay ’Stone"]


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "blog.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.xml", export(post(1, "Some words. " * 2000)))
    data = bytearray(path.read_bytes())
    data[20_000] ^= 1
    assert problem(tmp_path, bytes(data), "blog.zip").code == "damaged-input"


def test_something_else_is_refused(tmp_path: Path) -> None:
    assert problem(tmp_path, "<rss/>").code == "unknown-input"


def test_control_characters_are_refused_with_their_place(tmp_path: Path) -> None:
    found = problem(tmp_path, export(post(1, "a\nb\x08c\x0bd")))
    assert str(found.where) == "export.xml:11:2"
    assert "U+0008" in found.message
    assert "--repair" in found.hint


def test_a_repair_drops_control_characters_and_says_their_lines(tmp_path: Path) -> None:
    found = repaired(tmp_path, export(post(1, "a\nb\x08c\x0bd"), post(2, "e\x0cf\ufffeg")))
    assert [html(item) for item in found.items] == ["<p>a<br>\nbc d</p>\n", "<p>e fg</p>\n"]
    assert found.lost("control character") == [
        Lost("control character", "U+0008 dropped", 11),
        Lost("control character", "U+000B dropped", 11),
        Lost("control character", "U+000C dropped", 12),
        Lost("control character", "U+FFFE dropped", 12),
    ]


def broken(text: str) -> str:
    return export(post(1, "MARK"), post(2)).replace("<![CDATA[MARK]]>", f"<![CDATA[{text}]]>")


@pytest.mark.parametrize(
    "text",
    ["if (a[b[0]]>1) stop;\n\nAnd on.", "x]]>y]]>z", "<script>//<![CDATA[\nx();\n//]]></script> End.", "a]]></b> c"],
)
def test_an_unsplit_end_of_a_text_is_refused_and_repaired(tmp_path: Path, text: str) -> None:
    found = problem(tmp_path, broken(text))
    assert found.code == "damaged-input"
    mended = repaired(tmp_path, broken(text))
    assert len(mended.items) == 2
    assert re.findall(r"\w+|]]>", text) == [
        word for word in re.findall(r"\w+|]]>", html(mended.items[0])) if word != "p"
    ]
    assert any("did not split" in note.text for note in mended.notes)


def test_the_place_of_an_unsplit_end_is_the_first(tmp_path: Path) -> None:
    found = problem(tmp_path, broken("one\ntwo ]]> three\nfour"))
    assert str(found.where) == "export.xml:11:5"
    assert "]]>" in found.message


def test_a_split_text_is_no_damage(tmp_path: Path) -> None:
    text = "a[b[0]]>1 and ]]> more"
    assert html(imported(tmp_path, post(1, text)).one) == f"<p>{text}</p>\n"
    assert html(repaired(tmp_path, export(post(1, text))).one) == f"<p>{text}</p>\n"


@pytest.mark.parametrize("at", range(1, 8))
def test_a_repair_does_not_depend_on_where_pieces_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    monkeypatch.setattr("tagarchive.importing.wordpress.exports._CHUNK", 997 * at + at)
    data = export(*(post(number, f"a[b[{number}]]>1 é \x08 &amp; ]]> {'long ' * 50}") for number in range(1, 9)))
    data = data.replace("]]]]><![CDATA[>", "]]>").replace("<guid>", "<description>A & B&nbsp;</description><guid>")
    found = repaired(tmp_path, data)
    assert len(found.items) == 8
    assert all("é  &amp; ]]> long" in html(item) for item in found.items)


def test_an_export_that_is_cut_off_names_what_is_whole(tmp_path: Path) -> None:
    data = export(post(1, title="Whole"), post(2, "It began\nand went on", title="Half"))
    cut = data[: data.index("went on")]
    found = problem(tmp_path, cut)
    assert "ends in the middle of an item, “Half”" in found.message
    assert "the last whole item is “Whole”" in found.message
    assert found.where.line == 12
    mended = repaired(tmp_path, cut)
    assert [item.matter["title"] for item in mended.items] == ["Whole"]
    assert any(reason.startswith("cut off: “Half”") for reason in mended.skipped)


def test_an_export_that_is_cut_off_between_items_is_refused_too(tmp_path: Path) -> None:
    cut = export(post(1, title="Whole")).removesuffix(FOOT)
    assert "too early; the last whole item is “Whole”" in problem(tmp_path, cut).message
    assert len(repaired(tmp_path, cut).items) == 1


def test_empty_lines_before_the_beginning_are_refused_and_repaired(tmp_path: Path) -> None:
    data = "\n\n" + export(post(1, "a\x08"))
    assert problem(tmp_path, data).code == "damaged-input"
    found = repaired(tmp_path, data)
    assert [lost.line for lost in found.lost("control character")] == [12]


def test_text_around_the_xml_is_refused_and_repaired(tmp_path: Path) -> None:
    data = "Warning: x\n" + export(post()) + "<br />Fatal error"
    assert problem(tmp_path, data).code == "damaged-input"
    found = repaired(tmp_path, data)
    assert len(found.items) == 1
    assert found.lost("text after the end of the XML")


def test_bytes_that_are_not_utf8_are_refused_and_read_as_windows_did(tmp_path: Path) -> None:
    data = export(post(1, "itQs")).encode().replace(b"itQs", b"it\x92s")
    assert "0x92" in problem(tmp_path, data).message
    found = repaired(tmp_path, data)
    assert html(found.one) == "<p>it’s</p>\n"
    assert found.lost("byte that is not UTF-8")


def test_unknown_entities_and_lone_ampersands_are_refused_and_repaired(tmp_path: Path) -> None:
    data = export(post()).replace("<![CDATA[Post 1]]>", "A&nbsp;B & C &copy; &#8; &lt;")
    assert problem(tmp_path, data).code == "damaged-input"
    assert repaired(tmp_path, data).one.matter["title"] == "A B & C © <"


def test_damage_that_no_repair_mends_is_refused_with_it_too(tmp_path: Path) -> None:
    found = problem(tmp_path, export(post()).replace("</guid>", "</guide>"), repair=True)
    assert found.code == "damaged-input"
    assert "export it again" in found.hint


def test_other_encodings_are_read(tmp_path: Path) -> None:
    data = export(post(1, "Größe")).replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1")
    (tmp_path / "export.xml").write_bytes(data)
    assert html(found_in(tmp_path / "export.xml").one) == "<p>Größe</p>\n"
    assert html(repaired(tmp_path, data).one) == "<p>Größe</p>\n"


def test_other_prefixes_and_missing_declarations_are_read(tmp_path: Path) -> None:
    other = export(post(1, "Words.")).replace("wp:", "w:").replace("xmlns:wp", "xmlns:w")
    (tmp_path / "export.xml").write_text(other)
    assert html(found_in(tmp_path / "export.xml").one) == "<p>Words.</p>\n"
    bare = export(post(1, "Words.")).replace('xmlns:content="http://purl.org/rss/1.0/modules/content/"', "")
    (tmp_path / "export.xml").write_text(bare)
    assert html(found_in(tmp_path / "export.xml").one) == "<p>Words.</p>\n"


BOMB = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>\n<rss'


@pytest.mark.parametrize(
    "doctype",
    [
        BOMB,
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<rss',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://x.example/p.dtd"> %p;]>\n<rss',
    ],
)
@pytest.mark.parametrize("repair", [False, True])
def test_declarations_of_entities_are_refused(tmp_path: Path, doctype: str, *, repair: bool) -> None:
    found = problem(tmp_path, export(post()).replace("<rss", doctype, 1), repair=repair)
    assert found.code == "damaged-input"
    assert "entity" in found.message


def test_a_document_type_without_entities_is_harmless(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(
        export(post()).replace("<rss", '<!DOCTYPE rss SYSTEM "http://x.example/d">\n<rss', 1)
    )
    assert found_in(tmp_path / "export.xml").one


def test_elements_that_are_nested_deep_are_refused(tmp_path: Path) -> None:
    deep = "<x>" * 5_000 + "</x>" * 5_000
    assert "nested deeper" in problem(tmp_path, export(post(), deep)).message


@pytest.mark.parametrize("name", ["tag", "comment", "attribute"])
def test_a_token_that_never_ends_is_refused(tmp_path: Path, name: str) -> None:
    start = {"tag": "<", "comment": "<!-- ", "attribute": '<x y="'}[name]
    assert problem(tmp_path, HEAD + start + "a" * 20_000_000).code == "input-too-large"


def large(path: Path, count: int) -> None:
    """An export with one text that is as long as `count` pieces of a megabyte."""
    before, after = export(post(1, "MARK", title="Large"), post(2)).split("MARK")
    with path.open("w") as file:
        file.write(before)
        for _ in range(count):
            file.write("words " * 175_000)
        file.write(after)


def test_a_huge_text_is_left_out_without_memory_for_it(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    large(path, 100)
    assert path.stat().st_size > 5 * LARGEST_ITEM
    tracemalloc.start()
    found = list(reader.found(files_at(path), options()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert Import(found).skipped == ["too large: post 1 “Large”"]
    assert len(Import(found).items) == 1
    assert peak < 4 * LARGEST_ITEM


def test_items_are_found_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text(export(*(post(number, "Words. " * 4_000) for number in range(1, 400))))
    tracemalloc.start()
    count = sum(1 for _ in reader.found(files_at(path), options()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count > 399
    assert peak < path.stat().st_size / 3


def test_nothing_of_a_comment_or_password_is_kept(tmp_path: Path) -> None:
    def comments() -> Iterator[str]:
        for number in range(20):
            yield f"<wp:comment><wp:comment_content>secret {number}</wp:comment_content></wp:comment>"

    found = imported(tmp_path, post(1, more="".join(comments()) + meta("_x", "secret"), post_password="secret"))  # noqa: S106 (an invented one)
    assert "secret" not in repr(found.found)


def test_hostile_titles_and_slugs_are_words(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        post(1, title="<script>alert(1)</script>Safe", post_name="../../etc/passwd", link=f"{BLOG}/../x/"),
    )
    assert found.one.matter["title"] == "Safe"
    assert found.one.name == "../../etc/passwd"
