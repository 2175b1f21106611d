"""A page in the author's browser, while its files are edited: it shows what is true, and leaves the reader in peace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conftest import Site
from playwright.sync_api import Browser, BrowserContext, Page, expect
from served import Served, Shared, until

pytestmark = pytest.mark.browser

PARAGRAPHS = "\n\n".join(f"Paragraph {n} of many, long enough to be read." for n in range(80))


def filled(site: Site) -> Site:
    site.article("a", "Headline A", tags="[First]", summary="Short.", body="Text of a.")
    return site.article("b", "Headline B", tags="[First, Second]", body=PARAGRAPHS)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    desk = filled(Site(tmp_path_factory.mktemp("shared")))
    with Served(desk.root) as served:
        yield Shared(desk, served, "/articles/a/", "/articles/b/", "/tag/first/", "/tags/", "/style.css", "/none/")


@pytest.fixture
def served(shared: Shared) -> Served:
    shared.put_back()
    return shared.served


@pytest.fixture
def desk(shared: Shared) -> Site:
    """The site of the shared preview."""
    return shared.site


@pytest.fixture
def own(site: Site) -> Site:
    """The same site for a preview of its own."""
    return filled(site)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 900, "height": 700})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def tab(window: BrowserContext) -> Page:
    return window.new_page()


@pytest.fixture
def page(window: BrowserContext, tab: Page) -> Iterator[Page]:
    """A tab that other tests have used, with nothing left in it: a new one is a new process of the browser."""
    yield tab
    for other in window.pages[1:]:
        other.close()
    tab.evaluate("sessionStorage.clear()")
    tab.goto("about:blank")


def opened(page: Page, served: Served, path: str) -> Page:
    """The page once it is connected."""
    page.goto(served.url + path)
    expect(page.locator("tagarchive-preview aside")).to_contain_text("Preview")
    return page


def another(page: Page, served: Served, path: str) -> Page:
    return opened(page.context.new_page(), served, path)


def mark(page: Page) -> None:
    """Leaves a value in the page that a reload would lose."""
    page.evaluate("window.mark = 1")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.mark === 1"))


def test_a_text_and_a_title_change_as_they_are_saved(desk: Site, served: Served, page: Page) -> None:
    opened(page, served, "/articles/a/")
    desk.article("a", "Headline A", tags="[First]", summary="Short.", body="Another text.")
    expect(page.locator("main")).to_contain_text("Another text.")
    desk.article("a", "Better headline", tags="[First]", summary="Short.", body="Another text.")
    expect(page.locator("h1")).to_have_text("Better headline")
    expect(page).to_have_title("Better headline – Desk")


def test_new_tags_are_on_the_tag_page_in_the_counts_and_on_a_page_of_their_own(
    desk: Site, served: Served, page: Page
) -> None:
    tag, counts, new = opened(page, served, "/tag/first/"), another(page, served, "/tags/"), page.context.new_page()
    new.goto(f"{served.url}/tag/third/")
    expect(tag.locator("main")).to_contain_text("Headline A")
    desk.article("a", "Headline A", tags="[Second, Third]", summary="Short.")
    expect(tag.locator("main")).not_to_contain_text("Headline A")
    expect(counts.locator("main")).to_contain_text("Second 2")
    expect(counts.locator("main")).to_contain_text("Third 1")
    expect(new.locator("h1")).to_contain_text("Third")


def test_a_page_that_nothing_happened_to_does_not_reload(desk: Site, served: Served, page: Page) -> None:
    opened(page, served, "/articles/b/")
    mark(page)
    listed = another(page, served, "/tag/first/")
    desk.article("a", "Headline A", tags="[First]", summary="Changed.", body="Text of a.")
    expect(listed.locator("main")).to_contain_text("Changed.")
    assert is_marked(page)


def test_a_partial_and_the_config_reload_the_pages_that_show_them(desk: Site, served: Served, page: Page) -> None:
    opened(page, served, "/tag/first/")
    desk.write("-- templates/_card.html --\n<p>Card of {{ card.title }}</p>\n")
    expect(page.locator("main")).to_contain_text("Card of Headline A")
    desk.write('-- site.toml --\ntitle = "Renamed desk"\n')
    expect(page.locator("header.masthead")).to_contain_text("Renamed desk")
    desk.write('-- words/en.toml --\n[lists]\ntag = "Subjects"\n')
    expect(page.locator("header.masthead")).to_contain_text("Subjects")
    desk.write('-- words/en.toml --\n[lists]\ntag = "Themes"\n')
    expect(page.locator("header.masthead")).to_contain_text("Themes")


def test_a_style_sheet_is_swapped_without_a_reload(desk: Site, served: Served, page: Page) -> None:
    desk.put("static/style.css", b"main { --probe: one }")
    opened(page, served, "/articles/a/")
    mark(page)
    probe = "getComputedStyle(document.querySelector('main')).getPropertyValue('--probe').trim()"
    until(lambda: page.evaluate(f"{probe} === 'one'"))
    desk.put("static/style.css", b"main { --probe: two }")
    until(lambda: page.evaluate(f"{probe} === 'two'"))
    until(lambda: page.locator("head link[rel=stylesheet]").count() == 1)
    assert is_marked(page)


def test_a_picture_that_the_page_shows_reloads_it(desk: Site, served: Served, page: Page) -> None:
    desk.put("content/m.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
    desk.article("a", body="![m](m.svg)")
    opened(page, served, "/articles/a/")
    desk.put("content/m.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"/>')
    expect(page.locator("main img")).to_have_js_property("naturalWidth", 30)


BROKEN = {
    "content/a.md": (b"---\ntitle: [<b>\n---\n", "content/a.md:"),
    "templates/article.html": (b"{% if %}", "templates/article.html:1:"),
    "site.toml": (b"titel = 1", "site.toml:1:1"),
}


@pytest.mark.parametrize("path", BROKEN)
def test_what_is_broken_is_told_over_the_last_good_page_until_it_is_mended(
    desk: Site, served: Served, page: Page, path: str
) -> None:
    file = desk.root / path
    before = file.read_bytes() if file.exists() else None
    broken, where = BROKEN[path]
    opened(page, served, "/articles/a/")
    alert = page.locator("tagarchive-preview [role=alert]")
    expect(alert).to_be_hidden()
    desk.put(path, broken)
    expect(alert).to_contain_text(where)
    expect(alert.locator("pre .here")).to_be_visible()
    assert alert.locator("b").count() == 0
    expect(page.locator("main")).to_contain_text("Text of a.")
    until(lambda: where in served.said())
    file.unlink() if before is None else file.write_bytes(before)
    expect(alert).to_be_hidden()
    until(lambda: "Fixed." in served.said())


def test_all_that_is_broken_is_told_at_once_and_can_be_closed(desk: Site, served: Served, page: Page) -> None:
    opened(page, served, "/articles/b/")
    for path, (broken, _) in BROKEN.items():
        desk.put(path, broken)
    alert = page.locator("tagarchive-preview [role=alert]")
    for _, where in BROKEN.values():
        expect(alert).to_contain_text(where)
    alert.get_by_role("button", name="Close").click()
    expect(alert).to_be_hidden()


def test_a_page_whose_template_fails_says_so_and_comes_back(desk: Site, served: Served, page: Page) -> None:
    opened(page, served, "/articles/a/")
    desk.write("-- templates/article.html --\n<body>{{ 1 // 0 }}</body>\n")
    alert = page.locator("tagarchive-preview [role=alert]")
    expect(alert).to_contain_text("templates/article.html:1:")
    page.reload()
    expect(alert).to_contain_text("by zero")
    expect(page.locator("main")).to_contain_text("Text of a.")
    desk.write("-- templates/article.html --\n<body>Mended {{ article.card.title }}</body>\n")
    expect(page.locator("body")).to_contain_text("Mended Headline A")
    expect(alert).to_be_hidden()


def test_an_article_that_is_deleted_or_renamed_while_it_is_shown(desk: Site, served: Served, page: Page) -> None:
    opened(page, served, "/articles/a/")
    file = desk.root / "content" / "a.md"
    file.rename(desk.root / "content" / "c.md")
    expect(page.locator("main")).not_to_contain_text("Text of a.")
    assert page.evaluate("fetch(location).then(answer => answer.status)") == 404
    opened(page, served, "/articles/c/")
    (desk.root / "content" / "c.md").rename(file)
    expect(page.locator("main")).not_to_contain_text("Text of a.")
    opened(page, served, "/articles/a/")
    expect(page.locator("main")).to_contain_text("Text of a.")
    file.unlink()
    expect(page.locator("main")).not_to_contain_text("Text of a.")


def top_paragraph(page: Page) -> str:
    """The first paragraph that is wholly in the window."""
    return str(
        page.evaluate("[...document.querySelectorAll('p')].find(p => p.getBoundingClientRect().top >= 0).textContent")
    )


def test_scroll_focus_and_what_is_open_survive_a_reload(desk: Site, served: Served, page: Page) -> None:
    extra = "<details><summary>One</summary>Inside.</details>\n\n<details><summary>Two</summary>Inside.</details>\n\n"
    desk.article("b", body=f"{extra}{PARAGRAPHS}\n\n[a link](a.md)")
    opened(page, served, "/articles/b/")
    page.locator("summary", has_text="Two").first.click()
    page.get_by_role("link", name="a link").focus()
    fiftieth = "[...document.querySelectorAll('p')].find(p => p.textContent.includes('Paragraph 50 '))"
    page.evaluate(f"{fiftieth}.scrollIntoView(); scrollBy(0, -9)")
    before = top_paragraph(page)
    assert "Paragraph 5" in before
    mark(page)
    more = "New at the top.\n\n" * 20
    desk.article("b", body=f"{extra}{more}{PARAGRAPHS}\n\n[a link](a.md)")
    expect(page.get_by_text("New at the top.").first).to_be_attached()
    until(lambda: top_paragraph(page) == before)
    assert not is_marked(page)
    assert page.locator("main details").nth(1).get_attribute("open") is not None
    assert page.locator("main details").first.get_attribute("open") is None
    assert page.evaluate("document.activeElement.textContent") == "a link"


def test_a_hidden_tab_lets_go_of_its_connection_and_catches_up_when_it_is_seen(
    desk: Site, served: Served, page: Page
) -> None:
    opened(page, served, "/articles/a/")
    hide = "state => { Object.defineProperty(document, 'hidden', {value: state, configurable: true});"
    page.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')) }", arg=True)
    mark(page)
    desk.article("a", body="Written while nobody looked.")
    until(lambda: "Written while nobody looked." in served.get("/articles/a/").text)
    page.wait_for_timeout(300)
    assert is_marked(page)
    page.evaluate(hide + " document.dispatchEvent(new Event('visibilitychange')) }", arg=False)
    expect(page.locator("main")).to_contain_text("Written while nobody looked.")


def test_a_restarted_server_is_found_again(own: Site, page: Page) -> None:
    with Served(own.root) as first:
        opened(page, first, "/articles/a/")
    expect(page.locator("tagarchive-preview aside")).to_contain_text("Waiting for the preview")
    own.article("a", body="Written while it was away.")
    second = Served(own.root)
    second.port = first.port
    with second:
        expect(page.locator("main")).to_contain_text("Written while it was away.")


def test_the_bar_shows_what_the_author_has_to_know(desk: Site, served: Served, page: Page) -> None:
    desk.article("a", draft="true", body=f"![](none.png)\n\n{PARAGRAPHS}")
    opened(page, served, "/articles/a/")
    bar = page.locator("tagarchive-preview aside")
    for words in ("Draft", "content/a.md", "4 min", "1 notice, 2 doubts"):
        expect(bar).to_contain_text(words)
    bar.locator("summary").click()
    expect(bar.locator("li").first).to_contain_text("found a link to content/none.png")
    expect(bar.locator("li").last).to_contain_text("found no summary")
    desk.article("a", summary="Now.", body=PARAGRAPHS)
    expect(bar).not_to_contain_text("doubt")
    expect(bar).not_to_contain_text("notice")
    expect(bar).not_to_contain_text("Draft")


def test_drafts_are_marked_in_lists_and_no_text_of_the_page_changes(desk: Site, served: Served, page: Page) -> None:
    opened(page, served, "/")
    desk.article("a", "Headline A", draft="true", tags="[First, Second]")
    marked = page.locator("main [data-preview-draft]")
    expect(marked.first).to_have_text("Headline A")
    mark = "element => getComputedStyle(element, '::after').content"
    until(lambda: marked.first.evaluate(mark) == '"Draft"')
    assert marked.count() == page.locator("main article", has_text="Headline A").count()
    text = page.locator("main").inner_text()
    desk.article("a", "Headline A", tags="[First, Second]")
    expect(marked).to_have_count(0)
    assert page.locator("main").inner_text() == text


def test_with_follow_the_browser_goes_to_the_edited_article_and_paragraph(own: Site, page: Page) -> None:
    with Served(own.root, "--follow") as served:
        opened(page, served, "/articles/a/")
        own.article("b", "Headline B", tags="[First, Second]", body=PARAGRAPHS.replace("Paragraph 60", "Edited 60"))
        page.wait_for_url(f"{served.url}/articles/b/")
        expect(page.get_by_text("Edited 60")).to_be_in_viewport()
        text = PARAGRAPHS.replace("Paragraph 3 ", "Edited 3 ").replace("Paragraph 60", "Edited 60")
        own.article("b", "Headline B", tags="[First, Second]", body=text)
        expect(page.get_by_text("Edited 3 of")).to_be_in_viewport()


def test_the_client_works_under_a_strict_content_security_policy(own: Site, page: Page) -> None:
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    own.write(f"-- templates/article.html --\n<head>{meta}</head><body>{{{{ article.body }}}}</body>\n")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with Served(own.root) as served:
        opened(page, served, "/articles/a/")
        own.article("a", body="Edited under the policy.")
        expect(page.locator("body")).to_contain_text("Edited under the policy.")
        own.put("content/a.md", b"---\n---\n")
        expect(page.locator("tagarchive-preview [role=alert]")).to_be_visible()
    assert not [text for text in said if "Content Security Policy" in text]
