"""The view of a recording: its sound, what is said in it, each quotation where it was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from earwitness.exports.answers_tape import change_words
from earwitness.exports.brief_checks import recording_title
from earwitness.exports.brief_marks import Mark, Passage, passages
from earwitness.exports.brief_wording import count, number
from earwitness.meaning import MeaningError, meaning
from earwitness.model import Anchor, Document, Span, TapeCheck, TranscriptOf, clock, words_of
from earwitness.tracing.tape import Ranked, Turn, candidates, turns

from .heard import heard_in, machine_translation, unsure_words
from .peaks import WIDTH, waveform
from .snapshot import Snapshot
from .workbench import Workbench


@dataclass(frozen=True, slots=True)
class Pin:
    """An outlet's quotation, pinned where it was said; `x` on the waveform, None without times."""

    check: TapeCheck
    outlet: str
    words: str
    changes: tuple[str, ...]
    grave: bool
    x: float | None
    at: str
    number: int
    candidates: tuple[Ranked, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn of the transcript, the same in another language, and what is quoted of it."""

    number: int
    speaker: str
    at: str
    start: float | None
    end: float | None
    passage: Passage
    other: str
    language: str
    pins: tuple[Pin, ...]
    perhaps: tuple[Pin, ...]


@dataclass(frozen=True, slots=True)
class TapeView:
    """A transcript as the desk shows it."""

    document: Document
    title: str
    why: str
    turns: tuple[TurnView, ...]
    pins: tuple[Pin, ...]
    unplaced: tuple[Pin, ...]
    peaks: str
    sound: bool
    length: float
    ranked: bool
    unsure: bool

    def turn_of(self, one: Ranked) -> int:
        """The number of the turn in which a passage stands."""
        text = (t for t in turns(self.document))
        return next((n for n, t in enumerate(text) if t.words.meets(one.heard.span)), 0)

    @property
    def two(self) -> bool:
        """Whether any turn stands in a second language."""
        return any(t.other for t in self.turns)


def tape_view(bench: Workbench, now: Snapshot, document: Document) -> TapeView | None:
    """The view of a transcript; None where the document is none."""
    spoken = turns(document)
    if not spoken:
        return None
    of = [t for t in now.case.transcripts if t.document == document.id]
    checks = [c for c in now.case.tape_checks if c.transcript == document.id]
    length = max((t.end or 0.0 for t in spoken), default=0.0)
    near, ranked = _candidates(now, checks)
    pins = [
        _pin(now, c, n, length, near.get((c.statement, c.transcript), ()))
        for n, c in enumerate(sorted(checks, key=_place), 1)
    ]
    sound = bench.sound(document)
    heard = heard_in(document, bench.original(document.sha256))
    others = _others(now, document, of)
    unsure = tuple(unsure_words(document, heard)) if heard else ()

    def beside(turn: Turn) -> str:
        rendered = machine_translation(heard, turn.start, turn.end) if heard else ""
        return _beside(turn, others) or rendered

    return TapeView(
        document, _title(now, document, of), " ".join(dict.fromkeys(t.why for t in of)),
        _turns(now, document, spoken, pins, beside, unsure),
        tuple(p for p in pins if p.check.pieces), tuple(p for p in pins if not p.check.pieces),
        waveform(sound[0]) if sound else "",
        sound is not None, length, ranked, bool(unsure),
    )  # fmt: skip


def _place(check: TapeCheck) -> tuple[bool, int]:
    """By the tape; those without a place there last, as the reports have them."""
    return (not check.pieces, check.pieces[0].heard.span.start if check.pieces else 0)


def _candidates(
    now: Snapshot, checks: Sequence[TapeCheck]
) -> tuple[dict[tuple[str, str], tuple[Ranked, ...]], bool]:
    """Passages for quotations in another language, where the network is installed."""
    if not any(c.verdict == "other language" for c in checks):
        return {}, True
    try:
        return candidates(now.case, checks, meaning()), True
    except MeaningError:
        return {}, False


def _title(now: Snapshot, document: Document, of: Sequence[TranscriptOf]) -> str:
    if not of:
        return document.path or document.id
    return recording_title(now.ix, now.recordings[of[0].recording])


def _pin(
    now: Snapshot, check: TapeCheck, number: int, length: float, found: tuple[Ranked, ...]
) -> Pin:
    statement = now.statements.get(check.statement) or now.found_statements[check.statement]
    text = now.ix.documents[statement.document].text
    start = check.pieces[0].start if check.pieces else None
    x = start / length * WIDTH if start is not None and length else None
    told = tuple(change_words(c) for c in check.changes)
    return Pin(check, now.ix.outlet(statement.document), words_of(statement.content, text), told,
               check.grave, x, clock(start), number, found)  # fmt: skip


def _turns(
    now: Snapshot, document: Document, spoken: Sequence[Turn], pins: Sequence[Pin],
    beside: Callable[[Turn], str], unsure: Iterable[Span],
) -> tuple[TurnView, ...]:  # fmt: skip
    pinned = _pinned(spoken, ((p, p.check.pieces[0].heard) for p in pins if p.check.pieces))
    maybe = _pinned(spoken, ((p, p.candidates[0].heard) for p in pins if p.candidates))
    marks = [
        *(Mark(f"q-{pin.number}-{n}", (piece.heard.span,), ("quoted", *["grave"] * pin.grave))
          for pin in pins for n, piece in enumerate(pin.check.pieces)),
        *(Mark(f"u-{n}", (span,), ("unsure",)) for n, span in enumerate(unsure)),
    ]  # fmt: skip
    by_line = {p.line: p for p in passages(now.ix, document, tuple(marks))}
    lines = [_line(now, document, turn.words) for turn in spoken]
    return tuple(
        TurnView(n, turn.speaker or "", clock(turn.start), turn.start, turn.end, by_line[line],
                 beside(turn), turn.language, tuple(pinned[n]), tuple(maybe[n]))
        for n, (turn, line) in enumerate(zip(spoken, lines, strict=True))
        if line in by_line
    )  # fmt: skip


def _pinned(spoken: Sequence[Turn], pins: Iterable[tuple[Pin, Anchor]]) -> dict[int, list[Pin]]:
    """The quotations by the turn in which their words begin."""
    found: dict[int, list[Pin]] = defaultdict(list)
    for pin, heard in pins:
        fits = (n for n, t in enumerate(spoken) if t.words.meets(heard.span))
        if (at := next(fits, None)) is not None:
            found[at].append(pin)
    return found


def _line(now: Snapshot, document: Document, words: Span) -> int:
    ref = now.ix.ref(document.id, (words,))
    return ref.line if ref else 0


def _others(
    now: Snapshot, document: Document, of: Sequence[TranscriptOf]
) -> list[tuple[Document, Turn]]:
    """The turns of other transcripts of the same recording: a translation, or the original."""
    recordings = {t.recording for t in of}
    papers = [t.document for t in now.case.transcripts
              if t.recording in recordings and t.document != document.id]  # fmt: skip
    return [
        (d, t) for d in map(now.ix.documents.__getitem__, dict.fromkeys(papers)) for t in turns(d)
    ]


def _beside(turn: Turn, others: Sequence[tuple[Document, Turn]]) -> str:
    """The words in another language that are said at the same time."""
    if turn.start is None or turn.end is None:
        return ""
    kept = [
        t.words.of(d.text) for d, t in others
        if t.language != turn.language and t.start is not None and t.end is not None
        and min(t.end, turn.end) - max(t.start, turn.start) > (t.end - t.start) / 2
    ]  # fmt: skip
    return " ".join(kept)


def tape_sums(now: Snapshot) -> dict[str, str]:
    """For each transcript, how its quotations fared, in a few words."""
    found: dict[str, list[TapeCheck]] = defaultdict(list)
    for check in now.case.tape_checks:
        found[check.transcript].append(check)
    return {
        document: f"{count(len(checks), 'quotation')} held against it, "
        f"{number(sum(c.grave for c in checks)) if any(c.grave for c in checks) else 'none'} "
        "not as on the tape"
        for document, checks in found.items()
    }
