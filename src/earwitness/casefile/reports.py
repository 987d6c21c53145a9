"""Reports in a case: kept, read, read anew."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from earwitness.model import Failure, Reading

from . import codec
from .database import StoredReading
from .held import Held

TRACED_BY = "traced_by"


class Reports(Held):
    """A report is kept in this order: the original, then the log, then the tables in one
    transaction. So a crash leaves at most a log line without its row, which `unfinished()` finds
    and a further reading mends.
    """

    def path_for(self, sha256: str, path: str) -> str:
        """The document's path once it is given under this name too: the first in the alphabet."""
        return min((path, *self.database.paths_of(sha256)))

    def current(self, sha256: str, path: str, reader: str) -> Reading | None:
        """The stored reading of these bytes, by this reader and under this path, if any."""
        with self.readable():
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
        with self.changing():
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
                self.database.put_meta(TRACED_BY, "")
            return True

    def keep_capture(self, data: bytes, path: str, came: Mapping[str, str]) -> str:
        """Keep a capture that is no report itself, such as a feed with its headers; its digest."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self.changing():
            if not self.originals.has(sha256):
                self.originals.keep(data)
                self.log.append("captured", sha256=sha256, path=path, detail=came)
        return sha256

    def readings_at(self, path: str) -> tuple[Reading, ...]:
        """What the originals say that were given under this name."""
        with self.readable():
            return self.database.readings_at(path)

    def refresh(self, stored: StoredReading) -> None:
        """Put a new reading of a kept original in place of the old one."""
        with self.changing():
            self._note_reading(stored)
            with self.database.transaction():
                self.database.put_reading(stored)
                self.database.put_meta(TRACED_BY, "")

    def fail(self, failure: Failure, sha256: str | None) -> None:
        """Note in the log that an input could not be read; once for the same bytes and reason."""
        detail = {"code": failure.code}
        with self.changing():
            seen = (sha256, failure.path, detail)
            if not any(
                e.action == "failed" and (e.sha256, e.path, e.detail) == seen
                for e in self.log.entries()
            ):
                self.log.append("failed", sha256=sha256, path=failure.path, detail=detail)

    def stored(self) -> tuple[StoredReading, ...]:
        """The readings with the versions of the readers that made them."""
        with self.readable():
            return self.database.readings()

    def outdated(self, current: Collection[str]) -> tuple[StoredReading, ...]:
        """The stored readings that none of the current readers made."""
        with self.readable():
            return tuple(s for s in self.database.readings() if s.reader not in current)

    def readings(self) -> tuple[Reading, ...]:
        """What each report says, in the order of path and digest."""
        return tuple(stored.reading for stored in self.stored())

    def readings_mark(self) -> str:
        """What changes when a reading does, or its path."""
        with self.readable():
            return codec.digest(self.database.reading_digests())

    def unfinished(self) -> tuple[tuple[str, str], ...]:
        """Digest and path of reports that are in the log and, after a crash, not in the tables."""
        with self.readable():
            paths = self.database.paths()
            return tuple(
                (e.sha256, e.path)
                for e in self.log.entries()
                if e.action == "added" and e.sha256 and e.path is not None
                if e.path not in paths.get(e.sha256, ())
            )

    def as_given(self) -> dict[str, str]:
        """Originals that are kept as a feed gave them, with the code of what stood in the way."""
        with self.readable():
            added = [e for e in self.log.entries() if e.action == "added" and e.sha256]
            return {str(e.sha256): e.detail["as_given"] for e in added if "as_given" in e.detail}

    def _note_reading(self, stored: StoredReading) -> None:
        detail = {"reader": stored.reader, "reading": codec.digest(stored.reading)}
        self.log.append("read", sha256=stored.sha256, path=stored.path, detail=detail)
