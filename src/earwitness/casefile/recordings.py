"""Recordings in a case: the sound among the originals, what leads to people apart from it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .files import write_atomically
from .folder import CaseFolder

_APART = "apart"
_WORK = "listening"


def keep_recording(folder: CaseFolder, path: Path, sha256: str, name: str) -> None:
    """Copy the sound to the originals, in parts, and log it under a name that leads to nobody."""
    with folder.lock():
        if not folder.originals.path_of(sha256).is_file():
            folder.originals.keep_file(path, sha256)
            folder.log.append("captured", sha256=sha256, path=name)


def keep_apart(folder: CaseFolder, sha256: str, about: Mapping[str, Any]) -> Path:
    """Keep what a recording says of itself where no export looks, for the owner's eyes."""
    place = folder.folder / _APART / f"{sha256}.json"
    text = json.dumps(about, ensure_ascii=False, indent=1, default=str) + "\n"
    with folder.lock():
        write_atomically(place, text.encode("utf-8", "replace"), mode=0o600)
        place.parent.chmod(0o700)
    return place


def work_folder(folder: CaseFolder, sha256: str, settings: str) -> Path:
    """Where finished parts wait until all of a recording is heard, with these settings."""
    digest = hashlib.sha256(settings.encode("utf-8")).hexdigest()
    return folder.folder / _WORK / f"{sha256[:16]}-{digest[:16]}"


def clear_work(place: Path) -> None:
    """Remove the parts of a recording that is heard."""
    shutil.rmtree(place, ignore_errors=True)
    if place.parent.is_dir() and not any(place.parent.iterdir()):
        place.parent.rmdir()


def transcripts_of(folder: CaseFolder, sha256: str) -> tuple[tuple[str, str], ...]:
    """Transcripts of the recording in the case: the digest of each, and what heard it."""
    return tuple(
        (str(entry.sha256), entry.detail.get("heard_by", ""))
        for entry in folder.noted("added")
        if entry.detail.get("recording_sha256") == sha256
    )


def recording_of(folder: CaseFolder, transcript: str) -> Path | None:
    """Where the sound lies of which this original is the transcript; None where none is known."""
    for entry in folder.noted("added"):
        sound = entry.detail.get("recording_sha256")
        if entry.sha256 == transcript and sound:
            place = folder.originals.path_of(sound)
            return place if place.is_file() else None
    return None
