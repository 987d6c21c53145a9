"""The formats that leave a case: each is one module with one pure function, `write`."""

from __future__ import annotations

from .base import About, ExtraMissingError
from .opened import words_of_file
from .registry import FORMATS, Format, render

__all__ = ["FORMATS", "About", "ExtraMissingError", "Format", "render", "words_of_file"]
