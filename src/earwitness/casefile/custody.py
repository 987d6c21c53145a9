"""The custody log: what was done to the case and when, each line chained to the one before.

A line is a JSON object with `seq`, `time`, `action`, `sha256`, `path`, `version`, `detail`, `prev`
and `hash`. `detail` of an addition names what
the original came out of: the archive or feed that held it, or the address, time and record of its
capture. `hash` is the SHA-256 of the line's canonical JSON without `hash`; `prev` is the hash of
the line before. Whoever changes, drops or inserts a line must rewrite every later one.
"""

from __future__ import annotations

import hashlib
import json
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from .parts import Files

Action = Literal[
    "added",
    "captured",
    "read",
    "traced",
    "failed",
    "stamped",
    "revealed",
    "hidden",
    "published",
    "decided",
    "named",
]
Clock = Callable[[], datetime]
BEFORE_THE_FIRST = "0" * 64
_END = 1 << 18  # bytes; no line is so long


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `sha256` is of the original, or of the traced case; None if unknown."""

    seq: int
    time: str
    action: Action
    sha256: str | None
    path: str | None
    version: str
    prev: str
    hash: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """The line as it stands in the file, without its end."""
        return _canonical(asdict(self))

    def right_hash(self) -> str:
        """The hash that the line should bear."""
        fields = asdict(self)
        del fields["hash"]
        return hashlib.sha256(_canonical(fields).encode("ascii")).hexdigest()


@dataclass(frozen=True, slots=True)
class Stamped:
    """A time stamp of a line of the log: where it lies, which line, and what the log says of it.

    `data` is the authority's answer; None where it is missing.
    """

    name: str
    place: str
    data: bytes | None
    seq: int
    hash: str
    time: str
    sha256: str


class CustodyLog(ABC):
    """The lines of a log, wherever they are kept. Append only under the lock of the case."""

    version: str
    clock: Clock

    def entries(self) -> tuple[Entry, ...]:
        """Every whole line; raises ValueError, with the line's number, where one is not of ours."""
        return tuple(_parsed(line, f"line {at}") for at, line in enumerate(self.lines(), start=1))

    def append(
        self,
        action: Action,
        *,
        sha256: str | None,
        path: str | None,
        detail: Mapping[str, str] | None = None,
    ) -> Entry:
        """Write one line that lasts; the entry as written."""
        self.mend()
        last = self.last()
        entry = Entry(
            seq=last.seq + 1 if last else 1,
            time=self.clock().astimezone(UTC).isoformat(timespec="milliseconds"),
            action=action,
            sha256=sha256,
            path=path,
            version=self.version,
            prev=last.hash if last else BEFORE_THE_FIRST,
            detail=dict(detail or {}),
        )
        sealed = _with_hash(entry)
        self.write([sealed.line().encode("ascii")], after=last.seq if last else 0)
        return sealed

    def last(self) -> Entry | None:
        """The last whole line; raises ValueError where it is not of ours."""
        line = self.last_line()
        return None if line is None else _parsed(line, "the last line")

    def breaks(self) -> tuple[str, ...]:
        """Each place where the chain does not hold, in words."""
        found, prev = [], BEFORE_THE_FIRST
        for at, entry in enumerate(self.entries(), start=1):
            if entry.seq != at:
                found.append(f"line {at} is numbered {entry.seq}")
            if entry.prev != prev:
                found.append(f"line {at} does not follow from the line before it")
            if entry.hash != entry.right_hash():
                found.append(f"line {at} was changed after it was written")
            prev = entry.hash
        return tuple(found)

    def data(self) -> bytes | None:
        """The whole lines as the bytes of a file; None where there is none yet."""
        lines = self.lines()
        return b"".join(line + b"\n" for line in lines) if lines else None

    @abstractmethod
    def lines(self) -> list[bytes]:
        """Every whole line, without its end."""

    @abstractmethod
    def last_line(self) -> bytes | None:
        """The last whole line."""

    @abstractmethod
    def write(self, lines: Sequence[bytes], *, after: int) -> None:
        """Add lines after the line of this number, and return when they will last."""

    @abstractmethod
    def torn(self) -> bool:
        """Whether the last line was cut off while it was being written."""

    @abstractmethod
    def mend(self) -> None:
        """Drop a line that was cut off."""


class LogFile(CustodyLog):
    """The file `custody.log`."""

    def __init__(self, path: Path, *, version: str, clock: Clock = system_clock) -> None:
        self.path, self.version, self.clock = path, version, clock

    def lines(self) -> list[bytes]:
        """Every whole line, without its end."""
        return self.path.read_bytes().split(b"\n")[:-1] if self.path.exists() else []

    def last_line(self) -> bytes | None:
        """The last whole line."""
        *whole, _torn = self._end().split(b"\n")
        return whole[-1] if whole else None

    def write(self, lines: Sequence[bytes], *, after: int) -> None:  # noqa: ARG002 - it is the end
        """Add lines, and flush them to the disk."""
        with self.path.open("ab") as file:
            file.write(b"".join(line + b"\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())

    def torn(self) -> bool:
        """Whether the last line was cut off while it was being written."""
        end = self._end()
        return bool(end) and not end.endswith(b"\n")

    def mend(self) -> None:
        """Drop a line that was cut off."""
        # Such a line was never acknowledged: its writer died before the flush came back.
        if self.torn():
            data = self.path.read_bytes()
            with self.path.open("r+b") as file:
                file.truncate(data.rfind(b"\n") + 1)

    def _end(self) -> bytes:
        """The last lines: appending must not grow slower as the log grows longer."""
        if not self.path.exists():
            return b""
        reach = _END
        with self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            while True:
                file.seek(max(0, size - reach))
                data = file.read()
                # The last line is whole where another one ends before it.
                if reach >= size or b"\n" in data[:-1]:
                    return data
                reach *= 4


def stamps_in(files: Files, entries: Iterable[Entry]) -> tuple[Stamped, ...]:
    """The stamps that the log names. The line that each is of is taken from the log itself."""
    lines = tuple(entries)
    hashes = {str(entry.seq): entry.hash for entry in lines}
    return tuple(
        Stamped(
            str(e.path), files.shown(str(e.path)), files.read(str(e.path)), int(e.detail["of"]),
            hashes.get(e.detail["of"], ""), e.detail["time"], str(e.sha256),
        )
        for e in lines
        if e.action == "stamped"
    )  # fmt: skip


def _with_hash(entry: Entry) -> Entry:
    return Entry(**{**asdict(entry), "hash": entry.right_hash()})


def _canonical(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, sort_keys=True, separators=(",", ":"))


def _parsed(line: bytes, where: str) -> Entry:
    try:
        return Entry(**json.loads(line))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where} is not a line of a custody log") from error
