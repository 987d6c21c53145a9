"""The reports as they came, byte for byte, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from .files import sync_folder, write_atomically

_DIGEST = re.compile(r"[0-9a-f]{64}")


class FolderOriginals:
    """The folder `originals/`: `ab/abcdef…` holds the bytes whose SHA-256 is abcdef…"""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, sha256: str) -> Path:
        """Where the bytes with this digest lie, or would lie."""
        return self.folder / sha256[:2] / sha256

    def keep(self, data: bytes) -> str:
        """Store the bytes, read-only, unless they are there; their SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path_of(sha256)
        if not path.is_file():
            write_atomically(path, data, mode=0o444)
        return sha256

    def keep_file(self, source: Path, sha256: str) -> None:
        """The same for a file that may be too large for memory; its digest is known."""
        path = self.path_of(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.parent / f".tmp-{os.getpid()}-{sha256}"
        with source.open("rb") as file, beside.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        beside.chmod(0o444)
        beside.replace(path)
        sync_folder(path.parent)

    def has(self, sha256: str) -> bool:
        """Whether there are bytes under this digest."""
        return self.path_of(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """The bytes; raises OSError where they are missing."""
        return self.path_of(sha256).read_bytes()

    def held(self) -> tuple[str, ...]:
        """The digests under which something lies here, sorted."""
        return tuple(sorted(path.name for path in self._files() if self._in_place(path)))

    def strangers(self) -> tuple[str, ...]:
        """Files that do not belong here, sorted: left by a crash, or put here by somebody."""
        return tuple(path.name for path in self._out_of_place())

    def sweep(self) -> None:
        """Remove what an interrupted write left behind. Only under the lock of the case."""
        for path in self._out_of_place():
            if path.name.startswith(".tmp-"):
                path.unlink()

    def intact(self, sha256: str) -> bool:
        """Whether the bytes still have the digest under which they lie."""
        with self.path_of(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256

    def _out_of_place(self) -> list[Path]:
        return sorted(path for path in self._files() if not self._in_place(path))

    def _files(self) -> Iterator[Path]:
        return (path for path in self.folder.rglob("*") if path.is_file())

    def _in_place(self, path: Path) -> bool:
        named = _DIGEST.fullmatch(path.name) is not None
        return named and path == self.path_of(path.name)
