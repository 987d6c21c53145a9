"""A case, whatever it lies on: what every part of the program works with."""

from __future__ import annotations

import hashlib

from .check import Problem, Retrace, problems_of
from .custody import Entry, Stamped
from .decided import Decisions
from .notices import Notices
from .parts import Parts
from .traced import Traced
from .watched import Watched


class CaseStore(Traced, Decisions):
    """A case. Reading needs nothing; every change happens inside `with store.lock():`.

    It lies in a folder (`CaseFolder`) or on a server (`CaseServer`); both pass the same tests.
    """

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.watched = Watched(self.database)
        self.notices = Notices(self.files)

    def keep_stamp(self, token: bytes, head: Entry, *, authority: str, time: str) -> Stamped:
        """Keep an authority's stamp of a line of the log, and log it."""
        sha256 = hashlib.sha256(token).hexdigest()
        name = f"stamps/{head.seq:06}.tsr"
        detail = {"authority": authority, "of": str(head.seq), "hash": head.hash, "time": time}
        with self.changing():
            self.files.write(name, token)
            self.log.append("stamped", sha256=sha256, path=name, detail=detail)
        return Stamped(name, self.files.shown(name), token, head.seq, head.hash, time, sha256)

    def check(self, retrace: Retrace | None = None) -> tuple[Problem, ...]:
        """Hold the parts of the case against each other; empty where all agree.

        `retrace` makes a Case of readings; with it, the derived rows are made anew and compared.
        """
        with self.looking():
            return problems_of(self.parts, retrace)
