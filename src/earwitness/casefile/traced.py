"""The traced case, and the brief that is made of it."""

from __future__ import annotations

import hashlib

from earwitness.model import Case

from . import codec
from .custody import Entry
from .reports import TRACED_BY, Reports

_BRIEF = "brief"
_FILES = ("brief.txt", "brief.html")


class Traced(Reports):
    """What was made of the readings."""

    def load(self) -> Case:
        """The case as it was last traced."""
        with self.readable():
            return self.database.load()

    def save(self, case: Case, *, by: str = "") -> bool:
        """Keep the traced case; False, and nothing written, where it is the one already kept.

        `by` names the version of the program that traced it, for `settled()`.
        """
        sha256 = codec.lasting_digest(case)
        with self.changing():
            if self._logged_case(sha256) == case:
                self._note(TRACED_BY, by)
                return False
            entry = self.log.append("traced", sha256=sha256, path=None)
            with self.database.transaction():
                self.database.save(case)
                self.saved(case)
                self.database.put_meta("log_seq", str(entry.seq))
                self.database.put_meta("log_hash", entry.hash)
                self.database.put_meta("traced", entry.hash)
                self.database.put_meta(TRACED_BY, by)
            return True

    def saved(self, case: Case) -> None:
        """What else is written with a case; a folder has nothing more."""

    def statements_with(self, asked: str) -> set[str] | None:  # noqa: ARG002 - of no index
        """The ids of statements as found that have all these beginnings of words.

        None where none are asked for, or where the case keeps no index of its own.
        """
        return None

    def behind(self) -> bool:
        """Whether there are reports that were never traced: the addition broke off, or goes on."""
        with self.readable():
            if self.unfinished():
                return True
            if self.database.meta(TRACED_BY) != "":
                return False
            told = (e.action for e in reversed(self.log.entries()))
            return next((a for a in told if a in ("added", "traced")), "") == "added"

    def settled(self, by: str) -> Case | None:
        """The traced case, where this version of the program need do nothing more about it.

        That is: it traced these very readings, the rows are those that were logged, and the brief
        is as it was written.
        """
        with self.readable():
            if not by or self.database.meta(TRACED_BY) != by:
                return None
            if self.database.meta(_BRIEF) != self._brief_digest():
                return None
            return self._logged_case()

    def _logged_case(self, sha256: str | None = None) -> Case | None:
        """The stored case, if it is the one that was logged last (and has this digest)."""
        last = self.last_traced()
        if last is None or sha256 not in (None, last.sha256):
            return None
        case = self.database.load()
        return case if codec.lasting_digest(case) == last.sha256 else None

    def last_traced(self) -> Entry | None:
        """The log's last line about tracing."""
        return next((e for e in reversed(self.log.entries()) if e.action == "traced"), None)

    def write_brief(self, text: str, page: str) -> str:
        """Write `brief.txt` and `brief.html`, each only where it changes; where the page lies."""
        with self.changing():
            for name, made in zip(_FILES, (text, page), strict=True):
                self.files.write(name, made.encode("utf-8"))
            self._note(_BRIEF, self._brief_digest())
        return self.files.shown("brief.html")

    def _brief_digest(self) -> str:
        """Of both files, and what was decided by then; empty where one is missing."""
        files = [self.files.read(name) for name in _FILES]
        digests = [hashlib.sha256(data).hexdigest() for data in files if data is not None]
        if len(digests) < len(files):
            return ""
        after = self.database.last_decision()
        return " ".join((*digests, f"after {after}")) if after else " ".join(digests)
