"""`earwitness tape`: quotations held against the tape; the owner's word on a transcript."""

from __future__ import annotations

import json
from pathlib import Path

import click

from earwitness.casefile import CasePlace
from earwitness.casefile.recordings import keep_sound as keep
from earwitness.cases import open_case
from earwitness.exports import answers
from earwitness.exports.answers_tape import Candidates, tape_lines, tape_value
from earwitness.login import local_user
from earwitness.meaning import MeaningError, meaning
from earwitness.model import Case, TapeCheck
from earwitness.recordings import say_transcript as tell
from earwitness.tracing.tape import candidates

from . import codes


def tape(folder: CasePlace, asked: str | None, *, as_json: bool) -> int:
    """Print what became of the quotations between the tape and the reports."""
    with open_case(folder, create=False) as opened:
        case = opened.load()
    checks = case.tape_checks
    if asked is not None:
        meant = {s.id for s in answers.find_statement(case, asked)}
        checks = tuple(c for c in checks if c.statement in meant)
        if not checks:
            click.echo(f"No quotation from a tape is meant by “{asked}”.", err=True)
            return codes.NOT_FOUND
    near, network = _across(case, checks)
    if as_json:
        click.echo(json.dumps(tape_value(case, checks, near), ensure_ascii=False, indent=2))
        return codes.ALL_READ
    for line in answers.for_terminal(tape_lines(case, checks, near, network=network)):
        click.echo(line)
    return codes.ALL_READ


def _across(case: Case, checks: tuple[TapeCheck, ...]) -> tuple[Candidates, bool]:
    """Candidates for quotations in another language, where the network is installed."""
    if not any(c.verdict == "other language" for c in checks):
        return {}, True
    try:
        return candidates(case, checks, meaning()), True
    except MeaningError:
        return {}, False


def say_transcript(folder: CasePlace, file: str, recording: str) -> int:
    """Write down in the case's names.toml that a file is a transcript of a recording."""
    with open_case(folder, create=False) as opened:
        case = opened.load()
        papers = [d for d in case.documents if file in (d.path, d.id)]
        meant = next((r for r in case.recordings if r.id == recording), None)
        if not papers or meant is None or not meant.mentions:
            missing = f"no document {file}" if not papers else f"no recording {recording}"
            click.echo(f"The case has {missing}: earwitness export {folder} names them.", err=True)
            return codes.NOT_FOUND
        tell(opened, papers[0], meant, by=local_user())
        opened.update()
    click.echo(f"{file} is held to be a transcript of that {meant.kind}; the case is up to date.")
    return codes.ALL_READ


def keep_sound(folder: CasePlace, file: str, sound: Path) -> int:
    """Keep a sound in the case as that of a transcript."""
    with open_case(folder, create=False) as opened:
        paper = next((d for d in opened.load().documents if file in (d.path, d.id)), None)
        if paper is None or not sound.is_file():
            missing = f"The case has no document {file}" if paper is None else f"No file {sound}"
            click.echo(f"{missing}.", err=True)
            return codes.NOT_FOUND
        keep(opened.folder, sound, paper.sha256, f"sound of {paper.path}")
    click.echo(f"The sound of {file} is kept in the case; the desk plays it.")
    return codes.ALL_READ
