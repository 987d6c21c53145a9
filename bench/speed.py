"""How fast the rules read, and how long one command takes.  python bench/speed.py

Prints words a second of intake, reading and both together, on one core, over the bundled examples
repeated; and the time of `earwitness read` on two reports, as a whole process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from earwitness import pipeline
from earwitness.intake import read_document
from earwitness.model import Document
from earwitness.reading import read_report

EXAMPLES = Path(__file__).parent.parent / "examples"
SECONDS = 3.0


def rate(work: Callable[[], object], words: int) -> float:
    """Words a second of the work, the best of the runs that fit in SECONDS."""
    work()  # caches and compiled patterns
    best, until = float("inf"), time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        start = time.process_time()  # a busy machine must not change the figure
        work()
        best = min(best, time.process_time() - start)
    return words / best


def whole_process(reports: list[Path]) -> tuple[float, float]:
    """Seconds by the clock and of CPU, of `earwitness read` into a new case; the best of three."""
    times = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            start, before = time.perf_counter(), _cpu()
            command = [sys.executable, "-m", "earwitness", "read", *map(str, reports)]
            subprocess.run([*command, "--case", f"{folder}/case"], check=True, capture_output=True)
            times.append((time.perf_counter() - start, _cpu() - before))
    return min(wall for wall, _ in times), min(cpu for _, cpu in times)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    found = sorted(p for p in EXAMPLES.glob("*/*") if p.suffix in {".txt", ".html"})
    pages = [(path.read_bytes(), path.name) for path in found]
    documents: list[Document] = [read_document(data, path=name) for data, name in pages]
    words = sum(len(document.text.split()) for document in documents)

    plain = [(d, n) for d, n in pages if n.endswith(".txt")]
    plain_words = sum(len(read_document(d, path=n).text.split()) for d, n in plain)
    rates = {
        "intake, plain text": rate(
            lambda: [read_document(d, path=n) for d, n in plain], plain_words
        ),
        "intake, text and HTML": rate(lambda: [read_document(d, path=n) for d, n in pages], words),
        "reading by rules": rate(lambda: [read_report(d) for d in documents], words),
        "both": rate(lambda: [pipeline.read_bytes(d, path=n) for d, n in pages], words),
    }
    print(f"{len(pages)} reports, {words} words, one core")
    for name, value in rates.items():
        print(f"{name:24}{value:>12,.0f} words a second")
    for kind in (".txt", ".html"):
        two = [p for p in found if p.suffix == kind][:2]
        wall, cpu = whole_process(two)
        name = f"two {kind} reports"
        print(f"{name:24}{wall:>12.2f} s from start to brief, {cpu:.2f} s of CPU")


if __name__ == "__main__":
    main()
