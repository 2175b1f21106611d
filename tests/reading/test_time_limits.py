"""Texts that others wrote take bounded time: what is odd about them is shown as it stands, or refused with its line."""

from __future__ import annotations

import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from html import escape

import msgspec
import pytest
from conftest import Site, examples, told
from constructs import Construct, construct
from hypothesis import given
from hypothesis import strategies as st
from served import Served

from tagarchive.core.digests import decoded
from tagarchive.core.text import location
from tagarchive.reading import body_parser, time_limits
from tagarchive.reading.body import Body, Place, html_in
from tagarchive.reading.documents import Article
from tagarchive.reading.files import Source
from tagarchive.reading.limited_process import Bounded
from tagarchive.reading.markdown import highlighting
from tagarchive.reading.parse_options import MarkdownOptions, ParseOptions
from tagarchive.reading.parse_tasks import Task
from tagarchive.reading.positions import Places
from tagarchive.reading.time_limits import result_within_limits

FEW, LONGEST = 8, 10.0
"""Constructs that are tried each time, and seconds that one may take before it counts as endless."""

LENGTH, LITTLE = 15_000, 0.2
"""Characters of a text, and seconds that are too few to tell how they grow."""

OPTIONS = ParseOptions()

PROCESS = Bounded("tagarchive.reading.parse_tasks:read")


def source(text: str) -> Source:
    return Source("content/a.md", f"---\ntitle: a\ndate: 2021-01-01\nsummary: b\n---\n{text}\n".encode(), "digest")


def read(text: str) -> tuple[Article, str]:
    """A text read within the time_limits, and its HTML."""
    result = result_within_limits(source(text), OPTIONS)
    assert not result.problems
    article = msgspec.msgpack.decode(result.document, type=Article)
    place = Place(hrefs=("/there/",) * len(article.outline.targets), anchors=True)
    return article, html_in(decoded(result.body, Body), place)


def seconds(text: str, options: ParseOptions = OPTIONS) -> float:
    """Processor time for a text."""
    answer = PROCESS.answer(msgspec.msgpack.encode(Task(source(text), options)), LONGEST)
    return answer.seconds if answer else LONGEST


def grows_with_the_text(made: Construct, length: int, options: ParseOptions) -> bool:
    """Whether twice the text takes about twice the time; what takes little time at all is not looked at."""
    for _ in range(3):
        longer = seconds(made.text(2 * length), options)
        if longer < LITTLE or longer < 3.2 * seconds(made.text(length), options):
            return True
    return False


@pytest.mark.parametrize("smart", [False, True])
def test_time_grows_with_the_text_for_whatever_it_is_made_of(smart: bool) -> None:  # noqa: FBT001
    """Constructs by chance, the same each time; `TAGARCHIVE_EXAMPLES` says how many others to try instead."""
    count = examples(FEW)
    chance = random.Random(f"{smart} {count}")  # noqa: S311
    options = ParseOptions(markdown=MarkdownOptions(smart_punctuation=smart))
    made = [construct(chance) for _ in range(count)]
    assert [one for one in made if not grows_with_the_text(one, LENGTH, options)] == []


UNFINISHED = "[|![|[a](|[a][|[^a|<a |![a](|[a](b \"|[a](<b|<a href='|<http://a|<a@b".split("|")
REPEATED = "*[|` |``a`|\\*|*a* |*a|**a *b|_a_ |&amp;|`a` |[a](b) |<b></b>|# a\n|a\n=\n|---\n|```\n|~~~a\n".split("|")
IN_LINES = "[a]: b\nc\n|*[a\n|*[a]: b\n|\n<?|\n<![CDATA[|a\n\n: b\n\n|[^\n".split("|")


@pytest.mark.parametrize("unit", [*UNFINISHED, *REPEATED, *IN_LINES, "|`"])
def test_twice_as_much_of_it_takes_about_twice_the_time(unit: str) -> None:
    assert grows_with_the_text(Construct((unit,), "", nested=False, first="", last=""), LENGTH, OPTIONS)


@pytest.mark.parametrize("units", [("[", "]"), ("![", "](a)"), ("*a ", "b*"), ("(", ")"), ("<b>", "</i>"), ("`", "``")])
def test_what_is_nested_takes_no_longer(units: tuple[str, str]) -> None:
    assert grows_with_the_text(Construct(units, "", nested=True, first="", last=""), LENGTH, OPTIONS)


@pytest.mark.parametrize("unit", UNFINISHED)
def test_what_is_not_finished_is_shown(unit: str) -> None:
    article, html = read(unit * 8_000)
    assert not article.notices
    assert re.sub("</?a[^>]*>", "", html) == f"<p>{escape(unit * 8_000, quote=False)}</p>"


