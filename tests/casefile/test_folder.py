from __future__ import annotations

import hashlib
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from earwitness.casefile import CODES, CaseError, CaseFolder, StoredReading
from earwitness.model import Block, Case, Document, Failure, Finding, Reading, Span

TEXT = "The ferry had left, the harbour master said."
PAGE = TEXT.encode()
SHA = hashlib.sha256(PAGE).hexdigest()


def _reading(data: bytes, path: str) -> Reading:
    digest = hashlib.sha256(data).hexdigest()
    text = data.decode()
    blocks = (Block(Span(0, len(text)), "body"),)
    return Reading(
        Document(digest[:8], digest, path, None, None, None, None, (), "en", None, text, blocks)
    )


def _case(readings: Iterable[Reading]) -> Case:
    documents = tuple(reading.document for reading in readings)
    return Case(documents, findings=(Finding("count", (), f"{len(documents)} reports."),))


def _clock() -> datetime:
    return datetime(2024, 3, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CaseFolder]:
    made = CaseFolder.create(tmp_path / "case", version="1", clock=_clock)
    yield made
    made.close()


@pytest.fixture
def filled(folder: CaseFolder) -> CaseFolder:
    for data, path in ((PAGE, "ferry.txt"), (b"All well, she said.", "well.txt")):
        folder.add(data, path, _reading(data, path), reader="r1")
    folder.save(_case(folder.readings()), by="program 1")
    folder.write_brief("brief\n", "<p>brief</p>\n")
    return folder


def _codes(folder: CaseFolder, *, retrace: bool = False) -> set[str]:
    return {problem.code for problem in folder.check(_case if retrace else None)}


def _files(folder: CaseFolder) -> dict[str, bytes]:
    folder.close()
    return {str(p): p.read_bytes() for p in sorted(folder.folder.rglob("*")) if p.is_file()}


def test_the_original_is_kept_byte_for_byte_and_read_only(filled: CaseFolder) -> None:
    kept = filled.folder / "originals" / SHA[:2] / SHA
    assert kept.read_bytes() == PAGE
    assert not kept.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_what_was_stored_comes_back(filled: CaseFolder) -> None:
    assert [r.document.path for r in filled.readings()] == ["ferry.txt", "well.txt"]
    assert filled.load() == _case(filled.readings())
    assert _codes(filled, retrace=True) == set()


def test_the_same_again_changes_not_one_byte(filled: CaseFolder) -> None:
    before = _files(filled)
    assert not filled.add(PAGE, "ferry.txt", _reading(PAGE, "ferry.txt"), reader="r1")
    assert not filled.save(_case(filled.readings()), by="program 1")
    filled.write_brief("brief\n", "<p>brief</p>\n")
    assert _files(filled) == before


def test_the_same_bytes_under_another_name_are_one_document(filled: CaseFolder) -> None:
    name = filled.path_for(SHA, "zz.txt")
    assert name == "ferry.txt"
    assert filled.add(PAGE, "zz.txt", _reading(PAGE, name), reader="r1")
    assert len(filled.readings()) == 2
    assert filled.database.paths()[SHA] == ("ferry.txt", "zz.txt")
    assert filled.path_for(SHA, "a.txt") == "a.txt"


def test_a_reading_by_another_reader_takes_the_place_of_the_old(filled: CaseFolder) -> None:
    first = filled.stored()[0]
    newer = replace(first.reading, document=replace(first.reading.document, language="cy"))
    filled.refresh(StoredReading(first.sha256, first.path, "r2", newer))
    assert filled.stored()[0] == StoredReading(first.sha256, first.path, "r2", newer)
    assert "reading-changed" not in _codes(filled)


def test_a_settled_case_need_not_be_traced_again(filled: CaseFolder) -> None:
    assert filled.settled("program 1") == _case(filled.readings())
    assert filled.settled("program 2") is None
    filled.save(_case(filled.readings()), by="program 2")
    assert filled.settled("program 2") == _case(filled.readings())


def test_a_further_report_unsettles_the_case(filled: CaseFolder) -> None:
    filled.add(b"No word, he said.", "word.txt", _reading(b"No word, he said.", "w"), reader="r1")
    assert filled.settled("program 1") is None


def test_a_new_reading_unsettles_the_case(filled: CaseFolder) -> None:
    filled.refresh(replace(filled.stored()[0], reader="r2"))
    assert filled.settled("program 1") is None


def test_what_somebody_changed_unsettles_the_case(filled: CaseFolder) -> None:
    (filled.folder / "brief.html").write_text("<p>other</p>")
    assert filled.settled("program 1") is None
    filled.write_brief("brief\n", "<p>brief</p>\n")
    assert filled.settled("program 1") is not None
    _sql(filled, "UPDATE findings SET says = 'Nine reports.'")
    assert filled.settled("program 1") is None


def test_a_failure_is_logged_once(folder: CaseFolder) -> None:
    failure = Failure("x.bin", "intake", "binary", "x.bin is no text.")
    for _ in range(2):
        folder.fail(failure, SHA)
    assert [(e.action, e.detail["code"]) for e in folder.log.entries()] == [("failed", "binary")]


# -- what check sees


