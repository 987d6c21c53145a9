"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

FOLDER = click.Path(path_type=Path)
_WEB = (
    click.option(
        "--allow-private",
        is_flag=True,
        help="Fetch from this machine and private networks too.",
    ),
    click.option(
        "--ignore-robots", is_flag=True, help="Do not ask robots.txt: for a site of your own."
    ),
    click.option(
        "--pause",
        type=click.FloatRange(0, 3600),
        default=1.0,
        show_default=True,
        metavar="SECONDS",
        help="Time between two requests to one host; robots.txt may ask for more.",
    ),
)


def with_web(command: Callable[..., int]) -> Callable[..., int]:
    """The options of commands that fetch."""
    for option in reversed(_WEB):
        command = option(command)
    return command
