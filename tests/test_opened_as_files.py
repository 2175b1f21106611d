"""A published site whose pages are opened by double click, without a server."""

from __future__ import annotations

import pytest
from conftest import Site
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PIXEL = b'<svg xmlns="http://www.w3.org/2000/svg" width="7" height="3" viewBox="0 0 7 3"><path d="M0 0h7v3H0z"/></svg>'


@pytest.mark.parametrize("base", ["https://desk.example/", "https://desk.example/an/archive/"])
def test_pages_opened_as_files_have_their_style_their_pictures_and_links(
    site: Site, browser: Browser, base: str
) -> None:
    site.write(f'-- site.toml --\ntitle = "Desk"\nbase_url = "{base}"\n')
    site.put("content/a.svg", PIXEL)
    site.write("-- content/a.md --\n---\ntitle: A\ndate: 2021-01-01\ntags: [War]\n---\n![A](a.svg) [B](b.md#there)\n")
    site.write("-- content/b.md --\n---\ntitle: B\ndate: 2021-01-02\ntags: [War]\n---\nText\n\n## There\n")
    site.build()
    page = browser.new_page()
    page.goto(f"{site.output.as_uri()}/index.html")
    assert page.evaluate("getComputedStyle(document.body).paddingInlineStart") != "0px"
    page.get_by_role("link", name="Tags", exact=True).first.click()
    page.get_by_role("link", name="War").first.click()
    page.wait_for_url(f"{site.output.as_uri()}/tag/war/index.html")
    page.get_by_role("link", name="A", exact=True).first.click()
    assert page.locator(".prose img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 7
    page.get_by_role("link", name="B", exact=True).first.click()
    page.wait_for_url(f"{site.output.as_uri()}/articles/b/index.html#there")
    page.locator(".site-title").click()
    page.wait_for_url(f"{site.output.as_uri()}/index.html")
    page.close()
