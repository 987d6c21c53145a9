"""`earwitness stamp`."""

from __future__ import annotations

from typing import Any

import click

from earwitness.captures import fetcher
from earwitness.casefile import CasePlace
from earwitness.cases import open_case
from earwitness.stamping import stamp as stamped

from . import codes


def stamp(folder: CasePlace, authority: str, web: dict[str, Any]) -> int:
    """Have the custody log stamped, and say what was stamped and when."""
    with open_case(folder, create=False) as opened:
        held = stamped(opened.folder, authority, fetcher(**web))
    if held is None:
        click.echo("Nothing has been done since the last stamp.")
        return codes.ALL_READ
    click.echo(f"Stamped at {held.time}: line {held.seq} of the log, {held.hash}.")
    click.echo(f"The stamp: {held.place}")
    return codes.ALL_READ
