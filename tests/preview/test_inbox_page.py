"""The inbox in the preview: a list of drafts with two buttons, for the author on this machine alone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from conftest import Site
from playwright.sync_api import Browser
from served import Answer, Served, Shared, until

INBOX = "/.tagarchive/inbox"


def filled(site: Site) -> Site:
    source = "{name: Evening <News>, url: 'https://news.example/a?x=1&y=2'}"
    site.article("known")
    site.article("inbox/a", "First & <b>foremost</b>", draft="true", filed="2025-12-03", tags="[Iran]", source=source)
    site.article("inbox/b", "جماعة", draft="true", filed="2025-12-02", lang="ar", body="نص.")
    return site.article("inbox/c", "Third", draft="true", date="2019-05-05", body="[b](b.md)")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    desk = filled(Site(tmp_path_factory.mktemp("shared")))
    with Served(desk.root, "--edit") as served:
        yield Shared(desk, served, "/articles/a/", "/articles/b/", INBOX)


@pytest.fixture
def preview(shared: Shared) -> Served:
    shared.put_back()
    return shared.served


@pytest.fixture
def kept(shared: Shared) -> Site:
    return shared.site


def pressed(preview: Served, what: str, path: str, **headers: str) -> Answer:
    """The answer to a button, as a browser sends it, unless other headers are given."""
    own = {"origin": preview.url, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}
    sent = {name: value for name, value in {**own, **headers}.items() if value != "-"}
    return preview.post(INBOX, urlencode({"do": what, "path": path}), sent)


def names(site: Site) -> set[str]:
    return {file.relative_to(site.root / "content").as_posix() for file in (site.root / "content").rglob("*.md")}


def test_the_terminal_says_where_the_inbox_is(preview: Served) -> None:
    assert f"\nThe inbox is at {preview.url}{INBOX}\n" in preview.log.read_text()


def test_drafts_are_listed_with_what_they_say_the_last_one_first(preview: Served) -> None:
    page = preview.get(INBOX)
    assert page.status == 200
    titles = [page.text.index(f">{title}<") for title in ("First &amp; &lt;b&gt;foremost&lt;/b&gt;", "جماعة", "Third")]
    assert titles == sorted(titles)
    for part in (
        "3 drafts await a decision.",
        '<a href="/articles/a/">',
        "Evening &lt;News&gt;",
        '<a href="https://news.example/a?x=1&amp;y=2" rel="noreferrer">',
        '<code dir="ltr">content/inbox/a.md</code>',
        ">Iran</li>",
        '<h2 id="title-2" lang="ar">',
        '<time datetime="2019-05-05">',
    ):
        assert part in page.text
    assert "<script" not in page.text


def test_the_page_may_load_and_send_nothing_elsewhere(preview: Served) -> None:
    headers = preview.get(INBOX).headers
    assert headers["content-security-policy"].split("; ") == [
        "default-src 'none'",
        "style-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    assert headers["cache-control"] == "no-store"
    assert preview.get("/.tagarchive/inbox.css").headers["content-type"] == "text/css; charset=utf-8"


def test_accepting_moves_a_draft_and_leads_to_the_next_one(kept: Site, preview: Served) -> None:
    answer = pressed(preview, "accept", "content/inbox/a.md")
    assert (answer.status, answer.headers["location"]) == (303, f"{INBOX}#draft-1")
    assert names(kept) == {"known.md", "2021/a.md", "inbox/b.md", "inbox/c.md"}
    assert "draft" not in (kept.root / "content/2021/a.md").read_text()
    page = preview.get(INBOX).text
    assert "“First &amp; &lt;b&gt;foremost&lt;/b&gt;” is accepted: content/2021/a.md" in page
    assert "2 drafts await a decision." in page
    assert "is accepted" not in preview.get(INBOX).text


def test_discarding_deletes_a_draft_and_notes_its_original(kept: Site, preview: Served) -> None:
    # The file is back after the test before, and the preview may not have read it yet.
    until(lambda: 'href="https://news.example/a' in preview.get(INBOX).text)
    assert pressed(preview, "discard", "content/inbox/a.md").status == 303
    assert names(kept) == {"known.md", "inbox/b.md", "inbox/c.md"}
    assert "https://news.example/a?x=1&y=2" in (kept.root / "collected.txt").read_text()
    page = preview.get(INBOX).text
    assert 'is discarded. <a href="https://news.example/a?x=1&amp;y=2" rel="noreferrer">Original</a>' in page


def test_a_draft_that_would_stop_the_build_stays_and_the_page_says_why(kept: Site, preview: Served) -> None:
    answer = pressed(preview, "accept", "content/inbox/c.md")
    assert answer.status == 409
    assert 'role="alert"' in answer.text
    assert "<strong>content/inbox/c.md" in answer.text
    assert "inbox/c.md" in names(kept)


def test_a_file_with_a_fault_is_listed_and_can_be_discarded(kept: Site, preview: Served) -> None:
    kept.put("content/inbox/d.md", b"---\ntitle: D\ndate: never\n---\n")
    assert "d.md</h2>" in preview.get(INBOX).text
    refused = pressed(preview, "accept", "content/inbox/d.md")
    assert (refused.status, "content/inbox/d.md:3:7" in refused.text) == (409, True)
    assert pressed(preview, "discard", "content/inbox/d.md").status == 303
    assert "inbox/d.md" not in names(kept)


@pytest.mark.parametrize(
    "path",
    ["content/known.md", "content/inbox/../known.md", "content/inbox/gone.md", "site.toml", "/etc/passwd", "a.md"],
)
@pytest.mark.parametrize("what", ["accept", "discard"])
def test_no_other_file_is_touched(kept: Site, preview: Served, what: str, path: str) -> None:
    assert pressed(preview, what, path).status == 409
    assert names(kept) == {"known.md", "inbox/a.md", "inbox/b.md", "inbox/c.md"}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "-"},
        {"origin": "null"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"host": "desk.example"},
        {"host": "elsewhere.example", "origin": "http://elsewhere.example"},
    ],
)
def test_buttons_of_other_pages_are_refused(kept: Site, preview: Served, headers: dict[str, str]) -> None:
    assert pressed(preview, "discard", "content/inbox/a.md", **headers).status == 403
    assert "inbox/a.md" in names(kept)


@pytest.mark.parametrize(
    "body", ["", "do=publish&path=content/inbox/a.md", "do=accept", "do=accept&path=" + "a" * 20_000]
)
def test_what_no_button_says_is_refused(preview: Served, body: str) -> None:
    assert preview.post(INBOX, body, {"origin": preview.url}).status == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(preview: Served, method: str) -> None:
    assert preview.get(INBOX, method, origin=preview.url).status == 405


def test_without_the_option_there_is_no_inbox(site: Site) -> None:
    filled(site)
    with Served(site.root) as preview:
        assert preview.get(INBOX).status == 404
        assert pressed(preview, "discard", "content/inbox/a.md").status == 405
        assert "inbox" not in preview.log.read_text()
    assert "inbox/a.md" in names(site)


def test_an_empty_inbox_says_so(site: Site) -> None:
    site.article("a")
    with Served(site.root, "--edit") as preview:
        assert "Nothing awaits a decision." in preview.get(INBOX).text


def test_a_site_that_cannot_be_shown_has_no_inbox_yet(site: Site) -> None:
    filled(site).put("site.toml", b"title = \n")
    with Served(site.root, "--edit") as preview:
        assert preview.get(INBOX).status == 500
        assert pressed(preview, "discard", "content/inbox/a.md").status == 400


@pytest.mark.browser
def test_the_list_is_worked_through_by_keyboard_without_scripts(kept: Site, preview: Served, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{preview.url}{INBOX}")
    page.get_by_role("button", name="Discard").first.press("Enter")
    page.wait_for_url("**#draft-1")
    assert page.get_by_role("status").inner_text().startswith("“First")
    # The keyboard goes on at the draft that took the place of the first.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 draft awaits")
    assert names(kept) == {"known.md", "2021/b.md", "inbox/c.md"}
    page.get_by_role("button", name="Accept").click()
    assert "Nothing was changed" in page.get_by_role("alert").inner_text()
    page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1200])
def test_nothing_is_wider_than_the_window_and_buttons_are_large(
    kept: Site, preview: Served, browser: Browser, width: int, scheme: str
) -> None:
    kept.article("inbox/d", "W" * 200, draft="true", filed="2025-12-04", tags=f"[{'w' * 100}]")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    until(lambda: "W" * 200 in preview.get(INBOX).text)
    page.goto(f"{preview.url}{INBOX}")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    sizes = [button.bounding_box() for button in page.get_by_role("button").all()]
    assert all(size and size["height"] >= 44 and size["width"] >= 44 for size in sizes)
    paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == {"light": "rgb(253, 252, 249)", "dark": "rgb(22, 23, 26)"}[scheme]
    context.close()
