from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from earwitness import open_case

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


def exported(case: Path) -> str:
    """The export of a whole case; that the command prints the same is a test of its own."""
    with open_case(case, create=False) as opened:
        assert opened.check() == ()
        return opened.json()


def paths_of(case: Path) -> list[str]:
    return [document["path"] for document in json.loads(exported(case))["documents"]]


def write_reports(folder: Path) -> Path:
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "deep" / "storm.html").write_text(STORM, encoding="utf-8")
    (folder / ".hidden" / "x.txt").write_text(FERRY + "x", encoding="utf-8")
    (folder / "notes.yaml").write_text("not: a report", encoding="utf-8")
    return folder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports")


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that a process has made of the reports; tests work on copies."""
    place = tmp_path_factory.mktemp("once")
    assert run("read", write_reports(place / "reports"), "--case", place / "case").returncode == 0
    return place / "case"


@pytest.fixture
def case(tmp_path: Path, read_once: Path) -> Path:
    return shutil.copytree(read_once, tmp_path / "case")


def _bytes_of(case: Path) -> dict[str, bytes]:
    return {str(p.relative_to(case)): p.read_bytes() for p in case.rglob("*") if p.is_file()}


def test_a_folder_becomes_a_case_with_a_brief(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "case"
    done = run("read", reports, "--case", case)
    assert (done.returncode, done.stderr) == (0, b"")
    last = done.stdout.decode().splitlines()[-1]
    assert last == f"The brief as a page: {case / 'brief.html'}"
    documents = json.loads(exported(case))["documents"]
    assert [d["path"] for d in documents] == ["deep/storm.html", "ferry.txt"]
    assert documents[1]["text"] == FERRY
    assert b"Nobody was hurt" in (case / "brief.html").read_bytes()
    assert run("check", case).returncode == 0


def test_reading_the_same_twice_changes_not_one_byte(case: Path, reports: Path) -> None:
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
    assert exported(tmp_path / "at-once") == exported(tmp_path / "later")
    pages = [(tmp_path / c / "brief.html").read_bytes() for c in ("at-once", "later")]
    assert pages[0] == pages[1]


def test_the_same_bytes_under_two_names_are_one_document(tmp_path: Path, reports: Path) -> None:
    copy = reports / "a-copy.txt"
    copy.write_bytes((reports / "ferry.txt").read_bytes())
    for name, order in (("x", ["ferry.txt", "a-copy.txt"]), ("y", ["a-copy.txt", "ferry.txt"])):
        for report in order:
            with open_case(tmp_path / name) as opened:
                opened.add(reports / report)
    assert exported(tmp_path / "x") == exported(tmp_path / "y")
    assert paths_of(tmp_path / "x") == ["a-copy.txt"]


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
    assert paths_of(tmp_path / "case") == ["deep/storm.html", "ferry.txt"]


def test_nothing_readable_is_its_own_status(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("read", tmp_path / "empty.txt", "--json")
    assert done.returncode == 3
    assert [f["code"] for f in json.loads(done.stdout)["failed"]] == ["empty"]


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
    assert paths_of(case) == ["-", "storm.html"]


def test_a_case_inside_the_folder_is_not_read_as_reports(reports: Path, read_once: Path) -> None:
    shutil.copytree(read_once, reports / "case")
    again = json.loads(run("read", ".", "--case", "case", "--json", cwd=reports).stdout)
    assert again["known"] == ["deep/storm.html", "ferry.txt"]
    assert again["added"] == []
    assert run("read", "case", cwd=reports).returncode == 3


def test_a_reader_that_has_seen_enough_is_no_error(case: Path) -> None:
    command = f"'{sys.executable}' -m earwitness export '{case}' --format json | head -c 9"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert done.stdout == b'{\n  "earw'
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr


def test_an_interrupted_case_is_mended_by_the_next_reading(case: Path, reports: Path) -> None:
    whole = exported(case)
    (case / "case.sqlite").unlink()
    assert run("check", case).returncode == 4
    assert run("read", reports / "ferry.txt", "--case", case).returncode == 0
    assert exported(case) == whole


def test_what_an_older_reader_read_is_read_anew(case: Path, reports: Path) -> None:
    whole = exported(case)
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
    assert exported(case) == whole
    log = [json.loads(line) for line in (case / "custody.log").read_text().splitlines()]
    assert [line["action"] for line in log].count("read") == 4
    assert [line["action"] for line in log].count("added") == 2
