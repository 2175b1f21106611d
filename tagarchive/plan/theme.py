"""Theme data in pages: fingerprinted assets, the Content Security Policy, and the options under `[theme]`."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence

from tagarchive.core import urls
from tagarchive.core.content_names import is_asset, named_by_content
from tagarchive.core.urls import Address
from tagarchive.reading.files import File
from tagarchive.reading.parse_options import HtmlOptions
from tagarchive.reading.theme_options import ThemeOptions
from tagarchive.views.common import Asset, Html

_COLOURS = ("paper", "ink", "accent")
_STANDARD = ThemeOptions()


def assets(statics: Sequence[File], href: Callable[[Address], str]) -> tuple[Asset, ...]:
    """The style sheets and scripts among static files."""
    return tuple(_asset(file, urls.static(file.path), href) for file in statics if is_asset(file.path))


def _asset(file: File, address: Address, href: Callable[[Address], str]) -> Asset:
    integrity = base64.b64encode(bytes.fromhex(file.digest)).decode()
    url = href(named_by_content(address, file.digest))
    return Asset(name=address[1:], url=url, integrity=f"sha256-{integrity}")


def policy(html: HtmlOptions) -> Html:
    """The Content Security Policy (Level 3) of pages, without the rules for scripts.

    It has no rule for pictures, since pictures from other hosts are blocked when the text is read. It is empty if the
    config does not sanitise HTML: such authors may use any feature.
    """
    frames = " ".join(f"https://{host}" for host in html.embed_hosts) or "'none'"
    closed = "object-src 'none'; base-uri 'none'; form-action 'self'; connect-src 'self'; worker-src 'self'"
    return Html(f"{closed}; frame-src {frames}" if html.sanitise else "")


def style(theme: ThemeOptions) -> Html:
    """CSS custom properties for the options that differ from the theme's defaults."""
    properties = "".join(f"--{name}:{value};" for name, value in _properties(theme))
    return Html(f":root{{{properties}}}" if properties else "")


def _properties(theme: ThemeOptions) -> Iterator[tuple[str, str]]:
    for name in _COLOURS:
        pair, standard = (
            tuple(getattr(options, f"{name}{mode}") for mode in ("", "_dark")) for options in (theme, _STANDARD)
        )
        if pair != standard:
            yield name, f"light-dark({','.join(pair)})"
    for name in ("text_font", "title_font", "label_font"):
        if getattr(theme, name):
            yield name.replace("_", "-"), getattr(theme, name)
    if theme.text_size != _STANDARD.text_size:
        yield "text-size", f"{theme.text_size}%"
    if theme.measure != _STANDARD.measure:
        yield "measure", f"{theme.measure}rem"
