"""How a crawl grows with the number of its pages.  python bench/growth.py [PAGES …]

The whole command, `earwitness crawl` with the fast reader and a worker for each core, on web
archives of 1,000, 4,000 and 20,000 invented pages (made_pages.py), one after the other. Prints
seconds by the clock and of CPU, the largest process, and disk. By the clock it says something of
an idle machine alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import made_pages


class Run(NamedTuple):
    """One crawl: pages, seconds by the clock and of CPU, megabytes of memory and of disk."""

    pages: int
    clock: float
    cpu: float
    memory: float
    disk: float


def crawl(pages: int, folder: Path) -> Run:
    """Crawl an archive of so many pages and say what it took."""
    archive, out = folder / f"{pages}.warc.gz", folder / f"set-{pages}"
    # a process of its own, so that this one stays small
    subprocess.run([sys.executable, made_pages.__file__, str(pages), str(archive)], check=True)
    command = [sys.executable, "-m", "earwitness", "crawl", str(archive), "--out", str(out)]
    start = time.perf_counter()
    run = subprocess.Popen([*command, "--reader", "fast", "--json"], stdout=subprocess.DEVNULL)
    _, status, spent = os.wait4(run.pid, 0)
    clock = time.perf_counter() - start
    if status:
        sys.exit(f"crawl of {pages} pages failed")
    disk = sum(f.stat().st_size for f in out.rglob("*.parquet")) / 1e6
    archive.unlink()
    return Run(pages, clock, spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024, disk)


def told(run: Run, first: Run) -> str:
    """A line of the table."""
    growth = run.cpu / run.pages / (first.cpu / first.pages)
    by_clock = run.clock / run.pages / (first.clock / first.pages)
    return (
        f"{run.pages:>7,} pages {run.clock:8.1f} s, {run.pages / run.clock:5.1f} a second; "
        f"{1000 * run.cpu / run.pages:6.1f} ms of CPU a page; largest process "
        f"{run.memory:,.0f} MB; {run.disk:,.0f} MB of Parquet; a page against the first run's: "
        f"{growth:.3f} of CPU, {by_clock:.3f} by the clock"
    )


def main() -> None:
    """Print a line for each size."""
    sizes = [int(a.replace(",", "")) for a in sys.argv[1:]] or [1_000, 4_000, 20_000]
    runs: list[Run] = []
    with tempfile.TemporaryDirectory() as name:
        for pages in sizes:
            runs.append(crawl(pages, Path(name)))
            print(told(runs[-1], runs[0]), flush=True)


if __name__ == "__main__":
    main()
