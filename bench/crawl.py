"""How fast a web archive becomes a data set.  python bench/crawl.py [PAGES]

Invented pages of about 450 words (made_pages.py) go from a packed WARC to Parquet with the
fast reader and everything on. Seconds are of CPU, in one worker's process, after its first 20
pages, and of each ten pages the best of five passes: the machine may be busy, and two workers
share nothing but the disk. Prints articles a second on two cores, the share of each stage, and
memory as it goes. How it grows with the pages: growth.py.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import made_pages

from earwitness import pipeline
from earwitness.crawl import shard
from earwitness.crawl.child import calm
from earwitness.crawl.shard import Settings, read_shard, shards_of
from earwitness.crawl.sources import indexed, sources_of
from earwitness.reading.neural.tagger import NeuralTagger

SPENT: dict[str, float] = defaultdict(float)
_STACK: list[float] = []


def timed(holder: Any, name: str, stage: str) -> None:
    """Count the CPU seconds of a function for a stage, without those of stages inside it."""
    real: Callable[..., Any] = getattr(holder, name)

    def work(*arguments: Any, **more: Any) -> Any:
        start = time.process_time()
        _STACK.append(0.0)
        try:
            return real(*arguments, **more)
        finally:
            whole = time.process_time() - start
            SPENT[stage] += whole - _STACK.pop()
            if _STACK:
                _STACK[-1] += whole

    setattr(holder, name, work)


def measured(pages: int, folder: Path, *, step: int, passes: int) -> list[tuple[int, float, float]]:
    """Pages done, CPU seconds and peak memory at every step; of each shard the best pass."""
    archive = folder / "made.warc.gz"
    archive.write_bytes(made_pages.archive(pages + 20))
    out, settings = str(folder / "set"), Settings("fast")
    first = str(folder / "first")  # what the first pages wrote is not counted
    (source,) = sources_of((str(archive),))
    start = time.process_time()
    index = indexed(source)
    walking = time.process_time() - start
    read_shard(
        next(shards_of(index, first, settings, 20))
    )  # the reader is loaded, patterns compiled
    SPENT.clear()
    rest = type(index)(source, index.starts[20:], index.lengths[20:])
    at, told = 0, []
    seconds = walking * pages / (pages + 20)
    for one in shards_of(rest, out, settings, 10):
        took = []
        for _ in range(passes):
            start = time.process_time()
            read_shard(one)
            took.append(time.process_time() - start)
        SPENT["all passes"] += sum(took)
        at, seconds = at + len(one.starts), seconds + min(took)
        if at % step == 0 or at == pages:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            told.append((at, seconds, peak))
    SPENT["bytes"] = sum(f.stat().st_size for f in Path(out).rglob("*.parquet"))
    return told


def main() -> None:
    """Print the table."""
    given = [int(a.replace(",", "")) for a in sys.argv[1:] if a[0].isdigit()]
    pages, passes = (given or [60])[0], 5
    calm()  # as a worker does
    timed(pipeline, "read_document", "intake")
    timed(NeuralTagger, "_run", "reading: the network")
    timed(pipeline, "read_report", "reading: rules, dates, figures")
    timed(pipeline, "trace_alone", "tracing one report")
    timed(shard, "rows_of", "rows")
    timed(shard.tables, "parquet", "writing Parquet")
    timed(shard.places, "write", "writing Parquet")
    step = min(1_000, max(20, pages // 80 * 20))
    with tempfile.TemporaryDirectory() as name:
        told = measured(pages, Path(name), step=step, passes=passes)
    disk, whole = SPENT.pop("bytes"), SPENT.pop("all passes")
    at, seconds, _ = told[-1]
    print(f"{at:,} pages of about 450 words, fast reader, one worker, best of {passes} passes")
    rate, every = at / seconds, passes * at / whole
    print(f"  {rate:.1f} articles in a second of CPU, {2 * rate:.1f} on two cores,")
    print(f"  {2 * rate * 86_400:,.0f} a day on two cores; mean of all passes {2 * every:.1f}")
    print(f"  {disk / at / 1000:.1f} GB of Parquet for a million pages")
    SPENT["unpacking and the rest"] = whole - sum(SPENT.values())
    for stage, spent in sorted(SPENT.items(), key=lambda s: -s[1]):
        print(f"  {stage:32}{spent / whole:7.1%}{1000 * spent / at / passes:9.1f} ms a page")
    for count, so_far, peak in told:
        print(f"  after {count:>6,} pages {1000 * so_far / count:7.1f} ms a page, {peak:,.0f} MB")


if __name__ == "__main__":
    main()
