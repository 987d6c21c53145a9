"""Every quotation from a recording held against its transcript: the verdicts of a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from earwitness.model import Anchor, Document, Span, TapeChange, TapeCheck, TapePiece, TranscriptOf

from ..folder import Folder
from ..names import person_name
from .aligning import Tape
from .judging import Found, Judgement, judge
from .quoting import Quoted, quotations
from .saying import sentence
from .tokens import Token
from .transcripts import tape_of
from .turns import Turn, turns

_ORIGIN = "rules/tape@1"
_PLAIN, _LEAST = 0.8, 5


def tape_checks(folder: Folder, known: Sequence[TranscriptOf]) -> tuple[TapeCheck, ...]:
    """The verdicts, by report and place, then by transcript."""
    if not known:
        return ()
    papers = {t.document for t in known}
    of: dict[str, list[TranscriptOf]] = defaultdict(list)
    for transcript in known:
        of[transcript.recording].append(transcript)
    tapes: dict[str, Tape] = {}
    found = (
        check
        for quoted in quotations(folder, papers)
        for check in _checks(folder, quoted, of[quoted.recording], tapes)
    )
    return tuple(found)


def _checks(
    folder: Folder, quoted: Quoted, known: Sequence[TranscriptOf], tapes: dict[str, Tape]
) -> Iterator[TapeCheck]:
    """One verdict a transcript in the quotation's language; one in all where there is none."""
    same = [t for t in known if _spoken(folder.document[t.document], "en")]
    for transcript in same:
        document = folder.document[transcript.document]
        spoken = _spoken(document, "en")
        if transcript.document not in tapes:
            tapes[transcript.document] = tape_of(document, spoken)
        told = judge(quoted.tokens, tapes[transcript.document])
        other = len(spoken) < len(turns(document))
        if not quoted.sure and not _plainly(told, quoted):
            continue
        if told.verdict == "not found" and other:
            yield _elsewhere(folder, quoted, transcript)
            continue
        yield _check(folder, quoted, transcript, told, tapes[transcript.document], spoken)
    if not same and known and quoted.sure:
        yield _elsewhere(folder, quoted, known[0])


def _plainly(told: Judgement, quoted: Quoted) -> bool:
    """Whether the words themselves show that they are of the tape."""
    return told.verdict != "not found" and told.share >= _PLAIN and len(quoted.tokens) >= _LEAST


def _spoken(document: Document, language: str) -> tuple[Turn, ...]:
    return tuple(t for t in turns(document) if t.language == language)


def _elsewhere(folder: Folder, quoted: Quoted, transcript: TranscriptOf) -> TapeCheck:
    made = TapeCheck(quoted.statement.id, transcript.recording, transcript.document,
                     "other language", False, "", quoted.why, origin=_ORIGIN)  # fmt: skip
    return replace(made, says=sentence(folder, made))


def _check(
    folder: Folder, quoted: Quoted, transcript: TranscriptOf, told: Judgement, tape: Tape,
    spoken: Sequence[Turn],
) -> TapeCheck:  # fmt: skip
    page, paper = quoted.statement.document, transcript.document
    pieces = tuple(
        _piece(Anchor(page, _span(quoted.tokens, p.quoted)),
               Anchor(paper, _span(tape.tokens, p.heard)), tape.tokens[p.heard[0]],
               tape.tokens[p.heard[1] - 1], spoken)
        for p in told.pieces
    )  # fmt: skip
    changes = tuple(_change(folder, quoted, transcript, c, tape.tokens) for c in told.changes)
    speaker = _other_speaker(folder, quoted, told, tape, spoken)
    if speaker is not None:
        changes = (*changes, replace(speaker, heard_at=pieces[0].heard))
    made = TapeCheck(
        quoted.statement.id, transcript.recording, paper, told.verdict,
        told.grave or speaker is not None, "", quoted.why, pieces, changes, _ORIGIN,
    )  # fmt: skip
    return replace(made, says=sentence(folder, made))


def _piece(
    quoted: Anchor, heard: Anchor, first: Token, last: Token, spoken: Sequence[Turn]
) -> TapePiece:
    return TapePiece(quoted, heard, spoken[first.turn].start, spoken[last.turn].end)


def _span(found: Sequence[Token], part: tuple[int, int]) -> Span:
    return Span(found[part[0]].span.start, found[part[1] - 1].span.end)


def _change(
    folder: Folder, quoted: Quoted, transcript: TranscriptOf, change: Found, tape: Sequence[Token]
) -> TapeChange:
    here = _place(quoted.statement.document, quoted.tokens, change.quoted)
    there = _place(transcript.document, tape, change.heard)
    return TapeChange(
        change.kind, _words(folder, here), _words(folder, there), here, there, change.grave
    )


def _place(document: str, found: Sequence[Token], part: tuple[int, int]) -> Anchor | None:
    inside = 0 <= part[0] < part[1] <= len(found)
    return Anchor(document, _span(found, part)) if inside else None


def _words(folder: Folder, anchor: Anchor | None) -> str:
    return " ".join(folder.says(anchor).split()) if anchor else ""


def _other_speaker(
    folder: Folder, quoted: Quoted, told: Judgement, tape: Tape, spoken: Sequence[Turn]
) -> TapeChange | None:
    """Where the transcript gives the words to another speaker of the recording, by name."""
    if not told.pieces:
        return None
    label = spoken[tape.tokens[told.pieces[0].heard[0]].turn].speaker
    mouth = quoted.statement.source.actor
    recording = folder.recording[quoted.recording]
    if label is None or mouth not in recording.speakers:
        return None
    others = {folder.name(a).casefold() for a in recording.speakers if a != mouth}
    own = folder.name(mouth)
    said_by = quoted.statement.source.span
    page = folder.document[quoted.statement.document].text
    # A pronoun may be somebody else: only a report that names the speaker is held to it.
    if said_by is None or own not in said_by.of(page):
        return None
    if not person_name(own) or label.casefold() not in others:
        return None
    return TapeChange("speaker", own, label, None, None, True)
