"""A case goes to a server and comes back: the same exports, the same log, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from decided_bridge import made_case
from small_case import codes
from test_crash import FIRST, SECOND

from earwitness import pipeline
from earwitness.casefile import CaseError, CaseFolder, CasePlace, place_of, store_at
from earwitness.casefile.moving import Moved, move
from earwitness.cases import open_case
from earwitness.cli.program import program
from earwitness.exports.formats import About, render
from earwitness.leaving import owner_files
from earwitness.model import Case, Decision, Failure, Notice, Target
from postgres_server import Postgres

REPORTS = {"one.txt": FIRST, "two.txt": SECOND}


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A case that the program read, with everything in it that a case can have."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        (reports / name).write_text(text)
    with open_case(tmp_path / "case", reader="rules") as opened:
        opened.add(reports)
        store = opened.folder
        store.secret()
        store.fail(Failure("x.bin", "intake", "binary", "x.bin is no text."), None)
        store.keep_capture(b"<feed/>\0", "feed", {"url": "https://example.org/feed"})
        store.watched.put(store.watched.state("https://example.org/feed"))
        store.watched.put_entry("https://example.org/feed", "e")
        store.watched.put_told(["a"], "2024")
        store.notices.append([Notice("n1", "2024", "report added", "“Eè” 😀", ("d",), ("one",))])
        store.note("hidden", "Ada Brenk", {"reason": "Asked.", "by": "E"})
        head = store.log.last()
        assert head is not None
        store.keep_stamp(b"\0token", head, authority="https://tsa.example.org", time="2024")
        store.files.write("names.toml", b"")
        store.files.write("accounts.json", b"[]\n")
        for why in ("Read again.", "Nul: \0 here, and \U0010fffd."):
            store.decide(Decision("note", Target("statement", "s_1"), by="ada", why=why))
    return tmp_path / "case"


def _all(place: CasePlace) -> dict[str, object]:
    """Everything of a case that somebody could miss, to the byte."""
    with store_at(place, version="1") as store:
        files = {n: store.files.read(n) for n in store.files.names() if n != "moved.txt"}
        originals = {sha: store.originals.read(sha) for sha in store.originals.held()}
        tables = {
            table: sorted(map(tuple, store.database.connection.execute(f"SELECT * FROM {table}")))
            for table in ("readings", "paths", "decisions", "watched", "watched_entries", "told")
        }
        meta = store.database.connection.execute("SELECT key, value FROM meta")
        return {
            "files": files, "originals": originals, "log": store.log.data(), "tables": tables,
            "meta": sorted(map(tuple, meta)), "json": owner_files(store, "json"),
            "csv": owner_files(store, "csv"), "rocrate": owner_files(store, "rocrate"),
            "problems": store.check(), "stamps": [s.data for s in store.stamps()],
        }  # fmt: skip


def test_there_and_back_again_nothing_is_lost(
    real: Path, tmp_path: Path, postgres: Postgres
) -> None:
    before = _all(real)
    assert before["problems"] == ()
    server = place_of(postgres.fresh())
    with store_at(real, version="1") as store:
        told = move(store, server, version="1")
        lines = len(store.log.entries())
    assert told == Moved(originals=3, lines=lines, decisions=2, files=7)
    assert _all(server) == before
    with store_at(server, version="1") as store:
        move(store, tmp_path / "again" / "case", version="1")
    assert _all(tmp_path / "again" / "case") == before
    assert (tmp_path / "again" / "case" / "publish.key").stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in (tmp_path / "again").iterdir()) == ["case"]


def test_a_moved_case_works_on_where_it_is(real: Path, tmp_path: Path, postgres: Postgres) -> None:
    server = place_of(postgres.fresh())
    with store_at(real, version="1") as store:
        move(store, server, version="1")
    with open_case(server, reader="rules") as opened:
        third = tmp_path / "three.txt"
        third.write_text(SECOND.replace("nine", "ten"))
        assert opened.add(third).added == ["three.txt"]
        assert len(opened.load().documents) == 3
        assert opened.check() == ()
    with store_at(server, version="1") as store:
        made = store.decide(Decision("note", Target("statement", "s_1"), by="ada", why="x"))
        assert made.seq == 3


def test_an_editor_decides_while_somebody_traces_and_two_may_read_at_once(
    real: Path, tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = place_of(postgres.fresh())
    with store_at(real, version="1") as store:
        move(store, server, version="1")
    third, fourth = tmp_path / "three.txt", tmp_path / "four.txt"
    third.write_text(SECOND.replace("nine", "ten"))
    fourth.write_text(SECOND.replace("nine", "twelve"))
    trace, meanwhile = pipeline.trace, [True]

    def slow(*words: Any) -> Case:
        if meanwhile:
            meanwhile.clear()
            with open_case(server, reader="rules") as other:
                other.add(fourth)
                other.folder.decide(Decision("note", Target("statement", "s_1"), by="ben"))
        return trace(*words)

    monkeypatch.setattr(pipeline, "trace", slow)
    with open_case(server, reader="rules") as opened:
        opened.add(third)
        assert sorted(str(d.path) for d in opened.load().documents) == [
            "four.txt", "one.txt", "three.txt", "two.txt",
        ]  # fmt: skip
        assert opened.folder.decisions()[-1].by == "ben"
        assert opened.check() == ()


def test_the_old_place_is_read_and_changed_no_more(real: Path, postgres: Postgres) -> None:
    server = place_of(postgres.fresh())
    with store_at(real, version="1") as store:
        move(store, server, version="1")
        assert len(store.load().documents) == 2
        assert codes(store) <= {"case-stale"}
        for change in (
            lambda: store.decide(Decision("note", Target("statement", "s_1"))),
            lambda: store.save(made_case()),
            lambda: move(store, place_of(postgres.fresh()), version="1"),
        ):
            with pytest.raises(CaseError, match="moved to postgresql://") as caught:
                change()
            assert caught.value.code == "case-moved"


def test_the_brief_of_the_old_place_is_still_printed(real: Path, postgres: Postgres) -> None:
    with store_at(real, version="1") as store:
        note = Decision("note", Target("statement", "s_1"), by="ada", why="Not in the brief yet.")
        store.decide(note)
        move(store, place_of(postgres.fresh()), version="1")
    printed = CliRunner().invoke(program, ["brief", str(real)])
    assert printed.exit_code == 0, printed.output
    assert "bridge" in printed.output


def test_one_of_a_thing_is_said_of_one(tmp_path: Path, postgres: Postgres) -> None:
    with open_case(tmp_path / "case", reader="rules") as opened:
        (tmp_path / "one.txt").write_text(FIRST)
        opened.add(tmp_path / "one.txt")
    done = CliRunner().invoke(program, ["move", str(tmp_path / "case"), postgres.fresh(), "--copy"])
    assert ": 1 original, 3 lines of the log, 0 decisions, 2 files; all" in done.output


def test_a_copy_leaves_both_open(real: Path, postgres: Postgres) -> None:
    server = place_of(postgres.fresh())
    with store_at(real, version="1") as store:
        move(store, server, version="1", copy=True)
        assert store.decide(Decision("note", Target("statement", "s_1"))).seq == 3


def test_nothing_is_moved_onto_something(real: Path, tmp_path: Path, postgres: Postgres) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    server = place_of(postgres.fresh())
    with store_at(server, version="1", create=True) as store:
        store.secret()
    with store_at(real, version="1") as store:
        for place in (tmp_path / "full", server):
            with pytest.raises(CaseError) as caught:
                move(store, place, version="1")
            assert caught.value.code == "not-empty"
        assert store.files.read("moved.txt") is None


def test_a_damaged_case_is_not_moved(real: Path, postgres: Postgres) -> None:
    with store_at(real, version="1") as store:
        assert isinstance(store, CaseFolder)
        store.originals.path_of(store.originals.held()[0]).unlink()
        with pytest.raises(CaseError, match="not moved"):
            move(store, place_of(postgres.fresh()), version="1")


def test_a_move_that_breaks_leaves_nothing(
    real: Path, tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = place_of(postgres.fresh())

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with store_at(real, version="1") as store:
        with monkeypatch.context() as patched:
            patched.setattr("earwitness.casefile.moving._compare", broken)
            for place in (server, tmp_path / "new"):
                with pytest.raises(KeyboardInterrupt):
                    move(store, place, version="1")
        assert not (tmp_path / "new").exists()
        move(store, server, version="1")  # it is empty, and so may still be moved to


def test_any_case_is_the_same_in_every_format(tmp_path: Path, postgres: Postgres) -> None:
    case = made_case()
    server = place_of(postgres.fresh())
    with CaseFolder.create(tmp_path / "case", version="1") as store:
        store.save(case)
        move(store, server, version="1")
    with store_at(server, version="1") as moved:
        about = About(version="1")
        for name in ("json", "csv", "jsonld", "html", "text"):
            assert render(name, moved.load(), about) == render(name, case, about)
