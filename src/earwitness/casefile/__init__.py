"""The case on disk: originals, what was derived from them, and the log of who had it when."""

from .check import CODES, Problem
from .custody import Clock, Entry, Stamped, system_clock
from .database import StoredReading
from .errors import CASE_ERRORS, CaseError
from .folder import CaseFolder, is_case
from .store import CaseStore
from .watched import State

__all__ = [
    "CASE_ERRORS",
    "CODES",
    "CaseError",
    "CaseFolder",
    "CaseStore",
    "Clock",
    "Entry",
    "Problem",
    "Stamped",
    "State",
    "StoredReading",
    "is_case",
    "system_clock",
]
