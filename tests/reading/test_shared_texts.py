"""Texts that an article has several times are in memory once."""

from __future__ import annotations

from conftest import Site

from tagarchive.build.remembered_documents import documents_of
from tagarchive.build.store import Store
from tagarchive.reading.documents import Article


def test_articles_share_names_of_tags_and_each_has_its_path_once(site: Site) -> None:
    site.article("a", tags="[Sea, Land]", summary="S.").article("b", tags="[Sea]").build()
    with Store(site.root) as store:
        a, b = (one for one in documents_of(store.documents().values()) if isinstance(one, Article))
    assert [tag.text for tag in a.tags] == ["Sea", "Land"]
    assert a.tags[0].text is b.tags[0].text
    assert all(written.where.path is a.path for written in (a.slug, *a.tags))
    assert a.standfirst is a.summary
