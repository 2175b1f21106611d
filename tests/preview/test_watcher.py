"""The preview of files that other folders hold, and its end at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from conftest import CONFIG, Site
from program import Program, Start
from served import BUILD, NO_RESCAN, Served, free_port, until

from tagarchive.preview.watcher import Watcher

NFD, NFC = "u\u0308ber", "\u00fcber"


def shows(served: Served, path: str, words: str) -> None:
    """Waits until an event brings the words."""
    until(lambda: words in served.get(path).text)


def text(words: str, title: str = "A") -> bytes:
    return f"---\ntitle: {title}\ndate: 2021-01-01\n---\n{words}\n".encode()


@pytest.fixture
def vault(site: Site) -> Site:
    """A site whose folders and config lie elsewhere."""
    site.put("../vault/a.md", text("First.")).put("../vault/old/b.md", text("Second.", "B"))
    site.put("../files/x.css", b"p {}").put("../configs/desk.toml", CONFIG.encode()).delete("site.toml")
    for name, target in {"content": "vault", "static": "files", "site.toml": "configs/desk.toml"}.items():
        if (site.root / name).is_dir():
            (site.root / name).rmdir()
        (site.root / name).symlink_to(f"../{target}")
    return site


def test_what_links_lead_to_is_watched(vault: Site) -> None:
    with Served(vault.root, prepared=NO_RESCAN) as served:
        vault.put("../vault/a.md", text("Edited in the vault."))
        shows(served, "/articles/a/", "Edited in the vault.")
        vault.put("../vault/new.md", text("New in the vault."))
        shows(served, "/articles/new/", "New in the vault.")
        vault.delete("../vault/new.md")
        until(lambda: served.get("/articles/new/").status == 404)
        vault.put("../vault/old/b.md", text("Edited in a folder.", "B"))
        shows(served, "/articles/b/", "Edited in a folder.")
        vault.put("../files/x.css", b"p { color: red }")
        shows(served, "/x.css", "red")
        vault.put("../configs/desk.toml", CONFIG.replace("Desk", "Renamed").encode())
        shows(served, "/articles/a/", "Renamed")
        # Elsewhere from now on.
        vault.put("../other/a.md", text("In another vault."))
        (vault.root / "new").symlink_to("../other")
        (vault.root / "new").rename(vault.root / "content")
        shows(served, "/articles/a/", "In another vault.")
        vault.put("../other/a.md", text("Edited in another vault."))
        shows(served, "/articles/a/", "Edited in another vault.")
        assert "problem" not in served.said()


def test_an_edit_of_what_a_linked_file_leads_to_changes_its_page(site: Site) -> None:
    site.put("content/old/a.md", text("First."))
    (site.root / "content" / "b.md").symlink_to("old/a.md")
    with Served(site.root, prepared=NO_RESCAN) as served:
        site.put("content/old/a.md", text("Edited once."))
        for name in "ab":
            shows(served, f"/articles/{name}/", "Edited once.")


def test_each_link_is_told_of_by_its_path(vault: Site) -> None:
    told: list[str] = []
    watcher = Watcher(vault.root, lambda path, _: told.append(path))
    watcher.start()
    vault.put(f"../vault/{NFD}.md", text("Named.")).put("../files/y.css", b"").put("../configs/desk.toml", b"")
    vault.put("../configs/other.toml", b"").put("../other.txt", b"")
    until(lambda: {f"content/{NFC}.md", "static/y.css", "site.toml"} <= set(told))
    watcher.stop()
    assert set(told) == {f"content/{NFC}.md", "static/y.css", "site.toml"}


def test_names_in_another_unicode_form_are_watched(site: Site) -> None:
    site.put(f"content/{NFD}/{NFD}.md", text("First."))
    with Served(site.root, prepared=NO_RESCAN) as served:
        site.put(f"content/{NFD}/{NFD}.md", text("Edited."))
        shows(served, "/articles/%C3%BCber/", "Edited.")
        site.put(f"content/a{NFD}.md", text("New."))
        shows(served, "/articles/a%C3%BCber/", "New.")


def test_what_the_config_includes_is_watched(site: Site) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[static]\ninclude = [".more"]\n')
    with Served(site.root, prepared=NO_RESCAN) as served:
        site.put("static/.more/a.txt", b"New.")
        shows(served, "/.more/a.txt", "New.")
        site.put("static/.other", b"SECRET")
        site.put("static/z.txt", b"Last.")
        shows(served, "/z.txt", "Last.")
        assert served.get("/.other").status == 404


def test_verdicts_on_originals_are_watched(site: Site) -> None:
    site.article("a", source="{name: W, url: 'https://w.example/a'}")
    with Served(site.root, prepared=NO_RESCAN) as served:
        shows(served, "/articles/a/", "Read the original article")
        site.put("originals.toml", b'[[original]]\nurl = "https://w.example/a"\nstate = "dead"\nsince = "2026-01-01"\n')
        shows(served, "/articles/a/", "The original is no longer there")
        site.delete("originals.toml")
        shows(served, "/articles/a/", "Read the original article")


def test_a_watcher_that_never_started_stops(site: Site) -> None:
    Watcher(site.root, lambda *_: None).stop()


def test_with_poll_ctrl_c_ends_it_as_without(site: Site) -> None:
    with Served(site.article("a").root, "--poll") as served:
        served.program.interrupt()
        assert served.program.wait(10) == 130
        assert served.said().endswith("The preview has ended.\n")
        assert "Traceback" not in served.said()


@pytest.mark.parametrize("options", [[], ["--poll"]])
def test_ctrl_c_at_any_moment_of_the_start_leaves_no_traceback(site: Site, options: list[str]) -> None:
    for n in range(30):
        site.article(f"a-{n}", tags="[A]")
    arguments = ["serve", "--root", str(site.root), "--port", str(free_port()), *options]
    for moment in range(12):
        with Program(Start(arguments, site.root.parent / "said.txt", dict(os.environ))) as program:
            time.sleep(0.02 + moment / 50)
            program.interrupt()
            assert program.wait(20) == 130
        said = (site.root.parent / "said.txt").read_text()
        assert "Traceback" not in said, said
        assert "Application" not in said, said


def said_at_the_end(process: subprocess.Popen[str]) -> str:
    """What a program has printed once ctrl-C has ended it; pressed again where an import has swallowed it."""
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=5)[0]
    process.kill()
    pytest.fail("it did not end")


def test_ctrl_c_while_modules_are_imported_leaves_no_traceback_of_the_preview(site: Site) -> None:
    command = [sys.executable, str(BUILD), "serve", "--root", str(site.article("a").root), "--port", str(free_port())]
    for moment in range(4):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:  # noqa: S603
            time.sleep(0.2 + moment / 5)
            said = said_at_the_end(process)
        # What interrupts the import of the package itself is Python's to tell.
        assert process.returncode == 130 or "in <module>" in said, said
        assert "/preview/" not in said, said
        assert "Application" not in said, said
