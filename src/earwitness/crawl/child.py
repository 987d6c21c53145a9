"""A process of its own in which shards are read, and who watches over it.

A page that takes too long, or of which the process dies, is tried once more; then it is given up
as a failure, and the shard is read without it. The reader is loaded once for each process.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import IO, Any, Protocol

from .errors import CrawlError
from .shard import Shard

STARTING = 600.0
"""Seconds that a process may take to start and to load the reader."""

_SIZE = struct.Struct("!Q")
_DEATHS = 3  # in a row before the first page, then it is no page's fault


class Task(Protocol):
    """What a worker can do, here or on another machine: once or often, with the same result."""

    def run(self, tell: Callable[[int], object]) -> Any:
        """Do it; `tell` hears of each page before it is read."""
        ...


class Worker:
    """Does tasks in a process of its own, one after the other; a context manager."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: queue.Queue[Any] = queue.Queue()
        self._stopped = False

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """The id of the process, while there is one."""
        return self._process.pid if self._process else None

    def do(self, task: Task) -> Any:
        """What the task gives. Raises CrawlError, or what the process raised."""
        strikes: dict[int, int] = {}
        deaths = 0
        while True:
            at, what, value = self._try(task)
            if what is None:
                return value
            if at is None:
                deaths += 1
                if deaths >= _DEATHS:
                    raise CrawlError("workers", "The workers die before they read a page.")
            else:
                strikes[at] = strikes.get(at, 0) + 1
                if strikes[at] > 1 and isinstance(task, Shard):
                    task = replace(task, skip={**task.skip, at: what})

    def _try(self, task: Task) -> tuple[int | None, str | None, Any]:
        """The offset of the page it was at; the code of what went wrong, if it did; the result."""
        process = self._started()
        at: int | None = None
        try:
            _send(process.stdin, task)
            while True:
                # Only pages are timed: a whole source may take long to walk.
                limit = self.seconds if at is not None else STARTING
                timed = limit if isinstance(task, Shard) else None
                kind, value = self._heard.get(timeout=timed)
                if kind == "at":
                    at = value
                elif kind == "done":
                    return at, None, value
                elif kind == "raised":
                    raise value
                else:
                    self.close()
                    return at, "killed", None
        except queue.Empty:
            self.close()
            return at, "too-slow", None
        except OSError:  # the process was gone before the task reached it
            self.close()
            return at, "killed", None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise CrawlError("workers", "The crawl was stopped.")
        if self._process is None:
            self._heard = queue.Queue()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "earwitness.crawl.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
            )
            out, heard = self._process.stdout, self._heard
            threading.Thread(target=_listen, args=(out, heard), daemon=True).start()
        return self._process

    def stop(self) -> None:
        """End the process, and start no other one."""
        self._stopped = True
        self.close()

    def close(self) -> None:
        """End the process; the next task starts another one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()


def _environment() -> Mapping[str, str]:
    """That of this process, so that the other one finds the same program."""
    paths = [path for path in sys.path if path and os.path.isdir(path)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1"}


def _listen(out: IO[bytes] | None, heard: queue.Queue[Any]) -> None:
    with out if out is not None else open(os.devnull, "rb") as pipe:
        while True:
            try:
                message = _received(pipe)
            except Exception:
                message = None
            heard.put(message or ("died", None))
            if message is None:
                return


def _send(pipe: IO[bytes] | None, value: object) -> None:
    data = pickle.dumps(value)
    assert pipe is not None  # noqa: S101 - it was asked for
    pipe.write(_SIZE.pack(len(data)) + data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> Any:
    head = pipe.read(_SIZE.size)
    if len(head) < _SIZE.size:
        return None
    data = pipe.read(_SIZE.unpack(head)[0])
    # Both ends are this program: nothing from outside comes through the pipe.
    return pickle.loads(data)  # noqa: S301


def calm() -> None:
    """Look for rings of dead objects less often: a page makes many objects, and no rings.

    It took a tenth of the time of reading; memory stays as flat.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def _serve() -> None:
    """The process: a task in, what it gives out, until nobody asks any more."""
    answers = os.fdopen(os.dup(1), "wb")
    calm()
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    while (task := _received(sys.stdin.buffer)) is not None:
        try:
            _send(answers, ("done", task.run(lambda offset: _send(answers, ("at", offset)))))
        except BrokenPipeError:
            return
        except Exception as error:
            _send(answers, ("raised", error))


if __name__ == "__main__":
    _serve()
