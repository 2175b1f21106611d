"""Tables: how they are read, those of known programs, and columns that the command line maps."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from conftest import Site, examples
from hypothesis import given, settings
from hypothesis import strategies as st
from imports import OPTIONS, imported
from inputs import Read, read, recognises, written, zipped

from tagarchive.commands.main import main
from tagarchive.core.errors import SiteError
from tagarchive.importing.collected.person_names import names_of_text
from tagarchive.importing.collected.table import table_of
from tagarchive.importing.inputs.decoding import Decoded, decoded
from tagarchive.importing.inputs.items import BadMappingError, Html, Missing

POCKET = "title,url,time_added,tags,status\n"
URL = "https://pier.example/a"


def table(folder: Path, text: str | bytes, columns: str = "", separator: str = "") -> Read:
    pairs = tuple((key, column) for key, _, column in (part.partition("=") for part in columns.split(",") if part))
    return read("csv", written(folder, {"t.csv": text}), OPTIONS._replace(columns=pairs, separator=separator))


def test_a_table_of_pocket_is_known_by_its_columns(tmp_path: Path) -> None:
    found = table(tmp_path, f"{POCKET}Oil,{URL},1700000000,Sea|sea|price of oil,archive\n")
    assert found.matter["tags"] == ["Sea", "price of oil"]
    assert found.source["retrieved"] == "2023-11-14T22:13:20+00:00"
    assert found.source["republish"] == "link"
    assert ("reading state", "status: 1 archive") in found.lost()
    assert "the columns are those of Pocket" in found.notes()


def test_a_zip_of_several_tables_is_read_whole_and_what_is_no_table_is_said(tmp_path: Path) -> None:
    row = f"Oil,{URL},1700000000,,unread\n"
    path = zipped(
        tmp_path,
        {
            "part_000000.csv": POCKET + row,
            "part_000001.csv": POCKET + row.replace("/a", "/b"),
            "annotations/part_000000.json": "[]",
            "__MACOSX/._part_000000.csv": "x",
            "../../outside.csv": POCKET + row,
        },
    )
    assert recognises("csv", path)
    found = read("csv", path)
    assert [item.origin for item in found.items] == ["part_000000.csv", "part_000001.csv"]
    assert [(one.origin, one.reason) for one in found.skipped] == [
        ("annotations/part_000000.json", "other file: it is no table")
    ]


def test_a_row_without_a_web_address_is_skipped_in_a_known_table(tmp_path: Path) -> None:
    found = table(tmp_path, f'{POCKET}"A ""b""",pocket://1,1,,\nOil,{URL},0,,\n')
    assert found.skipped == [
        found.skipped[0]._replace(reason='not a web page: an address that begins with pocket:, “A "b"”', line=2)
    ]
    assert "retrieved" not in found.source


def test_tables_of_instapaper_have_states_that_are_no_tags(tmp_path: Path) -> None:
    text = f'URL,Title,Selection,Folder\n{URL},Oil,"One.\n\nTwo.",Unread\n{URL}2,B,,Sea & oil\n'
    found = table(tmp_path, text)
    assert [item.matter.get("tags") for item in found.items] == [None, ["Sea & oil"]]
    assert found.items[0].text == Html("<blockquote><p>One.</p><p>Two.</p></blockquote>")
    assert [item.line for item in found.items] == [2, 5]
    assert any("no day of saving for its 2 articles" in str(one) for one in found.remarked)
    head = "URL,Title,Selection,Folder,Timestamp,Tags"
    newer = f'{head}\n{URL},Oil,,Archive,1700000000,"[""a, b"",""c""]"\n{URL}3,C,,Unread,,[]\n'
    found = table(tmp_path, newer)
    assert [item.matter.get("tags") for item in found.items] == [["a, b", "c"], None]


def test_a_table_of_readeck_has_no_tag_null(tmp_path: Path) -> None:
    head = "url,title,created,labels,is_archived,is_marked,type"
    text = f"{head}\r\n{URL},Oil,2025-05-02T07:00:00Z,null,true,false,article\r\n"
    found = table(tmp_path, text)
    assert "tags" not in found.matter
    assert found.source["retrieved"] == "2025-05-02T07:00:00+00:00"


MAPPED = (
    "title=Line,source.url=Web,source.name=Paper,source.published=Day,source.retrieved=Got,"
    "source.authors=By,tags=T,body=Text"
)
COLUMNS = "No,Line,Web,Paper,Day,Got,By,T,Text\n"


