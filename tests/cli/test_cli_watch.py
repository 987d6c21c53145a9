"""`earwitness watch` as a user runs it: the program, a server, signals, and a kill."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from test_cli_read import run

from story import ALTERED, FIRST, RISEN
from test_watching import feed
from website import Page, Site, site

OURS = ("--allow-private", "--pause", "0", "--reader", "rules")


@pytest.fixture
def paper() -> Iterator[Site]:
    with site() as made:
        made.pages |= {"/first": Page(FIRST), "/risen": Page(RISEN), "/altered": Page(ALTERED)}
        yield made


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "earwitness", "watch", *map(str, arguments), *OURS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONWARNINGS": "error"},
    )


def test_a_feed_that_changes_drives_it_through_a_kill_and_a_stop(
    tmp_path: Path, paper: Site
) -> None:
    case, url = tmp_path / "case", f"{paper.url}/feed"
    reached, let_go = threading.Event(), threading.Event()

    def hangs(_request: BaseHTTPRequestHandler) -> Page:
        reached.set()
        let_go.wait(60)
        return Page(RISEN)

    paper.pages["/risen"] = hangs
    feed(paper, "first", "risen")
    killed = start(url, "--case", case, "--every", "1s")
    assert reached.wait(300)
    killed.kill()
    assert killed.communicate()[0] == b""  # nothing had been told yet
    let_go.set()

    process = start(url, "--case", case, "--every", "1s", "--json")
    assert process.stdout is not None
    told = [json.loads(process.stdout.readline()) for _ in range(5)]
    assert [n["kind"] for n in told] == [
        "report added", "report added", "new root", "new root", "figure superseded",
    ]  # fmt: skip
    assert paper.paths().count("/first") == 1  # kept before the kill, and not fetched again

    feed(paper, "altered", "risen", "first")
    told = [json.loads(process.stdout.readline()) for _ in range(3)]
    assert [n["kind"] for n in told] == ["report added", "new root", "quotation altered"]
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out) == (0, b"")
    assert err == b"Stopped; the next watch goes on from here.\n"

    once = run("watch", "--case", case, "--once", *OURS)
    assert (once.returncode, once.stdout) == (0, b"Nothing new.\n")
    assert run("check", case).returncode == 0
    assert len((case / "changes.jsonl").read_text().splitlines()) == 8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["feed.xml"], b"https://"),
        (["https://a.example/", "--every", "soon"], b"15m"),
        ([], b"Nothing is watched"),
    ],
)  # fmt: skip
def test_what_cannot_be_watched_is_said(tmp_path: Path, arguments: list[str], words: bytes) -> None:
    done = run("watch", *arguments, "--case", tmp_path / "case")
    assert done.returncode == 2
    assert words in done.stderr
