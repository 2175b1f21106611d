"""Custom fields of posts: which have a meaning here, and which are named as left out."""

from __future__ import annotations

import re

SUMMARIES = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
    "_aioseop_description",
    "_genesis_description",
)
"""Descriptions that plugins keep for search engines, the first of which stands in for a missing excerpt."""

_KEPT = frozenset(
    {
        *SUMMARIES,
        *(
            "_thumbnail_id _wp_old_slug _wp_old_date _wp_attached_file _wp_attachment_image_alt footnotes enclosure "
            "_menu_item_object _menu_item_object_id _menu_item_url cap-user_login cap-display_name"
        ).split(),
    }
)

_INNER = re.compile(
    r"_edit_l(?:ast|ock)|_pingme|_encloseme|_oembed_.*|_wp_(?:trash_meta|suggested_privacy|old_slug|old_date).*|"
    r"_wp_desired_post_slug|_wp_attachment_metadata|_publicize_.*|_wpas_.*|jabber_published|_transient_.*|"
    r"_yoast_wpseo_(?:content_score|estimated-reading-time.*|linkdex|primary_category|wordproof_timestamp)|"
    r"_jetpack_.*|_last_editor_used_jetpack|_feedback_.*|_menu_item_.*|_starter_content_theme|hash|"
    r"rank_math_(?:internal_links_processed|analytic_object_id|seo_score)"
)
"""Notes of WordPress and its plugins to themselves."""


def is_kept(name: str) -> bool:
    """True if a custom field has a meaning here."""
    return name in _KEPT


def is_counted(name: str) -> bool:
    """True if a custom field is left out and named."""
    return bool(name) and name not in _KEPT and not _INNER.fullmatch(name)
