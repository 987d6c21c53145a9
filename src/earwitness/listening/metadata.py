"""What a sound file says of itself besides sound, which can lead to a person.

Tags, devices, places, and numbers in the name of the file have led to people who spoke in such
calls. It is read for the owner of the case, kept apart from it, and goes into no export.
"""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any

from .decoding import known_of, opened_with, pyav

_DIGITS = re.compile(r"\+?\d(?:[ ().\-_]{0,2}\d){6,}")
"""Seven digits or more: a telephone number, or a date and a time, which nobody needs in a name."""
_LONG = 80


def metadata_of(path: Path) -> dict[str, Any]:
    """All that the file says of itself. Raises ListenError where it is no sound."""
    known = known_of(path)
    about: dict[str, Any] = {
        "file": path.name,
        "bytes": path.stat().st_size,
        "channels": known.channels,
        "rate": known.rate,
        "seconds": known.seconds,
        "numbers_in_name": [found.group() for found in _DIGITS.finditer(path.stem)],
    }
    library = pyav()
    if library is not None:
        with closing(opened_with(library, path)) as container:
            about["format"] = container.format.name
            about["tags"] = dict(container.metadata)
            about["streams"] = [
                {"type": s.type, "codec": _codec(s), "tags": dict(s.metadata)}
                for s in container.streams
            ]
    return about


def _codec(stream: Any) -> str | None:
    context = getattr(stream, "codec_context", None)
    return context.name if context is not None else None


def safe_name(name: str, sha256: str) -> str:
    """The name under which the case speaks of the recording: without numbers that lead to people.

    Where something had to go, the first letters of the digest keep it apart from others.
    """
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot else (name, "")
    plain = _DIGITS.sub("", stem).strip(" -_.()+")
    if plain == stem and len(name) <= _LONG:
        return name
    return f"{plain[:_LONG].strip() or 'recording'}-{sha256[:8]}{ending[:10]}"
