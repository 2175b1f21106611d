"""Edits of a source's file reach the pages of its articles."""

from __future__ import annotations

import pytest
from conftest import Site


@pytest.mark.parametrize(
    "edit", ["republish: link", "republish: excerpt", "rights: © Wire", "language: fr", "home: https://new.example/"]
)
def test_a_warm_build_after_an_edit_of_a_source_is_a_clean_one(site: Site, edit: str) -> None:
    site.article("a", source="Wire", tags="[x]", summary="A summary.", body="The text.")
    site.write("-- content/sources/wire.md --\n---\nhome: https://wire.example/\n---\nText.\n").build()
    site.write(f"-- content/sources/wire.md --\n---\n{edit}\n---\nText.\n")
    assert site.build() == site.build(clean=True)
