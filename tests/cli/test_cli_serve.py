"""`earwitness serve` and `account` as processes."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from earwitness.casefile import CaseFolder

PROGRAM = [sys.executable, "-m", "earwitness"]


def made(folder: Path) -> Path:
    CaseFolder.create(folder, version="1").close()
    return folder


def test_the_desk_prints_an_address_that_opens_it_and_closes_when_interrupted(
    tmp_path: Path,
) -> None:
    command = [*PROGRAM, "serve", str(made(tmp_path / "case")), "--no-open"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as desk:
        assert desk.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+/enter\?token=\S+", desk.stdout.readline())
        assert address is not None
        with urlopen(address[0], timeout=120) as page:  # noqa: S310 (our own address)
            assert page.status == 200
            assert "Come in" in page.read().decode()  # nobody kept the cookie: at the door again
        desk.send_signal(signal.SIGINT)
        assert desk.wait(60) == 0


def test_a_desk_for_others_needs_an_account_first(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    command = [*PROGRAM, "serve", str(folder), "--no-open", "--host", "0.0.0.0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "earwitness account" in done.stderr


def test_there_is_no_desk_without_a_case(tmp_path: Path) -> None:
    command = [*PROGRAM, "serve", str(tmp_path / "none"), "--no-open"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_an_account_is_made_by_a_pipe_and_taken_away(tmp_path: Path) -> None:
    folder = made(tmp_path / "case")
    command = [*PROGRAM, "account", str(folder), "ada", "--role", "reader"]
    done = subprocess.run(
        command, input="correct horse battery\n", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "ada may come in as reader.\n")
    assert json.loads((folder / "accounts.json").read_text())[0]["name"] == "ada"
    gone = subprocess.run([*command, "--remove"], capture_output=True, text=True, check=False)
    assert gone.returncode == 0
    short = subprocess.run(command, input="short\n", capture_output=True, text=True, check=False)
    assert short.returncode == 2