def test_columns_are_what_the_command_line_says(tmp_path: Path) -> None:
    row = f'7,Oil rises,{URL},Gazette,2024-05-06,7.5.2024,"Lee, Ann; Bo Kim",oil;sea,"One.\n\nTwo <b.\n"\n'
    found = table(tmp_path, COLUMNS + row, MAPPED)
    assert found.matter == {
        "title": "Oil rises",
        "date": "2024-05-06",
        "tags": ["oil", "sea"],
        "source": {
            "name": "Gazette",
            "url": URL,
            "authors": ["Ann Lee", "Bo Kim"],
            "published": "2024-05-06",
            "retrieved": "2024-05-07",
        },
    }
    assert found.text == "<p>One.</p><p>Two &lt;b.</p>"
    assert found.lost() == [("column", "No")]
    assert any("separated by “;”" in note for note in found.notes())
    assert "turned round" in found.guesses()["source.authors"]


@pytest.mark.parametrize(
    ("day", "got", "key", "words"),
    [
        ("3/4/2024", "", "date", "may be two days"),
        ("2024", "2024-02-30", "date", "“2024” is a year alone; “2024-02-30” is no date"),
        ("2024-05-06", "2024-02-30", "source.retrieved", "no date that can be read; none is written"),
        ("autumn", "1700000000", "date", "the day it was saved stands in"),
    ],
)
def test_days_that_are_open_are_said(tmp_path: Path, day: str, got: str, key: str, words: str) -> None:
    found = table(tmp_path, f"{COLUMNS}1,Oil,{URL},G,{day},{got},,,\n", MAPPED)
    assert words in found.guesses()[key]


def test_a_cell_that_begins_as_a_formula_is_text(tmp_path: Path, site: Site) -> None:
    found = table(tmp_path, f"{COLUMNS}1,=1+2,{URL},@G,2024-05-06,,+Ann,-x,\n", MAPPED)
    imported(site.root, *found.items)
    assert site.build()
    assert (found.matter["title"], found.source["name"], found.matter["tags"]) == ("=1+2", "@G", ["-x"])


def test_keys_of_many_kinds_have_their_place(tmp_path: Path) -> None:
    columns = (
        "title=a,date=b,draft=c,extra.colour=d,extra.shelf.row=e,image.src=f,lang=g,"
        "slug=h,authors=i,summary=j,aliases=k"
    )
    row = (
        "Oil,2024-05-06,yes,red,3,https://pier.example/p.png,British English,oil-1,Ann Lee and Bo Kim,&eacute;t&eacute;"
    )
    found = table(tmp_path, f"a,b,c,d,e,f,g,h,i,j,k\n{row},/old/\n", columns)
    assert found.matter == {
        "title": "Oil",
        "date": "2024-05-06",
        "summary": "été",
        "lang": "en-GB",
        "authors": ["Ann Lee", "Bo Kim"],
        "image": {"src": "https://pier.example/p.png", "alt": "Oil"},
        "draft": True,
        "aliases": ["/old/"],
        "extra": {"colour": "red", "shelf": {"row": "3"}},
    }
    assert found.items[0].name == "oil-1"
    assert "source" not in found.guesses()


def test_a_text_in_html_is_read_as_html(tmp_path: Path) -> None:
    found = table(tmp_path, "t,x\nOil,<p>One <a href='/a'>two</a></p>\n", "title=t,body=x")
    assert found.text == "<p>One <a href='/a'>two</a></p>"
    assert "the text is read as HTML" in found.notes()


def test_a_picture_beside_the_table_comes_along_or_is_missed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"t.csv": "t,p\nOil,a.png\nSea,b.png\n", "a.png": b"x"}
    found = read("csv", written(tmp_path, files), OPTIONS._replace(columns=(("title", "t"), ("image.src", "p"))))
    assert [type(item.find(name)).__name__ for item, name in zip(found.items, ("a.png", "b.png"), strict=True)] == [
        "Media",
        "Missing",
    ]
    assert isinstance(found.items[0].find("../../etc/passwd.png"), Missing)


def test_what_is_mapped_wrongly_names_the_columns_and_the_keys(tmp_path: Path, site: Site) -> None:
    with pytest.raises(BadMappingError) as raised:
        table(tmp_path, "One,Two\n1,2\n", "titel=One,title=Three")
    told = str(raised.value)
    assert "no key “titel” (did you mean “title”?)" in told
    assert "no column “Three”; the file has “One”, “Two”" in told
    with pytest.raises(SystemExit) as ended:
        main(["import", "csv", str(tmp_path / "in/t.csv"), "--root", str(site.root), "--map", "title=Three"])
    assert ended.value.code == 2


