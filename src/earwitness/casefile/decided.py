"""What was decided: appended, never changed; no decision is lost, whoever decides beside."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC

from earwitness.model import Decision

from . import codec
from .custody import Entry
from .held import Held

Contests = Callable[[tuple[Decision, ...], Decision], int | None]


def nobody(_before: tuple[Decision, ...], _draft: Decision) -> None:
    """Where nobody else decides."""


class Decisions(Held):
    """The decisions of a case. Those that were read once are remembered: none ever changes."""

    _known: tuple[Decision, ...] = ()

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order in which they were made."""
        with self.readable():
            last = self._known[-1:]
            newer = self.database.decisions(last[0].seq if last else 0)
            if newer[: len(last)] != last:  # another case lies here now
                last, newer, self._known = (), self.database.decisions(), ()
            self._known += newer[len(last) :]
            return self._known

    def forget(self) -> None:
        """Read them anew."""
        self._known = ()

    def stamp(self) -> tuple[str, int]:
        """What changes when the traced case or its decisions do: cheap to ask for."""
        with self.readable():
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
        with self.changing():
            end = self.log.last()
            # Whatever the last line is: one before it may be a decision that a crash kept back.
            if end and end.hash != self.database.meta("log_hash"):
                self.replay()
            return tuple(self._append(draft, contests) for draft in drafts)

    def replay(self) -> None:
        """Take into the tables the decisions that the log has and a crash kept from them."""
        with self.changing():
            last = self.database.last_decision()
            for entry in self.log.entries():
                if entry.action == "decided":
                    made = codec.decode(Decision, json.loads(entry.detail["decision"]))
                    if made.seq > last:
                        self._row(made, entry)

    def _append(self, draft: Decision, contests: Contests) -> Decision:
        before = self.decisions()
        now = self.clock().astimezone(UTC).isoformat(timespec="milliseconds")
        seq = before[-1].seq + 1 if before else 1
        made = replace(draft, seq=seq, time=now, contests=contests(before, draft))
        detail = {"decision": codec.dumps(made)}
        entry = self.log.append("decided", sha256=codec.digest(made), path=None, detail=detail)
        self._row(made, entry)
        return made

    def _row(self, made: Decision, entry: Entry) -> None:
        with self.database.transaction():
            self.database.put_decision(made)
            self.database.put_meta("log_seq", str(entry.seq))
            self.database.put_meta("log_hash", entry.hash)
