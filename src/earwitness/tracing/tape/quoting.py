"""Which quotations a report attributes to a recording, and by which words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from earwitness.model import Span, Statement

from ..folder import Folder
from ..words import QUOTED, SINGLE
from .tokens import Token, tokens

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Quoted:
    """The quoted words of a statement, and why they are held to be of the recording.

    `sure` is False where only the speaker ties them to it: then words that are not on the tape
    may have been said elsewhere.
    """

    statement: Statement
    recording: str
    spans: tuple[Span, ...]
    tokens: tuple[Token, ...]
    why: str
    sure: bool


def quotations(folder: Folder, without: Collection[str]) -> Iterator[Quoted]:
    """Every quotation from a recording; transcripts themselves (`without`) quote nobody."""
    for statement in folder.statements:
        if statement.form == "indirect" or statement.document in without:
            continue
        if _inside_another(folder, statement):
            continue
        attributed = _attributed(folder, statement)
        if attributed is None:
            continue
        spans = quoted_spans(folder.document[statement.document].text, statement)
        found = tokens(folder.document[statement.document].text, spans)
        if len(found) >= _SHORTEST:
            yield Quoted(statement, attributed[0], spans, found, attributed[1], attributed[2])


def _inside_another(folder: Folder, statement: Statement) -> bool:
    """Whether the words stand in a quotation around them, which is compared as a whole."""
    return any(
        outer.form != "indirect"
        and any(a.meets(b) for a in outer.content for b in statement.content)
        for outer in folder.outward(statement)[1:]
    )


def quoted_spans(text: str, statement: Statement) -> tuple[Span, ...]:
    """The words in quotation marks; of a statement that is all quotation, all its words."""
    if statement.form != "mixed":
        return statement.content
    for pattern in (QUOTED, SINGLE):
        found = tuple(
            Span(span.start + m.start(1), span.start + m.end(1))
            for span in statement.content
            for m in pattern.finditer(span.of(text))
        )
        if found:
            return found
    return statement.content


def _attributed(folder: Folder, statement: Statement) -> tuple[str, str, bool] | None:
    """The recording; its report's only one in which the speaker speaks; else none."""
    recording = folder.recording_of(statement)
    if recording:
        return recording.id, "The report gives the words as from the recording.", True
    speaker = statement.source.actor
    spoken = [
        r.id
        for r in folder.recordings
        if speaker and speaker in r.speakers and (statement.document, r.id) in folder.heard
    ]
    if len(spoken) == 1:
        who = folder.name(speaker)
        return spoken[0], f"It is the only recording of the report on which {who} speaks.", False
    told = [r.id for r in folder.recordings if (statement.document, r.id) in folder.heard]
    if len(told) != 1:
        return None
    return told[0], "It is the only recording of which the report speaks.", False
