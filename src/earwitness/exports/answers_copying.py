"""Which report had the words first, with every sign of it, as lines and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from earwitness.model import Case, Copying

from .brief_index import Index, index
from .brief_wording import count

Value = dict[str, Any]


def copying_lines(case: Case, told: Sequence[Copying], *, most: int = 12) -> Iterator[str]:
    """Every two reports that depend on each other, those of which one was surely first before."""
    ix = index(case)
    if told:
        yield "Who had it first?"
    for one in sorted(told, key=lambda c: c.first is None)[:most]:
        yield f"  {one.why}"
        yield from _signs(ix, one)
    if len(told) > most:
        yield f"  And {count(len(told) - most, 'more pair')} of reports."


def _signs(ix: Index, one: Copying) -> Iterator[str]:
    for clue in one.clues:
        refs = (ix.ref(a.document, (a.span,)) for a in clue.words)
        places = " ".join(dict.fromkeys(f"[{r.report}:{r.line}]" for r in refs if r))
        toward = f" → {ix.outlet(clue.first)} first" if clue.first else ""
        yield f"    {clue.kind}{toward}{' ' + places if places else ''}"


def copying_values(case: Case, told: Iterable[Copying]) -> list[Value]:
    """The same for programs: documents by id, each clue with its words."""
    text = {d.id: d.text for d in case.documents}
    return [
        {
            "one": one.one,
            "other": one.other,
            "first": one.first,
            "why": one.why,
            "statements": list(one.statements),
            "clues": [
                {"kind": c.kind, "says": c.says, "first": c.first,
                 "words": [{"document": a.document, "start": a.span.start, "end": a.span.end,
                            "text": a.span.of(text[a.document])} for a in c.words]}
                for c in one.clues
            ],
        }
        for one in told
    ]  # fmt: skip
