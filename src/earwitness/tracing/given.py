"""The owner's word on names, applied: parties, joins that the reports do not show, and refusals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from earwitness.knowledge.given import GivenNames

from .join import Join, Key, Node

_WHY = "The owner of the case says so in names.toml"


def with_given_parties(nodes: Sequence[Node], given: GivenNames) -> tuple[Node, ...]:
    """The nodes, each of a name that the owner lists under the owner's party."""
    if not given.parties:
        return tuple(nodes)
    return tuple(_sided(node, given) for node in nodes)


def _sided(node: Node, given: GivenNames) -> Node:
    if node.actor.kind == "outlet":
        return node
    party = next((p for name in node.names if (p := given.party_of(name))), None)
    if party is None or party == node.actor.party:
        return node
    reasons = (*node.actor.reasons, f"{_WHY}: it belongs to {party}.")
    return replace(node, actor=replace(node.actor, party=party, reasons=reasons))


def given_joins(nodes: Sequence[Node], given: GivenNames) -> Iterator[Join]:
    """The actors whom the owner names as one."""
    for name, forms in given.same.items():
        wanted = {_plain(form) for form in (name, *forms)}
        fits = [node for node in nodes if wanted & {_plain(n) for n in node.names}]
        for one, other in pairwise(fits):
            yield Join(one.key, other.key, f"{_WHY}: both are {name}.")


def kept_apart(nodes: Sequence[Node], given: GivenNames) -> frozenset[tuple[Key, Key]]:
    """Pairs of actors whom the owner keeps apart, both ways round."""
    found = set()
    for one, other in given.apart:
        here = [n.key for n in nodes if _plain(one) in {_plain(x) for x in n.names}]
        there = [n.key for n in nodes if _plain(other) in {_plain(x) for x in n.names}]
        found |= {(a, b) for a in here for b in there if a != b}
    return frozenset(found | {(b, a) for a, b in found})


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split()).removeprefix("the ")
