"""Reports read side by side in several processes, given back in the order in which they came."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeAlias

from earwitness import pipeline
from earwitness.model import Failure, Reading

Report: TypeAlias = tuple[str, "bytes | Failure"]
Read: TypeAlias = tuple[str, "bytes | Failure", "Reading | Failure | None"]

MOST = 4  # processes that are started without being asked for
SMALL = 150_000  # bytes; so little is read before another process has started
AHEAD = 4  # reports for each process that wait to be read or to be fetched


def cores() -> int:
    """How many processes to read with where nobody says: one a core, four at most."""
    return min(MOST, len(os.sched_getaffinity(0)))


def read_ahead(
    reports: Iterable[Report],
    by: pipeline.Reader,
    *,
    known: Callable[[str, bytes], bool] = lambda _name, _data: False,
) -> Iterator[Read]:
    """Every report with its reading, in order; None where the caller is to read it.

    That is so for reports that are `known`, for few and short ones, and for a reader of one
    thread: starting a process takes longer than reading a page.
    """
    reports = iter(reports)
    first, size = [], 0
    while by.threads > 1 and size < SMALL:
        one = next(reports, None)
        if one is None:
            break
        first.append(one)
        size += len(one[1]) if isinstance(one[1], bytes) else 0
    if size < SMALL:
        yield from ((name, data, None) for name, data in chain(first, reports))
    else:
        yield from _side_by_side(chain(first, reports), by, known)


def _side_by_side(
    reports: Iterator[Report], by: pipeline.Reader, known: Callable[[str, bytes], bool]
) -> Iterator[Read]:
    waiting: deque[tuple[str, bytes | Failure, Future[Reading | Failure] | None]] = deque()
    with ExitStack() as stack:
        # Not fork: a process that has threads cannot be copied safely.
        pool = stack.enter_context(
            ProcessPoolExecutor(by.threads, get_context("spawn"), _start, (by.name,))
        )
        stack.callback(pool.shutdown, wait=False, cancel_futures=True)
        while True:
            for name, data in islice(reports, by.threads * AHEAD - len(waiting)):
                asked = isinstance(data, bytes) and not known(name, data)
                job = pool.submit(_read, name, data) if asked else None  # type: ignore[arg-type]
                waiting.append((name, data, job))
            if not waiting:
                return
            name, data, job = waiting.popleft()
            yield name, data, _result(job)


def _result(job: Future[Reading | Failure] | None) -> Reading | Failure | None:
    """What the process made of it; a process that died leaves the report to the caller."""
    try:
        return job.result() if job else None
    except BrokenProcessPool:
        return None


_reader: pipeline.Reader | None = None


def _start(name: str) -> None:
    global _reader  # noqa: PLW0603 - one reader for each process, made when it starts
    _reader = pipeline.reader(name, 1)


def _read(name: str, data: bytes) -> Reading | Failure:
    return pipeline.read_bytes(data, path=name, by=_reader)
