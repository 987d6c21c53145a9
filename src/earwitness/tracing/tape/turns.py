"""The turns of a transcript: who speaks, from when to when, which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from earwitness.model import Document, Span

_TIMED = re.compile(r"t=(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)")
_LABEL = re.compile(r"(?:\[?\d{1,2}:\d\d(?::\d\d)?\]?\s+)?([^\W\d_][\w.’' -]{0,40}?):\s+(?=\S)")
_DASH = re.compile(r"[–—-]\s+")
_LINE = re.compile(r"[^\n]+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LETTER = re.compile(r"[^\W\d_]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_LEAST, _MOST_NAMES = 4, 8


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without another: the words without the name before them.

    `start` and `end` are seconds; None where the transcript has no times.
    """

    words: Span
    speaker: str | None
    start: float | None
    end: float | None
    language: str


def is_timed(document: Document) -> bool:
    """Whether its paragraphs have times: subtitles and transcripts do, reports do not."""
    return any(b.element and _TIMED.match(b.element) for b in document.blocks)


def by_machine(document: Document) -> bool:
    """Whether a recogniser wrote it: those write JSON, and mishear; subtitles may be anybody's."""
    return (document.path or "").lower().endswith(".json")


def turns(document: Document) -> tuple[Turn, ...]:
    """The turns of a transcript; none where the document is not one."""
    # A cheap look first: nearly all documents of a case are reports.
    if not is_timed(document) and document.text.count(": ") < _LEAST:
        return ()
    return _turns(document)


@lru_cache(maxsize=256)
def _turns(document: Document) -> tuple[Turn, ...]:
    timed = tuple(_timed(document))
    return timed or tuple(_named(document))


def _timed(document: Document) -> Iterator[Turn]:
    for block in document.blocks:
        found = _TIMED.match(block.element or "")
        if found:
            yield _turn(document, block.span, float(found[1]), float(found[2]))


def _named(document: Document) -> Iterator[Turn]:
    """Lines that each begin with the name of who speaks, where nearly all lines do."""
    kept = [b.span for b in document.blocks if b.kind != "furniture"]
    lines = [
        Span(span.start + m.start(), span.start + m.end())
        for span in kept
        for m in _LINE.finditer(span.of(document.text))
    ]
    labels = [m[1] for line in lines if (m := _LABEL.match(line.of(document.text)))]
    many = len(labels) >= max(_LEAST, 0.8 * len(lines))
    if not many or not 2 <= len(set(labels)) <= min(_MOST_NAMES, len(labels) // 2):
        return
    for line in lines:
        if _LABEL.match(line.of(document.text)):
            yield _turn(document, line, None, None)


def _turn(document: Document, span: Span, start: float | None, end: float | None) -> Turn:
    text = span.of(document.text)
    label = _LABEL.match(text)
    dash = None if label else _DASH.match(text)
    skip = label.end() if label else dash.end() if dash else 0
    words = Span(span.start + skip, span.end)
    language = language_of(words.of(document.text), document.language)
    return Turn(words, label[1].strip() if label else None, start, end, language)


def language_of(text: str, known: str | None = None) -> str:
    """The language by its letters: ru, uk, or what the document is known to be in, else en."""
    letters = len(_LETTER.findall(text)) or 1
    if len(_CYRILLIC.findall(text)) > letters / 2:
        return "uk" if _UKRAINIAN.search(text) or known == "uk" else "ru"
    return known if known and known not in ("ru", "uk") else "en"
