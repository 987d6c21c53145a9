"""The verdict on a quotation as a sentence that a person would write."""

from __future__ import annotations

from collections.abc import Sequence

from earwitness.model import TapeChange, TapeChangeKind, TapeCheck, clock

from ..folder import Folder
from ..phrases import first_upper, together
from ..words import one_line, plain_quote
from .turns import by_machine

_WHY: dict[TapeChangeKind, str] = {
    "not": "the sense is turned round",
    "number": "the number is another",
    "name": "the name is another",
    "hedge": "one is surer than the other",
    "condition": "the condition is gone",
    "spelling": "one name spelt in two ways, or two that sound alike",
}
_RANK: tuple[TapeChangeKind, ...] = (
    "not", "number", "name", "speaker", "condition", "hedge", "order", "joined", "words", "added",
    "left out", "spelling",
)  # fmt: skip


def sentence(folder: Folder, check: TapeCheck) -> str:
    """What became of the words between the tape and the report."""
    statement = folder.statement[check.statement]
    outlet = folder.outlet_name(statement.document)
    quote = plain_quote(folder.words(statement))
    at = clock(check.pieces[0].start) if check.pieces else ""
    when = f" ({at})" if at else ""
    if check.verdict == "other language":
        says = f"{outlet} quotes {quote} in another language than the tape’s: a person has to judge"
    elif check.verdict == "not found":
        says = f"{outlet} quotes {quote}; the transcript has no such words"
    elif check.verdict == "verbatim" and not check.grave:
        says = f"{outlet} quotes {quote} as it is on the tape{when}"
    else:
        told = _told(check.changes, when)
        says = f"{outlet} quotes {quote}; {told}"
    if check.grave and by_machine(folder.document[check.transcript]):
        says += " – by what a machine heard: listen before you believe it"
    return first_upper(f"{says}.")


def _told(changes: Sequence[TapeChange], when: str) -> str:
    """The weightiest changes, each once; mere cuts only where there is nothing else."""
    ranked = sorted(changes, key=lambda c: (not c.grave, _RANK.index(c.kind)))
    heavy = [c for c in ranked if c.grave] or ranked
    parts = [_change(c, when if n == 0 else "") for n, c in enumerate(heavy[:3])]
    return together(dict.fromkeys(parts))


def _change(change: TapeChange, when: str) -> str:
    quoted, heard = one_line(change.quoted, 60), one_line(change.heard, 60)
    if change.kind == "speaker":
        return f"on the tape{when} {heard} says it, not {quoted}"
    if change.kind == "order":
        return f"on the tape{when} the later words come first"
    if change.kind == "joined":
        return f"on the tape{when} its parts stand far apart"
    why = f": {_WHY[change.kind]}" if change.kind in _WHY else ""
    if quoted and heard:
        return f"where it has “{quoted}”, the tape{when} has “{heard}”{why}"
    if heard:
        place = "without" if change.grave or change.kind != "left out" else "cut by"
        return f"it stands {place} the tape’s “{heard}”{when}{why}"
    return f"“{quoted}” is not on the tape{when}{why}"
