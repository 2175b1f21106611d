"""Front matter of other generators."""

from __future__ import annotations

import pytest

from tagarchive.core.errors import SiteError
from tagarchive.importing.generators.front_matter import Fenced, fenced


def of(text: str) -> Fenced:
    return fenced(text, "post.md")


def test_scalars_of_yaml_stay_as_they_are_written() -> None:
    read = of("---\ndate: 2023-05-04 23:30:00 -0500\nnumber: 007\nnone:\nyes: on\n---\nText\n")
    assert read.fields == {"date": "2023-05-04 23:30:00 -0500", "number": "007", "none": "", "yes": "on"}
    assert (read.text, read.line) == ("Text\n", 7)


def test_toml_and_json_are_read() -> None:
    assert of("+++\ntitle = 'A'\nday = 2022-11-04\ndraft = true\n[x]\ny = [1, 2.50]\n+++\nB").fields == {
        "title": "A",
        "day": "2022-11-04",
        "draft": "true",
        "x": {"y": ["1", "2.5"]},
    }
    read = of('{\n "title": "A",\n "n": 1.50,\n "no": null\n}\n\nText')
    assert (read.fields, read.text, read.line) == ({"title": "A", "n": "1.50", "no": ""}, "Text", 7)


def test_a_text_without_front_matter_is_whole() -> None:
    assert of("Hello\n---\n").text == "Hello\n---\n"
    assert of("---\nA rule is above.\n").text == "---\nA rule is above.\n"
    assert not of("Hello").is_fenced
    assert of("---\n---\nHello").is_fenced


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: a\nb: c: d\n---\n", 3),
        ("+++\ntitle = 'a'\nb = = 1\n+++\n", 3),
        ('{\n "title": "a",\n "b" 1\n}\n', 3),
        ("---\ntitle: a\n", 1),
        ("---\n- a\n---\n", 2),
    ],
)
def test_what_is_broken_says_its_line(text: str, line: int) -> None:
    with pytest.raises(SiteError) as raised:
        of(text)
    assert raised.value.problems[0].where.line == line


def test_explicit_types_make_no_objects_and_aliases_are_followed() -> None:
    read = of("---\na: !!python/object/apply:os.system ['x']\nb: &b {c: d}\ne: *b\nf: {<<: *b, g: h}\n---\n")
    assert read.fields == {"a": ["x"], "b": {"c": "d"}, "e": {"c": "d"}, "f": {"c": "d", "g": "h"}}


def test_bombs_are_refused() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9))
    for text in (f"---\n{bomb}---\n", f"---\na: {'[' * 5000}\n---\n", "{" + '"a":[' * 9000, "---\na: &a [*a]\n---\n"):
        with pytest.raises(SiteError):
            of(text)
