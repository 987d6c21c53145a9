"""What a case is about, as words that a report must have: names, places, quotations, phrases."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from earwitness.model import Document
from earwitness.tracing.words import tokens

ENOUGH = 6
"""So many words in a row of a longer phrase are enough: quotations are cut on their way."""

_TAGS = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class About:
    """Phrases of which a report must have one; none at all lets every report through."""

    phrases: tuple[str, ...] = ()

    @cached_property
    def _runs(self) -> tuple[tuple[str, ...], ...]:
        """The runs of words that are looked for."""
        words = [tokens(phrase) for phrase in self.phrases]
        return tuple(dict.fromkeys(tuple(run) for phrase in words for run in _runs(phrase)))

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def is_in_words(self, text: str) -> bool:
        """Whether the words of a text hold one of the phrases."""
        words = _row(tokens(text))
        return not self or any(_row(run) in words for run in self._runs)

    def is_in(self, document: Document) -> bool:
        """Whether the report itself, without what stands around it, holds one of the phrases."""
        kept = (b.span.of(document.text) for b in document.blocks if b.kind != "furniture")
        return not self or self.is_in_words(f"{document.headline or ''}\n" + "\n".join(kept))

    def may_be_in(self, record: bytes) -> bool:
        """False where the bytes of a page surely hold none of the phrases: a fast first look."""
        if not self or not _is_plain(record):
            return True
        page = html.unescape(record.decode("utf-8", "replace")).lower().replace("’", "'")
        bare = _TAGS.sub("", page)  # a word may have a tag inside
        return any(all(word in page or word in bare for word in run) for run in self._runs)


def _runs(words: Sequence[str]) -> Iterable[Sequence[str]]:
    if len(words) <= ENOUGH:
        return [words] if words else []
    return [words[at : at + ENOUGH] for at in range(len(words) - ENOUGH + 1)]


def _row(words: Sequence[str]) -> str:
    return f" {' '.join(words)} "


def _is_plain(record: bytes) -> bool:
    """Whether the record is a page in UTF-8 or ASCII, as sent, that can be looked at as it is."""
    head = record[:4000].lower()
    coded = re.search(rb"content-encoding:\s*(?!identity)\w|transfer-encoding:\s*chunked", head)
    foreign = re.search(rb"charset\s*=\s*[\"']?(?!utf-?8|us-ascii)[a-z0-9]", head)
    if coded or foreign or b"text/html" not in head:
        return False
    try:
        record.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
