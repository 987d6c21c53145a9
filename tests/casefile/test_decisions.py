"""Decisions on disk: appended, never changed, in the log as well as in the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from earwitness.casefile import CaseFolder, decisions
from earwitness.model import Decision, Quote, Said, Target

QUOTE = Quote("f" * 64, "“No,” 😀", "she said ", " again", 9, 15)
SAID = Said((QUOTE,), "direct", "assertion", Target("actor", "a_1", "Mirel", "person", (QUOTE,)))
DRAFT = Decision("accept", Target("statement", "s_1", quotes=(QUOTE,)), by="ada", said=SAID)


def _clock() -> datetime:
    return datetime(2024, 3, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CaseFolder]:
    made = CaseFolder.create(tmp_path / "case", version="1", clock=_clock)
    yield made
    made.close()


def test_a_decision_comes_back_as_it_was_kept(folder: CaseFolder) -> None:
    first, second = folder.decide(DRAFT), folder.decide(DRAFT)
    assert (first.seq, second.seq) == (1, 2)
    assert first.time == "2024-03-01T00:00:00.000+00:00"
    assert folder.decisions() == (first, second)
    assert folder.check() == ()
    assert folder.stamp()[1] == 2


@pytest.mark.parametrize("change", ["UPDATE decisions SET why = 'x'", "DELETE FROM decisions"])
def test_the_table_lets_nobody_change_or_remove_one(folder: CaseFolder, change: str) -> None:
    folder.decide(DRAFT)
    with pytest.raises(sqlite3.IntegrityError, match="append another"):
        folder.database.connection.execute(change)


def test_a_decision_changed_behind_the_triggers_shows(folder: CaseFolder) -> None:
    folder.decide(DRAFT)
    connection = folder.database.connection
    connection.execute("DROP TRIGGER decisions_stay")
    connection.execute("UPDATE decisions SET body = replace(body, 'accept', 'reject')")
    assert {p.code for p in folder.check()} == {"decision-changed"}


def test_a_crash_between_log_and_table_is_mended(
    folder: CaseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(decisions.Decisions, "_row", crash)
    with pytest.raises(KeyboardInterrupt):
        folder.decide(DRAFT)
    monkeypatch.undo()
    assert {p.code for p in folder.check()} == {"decision-missing"}
    assert folder.decide(DRAFT).seq == 2
    assert [d.seq for d in folder.decisions()] == [1, 2]
    assert folder.check() == ()


def test_what_is_contested_is_asked_with_all_before(folder: CaseFolder) -> None:
    first = folder.decide(DRAFT)
    asked = []

    def contests(before: tuple[Decision, ...], draft: Decision) -> int | None:
        asked.append((before, draft))
        return before[-1].seq

    assert folder.decide(DRAFT, contests).contests == 1
    assert asked == [((first,), DRAFT)]
