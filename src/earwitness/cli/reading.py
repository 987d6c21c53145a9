"""`earwitness read`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from earwitness import pipeline
from earwitness.captures import fetcher
from earwitness.casefile import CasePlace
from earwitness.cases import Outcome, open_case, trace_inputs
from earwitness.inputs import Input, inputs_of
from earwitness.model import NOTHING_DECIDED, Case, Layer
from earwitness.workers import cores

from . import codes
from .printing import print_brief

_LONG = 4  # inputs from which on the work may take long enough for a bar


def run(
    paths: tuple[str, ...],
    folder: CasePlace | None,
    *,
    reader: str,
    threads: int | None,
    as_json: bool,
    quiet: bool,
    web: dict[str, Any],
) -> int:
    """Read the paths, into the case if there is one, and print what was found.

    `web` says how addresses among them are fetched.
    """
    by = pipeline.reader(reader, threads or cores())
    inputs = inputs_of(paths)
    with _bar(len(inputs)) as progress:
        case, layer, outcome, page = _work(inputs, folder, by, progress, web)
    return report(case, layer, outcome, folder, page, as_json=as_json, quiet=quiet)


def report(
    case: Case,
    layer: Layer,
    outcome: Outcome,
    folder: CasePlace | None,
    page: str | None,
    *,
    as_json: bool,
    quiet: bool,
) -> int:
    """Print what was read and what could not be; the exit status."""
    for failure in outcome.failed:
        click.echo(failure.message, err=True)
    if as_json:
        _print_summary(case, outcome, folder, page)
    elif not quiet and case.documents:
        print_brief(case, layer)
        _print_place(page)
    return _status(outcome)


def _work(
    inputs: tuple[Input, ...],
    folder: CasePlace | None,
    by: pipeline.Reader,
    progress: Callable[[str], None],
    web: dict[str, Any],
) -> tuple[Case, Layer, Outcome, str | None]:
    by_web = fetcher(**web) if any(one.is_url for one in inputs) else None
    if folder is None:
        case, outcome = trace_inputs(inputs, progress=progress, by=by, fetcher=by_web)
        return case, NOTHING_DECIDED, outcome, None
    with open_case(folder, by=by) as opened:
        case, outcome = opened.take(inputs, progress=progress, fetcher=by_web)
        for note in opened.names_without_effect(case):
            click.echo(note, err=True)
        return case, opened.layer(case), outcome, opened.page


@contextmanager
def _bar(length: int) -> Iterator[Callable[[str], None]]:
    if length < _LONG or not sys.stderr.isatty():
        yield lambda _name: None
        return
    with click.progressbar(length=length, label="Reading", file=sys.stderr) as bar:
        yield lambda _name: bar.update(1)


def _print_place(page: str | None) -> None:
    if page:
        click.echo(f"The brief as a page: {page}")
    else:
        click.echo(
            "Nothing was kept: add --case DIR to keep the reports, the log and the page.", err=True
        )


def _print_summary(
    case: Case, outcome: Outcome, folder: CasePlace | None, page: str | None
) -> None:
    summary = {
        "case": str(folder) if folder else None,
        "brief": page,
        "added": outcome.added,
        "known": outcome.known,
        "failed": [
            {"path": f.path, "stage": f.stage, "code": f.code, "message": f.message}
            for f in outcome.failed
        ],
        "documents": len(case.documents),
        "statements": len(case.statements),
        "findings": len(case.findings),
        "leads": len(case.leads),
    }
    click.echo(json.dumps(summary, ensure_ascii=False, indent=2))


def _status(outcome: Outcome) -> int:
    if not outcome.failed:
        return codes.ALL_READ
    return codes.SOME_FAILED if outcome.added or outcome.known else codes.NOTHING_READ
