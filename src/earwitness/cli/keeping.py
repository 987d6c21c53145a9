"""`earwitness check`, `brief`, `export` and `schema`: what a case has, without changing it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from earwitness.casefile import Stamped
from earwitness.cases import open_case
from earwitness.exports.json_schema import schema_text
from earwitness.stamping import wrong_stamps

from . import codes
from .printing import print_brief


def check(folder: Path, *, certificate: Path | None, as_json: bool) -> int:
    """Print each problem of the case in a line; the status says whether there are any."""
    with open_case(folder, create=False) as opened:
        problems = opened.check()
        if certificate and not any(p.code == "log-damaged" for p in problems):
            problems += tuple(wrong_stamps(opened.folder, certificate))
        reports = () if problems else opened.load().documents
        stamps = () if problems else opened.folder.stamps()
    if as_json:
        click.echo(json.dumps([asdict(p) for p in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(problem.message)
        if not problems:
            click.echo(f"All is as it was written: {len(reports)} reports, and an unbroken log.")
            _print_stamps(stamps, certificate)
    return codes.CASE_DAMAGED if problems else codes.ALL_READ


def _print_stamps(stamps: tuple[Stamped, ...], certificate: Path | None) -> None:
    if stamps and certificate:
        last = stamps[-1]
        click.echo(f"The stamps hold: line {last.seq} of the log stood there at {last.time}.")
    elif stamps:
        click.echo("Whose its time stamps are was not looked at: that needs --certificate FILE.")


def brief(folder: Path) -> int:
    """Print the brief."""
    with open_case(folder, create=False) as opened:
        print_brief(opened.load())
        click.echo(f"The brief as a page: {opened.page}")
    return codes.ALL_READ


def export(folder: Path, out: Path | None) -> int:
    """Print or write the case file, in UTF-8 whatever the terminal speaks."""
    with open_case(folder, create=False) as opened:
        data = opened.json().encode("utf-8")
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        out.write_bytes(data)
    click.echo("This is your own complete copy: it holds every name. Mind who gets it.", err=True)
    return codes.ALL_READ


def schema() -> int:
    """Print the JSON Schema of the case file."""
    click.echo(schema_text(), nl=False)
    return codes.ALL_READ
