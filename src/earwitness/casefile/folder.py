"""The case folder: originals, what was derived from them, the custody log and the brief."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from .custody import Clock, LogFile, system_clock
from .database import Database
from .errors import CaseError
from .files import FolderFiles, locked, shared
from .originals import FolderOriginals
from .parts import Parts
from .sqlite import SqliteConnection
from .store import CaseStore

_MARKS = ("custody.log", "case.sqlite", "originals")


def is_case(folder: Path) -> bool:
    """Whether the folder is a case, or the beginning of one that was interrupted."""
    return any((folder / mark).exists() for mark in _MARKS)


class CaseFolder(CaseStore):
    """A case on disk."""

    log: LogFile
    originals: FolderOriginals

    def __init__(
        self, folder: Path, *, version: str, clock: Clock = system_clock, create: bool = False
    ) -> None:
        self.folder = folder
        tables = partial(SqliteConnection, folder / "case.sqlite", create=create)
        lock = folder / ".lock"
        super().__init__(
            Parts(
                place=str(folder),
                name=folder.name,
                originals=FolderOriginals(folder / "originals"),
                log=LogFile(folder / "custody.log", version=version, clock=clock),
                database=Database(tables, f"{folder / 'case.sqlite'}"),
                files=FolderFiles(folder),
                alone=partial(locked, lock),
                beside=partial(shared, lock),
            )
        )

    @classmethod
    def create(cls, folder: Path, *, version: str, clock: Clock = system_clock) -> CaseFolder:
        """Open the case, making it if there is none. Raises CaseError if the folder is in use."""
        if folder.exists() and (
            not folder.is_dir() or (any(folder.iterdir()) and not is_case(folder))
        ):
            raise CaseError(
                "not-a-case", f"{folder} holds other things and is no case: name a new folder."
            )
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder, version=version, clock=clock, create=True)
        with made.changing():
            made.originals.folder.mkdir(exist_ok=True)
            made.database.connection  # noqa: B018 - makes the tables
        return made

    @classmethod
    def open(cls, folder: Path, *, version: str, clock: Clock = system_clock) -> CaseFolder:
        """Open a case that is there. Raises CaseError where there is none."""
        if not is_case(folder):
            raise CaseError(
                "no-case", f"There is no case in {folder}: make one with earwitness read."
            )
        return cls(folder, version=version, clock=clock)
