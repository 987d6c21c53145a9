"""The owner's word on names, applied: parties, joins that the reports do not show, and refusals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from earwitness.knowledge.given import GivenNames
from earwitness.model import Actor, Case

from .join import Join, Key, Node
from .parting import WHY, plain


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
    reasons = (*node.actor.reasons, f"{WHY}: it belongs to {party}.")
    return replace(node, actor=replace(node.actor, party=party, reasons=reasons))


def with_given_names(nodes: Sequence[Node], given: GivenNames) -> tuple[Node, ...]:
    """The nodes, each in the owner's own name for it where the report has that name."""
    called = {plain(name) for name in given.same}
    return tuple(
        replace(node, called=next((n for n in node.names if plain(n) in called), None))
        for node in nodes
    )


def given_joins(nodes: Sequence[Node], given: GivenNames) -> Iterator[Join]:
    """The actors whom the owner names as one: whatever their kinds, sides and reports."""
    for name, forms in given.same.items():
        wanted = {plain(form) for form in (name, *forms)}
        fits = [node for node in nodes if wanted & {plain(n) for n in node.names}]
        for one, other in pairwise(fits):
            yield Join(one.key, other.key, f"{WHY}: both are {name}.", sure=True)


def kept_apart(nodes: Sequence[Node], given: GivenNames) -> frozenset[tuple[Key, Key]]:
    """Pairs of actors whom the owner keeps apart, both ways round."""
    found = set()
    for one, other in given.apart:
        here = [n.key for n in nodes if plain(one) in {plain(x) for x in n.names}]
        there = [n.key for n in nodes if plain(other) in {plain(x) for x in n.names}]
        found |= {(a, b) for a in here for b in there if a != b}
    return frozenset(found | {(b, a) for a, b in found})


def without_effect(case: Case, given: GivenNames) -> tuple[str, ...]:
    """What of the owner's word changes nothing in the case, each in a sentence."""
    known = {plain(n) for a in case.actors for n in (a.name, *a.aliases)}
    missing = [f for forms in given.same.items() for f in _of_nobody(forms, known)]
    missing += [n for pair in given.apart for n in pair if plain(n) not in known]
    missing += [
        form for party, forms in given.parties.items() for form in forms
        if not any(_belongs(a, party, form) for a in case.actors)
    ]  # fmt: skip
    nobody = [f"names.toml: nobody in the case is called “{n}”." for n in dict.fromkeys(missing)]
    return (*nobody, *_still_one(case, given))


def _of_nobody(forms: tuple[str, tuple[str, ...]], known: set[str]) -> Iterator[str]:
    """The names of a join that no report has; its title need not be one of them."""
    name, others = forms
    yield from (n for n in (name, *others) if plain(n) not in known and n in others)


def _belongs(actor: Actor, party: str, form: str) -> bool:
    only = GivenNames(parties={party: (form,)})
    return actor.kind != "outlet" and any(only.party_of(n) for n in (actor.name, *actor.aliases))


def _still_one(case: Case, given: GivenNames) -> Iterator[str]:
    for one, other in given.apart:
        for actor in case.actors:
            named = {plain(n) for n in (actor.name, *actor.aliases)}
            if plain(one) != plain(other) and {plain(one), plain(other)} <= named:
                yield (f"names.toml: “{one}” and “{other}” are still one: no words of a report "
                       f"stand for “{other}” alone.")  # fmt: skip
