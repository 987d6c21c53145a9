"""Adding reports at the desk: read into the case behind the pages, with progress."""

from __future__ import annotations

import re
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from earwitness.captures import fetcher
from earwitness.casefile import CasePlace
from earwitness.cases import open_case
from earwitness.inputs import Input, inputs_of

_STRANGE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(slots=True)
class Progress:
    """How far an addition is."""

    total: int = 0
    done: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    running: bool = False
    broke: str = ""


class Additions:
    """One addition at a time; further ones wait in a row."""

    def __init__(self, folder: CasePlace) -> None:
        self.folder = folder
        self.progress = Progress()
        self._lock = threading.Lock()
        self._waiting: list[tuple[str, bytes | None]] = []

    def add(self, reports: list[tuple[str, bytes | None]]) -> None:
        """Take reports; they are read in a thread of their own. Without bytes: an address."""
        with self._lock:
            self._waiting += reports
            if self.progress.running:
                self.progress.total += len(reports)
                return
            self.progress = Progress(total=len(reports), running=True)
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

    def _read(self, batch: list[tuple[str, bytes | None]]) -> None:
        with tempfile.TemporaryDirectory(prefix="earwitness-") as place:
            inputs: list[Input] = []
            for number, (name, data) in enumerate(batch):
                if data is None:
                    inputs += inputs_of([name])
                    continue
                file = Path(place) / str(number)
                file.write_bytes(data)
                inputs.append(Input(name, file))
            web = fetcher() if any(one.is_url for one in inputs) else None
            done = self.progress.done.append
            with open_case(self.folder, create=False) as case:
                _, outcome = case.take(inputs, progress=done, fetcher=web)
        self.progress.added += outcome.added
        self.progress.known += outcome.known
        self.progress.failed += [(f.path, f.message) for f in outcome.failed]


def safe_name(name: str, otherwise: str) -> str:
    """The base name of a file as a browser gives it; a case calls it so, and nothing opens it."""
    base = PurePosixPath(_STRANGE.sub("", name).replace("\\", "/")).name.strip()
    return base[-200:] or otherwise
