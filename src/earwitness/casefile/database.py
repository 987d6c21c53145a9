"""The one SQLite file with everything derived; other tools can open it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from earwitness.model import Case, Decision, Link, Reading

from . import codec
from .codec import field_names
from .errors import CaseError
from .rows import TABLES, from_row, link_rows, row_of, trace_rows, traces_from

MIGRATIONS = (
    "0001-first", "0002-figures", "0003-entries", "0004-captures", "0005-passages", "0006-amounts",
    "0007-decisions",
)  # fmt: skip
SCHEMA_VERSION = len(MIGRATIONS)
_TRACE = ("statement", "roots", "true_on_word_of")


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading as the case keeps it: of which bytes, and which version of the reader made it."""

    sha256: str
    path: str | None
    reader: str
    reading: Reading


class Database:
    """`case.sqlite`. Every writing method runs inside `transaction()`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.create = False  # whether a missing file is made; otherwise it is damage
        self._connection: sqlite3.Connection | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, with the schema brought up to date."""
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode={'rwc' if self.create else 'rw'}",
                uri=True,
                isolation_level=None,
                timeout=60,
            )
            self._connection.execute("PRAGMA synchronous = FULL")
            self._migrate()
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block is written, or none of it."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:  # on a full disk SQLite has rolled back by itself
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    @contextmanager
    def _snapshot(self) -> Iterator[None]:
        """All of the block sees one state of the tables, whatever another process writes."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    # -- what was read

    def readings(self) -> tuple[StoredReading, ...]:
        """Every stored reading, in the order of path and digest."""
        rows = self.connection.execute(
            "SELECT sha256, path, reader, reading FROM readings ORDER BY coalesce(path, ''), sha256"
        )
        return tuple(
            StoredReading(sha, path, reader, codec.decode(Reading, json.loads(text)))
            for sha, path, reader, text in rows
        )

    def reading_digests(self) -> tuple[tuple[str, str | None, str], ...]:
        """Digest of the original, path, and SHA-256 of the reading as it is stored."""
        rows = self.connection.execute(
            "SELECT sha256, path, reading FROM readings ORDER BY coalesce(path, ''), sha256"
        )
        return tuple(
            (sha, path, hashlib.sha256(text.encode("utf-8")).hexdigest())
            for sha, path, text in rows
        )

    def reader_of(self, sha256: str) -> tuple[str | None, str] | None:
        """Path and reader version of a stored reading; None where there is none."""
        row = self.connection.execute(
            "SELECT path, reader FROM readings WHERE sha256 = ?", (sha256,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def reading_of(self, sha256: str, path: str | None, reader: str) -> Reading | None:
        """The stored reading, if it was made by this reader under this path."""
        row = self.connection.execute(
            "SELECT reading FROM readings WHERE sha256 = ? AND path IS ? AND reader = ?",
            (sha256, path, reader),
        ).fetchone()
        return codec.decode(Reading, json.loads(row[0])) if row else None

    def put_reading(self, stored: StoredReading) -> None:
        """Store a reading in place of an older one of the same bytes."""
        self.connection.execute(
            "INSERT OR REPLACE INTO readings (sha256, path, url, reader, reading)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                stored.sha256,
                stored.path,
                stored.reading.document.url,
                stored.reader,
                codec.dumps(stored.reading),
            ),
        )

    def readings_at(self, path: str) -> tuple[Reading, ...]:
        """The readings of all originals that were given under this name."""
        rows = self.connection.execute(
            "SELECT reading FROM readings JOIN paths USING (sha256) WHERE paths.path = ?", (path,)
        )
        return tuple(codec.decode(Reading, json.loads(text)) for (text,) in rows)

    def paths(self) -> dict[str, tuple[str, ...]]:
        """The names under which each original was given, in the order of the alphabet."""
        found: dict[str, tuple[str, ...]] = {}
        for sha, path in self.connection.execute(
            "SELECT sha256, path FROM paths ORDER BY sha256, path"
        ):
            found[sha] = (*found.get(sha, ()), path)
        return found

    def paths_of(self, sha256: str) -> tuple[str, ...]:
        """The names under which one original was given, in the order of the alphabet."""
        query = "SELECT path FROM paths WHERE sha256 = ? ORDER BY path"
        return tuple(row[0] for row in self.connection.execute(query, (sha256,)))

    def put_path(self, sha256: str, path: str) -> None:
        """Keep one more name of an original."""
        self.connection.execute("INSERT OR IGNORE INTO paths VALUES (?, ?)", (sha256, path))

    # -- what was traced

    def load(self) -> Case:
        """The traced case as it was saved; an empty one where none was."""
        with self._snapshot():
            return self._load()

    def _load(self) -> Case:
        parts: dict[str, Any] = {
            table: tuple(from_row(kind, row) for row in self._rows(table, field_names(kind)))
            for table, kind in TABLES.items()
        }
        traces = self._rows("traces", _TRACE)
        links = self._rows("links", ("statement", "step", *field_names(Link)))
        parts["traces"] = traces_from(traces, links)
        return Case(**parts)

    def save(self, case: Case) -> None:
        """Put the case in place of the one before."""
        for table, kind in TABLES.items():
            self._fill(table, field_names(kind), [row_of(thing) for thing in getattr(case, table)])
        self._fill("traces", _TRACE, trace_rows(case))
        self._fill("links", ("statement", "step", *field_names(Link)), link_rows(case))

    # -- what was decided

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order in which they were made."""
        rows = self.connection.execute("SELECT body FROM decisions ORDER BY seq")
        return tuple(codec.decode(Decision, json.loads(row[0])) for row in rows)

    def decision_digests(self) -> tuple[tuple[int, str], ...]:
        """Number and SHA-256 of each decision, of the very text that is stored."""
        rows = self.connection.execute("SELECT seq, body FROM decisions ORDER BY seq")
        return tuple((seq, hashlib.sha256(body.encode()).hexdigest()) for seq, body in rows)

    def last_decision(self) -> int:
        """The number of the last decision, 0 where there is none."""
        found: int = self.connection.execute(
            "SELECT coalesce(max(seq), 0) FROM decisions"
        ).fetchone()[0]
        return found

    def put_decision(self, made: Decision) -> None:
        """Append a decision."""
        self.connection.execute(
            "INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(made.seq, made.time, made.by, made.act, made.target.kind, made.target.id),
                *(made.why, made.saw, made.contests, codec.dumps(made)),
            ),
        )

    def meta(self, key: str) -> str | None:
        """A value of the table `meta`."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put_meta(self, key: str, value: str) -> None:
        """Set a value of the table `meta`."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def faults(self) -> tuple[str, ...]:
        """What SQLite itself finds wrong with the file."""
        found = [row[0] for row in self.connection.execute("PRAGMA integrity_check")]
        return tuple(line for line in found if line != "ok")

    def _rows(self, table: str, columns: Iterable[str]) -> list[tuple[Any, ...]]:
        # Table and column names are our own constants, never input.
        names = ", ".join(f'"{name}"' for name in columns)
        query = f"SELECT {names} FROM {table} ORDER BY position"  # noqa: S608
        return self.connection.execute(query).fetchall()

    def _fill(self, table: str, columns: Iterable[str], rows: list[Any]) -> None:
        self.connection.execute(f"DELETE FROM {table}")  # noqa: S608
        named = [f'"{name}"' for name in ("position", *columns)]
        query = f"INSERT INTO {table} ({', '.join(named)}) VALUES ({', '.join('?' * len(named))})"  # noqa: S608
        self.connection.executemany(query, [(at, *row) for at, row in enumerate(rows)])

    def _migrate(self) -> None:
        assert self._connection is not None  # noqa: S101
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise CaseError(
                "newer-case",
                f"{self.path} was written by a later version of earwitness: update the program.",
            )
        for number in range(version + 1, SCHEMA_VERSION + 1):
            with self.transaction():
                self._apply(number, MIGRATIONS[number - 1])

    def _apply(self, number: int, name: str) -> None:
        connection = self.connection
        for statement in _statements(name):
            connection.execute(statement)
        connection.execute("INSERT OR IGNORE INTO migrations VALUES (?, ?)", (number, name))
        connection.execute(f"PRAGMA user_version = {number}")
        self.put_meta("schema", str(number))


def _statements(name: str) -> Iterator[str]:
    script = resources.files("earwitness.casefile").joinpath(f"migrations/{name}.sql")
    part = ""
    for line in script.read_text(encoding="utf-8").splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""
