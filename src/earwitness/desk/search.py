"""Statements by their words (SQLite FTS5, in memory) and by what is known of them."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from earwitness.deciding import Decided
from earwitness.exports.brief_index import Index
from earwitness.exports.brief_roots import parties_of, recording_of
from earwitness.model import Actor, Statement, Trace, words_of

FILTERS = ("speaker", "root", "recording", "outlet", "hedge", "form", "type", "checked", "layer")
_TERM = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a statement can be found by: each filter's values, and its date."""

    values: Mapping[str, tuple[str, ...]]
    day: str


@dataclass(frozen=True, slots=True)
class Found:
    """The statements that were asked for, and how many each further filter would leave."""

    statements: tuple[Statement, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]]


class Words:
    """The full-text index; only statements that changed are written anew."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, tuple[Statement, Actor | None, int]] = {}
        self._next = 1
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute(
            "CREATE VIRTUAL TABLE said USING fts5"
            "(words, speaker, tokenize = 'unicode61 remove_diacritics 2')"
        )

    def update(self, ix: Index, statements: Sequence[Statement]) -> None:
        """Bring the index up to these statements of the case."""
        with self._lock:
            changed = [s for s in statements if not self._has(s, ix)]
            gone = set(self._held) - {s.id for s in statements}
            stale = [s.id for s in changed if s.id in self._held]
            self._base.executemany(
                "DELETE FROM said WHERE rowid = ?",
                [(self._held.pop(i)[2],) for i in (*stale, *gone)],
            )
            rows = [self._row(s, ix) for s in changed]
            self._base.executemany("INSERT INTO said(rowid, words, speaker) VALUES (?, ?, ?)", rows)

    def _has(self, s: Statement, ix: Index) -> bool:
        """Whether it holds this very statement, of this very actor: no word is compared."""
        held = self._held.get(s.id)
        return held is not None and held[0] is s and held[1] is ix.actors.get(s.source.actor or "")

    def _row(self, s: Statement, ix: Index) -> tuple[int, str, str]:
        actor, row = ix.actors.get(s.source.actor or ""), self._next
        self._held[s.id], self._next = (s, actor, row), row + 1
        words = words_of(s.content, ix.documents[s.document].text, joint=" ")
        return row, words, actor.name if actor else ""

    def matching(self, asked: str) -> set[str] | None:
        """The ids of statements with all these beginnings of words; None where none is asked."""
        terms = _TERM.findall(asked)
        if not asked.strip():
            return None
        with self._lock:
            ids = {row: i for i, (_, _, row) in self._held.items()}
            query = " ".join(f'"{term}"*' for term in terms)
            found = (
                self._base.execute("SELECT rowid FROM said WHERE said MATCH ?", (query,))
                if terms
                else ()
            )
            hits = {ids[row[0]] for row in found}
            if not hits:  # scripts without spaces have no beginnings of words: look inside
                like = "%" + re.sub(r"([\\%_])", r"\\\1", asked.strip()) + "%"
                rows = self._base.execute(
                    "SELECT rowid FROM said WHERE words LIKE ? ESCAPE '\\'", (like,)
                )
                hits = {ids[row[0]] for row in rows}
        return hits


class FactsOf:
    """What each statement can be found by; after a decision only what changed is looked up anew."""

    def __init__(self, now: Decided, ix: Index, before: FactsOf | None = None) -> None:
        checked = _checked(now)
        old = before if before and before.alike(now) and before.checked == checked else None
        self.case, self.states = now.case, now.states
        self.checked: dict[str, str] = checked
        self.traces: dict[str, Trace] = ix.traces
        self.known = {s.id: s for s in now.case.statements}
        self.facts: dict[str, Facts] = {
            s.id: old.facts[s.id] if old and self._same(old, s) else _facts(now, ix, s, checked)
            for s in now.case.statements
        }

    def alike(self, now: Decided) -> bool:
        """Whether actors and recordings are the very same."""
        return now.case.actors is self.case.actors and now.case.recordings is self.case.recordings

    def _same(self, old: FactsOf, s: Statement) -> bool:
        key = ("statement", s.id)
        return (
            old.known.get(s.id) is s
            and old.traces.get(s.id) is self.traces.get(s.id)
            and old.states.get(key) == self.states.get(key)
        )


def _facts(now: Decided, ix: Index, s: Statement, checked: Mapping[str, str]) -> Facts:
    document = ix.documents[s.document]
    tape = recording_of(ix, s)
    verdict = checked.get(s.id) or (checked.get(tape) if tape else None)
    hedges = {h.span.of(document.text).lower() for h in s.hedges}
    values = {
        "speaker": (s.source.actor or "-",),
        "root": parties_of(ix, s) or ("-",),
        "recording": (tape or "-",),
        "outlet": (ix.outlet(s.document),),
        "hedge": tuple(sorted(hedges)) or ("-",),
        "form": (s.form,),
        "type": (s.type,),
        "checked": (verdict or "nothing said",),
        "layer": (now.state("statement", s.id).speaks,),
    }
    return Facts(values, (document.published.value if document.published else "")[:10])


def _checked(now: Decided) -> dict[str, str]:
    """The status of a check by what was checked; "disputed" over "verified" over the rest."""
    order = ("not verified", "partly verified", "verified", "disputed")
    found: dict[str, str] = {}
    for v in now.case.verifications:
        if v.of and order.index(v.status) >= order.index(found.get(v.of, order[0])):
            found[v.of] = v.status
    return found


def search(
    statements: Sequence[Statement],
    facts: Mapping[str, Facts],
    *,
    among: set[str] | None,
    wanted: Mapping[str, Sequence[str]],
    first: str = "",
    last: str = "",
) -> Found:
    """The statements that fit all filters; values of one filter are alternatives."""
    asked = {name: frozenset(values) for name, values in wanted.items() if values}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    found = []
    for s in statements:
        if among is not None and s.id not in among:
            continue
        fact = facts[s.id]
        if (first or last) and not _within(fact.day, first, last):
            continue
        missed = [n for n, values in asked.items() if values.isdisjoint(fact.values[n])]
        if not missed:
            found.append(s)
        _count(counts, fact, missed)
    facets = {name: tuple(c.most_common()) for name, c in counts.items()}
    return Found(tuple(found), facets)


def _count(counts: dict[str, Counter[str]], fact: Facts, missed: list[str]) -> None:
    """A value counts for its own filter whatever else that filter asks for."""
    if len(missed) > 1:
        return
    for name in missed or FILTERS:
        counts[name].update(fact.values[name])


def _within(day: str, first: str, last: str) -> bool:
    return bool(day) and (not first or day >= first) and (not last or day <= last + "\U0010ffff")
