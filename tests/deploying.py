"""Deploys of a site, as a user runs them."""

from __future__ import annotations

import pytest
from conftest import Site

from tagarchive.commands.main import main


class Deploys:
    """Deploys of a site, as a user runs them."""

    def __init__(self, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.site = site
        self.capsys = capsys

    def run(self, *options: str) -> tuple[int, str, str]:
        """The exit code of a deploy, what it prints, and what it prints of problems."""
        self.capsys.readouterr()
        code = main(["deploy", "--root", str(self.site.root), "--output", str(self.site.output), *options])
        return (code, *self.capsys.readouterr())

    def done(self, *options: str) -> str:
        """What a deploy prints that goes well."""
        code, out, err = self.run(*options)
        assert not code, err
        return out

    def refused(self, *options: str) -> str:
        """What a deploy prints that is refused."""
        code, out, err = self.run(*options)
        assert code == 1, out + err
        return err
