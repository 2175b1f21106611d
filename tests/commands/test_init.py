"""`tagarchive init`: a site that builds, and the files with which a host builds or serves a site."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Site, told_in

from tagarchive.build import extras
from tagarchive.commands.host_files import HOSTS
from tagarchive.commands.main import main

CHECKOUT = Path(__file__).parent.parent.parent
WORKFLOW = ".github/workflows/pages.yml"
COLLECT = ".github/workflows/collect.yml"


def files(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def workflow(root: Path, path: str) -> Any:
    return yaml.load((root / path).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (it makes texts alone)


def test_the_commands_that_it_prints_work_as_printed(tmp_path: Path) -> None:
    for program in (["build.py"], ["-m", "tagarchive"]):
        folder = tmp_path / f"my {program[-1]}"
        command = [sys.executable, *program, "init", str(folder)]
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True)  # noqa: S603
        assert done.stdout.startswith(f"A new site is in {folder}.\n")
        serve, build = (line.partition(":")[2].strip() for line in done.stdout.splitlines()[1:])
        assert shlex.split(serve) == [sys.executable, *program, "serve", "--root", str(folder)]
        assert not (folder / "public").exists()
        subprocess.run(build, shell=True, cwd=CHECKOUT, check=True, capture_output=True)  # noqa: S602
        assert (folder / "public/index.html").exists()


def test_a_new_site_has_typographic_marks_and_leads_to_the_preview(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path)]) == 0
    assert tomllib.loads((tmp_path / "site.toml").read_text())["markdown"] == {"smart_punctuation": True}
    (tmp_path / "content/a.md").write_text('---\ntitle: A\ndate: 2021-01-01\n---\n"So" -- and so...\n')
    assert main(["--root", str(tmp_path), "--quiet"]) == 0
    assert "“So” – and so…" in (tmp_path / "public/articles/a/index.html").read_text()
    welcome = (tmp_path / "content/welcome.md").read_text()
    assert welcome.index("`tagarchive serve`") < welcome.index("`tagarchive build`")


def test_what_a_build_makes_is_not_put_under_version_control(tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "new")]) == 0
    assert (tmp_path / "new/.gitignore").read_text() == "public/\n.tagarchive/\n"
    (tmp_path / "there").mkdir()
    (tmp_path / "there/.gitignore").write_text("mine\n")
    assert main(["init", str(tmp_path / "there")]) == 0
    assert (tmp_path / "there/.gitignore").read_text() == "mine\n"


@pytest.mark.parametrize("name", HOSTS)
def test_into_a_site_that_is_there_it_adds_the_files_of_the_host_alone(name: str, site: Site) -> None:
    before = files(site.article("a").root)
    assert main(["init", str(site.root), "--host", name]) == 0
    after = files(site.root)
    assert after.keys() - before.keys() == HOSTS[name].files.keys()
    assert {path: after[path] for path in before} == before
    assert not re.search(rb"<<|<%|>>|%>", b"".join(after[path] for path in HOSTS[name].files))
    site.build()
    assert not site.report.notices or {one.code for one in site.report.notices} == {"no-summary", "no-tags"}


@pytest.mark.parametrize("name", HOSTS)
def test_a_new_site_for_a_host_builds(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "s"), "--host", name]) == 0
    told = capsys.readouterr().out
    assert HOSTS[name].next in told
    assert "Set base_url in site.toml" in told
    assert main(["build", "--root", str(tmp_path / "s")]) == 0
    config = tomllib.loads((tmp_path / "s/site.toml").read_text())
    assert config.get("redirects", {}).get("formats", ["netlify"]) == [HOSTS[name].redirects]


@pytest.mark.parametrize("name", HOSTS)
def test_it_writes_over_nothing(name: str, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = HOSTS[name].files
    before = files(site.article("a").put(path, b"mine").root)
    assert main(["init", str(site.root), "--host", name]) == 1
    assert told_in(capsys.readouterr().err) == [f"{path}: file-exists"]
    assert files(site.root) == before


def test_it_follows_no_link(site: Site, tmp_path: Path) -> None:
    (site.root / "Caddyfile").symlink_to(tmp_path / "elsewhere")
    assert main(["init", str(site.root), "--host", "caddy"]) == 1
    assert not (tmp_path / "elsewhere").exists()


def test_what_is_there_already_is_not_in_the_way(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(site.root), "--host", "github"]) == 0
    assert str(site.root / WORKFLOW) in capsys.readouterr().out
    assert main(["init", str(site.root), "--host", "github", "--collect"]) == 0
    told = capsys.readouterr().out
    assert str(site.root / COLLECT) in told
    assert "Say in collect.toml what to collect.\n" in told
    assert str(site.root / WORKFLOW) not in told


def test_the_key_for_redirects_is_named_where_it_is_missing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(site.root), "--host", "nginx"]) == 0
    assert '    formats = ["nginx"]\n' in capsys.readouterr().out
    site.write(f"-- site.toml --\n{(site.root / 'site.toml').read_text()}[redirects]\nformats = ['nginx']\n")
    (site.root / "nginx.conf").unlink()
    assert main(["init", str(site.root), "--host", "nginx"]) == 0
    assert "formats" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"), [(["--collect"], "add --host github"), (["--host", "gitlab", "--collect"], "by cron")]
)
def test_collecting_where_no_job_may_propose_is_refused(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "s"), *options]) == 1
    err = capsys.readouterr().err
    assert told_in(err) == ["--collect: bad-argument"]
    assert said in err
    assert not (tmp_path / "s").exists()


def test_a_base_url_that_would_mean_something_in_a_configuration_is_refused(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/a;b/"\n')
    assert main(["init", str(site.root), "--host", "nginx"]) == 1
    assert told_in(capsys.readouterr().err) == ["site.toml: bad-value"]
    assert not (site.root / "nginx.conf").exists()


def test_the_workflow_may_do_what_it_needs_and_no_more(site: Site) -> None:
    assert main(["init", str(site.root), "--host", "github"]) == 0
    pages = workflow(site.root, WORKFLOW)
    assert pages["permissions"] == {}
    assert pages["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    build, deploy = pages["jobs"]["build"], pages["jobs"]["deploy"]
    assert build["permissions"] == {"contents": "read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["needs"] == "build"
    used = [step["uses"] for job in (build, deploy) for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", one) for one in used)
    assert [one.partition("@")[0] for one in used] == [
        f"actions/{name}" for name in ("checkout", "setup-python", "cache", "upload-pages-artifact", "deploy-pages")
    ]
    assert [step["run"] for step in build["steps"] if "run" in step] == ["pip install tagarchive", "tagarchive build"]
    assert next(step["with"]["path"] for step in build["steps"] if "cache" in step.get("uses", "")) == ".tagarchive"


def test_the_workflow_that_collects_asks_before_it_adds(site: Site) -> None:
    assert main(["init", str(site.root), "--host", "github", "--collect"]) == 0
    (job,) = workflow(site.root, COLLECT)["jobs"].values()
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    scripts = [step["run"] for step in job["steps"] if "run" in step]
    # What others can write, such as the name of a branch, reaches a script as a variable and not as a part of it.
    assert not [script for script in scripts if "${{" in script]
    for script in scripts:
        subprocess.run(["/bin/sh", "-n"], input=script, text=True, check=True)
    assert "secrets." not in (site.root / COLLECT).read_text()


def test_the_pipeline_publishes_the_default_branch_alone(site: Site) -> None:
    assert main(["init", str(site.root), "--host", "gitlab"]) == 0
    pages = workflow(site.root, ".gitlab-ci.yml")["pages"]
    assert pages["script"][-1] == "tagarchive build"
    assert pages["artifacts"] == {"paths": ["public"]}
    assert pages["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


@pytest.mark.parametrize("prefix", ["", "/archive"])
def test_headers_of_netlify_and_cloudflare_are_the_same(site: Site, prefix: str) -> None:
    site.write(f'-- site.toml --\nbase_url = "https://desk.example{prefix}/"\n').put("static/own.css", b"")
    for name in ("netlify", "cloudflare"):
        assert main(["init", str(site.root), "--host", name]) == 0
    config = tomllib.loads((site.root / "netlify.toml").read_text())
    rules = {rule["for"]: rule["values"] for rule in config["headers"]}
    text = re.sub(r"^#.*\n", "", (site.root / "static/_headers").read_text(), flags=re.MULTILINE)
    found = re.findall(r"^(/\S*)\n((?:  .+\n)+)", text, re.MULTILINE)
    assert {path: dict(line[2:].split(": ", 1) for line in lines.splitlines()) for path, lines in found} == rules
    assert len(rules) == len(config["headers"]) < 100
    names = [re.sub(r"\.[0-9a-f]{10}\.", ".*.", path) for path in site.build() if re.search(r"\.[0-9a-f]{10}\.", path)]
    assert {f"{prefix}/{name}" for name in names} <= rules.keys()
    assert f"{prefix}/own.*.css" in rules
    assert rules[f"{prefix}/*feed.xml"]["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert rules[f"{prefix}/files/*.svg"]["Content-Security-Policy"].startswith("sandbox;")
    assert bool(config.get("redirects")) == bool(prefix)


def test_below_a_path_the_command_of_a_host_builds_there(site: Site) -> None:
    site.write('-- site.toml --\nbase_url = "https://desk.example/archive/"\n').article("a", aliases="[/old/]")
    for name in ("netlify", "cloudflare"):
        assert main(["init", str(site.root), "--host", name]) == 0
    command = tomllib.loads((site.root / "netlify.toml").read_text())["build"]["command"]
    assert f"`{command}`" in (site.root / "static/_headers").read_text()
    program = f"{shlex.quote(sys.executable)} {shlex.quote(str(CHECKOUT / 'build.py'))}"
    here = re.sub(r"pip install \S+", "true", command).replace("tagarchive build", f"{program} build")
    subprocess.run(here, shell=True, cwd=site.root, check=True, capture_output=True)  # noqa: S602
    assert (site.root / "public/archive/articles/a/index.html").exists()
    assert (site.root / "public/_redirects").read_text() == "/archive/old/ /archive/articles/a/ 301\n"
    assert (site.root / "public/_headers").read_bytes() == (site.root / "static/_headers").read_bytes()


@pytest.mark.parametrize("is_installed", [True, False])
def test_a_new_site_has_search_where_its_package_is_installed_and_hosts_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_installed: bool
) -> None:
    if not is_installed:
        monkeypatch.setattr(extras, "find_spec", lambda _: None)
    assert main(["init", str(tmp_path), "--host", "github"]) == 0
    options = tomllib.loads((tmp_path / "site.toml").read_text())
    assert options.get("search") == ({"engine": "pagefind"} if is_installed else None)
    package = "'tagarchive[search]'" if is_installed else "tagarchive"
    steps = [step.get("run") for step in workflow(tmp_path, WORKFLOW)["jobs"]["build"]["steps"]]
    assert f"pip install {package}" in steps
    assert main(["--root", str(tmp_path), "--quiet"]) == 0
    assert (tmp_path / "public/search/index.html").exists() == is_installed
