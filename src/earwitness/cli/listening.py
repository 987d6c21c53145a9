"""`earwitness listen`, `transcript` and `clip`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from earwitness.casefile import CasePlace
from earwitness.casefile.files import write_atomically
from earwitness.cases import OpenCase, Outcome, open_case
from earwitness.clips import clip_of, transcript_in
from earwitness.exports import answers
from earwitness.listening import WRITERS, ListenError, as_text
from earwitness.model import Document, Failure, Transcript
from earwitness.recordings import Ear, How
from earwitness.recordings import listen as hear

from . import codes
from .asking import no_statement


def listen(
    files: tuple[Path, ...], folder: CasePlace, how: How, *, as_json: bool, quiet: bool
) -> int:
    """Listen to the files one after the other; one that cannot be heard does not stop the rest."""
    try:
        ear = how.ear()
    except ListenError as error:
        click.echo(str(error), err=True)
        return codes.USAGE
    whole, made = Outcome(), []
    with open_case(folder) as opened:
        for path in files:
            transcript = _one(opened, path, ear, whole, quiet=quiet)
            if transcript is not None:
                made.append(transcript)
                if not (quiet or as_json):
                    _print(transcript)
        opened.update()
    if as_json:
        click.echo(json.dumps(_summary(folder, whole, made), ensure_ascii=False, indent=2))
    if not whole.failed:
        return codes.ALL_READ
    return codes.SOME_FAILED if whole.added or whole.known else codes.NOTHING_READ


def _one(
    opened: OpenCase, path: Path, ear: Ear, whole: Outcome, *, quiet: bool
) -> Transcript | None:
    def progress(name: str, heard: float, of: float | None) -> None:
        if not quiet:
            total = f" of {of / 60:.1f}" if of else ""
            click.echo(f"{name}: {heard / 60:.1f}{total} minutes heard", err=True)

    if not path.is_file():
        message = f"{path} does not exist: name a recording."
        transcript, found = (
            None,
            Outcome(failed=[Failure(path.name, "inputs", "not-found", message)]),
        )
    else:
        transcript, found = hear(opened, path, ear, progress=progress)
    for failure in found.failed:
        click.echo(failure.message, err=True)
    for name in found.known:
        if not quiet:
            click.echo(f"{name} was heard before, in the same way.", err=True)
    whole.added += found.added
    whole.known += found.known
    whole.failed += found.failed
    return transcript


def _print(transcript: Transcript) -> None:
    click.echo(f"{transcript.recording}, {transcript.seconds:.0f} seconds, as a machine heard it:")
    click.echo(as_text(transcript))


def _summary(folder: CasePlace, whole: Outcome, made: list[Transcript]) -> dict[str, Any]:
    return {
        "case": str(folder),
        "added": whole.added,
        "known": whole.known,
        "failed": [
            {"path": f.path, "stage": f.stage, "code": f.code, "message": f.message}
            for f in whole.failed
        ],
        "recordings": [
            {
                "name": one.recording,
                "sha256": one.sha256,
                "seconds": one.seconds,
                "turns": len(one.turns),
                "words": sum(len(turn.words) for turn in one.turns),
                "languages": sorted({turn.language for turn in one.turns if turn.language}),
                "origin": one.origin,
            }
            for one in made
        ],
    }


def transcript(folder: CasePlace, asked: str | None, form: str, out: Path | None) -> int:
    """Print the transcript that is meant, or which there are."""
    with open_case(folder, create=False) as opened:
        found = _transcripts(opened)
        if asked is None:
            for number, document in found:
                click.echo(f"{number}  {document.path}")
            return codes.ALL_READ if found else _nothing(folder)
        meant = _meant(found, asked)
        if meant is None:
            return _nothing(folder, asked)
        data = WRITERS[form](transcript_in(opened.folder, meant))
    if out is None:
        click.echo(data.decode("utf-8"), nl=False)
    else:
        write_atomically(out, data)
        click.echo(f"Written to {out}.")
    return codes.ALL_READ


def _transcripts(opened: OpenCase) -> list[tuple[int, Document]]:
    numbered = enumerate(opened.load().documents, 1)
    return [(number, document) for number, document in numbered if _is_timed(document)]


def _is_timed(document: Document) -> bool:
    return any((block.element or "").startswith("t=") for block in document.blocks)


def _meant(found: Sequence[tuple[int, Document]], asked: str) -> Document | None:
    """By its number, id or name; else the first of which it is a part of the name."""
    for number, document in found:
        if asked in (str(number), document.id, document.path):
            return document
    return next((document for _, document in found if asked in (document.path or "")), None)


def _nothing(folder: CasePlace, asked: str | None = None) -> int:
    named = f" named “{asked}”" if asked else ""
    click.echo(f"{folder} holds no transcript{named}.", err=True)
    return codes.NOT_FOUND


def clip(
    folder: CasePlace, asked: str, out: Path, *, margin: float, redacted: bool, audio: Path | None
) -> int:
    """Write the sound of the statement that is meant."""
    with open_case(folder, create=False) as opened:
        case = opened.load()
        timed = {document.id for document in case.documents if _is_timed(document)}
        found = answers.find_statement(case, asked)
        if not found:
            click.echo(no_statement(asked), err=True)
            return codes.NOT_FOUND
        # Of statements that share the words, the one that was recorded is meant.
        meant = next((s for s in found if s.document in timed), found[0])
        try:
            made = clip_of(
                opened.folder, case, meant, margin=margin, redacted=redacted, audio=audio
            )
        except ListenError as error:
            click.echo(str(error), err=True)
            return codes.NOT_FOUND
    write_atomically(out, made.wav)
    tones = f", a tone over {made.names} places" if redacted else ""
    about = "" if made.exact else " (about: the transcript has no times of words)"
    click.echo(f"{out}: {made.start:.1f} to {made.end:.1f} seconds{about}{tones}.")
    return codes.ALL_READ
