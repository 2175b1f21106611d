"""What lies in a site's folders: links, names in other forms, and what nobody put there to be published."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from conftest import CONFIG, Site, told

from tagarchive.reading import site_files

NFD = "u\u0308ber"
NFC = "\u00fcber"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"/>'


def link(site: Site, path: str, target: str) -> Site:
    place = site.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir():
        place.rmdir()
    place.symlink_to(target)
    return site


def names(path: str, site: Site) -> list[str]:
    return sorted(os.listdir(site.output / path))


# Links.


def test_links_to_hidden_files_and_other_folders_are_left_out_with_a_notice(site: Site) -> None:
    site.article("a", body="[1](e.txt) [2](g.txt) [3](s.bin) [4](t.css) [5](h.txt)").article("d", draft="true")
    site.put(".env", b"SECRET").put(".git/config", b"SECRET").put("static/x.css", b"p {}").put("content/.h", b"SECRET")
    site.build()
    link(site, "content/e.txt", "../.env")
    link(site, "content/g.txt", "../.git/config")
    link(site, "content/s.bin", "../.tagarchive/store.sqlite3")
    link(site, "content/t.css", "../static/x.css")
    link(site, "content/h.txt", ".h")
    link(site, "static/site.txt", "../site.toml")
    link(site, "static/draft.txt", "../content/d.md")
    refused = {str(notice): notice for notice in site.notices() if notice.code == "refused-link"}
    elsewhere = ("content/e.txt", "content/g.txt", "content/s.bin", "content/t.css", "static/draft.txt")
    for path in (*elsewhere, "static/site.txt"):
        assert refused.pop(f"{path}: refused-link").message == "found a link that leads elsewhere; left out"
    (hidden,) = refused.values()
    assert hidden == "content/h.txt: refused-link"
    assert hidden.message == "found a link to what is not for readers; left out"
    assert hidden.hint == "copy here what it leads to"
    published = b"".join(site.published().values())
    assert b"SECRET" not in published
    assert not (site.output / "files").exists()
    assert not {"site.txt", "draft.txt"} & set(site.published())


def test_a_link_gives_no_text_another_ending(site: Site) -> None:
    site.article("a", body="[x](x.txt)").article("d", draft="true", body="SECRET").put("content/n.txt", b"Note.")
    link(link(site, "content/x.txt", "d.md"), "content/y.md", "n.txt")
    refused = [notice for notice in site.notices() if notice.code == "refused-link"]
    assert refused == ["content/x.txt: refused-link", "content/y.md: refused-link"]
    assert {notice.message for notice in refused} == {"found a link between a text and a file that is none; left out"}


def test_links_within_a_folder_are_followed(site: Site) -> None:
    site.article("old/a").article("c", body="[x](x.txt)").put("content/deep/n.txt", b"Note.").put(
        "static/y.css", b"p {}"
    )
    link(link(site, "content/x.txt", "deep/n.txt"), "content/b.md", "old/a.md")
    link(site, "static/z.css", "y.css")
    files = site.build()
    # One text at two addresses is told as any copy is.
    assert told(site.report.notices) == ["content/: unused-file", "content/old/a.md: possible-copy"]
    assert files["files/x.txt"] == b"Note."
    assert files["z.css"] == b"p {}"
    assert {"articles/a/index.html", "articles/b/index.html"} <= files.keys()


def test_links_that_loop_or_dangle_are_left_out_and_named(site: Site) -> None:
    site.article("a")
    link(site, "content/loop.md", "loop.md")
    link(link(site, "content/one.md", "two.md"), "content/two.md", "one.md")
    link(site, "content/lock.md", "ann@desk.1234:1700000000")
    link(site, "static/gone.css", "none.css")
    link(site, "templates/loop.html", "loop.html")
    link(site, "content/deep", "deep")
    notices = site.notices()
    paths = ["content/deep", "content/lock.md", "content/loop.md", "content/one.md", "content/two.md"]
    assert notices == [f"{path}: refused-link" for path in (*paths, "static/gone.css", "templates/loop.html")]
    assert {notice.message for notice in notices} == {"found a link that leads nowhere; left out"}
    assert {notice.hint for notice in notices} == {"delete it or fix what it leads to"}
    assert "articles/a/index.html" in site.published()


@pytest.mark.parametrize("folder", ["content", "static", "templates"])
def test_a_folder_of_the_site_may_be_a_link_and_the_build_says_where_it_leads(site: Site, folder: str) -> None:
    vault = site.root.parent / "vault"
    site.article("a").put("static/x.css", b"p {}").write("-- templates/article.html --\n{{ article.body }}")
    before = site.build()
    (site.root / folder).rename(vault)
    link(site, folder, "../vault")
    (notice,) = site.notices()
    assert notice == f"{folder}: linked-folder"
    assert notice.message == f"found a link to {vault} and followed it"
    assert notice.hint == "everything there counts as part of the site"
    assert site.published() == before


def test_links_in_a_folder_that_is_a_link_stay_in_it(site: Site) -> None:
    (site.root.parent / "vault").mkdir()
    site.put("../vault/a.md", b"---\ntitle: A\ndate: 2021-01-01\n---\n[x](x.txt) [y](y.txt)\n").put("../n.txt", b"No.")
    site.put("../vault/m.txt", b"Yes.")
    link(link(site, "../vault/x.txt", "../n.txt"), "../vault/y.txt", "m.txt")
    link(site, "content", "../vault")
    files = site.build()
    assert "files/x.txt" not in files
    assert files["files/y.txt"] == b"Yes."


@pytest.mark.parametrize(
    ("folder", "target"),
    [("static", "."), ("static", "content"), ("static", ".git"), ("content", ".tagarchive")],
)
def test_a_folder_that_leads_to_what_nobody_is_to_see_stops_the_build(site: Site, folder: str, target: str) -> None:
    for hidden in (".git", ".tagarchive"):
        (site.root / hidden).mkdir(exist_ok=True)
    if folder != "content":
        site.article("a")
    link(site, folder, target)
    (problem,) = site.problems()
    assert problem == f"{folder}: no-folder"
    assert problem.message.startswith("found a link to ")
    assert "which holds more of the site than readers may see" in problem.message


@pytest.mark.parametrize("folder", ["content", "static", "templates"])
def test_a_folder_that_leads_to_kept_originals_stops_the_build(site: Site, folder: str) -> None:
    site.put("originals/2026/a.md", b"SECRET")
    link(site, folder, "originals/2026")
    assert site.problems() == [f"{folder}: no-folder"]


def test_kept_originals_are_never_published_wherever_links_lead(site: Site) -> None:
    site.article("a", body="[1](a.warc.gz) [2](kept.txt)").put("originals/2026/a.warc.gz", b"SECRET")
    link(site, "content/a.warc.gz", "../originals/2026/a.warc.gz")
    link(site, "static/a.warc.gz", "../originals/2026/a.warc.gz")
    link(site, "static/kept", "../originals")
    (site.root / "originals").rename(site.root / "static/moved")
    link(site, "originals", "static/moved")
    link(site, "static/b.warc.gz", "moved/2026/a.warc.gz")
    link(site, "content/kept.txt", "../static/moved/2026/a.warc.gz")
    refused = [notice for notice in site.notices() if notice.code == "refused-link"]
    assert {notice.partition(":")[0] for notice in refused} == {
        *("content/a.warc.gz", "content/kept.txt", "static/a.warc.gz", "static/b.warc.gz", "static/kept"),
        "static/moved",
    }
    assert b"SECRET" not in b"".join(site.published().values())


def test_a_site_is_not_published_among_its_kept_originals(site: Site) -> None:
    site.output = site.root / "originals/public"
    assert [problem.code for problem in site.article("a").problems()] == ["bad-output-folder"]


@pytest.mark.parametrize("folder", ["content", "static", "templates"])
@pytest.mark.parametrize("target", ["/nowhere", "self"])
def test_a_folder_that_leads_nowhere_stops_the_build(site: Site, folder: str, target: str) -> None:
    link(site, folder, folder if target == "self" else target)
    (problem,) = site.problems()
    assert problem == f"{folder}: no-folder"
    assert problem.message == f"found neither a folder nor a link to one, expected the folder {folder}/"


def test_a_site_may_not_be_published_into_the_folder_that_its_content_leads_to(site: Site) -> None:
    (site.root.parent / "vault").mkdir()
    link(site, "content", "../vault")
    site.output = site.root.parent / "vault" / "public"
    (problem,) = site.problems()
    assert problem == f"{site.output}: bad-output-folder"
    assert "in content/" in problem.message


def test_config_and_record_may_be_links_and_must_lead_somewhere(site: Site) -> None:
    site.article("a").put("../site.toml", CONFIG.replace("Desk", "Linked").encode()).delete("site.toml")
    link(site, "site.toml", "../site.toml")
    assert b"Linked" in site.build()["index.html"]
    link(site, "published.txt", "published.txt")
    (problem,) = site.problems()
    assert problem == "published.txt: unreadable"
    assert problem.message == "found that it can't be read: Too many levels of symbolic links"


def test_a_root_that_is_a_loop_is_no_site(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    site = object.__new__(Site)
    site.root, site.output = tmp_path / "loop", tmp_path / "out"
    assert site.problems() == ["site.toml: no-site"]


def test_folders_may_lie_deeper_than_functions_may_call_themselves(site: Site) -> None:
    place = (site.root / "content").joinpath(*"d" * 550)
    for folder in (*reversed(place.parents), place):
        folder.mkdir(exist_ok=True)
    assert "articles/a/index.html" in site.article("a").build()


# Names.


def test_names_in_another_unicode_form_are_the_names_that_readers_see(site: Site) -> None:
    site.put(f"content/{NFD}.md", b"---\ntitle: U\ndate: 2021-01-01\n---\nText.\n")
    site.put(f"content/{NFD}/{NFD}.svg", SVG).put(f"static/{NFD}.css", b"p {}")
    site.article("a", body=f"[u]({NFC}.md) ![m]({NFC}/{NFC}.svg) ![s](/{NFC}.css)")
    site.article("b", body=f"[u]({NFD}.md) ![m]({NFD}/{NFD}.svg) ![s](/{NFD}.css) ![m](u%CC%88ber/u%CC%88ber.svg)")
    site.put(f"templates/page-{NFD}.html", b"Own {{ body }}").put(f"content/pages/{NFD}.md", b"---\ntitle: P\n---\n")
    files = site.build()
    assert {f"files/{NFC}/{NFC}.svg", f"{NFC}.css", f"articles/{NFC}/index.html"} <= files.keys()
    assert all(unicodedata.is_normalized("NFC", path) for path in files)
    for name in "ab":
        page = files[f"articles/{name}/index.html"].decode()
        assert 'href="/articles/%C3%BCber/"' in page
        assert 'src="/files/%C3%BCber/%C3%BCber.svg" alt="m" width="10" height="20"' in page
        assert 'src="/%C3%BCber.css"' in page
    assert files[f"{NFC}/index.html"].startswith(b"Own ")
    assert not {notice.code for notice in site.report.notices} & {"broken-link", "missing-file", "refused-link"}
    assert site.build() == files
    assert not site.report.written


def test_a_site_with_names_in_one_form_is_the_site_with_them_in_the_other(site: Site) -> None:
    for form in (NFD, NFC):
        site.put(f"content/{form}.md", f"---\ntitle: U\ndate: 2021-01-01\n---\n[m]({form}.svg)\n".encode())
        site.put(f"content/{form}.svg", SVG).put(f"static/{form}.js", b"1")
        if form == NFD:
            before = site.build()
            for path in (f"content/{NFD}.md", f"content/{NFD}.svg", f"static/{NFD}.js"):
                site.delete(path)
    assert site.build() == before


@pytest.mark.parametrize("folder", ["content", "static", "templates"])
def test_two_names_that_are_one_to_readers_stop_the_build(site: Site, folder: str) -> None:
    site.article("a").put(f"{folder}/{NFC}.txt", b"1").put(f"{folder}/{NFD}.txt", b"2")
    (problem,) = site.problems()
    assert problem == f"{folder}: twin-names"
    assert problem.message == "found two names that are one to readers: u\\u0308ber.txt and \\xfcber.txt"
    assert problem.hint == "rename or delete one of the two"


@pytest.fixture
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are settled at once, so that the next build takes those for known that are as they were."""
    monkeypatch.setattr(site_files, "SETTLED", -(10**18))


