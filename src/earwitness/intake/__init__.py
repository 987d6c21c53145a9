"""Bytes to Document: encoding, metadata, and which words of the page are the report."""

from .archives import Capture, capture_of, places_in, record_at
from .decoding import MAX_BYTES, MAX_TEXT
from .errors import CODES, IntakeError
from .members import MAX_ARCHIVE, Member, may_hold_many, members_of
from .reader import read_document
from .transcripts import transcript_of

__all__ = [
    "CODES",
    "MAX_ARCHIVE",
    "MAX_BYTES",
    "MAX_TEXT",
    "Capture",
    "IntakeError",
    "Member",
    "capture_of",
    "may_hold_many",
    "members_of",
    "places_in",
    "read_document",
    "record_at",
    "transcript_of",
]
