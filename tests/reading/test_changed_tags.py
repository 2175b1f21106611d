"""Tags that pages have in another form: plain links are none in a text without pictures."""

from __future__ import annotations

from tagarchive.reading.changed_tags import changed_tags

LINKS = '<p><a href="https://a.example/b?c=d">one</a> <a href="/e/">two</a> <a href="https://f.example/?g=h&amp;i">j</a></p>'


def test_plain_links_are_left_out_where_no_picture_can_be_in_them() -> None:
    assert [tag[0] for tag in changed_tags(LINKS)] == ['<a href="/e/">', '<a href="https://f.example/?g=h&amp;i">']
    tags = [tag[0] for tag in changed_tags(f'{LINKS}<img src="/k.png">')]
    assert tags[0] == '<a href="https://a.example/b?c=d">'
    assert tags.count("</a>") == len("abc")
