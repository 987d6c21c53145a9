"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from earwitness.casefile import CasePlace

FOLDER = click.Path(path_type=Path)


class _Case(click.ParamType):  # type: ignore[type-arg]  # of which not every click knows
    """A folder, or the address of a case on a server; an address is never repeated in errors."""

    name = "case"

    def convert(self, value: Any, _param: object, _context: object) -> CasePlace:
        """What is named."""
        if not isinstance(value, str):
            return value  # type: ignore[no-any-return]  # it was converted before
        if not value.startswith(("postgresql://", "postgres://")):
            return Path(value)
        from earwitness.casefile import place_of  # noqa: PLC0415 - --help need not wait for it

        return place_of(value)


CASE = _Case()
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
