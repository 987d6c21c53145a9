"""Who vouches that the words were said, and apart from it who says that they are so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from earwitness.model import Statement

from .brief_index import Index, Ref


@dataclass(frozen=True, slots=True)
class Bar:
    """One root, or one party with its roots, and what hangs on it.

    `share` is the number of statements as a share of the longest bar's; `alone` counts those for
    which no other party vouches.
    """

    name: str
    statements: int
    alone: int
    recordings: int
    outlets: tuple[str, ...]
    reports: int
    share: float
    members: tuple[Bar, ...] = ()
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Asserter:
    """Somebody who asserts that something is so, and through whom the case knows of it."""

    name: str
    actor: str
    kind: str
    statements: int
    vouched_by: tuple[str, ...]
    own_word: str
    refs: tuple[Ref, ...]


def root_bars(ix: Index) -> tuple[Bar, ...]:
    """A bar for each party whose word it is that something was said, the longest first."""
    by_party: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in ix.reported:
        for root in roots_of(ix, statement):
            by_party[ix.party(root)][root].append(statement)
    bars = [_party_bar(ix, party, members) for party, members in by_party.items()]
    longest = max((bar.statements for bar in bars), default=1)
    ordered = sorted(bars, key=lambda b: (-b.statements, -len(b.outlets), b.name))
    return tuple(_scaled(bar, longest) for bar in ordered)


def unrooted(ix: Index) -> tuple[Statement, ...]:
    """Statements for which the reports do not say who vouches that they were said."""
    return tuple(s for s in ix.reported if not roots_of(ix, s))


def roots_of(ix: Index, statement: Statement) -> tuple[str, ...]:
    """The roots of a statement; none where it is not traced."""
    trace = ix.traces.get(statement.id)
    return tuple(dict.fromkeys(trace.roots)) if trace else ()


def parties_of(ix: Index, statement: Statement) -> tuple[str, ...]:
    """The parties that vouch that a statement was said, each once."""
    return tuple(dict.fromkeys(ix.party(root) for root in roots_of(ix, statement)))


def _party_bar(ix: Index, party: str, members: dict[str, list[Statement]]) -> Bar:
    everything = _once(s for statements in members.values() for s in statements)
    own = tuple(_bar(ix, ix.name(root), statements) for root, statements in members.items())
    same = {bar.name.casefold() for bar in own} == {party.casefold()}
    ordered = tuple(sorted(own, key=lambda b: (-b.statements, b.name)))
    whole = _bar(ix, party, everything)
    return _with(whole, members=() if same else ordered)


def _bar(ix: Index, name: str, statements: list[Statement]) -> Bar:
    through = {r for s in statements if (r := recording_of(ix, s))}
    outlets = tuple(dict.fromkeys(ix.outlet(s.document) for s in statements))
    first = (ix.ref(s.document, s.content) for s in statements[:3])
    return Bar(
        name=name,
        statements=len(statements),
        alone=sum(len(parties_of(ix, s)) == 1 for s in statements),
        recordings=len(through),
        outlets=outlets,
        reports=len({s.document for s in statements}),
        share=0.0,
        refs=tuple(ref for ref in first if ref),
    )


def recording_of(ix: Index, statement: Statement) -> str | None:
    """The recording through which a statement came, by its own words or by its chain."""
    if statement.recording:
        return statement.recording
    trace = ix.traces.get(statement.id)
    return next((link.recording for link in (trace.chain if trace else ()) if link.recording), None)


def _scaled(bar: Bar, longest: int) -> Bar:
    members = tuple(_with(m, share=m.statements / longest) for m in bar.members)
    return _with(bar, share=bar.statements / longest, members=members)


def _with(bar: Bar, *, share: float | None = None, members: tuple[Bar, ...] | None = None) -> Bar:
    return Bar(
        name=bar.name,
        statements=bar.statements,
        alone=bar.alone,
        recordings=bar.recordings,
        outlets=bar.outlets,
        reports=bar.reports,
        share=bar.share if share is None else share,
        members=bar.members if members is None else members,
        refs=bar.refs,
    )


def _once(statements: Iterable[Statement]) -> list[Statement]:
    return list({s.id: s for s in statements}.values())


def asserters(ix: Index) -> tuple[Asserter, ...]:
    """Everybody on whose word something is so, by the number of their statements.

    Who denies it is not among them.
    """
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in ix.reported:
        trace = None if ix.denied(statement) else ix.traces.get(statement.id)
        for actor in dict.fromkeys(trace.true_on_word_of if trace else ()):
            said[actor].append(statement)
    ordered = sorted(said.items(), key=lambda pair: (-len(pair[1]), ix.name(pair[0])))
    return tuple(_asserter(ix, actor, statements) for actor, statements in ordered)


def _asserter(ix: Index, actor: str, statements: list[Statement]) -> Asserter:
    parties = dict.fromkeys(p for s in statements for p in parties_of(ix, s))
    known = ix.actors.get(actor)
    first = (ix.ref(s.document, s.content, most=70) for s in statements[:2])
    return Asserter(
        name=ix.name(actor),
        actor=actor,
        kind=known.kind if known else "",
        statements=len(statements),
        vouched_by=tuple(p for p in parties if p != ix.party(actor)),
        own_word=_own_word(ix, actor, statements),
        refs=tuple(ref for ref in first if ref),
    )


def _own_word(ix: Index, actor: str, statements: list[Statement]) -> str:
    """Whether they vouch for their own words, or somebody of their side does."""
    roots = {root for s in statements for root in roots_of(ix, s)}
    if actor in roots:
        return "they themselves"
    return "their own side" if ix.party(actor) in {ix.party(r) for r in roots} else ""
