"""The same rows on one machine and on a cluster, in any number of shards, whoever is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from earwitness.crawl import CrawlError
from earwitness.crawl.child import Worker
from earwitness.crawl.cluster import RayRunner
from earwitness.crawl.run import crawl
from earwitness.crawl.runners import LocalRunner
from earwitness.crawl.sources import Source

from .conftest import RULES
from .made_archive import Here, digest, page, rows, warc


def processes(mark: str) -> Iterator[int]:
    """Processes of our workers, by the folder that only they have in their environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
            around = (folder / "environ").read_bytes()
        except OSError:
            continue
        if b"earwitness.crawl.child" in line and mark.encode() in around:
            yield int(folder.name)


class Killing:
    """Kills so many of the processes while something runs: `with Killing(2, victims) as killed`."""

    def __init__(self, often: int, victims: Callable[[], list[int]]) -> None:
        self.often, self.victims = often, victims
        self.killed: set[int] = set()
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._work)

    def __enter__(self) -> set[int]:
        self.thread.start()
        return self.killed

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _work(self) -> None:
        while len(self.killed) < self.often and not self.over.wait(0.02):
            for pid in self.victims()[:1]:
                time.sleep(0.3)  # in the midst of its work
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    self.killed.add(pid)


def test_what_a_worker_raises_is_told_as_it_was_there(tmp_path: Path) -> None:
    gone = Source(str(tmp_path / "gone.warc"), "warc", 1)
    with Worker(60) as worker, pytest.raises(CrawlError, match="cannot be opened") as told:
        worker.do(gone)
    assert told.value.code == "source"


@pytest.mark.parametrize("size", [1, 3, 100])
def test_the_rows_are_the_same_in_any_number_of_shards(
    archives: Path, local: Path, tmp_path: Path, size: int
) -> None:
    out = tmp_path / "set"
    crawl((str(archives),), str(out), Here(), settings=RULES, size=size)
    assert digest(out) == digest(local)


def test_a_real_ray_gives_the_same_rows(
    archives: Path, local: Path, tmp_path: Path, ray_address: str
) -> None:
    out = tmp_path / "set"
    made = crawl(
        (str(archives),), str(out), RayRunner(ray_address, seconds=300), settings=RULES, size=2
    )
    assert made.captures == 15
    assert digest(out) == digest(local)


def test_workers_of_the_cluster_that_are_killed_lose_and_double_nothing(
    archives: Path, local: Path, tmp_path: Path, ray_address: str
) -> None:
    """The workers of Ray themselves are killed, in the middle of their tasks."""

    def workers() -> list[int]:
        found = subprocess.run(
            ["pgrep", "-f", "ray::_do"], capture_output=True, text=True, check=False
        )
        return [int(pid) for pid in found.stdout.split()]

    out = tmp_path / "set"
    with Killing(2, workers) as killed:
        runner = RayRunner(ray_address, seconds=300)
        crawl((str(archives),), str(out), runner, settings=RULES, size=2)
    assert len(killed) == 2
    assert digest(out) == digest(local)


def test_processes_of_this_machine_that_are_killed_lose_and_double_nothing(
    archives: Path, local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARWITNESS_TEST_MARK", str(tmp_path))
    out = tmp_path / "set"
    with Killing(2, lambda: list(processes(str(tmp_path)))) as killed:
        crawl((str(archives),), str(out), LocalRunner(2, seconds=300), settings=RULES, size=4)
    assert len(killed) == 2
    assert digest(out) == digest(local)


def test_a_crawl_that_was_killed_goes_on_where_it_was(
    archives: Path, local: Path, tmp_path: Path
) -> None:
    out = tmp_path / "set"
    command = [sys.executable, "-m", "earwitness", "crawl", str(archives), "--out", str(out),
               "--reader", "rules", "--shard", "2", "--workers", "1"]  # fmt: skip
    running = subprocess.Popen(command)
    until = time.monotonic() + 240
    while len(list(out.glob("_done/*"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    before = len(list(out.glob("_done/*")))
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == 1, again.stderr  # one page is empty
    assert before < 9
    assert "had been read before" in again.stdout
    assert digest(out) == digest(local)


def test_a_page_that_hangs_or_kills_becomes_a_failure_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pages do it for real: the process that reads them sleeps, or dies, at their words."""
    away = tmp_path / "away"
    away.mkdir()
    (away / "sitecustomize.py").write_text(
        "import earwitness.pipeline as p, os, time\n"
        "real = p.read_bytes\n"
        "def read(data, **more):\n"
        "    if b'Pier 1 gives' in data: time.sleep(1000)\n"
        "    if b'Pier 2 gives' in data: os._exit(9)\n"
        "    return real(data, **more)\n"
        "p.read_bytes = read\n"
    )
    (tmp_path / "a.warc.gz").write_bytes(warc([page(n) for n in range(4)]))
    monkeypatch.syspath_prepend(str(away))
    out = tmp_path / "set"
    source = str(tmp_path / "a.warc.gz")
    made = crawl((source,), str(out), LocalRunner(1, seconds=10), settings=RULES)
    assert (made.rows["documents"], made.rows["failures"]) == (2, 2)
    failed = {row["code"]: row for row in rows(out, "failures")}
    assert set(failed) == {"too-slow", "killed"}
    assert all(row["stage"] == "crawl" and row["reason"] for row in failed.values())
