"""Who does the tasks of a crawl: processes of this machine, or an engine that runs already."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from typing import Any, Protocol

from .child import Task, Worker

AHEAD = 2
"""Tasks that wait for each worker."""


class Runner(Protocol):
    """Does tasks in any order, each at least once, and gives back what they give."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Any]:
        """What the tasks give, as it comes."""
        ...


class LocalRunner:
    """Processes of this machine, each watched by a thread."""

    def __init__(self, workers: int | None = None, *, seconds: float) -> None:
        self.workers = workers or len(os.sched_getaffinity(0))
        self.seconds = seconds

    def run(self, tasks: Iterable[Task]) -> Iterator[Any]:
        """What the tasks give, as it comes. Raises CrawlError, ModelError."""
        todo, own, stack = iter(tasks), threading.local(), ExitStack()
        lock = threading.Lock()

        def do(task: Task) -> Any:
            if not hasattr(own, "worker"):
                own.worker = Worker(self.seconds)
                with lock:
                    stack.callback(own.worker.stop)
            return own.worker.do(task)

        pool = ThreadPoolExecutor(self.workers)
        waiting: set[Future[Any]] = set()
        try:
            while True:
                while len(waiting) < self.workers * AHEAD and (one := next(todo, None)) is not None:
                    waiting.add(pool.submit(do, one))
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            stack.close()
