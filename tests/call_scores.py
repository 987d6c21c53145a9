"""How well a call was heard: words, and who speaks when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import permutations

from earwitness.model import Transcript
from russian_call import Turn as Spoken

_STEP = 0.05


def word_errors(spoken: Iterable[Spoken], heard: Transcript) -> float:
    """Words to insert, drop and change, by the number of words that were said."""
    truth = _words(" ".join(turn.words for turn in spoken))
    made = _words(" ".join(turn.text for turn in heard.turns))
    row = list(range(len(made) + 1))
    for number, word in enumerate(truth, 1):
        new = [number]
        for at, other in enumerate(made):
            new.append(min(row[at + 1] + 1, new[at] + 1, row[at] + (word != other)))
        row = new
    return row[-1] / len(truth)


def right_time(spoken: tuple[Spoken, ...], heard: Transcript) -> float:
    """The part of the time in which somebody speaks that has the right speaker's turn.

    A turn reaches to the next one; speakers of the transcript have no names, so the best way to
    match them counts.
    """
    who = sorted({turn.who for turn in spoken})
    labels = sorted({turn.speaker or "" for turn in heard.turns})
    pairs = [(turn.who, _at(heard, time)) for turn in spoken for time in _times(turn)]
    best = 0
    for order in permutations(who, min(len(who), len(labels))):
        names = dict(zip(labels, order, strict=False))
        best = max(best, sum(names.get(label or "") == truth for truth, label in pairs))
    return best / len(pairs)


def _times(turn: Spoken) -> Iterable[float]:
    return (turn.start + _STEP * n for n in range(int((turn.end - turn.start) / _STEP)))


def _at(heard: Transcript, time: float) -> str | None:
    """Whose turn it is by the transcript; nobody's where no words are near."""
    near = [t for t in heard.turns if t.start - 0.5 <= time < t.end + 0.5]
    inside = [t for t in near if t.start <= time < t.end]
    found = inside or sorted(near, key=lambda t: min(abs(t.start - time), abs(t.end - time)))
    return found[0].speaker if found else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("ё", "е"))
