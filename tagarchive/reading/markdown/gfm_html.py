"""The HTML of comrak in the shapes that the other dialect has, so that themes and feeds know one shape of each thing.

The expressions match what comrak writes to the letter. HTML of authors that looks the same gets the same shape, before
it is sanitised like all HTML.
"""

from __future__ import annotations

import re
from html import escape, unescape

from tagarchive.reading.markdown import tasks
from tagarchive.reading.markdown.converted import CITED
from tagarchive.reading.markdown.highlighting import OPTIONS, Code, Highlighter
from tagarchive.reading.wiki_links import href_of

_CITATION = re.compile(
    r'<sup class="footnote-ref"><a href="#fn-([^"]*)" id="fnref-\1(?:-(\d+))?" data-footnote-ref>(\d+)</a></sup>'
)
_NOTES, _NOTES_END = '<section class="footnotes" data-footnotes>', "</section>\n"
_NOTE = re.compile(r'<li id="fn-([^"]*)">')
_BACK = re.compile(
    r' ?<a href="#fnref-([^"]*)" class="footnote-backref" data-footnote-backref'
    r' data-footnote-backref-idx="(\d+)(?:-(\d+))?" aria-label="[^"]*">↩(?:<sup class="footnote-ref">\d+</sup>)?</a>'
)
_BOX = re.compile(r'<li><input type="checkbox"( checked="")? disabled="" /> (\n<p>)?')
_ALIGNED = re.compile(r'<(t[hd]) align="(left|right|center)">')
_ALERT = re.compile(r'<p class="markdown-alert-title">([^<\n]*)</p>')
_WIKI_LINK = re.compile(r'<a href="([^"]*)" data-wikilink="true">')
_HEADING = re.compile(r"<h([1-6])>|[ ]?\{(?P<given>[#.][^{}<>\n]*)\}</h[1-6]>")
_ATTRIBUTE = re.compile(r"[#.][\w:-][\w:.-]*")
_CODE = re.compile(r'<pre><code(?: class="language-([^"]*)")?>((?:[^<]*\n)?)</code></pre>')
_LANGUAGE = re.compile(r"\{?\.?([\w#+-][\w#.+-]*)")


def shaped(html: str) -> str:
    """The HTML of a text with footnotes, tasks, alerts, tables, links by name and attributes of headings in shape."""
    if "data-footnote" in html:
        html = _with_notes(html)
    if "<input" in html:
        html = _BOX.sub(_item, html)
    if "<t" in html:
        html = _ALIGNED.sub(r'<\1 style="text-align: \2;">', html)
    if "markdown-alert" in html:
        html = _ALERT.sub(r'<p class="markdown-alert-title"><strong>\1</strong></p>', html)
    if "data-wikilink" in html:
        html = _WIKI_LINK.sub(_link, html)
    return _with_heading_attributes(html) if "}</h" in html else html


def with_code(html: str, highlighter: Highlighter) -> str:
    """The HTML with highlighted code."""
    return _CODE.sub(lambda code: _highlighted(code, highlighter), html) if "<pre><code" in html else html


def _highlighted(code: re.Match[str], highlighter: Highlighter) -> str:
    named = _LANGUAGE.match(unescape(code[1] or ""))
    language = named[1] if named else None
    return highlighter.html(Code(unescape(code[2]), language, OPTIONS, shebang=False), 0).rstrip("\n")


def _with_notes(html: str) -> str:
    """The HTML with citations, footnotes and links back."""
    text, start, notes = _CITATION.sub(_citation, html).rpartition(_NOTES)
    if not start or not notes.endswith(_NOTES_END):
        return text + start + notes
    notes = _BACK.sub(_back, _NOTE.sub(r'<li id="fn:\1">', notes.removesuffix(_NOTES_END)))
    return f'{text}<div class="footnote">\n<hr>{notes}</div>\n'


def _citation(citation: re.Match[str]) -> str:
    name, times, number = citation.groups()
    return f'<sup id="fnref{times or ""}:{name}"><a class="footnote-ref" href="#fn:{name}">{number}</a></sup>'


def _back(link: re.Match[str]) -> str:
    name, number, times = link.groups()
    name = name.removesuffix(f"-{times}") if times else name
    if int(times or 1) > CITED:
        return ""
    title = f"Jump back to footnote {number} in the text"
    start = "" if times else "&#160;"
    return f'{start}<a class="footnote-backref" href="#fnref{times or ""}:{name}" title="{title}">&#8617;</a>'


def _item(item: re.Match[str]) -> str:
    return f'<li class="{tasks.ITEM}">{item[2] or ""}{tasks.box(done=bool(item[1]))} '


def _link(link: re.Match[str]) -> str:
    return f'<a href="{escape(href_of(unescape(link[1])))}">'


def _with_heading_attributes(html: str) -> str:
    """The HTML with the ids and classes that stand in braces at the end of headings, such as `{#id .class}`."""
    parts: list[str] = []
    done = 0
    opened: re.Match[str] | None = None
    for match in _HEADING.finditer(html):
        if match[1]:
            opened = match
        elif opened and (attributes := _attributes(match["given"].split())):
            parts += (html[done : opened.end() - 1], attributes, html[opened.end() - 1 : match.start()])
            done, opened = match.end() - len("</h1>"), None
    return "".join([*parts, html[done:]])


def _attributes(words: list[str]) -> str:
    """The attributes of the words `#id` and `.class`; empty if another word is among them."""
    if not all(map(_ATTRIBUTE.fullmatch, words)):
        return ""
    ids = [word[1:] for word in words if word.startswith("#")]
    classes = " ".join(word[1:] for word in words if word.startswith("."))
    return (f' id="{escape(ids[-1])}"' if ids else "") + (f' class="{escape(classes)}"' if classes else "")
