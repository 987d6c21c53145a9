"""`earwitness publish`, `reveal` and `hide`, as processes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from test_cli_read import run

CALL = """The Ledger

A call from the bridge

“They sent us at night,” a soldier named Danylo tells his mother in an intercepted phone call that
the Security Service of Velmora released on Monday.

“It is not so,” said Ada Brenk, a spokeswoman of the ministry. Orla Finch, a baker, said that
Danylo’s mother had told her.
"""


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("once") / "case"
    run("read", "-", "--case", made, "--reader", "rules", given=CALL.encode())
    return made


@pytest.fixture
def case(tmp_path: Path, read_once: Path) -> Path:
    return shutil.copytree(read_once, tmp_path / "case")


def test_check_lists_who_is_withheld_and_publishes_nothing(case: Path) -> None:
    done = run("publish", case, "--check", "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert [p["placeholder"] for p in found["withheld"] if "Danylo" in p["names"]] != [None]
    assert "Ada Brenk" in found["named"]
    assert b"published" not in (case / "custody.log").read_bytes()


def test_what_is_published_has_no_private_name_and_the_log_says_so(
    case: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = run("publish", case, "--format", "html", "--out", out)
    assert done.returncode == 0
    assert b"searched for" in done.stderr
    page = (out / "brief.html").read_text(encoding="utf-8")
    assert "Danylo" not in page
    assert "Ada Brenk" in page
    assert "Published copy." in page
    assert run("check", case).returncode == 0
    lines = (case / "custody.log").read_text().splitlines()
    assert json.loads(lines[-1])["action"] == "published"


def test_the_owner_reveals_and_hides_with_a_reason(case: Path, tmp_path: Path) -> None:
    why = ("--reason", "Agreed on 3 May.", "--by", "The editor")
    assert run("reveal", case, "Danylo", *why).returncode == 0
    assert run("hide", case, "Orla Finch", "--reason", "Asked.").returncode == 0
    out = tmp_path / "out"
    run("publish", case, "--format", "text", "--out", out)
    run("publish", case, "--format", "annotations", "--out", out)
    words = (out / "texts" / "report-01.txt").read_text(encoding="utf-8")
    assert "Danylo" in words
    assert "Finch" not in words
    entry = next(
        json.loads(line)
        for line in (case / "custody.log").read_text().splitlines()
        if json.loads(line)["action"] == "revealed"
    )
    assert entry["detail"] == {"reason": "Agreed on 3 May.", "by": "The editor"}
    assert run("check", case).returncode == 0


def test_nobody_can_be_revealed_who_is_not_withheld(case: Path) -> None:
    done = run("reveal", case, "Nobody Atall", "--reason", "No.")
    assert done.returncode == 6
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_a_format_of_several_files_needs_a_folder(case: Path) -> None:
    assert run("export", case, "--format", "csv").returncode == 2
    assert run("publish", case).returncode == 2


def test_the_key_is_the_cases_own_and_nobody_elses(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("publish", case, "--format", "rocrate", "--out", out)
    key = case / "publish.key"
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_bytes() not in (out / "case.crate.zip").read_bytes()
