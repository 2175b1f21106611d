"""`collect.toml` is read strictly: every fault with its line."""

from __future__ import annotations

import pytest
from conftest import told

from tagarchive.collecting.feeds.collect_file import read_collect
from tagarchive.core.errors import SiteError


def test_a_rule_has_all_its_keys() -> None:
    (rule,) = read_collect(
        '[[collect]]\nname = "Iran"\nfeed = "https://n.example/feed"\nsources = true\nany = "a b"\nall = ["c"]\n'
        'none = ["/d+/i"]\ntags = "T"\nrepublish = "link"\ndraft = false\nmap = { "X" = ["Y", "Z"] }\n'
    )
    assert (rule.name.text, rule.feed, rule.sources) == ("Iran", ("https://n.example/feed",), True)
    assert [word.text for word in (*rule.any_, *rule.all_, *rule.none)] == ["a b", "c", "/d+/i"]
    assert (rule.tags, rule.republish, rule.draft, rule.map) == (("T",), "link", False, (("X", ("Y", "Z")),))


HEAD = '[[collect]]\nname = "A"\nfeed = "https://n.example/feed"\n'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[collect]\n", ["collect.toml:1:10: bad-toml"]),
        ("[[collects]]\n", ["collect.toml:1:1: unknown-key"]),
        ('[[collect]]\nname = "A"\n', ["collect.toml:1:1: bad-value"]),
        ('[[collect]]\nfeed = "https://n.example/"\n', ["collect.toml:1:1: missing-key"]),
        (f'{HEAD}feeds = "x"\n', ["collect.toml:4:1: unknown-key"]),
        (f'{HEAD}any = ["ok", "…"]\n', ["collect.toml:4:1: bad-value"]),
        (f'{HEAD}any = "/(/"\n', ["collect.toml:4:1: bad-value"]),
        (f'{HEAD}none = "/x*/"\n', ["collect.toml:4:1: bad-value"]),
        (f'{HEAD}republish = "some"\n', ["collect.toml:4:1: bad-value"]),
        (f'{HEAD}draft = "no"\n', ["collect.toml:4:1: bad-value"]),
        (f'{HEAD}tags = [""]\n', ["collect.toml:4:1: bad-value"]),
        ('[[collect]]\nname = "A"\nfeed = "file:///etc/passwd"\n', ["collect.toml:3:1: bad-value"]),
        (f"{HEAD}{HEAD.replace('A', 'a')}", ["collect.toml:5:1: bad-value"]),
    ],
)
def test_a_fault_has_its_line(text: str, found: list[str]) -> None:
    with pytest.raises(SiteError) as caught:
        read_collect(text)
    assert told(caught.value.problems) == found


def test_all_faults_are_said_at_once() -> None:
    with pytest.raises(SiteError) as caught:
        read_collect(f"{HEAD}drafts = true\n{HEAD}any = 3\n")
    assert told(caught.value.problems) == ["collect.toml:4:1: unknown-key", "collect.toml:8:1: bad-value"]
    known = "all, any, draft, feed, map, name, none, republish, sources, tags"
    assert caught.value.problems[0].hint == f"did you mean “draft”? Known under [collect] are {known}"
