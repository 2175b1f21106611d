"""Texts by strangers run nothing: hostile ones in every field of articles and feeds, clicked through in a browser.

Pages are opened without their policy, and with it but with canaries put in, so that neither is the only thing that
holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from conftest import Site
from lxml import etree
from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

COUNT = 300

VECTORS = """
<script>hit()</script>
<script src=//evil.example/x.js></script>
<img src=x onerror=hit()>
<img src=x onerror="hit()" alt="
<svg onload=hit()>
<svg><script>hit()</script></svg>
<svg><animate onbegin=hit() attributeName=x dur=1s>
<svg><a xlink:href="javascript:hit()"><text y=20>x</text></a></svg>
<svg><foreignObject><body onload=hit()></foreignObject></svg>
<math><mtext><table><mglyph><style><img src=x onerror=hit()></style></mglyph></table></mtext></math>
<math href="javascript:hit()">x</math>
<iframe src="javascript:hit()"></iframe>
<iframe srcdoc="<script>parent.hit()</script>"></iframe>
<iframe src="data:text/html,<script>parent.hit()</script>"></iframe>
<object data="javascript:hit()"></object>
<embed src="javascript:hit()">
<form action="javascript:hit()"><button>x</button></form>
<button formaction="javascript:hit()">x</button>
<input autofocus onfocus=hit()>
<details open ontoggle=hit()><summary>x</summary></details>
<video src=x onerror=hit()></video>
<audio><source src=x onerror=hit()></audio>
<body onload=hit()>
<a href="javascript:hit()">x</a>
<a href="JaVaScRiPt:hit()">x</a>
<a href="java&#10;script:hit()">x</a>
<a href="&#1;javascript:hit()">x</a>
<a href="javascript&colon;hit()">x</a>
<a href="data:text/html,<script>opener.hit()</script>">x</a>
<a href="vbscript:hit()">x</a>
<a onclick=hit() href=#>x</a>
<a href="https://e.example/" onmouseover=hit()>x</a>
<base href="javascript:hit()//">
<meta http-equiv=refresh content="0;url=javascript:hit()">
<link rel=stylesheet href="javascript:hit()">
<style>@import 'javascript:hit()';</style>
<style>*{background:url(javascript:hit())}</style>
<p style="background:url(javascript:hit())">x</p>
<template><script>hit()</script></template>
<noscript><p title="</noscript><img src=x onerror=hit()>"></noscript>
<textarea><img title="</textarea><img src=x onerror=hit()>"></textarea>
<title><img title="</title><img src=x onerror=hit()>"></title>
<xmp><img title="</xmp><img src=x onerror=hit()>"></xmp>
<!--><img src=x onerror=hit()>-->
<![CDATA[><img src=x onerror=hit()>]]>
]]><script>hit()</script>
</script><script>hit()</script>
"><img src=x onerror=hit()>
'><img src=x onerror=hit()>
` onerror=hit() `
" onmouseover="hit()
' autofocus onfocus='hit()
{{ cycler.__init__ }}<img src=x onerror=hit()>
[x](javascript:hit())
[x](<javascript:hit()>)
[x](JAVASCRIPT&#58;hit())
![x](javascript:hit())
![x" onerror="hit()](x.png)
[x](https://e.example/ "a" onmouseover="hit()")
<javascript:hit()>
[x]: javascript:hit()
[x][x] {: onclick="hit()" href="javascript:hit()" }
""".strip().splitlines()

DISGUISES = (
    lambda text: text,
    lambda text: text.replace("script", "ScRiPt").replace("on", "ON"),
    lambda text: text.replace(" ", "/").replace("=", " = "),
    lambda text: text.replace("<", "<\N{NO-BREAK SPACE}").replace("hit", "h\\u0069t"),
    lambda text: f"<b>{text}<i {text}</b>{text[::-1]}{text}",
    lambda text: text.replace("<", "&lt;").replace(">", "&#62;").replace('"', "&quot;"),
)

PAYLOADS = list(dict.fromkeys(disguise(vector) for disguise in DISGUISES for vector in VECTORS))[:COUNT]

EACH_VECTOR_ONCE = [PAYLOADS.index(DISGUISES[n % 5](vector)) for n, vector in enumerate(VECTORS)]
"""The numbers of payloads that are each vector in one of its disguises."""

CANARIES = '<script>hit()</script><img src=x onerror="hit()"><a href="javascript:hit()">x</a>'

COUNTER = """
window.hits = 0;
window.hit = () => { window.hits += 1; };
window.alert = window.prompt = window.confirm = window.hit;
"""

CLICK_THROUGH = """async () => {
  addEventListener('click', event => {
    const link = event.target.closest('a,area');
    if (!link || !/^\\s*(javascript|vbscript|data):/i.test(link.href)) event.preventDefault();
  }, true);
  addEventListener('submit', event => event.preventDefault(), true);
  const handled = element => [...element.attributes].some(attribute =>
    attribute.name.startsWith('on') || /^\\s*(javascript|vbscript):/i.test(attribute.value));
  const bad = [...document.querySelectorAll('*')].filter(handled);
  for (const element of new Set([...bad, ...document.querySelectorAll("a,area,button,summary,input")])) {
    for (const name of ['mouseover', 'focus', 'toggle']) element.dispatchEvent(new Event(name));
    element.click();
  }
  await new Promise(resolve => setTimeout(resolve, 5));
  return [window.hits, bad.map(element => element.outerHTML.slice(0, 200))];
}"""
"""Touches and clicks everything, and tells how often something ran and what might."""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def hostile(site: Site) -> Site:
    """A site with a payload in every field of each article that takes any text, and in the texts of tags and pages."""
    for n, payload in enumerate(PAYLOADS):
        line = quoted(payload)
        tags = f"[{quoted(f'{n} {payload}')}]" if n < len(VECTORS) else "[]"
        fields = {
            "title": line, "summary": line, "authors": f"[{line}]", "tags": tags,
            "image": f"{{src: https://e.example/a.png, alt: {line}, caption: {line}, credit: {line}}}",
            "source": f"{{name: {line}, url: 'https://e.example/?q=%22onclick=hit()', authors: [{line}]}}",
            "updates": f"[{{date: 2021-02-01, note: {line}}}]", "extra": f"{{a: {line}}}",
            "key_points": f"[{line}]", "dateline": f"{{place: {line}, agency: {line}, date: {line}}}",
            "credits": f"[{{role: {line}, names: [{line}]}}]",
            "films": f"[{{title: {line}, seconds: 9, url: 'https://e.example/?q=%22onclick=hit()'}}]",
        }  # fmt: skip
        body = (
            f"{payload}\n\n# {payload}\n\n- {payload}\n\n| a |\n|---|\n| {payload} |\n\n```{payload}\n{payload}\n```\n"
        )
        site.article(f"a{n:03}", body=body, **fields)
    site.write(f"-- content/pages/p.md --\n---\ntitle: {quoted(PAYLOADS[2])}\n---\n{PAYLOADS[2]}\n")
    lines = f"title = {quoted(PAYLOADS[2])}\ndescription = {quoted(PAYLOADS[0])}\nrights = {quoted(PAYLOADS[3])}\n"
    return site.write(
        f'-- site.toml --\n{lines}base_url = "https://desk.example/"\n[archive]\nshow = "full"\nper_page = 50\n'
        f'[feeds]\nentries = {COUNT}\n[exports]\nformats = ["bookmarks"]\n'
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return hostile(Site(tmp_path_factory.mktemp("payloads"))).build()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that counts what runs in it and in its frames."""
    context = browser.new_context()
    context.add_init_script(COUNTER)
    yield context.new_page()
    context.close()


TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript"}

WRITE = f"""async html => {{
  window.hits = 0;
  document.open();
  const loaded = new Promise(resolve => addEventListener('load', resolve));
  document.write(html);
  document.close();
  await loaded;
  return await ({CLICK_THROUGH})();
}}"""
"""Puts a page in the place of the one before it: a browser opens it in twice the time."""


def ran(page: Page, pages: Mapping[str, bytes], paths: Sequence[str]) -> dict[str, tuple[int, list[str]]]:
    """How often something ran in each page without its policy, and what might; all other hosts answer nothing."""
    serve(page, {**pages, "blank.html": b"<body>"})
    page.goto("https://desk.example/blank.html")
    texts = {path: without_policy(without_styles(pages[file_of(path)])).decode() for path in paths}
    return {path: tuple(page.evaluate(WRITE, text)) for path, text in texts.items()}


def ran_where_opened(page: Page, pages: Mapping[str, bytes], paths: Sequence[str]) -> dict[str, tuple[int, list[str]]]:
    """The same for pages with their policy, in frames of one page."""
    frames = "".join(f'<iframe src="/{quote(path)}"></iframe>' for path in paths)
    serve(page, {**pages, "frames.html": frames.encode()})
    page.goto("https://desk.example/frames.html", wait_until="load")
    found = {unquote(urlsplit(frame.url).path)[1:]: tuple(frame.evaluate(CLICK_THROUGH)) for frame in page.frames}
    assert found.pop("frames.html") == CLEAN
    assert found.keys() == set(paths), "a page is not where it was opened"
    return found


def serve(page: Page, pages: Mapping[str, bytes]) -> None:
    """Lets a host answer with these pages, without their style sheets, and all others with nothing."""

    def answer(route: Route) -> None:
        url = urlsplit(route.request.url)
        path = file_of(unquote(url.path).removeprefix("/"))
        if url.netloc == "desk.example" and path in pages:
            body = without_styles(pages[path])
            route.fulfill(status=200, body=body, content_type=TYPES.get(Path(path).suffix, "text/plain"))
        else:
            route.fulfill(status=404, body="")

    page.context.route("**/*", answer)


def file_of(path: str) -> str:
    return f"{path}index.html" if not path or path.endswith("/") else path


CLEAN: tuple[int, list[str]] = (0, [])

REFRESH = b'http-equiv="refresh"'
"""A page that leads on at once. In the text of a page, its quotes are escaped."""


def without_policy(page: bytes) -> bytes:
    return re.sub(rb"<meta http-equiv=\"?Content-Security-Policy\"?[^>]*>", b"", page)


def without_styles(page: bytes) -> bytes:
    return re.sub(rb"<link rel=\"?stylesheet\"?[^>]*>", b"", page)


def with_canaries(page: bytes) -> bytes:
    assert page.count(b"</main>") == 1
    return page.replace(b"</main>", CANARIES.encode() + b"</main>")


def addresses(published: Mapping[str, bytes]) -> list[str]:
    return [path.removesuffix("index.html") for path in published if path.endswith(".html")]


def test_payloads_run_nowhere_on_the_site(page: Page, published: Mapping[str, bytes]) -> None:
    """Without a policy; with one, less runs."""
    pages = {**published, "canary.html": with_canaries(published["404.html"])}
    every = addresses(published)
    assert len(every) > COUNT
    leading = {path for path in every if REFRESH in published[file_of(path)]}
    assert leading == {"articles/", "author/", "source/", "tag/"}
    every = [path for path in every if path not in leading]  # A browser leaves these before they can be looked at.
    # All texts stand in lists in full.
    lists = [path for path in every if not path.startswith(("articles/", "author/", "source/", "tag/"))]
    alike = [path for path in every if path.startswith(("author/", "source/", "tag/"))][::15]
    articles = [f"articles/a{n:03}/" for n in EACH_VECTOR_ONCE]
    found = ran(page, pages, ["canary.html", *articles, *lists, *alike])
    hits, bad = found.pop("canary.html")
    assert (hits, len(bad)) == (3, 2), "the count does not work"
    assert not {path: outcome for path, outcome in found.items() if outcome != CLEAN}


def test_the_policy_of_each_kind_of_page_holds_alone(page: Page, published: Mapping[str, bytes]) -> None:
    """Whatever got past the sanitiser would not run."""
    shown = (path for path in addresses(published) if REFRESH not in published[file_of(path)])
    kinds = {path.partition("/")[0]: path for path in shown}
    assert len(kinds) > 10
    pages = {**published, **{file_of(path): with_canaries(published[file_of(path)]) for path in kinds.values()}}
    found = ran_where_opened(page, pages, list(kinds.values()))
    assert {path: (hits, len(bad)) for path, (hits, bad) in found.items()} == dict.fromkeys(kinds.values(), (0, 2))


def test_payloads_run_nowhere_in_feeds(page: Page, published: Mapping[str, bytes]) -> None:
    """Each field that programs take for HTML, put into a page as a careless program would."""
    fields: list[str] = []
    for path, data in published.items():
        if re.fullmatch(r"(tag/[^/]+/)?feed.xml", path):
            fields += [text for one in etree.fromstring(data).iter("description", "{*}encoded") if (text := one.text)]
        elif re.fullmatch(r"(tag/[^/]+/)?atom.xml", path):
            fields += [text for one in etree.fromstring(data).iter("{*}content") if (text := one.text)]
        elif re.fullmatch(r"(tag/[^/]+/)?feed.json", path):
            fields += [item["content_html"] for item in json.loads(data)["items"]]
    assert len(fields) > COUNT
    serve(page, {"blank.html": b"<body>"})
    page.goto("https://desk.example/blank.html")
    different = list(dict.fromkeys(fields))
    for start in range(0, len(different), 100):
        html = "".join(f"<section>{field}</section>" for field in different[start : start + 100])
        page.evaluate("html => { document.body.innerHTML = html; }", html)
        assert page.evaluate(CLICK_THROUGH) == [0, []]


def test_there_are_as_many_payloads_as_it_says() -> None:
    assert len(PAYLOADS) == COUNT
