"""Words of the interface as templates see them: `words.newer`, or `words.page(n=3)` where something stands in one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import msgspec
from markupsafe import Markup, escape

from tagarchive.reading.template_source import TemplateSource
from tagarchive.render.locales import fallbacks, plural_category
from tagarchive.render.numbers import in_digits, number_text
from tagarchive.render.word_files import (
    MANY,
    OWN,
    REFERENCE,
    THEME_FOLDER,
    Catalogue,
    Forms,
    catalogues_of,
    language_of,
    parts_of,
)
from tagarchive.views.common import Html

NUMBER = "n"
"""The placeholder for a number. In a word with plural forms it decides on the form."""


class Phrase:
    """A word with placeholders. Templates call it with their values."""

    __slots__ = ("digits", "escaped", "forms", "language")

    def __init__(self, forms: Forms, language: str, digits: str) -> None:
        self.forms = {category: parts_of(text) for category, text in forms.items()}
        self.escaped = {category: _with_escaped_words(parts) for category, parts in self.forms.items()}
        self.language = language
        self.digits = digits

    def __call__(self, **values: Any) -> Markup:
        """The text with its values, which are escaped unless they are HTML.

        A number has the plural form and the grouping of the language. In a word without plural forms it is a name, such
        as the number of a page, and has no grouping.
        """
        made = self.escaped[self.category(values.get(NUMBER))].copy()
        names = made[1::2]
        if missing := [name for name in names if name not in values]:
            raise ValueError(f"found no value for {', '.join(sorted(set(missing)))} in a word")
        made[1::2] = [self.shown(values[name]) for name in names]
        return Markup("".join(made))  # noqa: S704 (all of it is escaped)

    def plain(self, **texts: str) -> str:
        """The text with texts in it, none of which is HTML."""
        parts = self.parts()
        return "".join([part if n % 2 == 0 else texts[part] for n, part in enumerate(parts)])

    def parts(self, number: Any = None) -> list[str]:
        """The parts of the text for a number: words at even places, names of placeholders at odd ones."""
        return self.forms[self.category(number)]

    def category(self, number: Any) -> str:
        """The plural category of a number that the word has a form for; `""` for a word without plural forms."""
        if MANY not in self.forms:
            return ""
        category = plural_category(number, self.language) if isinstance(number, int) else MANY
        return category if category in self.forms else MANY

    def shown(self, value: Any) -> str:
        if isinstance(value, Markup):
            return value
        if not isinstance(value, int):
            return str(escape(value))
        if MANY in self.forms:
            return number_text(value, self.language, self.digits)
        return in_digits(str(value), self.language, self.digits)


def _with_escaped_words(parts: Sequence[str]) -> list[str]:
    return [str(escape(part)) if n % 2 == 0 else part for n, part in enumerate(parts)]


Words = dict[str, Any]
"""Words by key: texts, phrases, and tables of these."""


@lru_cache(maxsize=100)
def words_in(sources: tuple[tuple[str, TemplateSource], ...], language: str, digits: str) -> Words:
    """The words of the interface in a language. A word that it lacks is in a more general language, or in English."""
    tags = (REFERENCE, *reversed(fallbacks(language)))
    # Those of the theme have no words for templates of the site alone.
    catalogues = _catalogues(
        tuple(one for one in sources if language_of(one[0]) in tags or not one[0].startswith(THEME_FOLDER))
    )
    words: Words = {}
    own = ((key, one) for each in catalogues.values() for key, one in each.items() if key.startswith(f"{OWN}."))
    for key, one in own:
        _put(words, key, _word(one, language, digits))
    for tag in tags:
        shown = language if tag != REFERENCE else REFERENCE
        for key, one in catalogues.get(tag, {}).items():
            _put(words, key, _word(one, shown, digits))
    return words


@lru_cache(maxsize=10)
def _catalogues(sources: tuple[tuple[str, TemplateSource], ...]) -> dict[str, Catalogue]:
    return catalogues_of(sources)


def _word(forms: Forms, language: str, digits: str) -> str | Phrase:
    text = forms.get("", "")
    return Phrase(forms, language, digits) if MANY in forms or len(parts_of(text)) > 1 else text


def _put(words: Words, key: str, word: str | Phrase) -> None:
    *tables, name = key.split(".")
    for table in tables:
        words = words.setdefault(table, {})
    words[name] = word


def kicker(phrase: Phrase, name: object, **values: object) -> Markup:
    """The headline of an archive from a word with `{name}`: the name, and what stands around it as a kicker.

    Usage: `{{ words.tag_archives | kicker(title) }}`.
    """
    parts = phrase.parts()
    where = parts.index("name")
    before, after = (_filled(some, values) for some in (parts[:where], parts[where + 1 :]))
    named = f"<bdi>{escape(name)}</bdi>" if type(name) is str else str(escape(name))
    around = [f'<span class="kicker">{escape(text)}</span>' if text else "" for text in (before, after)]
    return Markup(" ".join(part for part in (around[0], named, around[1]) if part))  # noqa: S704 (all of it is escaped)


def _filled(parts: Sequence[str], values: Mapping[str, object]) -> str:
    return "".join(part if n % 2 == 0 else str(values.get(part, "")) for n, part in enumerate(parts)).strip()


def in_words(text: Html, words: Words) -> Html:
    """A text with the titles that Markdown gives to footnotes and alerts in the words of the interface.

    Usage: `{{ article.body | in_words(words) }}`.
    """
    signs = any(sign in text.text for sign in _SIGNS)
    return Html(_MADE.sub(partial(_said, words=words), text.text)) if signs else text


def _said(made: re.Match[str], words: Words) -> str:
    if made["alert"]:
        return str(escape(words["alerts"][made["alert"].lower()]))
    return str(words["footnote_back"](n=int(made["footnote"])))


_SIGNS = ("footnote-backref", "markdown-alert-title")
_MADE = re.compile(
    r'(?<= title=")Jump back to footnote (?P<footnote>\d+) in the text(?=")'
    r'|(?<=<p class="markdown-alert-title"><strong>)(?P<alert>Note|Tip|Important|Warning|Caution)(?=</strong></p>)'
)
"""The titles as Markdown and comrak write them; an author may write others."""


def forms(phrase: Phrase) -> str:
    """The forms of a word by plural category as JSON, for a script that puts the number in place of `{n}`.

    Usage: `data-found="{{ words.articles | forms }}"`.
    """
    texts = {name: _joined(parts) for name, parts in phrase.forms.items()}
    return msgspec.json.encode(texts).decode()


def _joined(parts: list[str]) -> str:
    return "".join(part if n % 2 == 0 else f"{{{part}}}" for n, part in enumerate(parts))
