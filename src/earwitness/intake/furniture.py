"""Which paragraphs are page furniture, of what kind, and where furniture is glued to a report."""

from __future__ import annotations

import re
from itertools import pairwise

from earwitness.model import Span

from .cues import folded, menu, scores, whole_line

THRESHOLD = 3.0
_SAID = re.compile(
    r"\b(?:said|says|told|according to|added|claimed|alleged|reported that|wrote|announced"
    r"|confirmed|denied|estimated|accused|warned|testified)\b"
)
_TOLL = re.compile(
    r"\b(?:killed|wounded|injured|dead|died|captured|missing|arrested|shot|shelled|troops|soldiers)\b"
)
_SPEECH = re.compile(r'"[^"]{12,}"')
_YOU = re.compile(r"\b(?:you|your|our|us|click|here|please|we're)\b")
# A sentence ends and another begins, with or without a space, or two were run together.
_SEAM = re.compile(
    r"[.!?]['’”\")\]]?(?=[A-ZÀ-Þ“\"‘©][\w’ ])"
    r"|(?<=[\w’”\")%]{3})[.!?]['’”\")\]]?[ \xa0]+(?=[A-ZÀ-Þ“\"‘©])"
    r"|(?<![^\s])[a-zß-ÿ]{2,}(?=[A-Z][a-z]+[ \xa0])"
)


def furniture_kind(words: str, *, lean: float = 0.0) -> str | None:
    """The kind of furniture that a paragraph is, or None.

    `lean` speaks for furniture (above 0) or for report (below): its place and its neighbours.
    """
    low = folded(words)
    kind = bare_kind(low)
    if kind is not None:
        return kind
    found = scores(low)
    if not found:
        return None
    best = max(sorted(found), key=lambda k: found[k])
    total = sum(found.values()) + lean + (1.0 if _YOU.search(low) else 0.0) - reporting(low)
    return best if total >= THRESHOLD else None


def bare_kind(low: str) -> str | None:
    """The kind of a folded line that is furniture whatever stands around it, or holds no words."""
    kind = whole_line(low) if len(low) <= 80 else menu(low)
    return kind or (None if any(map(str.isalnum, low)) else "separator")


def is_quiet(words: str) -> bool:
    """Whether no cue of furniture speaks in the words at all."""
    return not scores(folded(words))


def reporting(low: str) -> float:
    """How strongly folded words speak for being a report: speech, cues of saying, tolls, length."""
    said = bool(_SAID.search(low))
    speech = bool(_SPEECH.search(low))
    weight = 3.0 if said and speech else 1.5 if said or speech else 0.0
    weight += 1.0 if _TOLL.search(low) else 0.0
    return weight + min(2.0, max(0, len(low) - 200) / 200)


def split_glued(text: str, span: Span) -> list[Span]:
    """A paragraph cut where furniture and report, or two kinds of furniture, were run together."""
    words = span.of(text)
    if len(words) > 20_000:
        return [span]
    seams = [m.end() for m in _SEAM.finditer(words) if not _in_address(words, m.end())]
    if not seams or len(seams) > 60:
        return [span]
    parts = _parts(words, seams)
    kinds = [furniture_kind(words[a:b]) for a, b in parts]
    if all(kind is None for kind in kinds):
        return [span]
    merged = _merged(parts, kinds, words)
    return [Span(span.start + a, span.start + b) for a, b in merged]


def _in_address(words: str, at: int) -> bool:
    """Whether a place lies inside a web address."""
    start = (
        max(words.rfind(" ", max(0, at - 300), at), words.rfind("\xa0", max(0, at - 300), at)) + 1
    )
    word = words[start:at]
    return "://" in word or word.lower().startswith("www.")


def _parts(words: str, seams: list[int]) -> list[tuple[int, int]]:
    """The stretches between seams, without white space at their ends."""
    edges = [0, *seams, len(words)]
    parts = []
    for start, end in pairwise(edges):
        piece = words[start:end]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            parts.append((start + left, start + len(piece.rstrip())))
    return parts


def _merged(
    parts: list[tuple[int, int]], kinds: list[str | None], words: str
) -> list[tuple[int, int]]:
    """Neighbouring parts joined again, unless one is furniture and the other is not, or no space
    stood between them.
    """
    merged = [parts[0]]
    last = kinds[0]
    for part, kind in zip(parts[1:], kinds[1:], strict=True):
        touching = part[0] == merged[-1][1]
        seam = (kind is None) != (last is None) or (touching and kind is not None)
        if seam and _worth(words, merged[-1], part):
            merged.append(part)
        else:
            merged[-1] = (merged[-1][0], part[1])
            last = kind or last
            continue
        last = kind
    return merged


def _worth(words: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """A cut must leave quotations whole on both sides."""
    left = words[before[0] : before[1]]
    return left.count("“") <= left.count("”") and words[after[0] : after[1]].strip() != ""
