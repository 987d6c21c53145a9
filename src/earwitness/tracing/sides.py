"""Parties that only the reports themselves give away: "Velmora's ministry", "a Velmoran agency".

For states and sides that no list knows. A possessor of a body is a party; an adjective made from a
party's name belongs to it. What the reading found is never changed, only gaps are filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .join import Node
from .words import canon, listed, tokens

_OWNER = re.compile(r"^(?:the |The )?([A-Z][a-zà-ÿ]{3,})['’]s\s+(.+)$")
_CAPITAL = re.compile(r"\b[A-Z][a-zà-ÿ]{3,}\b")
_ALONE = re.compile(r"\b[A-Z][a-zà-ÿ]{3,}\b(?!['’]s)")
_ADJECTIVE = ("n", "i", "ish", "ese", "ic")


def parties_of(nodes: Sequence[Node], texts: Sequence[str]) -> tuple[str, ...]:
    """All parties of a case: those that the readings give, and the possessors of bodies.

    A possessor counts only where the reports name it, or use its adjective, by itself too: the
    Seamen's Union makes no party of Seamen.
    """
    given = {n.actor.party for n in nodes if n.actor.party}
    persons = {w for n in nodes for w in _full_name(n)}
    owners = {o for n in nodes if n.actor.kind == "organisation" for o in _owners(n.names)}
    unknown = sorted(owners - persons - given)
    if unknown:
        words = {w for text in texts for w in _ALONE.findall(text)}
        unknown = [o for o in unknown if any(_names(w, o) for w in words)]
    return tuple(sorted(given.union(unknown)))


def _full_name(node: Node) -> list[str]:
    words = node.actor.name.split()
    return words if node.actor.kind == "person" and len(words) > 1 else []


def _owners(names: Iterable[str]) -> set[str]:
    tables = ("owners", "units", "bodies")
    heads = frozenset(canon("head_words")).union(*(listed("organisations", t) for t in tables))
    matches = (_OWNER.match(name) for name in names)
    return {m.group(1) for m in matches if m and heads & set(tokens(m.group(2)))}


def party_in(words: str, parties: Sequence[str]) -> str | None:
    """The one party whose name, or an adjective of it, stands in the words; None for two."""
    found = {p for w in _CAPITAL.findall(words) for p in parties if _names(w, p)}
    return next(iter(found)) if len(found) == 1 else None


def _names(word: str, party: str) -> bool:
    if word == party:
        return True
    stem = party.rstrip("aeiouy") if len(party) > 4 else party
    short = len(stem) >= 4 and word.startswith(stem) and len(word) - len(stem) <= 4
    return short and word.endswith(_ADJECTIVE) and " " not in party


def with_parties(nodes: Sequence[Node], parties: Sequence[str]) -> tuple[Node, ...]:
    """The nodes, with a party where their own names give it away."""
    return tuple(_with_party(n, parties) for n in nodes)


def _with_party(node: Node, parties: Sequence[str]) -> Node:
    actor = node.actor
    if actor.kind == "person" and actor.name in parties and not actor.party:
        return replace(node, actor=replace(actor, kind="organisation", party=actor.name))
    if actor.party or actor.kind in ("person", "outlet"):
        return node
    party = party_in(actor.name, parties)
    return replace(node, actor=replace(actor, party=party)) if party else node
