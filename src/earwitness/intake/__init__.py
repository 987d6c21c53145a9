"""Bytes to Document: encoding, metadata, and which words of the page are the report."""

from .decoding import MAX_BYTES
from .errors import CODES, IntakeError
from .members import MAX_ARCHIVE, Member, may_hold_many, members_of
from .reader import read_document
from .transcripts import transcript_of

__all__ = [
    "CODES",
    "MAX_ARCHIVE",
    "MAX_BYTES",
    "IntakeError",
    "Member",
    "may_hold_many",
    "members_of",
    "read_document",
    "transcript_of",
]
