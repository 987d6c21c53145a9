"""Recordings into a case: the sound kept, a transcript made of it and read like a report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from earwitness.captures import Report
from earwitness.casefile.files import write_atomically
from earwitness.casefile.recordings import (
    clear_work,
    keep_apart,
    keep_recording,
    transcripts_of,
    work_folder,
)
from earwitness.cases import OpenCase, Outcome
from earwitness.listening import (
    Chunk,
    Colours,
    ListenError,
    Marian,
    Recogniser,
    Settings,
    Translator,
    Voices,
    Whisper,
    apart,
    as_json,
    blocks,
    chunks_of,
    dumped,
    hear_chunk,
    loaded,
    metadata_of,
    safe_name,
    transcript_of_chunks,
    translated,
)
from earwitness.model import Document, Failure, Recording, Transcript

Progress = Callable[[str, float, float | None], None]
"""Told the name of the recording, how many seconds of it are heard, and of how many."""
ENDING = ".transcript.json"
MOST_VOICES = 8
"""No call has more that the program tells apart."""


def _silent(_name: str, _heard: float, _of: float | None) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Ear:
    """What listens, and how. The same ear gives the same transcript of the same recording.

    `speakers` are told apart where all speak on one channel. `least` are the seconds of speech that
    are listened to in one go, where pauses allow it: the more, the faster and (until 28) the
    better; but a stretch is heard in one language.
    """

    recogniser: Recogniser
    voices: Voices = field(default_factory=Colours)
    translator: Translator | None = None
    speakers: int = 2
    least: float = 20.0

    @property
    def origin(self) -> str:
        """What heard, with all that decides about the result."""
        return (
            f"{self.recogniser.origin}, {self.voices.origin} for {self.speakers}, "
            f"clips of {self.least:g} s"
        )


@dataclass(frozen=True, slots=True)
class How:
    """How to listen, as it was asked for: the model by its folder or name, and as for an `Ear`.

    `languages` are those that may be spoken; none: whatever the model tells. `translate` is the
    folder of a translation model.
    """

    model: str = "small"
    languages: tuple[str, ...] = ()
    speakers: int = 2
    threads: int = 2
    download: bool = False
    translate: Path | None = None
    least: float | None = None

    def ear(self) -> Ear:
        """The ear, its models loaded. Raises ListenError where one is not there."""
        settings = Settings(
            self.model, self.languages, threads=self.threads, download=self.download
        )
        translator = Marian(self.translate) if self.translate else None
        usual = 20.0 if len(self.languages) == 1 else 6.0
        least = usual if self.least is None else self.least
        return Ear(Whisper(settings), translator=translator, speakers=self.speakers, least=least)


def say_transcript(opened: OpenCase, paper: Document, recording: Recording, *, by: str) -> None:
    """Write into the case's `names.toml` of which recording a document is the transcript.

    `by` goes into the log. Raises LookupError where no report speaks of the recording.
    """
    if not recording.mentions:
        raise LookupError(recording.id)
    mention = recording.mentions[0]
    page = next(d for d in opened.load().documents if d.id == mention.document)
    words = mention.span.of(page.text)
    opened.say_transcript(paper.path or paper.id, page.path or page.id, words, by=by)


def listen(
    opened: OpenCase, path: Path, ear: Ear, *, progress: Progress = _silent
) -> tuple[Transcript | None, Outcome]:
    """Listen to a recording and read its transcript into the case; trace nothing yet.

    Where it breaks off, what was heard until then is kept, and the outcome says so.
    """
    outcome = Outcome()
    try:
        sha256 = _digest(path)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        message = f"{path.name} cannot be read: {reason}."
        outcome.failed.append(Failure(path.name, "inputs", "unreadable", message))
        return None, outcome
    name = safe_name(path.name, sha256)
    try:
        transcript = _heard(opened, path, sha256, name, ear, progress, outcome)
    except ListenError as error:
        _fail(opened, name, path, error, sha256, outcome)
        return None, outcome
    return transcript, outcome


def _heard(
    opened: OpenCase,
    path: Path,
    sha256: str,
    name: str,
    ear: Ear,
    progress: Progress,
    outcome: Outcome,
) -> Transcript | None:
    """The transcript, kept and read; None where this ear has heard the recording before."""
    heard_by = _of_all(ear)
    if any(by == heard_by for _, by in transcripts_of(opened.folder, sha256)):
        outcome.known.append(name)
        return None
    about = metadata_of(path)
    keep_recording(opened.folder, path, sha256, name)
    keep_apart(opened.folder, sha256, about)
    place = work_folder(opened.folder, sha256, ear.origin)
    progress(name, 0.0, about["seconds"])
    parts: list[Chunk] = []
    try:
        for chunk in _chunks(path, place, ear):
            parts.append(chunk)
            progress(name, chunk.start + chunk.seconds, about["seconds"])
    except ListenError as error:
        if error.code != "breaks-off":
            raise
        _fail(opened, name, path, error, sha256, outcome)
    made = transcript_of_chunks(parts, ear.voices, ear.speakers, origin=ear.origin)
    if not made.turns:
        clear_work(place)
        message = f"Nobody is heard to speak in {name}: listen to it yourself."
        raise ListenError("silent", message)
    made = replace(made, recording=name, sha256=sha256)
    made = translated(made, ear.translator) if ear.translator else made
    came = {"recording": name, "recording_sha256": sha256, "heard_by": heard_by}
    found = opened.keep([Report(f"{name}{ENDING}", as_json(made), came)])
    outcome.added += found.added
    outcome.known += found.known
    outcome.failed += found.failed
    clear_work(place)
    return made


def _of_all(ear: Ear) -> str:
    by = f", translated by {ear.translator.origin}" if ear.translator else ""
    return f"{ear.origin}{by}"


def _chunks(path: Path, place: Path, ear: Ear) -> Iterator[Chunk]:
    """What is heard in each part; parts that were finished before are taken from the disk."""
    before: str | None = None
    split: bool | None = None
    for number, (start, rows) in enumerate(chunks_of(blocks(path))):
        split = apart(rows) if split is None else split
        kept = place / f"{number:05}.json"
        chunk = _kept(kept)
        if chunk is None:
            chunk = hear_chunk(
                start,
                rows,
                ear.recogniser,
                ear.voices,
                split=split,
                least=ear.least,
                before=before,
            )
            write_atomically(kept, dumped(chunk))
        before = chunk.pieces[-1].language if chunk.pieces else before
        yield chunk


def _kept(path: Path) -> Chunk | None:
    try:
        return loaded(path.read_bytes())
    except (OSError, ValueError, KeyError, TypeError):
        return None  # not there, or half of it: it is heard again


def _fail(
    opened: OpenCase, name: str, path: Path, error: ListenError, sha256: str, outcome: Outcome
) -> None:
    """Keep the failure; the log must not have the name if that leads to a person."""
    message = str(error).replace(path.name, name)
    failure = Failure(name, "listening", error.code, message)
    opened.folder.fail(failure, sha256)
    outcome.failed.append(failure)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
