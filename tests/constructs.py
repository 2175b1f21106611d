"""Texts of any length made of what Markdown and HTML consist of, repeated, nested and in pairs."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

TOKENS = (
    *("[", "]", "(", ")", "![", "](", "][", "]:", "[^", "[^1]", "[a]", "[a](b)", "![a](b)", "[a][b]", "*[", "[a]: b"),
    *(
        "*[a]: b",
        "[^1]: a",
        "<",
        ">",
        "</",
        "/>",
        "<b>",
        "</b>",
        "<b",
        "<b ",
        'a="',
        "a='",
        "<a href=b>",
        "</a>",
        "<p>",
    ),
    *(
        "<div>",
        "</div>",
        "<ul>",
        "<li>",
        "<table>",
        "<td>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<![CDATA[",
        "]]>",
        "<!a",
        "<img>",
    ),
    *(
        "<script>",
        "</script>",
        "<sup>",
        "<iframe>",
        "<video>",
        "<h2>",
        "</h2>",
        "<b id=N>",
        "<i title=N>",
        "<svg>",
        "<hr>",
    ),
    *(
        "*",
        "**",
        "***",
        "_",
        "__",
        "`",
        "``",
        "```",
        "~~~",
        "\\",
        "\\*",
        "&",
        "&#",
        "&amp;",
        ";",
        "#",
        "##",
        "# aN",
        "=",
        "-",
    ),
    *(
        "---",
        "...",
        ">",
        "> ",
        "- ",
        "* ",
        "1. ",
        "+ ",
        ": ",
        "    ",
        "\t",
        "|",
        "|-",
        "-|-",
        "a|b",
        "{",
        "}",
        "{: .a }",
    ),
    *(
        "{#a}",
        '"',
        "'",
        "http://a",
        "<http://a>",
        "<a@b>",
        "a@",
        "://",
        "a",
        "aN",
        "N",
        "a ",
        " ",
        "  \n",
        "\n",
        "\n\n",
    ),
    *(
        "é",
        ".",
        ":",
        "!",
        "/",
        "```python\n",
        "hl_lines='",
        "///Footnotes Go Here///",
        "<details>",
        "<select>",
        "<math>",
        "</svg>",
        "<noscript>",
        '<a name="N">',
        "<a name=N/>",
        "<k, v>",
        "<o:p>",
        "</o:p>",
        '<script src="https://gist.github.com/a/N.js"></script>',
        '<div class="fb-post" data-href="https://e.example/N">',
        "[a](irc://N)",
        "![](https://e.example/N.png)",
    ),
)
"""What opens, closes, parts or marks something; `N` is a number that differs from place to place."""

GFM_TOKENS = (
    *TOKENS,
    *("~", "~~", "==", "^", "^[", "$", "$$", "$`", "`$", ":smile:", "[[", "]]", "[ ] ", "[x] ", "{.x}", "\\frac{"),
    *("> [!NOTE]\n", "[^1]: ", "www.a.b ", "https://a.b", "a@b.c", "|a|b|\n|-|-|\n", "|a", "a\n: b\n", "```math\n"),
)
"""Those of the `gfm` dialect besides."""

_BETWEEN = ("", "", " ", "\n", "\n\n", "\n    ", "\n> ", "\n- ")


class Construct(NamedTuple):
    """A way to make a text of any length: some tokens repeated together, or each as often before the next one comes."""

    tokens: tuple[str, ...]
    between: str
    nested: bool
    first: str
    last: str

    def text(self, length: int) -> str:
        """About `length` characters."""
        unit = self.between.join((*self.tokens, ""))
        count = max(1, length // len(unit))
        if self.nested:
            return self.first + "".join(_repeated(token + self.between, count) for token in self.tokens) + self.last
        return self.first + _repeated(unit, count) + self.last


def construct(chance: random.Random, known: Sequence[str] = TOKENS) -> Construct:
    """A construct by chance: one of the known tokens, or two or three."""
    tokens = tuple(chance.choice(known) for _ in range(chance.choice((1, 2, 2, 2, 3))))
    ends = [chance.choice(("", "", "", chance.choice(known))) for _ in range(2)]
    return Construct(tokens, chance.choice(_BETWEEN), chance.random() < 0.3, *ends)


def _repeated(unit: str, count: int) -> str:
    return "".join(unit.replace("N", str(n)) for n in range(count)) if "N" in unit else unit * count
