"""Adding reports and recordings at the desk: read into the case behind the pages, with progress."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from earwitness import __version__
from earwitness.captures import Report, fetcher
from earwitness.casefile import CasePlace, store_at
from earwitness.casefile.recordings import keep_sound
from earwitness.cases import OpenCase, Outcome, open_case
from earwitness.fetching import Fetcher
from earwitness.inputs import Input, inputs_of, reports_of
from earwitness.intake import MAX_ARCHIVE
from earwitness.listening import ListenError
from earwitness.model import Document, Failure
from earwitness.recordings import ENDING, Ear, How, listen
from earwitness.tracing.tape import turns

_STRANGE = re.compile(r"[\x00-\x1f\x7f]")
_PART = 1 << 20
_LONGEST = 240  # bytes of a file name
_ADVICE = re.compile(r"(: if you mean it, say|, or say) --.*$")
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
    """How far an addition is: of `total` files and addresses, `ended` are through.

    `done` are the reports in them, of which an archive has many; `hears` says how far the recording
    is that is listened to now, `traces` that the whole case is brought up to date.
    """

    total: int = 0
    ended: int = 0
    done: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    sounds: list[str] = field(default_factory=list)
    hears: str = ""
    traces: bool = False
    running: bool = False
    broke: str = ""

    def take(self, outcome: Outcome) -> None:
        """What became of some of it."""
        self.added += outcome.added
        self.known += outcome.known
        self.failed += [(f.path, _of_a_desk(f)) for f in outcome.failed]


class Additions:
    """One addition at a time; further ones wait in a row.

    `how` is how recordings are listened to where nobody says otherwise.
    """

    def __init__(self, folder: CasePlace, how: How | None = None) -> None:
        self.folder, self.how = folder, how or How()
        self.progress = Progress()
        self._lock = threading.Lock()
        self._waiting: list[Added] = []
        self._room = Path(tempfile.mkdtemp(prefix="earwitness-"))
        weakref.finalize(self, shutil.rmtree, self._room, ignore_errors=True)
        self._count = 0

    def put(self, name: str, data: BinaryIO, *, how: How | None = None) -> Added:
        """Keep a file until it is read. Of what is no recording, no more than may be read."""
        with self._lock:
            self._count += 1
            place = self._room / str(self._count)
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
            shutil.rmtree(one.place.parent, ignore_errors=True)

    def add(self, things: Sequence[Added]) -> None:
        """Take what is to be added; it is read in a thread of its own."""
        with self._lock:
            self._waiting += things
            if self.progress.running:
                self.progress.total += len(things)
                return
            self._start(Progress(total=len(things), running=True))

    def finish(self) -> None:
        """Finish an addition that was broken off when the desk was closed, if there is one."""
        with store_at(self.folder, version=__version__) as case:
            behind = case.behind()
        if behind:
            self._start(Progress(running=True, traces=True), behind=True)

    def _start(self, told: Progress, *, behind: bool = False) -> None:
        self.progress = told
        threading.Thread(target=self._work, args=(behind,), daemon=True, name="additions").start()

    def _work(self, behind: bool) -> None:
        while True:
            with self._lock:
                batch, self._waiting = self._waiting, []
                if not batch and not behind:
                    self.progress.running = False
                    return
            behind = False
            try:
                self._read(batch)
            except Exception as error:  # the thread must say so, not die in silence
                self.progress.broke = str(error) or type(error).__name__
            finally:
                self.progress.hears, self.progress.traces = "", False
                for one in batch:
                    self.clear(one)

    def _read(self, batch: Sequence[Added]) -> None:
        told = self.progress
        inputs: list[Input] = []
        for one in batch:
            if one.how is None:
                inputs += [Input(one.name, one.place)] if one.place else inputs_of([one.name])
        web = fetcher() if any(one.is_url for one in inputs) else None
        papers = [one for one in batch if one.how is None and one.place is not None]
        with open_case(self.folder, create=False) as case:
            try:
                told.take(case.keep(self._reports(inputs, web), progress=told.done.append))
                for one in (one for one in batch if one.how is not None):
                    self._sound(case, one, papers)
                    told.done.append(one.name)
                    told.ended += 1
            finally:  # what is kept is shown, whatever became of the rest
                told.hears, told.traces = "", True
                case.update()

    def _reports(self, inputs: Sequence[Input], web: Fetcher | None) -> Iterator[Report]:
        for one in inputs:
            yield from reports_of(one, web)
            self.progress.ended += 1

    def _sound(self, case: OpenCase, one: Added, papers: Sequence[Added]) -> None:
        """Put a sound to the transcript that came with it under the same name, or listen to it."""
        assert one.place is not None  # noqa: S101
        assert one.how is not None  # noqa: S101
        if not one.place.stat().st_size:
            message = f"{one.name} is empty: save the recording again and add that file."
            self.progress.failed.append((one.name, message))
            return
        same = (p for p in papers if _of_one_call(p.name, one.name))
        paper = next(filter(None, (_transcript(case, p) for p in same)), None)
        if paper is not None:
            keep_sound(case.folder, one.place, paper.sha256, f"sound of {paper.path}")
            self.progress.sounds.append(str(paper.path))
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


def _of_a_desk(failure: Failure) -> str:
    """The sentence of a failure, without advice that only a command can follow."""
    return _ADVICE.sub(".", failure.message)


def safe_name(name: str, otherwise: str) -> str:
    """The base name of a file as a browser gives it; a case calls it so, and nothing opens it."""
    base = PurePosixPath(_STRANGE.sub("", name).replace("\\", "/")).name.strip()[-200:]
    while len(base.encode("utf-8", "replace")) > _LONGEST:
        base = base[1:]
    return base.strip(".") or otherwise


def _transcript(case: OpenCase, one: Added) -> Document | None:
    """The transcript that a file was read as; None where it is none.

    By its bytes: the case may have another of this name, or this one by another name.
    """
    assert one.place is not None  # noqa: S101
    with one.place.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    name = case.folder.path_for(sha256, one.name)
    reading = case.folder.current(sha256, name, case.reader.version)
    return reading.document if reading is not None and turns(reading.document) else None


def _of_one_call(paper: str, sound: str) -> bool:
    """Whether a transcript and a recording share their name up to the ending."""
    ending = next((e for e in _TIMED if paper.lower().endswith(e)), None)
    return ending is not None and paper[: -len(ending)] in (sound, PurePosixPath(sound).stem)
