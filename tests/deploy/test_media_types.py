"""Headers of the files of the search index at hosts that keep files."""

from __future__ import annotations

import pytest

from tagarchive.core.urls import OutPath
from tagarchive.deploy.media_types import cache_time, media_type


@pytest.mark.parametrize(
    ("name", "kind", "is_for_ever"),
    [
        ("fragment/en_128c2c1.pf_fragment", "application/octet-stream", True),
        ("pagefind.en_781927236b.pf_meta", "application/octet-stream", True),
        ("en_bc6721b.pf_order", "application/octet-stream", True),
        ("wasm.en.pagefind", "application/octet-stream", False),
        ("pagefind.js", "text/javascript; charset=utf-8", False),
        ("pagefind-entry.json", "application/json; charset=utf-8", False),
    ],
)
def test_only_what_is_named_by_its_content_is_kept_for_ever(name: str, kind: str, *, is_for_ever: bool) -> None:
    path = OutPath(f"search/pagefind/{name}")
    assert media_type(path) == kind
    assert ("immutable" in cache_time(path)) == is_for_ever
    assert is_for_ever or cache_time(path) == "public, max-age=300"


def test_a_file_of_that_name_elsewhere_is_not_kept_for_ever() -> None:
    assert "immutable" not in cache_time(OutPath("files/en_128c2c1.pf_fragment"))
