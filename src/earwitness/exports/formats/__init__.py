"""The formats that leave a case: each is one module with one pure function, `write`."""

from __future__ import annotations

from .base import About, ExtraMissingError
from .registry import FORMATS, Format, render

__all__ = ["FORMATS", "About", "ExtraMissingError", "Format", "render"]
