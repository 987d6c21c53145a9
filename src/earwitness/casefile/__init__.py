"""The case on disk or on a server: originals, what was derived, the log of who had it when."""

from .check import CODES, Problem
from .custody import Clock, Entry, Stamped, system_clock
from .database import StoredReading
from .errors import CASE_ERRORS, CLOSED, CaseError
from .folder import CaseFolder, is_case
from .places import CasePlace, place_of, store_at
from .served import CaseServer, Server
from .store import CaseStore
from .watched import State

__all__ = [
    "CASE_ERRORS",
    "CLOSED",
    "CODES",
    "CaseError",
    "CaseFolder",
    "CasePlace",
    "CaseServer",
    "CaseStore",
    "Clock",
    "Entry",
    "Problem",
    "Server",
    "Stamped",
    "State",
    "StoredReading",
    "is_case",
    "place_of",
    "store_at",
    "system_clock",
]
