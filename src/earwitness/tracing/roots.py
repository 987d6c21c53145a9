"""Who alone vouches that the words were said, and on whose word they are true.

Two questions, never one: the agency that releases a call vouches that it was said; whether what it
says is so, only the speaker says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from earwitness.model import Actor, Link, Statement

from .denials import denied_within
from .folder import Folder
from .matches import Match
from .words import listed, tokens


def roots(
    folder: Folder, chains: Mapping[str, Sequence[Link]], found: Sequence[Match]
) -> dict[str, tuple[str, ...]]:
    """The root of each statement: one actor, or none where even the page's outlet is unknown."""
    twins = _twins(found)
    return {
        s.id: ((root,) if (root := _root(folder, s, chains, twins, set())) else ())
        for s in folder.statements
    }


def _twins(found: Sequence[Match]) -> dict[str, list[Statement]]:
    twins: dict[str, list[Statement]] = defaultdict(list)
    for match in found:
        twins[match.one.statement.id].append(match.other.statement)
        twins[match.other.statement.id].append(match.one.statement)
    return twins


def _root(
    folder: Folder,
    statement: Statement,
    chains: Mapping[str, Sequence[Link]],
    twins: Mapping[str, list[Statement]],
    seen: set[str],
) -> str | None:
    """The releaser; else the outlet that had it first; else the body whose words they are."""
    seen.add(statement.id)
    chain = chains[statement.id]
    released = next((li.actor for li in chain if li.role == "releaser" and li.actor), None)
    if released:
        return released
    own_page = statement.document
    first = next((x for x in chain if x.role == "publisher" and x.document != own_page), None)
    if first is not None and first.actor:
        for twin in (t for step in folder.outward(statement) for t in twins.get(step.id, [])):
            if twin.document == first.document and twin.id not in seen:
                return _root(folder, twin, chains, twins, seen)
        return first.actor
    outer = folder.outward(statement)[-1]
    spoke = outer.source.actor
    recorded = any(link.role in ("releaser", "recorder") for link in chain)
    own = folder.outlets.get(statement.document)
    if own is not None and outer.addressee.actor == own:
        return own
    return spoke if spoke and not recorded and is_body(folder.actor[spoke]) else own


def is_body(actor: Actor) -> bool:
    """Whether the actor speaks as a body, so that its words are its own issue."""
    words = set(tokens(actor.name))
    if actor.kind == "organisation":
        tables = (listed("organisations", t) for t in ("owners", "units", "bodies"))
        return any(c.isupper() for c in actor.name) or bool(words & frozenset().union(*tables))
    return (
        actor.kind == "group"
        and bool(actor.party)
        and bool(words & listed("organisations", "bodies"))
    )


def on_word_of(folder: Folder) -> dict[str, tuple[str, ...]]:
    """Who asserts that each statement is true: the innermost source named, and who confirms it.

    Of what somebody denies nobody is known to assert it: the denier asserts that it is not so.
    """
    confirmed: dict[str, list[str]] = defaultdict(list)
    for check in folder.verifications:
        if check.about == "true" and check.status == "verified" and check.of and check.verifier:
            confirmed[check.of].append(check.verifier)
    found = {}
    for s in folder.statements:
        mouths = (step.source.actor for step in folder.outward(s))
        said = [m for m in mouths if m][:1]
        denied = denied_within(folder, s)
        found[s.id] = () if denied else tuple(dict.fromkeys((*said, *confirmed[s.id])))
    return found


def group_of(folder: Folder, root: str) -> str:
    """What a root is counted under: its party, or its own name where it has none."""
    actor = folder.actor[root]
    if actor.kind == "outlet":
        return folder.name(root)
    return actor.party or folder.name(root)
