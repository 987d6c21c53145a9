"""The first paragraph: the case in plain words, for somebody who reads nothing else."""

from __future__ import annotations

from .brief_chains import RecordingView
from .brief_index import Index
from .brief_roots import Asserter, Bar
from .brief_wording import capital, count, listed, number


def opening(
    ix: Index,
    bars: tuple[Bar, ...],
    believed: tuple[Asserter, ...],
    recordings: tuple[RecordingView, ...],
) -> str:
    """The paragraph: what there is, who vouches that it was said, who says that it is so."""
    if not ix.case.documents:
        return "The case holds no report yet."
    if not ix.case.statements:
        return f"{capital(_reports(ix))}: no statement by anybody was found in them."
    parts = [_counts(ix, bars), _largest(bars), _truth(believed), _checked(recordings)]
    return " ".join(part for part in parts if part)


def _reports(ix: Index) -> str:
    outlets = {d.outlet for d in ix.case.documents if d.outlet}
    nameless = sum(not d.outlet for d in ix.case.documents)
    of = f" from {count(len(outlets), 'outlet')}" if outlets else ""
    rest = f" ({number(nameless)} without a named outlet)" if nameless and outlets else ""
    return count(len(ix.case.documents), "report") + of + rest


def _counts(ix: Index, bars: tuple[Bar, ...]) -> str:
    n = len(ix.case.statements)
    one = n == 1
    roots = f"that {'it was' if one else 'they were'} said rests on {_on_whom(bars)}"
    verb = "gives" if len(ix.case.documents) == 1 else "give"
    return f"{capital(_reports(ix))} {verb} {count(n, 'statement')}; {roots}."


def _on_whom(bars: tuple[Bar, ...]) -> str:
    if not bars:
        return "nobody whom the reports name"
    if len(bars) == 1:
        return f"the word of one party alone, {bars[0].name}"
    return f"the word of {count(len(bars), 'party', 'parties')}"


def _largest(bars: tuple[Bar, ...]) -> str:
    """What hangs on the party on which most hangs."""
    if not bars or not bars[0].alone:
        return ""
    top = bars[0]
    asides = [count(len(top.outlets), "outlet")]
    if top.recordings:
        asides.insert(0, count(top.recordings, "recording"))
    if len(top.members) > 1:
        names = listed([m.name for m in top.members], most=3)
        asides.append(f"{names} belong to one side and count as one")
    said = "one of them" if top.alone == 1 else f"{number(top.alone)} of them"
    return f"For {said} {top.name} alone vouches ({'; '.join(asides)})."


def _truth(believed: tuple[Asserter, ...]) -> str:
    """Whose word it is that things are so, which is another question."""
    if not believed:
        return "On whose word any of it is so, the reports do not say."
    names = [f"{a.name} ({a.statements})" for a in believed[:3]]
    more = len(believed) - 3
    rest = f" and {count(more, 'other')}" if more > 0 else ""
    whose = _join(names) + rest
    return f"Whether what they say is so is another question, and on the word of {whose}."


def _join(names: list[str]) -> str:
    return ", ".join(names) if len(names) > 2 else listed(names)


def _checked(recordings: tuple[RecordingView, ...]) -> str:
    """How many recordings anybody is said to have verified."""
    if not recordings:
        return ""
    n = len(recordings)
    confirmed = sum(any(c.kind == "verified" for c in r.checks) for r in recordings)
    which = "the recording" if n == 1 else f"any of the {number(n)} recordings"
    if not confirmed:
        return f"No report says that {which} was verified."
    verb = "is" if confirmed == 1 else "are"
    return f"{capital(number(confirmed))} of {count(n, 'recording')} {verb} said to be verified."