def test_an_unknown_table_is_refused_with_a_mapping_that_may_be_meant(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as raised:
        table(tmp_path, "Title,Author,Publisher,URL,Tags,Word Count,Last Interaction Date\nx,,,,,,\n")
    assert "“Word Count”" in str(raised.value)
    assert (
        "title=Title,source.url=URL,source.name=Publisher,source.authors=Author,"
        "source.retrieved=Last Interaction Date,tags=Tags" in str(raised.value)
    )


def test_a_note_of_ones_own_is_not_proposed_as_the_text(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"summary=excerpt,extra\.note=note,extra\.folder=folder,image\.src=cover"):
        table(tmp_path, "id,title,note,excerpt,url,folder,tags,created,cover,favorite\nx,,,,,,,,,\n")


def test_a_plain_list_of_addresses_needs_no_columns(tmp_path: Path) -> None:
    found = table(tmp_path, f"{URL}\nhttps://pier.example/b\n")
    assert [item.line for item in found.items] == [1, 2]
    assert any("list of addresses" in note for note in found.notes())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiters_and_encodings_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["Line", "Web"], ["Café, so; “it” is", URL], ["Two\r\nlines", f"{URL}2"]]
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    found = table(tmp_path, out.getvalue().encode(encoding), "title=line,source.url=Web")
    assert [item.matter["title"] for item in found.items] == ["Café, so; “it” is", "Two lines"]
    assert any("windows-1252" in note for note in found.notes()) == (encoding == "cp1252")


def test_a_line_for_spreadsheets_is_no_row(tmp_path: Path) -> None:
    found = table(tmp_path, f"sep=;\r\nLine;Web\r\nOil;{URL}\r\n", "title=Line,source.url=Web")
    assert (found.matter["title"], found.items[0].line) == ("Oil", 3)


def test_cells_beyond_the_columns_and_equal_columns_are_said(tmp_path: Path) -> None:
    found = table(tmp_path, f"Line,Line,Web\nOil,b,{URL},more\nSea\n", "title=Line,source.url=Web")
    assert ("cell", "more") in found.lost()
    assert any("two columns" in note for note in found.notes())
    assert found.items[1].matter["title"] == "Sea"


def test_a_quote_that_never_ends_is_damage_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"t\.csv:3: found a cell that begins with a quote"):
        table(tmp_path, f'{POCKET}Oil,{URL},1,,\n"Sea,{URL},1,,\nx,y,1,,\n')


def test_a_cell_of_many_megabytes_is_read(tmp_path: Path) -> None:
    found = table(tmp_path, f"t,x\nOil,{'word ' * 1_000_000}\n", "title=t,body=x")
    assert len(found.text) > 4_000_000


def test_columns_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="columns, which is more than an import reads"):
        table(tmp_path, "," * 100_000)


def test_a_file_that_is_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="unknown-input"):
        table(tmp_path, "\n\n")


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from(' ",;\n'), max_size=12)


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(cells, cells, cells), max_size=6))
def test_a_table_is_read_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    out = StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("one", "two", "three"), *rows])
    found = table_of(decoded(out.getvalue().encode()), "t.csv")
    shown = [row for row in rows if any(cell.strip() for cell in row)]
    assert [tuple(row.cells.values()) for row in found.rows] == [decoded_row(row) for row in shown]


def decoded_row(row: tuple[str, str, str]) -> tuple[str, ...]:
    return tuple(decoded(cell.encode()).text for cell in row)


@settings(max_examples=examples(20))
@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_no_text_makes_the_reader_of_tables_fail(text: str) -> None:
    safe = text.replace("\x01", "")
    with suppress(SiteError):
        assert all(row.line <= safe.count("\n") + safe.count("\r") + 1 for row in table_of(Decoded(safe), "t.csv").rows)


@pytest.mark.parametrize(
    ("written_names", "names"),
    [
        ("Ann Lee & Bo Kim", ("Ann Lee", "Bo Kim")),
        ("By Ann Lee and Bo Kim", ("Ann Lee", "Bo Kim")),
        ("Lee, Ann", ("Ann Lee",)),
        ("van der Berg, Oren", ("Oren van der Berg",)),
        ("Ann Lee, Bo Kim, Cy Roe", ("Ann Lee", "Bo Kim", "Cy Roe")),
        ("Martin Lee, Jr.", ("Martin Lee, Jr.",)),
        ("山田, 花子", ("山田花子",)),
        ("Ann Lee <ann@pier.example>; ann lee", ("Ann Lee",)),
        ("", ()),
    ],
)
def test_names_in_a_cell_are_read_as_they_are_said(written_names: str, names: tuple[str, ...]) -> None:
    assert names_of_text(written_names).names == names