def test_headings_of_one_text_have_ids_with_numbers() -> None:
    article, html = read("# a\n" * 4_000)
    assert [heading.id for heading in article.outline.headings][:3] == ["a", "a-1", "a-2"]
    assert html.count('id="a-3999"') == 1


def test_an_id_with_a_number_that_is_written_elsewhere_is_passed_over() -> None:
    article, _ = read('# a\n\n# a\n\n# a\n\n<b id="a-1">b</b>\n')
    assert [heading.id for heading in article.outline.headings] == ["a", "a-2", "a-3"]


@pytest.mark.parametrize(
    "unit",
    [
        '<b id="iN">',
        "# aN\n\n",
        '<b class="x">',
        "<https://e.org/N>",
        '<a href="https://e.org/N">a</a>',
        "![](iN.png)",
        "<img>",
    ],
)
def test_many_ids_links_and_tags_take_time_in_proportion(unit: str) -> None:
    assert grows_with_the_text(Construct((unit,), "", nested=False, first="", last=""), LENGTH, OPTIONS)


def test_ticks_that_find_no_end_take_no_longer_than_prose() -> None:
    ticks = " ".join("`" * n for n in range(1, 450))
    prose = "Some *words* and [a link](https://e.example/) with `code`. " * (len(ticks) // 58)
    assert seconds(ticks) < seconds(prose)


def test_a_link_that_was_written_twice_stands_where_it_was_written_first() -> None:
    article, _ = read("".join(f"[a](b{n}.md)\n[a](b{n // 2}.md)\n" for n in range(200)))
    lines = [target.written.where.line for target in article.outline.targets]
    assert lines[:6] == [6, 6, 8, 6, 10, 8]
    assert lines[-2:] == [404, 6 + 2 * 99]


@given(st.text("ab<&\n1é", max_size=60), st.data())
def test_the_place_of_a_text_is_where_it_stands_first_after_the_front_matter(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    places = Places(text * 3, offset, "a")
    for written in data.draw(st.lists(st.text("ab<&\n1é", max_size=9), min_size=80, max_size=80)):
        found = ((text * 3).find(form, start) for start in (offset, 0) for form in (written, escape(written)))
        assert places.of(written) == location(text * 3, next((at for at in found if at >= 0), 0), "a")


def test_short_rows_of_a_table_are_filled_up_as_long_as_it_takes_few_cells() -> None:
    rows = 300
    article, html = read("|".join("a" * rows) + "\n" + "|".join("-" * rows) + "\n" + "b\n" * rows)
    assert html.count("<td>") < 25_000
    assert html.count("<td>b</td>") == rows
    (notice,) = told(article.notices)
    assert notice == "content/a.md:6:1: slow-text"
    assert "a table with many more columns in its head than in its rows" in notice.message


def test_a_short_row_of_a_small_table_is_filled_up() -> None:
    _, html = read("a|b|c\n-|-|-\n1\n")
    assert html.count("<td") == 3


def test_a_footnote_that_is_cited_often_links_back_to_the_first_of_them() -> None:
    article, html = read("a[^1]\n\n" * 3_200 + "[^1]: b\n")
    assert not article.notices
    assert html.count('class="footnote-ref"') == 3_200
    assert html.count('class="footnote-backref"') == 100
    assert 'id="fnref3200:1"' in html


QUOTED = '"' + "\\" * 60

ENDLESS = f"```scala\n{QUOTED}\n```\n"


def test_code_that_takes_too_long_to_colour_is_shown_without_colours() -> None:
    article, html = read(f"```python\nx = 1\n```\n\n{ENDLESS}")
    assert '<span class="n">x</span>' in html
    assert f'<div class="highlight"><pre><code>{QUOTED}\n</code></pre></div>' in html.replace("<span></span>", "")
    (notice,) = told(article.notices)
    assert notice == "content/a.md:10:1: plain-code"
    assert notice.message == "found code in scala that takes too long to colour; it is shown without colours"


def test_the_code_of_a_text_has_one_limit_for_all_of_it() -> None:
    before = time.monotonic()
    article, html = read(ENDLESS * 20)
    assert time.monotonic() - before < 20 * highlighting.SECONDS
    assert html.count('<div class="highlight">') == 20
    (notice,) = told(article.notices)
    assert notice == "content/a.md:6:1: plain-code"
    assert notice.message.endswith(", as 19 more")


def test_the_code_of_the_next_text_is_coloured_again() -> None:
    assert "<span class" not in read(ENDLESS)[1]
    assert '<span class="n">x</span>' in read("```python\nx = 1\n```")[1]


def test_indented_code_has_the_limit_too_and_its_notice_the_line() -> None:
    article, _ = read(f"a\n\n    :::scala\n    {QUOTED}\n")
    assert told(article.notices) == ["content/a.md:8:5: plain-code"]


def test_very_long_code_is_not_coloured_on_any_machine() -> None:
    article, html = read("```python\n" + "x = 1\n" * 9_000 + "```\n")
    assert "<span class" not in html
    (notice,) = told(article.notices)
    assert notice == "content/a.md:6:1: plain-code"
    assert notice.message == "found code in python that is too long to colour; it is shown without colours"


def test_code_without_a_language_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bounded, "answer", None)
    assert "<code>x\n</code>" in read("```\nx\n```\n\n    y\n")[1].replace("<span></span>", "")


@pytest.mark.parametrize(("language", "unit"), [("java", "a.b "), ("cpp", 'R"a(')])
def test_code_whose_language_is_slow_is_shown_whole(language: str, unit: str) -> None:
    code = unit * 8_000
    _, html = read(f"```{language}\n{code}\n```\n")
    assert escape(code, quote=False).strip() in html


def test_a_text_that_takes_too_long_is_shown_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limits, "SECONDS", 0.02)
    article, html = read("a\n\n" + "*b* <c " * 5_000 + "\nd")
    assert html.startswith("<p>a</p>\n<p>*b* &lt;c *b* &lt;c ")
    assert html.endswith("*b* &lt;c <br>\nd</p>")
    (notice,) = told(article.notices)
    assert notice == "content/a.md:6:1: slow-text"
    assert notice.message == (
        "found a text that takes longer than 0.02 seconds to read; it holds “*” 10,000 times; "
        "the text is shown as it stands"
    )


