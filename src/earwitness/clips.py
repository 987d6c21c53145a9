"""The sound of a statement: cut to its words, with a tone over the names that are withheld."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from earwitness.casefile import CaseStore
from earwitness.casefile.recordings import recording_of
from earwitness.deciding import decided
from earwitness.intake import IntakeError, transcript_of
from earwitness.leaving import persons_of
from earwitness.listening import ListenError, clip, moments_of
from earwitness.model import Case, Document, Span, Statement, Transcript
from earwitness.redaction import Names


@dataclass(frozen=True, slots=True)
class Clip:
    """A cut: the WAV, from when to when it is, how many names have a tone over them."""

    wav: bytes
    start: float
    end: float
    names: int
    exact: bool


def clip_of(
    folder: CaseStore,
    case: Case,
    statement: Statement,
    *,
    margin: float = 0.5,
    redacted: bool = False,
    audio: Path | None = None,
) -> Clip:
    """The words of a statement in a transcript, as sound. Raises ListenError.

    `audio` is the recording, where the transcript was made elsewhere and the case does not have it.
    """
    document = next(d for d in case.documents if d.id == statement.document)
    transcript = transcript_in(folder, document)
    moments = moments_of(document, statement.content, transcript)
    if not moments:
        raise _no_times(document)
    sound = audio or recording_of(folder, document.sha256)
    if sound is None:
        message = f"The case does not have the recording of {document.path}: name it with --audio."
        raise ListenError("no-recording", message)
    start = max(0.0, min(m.start for m in moments) - margin)
    end = max(m.end for m in moments) + margin
    names = _names(folder, document) if redacted else ()
    tones = [m for name in names for m in moments_of(document, (name,), transcript)]
    inside = [(m.start, m.end) for m in tones if m.end > start and m.start < end]
    exact = all(m.exact for m in moments)
    return Clip(clip(sound, start, end, inside), start, end, len(inside), exact)


def transcript_in(folder: CaseStore, document: Document) -> Transcript:
    """The transcript that a document of the case is. Raises ListenError."""
    try:
        return transcript_of(folder.originals.read(document.sha256), document.path or "the report")
    except IntakeError as error:
        raise _no_times(document) from error


def _no_times(document: Document) -> ListenError:
    where = document.path or "The report"
    return ListenError("no-times", f"{where} is no transcript: it does not say when it was said.")


def _names(folder: CaseStore, document: Document) -> Iterable[Span]:
    """Where names stand in the transcript that a published copy withholds, in all their forms."""
    now = decided(folder.load(), folder.decisions())
    hidden = [p for p in persons_of(folder, now) if p.revealed is None]
    names = Names((p.key, p.names) for p in hidden)
    hits = names.find(document.text) if names else ()
    return [Span(hit.start, hit.end) for hit in hits]
