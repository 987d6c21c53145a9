"""The word lists of this package, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """One of the package's data files."""
    source = resources.files(__package__).joinpath(name)
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """A list of `words.toml` as a set."""
    found = load("words.toml")[name]
    return frozenset(found if isinstance(found, list) else found.split())


@cache
def table(name: str) -> dict[str, str]:
    """A table of `words.toml`."""
    return dict(load("words.toml")[name])
