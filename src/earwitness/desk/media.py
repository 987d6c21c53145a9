"""What is sound, and what a browser is told that it is."""

from __future__ import annotations

# Sound and film whose first bytes say too little; reports never end so.
_ENDINGS = tuple(
    ".aac .aif .aiff .amr .au .avi .caf .m4a .m4v .mov .mp3 .mp4 .mpeg .mpg .oga .opus .wma"
    " .wmv".split()
)
_UNKNOWN = "application/octet-stream"


def is_sound(name: str, head: bytes) -> bool:
    """Whether a file is sound or film, by its first 16 bytes or the end of its name."""
    if head.startswith(b"RIFF") and head[8:12] not in (b"WAVE", b"AVI "):
        return False  # a picture
    return sound_kind(head) != _UNKNOWN or name.lower().endswith(_ENDINGS)


def sound_kind(data: bytes) -> str:
    """The media type of a sound by its first bytes: a browser is told nothing else."""
    heads = ((b"OggS", "audio/ogg"), (b"RIFF", "audio/wav"), (b"fLaC", "audio/flac"),
             (b"ID3", "audio/mpeg"), (b"\x1aE\xdf\xa3", "audio/webm"))  # fmt: skip
    for head, kind in heads:
        if data.startswith(head):
            return kind
    if data[:1] == b"\xff" and data[1:2] and data[1] & 0xE0 == 0xE0:
        return "audio/mpeg"
    return "audio/mp4" if data[4:8] == b"ftyp" else _UNKNOWN
