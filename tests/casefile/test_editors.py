"""Eight editors at once, each a process: none of their decisions is lost, in either kind of case.

`make soak` lets them decide 10,000 times on a server that flushes to the disk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from store_kinds import Kind

from earwitness.casefile import CaseError, CaseStore, place_of, store_at
from earwitness.model import Decision, Target
from postgres_server import Postgres, started

EDITORS = 8
TIMES = int(os.environ.get("EARWITNESS_DECISIONS", "200")) // EDITORS
HERE = Path(__file__).parent


def _edit(where: str) -> dict[str, list[int]]:
    """All editors, started together; what each was told that it was kept."""
    words = [sys.executable, str(HERE / "editing.py"), where]
    running = {
        f"editor{n}": subprocess.Popen(
            [*words, f"editor{n}", str(TIMES), "7"], stdout=subprocess.PIPE, text=True
        )
        for n in range(EDITORS)
    }
    told = {name: one.communicate()[0] for name, one in running.items()}
    assert all(one.returncode == 0 for one in running.values())
    return {name: json.loads(text) for name, text in told.items()}


def _hold(store: CaseStore, told: dict[str, list[int]]) -> None:
    made = store.decisions()
    assert [d.seq for d in made] == list(range(1, EDITORS * TIMES + 1))
    for name, numbers in told.items():
        own = [d for d in made if d.by == name]
        assert [d.seq for d in own] == numbers == sorted(numbers)
        assert [d.why for d in own] == [f"{name} {at}" for at in range(TIMES)]
    earlier: dict[str, list[Decision]] = {}
    for d in made:  # each saw all that was before it, and contests what its author had not seen
        others = (o for o in reversed(earlier.setdefault(d.target.id, [])) if o.by != d.by)
        last = next(others, None)
        assert d.contests == (last.seq if last and last.seq > d.saw else None)
        earlier[d.target.id].append(d)
    assert len(store.log.entries()) == len(made)
    assert store.log.breaks() == ()
    assert store.check() == ()


def test_none_of_their_decisions_is_lost(kind: Kind) -> None:
    where = kind.place()
    with store_at(where, version="1", create=True) as store:
        started_at = time.perf_counter()
        told = _edit(str(where))
        took = time.perf_counter() - started_at
        _hold(store, told)
    if TIMES > 100:
        sys.stderr.write(f"\n{EDITORS * TIMES} decisions by {EDITORS} in {took:.0f} s: {where}\n")


@pytest.mark.skipif(TIMES < 100, reason="make soak does it")
def test_none_is_lost_where_the_server_flushes(capsys: pytest.CaptureFixture[str]) -> None:
    with started() as server:
        where = server.fresh()
        with store_at(place_of(where), version="1", create=True) as store:
            started_at = time.perf_counter()
            told = _edit(where)
            took = time.perf_counter() - started_at
            _hold(store, told)
    with capsys.disabled():
        print(f"\n{EDITORS * TIMES} decisions by {EDITORS} editors in {took:.0f} s, none lost")  # noqa: T201


def test_a_server_that_dies_in_mid_decision_loses_nothing_that_was_acknowledged() -> None:
    with started("-c", "shared_buffers=16MB") as server:
        where = place_of(server.fresh())
        kept: list[int] = []
        with store_at(where, version="1", create=True) as store:
            with _failing(server.stop, lambda: len(kept) > 20), pytest.raises(CaseError) as caught:
                _decide_on(store, kept)
            assert caught.value.code == "no-server"
            server.start()
            made = store.decisions()  # the same store finds the server again
            assert [d.seq for d in made][: len(kept)] == kept
            assert len(made) - len(kept) in (0, 1)  # one may have been kept and not acknowledged
            assert store.decide(Decision("note", Target("statement", "s"))).seq == len(made) + 1
            assert store.check() == ()


def _decide_on(store: CaseStore, kept: list[int]) -> None:
    while True:
        kept.append(store.decide(Decision("note", Target("statement", "s"))).seq)


@contextmanager
def _failing(what: Callable[[], None], when: Callable[[], bool]) -> Iterator[None]:
    def wait() -> None:
        while not when():
            time.sleep(0.01)
        what()

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def test_an_editor_waits_for_whoever_traces(postgres: Postgres) -> None:
    """What is decided while somebody else holds the case comes after, and is not lost."""
    where = place_of(postgres.fresh())
    with store_at(where, version="1", create=True) as one:
        told: list[int] = []

        def decide() -> None:
            with store_at(where, version="1") as other:
                told.append(other.decide(Decision("note", Target("statement", "s"))).seq)

        editor = threading.Thread(target=decide)
        with one.lock():
            editor.start()
            editor.join(0.3)
            assert not told
            assert one.decide(Decision("note", Target("statement", "s"))).seq == 1
        editor.join()
        assert told == [2]