@pytest.mark.usefixtures("_settled")
def test_a_name_that_is_another_one_to_readers_is_found_beside_a_known_text(site: Site) -> None:
    site.article("a").put("content/K.md", b"---\ntitle: K\ndate: 2021-01-01\n---\n").build()
    (problem,) = site.put("content/\u212a.md", b"---\ntitle: K\ndate: 2021-01-01\n---\n").problems()
    assert problem == "content: twin-names"  # The sign of the unit Kelvin is the letter in NFC.


@pytest.mark.usefixtures("_settled")
def test_what_takes_the_place_of_a_known_text_is_looked_at(site: Site) -> None:
    site.article("a").article("b").article("c").article("d").build()
    link(site.delete("content/b.md"), "content/b.md", "../site.toml")
    site.delete("content/c.md").delete("content/d.md").put(
        "content/c.md/d.md", (site.root / "content/a.md").read_bytes()
    )
    assert "content/b.md: refused-link" in site.notices()
    pages = {path.removesuffix("/index.html") for path in site.published()}
    assert pages & {f"articles/{name}" for name in "abcd"} == {"articles/a", "articles/d"}


# What is left out.

BACKUPS = [
    *("#page.txt#", ".#page.txt", ".page.txt.swp", "page.txt.swp", "page.txt.swo", "4913", "page.bak", "page.txt~"),
    *("page.orig", "page.tmp", "~$page.docx", "page.PART"),
]
SECRETS = [".env", ".htpasswd", ".netrc", ".npmrc", ".ssh/id_rsa", ".svn/entries", "id_ed25519", "server.pem"]
LITTER = ["Thumbs.db", "thumbs.db", "Desktop.ini", "._x.png", ".DS_Store", "__MACOSX/x.png", ".gitignore", "Icon\r"]


