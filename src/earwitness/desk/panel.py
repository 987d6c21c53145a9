"""All that is known of one statement, for the panel beside the report."""

from __future__ import annotations

from dataclasses import dataclass

from earwitness.deciding import State
from earwitness.exports.brief_chains import ChainView, chain_view
from earwitness.exports.brief_checks import Point, check_point, recording_title, subject_of
from earwitness.exports.brief_index import Ref
from earwitness.exports.brief_roots import recording_of, roots_of
from earwitness.model import Actor, Statement, TapeCheck, words_of

from .snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Other:
    """A statement that stands around this one, or inside it, or confirms it."""

    id: str
    document: str
    number: int | None
    speaker: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A statement with its speaker, chain, hedges, checks, and what people decided about it."""

    statement: Statement
    document: str
    number: int | None
    words: str
    verbatim: str
    speaker: str
    to: str
    hedges: tuple[str, ...]
    chain: ChainView
    roots: tuple[tuple[str, str], ...]
    word_of: tuple[tuple[str, str], ...]
    recording: tuple[str, str] | None
    checks: tuple[Point, ...]
    around: tuple[Other, ...]
    inside: tuple[Other, ...]
    state: State
    found: Other | None
    rejected: bool
    ref: Ref | None
    people: tuple[Actor, ...]
    tape: tuple[TapeCheck, ...]


def panel(now: Snapshot, statement: str) -> Panel | None:
    """The panel; None where neither layer has the statement."""
    s = now.statements.get(statement) or now.found_statements.get(statement)
    if s is None or s.document not in now.ix.documents:
        return None
    text = now.ix.documents[s.document].text
    trace = now.ix.traces.get(s.id)
    state = now.now.state("statement", s.id)
    tape = recording_of(now.ix, s)
    words = words_of(s.content, text)
    return Panel(
        statement=s,
        document=s.document,
        number=now.numbers.get(s.id),
        words=words,
        verbatim=s.content[0].of(text) if len(s.content) == 1 else "",
        speaker=now.ix.name(s.source.actor),
        to=now.ix.name(s.addressee.actor, ""),
        hedges=tuple(h.span.of(text) for h in s.hedges),
        chain=chain_view(now.ix, trace.chain if trace else ()),
        roots=tuple((now.ix.party(r), now.ix.name(r)) for r in roots_of(now.ix, s)),
        word_of=tuple((a, now.ix.name(a)) for a in (trace.true_on_word_of if trace else ())),
        recording=_recording(now, tape),
        checks=_checks(now, s, tape),
        around=_outer(now, s),
        inside=tuple(
            _other(now, x) for x in now.ix.said.get(s.document, ()) if x.nested_in == s.id
        ),
        state=state,
        found=_found(now, s, state),
        rejected=s.id in now.now.rejected,
        ref=now.ix.ref(s.document, s.content),
        people=now.people_in(s.document),
        tape=tuple(c for c in now.case.tape_checks if c.statement == s.id),
    )


def _recording(now: Snapshot, tape: str | None) -> tuple[str, str] | None:
    found = now.recordings.get(tape or "")
    return (found.id, recording_title(now.ix, found)) if found else None


def _checks(now: Snapshot, s: Statement, tape: str | None) -> tuple[Point, ...]:
    about = {s.id, tape} - {None}
    return tuple(
        check_point(now.ix, v, subject=subject_of(now.ix, v.of))
        for v in now.case.verifications
        if v.of in about
    )


def _outer(now: Snapshot, s: Statement) -> tuple[Other, ...]:
    outer = now.statements.get(s.nested_in or "")
    return (_other(now, outer),) if outer else ()


def _found(now: Snapshot, s: Statement, state: State) -> Other | None:
    """What the program found, where somebody decided otherwise."""
    found = now.found_statements.get(s.id)
    return _other(now, found, found_layer=True) if found and state.speaks == "corrected" else None


def _other(now: Snapshot, s: Statement, *, found_layer: bool = False) -> Other:
    ix = now.found_ix if found_layer else now.ix
    words = words_of(s.content, ix.documents[s.document].text)
    return Other(s.id, s.document, now.numbers.get(s.id), ix.name(s.source.actor), words, s.form)


def others(now: Snapshot, statement: str, words: str) -> tuple[Other, ...]:
    """The same words in other statements, and what differs there."""
    found = []
    s = now.statements.get(statement) or now.found_statements[statement]
    for one in now.elsewhere(s, words)[:30]:
        there = now.statements.get(one.statement)
        if there:
            parts = [f"“{d.found or '–'}” for “{d.asked or '–'}”" for d in one.differences[:4]]
            plain = one.sameness if one.sameness == "perhaps re-translated" else ""
            note = plain or ": ".join(filter(None, [one.sameness, "; ".join(parts)]))
            other = _other(now, there)
            outlet = now.ix.outlet(there.document)
            found.append(Other(other.id, other.document, other.number, f"{outlet}, {other.speaker}",
                               other.words, note))  # fmt: skip
    return tuple(found)
