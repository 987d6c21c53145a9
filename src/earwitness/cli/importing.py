"""`earwitness import`: what others noted, taken in as decisions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from earwitness.casefile import CasePlace
from earwitness.cases import open_case
from earwitness.exports.brief_wording import count, visible
from earwitness.importing import Taken, take_in
from earwitness.login import local_user

from . import codes

_SHOWN = 20
_WORDS = {
    "note": "note", "add": "statement added", "correct": "statement corrected",
    "accept": "statement accepted", "reject": "statement rejected", "join": "join of two actors",
    "grade": "grade",
}  # fmt: skip
_MANY = {
    "statement added": "statements added", "statement corrected": "statements corrected",
    "statement accepted": "statements accepted", "statement rejected": "statements rejected",
    "join of two actors": "joins of two actors",
}  # fmt: skip


def take(folder: CasePlace, file: Path, *, by: str | None, dry: bool, as_json: bool) -> int:
    """Take a file in, and say what became of each thing in it."""
    with open_case(folder, create=False) as opened:
        data = file.read_bytes()
        taken = take_in(opened.folder, data, name=file.name, by=by or local_user(), keep=not dry)
    if as_json:
        click.echo(json.dumps(_as_json(taken, dry), ensure_ascii=False, indent=2))
    else:
        _tell(taken, dry)
    return codes.SOME_FAILED if taken.left else codes.ALL_READ


def _tell(taken: Taken, dry: bool) -> None:
    done = [_counted(act, many) for act, many in taken.acts.items()]
    verb = "Would be taken in" if dry else "Taken in"
    click.echo(f"{verb}: {', '.join(done) or 'nothing new'}.")
    if taken.known:
        click.echo(f"Known already: {taken.known}.")
    if taken.left:
        click.echo(f"Left, {count(len(taken.left), 'item')}:", err=True)
    for one in taken.left[:_SHOWN]:
        click.echo(f"  {visible(one.id)[:100]}: {visible(one.why)}.", err=True)
    if len(taken.left) > _SHOWN:
        click.echo(f"  and {len(taken.left) - _SHOWN} more: --json lists all.", err=True)


def _counted(act: str, many: int) -> str:
    word = _WORDS[act]
    return count(many, word, _MANY.get(word, f"{word}s"))


def _as_json(taken: Taken, dry: bool) -> dict[str, Any]:
    return {
        "format": taken.form,
        "kept": not dry,
        "decisions": [
            {"seq": d.seq or None, "act": d.act, "on": d.target.kind} for d in taken.decisions
        ],
        "known": taken.known,
        "left": [{"id": one.id, "why": one.why} for one in taken.left],
    }
