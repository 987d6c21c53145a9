"""A case in one schema of a PostgreSQL database: originals, tables, log and files together.

A change is one transaction, and one at a time in a case, whoever makes it: a crash leaves the case
before it or after it, and of two editors who decide at once the second sees what the first decided.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from earwitness.casefile.custody import Clock, CustodyLog, system_clock
from earwitness.casefile.database import Database
from earwitness.casefile.errors import CaseError
from earwitness.casefile.parts import Parts
from earwitness.casefile.store import CaseStore
from earwitness.model import Case

from .address import Server
from .postgres import PostgresConnection
from .words import matching, said

LARGEST = 500_000_000
"""Bytes; the largest original or file that a server keeps."""

_PART = 1 << 22


class CaseServer(CaseStore):
    """A case on a server."""

    def __init__(
        self, server: Server, *, version: str, clock: Clock = system_clock, create: bool = False
    ) -> None:
        self.server = server
        connect = partial(PostgresConnection, server, create=create)
        tables = Database(connect, str(server))
        super().__init__(
            Parts(
                place=str(server),
                name=server.case,
                originals=ServedOriginals(tables),
                log=ServedLog(tables, version=version, clock=clock),
                database=tables,
                files=ServedFiles(tables, str(server)),
                alone=tables.transaction,
                beside=tables.snapshot,
            )
        )

    @classmethod
    def create(cls, server: Server, *, version: str, clock: Clock = system_clock) -> CaseServer:
        """Open the case, making it if there is none."""
        made = cls(server, version=version, clock=clock, create=True)
        with made.changing():
            pass
        return made

    @classmethod
    def open(cls, server: Server, *, version: str, clock: Clock = system_clock) -> CaseServer:
        """Open a case that is there. Raises CaseError where there is none."""
        made = cls(server, version=version, clock=clock)
        made.database.connection  # noqa: B018 - asks the server
        return made

    def release(self) -> None:
        """Keep the connection."""

    def saved(self, case: Case) -> None:
        """Write the index of words with the case."""
        connection = self.database.connection
        connection.execute("DELETE FROM said")
        connection.insert("said", ("statement", "words", "speaker", "terms"), said(case))

    def statements_with(self, asked: str) -> set[str] | None:
        """Ask the index of the server."""
        with self.readable():
            return matching(self.database.connection, asked)


class ServedLog(CustodyLog):
    """The table `custody`: the very lines of a `custody.log`, which nobody can change."""

    def __init__(self, tables: Database, *, version: str, clock: Clock) -> None:
        self._tables, self.version, self.clock = tables, version, clock

    def lines(self) -> list[bytes]:
        """Every line."""
        rows = self._tables.connection.execute("SELECT line FROM custody ORDER BY seq")
        return [row[0].encode("utf-8") for row in rows]

    def last_line(self) -> bytes | None:
        """The last line."""
        query = "SELECT line FROM custody ORDER BY seq DESC LIMIT 1"
        rows = self._tables.connection.execute(query)
        return rows[0][0].encode("utf-8") if rows else None

    def write(self, lines: Sequence[bytes], *, after: int) -> None:
        """Add lines. No two can have one number: the table refuses the second."""
        rows = [(after + at, line.decode("ascii")) for at, line in enumerate(lines, start=1)]
        with self._tables.transaction():
            if len(rows) == 1:
                self._tables.connection.execute("INSERT INTO custody VALUES (?, ?)", rows[0])
            else:
                self._tables.connection.insert("custody", ("seq", "line"), rows)

    def torn(self) -> bool:
        """Never: a transaction is whole."""
        return False

    def mend(self) -> None:
        """Nothing is ever torn."""


class ServedOriginals:
    """The table `originals`, in parts: no answer of the server is larger than one of them."""

    def __init__(self, tables: Database) -> None:
        self._tables = tables

    def keep(self, data: bytes) -> str:
        """Store the bytes, unless they are there; their SHA-256."""
        _bounded(data, "An original")
        sha256 = hashlib.sha256(data).hexdigest()
        if not self.has(sha256):
            parts = (data[at : at + _PART] for at in range(0, max(1, len(data)), _PART))
            with self._tables.transaction():
                for at, part in enumerate(parts):
                    query = "INSERT INTO originals VALUES (?, ?, ?)"
                    self._tables.connection.execute(query, (sha256, at, part))
        return sha256

    def keep_file(self, source: Path, sha256: str) -> None:
        """The same for a file whose digest is known."""
        if not self.has(sha256):
            _bounded_size(source.stat().st_size, "An original")
            self.keep(source.read_bytes())

    def has(self, sha256: str) -> bool:
        """Whether there are bytes under this digest."""
        query = "SELECT 1 FROM originals WHERE sha256 = ? AND part = 0"
        return bool(self._tables.connection.execute(query, (sha256,)))

    def read(self, sha256: str) -> bytes:
        """The bytes; raises OSError where they are missing."""
        asked = "SELECT part FROM originals WHERE sha256 = ? ORDER BY part"
        query = "SELECT data FROM originals WHERE sha256 = ? AND part = ?"
        connection = self._tables.connection
        parts = [row[0] for row in connection.execute(asked, (sha256,))]
        if not parts:
            raise FileNotFoundError(2, "No such original", sha256)
        return b"".join(connection.execute(query, (sha256, part))[0][0] for part in parts)

    def held(self) -> tuple[str, ...]:
        """The digests under which something lies here, sorted."""
        rows = self._tables.connection.execute("SELECT DISTINCT sha256 FROM originals")
        return tuple(sorted(row[0] for row in rows))

    def strangers(self) -> tuple[str, ...]:
        """None: the table takes nothing but digests."""
        return ()

    def sweep(self) -> None:
        """Nothing is left behind."""

    def intact(self, sha256: str) -> bool:
        """Whether the bytes still have the digest under which they lie."""
        return hashlib.sha256(self.read(sha256)).hexdigest() == sha256


class ServedFiles:
    """The table `files`."""

    def __init__(self, tables: Database, place: str) -> None:
        self._tables, self._place = tables, place

    def read(self, name: str) -> bytes | None:
        """The bytes; None where there is no such file."""
        query = "SELECT data FROM files WHERE name = ?"
        rows = self._tables.connection.execute(query, (name,))
        return rows[0][0] if rows else None

    def write(self, name: str, data: bytes) -> bool:
        """Put the bytes in place; False where they stand there already."""
        if self.read(name) == data:
            return False
        _bounded(data, name)
        self._tables.connection.execute(
            "INSERT INTO files VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET data = excluded.data",
            (name, data),
        )
        return True

    def append(self, name: str, data: bytes) -> None:
        """Add to the end."""
        self._tables.connection.execute(
            "INSERT INTO files VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET data = files.data || excluded.data",
            (name, data),
        )

    def remove(self, name: str) -> None:
        """Take the file away, if it is there."""
        self._tables.connection.execute("DELETE FROM files WHERE name = ?", (name,))

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""
        rows = self._tables.connection.execute("SELECT name FROM files")
        return tuple(sorted(row[0] for row in rows))

    def shown(self, name: str) -> str:
        """The name, and the case that has it."""
        return f"{name} in {self._place}"


def _bounded(data: bytes, what: str) -> None:
    _bounded_size(len(data), what)


def _bounded_size(size: int, what: str) -> None:
    if size > LARGEST:
        raise CaseError(
            "too-large-for-server",
            f"{what} has {size:,} bytes: a server keeps at most {LARGEST:,} in one piece.",
        )
