"""Recordings in a case: the sound among the originals, what leads to people apart from it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .files import write_atomically
from .folder import CaseFolder
from .parts import APART
from .store import CaseStore

_WORK = "listening"


def keep_recording(folder: CaseStore, path: Path, sha256: str, name: str) -> None:
    """Copy the sound to the originals, in parts, and log it under a name that leads to nobody."""
    with folder.lock():
        if not folder.originals.has(sha256):
            folder.originals.keep_file(path, sha256)
            folder.log.append("captured", sha256=sha256, path=name)


def keep_apart(folder: CaseStore, sha256: str, about: Mapping[str, Any]) -> None:
    """Keep what a recording says of itself where no export looks, for the owner's eyes."""
    text = json.dumps(about, ensure_ascii=False, indent=1, default=str) + "\n"
    with folder.lock():
        folder.files.write(f"{APART}{sha256}.json", text.encode("utf-8", "replace"))


def work_folder(folder: CaseStore, sha256: str, settings: str) -> Path:
    """Where finished parts wait until all of a recording is heard, with these settings."""
    digest = hashlib.sha256(settings.encode("utf-8")).hexdigest()
    base = folder.folder if isinstance(folder, CaseFolder) else _cache(folder)
    place = base / _WORK / f"{sha256[:16]}-{digest[:16]}"
    if not isinstance(folder, CaseFolder):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _cache(folder: CaseStore) -> Path:
    """Where this machine keeps what is half done for a case that lies elsewhere."""
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(caches) / "earwitness" / folder.mark()


def clear_work(place: Path) -> None:
    """Remove the parts of a recording that is heard."""
    shutil.rmtree(place, ignore_errors=True)
    if place.parent.is_dir() and not any(place.parent.iterdir()):
        place.parent.rmdir()


def transcripts_of(folder: CaseStore, sha256: str) -> tuple[tuple[str, str], ...]:
    """Transcripts of the recording in the case: the digest of each, and what heard it."""
    return tuple(
        (str(entry.sha256), entry.detail.get("heard_by", ""))
        for entry in folder.noted("added")
        if entry.detail.get("recording_sha256") == sha256
    )


def keep_sound(folder: CaseStore, path: Path, transcript: str, name: str) -> None:
    """Keep a sound and log that it is that of a transcript, which was made elsewhere."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with folder.lock():
        if not folder.originals.has(sha256):
            folder.originals.keep_file(path, sha256)
        detail = {"transcript": transcript}
        folder.log.append("captured", sha256=sha256, path=name, detail=detail)


def recording_of(folder: CaseStore, transcript: str) -> Path | None:
    """Where the sound lies of which this original is the transcript, or that was put to it last."""
    for entry in folder.noted("added"):
        sound = entry.detail.get("recording_sha256")
        if entry.sha256 == transcript and sound:
            return sound_at(folder, sound)
    put = [e.sha256 for e in folder.noted("captured") if e.detail.get("transcript") == transcript]
    return sound_at(folder, put[-1]) if put and put[-1] else None


def sound_at(folder: CaseStore, sha256: str) -> Path | None:
    """The original as a file; from a server, a copy that goes with this process."""
    if isinstance(folder, CaseFolder):
        place = folder.originals.path_of(sha256)
        return place if place.is_file() else None
    if not folder.originals.has(sha256):
        return None
    place = Path(_room().name) / sha256
    if not place.exists():
        write_atomically(place, folder.originals.read(sha256))
    return place


@cache
def _room() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="earwitness-")
