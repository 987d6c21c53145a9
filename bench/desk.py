"""How quick the desk is with 300 reports and 10,200 statements.  python bench/desk.py

Starts the desk as its own process, and prints milliseconds a request: of CPU that the desk spent,
and by the clock (longer where the machine is busy). To reach: the first view within 1,000, a search
within 100, a decision visible within 200.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "desk"))

from large_case import large_case, write_case

from earwitness.casefile import CaseFolder
from earwitness.desk.accounts import Accounts
from earwitness.model import Case

TIMES = 7
PASSWORD = "a-long-password"  # noqa: S105 - of a case that is made here
WORDS = ("bridge", "Mirel", "hour+51", "shelled+depot", "harbour", "Ketter", "mined")


class Script:
    """A script at the desk, and the CPU time of the desk's process."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "earwitness", "serve", str(folder), "--no-open"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        found = re.search(
            r"http://127\.0\.0\.1:(\d+)/enter\?token=(\S+)", self.process.stdout.readline()
        )
        assert found is not None
        self.connection = HTTPConnection("127.0.0.1", int(found[1]), timeout=300)
        self.key = ""
        self.key = json.loads(self.ask("POST", "/api/session", {"token": found[2]}))["key"]

    def ask(self, method: str, path: str, body: Any = None, *, key: str = "") -> str:
        """The text of the answer; `key` is that of somebody else."""
        bearer = f"Bearer {key or self.key}"
        headers = {"Content-Type": "application/json", "Authorization": bearer}
        self.connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        assert answer.status < 400, (answer.status, path, text[:300])
        return text

    def cpu(self) -> float:
        """Seconds of CPU that the desk has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100


def timed(desk: Script, work: Callable[[int], object], times: int = TIMES) -> str:
    """The best by the clock, and CPU a time on average (its clock ticks in 10 ms)."""
    best, before = float("inf"), desk.cpu()
    for n in range(times):
        start = time.perf_counter()
        work(n)
        best = min(best, time.perf_counter() - start)
    return f"{(desk.cpu() - before) / times * 1000:6.0f} ms CPU, {best * 1000:6.0f} ms by the clock"


def decide(desk: Script, case: Case) -> Callable[[int], None]:
    """Reject a statement, and look at it."""

    def work(n: int) -> None:
        one = case.statements[n * 50].id
        desk.ask("POST", "/api/decisions", {"act": "reject", "thing": one, "why": "a trial"})
        assert "rejected" in desk.ask("GET", f"/statements/{one}")

    return work


def seen_by_a_reader(desk: Script, case: Case) -> Callable[[int], None]:
    """Reject a statement, and let a reader look: a part of the case is redacted anew."""
    words = {"name": "rea", "password": PASSWORD}
    key = json.loads(desk.ask("POST", "/api/session", words))["key"]

    def work(n: int) -> None:
        one = case.statements[n * 50 + 20].id
        desk.ask("POST", "/api/decisions", {"act": "reject", "thing": one, "why": "a trial"})
        assert "rejected" in desk.ask("GET", "/decisions", key=key)

    return work


def main() -> None:
    case = large_case()
    with tempfile.TemporaryDirectory() as place:
        folder = write_case(Path(place) / "case", case)
        with CaseFolder.open(folder, version="1") as store:
            Accounts(store).put("rea", "reader", PASSWORD)
        start = time.perf_counter()
        desk = Script(folder)
        ready = time.perf_counter() - start
        try:
            print(f"desk: {len(case.documents)} reports, {len(case.statements):,} statements")
            told("open", f"{desk.cpu() * 1000:6.0f} ms CPU, {ready * 1000:6.0f} ms by the clock")
            told("first view", timed(desk, lambda _: desk.ask("GET", "/"), 1))
            report = f"/reports/{case.documents[7].id}"
            told("a report", timed(desk, lambda _: desk.ask("GET", report)))
            told("search", timed(desk, lambda n: desk.ask("GET", f"/api/statements?q={WORDS[n]}")))
            told(
                "search, as a page",
                timed(desk, lambda n: desk.ask("GET", f"/statements?q={WORDS[n]}")),
            )
            told("a decision, made and seen", timed(desk, decide(desk, case)))
            told(
                "a decision, seen by readers",
                timed(desk, seen_by_a_reader(desk, case)),
            )
            told("the picture of the roots", timed(desk, lambda _: desk.ask("GET", "/roots"), 1))
        finally:
            desk.process.terminate()
            desk.process.wait(20)


def told(what: str, time_taken: str) -> None:
    print(f"  {what:<27}{time_taken}", flush=True)


if __name__ == "__main__":
    main()
