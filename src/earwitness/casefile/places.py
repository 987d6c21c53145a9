"""Where a case lies, as the user names it: a folder of this machine, or a server."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from .custody import Clock, system_clock
from .folder import CaseFolder
from .served import CaseServer, Server, is_server, server_of
from .store import CaseStore

CasePlace: TypeAlias = "Path | Server"


def place_of(named: str | CasePlace) -> CasePlace:
    """The folder or server that is named. CaseError for an address that is none."""
    if not isinstance(named, str):
        return named
    return server_of(named) if is_server(named) else Path(named)


def store_at(
    place: CasePlace, *, version: str, create: bool = False, clock: Clock = system_clock
) -> CaseStore:
    """The case that lies there; made where there is none and `create` says so. CaseError."""
    if isinstance(place, Path):
        door = CaseFolder.create if create else CaseFolder.open
        return door(place, version=version, clock=clock)
    served = CaseServer.create if create else CaseServer.open
    return served(place, version=version, clock=clock)
