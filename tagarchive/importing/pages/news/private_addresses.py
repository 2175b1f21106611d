"""E-mail addresses, which no file of the site and no report has."""

from __future__ import annotations

import re
from typing import TypeVar

from bs4 import BeautifulSoup

from tagarchive.importing.inputs.items import Value
from tagarchive.importing.inputs.private_data import ADDRESS

# A name in a network such as “@ida@social.example”, and a part of an address such as “/@ida”, is no e-mail address.
E_MAIL = re.compile(rf"(?<![\w.+%'@/-]){ADDRESS}(?![\w-])")
LEFT_OUT = "(e-mail address left out)"

V = TypeVar("V", bound=Value)


def without_e_mail(text: str) -> str:
    """A text in which no e-mail address stands."""
    return E_MAIL.sub(LEFT_OUT, text) if "@" in text else text


def value_without_e_mail(value: Value) -> Value:
    """A value of front matter without e-mail addresses, in lists and mappings too."""
    match value:
        case str():
            return without_e_mail(value)
        case list():
            return [value_without_e_mail(item) for item in value]
        case dict():
            return {key: value_without_e_mail(item) for key, item in value.items()}
        case _:
            return value


def html_without_e_mail(html: str) -> tuple[str, int]:
    """HTML without e-mail addresses in its text and its links, and how many there were."""
    if "@" not in html and "mailto:" not in html.lower() and "%40" not in html:
        return html, 0
    root = BeautifulSoup(html, "html.parser")
    count = 0
    for link in root.find_all("a", href=True):
        href = str(link["href"]).replace("%40", "@")
        if href.lower().startswith("mailto:") or E_MAIL.search(href):
            count += E_MAIL.search(link.get_text()) is None
            link.unwrap()
    root.smooth()
    for node in root.find_all(string=E_MAIL):
        count += len(E_MAIL.findall(str(node)))
        node.replace_with(without_e_mail(str(node)))
    for element in root.find_all(lambda tag: any("@" in str(value) for value in tag.attrs.values())):
        for name, value in list(element.attrs.items()):
            if E_MAIL.search(str(value)):
                del element[name]
    return root.decode(), count
