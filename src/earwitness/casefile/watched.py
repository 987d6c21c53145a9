"""What is watched for a case, and how far that has come; in the tables of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .database import Database

_SINCE = "watched_since"


@dataclass(frozen=True, slots=True)
class State:
    """What a site said of an address when it last gave it, and the digest of what it gave."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    checked: str | None = None

    def conditions(self) -> dict[str, str]:
        """The headers with which a site gives only what is newer."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


class Watched:
    """Every method that writes is a transaction of its own, made when its work is done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def urls(self) -> tuple[str, ...]:
        """The addresses that were watched before, in the order of the alphabet."""
        return tuple(row[0] for row in self._rows("SELECT url FROM watched ORDER BY url"))

    def state(self, url: str) -> State:
        """What is known of an address."""
        query = "SELECT url, etag, last_modified, sha256, checked FROM watched WHERE url = ?"
        found = self._rows(query, url)
        return State(*found[0]) if found else State(url)

    def put(self, state: State) -> None:
        """Keep the state, once all that the address gave is dealt with."""
        self._write(
            "INSERT INTO watched VALUES (?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET"
            " etag = excluded.etag, last_modified = excluded.last_modified,"
            " sha256 = excluded.sha256, checked = excluded.checked",
            [(state.url, state.etag, state.last_modified, state.sha256, state.checked)],
        )

    def has_entry(self, feed: str, entry: str) -> bool:
        """Whether an entry of a feed was dealt with."""
        query = "SELECT 1 FROM watched_entries WHERE feed = ? AND entry = ?"
        return bool(self._rows(query, feed, entry))

    def put_entry(self, feed: str, entry: str) -> None:
        """Keep that an entry was dealt with."""
        query = "INSERT INTO watched_entries VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._write(query, [(feed, entry)])

    def told(self) -> frozenset[str] | None:
        """The originals of which it has been told what they change; None before the first time."""
        if self._database.meta(_SINCE) is None:
            return None
        return frozenset(row[0] for row in self._rows("SELECT sha256 FROM told"))

    def put_told(self, originals: Iterable[str], time: str) -> None:
        """Keep that it has been told of these."""
        rows = [(sha256,) for sha256 in originals]
        with self._database.transaction():
            self._write("INSERT INTO told VALUES (?) ON CONFLICT DO NOTHING", rows)
            if self._database.meta(_SINCE) is None:
                self._database.put_meta(_SINCE, time)

    def _rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        return self._database.connection.execute(query, values)

    def _write(self, query: str, rows: Iterable[tuple[str | None, ...]]) -> None:
        with self._database.transaction():
            for row in rows:
                self._database.connection.execute(query, row)
