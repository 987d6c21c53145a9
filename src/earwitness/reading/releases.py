"""Who brought a recording out, as one sentence tells it: pure grammar, before anybody is resolved.

"released by X", "X made public a new call", "which X has published", "handed to this newspaper by
X", "leaked to X", "seen by X". Of each the role: who released it, who recorded it, who got it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .phrase_words import Range
from .phrases_after import phrase_after
from .phrases_before import clause_subject, phrase_before
from .tape_mentions import TapeMention, tape_words
from .words import Token, classes_of

Hand = Literal["release", "intercept", "receive", "report"]

_FAR = 14  # words between a verb and its "by": "posted on Telegram late on Monday by …"
_NEAR = 12  # words between a verb and the noun that it brings out
_OWN = ("this", "our")
_US = ("us", "we")
_STARTS = frozenset({"it", "they", "these", "this", "both", "some"})


@dataclass(frozen=True, slots=True)
class Release:
    """A hand that a recording went through: its words, and the verb that says so."""

    hand: Hand
    agent: Range
    verb: int
    to: Range | None = None  # to whom it was sent, where that decides
    fronted: bool = False  # the subject that comes after "In a video posted to …,"

    @property
    def passive(self) -> bool:
        """ "released by X": the agent comes after the verb."""
        return self.agent[0] > self.verb and not self.fronted


def releases(tokens: Sequence[Token], mentions: Sequence[TapeMention]) -> list[Release]:
    """Every hand that the sentence names, in the order of its verbs."""
    found: list[Release] = []
    for i, token in enumerate(tokens):
        if token.quote is None and not _inside(i, mentions) and not _denied(tokens, i):
            found.extend(_of_verb(tokens, i, mentions))
    return found


def carried_on(tokens: Sequence[Token]) -> TapeMention | None:
    """ "They were handed to this newspaper by …": the subject stands for what was just told of."""
    if len(tokens) < 4 or tokens[0].lower not in _STARTS:
        return None
    verbs = _words("verbs") | _words("receive")
    ahead = [t.lower for t in tokens[1:6] if t.quote is None]
    passive = ahead[:1] in (["was"], ["were"], ["has"], ["have"], ["had"]) and any(
        w in verbs for w in ahead
    )
    if not passive:
        return None
    word = tokens[0].lower
    return TapeMention(0, 1, "", word, True, False, None, frozenset({word}))


def _words(name: str) -> frozenset[str]:
    return frozenset(tape_words()["release"][name])


def _inside(i: int, mentions: Sequence[TapeMention]) -> bool:
    return any(m.start <= i < m.end for m in mentions)


def _denied(tokens: Sequence[Token], i: int) -> bool:
    """ "denied that it had released", "has not published"."""
    words = [t.lower for t in tokens[max(0, i - 3) : i]]
    return bool({"not", "never", "n't"} & set(words)) or any(
        t.lower in ("denied", "denies", "deny", "refused") and t.quote is None for t in tokens[:i]
    )


def _of_verb(tokens: Sequence[Token], i: int, mentions: Sequence[TapeMention]) -> Iterator[Release]:
    word = tokens[i].lower
    before = any(m.end <= i for m in mentions)
    if word == "public" and not (i and tokens[i - 1].lower in ("made", "make", "makes", "making")):
        return
    if word in _words("verbs"):
        by = _by(tokens, i) if before else None
        yield from _made(tokens, i, "release", by or _active(tokens, i, mentions))
    if word in _words("gave"):
        yield from _made(tokens, i, "release", _giver(tokens, i, mentions))
    if word in _words("receivers") and before:
        to = _recipient(tokens, i)
        yield from _made(tokens, i, "receive", to)
        giver = _by(tokens, i) if to is not None else None
        if giver is not None and word not in _words("verbs"):
            yield Release("release", giver, i, to=to)
    if word in _words("intercept"):
        by = _by(tokens, i) if before else None
        active = None if word == "made" else _active(tokens, i, mentions)
        yield from _made(tokens, i, "intercept", by or active)
    if word in _words("receive"):
        by = _by(tokens, i) if before else None
        yield from _made(tokens, i, "receive", by or _active(tokens, i, mentions))
    if word in _words("report") and before:
        yield from _made(tokens, i, "report", _by(tokens, i))
    if word in _words("verbs") and before:
        fronted = _fronted(tokens, i, mentions)
        if fronted is not None:
            yield Release("release", fronted, i, fronted=True)


def _made(tokens: Sequence[Token], i: int, hand: Hand, agent: Range | None) -> Iterator[Release]:
    if agent is not None and tokens[agent[0]].quote is None:
        yield Release(hand, agent, i)


def _by(tokens: Sequence[Token], i: int) -> Range | None:
    """The phrase after "by", past words of time, place and receiver."""
    for at in range(i + 1, min(len(tokens), i + _FAR)):
        word = tokens[at].lower
        if tokens[at].quote is not None or word in (".", ";", ":", "that", "which", "who", "by"):
            break
        if word == "," and not _closes_time(tokens, at):
            break
    else:
        return None
    return phrase_after(tokens, at + 1, len(tokens)) if tokens[at].lower == "by" else None


def _closes_time(tokens: Sequence[Token], comma: int) -> bool:
    """ "on May 4, 2022, by": the comma belongs to a date."""
    return tokens[comma - 1].text.isdigit()


def _active(tokens: Sequence[Token], i: int, mentions: Sequence[TapeMention]) -> Range | None:
    """ "X published the recordings"; "the recordings that X published"; "the call X released"."""
    after = any(0 < m.start - i <= _NEAR and _no_stop(tokens, i + 1, m.start) for m in mentions)
    relative = _relative(tokens, i, mentions)
    if relative is not None:
        return relative
    if not after:
        return None
    end = _over(tokens, i)
    if end and tokens[end - 1].lower == "and" and tokens[end - 1].quote is None:
        return clause_subject(tokens, 0, end - 1)  # "X called it a lie and released a video"
    return phrase_before(tokens, end, 0)


def _relative(tokens: Sequence[Token], i: int, mentions: Sequence[TapeMention]) -> Range | None:
    end = _over(tokens, i)
    for mention in mentions:
        if mention.end > i:
            continue
        for at in range(i - 1, mention.end - 1, -1):
            if tokens[at].lower in ("that", "which") and tokens[at].quote is None:
                found = phrase_before(tokens, end, at + 1)
                if found is not None and found[0] == at + 1:
                    return found
                break
        if mention.end < i and tokens[mention.end].lower not in (",", "that", "which", "of"):
            found = phrase_before(tokens, end, mention.end)
            if found is not None and found[0] == mention.end:
                return found
    return None


def _no_stop(tokens: Sequence[Token], low: int, high: int) -> bool:
    """No other clause between a verb and its object, but "what it said was"."""
    words = [tokens[k].lower for k in range(low, high) if tokens[k].quote is None]
    if "what" in words[:3]:
        return True
    return not any(w in (".", ";", ":", ",", "that", "which", "who", "and", "by") for w in words)


def _over(tokens: Sequence[Token], i: int) -> int:
    """Back over auxiliaries and adverbs to the end of the subject."""
    between = _words("between")
    while i > 0 and tokens[i - 1].quote is None:
        before = tokens[i - 1].lower
        if before not in between and classes_of(before)[0] != "R":
            break
        i -= 1
    return i


def _giver(tokens: Sequence[Token], i: int, mentions: Sequence[TapeMention]) -> Range | None:
    """ "A driver gave the Clarion a recording", "he showed our reporter a text message"."""
    if not any(0 < m.start - i <= _NEAR for m in mentions):
        return None
    got = phrase_after(tokens, i + 1, len(tokens))
    if got is None or not _is_press(tokens, got):
        return None
    return phrase_before(tokens, _over(tokens, i), 0)


def _is_press(tokens: Sequence[Token], got: Range) -> bool:
    """ "our reporter", "us", "the Clarion": a name with an article, or somebody of this paper."""
    words = [tokens[k].lower for k in range(*got)]
    if words[0] in _OWN + _US or words[-1] in ("reporters", "journalists"):
        return True
    return tokens[got[1] - 1].text[:1].isupper()


def _recipient(tokens: Sequence[Token], i: int) -> Range | None:
    """ "leaked to the Post", "shared with this newspaper"."""
    if i + 2 < len(tokens) and tokens[i + 1].lower in ("to", "with"):
        return phrase_after(tokens, i + 2, len(tokens))
    return None


def _fronted(tokens: Sequence[Token], i: int, mentions: Sequence[TapeMention]) -> Range | None:
    """ "In a video posted to TikTok on Friday, the singer told fans": put up by whoever speaks."""
    opens = any(t.lower in ("in", "on") for t in tokens[:3]) and any(
        m.start <= 4 and m.end in (i, i - 1, i - 2) for m in mentions
    )
    comma = next((k for k in range(i, min(len(tokens), i + _FAR)) if tokens[k].lower == ","), None)
    if not opens or comma is None:
        return None
    words = [t.lower for t in tokens[i:comma]]
    put_up = "by" not in words and set(words) & _words("platforms")
    return phrase_after(tokens, comma + 1, len(tokens)) if put_up else None
