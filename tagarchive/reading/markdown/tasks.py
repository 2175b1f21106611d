"""The boxes of task lists: one form for all dialects.

A dialect writes a character in an element with a class, which the sanitiser keeps and a text without styles can show.
After the sanitiser, pages get a disabled checkbox instead: screen readers name it and say whether it is checked, in the
language of the reader. So the sanitiser allows no form elements. Feeds get the character, because feed readers drop
form elements.
"""

from __future__ import annotations

import re

ITEM = "task"
"""Class of an item of a list that begins with a box."""

OPEN, DONE = '<span class="task-open">☐</span>', '<span class="task-done">☑</span>'
"""HTML of the boxes as a dialect writes them, in the normal form of the sanitiser."""

_ITEM = re.compile(r'<li>(?=(?:\s*<p>)?<span class="task-(?:open|done)">)')

_OPEN_BOX, _DONE_BOX = '<input type="checkbox" disabled>', '<input type="checkbox" checked disabled>'


def box(*, done: bool) -> str:
    """HTML of a box for the sanitiser."""
    return DONE if done else OPEN


def with_items(html: str) -> str:
    """HTML of a dialect with the class of each item that begins with a box."""
    return _ITEM.sub(f'<li class="{ITEM}">', html) if "task-" in html else html


def with_boxes(html: str) -> str:
    """Sanitised HTML with a checkbox in place of each character."""
    return html.replace(OPEN, _OPEN_BOX).replace(DONE, _DONE_BOX) if "task-" in html else html


def with_characters(html: str) -> str:
    """HTML of a page with a character in place of each checkbox, for readers that drop form elements."""
    return html.replace(_OPEN_BOX, "☐").replace(_DONE_BOX, "☑") if "<input" in html else html