def test_a_check_waits_until_a_change_is_done(filled: CaseFolder) -> None:
    found: list[object] = []

    def check() -> None:
        other = CaseFolder.open(filled.folder, version="1")
        found.append(other.check(_case))
        other.close()

    checking = threading.Thread(target=check)
    with filled.lock():
        checking.start()
        stranger = filled.originals.path_of(filled.originals.keep(b"half done"))
        checking.join(0.2)
        assert not found
        stranger.unlink()
    checking.join()
    assert found == [()]


def test_a_check_makes_no_file(filled: CaseFolder) -> None:
    (filled.folder / ".lock").unlink()
    before = _files(filled)
    assert filled.check(_case) == ()
    assert _files(filled) == before


def test_a_changed_original_shows(filled: CaseFolder) -> None:
    path = filled.originals.path_of(SHA)
    path.chmod(0o644)
    path.write_bytes(PAGE.replace(b"left", b"sunk"))
    assert _codes(filled) == {"original-changed"}


def test_a_missing_original_shows(filled: CaseFolder) -> None:
    filled.originals.path_of(SHA).unlink()
    assert _codes(filled) == {"original-missing"}


def test_a_stranger_among_the_originals_shows(filled: CaseFolder) -> None:
    filled.originals.keep(b"never logged")
    (filled.originals.folder / "notes.txt").write_text("hello")
    assert [p.code for p in filled.check()] == ["original-extra", "original-extra"]


def test_a_log_line_that_is_no_line_shows(filled: CaseFolder) -> None:
    with filled.log.path.open("a") as file:
        file.write("hello\n")
    assert _codes(filled) == {"log-damaged"}


def test_a_changed_log_shows(filled: CaseFolder) -> None:
    log = filled.log.path
    log.write_text(log.read_text().replace('"version":"1"', '"version":"2"', 1))
    assert "log-chain" in _codes(filled)


def test_a_torn_log_shows(filled: CaseFolder) -> None:
    with filled.log.path.open("a") as file:
        file.write('{"acti')
    assert _codes(filled) == {"log-torn"}


def test_lines_cut_from_the_end_of_the_log_show(filled: CaseFolder) -> None:
    lines = filled.log.path.read_text().splitlines(keepends=True)
    filled.log.path.write_text("".join(lines[:2]))
    assert {"log-cut", "document-unlogged", "original-extra"} <= _codes(filled)


def test_a_changed_reading_shows(filled: CaseFolder) -> None:
    _sql(filled, "UPDATE readings SET reading = replace(reading, 'ferry had', 'tanker had')")
    assert "reading-changed" in _codes(filled)


def test_a_changed_row_of_the_case_shows(filled: CaseFolder) -> None:
    _sql(filled, "UPDATE findings SET says = 'Nine reports.'")
    assert _codes(filled) == {"case-changed"}
    assert "case-stale" in _codes(filled, retrace=True)


def test_a_database_of_other_bytes_shows(filled: CaseFolder) -> None:
    filled.close()
    (filled.folder / "case.sqlite").write_bytes(b"hello" * 1000)
    assert _codes(filled) == {"database-damaged"}
    with pytest.raises(CaseError) as caught:
        filled.load()
    assert caught.value.code == "case-damaged"


def test_every_code_of_a_problem_is_described(filled: CaseFolder) -> None:
    shutil.rmtree(filled.originals.folder)
    assert _codes(filled) <= set(CODES)


def _sql(folder: CaseFolder, statement: str) -> None:
    folder.close()
    connection = sqlite3.connect(folder.folder / "case.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


# -- crashes: each state that a power cut can leave


def test_a_report_that_was_logged_and_not_stored_is_found(folder: CaseFolder) -> None:
    folder.originals.keep(PAGE)
    folder.log.append("added", sha256=SHA, path="ferry.txt")
    assert _codes(folder) == {"document-missing"}
    assert folder.unfinished() == ((SHA, "ferry.txt"),)
    folder.add(PAGE, "ferry.txt", _reading(PAGE, "ferry.txt"), reader="r1", logged=True)
    assert folder.unfinished() == ()
    assert [e.action for e in folder.log.entries()] == ["added", "read"]


def test_a_case_that_was_logged_and_not_stored_is_stored_anew(filled: CaseFolder) -> None:
    case = Case(findings=(Finding("count", (), "Other."),))
    filled.log.append("traced", sha256="0" * 64, path=None)
    assert "case-changed" in _codes(filled)
    assert filled.save(case)
    assert _codes(filled) == set()


def test_half_an_original_is_swept_away(filled: CaseFolder) -> None:
    half = filled.originals.folder / SHA[:2] / f".tmp-1-{SHA}"
    half.write_bytes(PAGE[:5])
    assert _codes(filled) == {"original-extra"}
    with filled.lock():
        pass
    assert not half.exists()


# -- opening


def test_a_folder_with_other_things_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(CaseError) as caught:
        CaseFolder.create(tmp_path, version="1")
    assert caught.value.code == "not-a-case"
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_case_that_is_not_there_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(CaseError) as caught:
        CaseFolder.open(tmp_path / "none", version="1")
    assert caught.value.code == "no-case"
    assert not (tmp_path / "none").exists()


def test_a_case_of_a_later_version_is_left_alone(filled: CaseFolder) -> None:
    _sql(filled, "PRAGMA user_version = 99")
    with pytest.raises(CaseError) as caught:
        filled.load()
    assert caught.value.code == "newer-case"
