"""The rules that a text has no signs for are passed over, and that makes no difference to any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tagarchive.converter import Converter, plain_markdown

SIGNS = st.sampled_from(
    (
        "  \n,\n,\n\n,\t,    ,b c,: ,# ,> ,- ,1. ,"
        "[^1]: ,[a]: /b,*[a]: b,{: .x },```\n,*,**,_,`,``,\\,[,],(,),![,[^1],<,>,"
        "</,<b>,&,;,&amp;,|,-|-,:,#,a,=,---,http://x.example,<http://x.example>,<a@x.example>,\",',..."
    ).split(",")
)
TEXTS = st.lists(SIGNS, max_size=25).map("".join)

QUICK = {smart: Converter(smart_punctuation=smart) for smart in (False, True)}
PLAIN = {smart: plain_markdown(smart_punctuation=smart) for smart in (False, True)}


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.booleans())
def test_the_html_is_what_all_rules_together_make(text: str, smart: bool) -> None:  # noqa: FBT001
    assert QUICK[smart].html(text) == PLAIN[smart].reset().convert(text)
