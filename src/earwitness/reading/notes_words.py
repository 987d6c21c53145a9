"""The patterns of data/notes.toml, compiled once."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

_BLANK = r"[\x20\t\u00a0\n]{1,3}"


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The tables of data/notes.toml."""
    text = files("earwitness.reading").joinpath("data/notes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _spaced(source: str) -> str:
    return source.replace(" ?", rf"(?:{_BLANK})?").replace(" ", _BLANK)


@lru_cache(maxsize=32)
def check_pattern(name: str) -> re.Pattern[str]:
    """The words of one of `[checks]` as a pattern."""
    return _compiled(data()["checks"][name]["words"])


def _compiled(source: Any) -> re.Pattern[str]:
    verbs = data()["verification"]
    listed = source if isinstance(source, list) else [source]
    joined = "|".join(f"(?:{item})" for item in listed)
    joined = joined.replace("@verb", verbs["verb"]).replace("@done", verbs["done"])
    return re.compile(rf"(?<![\w-])(?:{_spaced(joined)})(?!\w)", re.I)


@lru_cache(maxsize=32)
def pattern(table: str, name: str) -> re.Pattern[str]:
    """One entry as a pattern of whole words, in either case."""
    return _compiled(data()[table][name])


@lru_cache(maxsize=2)
def trigger(name: str) -> re.Pattern[str]:
    """Stems without which a sentence holds no such note."""
    return re.compile(data()["trigger"][name], re.I)
