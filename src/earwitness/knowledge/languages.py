"""What a language is called in English."""

from __future__ import annotations

from functools import cache

from ._phrases import load


@cache
def _names() -> dict[str, str]:
    return dict(load("languages.toml")["names"])


def language_name(code: str) -> str:
    """The English name of a language by its ISO 639-1 code; the code where it has none here."""
    return _names().get(code, code)
