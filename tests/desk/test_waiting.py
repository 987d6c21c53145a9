"""Nobody waits for somebody else: slow work holds up no request that has nothing to do with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from desk_server import Client, Desk
from large_case import large_case, write_case

from earwitness.casefile import CaseFolder, store_at
from earwitness.desk.accounts import Account, Accounts
from earwitness.desk.door import Door
from earwitness.desk.workbench import Workbench

FORM = "application/x-www-form-urlencoded"
READS = (
    "/", "/statements?q=bridge", "/roots", "/people", "/export/case.json", "/brief",
    "/reports/d_ledger/original", "/api/case", "/api/statements",
)  # fmt: skip


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[threading.Thread]:
    """Work that goes on beside the block; the block is left when it is done."""
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield thread
    finally:
        thread.join(60)


def _still_answers(desk: Desk) -> bool:
    """Whether the desk answers what needs no case, within two seconds."""
    done = threading.Event()
    threading.Thread(
        target=lambda: (Client(desk, {}, "").ask("GET", "/static/desk.css"), done.set())
    ).start()
    return done.wait(2)


@pytest.mark.parametrize("path", READS)
def test_a_view_that_waits_for_the_case_holds_up_no_other_request(desk: Desk, path: str) -> None:
    one = desk.client() if not path.startswith("/api") else desk.script()
    with desk.bench._lock:
        asking = threading.Thread(target=one.ask, args=("GET", path))
        asking.start()
        time.sleep(0.2)
        answered = _still_answers(desk)
    asking.join(60)
    assert answered


@pytest.mark.parametrize("page", [True, False])
def test_while_the_case_is_held_a_decision_waits_and_everybody_reads(
    desk: Desk, page: bool
) -> None:
    one, script = desk.client(), desk.script()
    one.get("/")
    asked = {"act": "accept", "thing": "s_nine"}
    send = one.decide if page else lambda **body: script.ask("POST", "/api/decisions", body)
    with store_at(desk.folder, version="1") as other:
        with other.lock():
            asking = threading.Thread(target=lambda: send(**asked))
            asking.start()
            time.sleep(0.3)
            read = threading.Event()
            threading.Thread(target=lambda: (one.get("/statements"), read.set())).start()
            answered = read.wait(5)
            assert desk.bench.now().now.decisions == () if answered else True
        asking.join(60)
    assert answered
    assert len(desk.bench.now().now.decisions) == 1


def test_guesses_at_once_are_no_more_than_guesses_in_a_row(tmp_path: Path) -> None:
    tried: list[str] = []

    class Counted(Accounts):
        def allows(self, name: str, password: str) -> Account | None:
            tried.append(password)
            return super().allows(name, password)

    accounts = Counted(CaseFolder.create(tmp_path / "case", version="1"))
    accounts.put("ada", "editor", "correct horse battery")
    door = Door(accounts, "owner")
    guesses = [
        threading.Thread(target=door.by_password, args=("ada", f"guess {n}")) for n in range(20)
    ]
    for one in guesses:
        one.start()
    for one in guesses:
        one.join(60)
    assert len(tried) == 5
    assert door.waits("ada")


def test_who_knows_the_password_comes_in_from_many_places_at_once(tmp_path: Path) -> None:
    accounts = Accounts(CaseFolder.create(tmp_path / "case", version="1"))
    accounts.put("ada", "editor", "correct horse battery")
    door, came = Door(accounts, "owner"), []
    many = [
        threading.Thread(
            target=lambda: came.append(door.by_password("ada", "correct horse battery"))
        )
        for _ in range(12)
    ]
    for one in many:
        one.start()
    for one in many:
        one.join(60)
    assert len(came) == 12
    assert all(came)


@pytest.mark.parametrize("path", ["/enter", "/api/session"])
def test_passwords_that_are_tried_hold_up_nobody(desk: Desk, path: str) -> None:
    stranger, waits = Client(desk, {}, ""), []

    def guess(n: int) -> None:
        stranger.ask("POST", path, {"name": f"nobody{n}", "password": "guess guess"})

    guesses = [threading.Thread(target=guess, args=(n,)) for n in range(12)]
    for one in guesses:
        one.start()
    for _ in range(3):
        start = time.monotonic()
        desk.client().get("/account")
        waits.append(time.monotonic() - start)
    alive = any(one.is_alive() for one in guesses)
    for one in guesses:
        one.join(60)
    assert alive, "all passwords were tried before three pages were asked for"
    assert max(waits) < 2


@pytest.mark.parametrize("path", ["/enter", "/api/session", "/decide", "/account/key"])
def test_what_is_too_long_is_refused_before_it_is_read(desk: Desk, path: str) -> None:
    one = Client(desk, {}, "") if path in ("/enter", "/api/session") else desk.client()
    status, told, _ = one.ask("POST", path, b"a=" + b"x" * 5_000_000, Content_Type=FORM)
    assert status in (400, 413)
    assert "too long" in told or "exceeded" in told


def test_what_is_too_long_is_refused_where_nobody_says_how_long_it_is(desk: Desk) -> None:
    parts = (b"x" * 100_000 for _ in range(50))
    status, _, _ = Client(desk, {}, "").ask("POST", "/enter", parts, Content_Type=FORM)
    assert status in (400, 413)


def test_a_reader_sends_no_file(desk: Desk) -> None:
    """He is refused before what he sends is kept anywhere."""
    reader = desk.client("rea", "reader")
    for path in ("/add", "/tapes/d_ledger/sound", "/tapes/d_ledger/of"):
        status, told, _ = reader.ask(
            "POST", path, b"not a form at all", Content_Type="multipart/form-data; boundary=b"
        )
        assert (status, "role editor" in told) == (403, True), path


def test_while_the_copy_of_readers_is_made_editors_see_and_decide(tmp_path: Path) -> None:
    bench = Workbench(write_case(tmp_path / "case", large_case(120)))
    one = bench.now().case.statements[0].id
    with beside(bench.withheld) as reading:
        until = time.monotonic() + 60
        while not bench._reading.locked() and time.monotonic() < until:
            time.sleep(0.001)
        bench.decide(lambda drafts: drafts.verdict("accept", one), "ada")
        assert bench.now().now.decisions[0].target.id == one
        assert reading.is_alive()
    assert bench.withheld().now.decisions != ()
    bench.close()
