"""The Admiralty code: how far a source is relied on, and apart from it how credible a claim is."""

from __future__ import annotations

from collections.abc import Iterable

from earwitness.model import Case

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Of a source."""

CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""Of a claim, whoever makes it."""


def independent_roots(case: Case, statements: Iterable[str]) -> tuple[str, ...]:
    """The parties that vouch for any of these statements: two agencies of one are one."""
    wanted = set(statements)
    actors = {a.id: a for a in case.actors}
    found: dict[str, None] = {}
    for trace in case.traces:
        for root in trace.roots if trace.statement in wanted else ():
            actor = actors.get(root)
            if actor:
                outlet = actor.kind == "outlet"
                found[actor.name if outlet else actor.party or actor.name] = None
    return tuple(found)
