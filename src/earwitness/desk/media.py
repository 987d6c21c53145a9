"""What a browser is told that a sound is."""

from __future__ import annotations


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
