"""Decisions on disk: each a line of the custody log that holds all of it, then a row."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC

from earwitness.model import Decision

from . import codec
from .custody import CustodyLog, Entry
from .database import Database

Contests = Callable[[tuple[Decision, ...], Decision], int | None]


def nobody(_before: tuple[Decision, ...], _draft: Decision) -> None:
    """Where nobody else decides."""


class Decisions:
    """Appends decisions. Use it under the lock of the case."""

    def __init__(self, log: CustodyLog, database: Database) -> None:
        self.log, self.database = log, database

    def keep(self, drafts: Iterable[Decision], contests: Contests) -> tuple[Decision, ...]:
        """Number, date and append the drafts, one after the other; each as it was kept."""
        end = self.log.last()
        if end and end.action == "decided" and end.hash != self.database.meta("log_hash"):
            self.replay()
        before = list(self.database.decisions())
        first = len(before)
        for draft in drafts:
            now = self.log.clock().astimezone(UTC).isoformat(timespec="milliseconds")
            seq = before[-1].seq + 1 if before else 1
            other = contests(tuple(before), draft)
            before.append(self._append(replace(draft, seq=seq, time=now, contests=other)))
        return tuple(before[first:])

    def replay(self) -> None:
        """Take into the tables the decisions that the log has and a crash kept from them."""
        last = self.database.last_decision()
        for entry in self.log.entries():
            if entry.action == "decided":
                made = codec.decode(Decision, json.loads(entry.detail["decision"]))
                if made.seq > last:
                    self._row(made, entry)

    def _append(self, made: Decision) -> Decision:
        detail = {"decision": codec.dumps(made)}
        entry = self.log.append("decided", sha256=codec.digest(made), path=None, detail=detail)
        self._row(made, entry)
        return made

    def _row(self, made: Decision, entry: Entry) -> None:
        with self.database.transaction():
            self.database.put_decision(made)
            self.database.put_meta("log_seq", str(entry.seq))
            self.database.put_meta("log_hash", entry.hash)
