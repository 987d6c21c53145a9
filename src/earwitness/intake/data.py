"""The word lists and patterns that stand beside the code."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """A .toml file of this package, read once."""
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def any_of(words: list[str]) -> str:
    """A pattern that matches any of the patterns in a list."""
    return f"(?:{'|'.join(words)})"
