"""The same tasks on Ray; the one place that imports it.

Each task runs at least once. That a worker, or its machine, dies and the task is run again does no
harm: a shard writes the same files however often it is read.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable, Iterator
from typing import Any

from earwitness import pipeline

from .child import Task, Worker
from .errors import CrawlError, extra

_AHEAD = 2
_RETRIES = 5
_PATIENCE = 10.0
"""Seconds in which a Ray must take a connection."""
_worker: Worker | None = None


class RayRunner:
    """Workers of a Ray cluster; all of them must see the sources and the data set."""

    def __init__(self, address: str, *, seconds: float) -> None:
        self.ray = _ray()
        self.seconds = seconds
        if not self.ray.is_initialized():
            _answers(address)
            try:
                self.ray.init(address=address, log_to_driver=False, logging_level="ERROR")
            except Exception as error:
                raise _no_ray(address, error) from error

    def run(self, tasks: Iterable[Task]) -> Iterator[Any]:
        """What the tasks give, as it comes. Raises CrawlError, ModelError."""
        ray, todo = self.ray, iter(tasks)
        do = ray.remote(num_cpus=1, max_retries=_RETRIES)(_do)
        width = max(1, int(ray.cluster_resources().get("CPU", 1))) * _AHEAD
        waiting: list[Any] = []
        while True:
            while len(waiting) < width and (one := next(todo, None)) is not None:
                waiting.append(do.remote(one, self.seconds, pipeline.program_version()))
            if not waiting:
                return
            done, waiting = ray.wait(waiting, num_returns=1)
            yield from (self._got(one) for one in done)

    def _got(self, one: Any) -> Any:
        from ray.exceptions import RayError, RayTaskError  # noqa: PLC0415

        try:
            return self.ray.get(one)
        except RayTaskError as error:
            cause = error.cause
            raise cause if isinstance(cause, Exception) else error from error
        except RayError as error:
            message = f"The workers of the cluster die ({type(error).__name__})."
            raise CrawlError("workers", message) from error


def _answers(address: str) -> None:
    """Raise CrawlError where nothing answers: Ray itself would ask for ten minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return  # "auto" and the like: Ray knows
    try:
        socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise _no_ray(address, error) from error


def _no_ray(address: str, error: Exception) -> CrawlError:
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    if any("AuthToken" in str(one) or "Unauthenticated" in str(one) for one in causes):
        message = f"The Ray at {address} asks for its token: set RAY_AUTH_MODE and RAY_AUTH_TOKEN."
        return CrawlError("workers", message)
    reason = f"No Ray answers at {address} ({type(error).__name__})."
    return CrawlError("workers", f"{reason} Start one with: ray start --head.")


def _do(task: Task, seconds: float, version: str) -> Any:
    """One task in a worker of the cluster, which keeps its process for the next one."""
    global _worker  # noqa: PLW0603 - one for each worker, so that the reader is loaded once
    if pipeline.program_version() != version:
        raise CrawlError(
            "workers", "The workers of the cluster have another version of Earwitness."
        )
    if _worker is None:
        _worker = Worker(seconds)
    return _worker.do(task)


def _ray() -> Any:
    try:
        import ray  # noqa: PLC0415 - very large
    except ImportError as error:
        raise extra("cluster", "--cluster") from error
    return ray
