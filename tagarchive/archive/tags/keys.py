"""Keys of tags: all names of a tag have the same key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tagarchive.core.slugs import marked_tag_key, tag_key
from tagarchive.reading.documents import TagText


class Keys(NamedTuple):
    """Keys of tags in the language of a site.

    Attributes:
        language: language of the site
        apart: marked keys of tags that differ in marks only, but have a file each and so stay separate; by the
            key that they would share. The first of them is also the key of all other spellings.
        also: key of the tag that another name stands for, by the key that the name has by itself

    """

    language: str = ""
    apart: Mapping[str, Sequence[str]] = {}
    also: Mapping[str, str] = {}

    def own(self, name: str) -> str:
        """The key of a name by itself, as if no tag had it among its other names."""
        shared, marked = tag_key(name, self.language), marked_tag_key(name)
        named = self.apart.get(shared, (shared,))
        return marked if marked in named else named[0]

    def of(self, name: str) -> str:
        """The key of the tag with a name."""
        key = self.own(name)
        return self.also.get(key, key)


def keys_of(texts: Sequence[TagText], language: str) -> Keys:
    """The keys of tags. Other spellings belong to the separate tag without marks, or else to the first one by path."""
    named: dict[str, dict[str, None]] = defaultdict(dict)
    for text in texts:
        named[tag_key(text.name.text, language)][marked_tag_key(text.name.text)] = None
    apart = {key: sorted(marked, key=key.__ne__) for key, marked in named.items() if len(marked) > 1}
    return Keys(language, apart, _also(texts, Keys(language, apart)))


def _also(texts: Iterable[TagText], keys: Keys) -> dict[str, str]:
    """The keys of other names, without spellings of the tag itself."""
    also: dict[str, str] = {}
    for text in texts:
        owner = keys.own(text.name.text)
        for name in text.also:
            if (key := keys.own(name.text)) != owner:
                also.setdefault(key, owner)
    return also