def test_what_is_not_for_readers_is_left_out_of_every_folder(site: Site) -> None:
    hidden = [*BACKUPS, *SECRETS, *LITTER]
    site.article("a", body=" ".join(f"[x](<{name}>)" for name in hidden))
    for folder in ("content", "static", "templates"):
        for name in hidden:
            site.put(f"{folder}/{name}", b"SECRET {% if %}")
    published = site.build()
    assert b"SECRET" not in b"".join(published.values())
    assert not {Path(path).name for path in published} & {Path(name).name for name in hidden}


def test_what_is_left_out_of_static_is_told_in_one_line(site: Site) -> None:
    for name in (*LITTER, ".env", ".ssh/id_rsa", ".ssh/known_hosts", "b.bak", "sub/c~", "d.swp", "e.tmp", "x.css"):
        site.put(f"static/{name}", b"")
    (notice,) = site.notices()
    assert notice == "static: hidden-file"
    assert notice.message == (
        "found hidden files, backups or keys, and left them out: .env, .ssh, b.bak, d.swp, e.tmp, …"
    )
    assert notice.hint == "`[static] include` in site.toml names those to publish all the same"


def test_what_systems_leave_behind_is_not_worth_a_word(site: Site) -> None:
    for name in LITTER:
        site.put(f"static/{name}", b"").put(f"content/{name}", b"")
    assert not site.notices()


