"""`earwitness publish`, `reveal` and `hide`: what others may see."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import click

from earwitness.casefile import CasePlace
from earwitness.cases import open_case
from earwitness.exports.formats import ExtraMissingError
from earwitness.leaving import (
    Outgoing,
    chosen,
    decide,
    in_folder,
    outgoing,
    published_files,
    write_files,
)
from earwitness.login import local_user
from earwitness.redaction import Person

from . import codes

_LIMIT = (
    "What no program can prevent: a quotation can be searched for, and places, jobs and dates "
    "stay. Read it before you pass it on."
)


def publish(folder: CasePlace, form: str, out: Path | None, *, check: bool, as_json: bool) -> int:
    """Write the redacted case, or list what would leave."""
    if not check and out is None:
        raise click.UsageError("name a folder with --out, or look first with --check.")
    with open_case(folder, create=False) as opened:
        leaving = outgoing(opened.folder)
        if check or out is None:
            _print_check(leaving, as_json)
            return codes.ALL_READ
        missing = _write(leaving, form, out)
        detail = {"format": form, "withheld": str(len(leaving.labels))}
        opened.folder.note("published", None, detail)
    for absent in missing:
        click.echo(f"Left out: {absent}", err=True)
    count = len(leaving.labels)
    click.echo(f"Written to {out}: {count} {'person' if count == 1 else 'persons'} withheld.")
    click.echo(_LIMIT, err=True)
    return codes.SOME_FAILED if missing else codes.ALL_READ


def _write(leaving: Outgoing, form: str, out: Path) -> list[ExtraMissingError]:
    """Everything is made before anything is written: a fault leaves the folder as it was."""
    missing: list[ExtraMissingError] = []
    files: dict[str, bytes] = {}
    for name in chosen(form):
        try:
            files |= in_folder(name, published_files(leaving, name), several=form == "all")
        except ExtraMissingError as error:
            if form != "all":
                raise
            missing.append(error)
    write_files(files, out)
    return missing


def decide_on(
    folder: CasePlace, action: Literal["reveal", "hide"], person: str, reason: str, by: str | None
) -> int:
    """Keep the owner's word on a person."""
    if not reason.strip():
        raise click.UsageError("a reason must say something.")
    with open_case(folder, create=False) as opened:
        try:
            name = decide(opened.folder, action, person, reason, by or local_user())
        except LookupError as error:
            found = "Nobody" if str(error) == "nobody" else "More than one person"
            click.echo(
                f"{found} in the case is withheld as “{person}”: see earwitness publish "
                f"{folder} --check.",
                err=True,
            )
            return codes.NOT_FOUND
    verb = "will be named" if action == "reveal" else "will be withheld"
    click.echo(f"{name} {verb} in what is published from now on. The log keeps the reason.")
    return codes.ALL_READ


def _print_check(leaving: Outgoing, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(leaving), ensure_ascii=False, indent=2))
        return
    hidden = [p for p in leaving.persons if p.revealed is None]
    shown = [p for p in leaving.persons if p.revealed is not None]
    _section("WITHHELD", (_withheld(p, leaving.labels) for p in hidden))
    _section("NAMED, FOR YOUR REASON", (f"{p.title}: {p.revealed}" for p in shown))
    _section("NAMED, BY THE RULES", _named(leaving))
    _section("ADDRESSES", (d.url for d in leaving.case.documents if d.url))
    _section(
        "ALSO",
        (
            "the text of every report, without the furniture of its page",
            "digests and ids, salted with a key that stays in the case",
        ),
    )
    click.echo(f"\n{_LIMIT}")


def _section(heading: str, lines: Iterable[str]) -> None:
    found = list(lines)
    if found:
        click.echo(f"\n{heading}")
        for line in found:
            click.echo(f"  {line}")


def _withheld(person: Person, labels: dict[str, str]) -> str:
    why = "; ".join(person.reasons)
    if not person.names:
        return f"{person.title}: described, not named; {why}"
    return f"{', '.join(person.names)} → {labels[person.key]}: {why}"


def _named(leaving: Outgoing) -> list[str]:
    """Persons whose names leave: those of the reports, and their reporters."""
    people = [a.name for a in leaving.case.actors if a.kind == "person" and not a.private]
    signed = [name for d in leaving.case.documents for name in d.byline]
    revealed = {p.title for p in leaving.persons if p.revealed is not None}
    return [name for name in dict.fromkeys((*people, *signed)) if name not in revealed]


def _as_json(leaving: Outgoing) -> dict[str, Any]:
    return {
        "withheld": [
            {
                "names": list(p.names),
                "described": p.described or None,
                "placeholder": leaving.labels[p.key] if p.names else None,
                "reasons": list(p.reasons),
            }
            for p in leaving.persons
            if p.revealed is None
        ],
        "revealed": [
            {"names": list(p.names), "reason": p.revealed}
            for p in leaving.persons
            if p.revealed is not None
        ],
        "named": _named(leaving),
        "addresses": [d.url for d in leaving.case.documents if d.url],
    }
