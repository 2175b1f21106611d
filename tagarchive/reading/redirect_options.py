"""`[redirects]` of `site.toml` as a value."""

from __future__ import annotations

from typing import Literal

import msgspec

RedirectFormat = Literal["netlify", "nginx", "caddy", "apache"]


class RedirectOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`[redirects]`: rules for the host that lead from former addresses to the new ones."""

    formats: tuple[RedirectFormat, ...] = ("netlify",)
    """Forms of the rules. `netlify`: `_redirects`, for Netlify, Cloudflare Pages and GitLab Pages. `nginx`:
    `_redirects.nginx`. `caddy`: `_redirects.caddy`. `apache`: an `.htaccess` in the folder of each former address.
    `[]` turns rules off; each former address has a page that leads on anyway."""