def test_hidden_files_that_hosts_look_for_are_published(site: Site) -> None:
    wanted = [".well-known/security.txt", ".nojekyll", "sub/.htaccess", "_headers", "CNAME", ".domains"]
    for name in wanted:
        site.put(f"static/{name}", b"1").put(f"content/{name}", b"1")
    assert set(wanted) <= site.build().keys()
    assert set(told(site.report.notices)) <= {"content/: unused-file"}


def test_what_the_config_includes_is_published(site: Site) -> None:
    include = f'include = [".user.ini", "keys/root.pem", ".more/", "static/{NFD}.bak"]'
    site.write(f"-- site.toml --\n{CONFIG}[static]\n{include}\n").put("static/.more/a.txt", b"1")
    site.put("static/.user.ini", b"1").put("static/keys/root.pem", b"1").put("static/keys/other.pem", b"SECRET")
    site.put("static/.more/.hidden", b"SECRET").put(f"static/{NFD}.bak", b"1")
    files = site.build()
    assert {".user.ini", "keys/root.pem", ".more/a.txt", f"{NFC}.bak"} <= files.keys()
    assert b"SECRET" not in files.values()


@pytest.mark.parametrize("path", ["../x", "a//b", "", "/", "."])
def test_an_include_is_a_path_below_static(site: Site, path: str) -> None:
    site.write(f'-- site.toml --\n{CONFIG}[static]\ninclude = ["{path}"]\n').put("static/.x", b"")
    (problem,) = site.problems()
    assert problem == "site.toml:4:1: bad-value"
    assert problem.message.endswith("expected a path below static/, such as .config/key.pem")


# What a file is told to be.


def test_a_size_beyond_all_pictures_is_no_size(site: Site) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" '
    huge = {
        "a.svg": f'{head}width="99999999999999999999" height="1"/>', "b.svg": f'{head}width="1" height="1e999"/>',
        "d.svg": f'{head}width="9999999999" height="9"/>',
    }  # fmt: skip
    for name, text in huge.items():
        site.put(f"content/{name}", text.encode())
    page = site.article("a", body=" ".join(f"![m]({name})" for name in huge)).page("articles/a/index.html")
    assert all(f'<img src="/files/{name}" alt="m"' in page for name in huge), page
    assert "width=" not in page.partition("<main")[2].partition("</main>")[0]


def test_a_time_beyond_the_years_of_computers_is_a_time(site: Site) -> None:
    site.article("a").put("static/x.css", b"p {}")
    for path in ("content/a.md", "static/x.css"):
        os.utime(site.root / path, ns=(0, 10**19))
    assert site.build() == site.build()
    assert not site.report.written
