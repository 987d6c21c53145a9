"""Quotations held against the tape: a transcript, and what the reports quote from it."""

from .across import Meaning, Ranked
from .asking import candidates
from .checks import tape_checks
from .transcripts import loose_transcripts, transcripts
from .turns import Turn, turns
from .verdicts import tape_findings

__all__ = [
    "Meaning",
    "Ranked",
    "Turn",
    "candidates",
    "loose_transcripts",
    "tape_checks",
    "tape_findings",
    "transcripts",
    "turns",
]
