"""Deploys to real servers of every kind: figures, and a crawl while deploys are killed at random moments.

    python -m benchmarks.deploys [KIND ...]

A kind is one of those in tests/deploy_places.py; all are tried without one. The servers are those of the tests.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

CHECKOUT = Path(__file__).parent.parent
sys.path.insert(0, str(CHECKOUT / "tests"))

from conftest import Site  # noqa: E402 (tests lie beside the package)
from deploy_places import KINDS, KINDS_BY_SERVER, Place, needs_ssh, place_of  # noqa: E402
from deploy_servers import rsync_daemon, s3_server, ssh_server  # noqa: E402

ARTICLES = 40
KILLS = 20
STYLE = re.compile(r'<link rel="stylesheet" href="/([^"]+)"')


def main() -> None:
    kinds = sys.argv[1:] or [*KINDS, *KINDS_BY_SERVER]
    with ExitStack() as servers:
        folder = Path(servers.enter_context(tempfile.TemporaryDirectory()))
        ssh = servers.enter_context(ssh_server(folder / "ssh")) if any(map(needs_ssh, kinds)) else None
        urls = {"s3": servers.enter_context(s3_server()) if "s3" in kinds else ""}
        urls["rsync-daemon"] = servers.enter_context(rsync_daemon(folder)) if "rsync-daemon" in kinds else ""
        for kind in kinds:
            own = folder / kind
            own.mkdir()
            place = place_of(kind, own, ssh if needs_ssh(kind) else None, urls.get(kind, ""))
            os.environ.update(place.environment)
            trial(place, Site(own))


def trial(place: Place, site: Site) -> None:
    print(f"== {place.kind}")
    site.write(place.config())
    for number in range(ARTICLES):
        site.article(f"a{number}", tags=f"[t{number % 5}]", body=f"Text {number}.")
    site.put("static/style.css", b"p { margin: 0 }").build()
    whole = told(site, "first")
    told(site, "nothing changed")
    site.article("a3", tags="[t3]", body="Edited.").build()
    told(site, "one edit")
    site.delete("content/a4.md").build()
    told(site, "a removal")
    hold(place.site() == site.published(), "it holds what was published")
    with crawling(place) as found:
        for number in range(KILLS):
            killed(site, number, whole)
            hold(not broken(place.site()), "no page is without its style sheet")
            hold(done(site).returncode == 0, "it can be run again")
            hold(place.site() == site.published(), f"it ends right after kill {number}")
        seen, bad = found
    print(
        f"   killed {KILLS} times, each ended right; read meanwhile {seen[0]:,} pages, {len(bad)} without style sheet"
    )


def hold(is_so: bool, what: str) -> None:  # noqa: FBT001 (a claim, and its words)
    if not is_so:
        sys.exit(f"   NOT SO: {what}")


def command(site: Site) -> list[str]:
    folders = ["--root", str(site.root), "--output", str(site.output)]
    return [sys.executable, str(CHECKOUT / "build.py"), "deploy", *folders]


def done(site: Site) -> subprocess.CompletedProcess[str]:
    """A deploy that runs to its end; a push that came late is refused, and tried again."""
    for _ in range(3):
        ended = subprocess.run(command(site), check=False, capture_output=True, text=True)  # noqa: S603
        if ended.returncode == 0:
            break
        print("   ", ended.stderr.strip().splitlines()[0])
    return ended


def told(site: Site, what: str) -> float:
    started = time.perf_counter()
    printed = done(site).stdout.strip()
    seconds = time.perf_counter() - started
    print(f"   {what}: {printed.partition('): ')[2]} {seconds:.1f} s")
    return seconds


def killed(site: Site, number: int, whole: float) -> None:
    """Makes another version and kills its deploy at a random moment: every second time with the programs it started."""
    site.put("static/style.css", f"p {{ margin: {number}px }}".encode())
    if number % 2:
        site.delete("content/a4.md").article("a5", body=f"{number}")
    else:
        site.article("a4", body=f"{number}")
    site.build(clean=True)
    chance = random.Random(number)
    with subprocess.Popen(  # noqa: S603
        command(site), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as program:
        time.sleep(whole * chance.uniform(0.2, 1.0))
        if number % 2:
            program.kill()
        else:
            os.killpg(program.pid, signal.SIGKILL)


@contextmanager
def crawling(place: Place) -> Iterator[tuple[list[int], list[str]]]:
    """A reader who reads all pages while the context lasts: how many, and those whose style sheet is not there."""
    ended, seen, bad = Event(), [0], list[str]()
    reads = reader(place)

    def crawl() -> None:
        while not ended.is_set():
            for path in ("index.html", *(f"articles/a{number}/index.html" for number in range(ARTICLES))):
                page = reads(path)
                if page is None:
                    continue
                for name in STYLE.findall(page.decode()):
                    # A page may be replaced, and its old style sheet removed, after it was read.
                    if reads(name) is None and name in (reads(path) or b"").decode():
                        bad.append(f"{path}: {name}")
                seen[0] += 1
                time.sleep(0.005)

    thread = Thread(target=crawl, daemon=True)
    if place.kind not in KINDS_OF_GIT:
        thread.start()
    yield seen, bad
    ended.set()
    if place.kind not in KINDS_OF_GIT:
        thread.join()
    hold(not bad, "readers meet no page without a style sheet")


KINDS_OF_GIT = ("git", "git-ssh")
"""Places where everything is visible at once, so that there is nothing to read meanwhile."""


def reader(place: Place) -> Callable[[str], bytes | None]:
    """A function that reads one file of a place."""
    if place.kind == "s3":
        import obstore  # noqa: PLC0415
        from deploy_places import bucket  # noqa: PLC0415

        prefix, url = re.findall(r's3://desk/([^"]+)".*endpoint = "([^"]+)"', place.table, re.DOTALL)[0]
        store = bucket(prefix, url)

        def read(path: str) -> bytes | None:
            try:
                return bytes(obstore.get(store, path).bytes())
            except FileNotFoundError:
                return None

        return read
    there = place.folder

    def read_file(path: str) -> bytes | None:
        try:
            return (there / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    return read_file


def broken(files: dict[str, bytes]) -> list[str]:
    """The pages whose style sheets are not there."""
    pages = ((path, data.decode()) for path, data in files.items() if path.endswith(".html"))
    return [path for path, text in pages if not all(name in files for name in STYLE.findall(text))]


if __name__ == "__main__":
    main()
