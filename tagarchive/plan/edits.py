"""Changes to an existing plan that keep all addresses: edited documents, or other style sheets and scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import structs

from tagarchive.archive.model import PlacedDocument
from tagarchive.core.urls import OutPath
from tagarchive.plan.outputs import static_files
from tagarchive.plan.parts.related import Nearby
from tagarchive.plan.planned_files import Plan, PlannedFile
from tagarchive.plan.site_context import restyled_site
from tagarchive.reading.files import File

Edits = Mapping[str, PlacedDocument[Any]]
"""Edited documents, by their paths from the site's folder."""


def edited(plan: Plan, edits: Edits) -> Plan:
    """The plan with edited documents in place of the earlier ones. Parts are replaced lazily, on access."""
    planned = plan.planned
    if isinstance(planned, _Edited):
        return plan.of(_Edited(planned.before, {**planned.edits, **edits}))
    return plan.of(_Edited(planned, edits))


def restyled(plan: Plan, before: Sequence[File], now: Sequence[File]) -> Plan:
    """The plan with other style sheets and scripts, whose fingerprinted URLs change in all pages."""
    planned = plan.planned
    if isinstance(planned, _Edited):
        return edited(restyled(plan.of(planned.before), before, now), planned.edits)
    gone, come = ({item.path: item for file in files for item in static_files.static(file)} for files in (before, now))
    kept = {path: item for path, item in planned.items() if path not in gone}
    sites = [restyled_site(site, now) for site in plan.sites.values()]
    return Plan(sites, kept | come, plan.broken)


class _Edited(Mapping[OutPath, PlannedFile]):
    """Planned files whose parts are replaced by their edited versions on access."""

    def __init__(self, before: Mapping[OutPath, PlannedFile], edits: Edits) -> None:
        self.before = before
        self.edits = edits

    def __getitem__(self, path: OutPath) -> PlannedFile:
        planned = self.before[path]
        return structs.replace(planned, parts=tuple(_part(part, self.edits) for part in planned.parts))

    def __contains__(self, path: object) -> bool:
        return path in self.before

    def __iter__(self) -> Iterator[OutPath]:
        return iter(self.before)

    def __len__(self) -> int:
        return len(self.before)


def _part(part: Any, edits: Edits) -> Any:
    """A part of a recipe after the edits. Documents are replaced at any depth."""
    if isinstance(part, PlacedDocument):
        return _edited_document(part, edits)
    if isinstance(part, Nearby):
        return _edited_nearby(part, edits)
    if isinstance(part, tuple):
        parts = tuple(_part(item, edits) for item in part)
        if all(now is before for now, before in zip(parts, part, strict=True)):
            return part
        return type(part)(*parts) if hasattr(part, "_fields") else type(part)(parts)
    if isinstance(part, msgspec.Struct):
        fields = {name: getattr(part, name) for name in part.__struct_fields__}
        new = {name: now for name, value in fields.items() if (now := _part(value, edits)) is not value}
        return structs.replace(part, **new) if new else part
    return part


def _edited_document(placed: PlacedDocument[Any], edits: Edits) -> PlacedDocument[Any]:
    return edits.get(placed.document.path, placed)


def _edited_nearby(near: Nearby, edits: Edits) -> Nearby:
    return near.edited(lambda placed: _edited_document(placed, edits))
