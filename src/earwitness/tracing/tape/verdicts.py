"""Findings from the verdicts: what is misquoted, what is not there, how much is as it was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from earwitness.model import Anchor, Finding, TapeCheck, TranscriptOf

from ..folder import Folder, anchors_of
from ..phrases import count, first_upper, in_words, together
from .turns import by_machine, turns

_ORIGIN = "rules/tape@1"
_WEIGHTS = {"not": 0.95, "number": 0.93, "speaker": 0.92, "name": 0.9, "condition": 0.88,
            "order": 0.86, "hedge": 0.84}  # fmt: skip


def tape_findings(
    folder: Folder, known: Sequence[TranscriptOf], checks: Sequence[TapeCheck]
) -> Iterator[Finding]:
    """One for each quotation that is not as on the tape, and one for each transcript."""
    for check in checks:
        if check.grave and by_machine(folder.document[check.transcript]):
            yield _finding(folder, "not as a machine heard it", check, 0.5)
        elif check.verdict == "not found":
            yield _finding(folder, "not on the tape", check, 0.82)
        elif check.grave:
            weight = max((_WEIGHTS.get(c.kind, 0.5) for c in check.changes if c.grave), default=0.5)
            yield _finding(folder, "misquoted from the tape", check, weight)
        elif check.verdict in ("differs", "joined"):
            yield _finding(folder, "other words than the tape", check, 0.5)
    by: dict[str, list[TapeCheck]] = defaultdict(list)
    for check in checks:
        by[check.transcript].append(check)
    for transcript in known:
        if by[transcript.document]:
            yield _sum(folder, transcript, by[transcript.document])


def _finding(folder: Folder, kind: str, check: TapeCheck, weight: float) -> Finding:
    heard = tuple(p.heard for p in check.pieces)
    changed = tuple(c.quoted_at for c in check.changes if c.grave and c.quoted_at)
    evidence = (*changed, *anchors_of(folder.statement[check.statement]), *heard)
    refs = (check.statement, check.recording)
    return Finding(kind, refs, check.says, tuple(dict.fromkeys(evidence)), weight, _ORIGIN)


def _sum(folder: Folder, transcript: TranscriptOf, checks: Sequence[TapeCheck]) -> Finding:
    """How many of the quotations are as on the tape, and how the transcript is known to be its."""
    parts = [
        (sum(c.verdict == "verbatim" and not c.grave for c in checks), "as it was said"),
        (sum(c.verdict == "trimmed" and not c.grave for c in checks), "trimmed without harm"),
        (sum(c.verdict in ("differs", "joined") and not c.grave for c in checks), "in other words"),
        (sum(c.grave and c.verdict != "not found" for c in checks), "misquoted"),
        (sum(c.verdict == "not found" for c in checks), "not on it"),
        (sum(c.verdict == "other language" for c in checks), "in another language, to be judged"),
    ]  # fmt: skip
    told = together(f"{in_words(n)} {what}" for n, what in parts if n)
    name = folder.document[transcript.document].path or "the transcript"
    kind = folder.recording[transcript.recording].kind
    says = (
        f"{count(len(checks), 'quotation')} of the {kind} held against its transcript ({name}): "
        f"{told}. {transcript.why}"
    )
    spoken = turns(folder.document[transcript.document])
    evidence = tuple(Anchor(transcript.document, t.words) for t in spoken[:1])
    refs = (transcript.recording, transcript.document)
    return Finding("held against the tape", refs, first_upper(says), evidence, 0.6, _ORIGIN)
