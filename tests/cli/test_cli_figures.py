from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_cli_read import run

REPORT = b"""Fire on the ferry at Ostrel

The coast guard said on 3 May 2022 that at least 12 people were killed in Ostrel.
The hospital said on 4 May 2022 that 31 people were killed in Ostrel.
Dozens of people were injured, the mayor said.
"""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("figures") / "case"
    run("read", "-", "--case", made, given=REPORT)
    return made


def test_groups_are_printed_with_their_reasons(case: Path) -> None:
    done = run("figures", case)
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "at least 12" in text
    assert "31" in text
    assert "No other figure may be held against these" in text


def test_json_and_a_profile(case: Path) -> None:
    found = json.loads(run("figures", case, "--json", "--profile", "acled").stdout)
    assert found["profile"]["name"] == "acled"
    assert [row["best"] for row in found["alone"] if row["qualifier"] == "dozens"] == [12]
    assert {row["best"] for group in found["series"] for row in group["rows"]} == {12, 31}


def test_charts_are_written_and_named(case: Path, tmp_path: Path) -> None:
    done = run("figures", case, "--svg", tmp_path / "charts")
    names = [Path(line) for line in done.stdout.decode().split()]
    assert [name.name for name in names] == ["01-killed.svg"]
    assert names[0].read_text(encoding="utf-8").startswith("<svg")


def test_charts_as_pictures(case: Path, tmp_path: Path) -> None:
    done = run("figures", case, "--png", tmp_path / "charts", "--svg", tmp_path / "charts")
    names = [Path(line).name for line in done.stdout.decode().split()]
    assert (done.returncode, names) == (0, ["01-killed.svg", "01-killed.png"])
    drawn = (tmp_path / "charts" / "01-killed.png").read_bytes()
    assert drawn.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(drawn[at : at + 4]) for at in (16, 20))
    assert width > 800
    assert height > 300
    assert len(drawn) > 15_000, "a chart without its words is smaller"


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    done = run("figures", tmp_path / "none")
    assert done.returncode == 2
    assert b"There is no case" in done.stderr
