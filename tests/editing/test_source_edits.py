"""The address of an archived copy gets into `source`, and all other bytes stay."""

from __future__ import annotations

import pytest
from conftest import told

from tagarchive.core.errors import SiteError
from tagarchive.editing.source_edits import with_archive_url
from tagarchive.reading.text_types import WebUrl

COPY = "https://web.example/2021/https://wire.example/a?b=1&lt;c#d"


def edited(matter: str, url: str = COPY) -> str:
    return with_archive_url(f"---\n{matter}---\nText.\n".encode(), "content/a.md", WebUrl(url)).decode()


FORMS = {
    "source:\n  name: Wire\n  url: https://wire.example/a\n": (
        f'source:\n  name: Wire\n  url: https://wire.example/a\n  archive_url: "{COPY}"\n'
    ),
    "source:\n    url: 'https://wire.example/a' # where\n    # and who\n    name: Wire\ntags: [a]\n": (
        f"source:\n    url: 'https://wire.example/a' # where\n    archive_url: \"{COPY}\"\n"
        "    # and who\n    name: Wire\ntags: [a]\n"
    ),
    'source: {name: Wire, url: "https://wire.example/a"}\n': (
        f'source: {{name: Wire, url: "https://wire.example/a", archive_url: "{COPY}"}}\n'
    ),
    "source: {url: https://wire.example/a, name: Wire} # x\n": (
        f'source: {{url: https://wire.example/a, archive_url: "{COPY}", name: Wire}} # x\n'
    ),
    "source: {\n  url: https://wire.example/a, # x\n  name: Wire,\n  }\n": (
        f'source: {{\n  url: https://wire.example/a, archive_url: "{COPY}", # x\n  name: Wire,\n  }}\n'
    ),
    "  source:\n     name: Wire\n     url: https://wire.example/a\n  title: A\n": (
        f'  source:\n     name: Wire\n     url: https://wire.example/a\n     archive_url: "{COPY}"\n  title: A\n'
    ),
}


@pytest.mark.parametrize("before", FORMS)
def test_each_form_of_a_source_gets_it_behind_its_url(before: str) -> None:
    assert edited(before) == f"---\n{FORMS[before]}---\nText.\n"


def test_line_endings_and_what_utf_8_starts_with_stay() -> None:
    before = b"\xef\xbb\xbf---\r\nsource:\r\n  url: https://wire.example/a\r\n  name: W\xc3\xa4\r\n---\r\nText.\r\n"
    inserted = b'  archive_url: "https://web.example/1"\r\n'
    place = before.index(b"  name")
    after = with_archive_url(before, "content/a.md", WebUrl("https://web.example/1"))
    assert after == before[:place] + inserted + before[place:]


@pytest.mark.parametrize(
    "before",
    [
        "source: Wire\n",
        "source: {name: Wire}\n",
        "title: A\n",
        "source: {url: https://wire.example/a, archive_url: https://web.example/1}\n",
        "x: &it {url: https://wire.example/a}\nsource: *it\n",
        "source:\n  url: >-\n    https://wire.example/a\n",
        "{source: {url: https://wire.example/a}, source: {url: https://wire.example/b}}\n",
    ],
)
def test_another_form_is_refused_with_its_place(before: str) -> None:
    with pytest.raises(SiteError) as caught:
        edited(before)
    (problem,) = told(caught.value.problems)
    assert problem.startswith("content/a.md:")
