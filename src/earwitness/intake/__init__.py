"""Bytes to Document: encoding, metadata, and which words of the page are the report."""

from .decoding import MAX_BYTES
from .errors import CODES, IntakeError
from .reader import read_document

__all__ = ["CODES", "MAX_BYTES", "IntakeError", "read_document"]
