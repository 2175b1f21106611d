"""The search of a site: time and size of its index, bytes that a first search loads, time to results, and hits.

Run it as `python -m benchmarks.search SITE`. A copy of the site is built with search, and asked in headless Chromium.
`--queries FILE` names what readers ask and expect, as lines `words => slug slug`: one of the articles with these slugs
should be among the first three. Without it the queries are words from headlines, and nothing is expected.
The server compresses texts as hosts do. What every page of the site loads is not counted.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from tagarchive.build.build import build
from tagarchive.build.report import BuildRequest, Report
from tagarchive.core import urls
from tagarchive.deploy.media_types import media_type
from tagarchive.reading.edition import Edition

_SEARCH = '\n[search]\nengine = "pagefind"\n'
_FIRST = 3
_COUNT = 20

_TYPE = """words => new Promise(found => {
  const field = document.querySelector('.search [name=q]');
  const list = document.querySelector('.search .found');
  const start = performance.now();
  let isBusy = false;
  const seen = new MutationObserver(() => {
    isBusy ||= list.ariaBusy === 'true';
    if (!isBusy || list.ariaBusy === 'true') return;
    seen.disconnect();
    const paths = [...list.querySelectorAll('li > a')].map(link => link.pathname);
    requestAnimationFrame(() => found([performance.now() - start, paths]));
  });
  seen.observe(list, { attributes: true });
  field.value = words;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
})"""
"""Types words and waits until results are there. The time includes the pause after which typing counts as done."""


class Query(NamedTuple):
    """Words that a reader types, and the slugs of which one is expected among the first results."""

    words: str
    slugs: Sequence[str] = ()


class Answer(NamedTuple):
    """The milliseconds to the results of a query, and the paths of their pages."""

    milliseconds: float
    paths: Sequence[str]


class _Compressing(SimpleHTTPRequestHandler):
    """A static host that compresses texts and keeps connections, as hosts do."""

    protocol_version, disable_nagle_algorithm = "HTTP/1.1", True

    def log_message(self, *_: object) -> None:
        pass

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return None
        kind, data = media_type(urls.OutPath(file.name)), file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        if "charset" in kind:
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server for a folder, while it runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(folder)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def queries_in(file: Path) -> Iterator[Query]:
    for line in file.read_text("utf-8").splitlines():
        words, arrow, slugs = line.partition("=>")
        if arrow and not line.startswith("#"):
            yield Query(words.strip(), slugs.split())


def queries_of(site: Path) -> Iterator[Query]:
    """The longest words of headlines of a site, at equal distances."""
    files = sorted((site / "content").glob("*.md"))
    for file in files[:: max(1, len(files) // _COUNT)][:_COUNT]:
        title = next(line for line in file.read_text("utf-8").splitlines() if line.startswith("title:"))
        yield Query(max((word.strip("\"',.") for word in title.removeprefix("title:").split()), key=len))


def built(site: Path, output: Path, jobs: int) -> Report:
    started = perf_counter()
    report = build(BuildRequest(site, output, Edition(drafts=False, now=datetime.now(UTC)), jobs))
    seconds = perf_counter() - started
    search = report.search.seconds if report.search else 0
    print(f"  {seconds - search:.2f} s without the search index, {search:.2f} s for it")
    return report


def first_bytes(page: Page, address: str, query: Query) -> int:
    """The bytes that a first query loads, over the wire, besides the page and what every page loads."""
    sizes: dict[str, int] = {}
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    addresses: dict[str, str] = {}
    client.on("Network.requestWillBeSent", lambda told: addresses.update({told["requestId"]: told["request"]["url"]}))
    client.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: int(told["encodedDataLength"])}))
    page.goto(f"{address}/search/")
    asked(page, query)
    page.wait_for_timeout(200)
    client.detach()
    counted = {addresses[number]: size for number, size in sizes.items() if "search" in addresses[number]}
    counted.pop(f"{address}/search/", None)
    return sum(counted.values())


def asked(page: Page, query: Query) -> Answer:
    milliseconds, paths = page.evaluate(_TYPE, query.words)
    return Answer(milliseconds, paths)


def is_hit(query: Query, answer: Answer) -> bool:
    return any(path.strip("/").endswith(f"/{slug}") for path in answer.paths[:_FIRST] for slug in query.slugs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path, help="folder of a site, or of articles")
    parser.add_argument("--queries", type=Path, help="file of queries and of what is expected")
    parser.add_argument("--jobs", type=int, default=2, help="processes; default: %(default)s")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        site, output = Path(place, "site"), Path(place, "out")
        shutil.copytree(content if (content := options.site / "content").is_dir() else options.site, site / "content")
        config = options.site / "site.toml"
        (site / "site.toml").write_text((config.read_text("utf-8") if config.exists() else "") + _SEARCH, "utf-8")
        measure_builds(site, output, options.jobs)
        measure_searches(output, list(queries_in(options.queries) if options.queries else queries_of(site)))


def measure_builds(site: Path, output: Path, jobs: int) -> None:
    print("first build:")
    report = built(site, output, jobs)
    files = [file for file in (output / "search" / "pagefind").rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    print(f"index of {report.articles:,} articles: {len(files):,} files, {size / 1e6:.1f} MB")
    print("nothing to do:")
    built(site, output, jobs)
    edited = min((site / "content").glob("*.md"))
    edited.write_text(edited.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    print("one text edited:")
    built(site, output, jobs)


def measure_searches(output: Path, queries: Sequence[Query]) -> None:
    with served(output) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        first = []
        for query in queries:
            page = browser.new_page()
            first.append(first_bytes(page, address, query))
            page.close()
        page = browser.new_page()
        page.goto(f"{address}/search/")
        page.wait_for_timeout(1000)
        answers = [asked(page, query) for query in queries]
        browser.close()
    print(f"bytes of a first query: median {statistics.median(first) / 1e3:.0f} kB, most {max(first) / 1e3:.0f} kB")
    times = sorted(answer.milliseconds for answer in answers)
    print(f"time to results: median {statistics.median(times):.0f} ms, most {times[-1]:.0f} ms")
    expected = [(query, answer) for query, answer in zip(queries, answers, strict=True) if query.slugs]
    missed = [query.words for query, answer in expected if not is_hit(query, answer)]
    if expected:
        print(f"expected among the first {_FIRST}: {len(expected) - len(missed)} of {len(expected)} queries")
        print("".join(f"  missed: {words}\n" for words in missed), end="")


if __name__ == "__main__":
    main()
