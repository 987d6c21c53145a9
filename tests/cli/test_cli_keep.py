from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_cli_read import FERRY, exported, run


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("once") / "case"
    run("read", "-", "--case", made, given=FERRY.encode())
    return made


@pytest.fixture
def case(tmp_path: Path, read_once: Path) -> Path:
    return shutil.copytree(read_once, tmp_path / "case")


def test_a_tampered_case_is_reported(case: Path) -> None:
    original = next(path for path in (case / "originals").rglob("*") if path.is_file())
    original.chmod(0o644)
    original.write_bytes(b"other")
    done = run("check", case)
    assert (done.returncode, done.stderr) == (4, b"")
    assert original.name in done.stdout.decode()
    found = json.loads(run("check", case, "--json").stdout)
    assert [problem["code"] for problem in found] == ["original-changed"]


def test_the_export_says_that_it_holds_names(case: Path, tmp_path: Path) -> None:
    printed = run("export", case, "--format", "json")
    assert b"your own complete copy" in printed.stderr
    assert printed.stdout.decode() == exported(case)
    out = tmp_path / "out.json"
    assert run("export", case, "--format", "json", "--out", out).stdout == b""
    assert out.read_bytes() == printed.stdout


def test_the_brief_is_printed_as_it_is_kept(case: Path) -> None:
    done = run("brief", case)
    assert done.stdout.decode().startswith(
        (case / "brief.txt").read_text(encoding="utf-8").rstrip()
    )


@pytest.mark.parametrize("command", [["check"], ["brief"], ["export", "--format", "json"]])
def test_a_case_that_is_not_there_is_a_usage_error(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, tmp_path / "none")
    assert done.returncode == 2
    assert b"There is no case" in done.stderr
    assert not (tmp_path / "none").exists()


def test_a_damaged_case_says_where_to_look(case: Path) -> None:
    (case / "case.sqlite").write_bytes(b"nothing of ours" * 400)
    done = run("brief", case)
    assert done.returncode == 4
    assert b"earwitness check" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_folder_with_other_things_is_not_made_a_case(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    done = run("read", "-", "--case", tmp_path, given=FERRY.encode())
    assert done.returncode == 2
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
