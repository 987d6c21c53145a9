"""The parts of a case, whatever they lie on: a folder of this machine, or a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from .custody import CustodyLog
    from .database import Database

Row = tuple[Any, ...]
Hold = Callable[[], AbstractContextManager[None]]
"""Holds the case while a block runs: alone, or beside others who only look."""


class Connection(Protocol):
    """Tables. Queries have `?` for values, and are such that SQLite and PostgreSQL take them."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""

    @property
    def alive(self) -> bool:
        """Whether it still stands; a server can go away."""

    def execute(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Run one query; its rows."""

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add many rows."""

    def begin(self, *, write: bool) -> None:
        """Open a transaction; one that only reads sees one state of the tables."""

    def end(self, *, keep: bool) -> None:
        """Close the transaction."""

    def layout(self) -> int:
        """How many steps of `migrations/` the tables have."""

    def migrate(self, number: int, name: str) -> None:
        """Take one step, in the transaction that is open."""

    def faults(self) -> tuple[str, ...]:
        """What the system that keeps the tables finds wrong with them."""

    def close(self) -> None:
        """Let go."""


class Originals(Protocol):
    """The reports as they came, byte for byte, each under the SHA-256 of its bytes."""

    def keep(self, data: bytes) -> str:
        """Store the bytes, unless they are there; their SHA-256."""

    def keep_file(self, source: Path, sha256: str) -> None:
        """The same for a file whose digest is known."""

    def has(self, sha256: str) -> bool:
        """Whether there are bytes under this digest."""

    def read(self, sha256: str) -> bytes:
        """The bytes; raises OSError where they are missing."""

    def held(self) -> tuple[str, ...]:
        """The digests under which something lies here, sorted."""

    def strangers(self) -> tuple[str, ...]:
        """Names of what does not belong here, sorted."""

    def sweep(self) -> None:
        """Remove what an interrupted write left behind. Only while the case is held."""

    def intact(self, sha256: str) -> bool:
        """Whether the bytes still have the digest under which they lie."""


class Files(Protocol):
    """What lies beside originals, log and tables, each under a name such as `stamps/000012.tsr`."""

    def read(self, name: str) -> bytes | None:
        """The bytes; None where there is no such file."""

    def write(self, name: str, data: bytes) -> bool:
        """Put the bytes in place, all or none; False where they stand there already."""

    def append(self, name: str, data: bytes) -> None:
        """Add to the end, and return when it will last."""

    def remove(self, name: str) -> None:
        """Take the file away, if it is there."""

    def names(self) -> tuple[str, ...]:
        """All names, sorted."""

    def shown(self, name: str) -> str:
        """Where a person finds the file."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A case in its parts. `place` is what messages call it; no password is in it."""

    place: str
    name: str
    originals: Originals
    log: CustodyLog
    database: Database
    files: Files
    alone: Hold
    beside: Hold


PRIVATE = frozenset({"publish.key", "accounts.json"})
"""Files that nobody but the owner of the case may read."""


APART = "apart/"
"""What recordings say of themselves: the owner's alone."""


def mode_of(name: str) -> int:
    """The mode of a file: private ones are the owner's, stamps are written once."""
    if name in PRIVATE or name.startswith(APART):
        return 0o600
    return 0o444 if name.startswith("stamps/") else 0o644
