"""`earwitness tape`: each quotation beside what the tape has, in the order of the tape."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from earwitness.model import (
    Anchor,
    Case,
    Statement,
    TapeChange,
    TapeCheck,
    TranscriptOf,
    clock,
    words_of,
)

from .brief_index import Index, index
from .brief_wording import capital, count, shorten
from .json_tape import tape_check_json, transcript_json

Value = dict[str, Any]
_MARKS = "“”\"‘’'"


class Candidate(Protocol):
    """A passage that may be what was quoted: see `earwitness.tracing.tape.across`."""

    @property
    def rank(self) -> int: ...  # noqa: D102
    @property
    def heard(self) -> Anchor: ...  # noqa: D102
    @property
    def words(self) -> str: ...  # noqa: D102
    @property
    def speaker(self) -> str | None: ...  # noqa: D102
    @property
    def start(self) -> float | None: ...  # noqa: D102
    @property
    def end(self) -> float | None: ...  # noqa: D102
    @property
    def changes(self) -> tuple[TapeChange, ...]: ...  # noqa: D102


Candidates = Mapping[tuple[str, str], Sequence[Candidate]]
"""By statement and transcript."""


def tape_lines(
    case: Case, checks: Sequence[TapeCheck], candidates: Candidates, *, network: bool = True
) -> Iterator[str]:
    """The verdicts by transcript, in the order of the tape; then what a person has to judge."""
    ix = index(case)
    if not case.transcripts:
        yield "The case has no transcript of which it is known what it writes down."
        return
    by: dict[str, list[TapeCheck]] = defaultdict(list)
    for check in checks:
        by[check.transcript].append(check)
    for paper in case.transcripts:
        yield from _paper(ix, paper, by[paper.document], candidates, network=network)


def _paper(
    ix: Index, paper: TranscriptOf, checks: Sequence[TapeCheck], candidates: Candidates,
    *, network: bool,
) -> Iterator[str]:  # fmt: skip
    document = ix.documents[paper.document]
    recording = next(r for r in ix.case.recordings if r.id == paper.recording)
    quotes = count(len(checks), "quotation")
    yield f"{document.path or document.id}: {quotes} of the {recording.kind}. {paper.why}"
    for heard, group in passages(ix, checks):
        yield ""
        yield f"{_clock(group[0])}tape: “{shorten(heard, 300)}”"
        for check in group:
            yield from _version(ix, check)
    rest = [c for c in checks if not c.pieces]
    for check in rest:
        yield ""
        yield f"{capital(check.verdict)}: {_outlet(ix, check)}: {_quoted(ix, check)}"
        if check.verdict == "other language":
            found = candidates.get((check.statement, check.transcript), ())
            yield from _candidates(found)
            if not found and not network:
                yield "  To rank passages across languages: pip install 'earwitness[listen]'."
    yield ""


def passages(ix: Index, checks: Sequence[TapeCheck]) -> list[tuple[str, list[TapeCheck]]]:
    """Verdicts that point at one passage side by side, in the order of the tape."""
    placed = sorted((c for c in checks if c.pieces), key=lambda c: c.pieces[0].heard.span)
    groups: list[tuple[int, list[TapeCheck]]] = []
    for check in placed:
        span = check.pieces[0].heard.span
        if groups and span.start < groups[-1][0]:
            groups[-1][1].append(check)
            groups[-1] = (max(groups[-1][0], span.end), groups[-1][1])
        else:
            groups.append((span.end, [check]))
    return [(_heard(ix, group), group) for _, group in groups]


def _heard(ix: Index, group: Sequence[TapeCheck]) -> str:
    """The words of the tape from the first that any of them quotes to the last."""
    spans = [c.pieces[0].heard.span for c in group]
    text = ix.documents[group[0].transcript].text
    return " ".join(text[min(s.start for s in spans) : max(s.end for s in spans)].split())


def _version(ix: Index, check: TapeCheck) -> Iterator[str]:
    mark = "!" if check.grave else "·"
    yield f"  {mark} {check.verdict}: {_outlet(ix, check)}: {_quoted(ix, check)}"
    for change in check.changes:
        yield f"      {change_words(change)}"


def change_words(change: TapeChange) -> str:
    """A change in a few words: what the report has against what the tape has."""
    if change.kind in ("order", "joined"):
        return "the parts are in another order" if change.kind == "order" else "put together"
    gone = change.kind in ("left out", "condition", "hedge", "not") and not change.quoted
    told = f"cut: “{change.heard}”" if gone else (
        f"“{change.quoted or '–'}” where the tape has “{change.heard or 'nothing'}”")  # fmt: skip
    return f"{told} ({KINDS[change.kind]})"


KINDS = {
    "not": "a negation", "number": "a number", "name": "a name", "hedge": "a hedge",
    "condition": "a condition", "words": "other words", "added": "not on the tape",
    "left out": "nothing that turns it", "spelling": "one name spelt in two ways, or two names",
    "speaker": "the speaker", "order": "the order", "joined": "from two places",
}  # fmt: skip


def _candidates(found: Sequence[Candidate]) -> Iterator[str]:
    for one in found:
        who = f"{one.speaker}: " if one.speaker else ""
        yield f"  {one.rank}. {_time(one.start)}{who}{shorten(one.words, 200)}"
        for change in one.changes:
            yield f"      {change_words(change)}"
    if found:
        yield "  Ranked by a network; which it is, if any, a person has to say."


def _outlet(ix: Index, check: TapeCheck) -> str:
    statement = _statement(ix, check)
    ref = ix.ref(statement.document, statement.content)
    where = f" [{ref.report}:{ref.line}]" if ref else ""
    return f"{ix.outlet(statement.document)}{where}"


def _statement(ix: Index, check: TapeCheck) -> Statement:
    return next(s for s in ix.case.statements if s.id == check.statement)


def _quoted(ix: Index, check: TapeCheck) -> str:
    statement = _statement(ix, check)
    words = words_of(statement.content, ix.documents[statement.document].text)
    return f"“{shorten(words.strip(_MARKS), 300)}”"


def _clock(check: TapeCheck) -> str:
    return _time(check.pieces[0].start) if check.pieces else ""


def _time(seconds: float | None) -> str:
    return f"{clock(seconds)} " if seconds is not None else ""


def tape_value(case: Case, checks: Sequence[TapeCheck], candidates: Candidates) -> Value:
    """The same for programs: as in the case file, with the candidates across languages."""
    return {
        "transcripts": [transcript_json(t) for t in case.transcripts],
        "checks": [
            {**tape_check_json(c), "candidates": [
                _candidate(one) for one in candidates.get((c.statement, c.transcript), ())]}
            for c in checks
        ],
    }  # fmt: skip


def _candidate(one: Candidate) -> Value:
    span = one.heard.span
    return {
        "rank": one.rank,
        "heard": {"document": one.heard.document, "start": span.start, "end": span.end},
        "words": one.words,
        "speaker": one.speaker,
        "start": one.start,
        "end": one.end,
        "changes": [{"kind": c.kind, "quoted": c.quoted, "heard": c.heard} for c in one.changes],
    }