def test_front_matter_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limits, "SECONDS", 0.02)
    monkeypatch.setattr(time_limits, "SECONDS_AS_IT_STANDS", 0.02)
    keys = "".join(f"  key{n}: value\n" for n in range(8_000))
    file = Source("content/a.md", f"---\ntitle: a\ndate: 2021-01-01\nextra:\n{keys}---\na*b*\n".encode(), "digest")
    (problem,) = told(result_within_limits(file, OPTIONS).problems)
    assert problem == "content/a.md:8006:2: slow-text"
    assert "takes longer than 0.02 seconds to read" in problem.message


def test_a_very_long_text_that_takes_too_long_is_refused_with_its_line(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time_limits, "SECONDS_OF_LONG", 0.05)
    site.article("a", body="b\n" + "c *d* [" * 40_000)
    (problem,) = site.problems()
    assert problem == "content/a.md:6:3: slow-text"
    assert "longer than 0.05 seconds to read; it holds “*” " in problem.message


def test_html_that_is_nested_very_deep_is_shown_as_it_stands() -> None:
    article, html = read("<div>\n" * 600 + "a")
    assert html.startswith("<p>&lt;div&gt;<br>")
    (notice,) = told(article.notices)
    assert notice == "content/a.md:6:1: slow-text"
    assert "found more than 500 elements of HTML in one another" in notice.message


def test_html_that_multiplies_is_shown_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_parser, "LITTLE", 0)
    article, html = read("".join(f"<b title={n}>" for n in range(300)) + "<p>a" * 300)
    assert html.startswith("<p>&lt;b title=0&gt;")
    (notice,) = told(article.notices)
    assert notice == "content/a.md:6:1: slow-text"
    assert "becomes 20 times as long" in notice.message


def test_other_threads_go_on_while_a_text_takes_its_time() -> None:
    reading = threading.Thread(target=read, args=(ENDLESS,))
    reading.start()
    longest, before = 0.0, time.monotonic()
    while reading.is_alive():
        time.sleep(0.01)
        longest, before = max(longest, time.monotonic() - before), time.monotonic()
    # A thread that is kept waiting waits for all of the time that the text takes.
    assert longest < highlighting.SECONDS


def test_threads_that_read_at_once_read_the_same() -> None:
    texts = [f"*a* [b](c{n}.md) `d`\n\n" * 20 for n in range(8)]
    alone = [read(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(read, texts * 5)) == alone * 5


def test_links_of_a_text_that_lead_nowhere_get_few_hints(site: Site) -> None:
    site.article("a", body="## Head\n\n" + "".join(f"[b](#hea{n})\n" for n in range(30)))
    notices = site.notices()
    assert {notice.code for notice in notices} == {"broken-fragment"}
    assert (len(notices), len([notice for notice in notices if notice.hint])) == (30, 20)


def test_the_preview_answers_while_a_text_takes_its_time(site: Site) -> None:
    site.article("a").article("b")
    with Served(site.root) as served:
        site.article("a", body=f"New.\n\n{ENDLESS}")
        longest = 0.0
        while "New." not in served.get("/articles/a/").text:
            before = time.monotonic()
            assert served.get("/articles/b/").status == 200
            longest = max(longest, time.monotonic() - before)
        assert longest < 2
        assert QUOTED in served.get("/articles/a/").text
