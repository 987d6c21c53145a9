from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from earwitness.casefile.custody import BEFORE_THE_FIRST, LogFile
from earwitness.casefile.files import locked


def _noon() -> datetime:
    return datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


def _log(folder: Path, lines: int = 0) -> LogFile:
    log = LogFile(folder / "custody.log", version="9", clock=_noon)
    for at in range(lines):
        log.append("added", sha256=f"{at:064x}", path=f"{at}.txt")
    return log


def test_each_line_is_chained_to_the_one_before(tmp_path: Path) -> None:
    first, second, third = _log(tmp_path, 3).entries()
    assert (first.seq, second.seq, third.seq) == (1, 2, 3)
    assert (first.prev, second.prev, third.prev) == (BEFORE_THE_FIRST, first.hash, second.hash)
    assert first.time == "2024-03-01T12:00:00.000+00:00"
    assert _log(tmp_path).breaks() == ()


def test_a_changed_line_shows(tmp_path: Path) -> None:
    log = _log(tmp_path, 3)
    log.path.write_text(log.path.read_text().replace("1.txt", "x.txt"))
    assert log.breaks() == ("line 2 was changed after it was written",)


def test_a_changed_line_with_its_hash_made_right_shows_in_the_next(tmp_path: Path) -> None:
    log = _log(tmp_path, 3)
    lines = log.path.read_text().splitlines()
    fields = json.loads(lines[1]) | {"path": "x.txt"}
    log.path.write_text("\n".join([lines[0], json.dumps(fields), lines[2], ""]))
    forged = log.entries()[1].right_hash()
    lines[1] = json.dumps(fields | {"hash": forged})
    log.path.write_text("\n".join([*lines, ""]))
    assert log.breaks() == ("line 3 does not follow from the line before it",)


@pytest.mark.parametrize("gone", [0, 1])
def test_a_dropped_line_shows(tmp_path: Path, gone: int) -> None:
    log = _log(tmp_path, 3)
    lines = log.path.read_text().splitlines(keepends=True)
    del lines[gone]
    log.path.write_text("".join(lines))
    assert any("does not follow" in words for words in log.breaks())


def test_a_line_cut_off_by_a_crash_is_dropped_by_the_next(tmp_path: Path) -> None:
    log = _log(tmp_path, 2)
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + b'{"action":"add')
    assert log.torn()
    log.append("added", sha256=None, path="next.txt")
    assert log.path.read_bytes().startswith(whole)
    assert [entry.path for entry in log.entries()] == ["0.txt", "1.txt", "next.txt"]
    assert log.breaks() == ()


def test_what_is_no_line_is_named_by_its_number(tmp_path: Path) -> None:
    log = _log(tmp_path, 1)
    log.path.write_text(log.path.read_text() + "hello\n")
    with pytest.raises(ValueError, match="line 2"):
        log.entries()


def _append_many(folder: Path) -> None:
    for at in range(20):
        with locked(folder / ".lock"):
            _log(folder).append("added", sha256=None, path=f"{at}")


def test_two_processes_do_not_interleave(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    both = [spawn.Process(target=_append_many, args=(tmp_path,)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert len(_log(tmp_path).entries()) == 40
    assert _log(tmp_path).breaks() == ()


def test_a_line_of_any_length_has_an_end(tmp_path: Path) -> None:
    log = _log(tmp_path, 1)
    made = log.append("decided", sha256=None, path=None, detail={"decision": "ы" * 90_000})
    assert log.last() == made
    assert log.append("added", sha256="0" * 64, path="after.txt").prev == made.hash
    assert not log.torn()
    assert log.breaks() == ()
