"""`earwitness trace`, `roots`, `leads`, `same`, `verify`, `versions`: questions to a case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import click

from earwitness.casefile import CasePlace
from earwitness.cases import open_case
from earwitness.exports import answers, answers_copying
from earwitness.exports.revision_lines import revision_lines, revision_value
from earwitness.model import Case
from earwitness.tracing import revisions, same_as, verdicts, who_had_it_first

from . import codes


def trace(folder: CasePlace, asked: str, *, as_json: bool) -> int:
    """Print the chain of the statement that is meant."""
    case = _case(folder)
    found = answers.find_statement(case, asked)
    if not found:
        click.echo(no_statement(asked), err=True)
        return codes.NOT_FOUND
    first = found[0]
    told = (line for s in found[:_MOST] for line in (*answers.trace_lines(case, s), ""))
    if len(found) > 1 and not as_json:
        click.echo(f"{len(found)} statements fit; the nearest first.", err=True)
    value = [answers.trace_value(case, s) for s in found]
    return _print(told, value if len(found) > 1 else answers.trace_value(case, first), as_json)


def no_statement(asked: str) -> str:
    """The sentence where no statement is meant by what was asked."""
    place = _PLACE.fullmatch(asked.strip())
    if place:
        return (
            f"No statement begins in line {place[2]} of report {place[1]}: give a few of its words."
        )
    return (
        f"No statement of the case holds “{asked}”: give its id, a place such as 2:18, "
        "or a few of its words."
    )


_PLACE = re.compile(r"(\d+):(\d+)")
_MOST = 5


def roots(folder: CasePlace, *, as_json: bool) -> int:
    """Print who vouches that the words were said."""
    case = _case(folder)
    told = who_had_it_first(case)
    lines = (*answers.roots_lines(case), *answers_copying.copying_lines(case, told))
    value = {**answers.roots_value(case), "copying": answers_copying.copying_values(case, told)}
    return _print(lines, value, as_json)


def leads(folder: CasePlace, *, as_json: bool) -> int:
    """Print what to go and get."""
    case = _case(folder)
    return _print(answers.leads_lines(case), answers.leads_value(case), as_json)


def same(folder: CasePlace, text: str, *, as_json: bool) -> int:
    """Print where the same words stand."""
    case = _case(folder)
    found = same_as(case, text)
    ids = {one.statement for one in found}
    told = [c for c in who_had_it_first(case) if len(ids & set(c.statements)) > 1]
    value = [
        {**v, "copying": answers_copying.copying_values(
            case, [c for c in told if v["statement"] in c.statements])}
        for v in answers.same_value(case, found)
    ]  # fmt: skip
    lines = (*answers.same_lines(case, found), *answers_copying.copying_lines(case, told))
    status = _print(lines, value, as_json)
    return status if found else codes.NOT_FOUND


def verify(folder: CasePlace, *, as_json: bool) -> int:
    """Print whether each cited report says what it is cited for."""
    case = _case(folder)
    found = verdicts(case)
    return _print(answers.verify_lines(case, found), answers.verify_value(case, found), as_json)


def versions(folder: CasePlace, *, as_json: bool) -> int:
    """Print which reports are another one again, and what changed."""
    case = _case(folder)
    found = revisions(case.documents)
    return _print(revision_lines(case, found), revision_value(case, found), as_json)


def _case(folder: CasePlace) -> Case:
    with open_case(folder, create=False) as opened:
        return opened.load()


def _print(lines: Iterable[str], value: Any, as_json: bool) -> int:
    if as_json:
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    else:
        for line in answers.for_terminal(lines):
            click.echo(line)
    return codes.ALL_READ
