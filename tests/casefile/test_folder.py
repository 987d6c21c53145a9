"""What is of cases on disk alone: their files, their lock, and what a power cut can leave there."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_case import PAGE, SHA, case_of, codes, fill

from earwitness.casefile import CaseError, CaseFolder


def _clock() -> datetime:
    return datetime(2024, 3, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[CaseFolder]:
    made = CaseFolder.create(tmp_path / "case", version="1", clock=_clock)
    yield made
    made.close()


@pytest.fixture
def filled(folder: CaseFolder) -> CaseFolder:
    fill(folder)
    return folder


def _files(folder: CaseFolder) -> dict[str, bytes]:
    folder.close()
    return {str(p): p.read_bytes() for p in sorted(folder.folder.rglob("*")) if p.is_file()}


def test_the_original_is_kept_byte_for_byte_and_read_only(filled: CaseFolder) -> None:
    kept = filled.folder / "originals" / SHA[:2] / SHA
    assert kept.read_bytes() == PAGE
    assert not kept.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


# -- what check sees


def test_a_check_waits_until_a_change_is_done(filled: CaseFolder) -> None:
    found: list[object] = []

    def check() -> None:
        other = CaseFolder.open(filled.folder, version="1")
        found.append(other.check(case_of))
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
    assert filled.check(case_of) == ()
    assert _files(filled) == before


def test_a_stranger_among_the_originals_shows(filled: CaseFolder) -> None:
    filled.originals.keep(b"never logged")
    (filled.originals.folder / "notes.txt").write_text("hello")
    assert [p.code for p in filled.check()] == ["original-extra", "original-extra"]


def test_a_torn_log_shows(filled: CaseFolder) -> None:
    with filled.log.path.open("a") as file:
        file.write('{"acti')
    assert codes(filled) == {"log-torn"}


def test_a_database_of_other_bytes_shows(filled: CaseFolder) -> None:
    filled.close()
    (filled.folder / "case.sqlite").write_bytes(b"hello" * 1000)
    assert codes(filled) == {"database-damaged"}
    with pytest.raises(CaseError) as caught:
        filled.load()
    assert caught.value.code == "case-damaged"


# -- crashes: each state that a power cut can leave


def test_half_an_original_is_swept_away(filled: CaseFolder) -> None:
    half = filled.originals.folder / SHA[:2] / f".tmp-1-{SHA}"
    half.write_bytes(PAGE[:5])
    assert codes(filled) == {"original-extra"}
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
