"""A case that is held while it is changed: one at a time, wherever it lies."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import TypeVar

from .custody import Action, Clock, Entry, Stamped, stamps_in
from .errors import BROKEN, CaseError, of_the_disk
from .parts import Parts

MOVED = "moved.txt"
"""Says where the case was moved; while it lies there, nothing is changed here."""

_KEY = "publish.key"
_Held = TypeVar("_Held", bound="Held")


class Held:
    """The parts of a case, and who holds them."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.place, self.name = parts.place, parts.name
        self.originals, self.log = parts.originals, parts.log
        self.database, self.files = parts.database, parts.files
        self._held = False

    def __enter__(self: _Held) -> _Held:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def clock(self) -> Clock:
        """What says the time of the log."""
        return self.log.clock

    def close(self) -> None:
        """Let go of the files, or of the server."""
        self.database.close()

    def release(self) -> None:
        """Between two requests: keep what is dear to open, and hold nobody up."""
        self.database.close()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the case: others that want to change it wait."""
        if self._held:
            yield
            return
        with self.parts.alone():
            self._held = True
            try:
                self._not_moved()
                self.originals.sweep()
                yield
            except BaseException:
                self.forget()
                raise
            finally:
                self._held = False

    def forget(self) -> None:
        """Drop what was remembered of a change that did not come to its end."""

    @contextmanager
    def readable(self) -> Iterator[None]:
        """Damage to the log or the tables, as a CaseError; a full or closed disk as an OSError."""
        try:
            yield
        except BROKEN as error:
            number = of_the_disk(error)
            if number is not None:
                where = self.files.shown("case.sqlite")
                raise OSError(number, os.strerror(number), where) from error
            raise CaseError(
                "case-damaged",
                f"The case in {self.place} is damaged ({error}): "
                f"earwitness check {self.place} says where.",
            ) from error

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Hold the case and tell of damage."""
        with ExitStack() as both:
            both.enter_context(self.lock())
            both.enter_context(self.readable())
            yield

    def looking(self) -> AbstractContextManager[None]:
        """Hold the case beside others who only look, if it is not held already."""
        return nullcontext() if self._held else self.parts.beside()

    def _not_moved(self) -> None:
        said = self.files.read(MOVED)
        if said is not None:
            where = said.decode("utf-8", "replace").strip()
            raise CaseError("case-moved", f"Nothing is changed in {self.place}: {where}")

    # -- what others may see

    def secret(self) -> bytes:
        """The case's own random key for placeholders and salted digests, made when first asked for.

        It never leaves the case.
        """
        held = self.files.read(_KEY)
        if held is None:
            with self.lock():
                held = self.files.read(_KEY)
                if held is None:
                    held = secrets.token_hex(32).encode("ascii")
                    self.files.write(_KEY, held)
        return bytes.fromhex(held.decode("ascii"))

    def note(self, action: Action, about: str | None, detail: Mapping[str, str]) -> Entry:
        """Append the owner's word on a name, or that a copy was published, to the log."""
        with self.changing():
            return self.log.append(action, sha256=None, path=about, detail=detail)

    def noted(self, *actions: Action) -> tuple[Entry, ...]:
        """The lines of the log with these actions, in order."""
        with self.readable():
            return tuple(e for e in self.log.entries() if e.action in actions)

    def write(self, name: str, data: bytes) -> str:
        """Write a file that is made of the case, where it changes; where it lies."""
        with self.lock():
            self.files.write(name, data)
        return self.files.shown(name)

    def mark(self) -> str:
        """What tells this case from every other: the hash of the first line of its log."""
        with self.readable():
            return next((entry.hash[:16] for entry in self.log.entries()), "empty")

    def stamps(self) -> tuple[Stamped, ...]:
        """Every stamp that the log names, whether it lies there or not."""
        with self.readable():
            return stamps_in(self.files, self.log.entries())

    def _note(self, key: str, value: str) -> None:
        if self.database.meta(key) != value:
            with self.database.transaction():
                self.database.put_meta(key, value)
