"""What did not happen, or not yet: "could kill thousands", "threatened to kill 30".

A count under such words counts nobody. "May have died" and "was thought to have killed" do count:
there the words say how sure it is, not that it is still to come.
"""

from __future__ import annotations

import re

from earwitness.model import Span

_MODAL = r"(?:could|would|will|might|may|can|must|should|shall|cannot|[’']ll|[’']d)"
_MIDDLE = r"(?:[\s\u00a0]+(?:be|also|well|still|soon|now|yet|not|get|easily|eventually|[a-z]+ly))*"
_TO_COME = re.compile(
    rf"(?:\b|(?<=\w)){_MODAL}{_MIDDLE}[\s\u00a0]+$"
    rf"|\b(?:would|should|could)(?:[\s\u00a0]+not|n[’']t)?[\s\u00a0]+have(?:[\s\u00a0]+been)?[\s\u00a0]+$",
    re.I,
)
_PLANS = re.compile(
    r"\b(?:threat\w*|plan\w*|want\w*|try|tri(?:ed|es)|trying|attempt\w*|order\w*|vow\w*|aim\w*|intend\w*|plott?\w*"
    r"|refus\w+|meant|hop(?:ed?|ing)|swore|sworn|conspir\w+|prepar\w+|fail\w*|ready|able|how|likely|going)"
    r"[\s\u00a0]+to[\s\u00a0]+(?:be[\s\u00a0]+)?$",
    re.I,
)
_BASE = re.compile(
    r"(?:kill|wound|injure|hurt|murder|displace|capture|detain|arrest|abduct|kidnap|shoot|maim"
    r"|die|perish|evacuate|flee|infect|execute|seize|uproot)\b",
    re.I,
)
_ATTEMPTED = re.compile(r"\b(?:attempted|would-be)[\s\u00a0]+$", re.I)
_NEAR = 44


def is_unreal(text: str, sentence: Span, count: Span) -> bool:
    """Whether the words before the fate say that it did not happen, or only may."""
    if _ATTEMPTED.search(text, max(sentence.start, count.start - 12), count.start):
        return True
    for verb in _verbs(text, count):
        before = text[max(sentence.start, verb - _NEAR) : verb]
        if _TO_COME.search(before) or _PLANS.search(before):
            return True
    return False


def _verbs(text: str, count: Span) -> list[int]:
    """Where the words of the fate may begin: at the start of the count, or inside it."""
    inside = [m.start() for m in _FATES.finditer(text, count.start, count.end)]
    return [count.start, *inside] if _BASE.match(text, count.start) else inside


_FATES = re.compile(
    r"\b(?:killed|wounded|injured|hurt|die|dead|displaced|captured|detained|arrested|infected|evacuated"
    r"|homeless|missing|kill|perish|drown|starve|flee|drowned|executed|freed|sick|ill|lose|laid)\b",
    re.I,
)
