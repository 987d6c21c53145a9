"""How the brief comes to the terminal."""

from __future__ import annotations

import os
import shutil
import sys

import click

from earwitness.exports import brief_text
from earwitness.model import NOTHING_DECIDED, Case, Layer

_WIDEST = 100


def print_brief(case: Case, layer: Layer = NOTHING_DECIDED) -> None:
    """Print the brief as wide as the terminal, in colour where the terminal has it."""
    terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size().columns, _WIDEST) if terminal else 80
    colour = terminal and not os.environ.get("NO_COLOR")
    click.echo(brief_text(case, width=width, colour=colour, layer=layer).rstrip("\n"))
