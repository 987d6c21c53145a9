"""Tables in one SQLite file, which other tools can open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from .parts import Row


class SqliteConnection:
    """An open `case.sqlite`. `create` says that a missing file is made; otherwise it is damage."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._base = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
            uri=True,
            isolation_level=None,
            timeout=60,
        )
        self.execute("PRAGMA synchronous = FULL")

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._base.in_transaction

    @property
    def alive(self) -> bool:
        """A file does not go away."""
        return True

    def execute(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one query; its rows."""
        return self._base.execute(query, values).fetchall()

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add many rows."""
        # Table and column names are our own constants, never input.
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        self._base.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608

    def begin(self, *, write: bool) -> None:
        """Open a transaction; one that writes waits until no other does."""
        self.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    def end(self, *, keep: bool) -> None:
        """Close the transaction."""
        if keep:
            self.execute("COMMIT")
        elif self.in_transaction:  # on a full disk SQLite has rolled back by itself
            self.execute("ROLLBACK")

    def layout(self) -> int:
        """How many steps of `migrations/` the file has."""
        found: int = self.execute("PRAGMA user_version")[0][0]
        return found

    def migrate(self, number: int, name: str) -> None:
        """Take one step."""
        for statement in _statements(name):
            self.execute(statement)
        self.execute(f"PRAGMA user_version = {number}")

    def faults(self) -> tuple[str, ...]:
        """What SQLite itself finds wrong with the file."""
        found = [row[0] for row in self.execute("PRAGMA integrity_check")]
        return tuple(line for line in found if line != "ok")

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()


def _statements(name: str) -> Iterator[str]:
    script = resources.files("earwitness.casefile").joinpath(f"migrations/{name}.sql")
    part = ""
    for line in script.read_text(encoding="utf-8").splitlines(keepends=True):
        part += line
        if sqlite3.complete_statement(part):
            yield part
            part = ""
