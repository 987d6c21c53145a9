"""The same report twice: copies, wire copy under a new headline, updated versions, what changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import combinations
from urllib.parse import urlsplit

from earwitness.model import Anchor, Document, Edit, EditKind, Revision, RevisionKind, Span

from .words import listed, tokens

ORIGIN = "rules/revisions@1"
_END = re.compile(r"[.!?…][\"'”’»)\]]{0,2}\s+(?=[\"'“‘«(]?[^\W_a-z])")
_TELLING = 5
"""Words that a sentence has at least, for its being shared to say something."""
_HALF, _SOME = 0.5, 0.2
_ALIKE = 0.5
"""How much two sentences must share to be one sentence, reworded."""
_COMMON = 40
"""A sentence in more reports than this is a house phrase, not a trace."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Report:
    document: Document
    sentences: tuple[_Sentence, ...]
    headline: tuple[str, ...]

    @property
    def size(self) -> int:
        return sum(len(s.words) for s in self.sentences)


def revisions(documents: Iterable[Document]) -> tuple[Revision, ...]:
    """Every two reports of which the later is the earlier one again, with what changed.

    The same documents in any order give the same answer. Same bytes are one document already.
    """
    reports = sorted(map(_report, documents), key=lambda r: _when(r.document))
    found = [_revision(reports[a], reports[b]) for a, b in sorted(_candidates(reports))]
    return tuple(one for one in found if one is not None)


def _report(document: Document) -> _Report:
    sentences = tuple(
        _Sentence(span, words)
        for block in document.blocks_of("standfirst", "subheading", "body")
        for span in _sentences(document.text, block.span)
        if (words := tuple(tokens(span.of(document.text))))
    )
    return _Report(document, sentences, tuple(tokens(document.headline or "")))


def _sentences(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for end in _END.finditer(text, block.start, block.end):
        stop = end.start() + len(end[0].rstrip())
        yield Span(start, stop)
        start = end.end()
    yield Span(start, block.end)


def _when(document: Document) -> tuple[float, str, str]:
    """The order in time: publication, then the last change; what has no time comes first."""
    stamp = document.published.value if document.published else None
    return _instant(stamp), str(_instant(document.updated)), document.id


def _instant(value: str | None) -> float:
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return 0.0
    # A time without a zone is taken as UTC: the order must not hang on where the program runs.
    zoned = moment if moment.tzinfo else datetime.fromisoformat(f"{moment.isoformat()}+00:00")
    return zoned.timestamp()


def _candidates(reports: Sequence[_Report]) -> set[tuple[int, int]]:
    """Pairs that share a telling sentence or an address."""
    holders: dict[object, set[int]] = defaultdict(set)
    for i, report in enumerate(reports):
        for sentence in report.sentences:
            if len(sentence.words) >= _TELLING:
                holders[sentence.words].add(i)
        if report.document.url:
            holders[_address(report.document.url)].add(i)
    return {
        pair
        for held in holders.values()
        if 1 < len(held) <= _COMMON
        for pair in combinations(sorted(held), 2)
    }


def _address(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def _revision(one: _Report, other: _Report) -> Revision | None:
    edits = tuple(_edits(one, other))
    shared = _shared(one, other, edits)
    same_address = _same_address(one.document, other.document)
    if shared < (_SOME if same_address else _HALF):
        return None
    kind = _kind(one, other, edits, same_address)
    return Revision(kind, one.document.id, other.document.id, round(shared, 3), edits, ORIGIN)


def _shared(one: _Report, other: _Report, edits: Sequence[Edit]) -> float:
    """The share of the shorter report's words in sentences that both have, changed or not."""
    lost = sum(_size(one, e.before) for e in edits if e.kind == "dropped")
    new = sum(_size(other, e.after) for e in edits if e.kind == "added")
    changed = [e for e in edits if e.before and e.after]
    apart = (
        sum(
            _size(one, e.before) + _size(other, e.after) - 2 * _both(one, other, e) for e in changed
        )
        / 2
    )
    kept = (one.size - lost + other.size - new) / 2 - apart
    return kept / max(1, min(one.size, other.size))


def _size(report: _Report, anchor: Anchor | None) -> int:
    return len(_tokens(report, anchor))


def _both(one: _Report, other: _Report, edit: Edit) -> int:
    return (Counter(_tokens(one, edit.before)) & Counter(_tokens(other, edit.after))).total()


def _tokens(report: _Report, anchor: Anchor | None) -> list[str]:
    return tokens(anchor.span.of(report.document.text)) if anchor else []


def _same_address(one: Document, other: Document) -> bool:
    return bool(one.url and other.url) and _address(one.url or "") == _address(other.url or "")


def _kind(one: _Report, other: _Report, edits: Sequence[Edit], same_address: bool) -> RevisionKind:
    if not edits:
        return "same text" if one.headline == other.headline else "new headline"
    outlet = one.document.outlet
    own = same_address or (outlet is not None and outlet == other.document.outlet)
    return "updated" if own else "shared text"


def _edits(one: _Report, other: _Report) -> Iterator[Edit]:
    """What was added, dropped or changed, in the order of the later report."""
    a, b = [s.words for s in one.sentences], [s.words for s in other.sentences]
    for tag, i, k, j, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from _replaced(one, other, one.sentences[i:k], other.sentences[j:m])


def _replaced(
    one: _Report, other: _Report, old: Sequence[_Sentence], new: Sequence[_Sentence]
) -> Iterator[Edit]:
    """Sentences in the place of others: each new one with the old one that is most like it."""
    left = list(old)
    for sentence in new:
        near = max(left, key=lambda s: _likeness(s, sentence), default=None)
        after = Anchor(other.document.id, sentence.span)
        if near is None or _likeness(near, sentence) < _ALIKE:
            yield Edit("added", None, after)
            continue
        left.remove(near)
        yield Edit(_change(near.words, sentence.words), Anchor(one.document.id, near.span), after)
    for sentence in left:
        yield Edit("dropped", Anchor(one.document.id, sentence.span), None)


def _likeness(one: _Sentence, other: _Sentence) -> float:
    both = sum((Counter(one.words) & Counter(other.words)).values())
    return 2 * both / (len(one.words) + len(other.words))


def _change(old: Sequence[str], new: Sequence[str]) -> EditKind:
    """What the change does: another number, a hedge that went or came, or other words."""
    if _numbers(old) != _numbers(new):
        return "corrected"
    before, after = _hedges(old), _hedges(new)
    if before - after and not after - before:
        return "un-hedged"
    if after - before and not before - after:
        return "hedged"
    return "reworded"


def _numbers(words: Sequence[str]) -> Counter[str]:
    return Counter(w for w in words if w[0].isdigit() or w in listed("number_words"))


def _hedges(words: Sequence[str]) -> Counter[str]:
    known = listed("hedges") - {"said"}
    return Counter(w for w in words if w in known or w in listed("hedges_inside"))
