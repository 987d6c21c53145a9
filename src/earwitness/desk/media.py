"""The sound of a transcript: where the case keeps it, and what a browser is told that it is."""

from __future__ import annotations

from pathlib import Path

from earwitness.casefile import CaseStore
from earwitness.casefile.recordings import recording_of, sound_at


def sound_of(folder: CaseStore, transcript: str) -> Path | None:
    """The original from which the transcript with this digest was made, or which was put to it."""
    if (made_from := recording_of(folder, transcript)) is not None:
        return made_from
    put = [e.sha256 for e in folder.noted("captured") if e.detail.get("transcript") == transcript]
    return sound_at(folder, put[-1]) if put and put[-1] else None


def sound_kind(data: bytes) -> str:
    """The media type of a sound by its first bytes: a browser is told nothing else."""
    heads = ((b"OggS", "audio/ogg"), (b"RIFF", "audio/wav"), (b"fLaC", "audio/flac"),
             (b"ID3", "audio/mpeg"), (b"\x1aE\xdf\xa3", "audio/webm"))  # fmt: skip
    for head, kind in heads:
        if data.startswith(head):
            return kind
    if data[:1] == b"\xff" and data[1:2] and data[1] & 0xE0 == 0xE0:
        return "audio/mpeg"
    return "audio/mp4" if data[4:8] == b"ftyp" else "application/octet-stream"
