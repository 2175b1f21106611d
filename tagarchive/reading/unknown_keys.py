"""Advice on unknown keys: what each was probably meant as, and how it is written here."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any, get_origin

from tagarchive.reading import foreign_keys, foreign_settings
from tagarchive.reading.field_forms import fields_of, required, struct_in
from tagarchive.reading.foreign_keys import Advice, written
from tagarchive.reading.node import Node, Place
from tagarchive.reading.value_hints import in_brackets
from tagarchive.reading.yaml_values import CURLY

Fits = Callable[[Any, Node], bool]
"""A function that is true if a value is of a type."""

_NEAR, _VERY_NEAR = 0.6, 0.8
"""Likenesses of two keys from which one is taken for the other: with a value that fits, and with one that does not."""


_FEW = 20
"""Maximum number of keys of front matter that a hint lists."""


def advice_on(key: str, item: Node, place: Place, fits: Fits) -> Advice:
    """Advice on a key that is not known. A known key that is spelt alike is named only if the value fits it."""
    name = key.strip(CURLY)
    return (
        _recased(name, item, place, fits)
        or (_near(name, item, place, fits, _VERY_NEAR) if place.strict and isinstance(item.value, dict) else None)
        or _foreign(name, item, place)
        or _elsewhere(name, item, place, fits)
        or _near(name, item, place, fits, _NEAR)
        or Advice(_fallback(name, item, place))
    )


def _recased(key: str, item: Node, place: Place, fits: Fits) -> Advice | None:
    """Advice on a known key in capital letters or in curly quotes."""
    name = key.lower()
    if name not in place.fields or not fits(place.fields[name].type, item):
        return None
    return Advice(f"write `{name}`, in lower case and without quotes", name)


def _foreign(key: str, item: Node, place: Place) -> Advice | None:
    """Advice on a key of another generator. Other files than those of a site have none."""
    if place.keys:
        return None
    if "extra" in place.top:
        return foreign_keys.advice(key, item, place.fields)
    return foreign_settings.setting_advice(key, item) if "base_url" in place.top else None


def _elsewhere(key: str, item: Node, place: Place, fits: Fits) -> Advice | None:
    """Advice on a key that belongs into another mapping."""
    for name, field in place.fields.items():
        inner = struct_in(field.type)
        if inner and key in fields_of(inner) and fits(fields_of(inner)[key].type, item):
            return Advice(f"it belongs under {place._replace(keys=(*place.keys, name)).name}")
    if place.keys and key in place.top and fits(place.top[key].type, item):
        above = "above the first [table]" if place.strict else "without spaces before it"
        return Advice(f"it belongs at the top of the file, {above}")
    return None


def _near(key: str, item: Node, place: Place, fits: Fits, cutoff: float) -> Advice | None:
    known = f" Known under {place.name} are {', '.join(sorted(place.fields))}" if place.keys else ""
    for name in difflib.get_close_matches(key, sorted(place.fields), n=3, cutoff=cutoff):
        kind = place.fields[name].type
        if fits(kind, item):
            return Advice(f"did you mean “{name}”?{known}", name)
        is_like = difflib.SequenceMatcher(None, key, name).ratio() >= _VERY_NEAR
        if is_like and get_origin(required(kind)) is tuple and isinstance(item.value, str):
            return Advice(f"did you mean `{name}: {in_brackets(item.value)}`?{known}", name)
    return None


def _fallback(key: str, item: Node, place: Place) -> str:
    """The keys that are known, or the place for keys of one's own."""
    known = ", ".join(sorted(place.fields))
    if place.keys:
        return f"known under {place.name} are {known}"
    if "extra" not in place.fields:
        return f"known are {known}"
    kept = f"`extra: {{{key}: {written(item.value)}}}` keeps it for templates of your own"
    return f"{kept}; known are {known}" if len(place.fields) <= _FEW else kept
