"""Names of sources: what a page calls its publisher becomes the source that the site has a record of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tagarchive.archive.sources import Sources, sources_of
from tagarchive.core.originals import host_of
from tagarchive.core.slugs import slugify
from tagarchive.importing.inputs.items import Guessed, Noted, Remark, Value
from tagarchive.reading.documents import Document, SourceText


class KnownSources(NamedTuple):
    """The records of sources, by their names and by the hosts of their home pages.

    Attributes:
        names: records by name
        hosts: the record of each host that is the home of one source alone

    """

    names: Sources
    hosts: Mapping[str, SourceText]


class NamedSource(NamedTuple):
    """The source of a clipping.

    Attributes:
        name: its name
        place: file of its record if that gave the name; else empty
        remarks: what is guessed, and what its record asks for

    """

    name: str
    place: str = ""
    remarks: tuple[Remark, ...] = ()


def known_sources(documents: Iterable[Document]) -> KnownSources:
    """The records among documents."""
    texts = [document for document in documents if isinstance(document, SourceText)]
    homes = [host_of(text.home or "") for text in texts]
    hosts = {home: text for home, text in zip(homes, texts, strict=True) if home and homes.count(home) == 1}
    return KnownSources(sources_of(texts).known, hosts)


def named_source(
    source: Mapping[str, Value], guess: Guessed | None, known: KnownSources, namer: str = "page"
) -> NamedSource:
    """The source of a clipping: with its name, else with the address of its original, as a record has it.

    `guess` is the remark that the name is one, and `namer` what names the source.
    """
    name, host = str(source["name"]), host_of(str(source.get("url", "")))
    record = known.names.records.get(slugify(name))
    if record:
        return NamedSource(name, record.path if guess else "", _policy(record))
    record = known.hosts.get(host)
    if record is None:
        return NamedSource(name, remarks=(guess,) if guess else ())
    own = record.name.text
    if guess:
        return NamedSource(own, record.path, _policy(record))
    why = f"the {namer} names “{name}”, but {host} is the home of the source in {record.path}"
    return NamedSource(own, record.path, (Guessed("source.name", own, why), *_policy(record)))


def _policy(record: SourceText) -> tuple[Remark, ...]:
    """A remark about what the record of a source lets readers see."""
    if record.republish == "full":
        return ()
    return (Noted(f"readers see what `republish: {record.republish}` in {record.path} allows"),)
