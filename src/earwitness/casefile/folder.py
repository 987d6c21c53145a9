"""The case folder: originals, what was derived from them, the custody log and the brief."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path

from earwitness.model import Case, Decision, Failure, Reading

from . import codec
from .check import Problem, Retrace, problems_of
from .custody import Action, Clock, CustodyLog, Entry, Stamped, stamps_in, system_clock
from .database import Database, StoredReading
from .decisions import Contests, Decisions, nobody
from .errors import CaseError
from .files import locked, shared, write_atomically
from .notices import Notices
from .originals import Originals
from .watched import Watched

_MARKS = ("custody.log", "case.sqlite", "originals")
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
_TRACED_BY, _BRIEF = "traced_by", "brief"


def is_case(folder: Path) -> bool:
    """Whether the folder is a case, or the beginning of one that was interrupted."""
    return any((folder / mark).exists() for mark in _MARKS)


class CaseFolder:
    """A case on disk. Reading needs nothing; every change happens inside `with folder.lock():`.

    A report is kept in this order: the original, then the log, then SQLite in one transaction. So
    a crash leaves at most a log line without its row, which `unfinished()` finds and a further
    reading mends.
    """

    def __init__(self, folder: Path, *, version: str, clock: Clock = system_clock) -> None:
        self.folder = folder
        self.originals = Originals(folder / "originals")
        self.log = CustodyLog(folder / "custody.log", version=version, clock=clock)
        self.database = Database(folder / "case.sqlite")
        self.watched = Watched(self.database)
        self._decisions = Decisions(self.log, self.database)
        self.notices = Notices(folder / "changes.jsonl")
        self._held = False

    @classmethod
    def create(cls, folder: Path, *, version: str, clock: Clock = system_clock) -> CaseFolder:
        """Open the case, making it if there is none. Raises CaseError if the folder is in use."""
        if folder.exists() and (
            not folder.is_dir() or (any(folder.iterdir()) and not is_case(folder))
        ):
            raise CaseError(
                "not-a-case", f"{folder} holds other things and is no case: name a new folder."
            )
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder, version=version, clock=clock)
        made.database.create = True
        with made.lock(), _readable(folder):
            made.originals.folder.mkdir(exist_ok=True)
            made.database.connection  # noqa: B018 - makes the tables
        return made

    @classmethod
    def open(cls, folder: Path, *, version: str, clock: Clock = system_clock) -> CaseFolder:
        """Open a case that is there. Raises CaseError where there is none."""
        if not is_case(folder):
            raise CaseError(
                "no-case", f"There is no case in {folder}: make one with earwitness read."
            )
        return cls(folder, version=version, clock=clock)

    def close(self) -> None:
        """Let go of the files."""
        self.database.close()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the case: other processes that want to change it wait."""
        if self._held:
            yield
            return
        with locked(self.folder / ".lock"):
            self._held = True
            try:
                self.originals.sweep()
                yield
            finally:
                self._held = False

    # -- what others may see

    def secret(self) -> bytes:
        """The case's own random key for placeholders and salted digests, made when first asked for.

        It never leaves the case.
        """
        path = self.folder / "publish.key"
        with self.lock():
            if not path.is_file():
                write_atomically(path, secrets.token_hex(32).encode("ascii"), mode=0o600)
            return bytes.fromhex(path.read_text(encoding="ascii"))

    def note(self, action: Action, about: str | None, detail: Mapping[str, str]) -> Entry:
        """Append the owner's word on a name, or that a copy was published, to the log."""
        with self.lock(), _readable(self.folder):
            return self.log.append(action, sha256=None, path=about, detail=detail)

    def noted(self, *actions: Action) -> tuple[Entry, ...]:
        """The lines of the log with these actions, in order."""
        with _readable(self.folder):
            return tuple(e for e in self.log.entries() if e.action in actions)

    # -- reports

    def path_for(self, sha256: str, path: str) -> str:
        """The document's path once it is given under this name too: the first in the alphabet."""
        return min((path, *self.database.paths_of(sha256)))

    def current(self, sha256: str, path: str, reader: str) -> Reading | None:
        """The stored reading of these bytes, by this reader and under this path, if any."""
        with _readable(self.folder):
            return self.database.reading_of(sha256, path, reader)

    def add(
        self,
        data: bytes,
        path: str,
        reading: Reading,
        *,
        reader: str,
        logged: bool = False,
        came: Mapping[str, str] | None = None,
    ) -> bool:
        """Keep a report and its reading; False where the case had both, under this name too.

        `logged` says that the log has this report already, from an addition that was interrupted;
        `came` is what the log says of where the bytes came from.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        with self.lock(), _readable(self.folder):
            known = path in self.database.paths_of(sha256)
            current = self.database.reader_of(sha256) == (reading.document.path, reader)
            if known and current:
                return False
            self.originals.keep(data)
            if not known and not logged:
                self.log.append("added", sha256=sha256, path=path, detail=came)
            stored = StoredReading(sha256, reading.document.path, reader, reading)
            if not current:
                self._note_reading(stored)
            with self.database.transaction():
                self.database.put_path(sha256, path)
                self.database.put_reading(stored)
                self.database.put_meta(_TRACED_BY, "")
            return True

    def keep_capture(self, data: bytes, path: str, came: Mapping[str, str]) -> str:
        """Keep a capture that is no report itself, such as a feed with its headers; its digest."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self.lock(), _readable(self.folder):
            if not self.originals.path_of(sha256).is_file():
                self.originals.keep(data)
                self.log.append("captured", sha256=sha256, path=path, detail=came)
        return sha256

    def readings_at(self, path: str) -> tuple[Reading, ...]:
        """What the originals say that were given under this name."""
        with _readable(self.folder):
            return self.database.readings_at(path)

    def refresh(self, stored: StoredReading) -> None:
        """Put a new reading of a kept original in place of the old one."""
        with self.lock(), _readable(self.folder):
            self._note_reading(stored)
            with self.database.transaction():
                self.database.put_reading(stored)
                self.database.put_meta(_TRACED_BY, "")

    def fail(self, failure: Failure, sha256: str | None) -> None:
        """Note in the log that an input could not be read; once for the same bytes and reason."""
        detail = {"code": failure.code}
        with self.lock(), _readable(self.folder):
            seen = (sha256, failure.path, detail)
            if not any(
                e.action == "failed" and (e.sha256, e.path, e.detail) == seen
                for e in self.log.entries()
            ):
                self.log.append("failed", sha256=sha256, path=failure.path, detail=detail)

    def stored(self) -> tuple[StoredReading, ...]:
        """The readings with the versions of the readers that made them."""
        with _readable(self.folder):
            return self.database.readings()

    def outdated(self, current: Collection[str]) -> tuple[StoredReading, ...]:
        """The stored readings that none of the current readers made."""
        with _readable(self.folder):
            return tuple(s for s in self.database.readings() if s.reader not in current)

    def readings(self) -> tuple[Reading, ...]:
        """What each report says, in the order of path and digest."""
        return tuple(stored.reading for stored in self.stored())

    def unfinished(self) -> tuple[tuple[str, str], ...]:
        """Digest and path of reports that are in the log and, after a crash, not in the tables."""
        with _readable(self.folder):
            paths = self.database.paths()
            return tuple(
                (e.sha256, e.path)
                for e in self.log.entries()
                if e.action == "added" and e.sha256 and e.path is not None
                if e.path not in paths.get(e.sha256, ())
            )

    # -- the traced case

    def load(self) -> Case:
        """The case as it was last traced."""
        with _readable(self.folder):
            return self.database.load()

    def save(self, case: Case, *, by: str = "") -> bool:
        """Keep the traced case; False, and nothing written, where it is the one already kept.

        `by` names the version of the program that traced it, for `settled()`.
        """
        sha256 = codec.lasting_digest(case)
        with self.lock(), _readable(self.folder):
            if self._logged_case(sha256) == case:
                self._note(_TRACED_BY, by)
                return False
            entry = self.log.append("traced", sha256=sha256, path=None)
            with self.database.transaction():
                self.database.save(case)
                self.database.put_meta("log_seq", str(entry.seq))
                self.database.put_meta("log_hash", entry.hash)
                self.database.put_meta("traced", entry.hash)
                self.database.put_meta(_TRACED_BY, by)
            return True

    def settled(self, by: str) -> Case | None:
        """The traced case, where this version of the program need do nothing more about it.

        That is: it traced these very readings, the rows are those that were logged, and the brief
        is as it was written.
        """
        with _readable(self.folder):
            if not by or self.database.meta(_TRACED_BY) != by:
                return None
            if self.database.meta(_BRIEF) != self._brief_digest():
                return None
            return self._logged_case()

    def _logged_case(self, sha256: str | None = None) -> Case | None:
        """The stored case, if it is the one that was logged last (and has this digest)."""
        last = self.last_traced()
        if last is None or sha256 not in (None, last.sha256):
            return None
        case = self.database.load()
        return case if codec.lasting_digest(case) == last.sha256 else None

    # -- what was decided

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order in which they were made."""
        with _readable(self.folder):
            return self.database.decisions()

    def stamp(self) -> tuple[str, int]:
        """What changes when the traced case or its decisions do: cheap to ask for."""
        with _readable(self.folder):
            return self.database.meta("traced") or "", self.database.last_decision()

    def decide(self, draft: Decision, contests: Contests = nobody) -> Decision:
        """Append a decision; see `decide_all`."""
        return self.decide_all((draft,), contests)[0]

    def decide_all(
        self, drafts: Iterable[Decision], contests: Contests = nobody
    ) -> tuple[Decision, ...]:
        """Append decisions: each to the log, which holds all of it, then to the tables.

        `contests` is asked, with what was decided so far, whether a draft disagrees with a
        decision that its author had not seen; no other decision can come between.
        """
        with self.lock(), _readable(self.folder):
            return self._decisions.keep(drafts, contests)

    def replay(self) -> None:
        """Take into the tables the decisions that the log has and a crash kept from them."""
        with self.lock(), _readable(self.folder):
            self._decisions.replay()

    def last_traced(self) -> Entry | None:
        """The log's last line about tracing."""
        return next((e for e in reversed(self.log.entries()) if e.action == "traced"), None)

    def write_brief(self, text: str, page: str) -> Path:
        """Write `brief.txt` and `brief.html`, each only where it changes; the path of the page."""
        with self.lock(), _readable(self.folder):
            write_atomically(self.folder / "brief.txt", text.encode("utf-8"))
            write_atomically(self.folder / "brief.html", page.encode("utf-8"))
            self._note(_BRIEF, self._brief_digest())
        return self.folder / "brief.html"

    def write(self, name: str, data: bytes) -> Path:
        """Write a file that is made of the case, where it changes; its path."""
        with self.lock():
            write_atomically(self.folder / name, data)
        return self.folder / name

    def keep_stamp(self, token: bytes, head: Entry, *, authority: str, time: str) -> Stamped:
        """Keep an authority's stamp of a line of the log, and log it."""
        sha256 = hashlib.sha256(token).hexdigest()
        name = f"stamps/{head.seq:06}.tsr"
        detail = {"authority": authority, "of": str(head.seq), "hash": head.hash, "time": time}
        with self.lock(), _readable(self.folder):
            write_atomically(self.folder / name, token, mode=0o444)
            self.log.append("stamped", sha256=sha256, path=name, detail=detail)
        return Stamped(self.folder / name, head.seq, head.hash, time, sha256)

    def stamps(self) -> tuple[Stamped, ...]:
        """Every stamp that the log names, whether it lies there or not."""
        with _readable(self.folder):
            return stamps_in(self.folder, self.log.entries())

    def mark(self) -> str:
        """What tells this case from every other: the hash of the first line of its log."""
        with _readable(self.folder):
            return next((entry.hash[:16] for entry in self.log.entries()), "empty")

    def as_given(self) -> dict[str, str]:
        """Originals that are kept as a feed gave them, with the code of what stood in the way."""
        with _readable(self.folder):
            added = [e for e in self.log.entries() if e.action == "added" and e.sha256]
            return {str(e.sha256): e.detail["as_given"] for e in added if "as_given" in e.detail}

    def check(self, retrace: Retrace | None = None) -> tuple[Problem, ...]:
        """Hold the parts of the case against each other; empty where all agree.

        `retrace` makes a Case of readings; with it, the derived rows are made anew and compared.
        """
        with nullcontext() if self._held else shared(self.folder / ".lock"):
            return problems_of(self.originals, self.log, self.database, retrace)

    def _note(self, key: str, value: str) -> None:
        if self.database.meta(key) != value:
            with self.database.transaction():
                self.database.put_meta(key, value)

    def _brief_digest(self) -> str:
        """Of both files, and what was decided by then; empty where one is missing."""
        files = [self.folder / name for name in ("brief.txt", "brief.html")]
        if not all(map(Path.is_file, files)):
            return ""
        parts = (hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
        after = self.database.last_decision()
        return " ".join((*parts, f"after {after}")) if after else " ".join(parts)

    def _note_reading(self, stored: StoredReading) -> None:
        detail = {"reader": stored.reader, "reading": codec.digest(stored.reading)}
        self.log.append("read", sha256=stored.sha256, path=stored.path, detail=detail)


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    """Damage to the log or the database, as a CaseError; a full or closed disk as an OSError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        number = _OF_THE_DISK.get(error.sqlite_errorcode & 0xFF)
        if number is None:
            raise _damaged(folder, error) from error
        raise OSError(number, os.strerror(number), str(folder / "case.sqlite")) from error
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> CaseError:
    return CaseError(
        "case-damaged",
        f"The case in {folder} is damaged ({error}): earwitness check {folder} says where.",
    )
