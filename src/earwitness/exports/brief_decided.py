"""What people decided, as sentences with their words: a section of the brief, apart from the rest.

All other sections say what the program found, whatever was decided.
"""

from __future__ import annotations

from collections.abc import Mapping

from earwitness.model import Actor, Layer, Ruling, Statement

from .brief_checks import Point
from .brief_index import Index
from .brief_wording import day, shorten

DECIDED = "What people decided"
NOTE = "All else here is as the program found it."
_VERBS = {
    "accept": "accepted this", "reject": "rejected this", "correct": "corrected this",
    "add": "added this", "join": "joined", "split": "split", "grade": "graded", "note": "noted",
    "done": "done", "dismiss": "dismissed",
}  # fmt: skip
_WORDS_MOST = 300


def decided_points(ix: Index, layer: Layer) -> tuple[Point, ...]:
    """Each decision that speaks, in the order in which they were made."""
    actors = ix.actors | {a.id: a for a in layer.actors}
    statements = {s.id: s for s in layer.statements}
    return tuple(
        Point(_says(made, actors, statements), ix.refs(made.words), made.act)
        for made in layer.rulings
        if not made.undone and not made.waits and made.act in _VERBS
    )


def _says(made: Ruling, actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> str:
    what = _what(made, actors, statements)
    who = f"{made.by}, {day(made.time[:10])}: " if made.by else ""
    lost = "" if made.thing else " (the case has it no more)"
    why = made.text or made.why
    tail = f": {shorten(' '.join(why.split()), _WORDS_MOST)}" if why else ""
    says = f"{who}{what}{lost}{tail}"
    says = says[0].upper() + says[1:]
    return says if says.endswith((".", "!", "?", "…")) else f"{says}."


def _what(made: Ruling, actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> str:
    name = _name(made.thing, actors)
    verb = _VERBS[made.act]
    if made.act in ("correct", "add"):
        said = statements.get(made.thing or "")
        speaker = _name(said.source.actor if said else None, actors) or "nobody named"
        return f"{verb}: {speaker}, {said.form}" if said else verb
    if made.act == "join":
        return f"{_name(made.other, actors) or 'somebody'} and {name or 'somebody'} are one"
    if made.act == "split":
        return f"{made.name or 'somebody'} is not the {name or 'one'} of the other reports"
    if made.act == "grade":
        return f"graded {name or 'this'} {made.grade}"
    thing = {"finding": " a finding", "lead": " a lead", "actor": f" on {name}"}.get(made.kind, "")
    return f"{verb}{thing}" if made.act in ("note", "done", "dismiss") else verb


def _name(actor: str | None, actors: Mapping[str, Actor]) -> str | None:
    found = actors.get(actor or "")
    return found.name if found else None
