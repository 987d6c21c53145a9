"""Adding reports and recordings at the desk: read into the case behind the pages, with progress."""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from earwitness.captures import fetcher
from earwitness.casefile import CasePlace
from earwitness.casefile.recordings import keep_sound
from earwitness.cases import OpenCase, Outcome, open_case
from earwitness.inputs import Input, inputs_of
from earwitness.intake import MAX_ARCHIVE
from earwitness.listening import ListenError
from earwitness.recordings import ENDING, Ear, How, listen

_STRANGE = re.compile(r"[\x00-\x1f\x7f]")
_PART = 1 << 20
_LONGEST = 240  # bytes of a file name
_TIMED = (".vtt", ".srt", ENDING)


@dataclass(frozen=True, slots=True)
class Added:
    """What somebody adds: an address where `place` is None, else a file that waits there.

    `how` is given for a recording: how to listen to it.
    """

    name: str
    place: Path | None = None
    how: How | None = None


@dataclass(slots=True)
class Progress:
    """How far an addition is. `hears` says how far the recording is that is listened to now."""

    total: int = 0
    done: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    hears: str = ""
    running: bool = False
    broke: str = ""

    def take(self, outcome: Outcome) -> None:
        """What became of some of it."""
        self.added += outcome.added
        self.known += outcome.known
        self.failed += [(f.path, f.message) for f in outcome.failed]


class Additions:
    """One addition at a time; further ones wait in a row.

    `how` is how recordings are listened to where nobody says otherwise.
    """

    def __init__(self, folder: CasePlace, how: How | None = None) -> None:
        self.folder, self.how = folder, how or How()
        self.progress = Progress()
        self._lock = threading.Lock()
        self._waiting: list[Added] = []
        self._room = tempfile.TemporaryDirectory(prefix="earwitness-")
        self._count = 0

    def put(self, name: str, data: BinaryIO, *, how: How | None = None) -> Added:
        """Keep a file until it is read. Of what is no recording, no more than may be read."""
        with self._lock:
            self._count += 1
            place = Path(self._room.name) / str(self._count)
        place.mkdir()
        file = place / (name if how else "report")
        left = None if how else MAX_ARCHIVE + 1
        with file.open("wb") as kept:
            while part := data.read(_PART if left is None else min(_PART, left)):
                kept.write(part)
                left = None if left is None else left - len(part)
        return Added(name, file, how)

    @staticmethod
    def clear(one: Added) -> None:
        """Remove the file that waited."""
        if one.place is not None:
            one.place.unlink(missing_ok=True)
            one.place.parent.rmdir()

    def add(self, things: Sequence[Added]) -> None:
        """Take what is to be added; it is read in a thread of its own."""
        with self._lock:
            self._waiting += things
            if self.progress.running:
                self.progress.total += len(things)
                return
            self.progress = Progress(total=len(things), running=True)
            threading.Thread(target=self._work, daemon=True, name="additions").start()

    def _work(self) -> None:
        while True:
            with self._lock:
                batch, self._waiting = self._waiting, []
                if not batch:
                    self.progress.running = False
                    return
            try:
                self._read(batch)
            except Exception as error:  # the thread must say so, not die in silence
                self.progress.broke = str(error) or type(error).__name__
            finally:
                self.progress.hears = ""
                for one in batch:
                    self.clear(one)

    def _read(self, batch: Sequence[Added]) -> None:
        told = self.progress
        inputs: list[Input] = []
        for one in batch:
            if one.how is None:
                inputs += [Input(one.name, one.place)] if one.place else inputs_of([one.name])
        web = fetcher() if any(one.is_url for one in inputs) else None
        with open_case(self.folder, create=False) as case:
            if inputs:
                told.take(case.take(inputs, progress=told.done.append, fetcher=web)[1])
            sounds = [one for one in batch if one.how is not None]
            for one in sounds:
                self._sound(case, one, [o.name for o in batch if o.how is None])
                told.done.append(one.name)
            if sounds:
                told.hears = ""
                case.update()

    def _sound(self, case: OpenCase, one: Added, beside: Sequence[str]) -> None:
        """Put a sound to the transcript that came with it under the same name, or listen to it."""
        assert one.place is not None  # noqa: S101
        assert one.how is not None  # noqa: S101
        paper = next((name for name in beside if _of_one_call(name, one.name)), None)
        document = next((d for d in case.load().documents if paper and d.path == paper), None)
        if document is not None:
            keep_sound(case.folder, one.place, document.sha256, f"sound of {document.path}")
            self.progress.sounds.append(str(document.path))
            return
        try:
            ear = self._ear(one.how)
        except ListenError as error:
            self.progress.failed.append((one.name, f"{one.name} was not heard. {_told(error)}"))
            return
        self.progress.take(listen(case, one.place, ear, progress=self._hears)[1])

    def _ear(self, how: How) -> Ear:
        self.progress.hears = "loading the speech model"
        return how.ear()

    def _hears(self, name: str, heard: float, of: float | None) -> None:
        whole = f" of {of / 60:.1f}" if of else ""
        self.progress.hears = f"{name}: {heard / 60:.1f}{whole} minutes heard"


def _told(error: ListenError) -> str:
    """The sentence, with what to do at a desk in the place of what to do with a command."""
    if error.code != "no-model":
        return str(error)
    what = error.message.partition(": ")[0]
    return f"{what}: open the desk with earwitness serve --model and its folder."


def safe_name(name: str, otherwise: str) -> str:
    """The base name of a file as a browser gives it; a case calls it so, and nothing opens it."""
    base = PurePosixPath(_STRANGE.sub("", name).replace("\\", "/")).name.strip()[-200:]
    while len(base.encode("utf-8", "replace")) > _LONGEST:
        base = base[1:]
    return base.strip(".") or otherwise


def _of_one_call(paper: str, sound: str) -> bool:
    """Whether a transcript and a recording share their name up to the ending."""
    ending = next((e for e in _TIMED if paper.lower().endswith(e)), None)
    return ending is not None and paper[: -len(ending)] in (sound, PurePosixPath(sound).stem)
