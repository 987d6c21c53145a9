"""The first paragraph: the case in plain words, for somebody who reads nothing else."""

from __future__ import annotations

from earwitness.knowledge.languages import language_name

from .brief_chains import RecordingView
from .brief_index import Index
from .brief_roots import Asserter, Bar, unrooted
from .brief_wording import capital, count, listed, number, without_owner

_STAKE = "itself a party to the matter"


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
        none = f"{capital(_reports(ix))}: no statement by anybody was found in them."
        return " ".join(part for part in (none, _unread(ix)) if part)
    parts = [_counts(ix), _vouched(ix, bars), _truth(believed), _checked(recordings), _unread(ix)]
    return " ".join(part for part in parts if part)


def _reports(ix: Index) -> str:
    outlets = {d.outlet for d in ix.reports if d.outlet}
    nameless = sum(not d.outlet for d in ix.reports)
    of = f" from {count(len(outlets), 'outlet')}" if outlets else ""
    rest = f" ({number(nameless)} without a named outlet)" if nameless and outlets else ""
    return count(len(ix.reports), "report") + of + rest


def _unread(ix: Index) -> str:
    """Passages in other languages: kept, and not read."""
    foreign = {d.id: p for d in ix.case.documents for p in d.passages if p.language != "en"}
    if not foreign:
        return ""
    spoken = {p.language for d in ix.case.documents for p in d.passages} - {"en"}
    where, names = count(len(foreign), "report"), listed(sorted(map(language_name, spoken)))
    marked = sum(s.origin.startswith("rules/marks") for s in ix.case.statements)
    but = f", but for {count(marked, 'quotation')} found by the marks" if marked else ""
    return f"Words of {where} in other languages ({names}) are kept and not read{but}."


def _counts(ix: Index) -> str:
    verb = "carries" if len(ix.reports) == 1 else "carry"
    tapes = count(len(ix.papers), "transcript")
    held = f", held against {tapes} of what they quote" if ix.papers else ""
    return f"{capital(_reports(ix))} {verb} {count(len(ix.reported), 'statement')}{held}."


def _vouched(ix: Index, bars: tuple[Bar, ...]) -> str:
    """Who vouches that it was said: the largest side, and how many more there are."""
    if not bars:
        return "The reports do not say who vouches that they were said."
    top, total = bars[0], len(ix.reported)
    if not top.alone:
        return f"That they were said rests on the word of {count(len(bars), 'party', 'parties')}."
    many = f"all {number(total)}" if top.alone == total > 1 else f"{number(top.alone)} of them"
    if total == 1:
        many = "it"
    said = "it was said" if top.alone == 1 else "they were said"
    who = f"{top.name} alone, {_STAKE}," if _at_stake(ix, top.name) else f"{top.name} alone"
    parts = [f"For {many}, {who} vouches that {said}{_spread(top)}."]
    open_ones = len(unrooted(ix))
    rest = "the rest" if not open_ones else f"{number(total - top.statements - open_ones)} more"
    parts += [_one_side(top), _others(len(bars) - 1, rest)]
    return " ".join(part for part in parts if part)


def _at_stake(ix: Index, name: str) -> bool:
    """Whether tracing found the side to be a party to the matter itself."""
    roots = (f.says for f in ix.case.findings if f.kind == "single root")
    return any(f"{name}, {_STAKE}" in says for says in roots)


def _spread(top: Bar) -> str:
    """That many outlets carry what rests on one."""
    carry = f", though {count(len(top.outlets), 'outlet')} carry them"
    return carry if len(top.outlets) > 1 and top.alone > 1 else ""


def _one_side(top: Bar) -> str:
    """Which bodies are one side: "Its ministry of defence and border guard count as one"."""
    names = [m.name for m in top.members if m.name != top.name]
    own = [without_owner(name, top.name) for name in names]
    if len(names) < 2:
        return ""
    if any(short == name for short, name in zip(own, names, strict=True)):
        return f"{listed(names, most=2)} count as one side."
    return f"Its {listed(own, most=3)} count as one."


def _others(n: int, rest: str) -> str:
    if n < 1:
        return ""
    vouches = "party vouches" if n == 1 else "parties vouch"
    return f"{capital(number(n))} other {vouches} for {rest}."


def _truth(believed: tuple[Asserter, ...]) -> str:
    """Whose word it is that things are so, which is another question."""
    if not believed:
        return "On whose word any of it is so, the reports do not say."
    first = believed[0]
    noun = "statement" if first.statements == 1 else "statements"
    names = [f"{first.name} ({first.statements} {noun})"]
    names += [f"{a.name} ({a.statements})" for a in believed[1:3]]
    more = len(believed) - 3
    whose = listed([*names, count(more, "other")] if more > 0 else names)
    return f"Whether it is so is another question: that is the word of {whose}."


def _checked(recordings: tuple[RecordingView, ...]) -> str:
    """How many of the recordings behind statements anybody is said to have verified."""
    known = [r for r in recordings if r.counts]
    if not known:
        return ""
    n = len(known)
    confirmed = sum(any(c.kind == "verified" for c in r.checks) for r in known)
    if not confirmed:
        any_of = f"any of the {number(n)} recordings"
        which = {1: "the recording", 2: "either of the two recordings"}.get(n, any_of)
        return f"No report says that {which} was verified."
    if n == 1:
        return "The recording is said to be verified."
    verb = "is" if confirmed == 1 else "are"
    return f"{capital(number(confirmed))} of {count(n, 'recording')} {verb} said to be verified."
