from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

FERRY = (
    "Ferry held at the mole\n\nBy Ada Quill\n\n3 March 2024\n\n"
    "The ferry was held for two hours, the harbour master said on Sunday. "
    "“Nobody was hurt,” he said.\n"
)
STORM = (
    "<html><head><title>Storm closes port</title></head><body><article><h1>Storm closes port</h1>"
    "<p>The port was closed on Sunday, the harbour board said.</p>"
    "<p>“We will open when the wind drops,” said Ines Marlow, who leads it.</p>"
    "</article></body></html>"
)


def run(*arguments: str | Path, given: bytes = b"", cwd: Path | None = None):
    """The program in a process of its own, as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "earwitness", *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "NO_COLOR": "1", "PYTHONWARNINGS": "error"},
    )


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "deep" / "storm.html").write_text(STORM, encoding="utf-8")
    (folder / ".hidden" / "x.txt").write_text(FERRY + "x", encoding="utf-8")
    (folder / "notes.yaml").write_text("not: a report", encoding="utf-8")
    return folder


def _bytes_of(case: Path) -> dict[str, bytes]:
    return {str(p.relative_to(case)): p.read_bytes() for p in case.rglob("*") if p.is_file()}


def test_a_folder_becomes_a_case_with_a_brief(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    done = run("read", reports, "--case", case)
    assert (done.returncode, done.stderr) == (0, b"")
    last = done.stdout.decode().splitlines()[-1]
    assert last == f"The brief as a page: {case / 'brief.html'}"
    exported = json.loads(run("export", case, "--format", "json").stdout)
    assert [d["path"] for d in exported["documents"]] == ["deep/storm.html", "ferry.txt"]
    assert exported["documents"][1]["text"] == FERRY
    assert b"Nobody was hurt" in (case / "brief.html").read_bytes()
    assert run("check", case).returncode == 0


def test_reading_the_same_twice_changes_not_one_byte(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    run("read", reports, "--case", case)
    before = _bytes_of(case)
    again = run("read", reports, "--case", case, "--json")
    assert json.loads(again.stdout)["known"] == ["deep/storm.html", "ferry.txt"]
    assert _bytes_of(case) == before


def test_a_report_added_later_gives_the_case_of_both_at_once(tmp_path: Path, reports: Path) -> None:
    storm, ferry = reports / "deep" / "storm.html", reports / "ferry.txt"
    run("read", storm, ferry, "--case", tmp_path / "at-once")
    elsewhere = tmp_path / "elsewhere.d"
    elsewhere.mkdir()
    ferry.rename(elsewhere / "ferry.txt")
    run("read", elsewhere / "ferry.txt", "--case", tmp_path / "later")
    run("read", storm, "--case", tmp_path / "later")
    exports = [run("export", tmp_path / c, "--format", "json").stdout for c in ("at-once", "later")]
    assert exports[0] == exports[1]
    pages = [(tmp_path / c / "brief.html").read_bytes() for c in ("at-once", "later")]
    assert pages[0] == pages[1]


def test_the_same_bytes_under_two_names_are_one_document(tmp_path: Path, reports: Path) -> None:
    copy = reports / "a-copy.txt"
    copy.write_bytes((reports / "ferry.txt").read_bytes())
    exports = []
    for name, order in (("x", ["ferry.txt", "a-copy.txt"]), ("y", ["a-copy.txt", "ferry.txt"])):
        for report in order:
            run("read", reports / report, "--case", tmp_path / name)
        exports.append(run("export", tmp_path / name, "--format", "json").stdout)
    assert exports[0] == exports[1]
    assert [d["path"] for d in json.loads(exports[0])["documents"]] == ["a-copy.txt"]
    assert run("check", tmp_path / "x").returncode == 0


def test_bad_files_get_one_sentence_each_and_the_others_are_read(tmp_path: Path, reports) -> None:
    (reports / "empty.txt").write_bytes(b"")
    (reports / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)
    with (reports / "huge.txt").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = run("read", reports, tmp_path / "nowhere.txt", "--case", tmp_path / "case")
    lines = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert len(lines) == 4
    for name, line in zip(("empty.txt", "huge.txt", "picture.txt", "nowhere"), lines, strict=True):
        assert name in line
        assert line.endswith(".")
    assert b"Nobody was hurt" in (tmp_path / "case" / "brief.html").read_bytes()
    assert run("check", tmp_path / "case").returncode == 0


def test_nothing_readable_is_its_own_status(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("read", tmp_path / "empty.txt")
    assert (done.returncode, done.stdout) == (3, b"")
    summary = json.loads(run("read", tmp_path / "empty.txt", "--json").stdout)
    assert [f["code"] for f in summary["failed"]] == ["empty"]


def test_without_a_case_nothing_is_kept(reports: Path) -> None:
    done = run("read", "ferry.txt", cwd=reports)
    assert done.returncode == 0
    assert b"Nothing was kept" in done.stderr
    assert sorted(p.name for p in reports.iterdir()) == [
        ".hidden",
        "deep",
        "ferry.txt",
        "notes.yaml",
    ]


def test_standard_input_patterns_and_quiet(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    done = run("read", "-", "**/*.html", "--case", case, "-q", given=FERRY.encode(), cwd=reports)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    exported = json.loads(run("export", case, "--format", "json").stdout)
    assert [d["path"] for d in exported["documents"]] == ["-", "storm.html"]


def test_a_case_inside_the_folder_is_not_read_as_reports(reports: Path) -> None:
    run("read", ".", "--case", "case", cwd=reports)
    again = json.loads(run("read", ".", "--case", "case", "--json", cwd=reports).stdout)
    assert again["known"] == ["deep/storm.html", "ferry.txt"]
    assert again["added"] == []
    assert run("read", "case", cwd=reports).returncode == 3


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path, reports: Path) -> None:
    run("read", reports, "--case", tmp_path / "case")
    command = (
        f"'{sys.executable}' -m earwitness export '{tmp_path / 'case'}' --format json | head -c 9"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout == b'{\n  "earw'
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_an_interrupted_case_is_mended_by_the_next_reading(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    run("read", reports, "--case", case)
    whole = run("export", case, "--format", "json").stdout
    (case / "case.sqlite").unlink()
    assert run("check", case).returncode == 4
    assert run("read", reports / "ferry.txt", "--case", case).returncode == 0
    assert run("export", case, "--format", "json").stdout == whole
    assert run("check", case).returncode == 0


def test_what_an_older_reader_read_is_read_anew(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    run("read", reports, "--case", case)
    whole = run("export", case, "--format", "json").stdout
    connection = sqlite3.connect(case / "case.sqlite")
    with connection:
        connection.execute(
            "UPDATE readings SET reader = 'rules@0', reading = replace(reading, 'Ada', 'Eva')"
        )
    assert (
        b"Eva"
        in connection.execute("SELECT group_concat(reading) FROM readings").fetchone()[0].encode()
    )
    connection.close()
    run("read", reports / "ferry.txt", "--case", case)
    assert run("export", case, "--format", "json").stdout == whole
    assert run("check", case).returncode == 0
    log = [json.loads(line) for line in (case / "custody.log").read_text().splitlines()]
    assert [line["action"] for line in log].count("read") == 4
    assert [line["action"] for line in log].count("added") == 2
