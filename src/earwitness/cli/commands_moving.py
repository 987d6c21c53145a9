"""The command that moves a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import CASE

if TYPE_CHECKING:
    from earwitness.casefile import CasePlace


@click.command("move")
@click.argument("source", type=CASE, metavar="FROM")
@click.argument("place", type=CASE, metavar="TO")
@click.option("--copy", is_flag=True, help="Leave the case in FROM open for changes.")
def move_command(*, source: CasePlace, place: CasePlace, copy: bool) -> int:
    """Move a case from a folder to a server, or back; nothing of it is lost or changed.

    FROM and TO are folders, or addresses such as postgresql://ada@desk.example/cases?case=bridge;
    nothing may lie in TO yet. All is compared before it counts. FROM stays where it is and can be
    read; with --copy it can also be changed, and then there are two cases.

    \b
    Examples:
      earwitness move my-case 'postgresql://ada@desk.example/cases?case=bridge'
      earwitness move 'postgresql://ada@desk.example/cases?case=bridge' my-case-again
    """
    from .moving import run

    return run(source, place, copy=copy)


COMMANDS: tuple[click.Command, ...] = (move_command,)
