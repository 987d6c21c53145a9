"""Writing files so that a crash leaves the old one or the new one, never half of either."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from .parts import APART, mode_of


def write_atomically(path: Path, data: bytes, *, mode: int = 0o644) -> bool:
    """Write beside, flush to the disk, rename. False where the file already held these bytes."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.parent / f".tmp-{os.getpid()}-{path.name}"
    # With its mode from the first byte on: nobody may open a private one in between.
    beside.unlink(missing_ok=True)
    handle = os.open(
        beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode
    )
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.chmod(mode)
    beside.replace(path)
    sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make a rename in the folder survive a power cut, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class FolderFiles:
    """The files of a case in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, name: str) -> Path:
        """Where the file lies, or would lie."""
        return self.folder.joinpath(*PurePosixPath(name).parts)

    def read(self, name: str) -> bytes | None:
        """The bytes; None where there is no such file."""
        path = self.path_of(name)
        return path.read_bytes() if path.is_file() else None

    def write(self, name: str, data: bytes) -> bool:
        """Put the bytes in place, all or none; False where they stand there already."""
        path = self.path_of(name)
        written = write_atomically(path, data, mode=mode_of(name))
        if name.startswith(APART):
            path.parent.chmod(0o700)
        return written

    def append(self, name: str, data: bytes) -> None:
        """Add to the end, and flush it to the disk."""
        with self.path_of(name).open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def remove(self, name: str) -> None:
        """Take the file away, if it is there."""
        self.path_of(name).unlink(missing_ok=True)

    def names(self) -> tuple[str, ...]:
        """All files that are neither log, tables nor originals, sorted."""
        found = (p.relative_to(self.folder) for p in self.folder.rglob("*") if p.is_file())
        return tuple(sorted(p.as_posix() for p in found if not _is_ours(p)))

    def shown(self, name: str) -> str:
        """The path of the file."""
        return str(self.path_of(name))


def _is_ours(path: Path) -> bool:
    first = path.parts[0]
    return (
        first in ("originals", "custody.log", ".lock")
        or first.startswith("case.sqlite")
        or path.name.startswith(".tmp-")
    )


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold the lock file beside others who only look: who wants to write waits, and is waited for.

    Nothing is made or changed: where there is no lock file, nobody has written here yet.
    """
    if not path.is_file():
        yield
        return
    with path.open("rb") as file:
        _share(file.fileno())
        try:
            yield
        finally:
            _unlock(file.fileno())


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file: a second process waits here until the first has let go."""
    with path.open("ab") as file:
        _lock(file.fileno())
        try:
            yield
        finally:
            _unlock(file.fileno())


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

    _share = _lock

    def _unlock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _share(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_SH)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
