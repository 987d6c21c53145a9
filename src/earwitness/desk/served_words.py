"""Statements by their words where the case lies on a server: its index, and what people changed."""

from __future__ import annotations

from collections.abc import Callable

from earwitness.exports.brief_index import Index
from earwitness.model import Case

from .search import Words


class ServedWords:
    """The server knows the statements as found; those that a decision changed are held here."""

    def __init__(self, ask: Callable[[str], set[str] | None]) -> None:
        self._ask = ask
        self._changed = Words()
        self._same: frozenset[str] = frozenset()

    def update(self, ix: Index, found: Case) -> None:
        """Bring the index up to the case."""
        before = {s.id: s for s in found.statements}
        changed = [s for s in ix.case.statements if before.get(s.id) is not s]
        self._same = frozenset(s.id for s in ix.case.statements) - {s.id for s in changed}
        self._changed.update(ix, changed)

    def matching(self, asked: str) -> set[str] | None:
        """The ids of statements with all these beginnings of words; None where none is asked."""
        hits, ours = self._ask(asked), self._changed.matching(asked)
        return None if hits is None else (hits & self._same) | (ours or set())
