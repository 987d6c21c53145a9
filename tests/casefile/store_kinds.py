"""The two kinds of case, and the hands of somebody who changes them behind the program's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from earwitness.casefile import CaseFolder, CasePlace, CaseServer, CaseStore, place_of, store_at
from postgres_server import Postgres

GUARDED = ("custody", "originals", "decisions")


class Kind(Protocol):
    """What a test needs of a kind of case."""

    def place(self) -> CasePlace:
        """A place where no case is yet."""

    def sql(self, store: CaseStore, statement: str) -> None:
        """Change the tables."""

    def put_original(self, store: CaseStore, sha256: str, data: bytes) -> None:
        """Put other bytes under a digest."""

    def drop_original(self, store: CaseStore, sha256: str) -> None:
        """Take an original away."""

    def rewrite_log(self, store: CaseStore, lines: Iterable[str]) -> None:
        """Put other lines in place of the log."""

    def everything(self, store: CaseStore) -> object:
        """All that the case is, to the byte."""


class OnDisk:
    """Cases in folders."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._made = folder, 0

    def place(self) -> Path:
        self._made += 1
        return self.folder / f"case-{self._made}"

    def sql(self, store: CaseStore, statement: str) -> None:
        assert isinstance(store, CaseFolder)
        store.close()
        connection = sqlite3.connect(store.folder / "case.sqlite")
        with connection:
            for table in ("stay", "are_kept"):
                connection.execute(f"DROP TRIGGER IF EXISTS decisions_{table}")
            connection.execute(statement)
        connection.close()

    def put_original(self, store: CaseStore, sha256: str, data: bytes) -> None:
        assert isinstance(store, CaseFolder)
        path = store.originals.path_of(sha256)
        path.chmod(0o644)
        path.write_bytes(data)

    def drop_original(self, store: CaseStore, sha256: str) -> None:
        assert isinstance(store, CaseFolder)
        store.originals.path_of(sha256).unlink()

    def rewrite_log(self, store: CaseStore, lines: Iterable[str]) -> None:
        assert isinstance(store, CaseFolder)
        store.log.path.write_text("".join(f"{line}\n" for line in lines))

    def everything(self, store: CaseStore) -> object:
        assert isinstance(store, CaseFolder)
        store.close()
        return {str(p): p.read_bytes() for p in sorted(store.folder.rglob("*")) if p.is_file()}


class OnServer:
    """Cases on the server of the tests."""

    def __init__(self, postgres: Postgres) -> None:
        self.postgres = postgres

    def place(self) -> CasePlace:
        return place_of(self.postgres.fresh())

    def sql(self, store: CaseStore, statement: str) -> None:
        """As the owner of the tables, who can take the guards off."""
        self._run(store, statement, "SELECT 1")

    def _run(self, store: CaseStore, *statements: str) -> list[list[object]]:
        assert isinstance(store, CaseServer)
        off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in GUARDED]
        on = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in GUARDED]
        first = f"SET search_path TO {store.server.case}"
        return self.postgres.sql(first, *off, *statements[:-1], *on, statements[-1])

    def put_original(self, store: CaseStore, sha256: str, data: bytes) -> None:
        query = f"UPDATE originals SET data = '\\x{data.hex()}' WHERE sha256 = '{sha256}'"
        self._run(store, query, "SELECT 1")

    def drop_original(self, store: CaseStore, sha256: str) -> None:
        self._run(store, f"DELETE FROM originals WHERE sha256 = '{sha256}'", "SELECT 1")

    def rewrite_log(self, store: CaseStore, lines: Iterable[str]) -> None:
        inserts = [
            f"INSERT INTO custody VALUES ({at}, '{line.replace(chr(39), chr(39) * 2)}')"
            for at, line in enumerate(lines, start=1)
        ]
        self._run(store, "DELETE FROM custody", *inserts, "SELECT 1")

    def everything(self, store: CaseStore) -> object:
        assert isinstance(store, CaseServer)
        case = store.server.case
        tables = self.postgres.sql(
            f"SELECT tablename FROM pg_tables WHERE schemaname = '{case}' ORDER BY tablename"
        )
        return {
            str(name): sorted(map(str, self.postgres.sql(f"SELECT * FROM {case}.{name}")))
            for (name,) in tables
        }


def opened(place: CasePlace, **more: object) -> CaseStore:
    """The case there, made if there is none."""
    return store_at(place, version="1", create=True, **more)  # type: ignore[arg-type]
