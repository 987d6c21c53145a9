"""`earwitness move`."""

from __future__ import annotations

import click

from earwitness import __version__
from earwitness.casefile import CasePlace, store_at
from earwitness.casefile.moving import move

from . import codes


def run(source: CasePlace, place: CasePlace, *, copy: bool) -> int:
    """Move the case, and say what came along."""
    with store_at(source, version=__version__) as store:
        done = move(store, place, version=__version__, copy=copy)
    click.echo(
        f"{'Copied' if copy else 'Moved'} to {place}: {_count(done.originals, 'original')}, "
        f"{_count(done.lines, 'line')} of the log, {_count(done.decisions, 'decision')}, "
        f"{_count(done.files, 'file')}; all was compared."
    )
    if copy:
        click.echo("There are two cases now, and each goes its own way.", err=True)
    else:
        click.echo(f"{source} can still be read, and is changed no more.", err=True)
    return codes.ALL_READ


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else f'{one}s'}"
