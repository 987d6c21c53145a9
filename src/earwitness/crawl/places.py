"""Files on disk and in object storage; the one place that imports fsspec.

A place is a path, or an address with a scheme that fsspec knows (`s3://bucket/key`). Addresses of
the web are refused: what they lead to would be asked from inside the user's network, by whichever
machine runs the shard. Nothing that stands in a page or an archive ever becomes a place.
"""

from __future__ import annotations

import fcntl
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .errors import CrawlError, extra

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
STORES = frozenset("s3 s3a gs gcs az abfs abfss adl oci oss hdfs webhdfs memory".split())
"""Schemes of object storage that are opened."""


def is_remote(place: str) -> bool:
    """Whether a place is in object storage. Raises CrawlError for an address of any other kind."""
    found = _SCHEME.match(place)
    if found is None and "://" not in place:
        return False
    if found is None or found[1].lower() not in STORES or "::" in place:
        raise CrawlError(
            "source",
            f"{place} is not opened: name a file, a folder or object storage "
            f"({', '.join(sorted(STORES))}); fetch what lies on the web first.",
        )
    return True


def settled(place: str) -> str:
    """The place under a name that holds wherever the program runs."""
    return place.rstrip("/") if is_remote(place) else os.path.abspath(place)


def joined(folder: str, *parts: str) -> str:
    """A place inside another one."""
    return "/".join((folder.rstrip("/"), *parts))


NOTE = "_crawl.json"
"""The note that a folder is a data set, and how it was made."""


def listed(place: str, endings: tuple[str, ...]) -> list[str]:
    """The files at a place: itself, or all below it with one of these endings, in order.

    Tables of a data set are left out: they are made of sources, and are none.
    """
    if is_remote(place):
        held, path = store(place)
        if _ask(place, held.isfile, path):
            return [place]
        head = place[: place.index("://") + 3]
        found = [f"{head}{name.lstrip('/')}" for name in _ask(place, held.find, path)]
    elif os.path.isfile(place):
        return [place]
    else:
        found = [os.path.join(d, n) for d, _, names in os.walk(place) for n in names]
    sets = tuple(name.removesuffix(NOTE) for name in found if name.endswith(f"/{NOTE}"))
    own = {name for name in found if name.startswith(sets) and name.endswith(".parquet")}
    return sorted(n for n in found if n.lower().endswith(endings) and n not in own)


def below(folder: str) -> frozenset[str]:
    """The names of all files in a folder, as they are seen from there."""
    if is_remote(folder):
        held, path = store(folder)
        start = path.rstrip("/").lstrip("/")
        names = (name.lstrip("/") for name in _ask(folder, held.find, path))
        return frozenset(name.removeprefix(start).lstrip("/") for name in names)
    found = (os.path.join(d, n) for d, _, names in os.walk(folder) for n in names)
    return frozenset(os.path.relpath(name, folder) for name in found)


def size_of(place: str) -> int:
    """How many bytes the file has."""
    if is_remote(place):
        held, path = store(place)
        return int(_ask(place, held.size, path) or 0)
    return _ask(place, os.path.getsize, place)  # type: ignore[no-any-return]


def opened(place: str) -> IO[bytes]:
    """The file, open for reading at any offset."""
    if is_remote(place):
        held, path = store(place)
        return _ask(place, held.open, path, "rb")  # type: ignore[no-any-return]
    return _ask(place, open, place, "rb")  # type: ignore[no-any-return]


def exists(place: str) -> bool:
    """Whether a file is there."""
    if is_remote(place):
        held, path = store(place)
        return bool(_ask(place, held.exists, path))
    return os.path.exists(place)


def read(place: str) -> bytes:
    """All bytes of a small file."""
    with opened(place) as file:
        return file.read()


def write(place: str, data: bytes) -> None:
    """The file as a whole or not at all, in place of what was there before."""
    if is_remote(place):
        held, path = store(place)
        _ask(place, held.pipe_file, path, data)  # object storage shows an object when it is whole
        return
    target = Path(place)
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise CrawlError("source", f"{place} cannot be written: {error.strerror}.") from error


def made(folder: str) -> None:
    """See to it that the folder is there."""
    if not is_remote(folder):
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            message = f"{folder} cannot be written: {error.strerror}."
            raise CrawlError("source", message) from error


@contextmanager
def alone(folder: str) -> Iterator[None]:
    """Keep others from writing into a data set on disk meanwhile. Raises CrawlError where one does.

    The system lets go of it when the process dies. Object storage has no such thing: there two at
    once write the same objects, each as a whole.
    """
    if is_remote(folder) or not os.path.isdir(folder):
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"{folder} is written by another crawl or survey: wait until that is done."
            raise CrawlError("busy", message) from error
        except OSError:  # a file system that knows no locks
            pass
        yield
    finally:
        os.close(held)


def clean(folder: str) -> None:
    """Take away what killed writers left: parts of files that never became whole."""
    if not is_remote(folder):
        for here, _, names in os.walk(folder):
            for name in names:
                if name.startswith(".") and name.endswith(".part"):
                    os.unlink(os.path.join(here, name))


def store(place: str) -> tuple[Any, str]:
    """The store of a place, and the path of the place in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - only object storage needs it

        held, path = url_to_fs(place)
    except ImportError as error:
        scheme = place.split("://", maxsplit=1)[0].lower()
        raise extra("s3" if scheme in ("s3", "s3a") else "crawl", _needs(scheme)) from error
    except Exception as error:
        raise _closed(place, error) from error
    return held, path


def _needs(scheme: str) -> str:
    """What of fsspec's parts a kind of object storage asks for."""
    if scheme in ("s3", "s3a"):
        return "Object storage (s3)"
    return f"Object storage ({scheme}) asks for the part of fsspec that opens {scheme}, and"


def _ask(place: str, ask: Any, *arguments: Any) -> Any:
    try:
        return ask(*arguments)
    except CrawlError:
        raise
    except Exception as error:  # stores have errors of their own kinds
        raise _closed(place, error) from error


def _closed(place: str, error: Exception) -> CrawlError:
    reason = getattr(error, "strerror", None) or type(error).__name__
    return CrawlError("source", f"{place} cannot be opened: {reason}.")
