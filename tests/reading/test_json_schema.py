"""The JSON Schemas for editors agree with what a build reads, key by key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tagarchive.core.dates import zone_named
from tagarchive.core.errors import SiteError
from tagarchive.reading import front_matter, schema
from tagarchive.reading.config import Config, read_config
from tagarchive.reading.field_forms import fields_of
from tagarchive.reading.field_types import front_matter_kinds
from tagarchive.reading.front_matter import PageFields, TagFields, with_terms
from tagarchive.reading.json_schema import NAMES, schema_named
from tagarchive.reading.record_fields import AuthorFields, SourceFields

CHECKOUT = Path(__file__).parent.parent.parent

STRUCTS: Mapping[str, Any] = {
    "article": with_terms(("series",)),
    "page": PageFields,
    "tag": TagFields,
    "source": SourceFields,
    "author": AuthorFields,
}
NEEDED = {
    "article": {"title": "A", "date": "2021-11-08"},
    "page": {"title": "A"},
    "tag": {},
    "source": {},
    "author": {},
}
VALUES: tuple[Any, ...] = (
    "text",
    "2021-11-08",
    "2021-11-08 10:00 -0400",
    "https://example.org/a",
    "/2021/old/",
    "full",
    "newest-first",
    "en",
    "f" * 64,
    3,
    1.5,
    True,
    False,
    [],
    ["text"],
    ["/2021/old/", "/2022/old/"],
    [2024, True],
    [["a"]],
    {},
    {"name": "Reuters"},
    {"name": "Reuters", "url": "https://example.org/", "authors": ["A"], "published": "2021-11-08", "noindex": True},
    {"src": "a.png", "alt": "A"},
    {"src": "a.png", "alt": "A", "caption": 3},
    [{"src": "a.png", "alt": "A"}],
    {"src": "a.png"},
    {"date": "2021-11-08", "reason": "R"},
    [{"date": "2021-11-08", "note": "N"}],
    [{"date": "2021-11-08"}],
    {"place": "BAGHDAD", "date": "Nov 8"},
    [{"role": "Editor", "names": ["A"]}],
    [{"title": "A film", "seconds": 90}],
    [{"title": "A film", "seconds": -1}],
    [{"url": "https://example.org/", "made": "2021-11-08"}],
    {"colour": "red", "list": ["a", {"b": "c"}]},
)


def validator(name: str) -> jsonschema.Draft7Validator:
    schema_ = schema_named(name, ("series",) if name == "article" else ())
    jsonschema.Draft7Validator.check_schema(schema_)
    return jsonschema.Draft7Validator(schema_)


def codes(name: str, values: Mapping[str, Any]) -> set[str]:
    """The codes of the problems of a build with front matter."""
    text = f"---\n{yaml.safe_dump(dict(values), allow_unicode=True)}---\n"
    try:
        schema.read(STRUCTS[name], front_matter.split(text, "a.md").node, front_matter_kinds(zone_named("UTC")))
    except SiteError as error:
        return {problem.code for problem in error.problems}
    return set()


def every_value() -> Iterator[tuple[str, str, Any]]:
    for name, struct in STRUCTS.items():
        for key in fields_of(struct):
            for value in VALUES:
                yield name, key, value


def test_what_an_editor_accepts_a_build_reads_or_refuses_by_its_form_alone() -> None:
    validators = {name: validator(name) for name in STRUCTS}
    accepted = 0
    for name, key, value in every_value():
        values = NEEDED[name] | {key: value}
        if validators[name].is_valid(values):
            accepted += 1
            # An editor knows no form of a text, such as that of a date; a build names it.
            assert codes(name, values) <= {"bad-value"}, (name, key, value)
    assert accepted > 300


def test_what_a_build_reads_an_editor_accepts() -> None:
    validators = {name: validator(name) for name in STRUCTS}
    read = 0
    for name, key, value in every_value():
        values = NEEDED[name] | {key: value}
        if not codes(name, values):
            read += 1
            assert validators[name].is_valid(values), (name, key, value)
    assert read > 200


def test_a_key_without_a_value_is_marked_and_so_is_null_which_a_build_reads_as_text() -> None:
    assert not validator("article").is_valid({"title": None, "date": "2021-11-08"})
    assert not codes("article", {"title": None, "date": "2021-11-08"})


def test_every_key_is_described() -> None:
    for name in NAMES:
        described = schema_named(name)["properties"]
        assert described
        for key, part in described.items():
            assert part.get("description") or part["additionalProperties"]["description"], (name, key)


def test_a_misspelt_key_and_a_missing_one_are_marked() -> None:
    article = validator("article")
    (unknown,) = article.iter_errors({"title": "A", "date": "2021-11-08", "tag": ["Iraq"]})
    assert "'tag'" in unknown.message
    (missing,) = article.iter_errors({"title": "A"})
    assert "'date' is a required property" in missing.message


def test_the_site_toml_of_a_site_with_every_table_is_valid() -> None:
    properties = schema_named("site")["properties"]
    assert set(properties) == set(fields_of(Config))
    values = {
        "title": "A",
        "menu": [{"title": "Iraq", "address": "/tag/iraq/"}],
        "articles": {"address": "/{slug}/", "contents_from": 0},
        "feeds": {"formats": ["rss"], "entries": 10},
        "taxonomy": {"places": {"key": "places"}},
        "theme": {"paper": "#ffffff"},
        "build": {"strict": ["missing-file"]},
    }
    site = validator("site")
    assert site.is_valid(values)
    assert site.is_valid(values | {"build": {"strict": True}})
    assert not site.is_valid(values | {"build": {"strict": 1}})
    assert not site.is_valid(values | {"feeds": {"entries": 0}})
    assert not site.is_valid(values | {"feeds": {"entry": 1}})
    assert not site.is_valid(values | {"articles": {"future": "later"}})
    read_config('title = "A"\n[feeds]\nentries = 10\n')


@pytest.mark.parametrize("name", ["article", "page", "tag", "source"])
def test_the_sample_site_is_valid(name: str) -> None:
    folders = {"page": "pages", "tag": "tags", "source": "sources"}
    content = CHECKOUT / "content"
    files = [*(content / folders[name]).rglob("*.md")] if name in folders else articles_in(content, folders)
    assert files
    for file in files:
        _, written, _ = file.read_text("utf-8").split("---\n", 2)
        found = json.loads(json.dumps(yaml.load(written, yaml.BaseLoader)))  # noqa: S506 (texts alone come of it)
        values = {key: value == "true" if value in ("true", "false") else value for key, value in found.items()}
        assert not [error.message for error in validator(name).iter_errors(_numbers(values))], file


def articles_in(content: Path, folders: Mapping[str, str]) -> list[Path]:
    return [file for file in content.rglob("*.md") if file.relative_to(content).parts[0] not in folders.values()]


def _numbers(value: Any) -> Any:
    """The value with whole numbers for the running times of films, which this loader leaves as texts."""
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    if isinstance(value, dict):
        return {key: int(item) if key == "seconds" else _numbers(item) for key, item in value.items()}
    return value
