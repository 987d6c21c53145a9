"""The command line: arguments in, text out. Imports wait until a command needs them."""

from .program import main, program

__all__ = ["main", "program"]
