"""`earwitness check`, `brief`, `export` and `schema`: what a case has, without changing it."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from earwitness.casefile import Stamped
from earwitness.cases import open_case
from earwitness.exports.formats import FORMATS, ExtraMissingError
from earwitness.exports.json_schema import schema_text
from earwitness.leaving import chosen, in_folder, owner_files, write_files
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
        case = opened.load()
        print_brief(case, opened.layer(case))
        with suppress(OSError):  # a case on read-only media is printed all the same
            opened.write_brief(case)
        click.echo(f"The brief as a page: {opened.page}")
    return codes.ALL_READ


def export(folder: Path, form: str, out: Path | None) -> int:
    """Print or write the case in a format, complete, in UTF-8 whatever the terminal speaks."""
    one = form != "all" and FORMATS[form].file is not None
    if out is None and not one:
        raise click.UsageError(f"{form} is several files: name a folder for them with --out.")
    missing: list[ExtraMissingError] = []
    with open_case(folder, create=False) as opened:
        for name in chosen(form):
            try:
                files = owner_files(opened.folder, name)
            except ExtraMissingError as error:
                if form != "all":
                    raise
                missing.append(error)
                continue
            _put(in_folder(name, files, several=form == "all"), out, one)
    for absent in missing:
        click.echo(f"Left out: {absent}", err=True)
    click.echo("This is your own complete copy: it holds every name. Mind who gets it.", err=True)
    return codes.SOME_FAILED if missing else codes.ALL_READ


def _put(files: dict[str, bytes], out: Path | None, one: bool) -> None:
    if out is None:
        sys.stdout.buffer.write(next(iter(files.values())))
    elif one and not out.is_dir():
        out.write_bytes(next(iter(files.values())))
    else:
        write_files(files, out)


def schema() -> int:
    """Print the JSON Schema of the case file."""
    click.echo(schema_text(), nl=False)
    return codes.ALL_READ
