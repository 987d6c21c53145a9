"""Decisions in a case: appended, never changed, in the log as well as in the tables."""

from __future__ import annotations

import sqlite3

import pytest
from store_kinds import Kind

from earwitness.casefile import CaseError, CaseFolder, CaseStore
from earwitness.model import Decision, Quote, Said, Target

QUOTE = Quote("f" * 64, "“No,” 😀", "she said ", " again", 9, 15)
SAID = Said((QUOTE,), "direct", "assertion", Target("actor", "a_1", "Mirel", "person", (QUOTE,)))
DRAFT = Decision("accept", Target("statement", "s_1", quotes=(QUOTE,)), by="ada", said=SAID)


def test_a_decision_comes_back_as_it_was_kept(store: CaseStore) -> None:
    first, second = store.decide(DRAFT), store.decide(DRAFT)
    assert (first.seq, second.seq) == (1, 2)
    assert first.time == "2024-03-01T00:00:00.000+00:00"
    assert store.decisions() == (first, second)
    assert store.check() == ()
    assert store.stamp()[1] == 2


@pytest.mark.parametrize("change", ["UPDATE decisions SET why = 'x'", "DELETE FROM decisions"])
def test_the_table_lets_nobody_change_or_remove_one(store: CaseStore, change: str) -> None:
    store.decide(DRAFT)
    with pytest.raises((sqlite3.IntegrityError, CaseError), match="append another"):
        store.database.connection.execute(change)


def test_a_decision_changed_behind_the_triggers_shows(kind: Kind, store: CaseStore) -> None:
    store.decide(DRAFT)
    kind.sql(store, "UPDATE decisions SET body = replace(body, 'accept', 'reject')")
    assert {p.code for p in store.check()} == {"decision-changed"}


def _crash(store: CaseStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decide, and die between the log and the table."""

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(type(store), "_row", crash)
    with pytest.raises(KeyboardInterrupt):
        store.decide(DRAFT)
    monkeypatch.undo()


def test_a_crash_between_log_and_table_is_mended(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _crash(store, monkeypatch)
    # On disk the log has it already; on a server the whole change is undone.
    logged = [e for e in store.log.entries() if e.action == "decided"]
    assert len(logged) == (1 if isinstance(store, CaseFolder) else 0)
    assert [p.code for p in store.check()] == ["decision-missing"] * len(logged)
    assert store.decide(DRAFT).seq == len(logged) + 1
    assert len(store.decisions()) == len(logged) + 1
    assert store.check() == ()


def test_a_lost_decision_is_taken_in_though_others_wrote_to_the_log_since(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.log.last() is None:
        store.decide(DRAFT)

    _crash(store, monkeypatch)
    store.note("hidden", "Ada Brenk", {"reason": "asked", "by": "owner"})
    before = len([e for e in store.log.entries() if e.action == "decided"])
    assert store.decide(DRAFT).seq == before + 1
    assert len(store.decisions()) == before + 1
    assert store.check() == ()


def test_what_is_contested_is_asked_with_all_before(store: CaseStore) -> None:
    first = store.decide(DRAFT)
    asked = []

    def contests(before: tuple[Decision, ...], draft: Decision) -> int | None:
        asked.append((before, draft))
        return before[-1].seq

    assert store.decide(DRAFT, contests).contests == 1
    assert asked == [((first,), DRAFT)]
