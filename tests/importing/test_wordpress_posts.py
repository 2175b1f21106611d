"""Posts and pages of WordPress: state, dates, authors, addresses, pictures, and what is left behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from exports import AUTHORS, BLOG, attachment, category, found_in, html, imported, in_term, meta, post

from tagarchive.importing.inputs.files import files_at
from tagarchive.importing.inputs.items import Media, Missing


def test_a_post_becomes_an_article_with_its_date_author_and_guid(tmp_path: Path) -> None:
    item = imported(tmp_path, AUTHORS, post(7, "One.\nTwo.\n\nThree.", title="Hill &amp; dale: &#8220;up&#8221;")).one
    assert item.matter == {
        "title": "Hill & dale: “up”",
        "date": "2024-03-08T10:00:00+02:00",
        "aliases": ["/2024/03/post-7/"],
        "authors": ["Kay ’Stone"],
        "guid": "https://hill.example/?p=7",
    }
    assert html(item) == "<p>One.<br>\nTwo.</p>\n<p>Three.</p>\n"
    assert (item.name, item.base) == ("post-7", "https://hill.example/2024/03/post-7/")
    assert "https://hill.example/?p=7" in item.addresses


def test_the_offset_of_a_blog_need_not_be_whole_hours(tmp_path: Path) -> None:
    item = imported(tmp_path, post(post_date="2024-11-08 09:34:05", post_date_gmt="2024-11-08 15:04:05")).one
    assert item.matter["date"] == "2024-11-08T09:34:05-05:30"


def test_an_offset_that_no_zone_has_is_none(tmp_path: Path) -> None:
    item = imported(tmp_path, post(post_date="2024-11-01 09:00:00", post_date_gmt="2024-11-08 15:00:00")).one
    assert item.matter["date"] == "2024-11-08T15:00:00+00:00"


def test_without_a_time_in_gmt_the_zone_of_the_site_stands_in(tmp_path: Path) -> None:
    found = imported(tmp_path, post(post_date_gmt="0000-00-00 00:00:00", pubDate="Wed, 30 Nov -0001 00:00:00 +0000"))
    assert found.one.matter["date"] == "2024-03-02T10:00:00+03:00"
    assert [guess.value for guess in found.guessed("date")] == ["2024-03-02T10:00:00+03:00"]


def test_without_any_date_the_day_of_the_import_stands_in_and_is_marked(tmp_path: Path) -> None:
    zero = "0000-00-00 00:00:00"
    found = imported(tmp_path, post(post_date=zero, post_date_gmt=zero))
    assert found.one.matter["date"] == "2025-06-01"
    assert found.one.stand_ins == {"date"}
    assert found.guessed("date")


def test_a_change_after_the_date_is_an_update(tmp_path: Path) -> None:
    changed = post(1, post_modified="2024-03-05 10:00:00", post_modified_gmt="2024-03-05 08:00:00")
    same = post(2, post_modified="2024-03-03 10:00:00", post_modified_gmt="2024-03-03 08:00:00")
    first, second = imported(tmp_path, changed, same).items
    assert first.matter["updated"] == "2024-03-05T10:00:00+02:00"
    assert "updated" not in second.matter


@pytest.mark.parametrize("status", ["draft", "pending", "private", "archive"])
def test_what_readers_did_not_see_is_a_draft_and_says_why(tmp_path: Path, status: str) -> None:
    found = imported(tmp_path, post(status=status))
    assert found.one.matter["draft"] is True
    word = {"pending": "review"}.get(status, status)
    assert any(word in note.text for note in found.notes)


def test_a_password_makes_a_draft_and_stays_unsaid(tmp_path: Path) -> None:
    found = imported(tmp_path, post(post_password="nightjar"))  # noqa: S106 (an invented one)
    assert found.one.matter["draft"] is True
    assert "nightjar" not in repr(found.found)


def test_what_is_scheduled_is_held_until_its_day(tmp_path: Path) -> None:
    later = {"post_date": "2031-01-01 09:00:00", "post_date_gmt": "2031-01-01 08:00:00", "status": "future"}
    found = imported(tmp_path, post(1, **later), post(2, post_type="page", **later), post(3, status="future"))
    article, page, passed = found.items
    assert "draft" not in article.matter
    assert page.matter["draft"] is True
    assert passed.matter["draft"] is True
    assert any("held until 2031-01-01" in note.text for note in found.notes)


def test_trashed_and_unsaved_posts_and_other_types_are_skipped(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        post(1, title="Old bus", status="trash"),
        post(2, status="auto-draft"),
        post(3, post_type="nav_menu_item"),
        post(4, post_type="wp_block", title="Box"),
        post(5, post_type="revision", status="inherit"),
    )
    assert not found.items
    assert found.skipped[0] == "trashed: post 1 “Old bus”"
    assert [reason.split()[0] for reason in found.skipped] == [
        "trashed:",
        "auto-draft,",
        "nav_menu_item",
        "wp_block",
        "revision",
    ]


def test_a_post_without_a_title_gets_its_first_words(tmp_path: Path) -> None:
    found = imported(tmp_path, post(9, "<p>The clock is <b>right</b> again.</p>", title="", post_name="9"))
    assert found.one.matter["title"] == "The clock is right again."
    assert found.one.name == "9"
    assert found.guessed("title")


def test_an_excerpt_is_the_summary_and_else_the_description_of_a_plugin(tmp_path: Path) -> None:
    first, second, third = imported(
        tmp_path,
        post(1, excerpt__encoded="In <b>short</b>.", more=meta("_yoast_wpseo_metadesc", "Long.")),
        post(2, more=meta("_yoast_wpseo_metadesc", "For &quot;engines&quot;.")),
        post(3, more=meta("rank_math_description", "%excerpt%")),
    ).items
    assert first.matter["summary"] == "In short."
    assert second.matter["summary"] == 'For "engines".'
    assert "summary" not in third.matter


def test_a_login_without_a_name_is_a_guess_and_no_name(tmp_path: Path) -> None:
    found = imported(tmp_path, post(dc__creator="mroe"))
    assert "authors" not in found.one.matter
    (guess,) = found.guessed("authors")
    assert guess.value == ""
    assert "mroe" in guess.why


def test_logins_with_a_name_and_mail_addresses_are_said_nowhere(tmp_path: Path) -> None:
    comment = (
        "<wp:comment><wp:comment_author_email>r@hill.example</wp:comment_author_email>"
        "<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_content>Hi</wp:comment_content></wp:comment>"
    )
    found = imported(tmp_path, AUTHORS, post(1, more=comment), post(2, dc__creator="m@hill.example"))
    said = repr(found.found)
    assert not any(private in said for private in ("kstone", "@hill.example", "192.0.2.1", "Hi"))


def test_a_display_name_that_is_the_login_gives_way_to_the_full_name(tmp_path: Path) -> None:
    author = (
        "<wp:author><wp:author_login>rowe</wp:author_login><wp:author_display_name>rowe</wp:author_display_name>"
        "<wp:author_first_name>Ruth</wp:author_first_name><wp:author_last_name>Owe</wp:author_last_name></wp:author>"
    )
    assert imported(tmp_path, author, post(dc__creator="rowe")).one.matter["authors"] == ["Ruth Owe"]


def test_several_authors_of_a_plugin_are_named_by_their_profiles(tmp_path: Path) -> None:
    guest = post(
        50,
        more=meta("cap-user_login", "ivy") + meta("cap-display_name", "Ivy Lane"),
        post_type="guest-author",
    )
    terms = in_term("author", "cap-kstone", "kstone") + in_term("author", "cap-ivy", "ivy")
    found = imported(tmp_path, AUTHORS, guest, post(1, more=terms))
    assert found.one.matter["authors"] == ["Kay ’Stone", "Ivy Lane"]


def test_format_and_sticky_are_extra(tmp_path: Path) -> None:
    item = imported(tmp_path, post(more=in_term("post_format", "post-format-quote", "Quote"), is_sticky="1")).one
    assert item.matter["extra"] == {"format": "quote", "sticky": "yes"}


def test_old_slugs_days_and_pages_of_a_post_are_aliases(tmp_path: Path) -> None:
    more = meta("_wp_old_slug", "first-name") + meta("_wp_old_date", "2023-12-31")
    item = imported(tmp_path, post(1, "A\n\n<!--nextpage-->\n\nB", more)).one
    assert item.matter["aliases"] == [
        "/2024/03/post-1/",
        "/2024/03/first-name/",
        "/2023/12/post-1/",
        "/2023/12/first-name/",
        "/2024/03/post-1/2/",
    ]


def test_percent_encoded_names_are_read_as_letters(tmp_path: Path) -> None:
    slug = "%d1%80%d0%b5%d0%ba%d0%b0"
    item = imported(tmp_path, post(link=f"{BLOG}/2024/{slug}/", post_name=slug)).one
    assert item.name == "река"
    assert item.matter["aliases"] == ["/2024/река/"]


def test_addresses_by_number_are_no_aliases_but_are_known(tmp_path: Path) -> None:
    item = imported(tmp_path, post(3, link=f"{BLOG}/?p=3", guid=f"{BLOG}/?post_type=post&p=3")).one
    assert "aliases" not in item.matter
    assert set(item.addresses) == {f"{BLOG}/?p=3", f"{BLOG}/?post_type=post&p=3"}


def test_links_to_other_hosts_and_to_the_home_page_are_no_aliases(tmp_path: Path) -> None:
    first, second = imported(tmp_path, post(1, link="https://else.example/x/"), post(2, link=f"{BLOG}/")).items
    assert "aliases" not in first.matter
    assert "aliases" not in second.matter
    assert second.base == f"{BLOG}/?p=2"


def test_a_page_has_a_place_in_the_menu_if_a_menu_has_it(tmp_path: Path) -> None:
    entry = post(
        90, more=meta("_menu_item_object", "page") + meta("_menu_item_object_id", "1"), post_type="nav_menu_item"
    )
    first, second = imported(
        tmp_path, AUTHORS, post(1, post_type="page"), post(2, post_type="page", link=f"{BLOG}/a/b/"), entry
    ).of("page")
    assert "menu" not in first.matter
    assert second.matter["menu"] is False
    assert second.matter["aliases"] == ["/a/b/"]
    assert second.matter["extra"] == {"date": "2024-03-03T10:00:00+02:00", "authors": ["Kay ’Stone"]}
    assert "guid" not in second.matter


def test_a_featured_picture_has_what_is_known_of_it(tmp_path: Path) -> None:
    parts = (attachment(20, "2024/03/mill.png", "A mill", "The <em>mill</em>."), attachment(21, "2024/03/bare.png"))
    found = imported(
        tmp_path,
        *parts,
        post(1, more=meta("_thumbnail_id", "20")),
        post(2, more=meta("_thumbnail_id", "21")),
        post(3, more=meta("_thumbnail_id", "22")),
    )
    first, second, third = found.items
    src = f"{BLOG}/wp-content/uploads/2024/03/mill.png"
    assert first.matter["image"] == {"src": src, "alt": "A mill", "caption": "The mill."}
    assert second.matter["image"] == {"src": f"{BLOG}/wp-content/uploads/2024/03/bare.png"}
    assert "image" not in third.matter
    assert found.lost("picture at the head")


def test_the_featured_picture_of_a_page_stands_in_its_text(tmp_path: Path) -> None:
    item = imported(
        tmp_path,
        attachment(20, "2024/03/mill.png", "A mill"),
        post(1, post_type="page", more=meta("_thumbnail_id", "20")),
    ).one
    assert html(item).startswith(
        '<figure><img src="https://hill.example/wp-content/uploads/2024/03/mill.png" alt="A mill">'
    )


def test_comments_are_counted_by_kind_and_custom_fields_named_once(tmp_path: Path) -> None:
    comments = "".join(
        f"<wp:comment><wp:comment_type>{kind}</wp:comment_type></wp:comment>" for kind in ("comment", "", "pingback")
    )
    fields = meta("mood", "secret") + meta("_edit_last", "1") + meta("_oembed_1f", "x")
    found = imported(tmp_path, post(1, more=comments + fields), post(2, more=meta("mood", "x")))
    assert [one.text for one in found.lost("comment")] == ["2 comments, 1 pingback, in all 3"]
    assert [one.text for one in found.lost("custom field")] == ["mood, of 2 items"]
    assert "secret" not in repr(found.found)


def test_terms_of_other_taxonomies_are_named_once(tmp_path: Path) -> None:
    found = imported(tmp_path, post(1, more=in_term("series", "a", "A")), post(2, more=in_term("series", "a", "A")))
    assert [one.text for one in found.lost("terms")] == ["series, of 2 items"]
    assert not found.of("tag")


def test_uploaded_files_are_found_in_the_folder_of_media_and_beside_the_export(tmp_path: Path) -> None:
    media = tmp_path / "media"
    for path in (media / "2024/03/mill.png", tmp_path / "wp-content/uploads/2024/03/barn.pdf"):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    item = imported(tmp_path, attachment(20, "2024/03/mill.png"), post(), media=files_at(media)).one
    base = f"{BLOG}/wp-content/uploads/2024/03"
    for reference in (
        f"{base}/mill.png",
        f"{base}/mill-300x200.png?w=300",
        "/wp-content/uploads/2024/03/mill-scaled.png",
        "http://www.hill.example/wp-content/uploads/2024/03/mill.png",
        "https://i2.wp.com/hill.example/wp-content/uploads/2024/03/mill.png?resize=1",
        f"{BLOG}/?attachment_id=20",
    ):
        found = item.find(reference)
        assert isinstance(found, Media), reference
        assert (found.name, found.member) == ("2024/03/mill.png", "2024/03/mill.png")
    beside = item.find(f"{base}/barn.pdf")
    assert isinstance(beside, Media)
    assert beside.member == "wp-content/uploads/2024/03/barn.pdf"


def test_a_missing_file_is_named_as_it_was_uploaded_if_that_is_known(tmp_path: Path) -> None:
    item = imported(tmp_path, attachment(20, "2024/03/mill.png"), post()).one
    base = f"{BLOG}/wp-content/uploads/2024/03"
    assert item.find(f"{base}/mill-300x200.png") == Missing("2024/03/mill.png")
    assert item.find(f"{base}/wall-1024x683.jpg") == Missing("2024/03/wall-1024x683.jpg")
    assert item.find(f"{BLOG}/2024/03/post-2/") is None
    assert item.find("https://else.example/wp-content/uploads/a.png") is None
    assert item.find("mailto:a@hill.example") is None


def test_a_name_that_ends_like_a_size_is_the_name_of_its_own_picture(tmp_path: Path) -> None:
    (tmp_path / "uploads").mkdir()
    for name in ("poster-300x200.png", "poster.png"):
        (tmp_path / "uploads" / name).write_bytes(b"x")
    item = imported(tmp_path, attachment(20, "poster-300x200.png"), post()).one
    found = item.find(f"{BLOG}/wp-content/uploads/poster-300x200.png")
    assert isinstance(found, Media)
    assert found.member == "uploads/poster-300x200.png"


@pytest.mark.parametrize("name", ["../secret.txt", "..%2f..%2fsecret.txt", "a/../../secret.txt", "x%00.png"])
def test_no_reference_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "in"
    (inner / "uploads").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("x")
    (inner / "secret.txt").write_text("x")
    item = imported(inner, post()).one
    assert not isinstance(item.find(f"{BLOG}/wp-content/uploads/{name}"), Media)


def test_a_long_description_of_a_file_is_said_to_be_lost(tmp_path: Path) -> None:
    picture = attachment(20, "2024/03/mill.png").replace("<![CDATA[]]></content", "<![CDATA[Long.]]></content")
    assert [one.text for one in imported(tmp_path, picture, post()).lost("description of a file")] == ["mill.png"]


def test_tags_of_a_page_have_no_place(tmp_path: Path) -> None:
    found = imported(
        tmp_path, category("hill", "Hill"), post(post_type="page", more=in_term("category", "hill", "Hill"))
    )
    assert "tags" not in found.one.matter
    assert [one.text for one in found.lost("tags of a page")] == ["Hill"]


def test_the_feeds_that_need_the_config_are_named_once(tmp_path: Path) -> None:
    found = imported(tmp_path, post())
    assert [note.text for note in found.notes if '"/feed/", "/feed/atom/"' in note.text]
    assert json.dumps([note.text for note in found.notes]).count("site.toml") == 1


def test_exports_in_several_files_are_one(tmp_path: Path) -> None:
    folder = tmp_path / "blog"
    folder.mkdir()
    imported(folder, AUTHORS, attachment(20, "2024/03/mill.png", "A mill"))
    (folder / "export.xml").rename(folder / "a.xml")
    imported(folder, post(1, more=meta("_thumbnail_id", "20")))
    (folder / "sitemap.xml").write_text("<urlset/>")
    found = found_in(folder)
    assert found.one.matter["authors"] == ["Kay ’Stone"]
    assert found.one.matter["image"]
    assert found.skipped == ["no export of WordPress"]


def test_an_enclosure_that_the_text_does_not_name_is_played_after_it(tmp_path: Path) -> None:
    more = meta("enclosure", "https://cast.example/1.mp3\n123\naudio/mpeg") + meta(
        "enclosure", "https://cast.example/2.mp3\n1"
    )
    item = imported(tmp_path, post(1, "Hear https://cast.example/2.mp3 now.", more)).one
    assert html(item).endswith('<audio controls src="https://cast.example/1.mp3"></audio>')
    assert html(item).count("<audio") == 1
