"""An editor as a process of its own: decides many times, whatever the others do meanwhile."""

from __future__ import annotations

import json
import sys

from earwitness.casefile import place_of, store_at
from earwitness.model import Decision, Target


def contested(before: tuple[Decision, ...], draft: Decision) -> int | None:
    """The newest decision on the same thing by another, if the draft's author has not seen it."""
    for other in reversed(before):
        if other.seq <= draft.saw:
            return None
        if other.target == draft.target and other.by != draft.by:
            return other.seq
    return None


def edit(where: str, name: str, times: int, things: int) -> list[int]:
    """Decide; the numbers of what was acknowledged."""
    with store_at(place_of(where), version="1") as store:
        kept = []
        for at in range(times):
            target = Target("statement", f"s_{at % things}")
            saw = store.stamp()[1] if at % 2 else 0  # every second one has seen all there is
            draft = Decision("note", target, by=name, why=f"{name} {at}", saw=saw)
            kept.append(store.decide(draft, contested).seq)
        return kept


if __name__ == "__main__":
    print(json.dumps(edit(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))))  # noqa: T201
