"""Ids are hashes of what identifies a thing, so that a rerun and another machine agree."""

from __future__ import annotations

import hashlib


def make_id(prefix: str, *parts: object) -> str:
    """A short stable id: the prefix and twelve hex digits of the SHA-256 of the parts."""
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}_{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
