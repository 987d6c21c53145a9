"""Where a sentence speaks of a recording: a call, a clip, a chat, a paper that got out."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .phrase_words import Range
from .phrases_before import phrase_before
from .words import Token, classes_of

_FAMILIES = (
    frozenset({"phone call", "audio recording", "transcript"}),
    frozenset({"video"}),
    frozenset({"messages"}),
    frozenset({"document"}),
    frozenset({"image"}),
    frozenset({"interview", "transcript"}),
)
_WRITTEN = ("messages", "document", "image")
_BEFORE = 8  # words of a phrase before its noun
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3}


@cache
def tape_words() -> dict[str, Any]:
    """The data file: nouns by kind, verbs of release, report and translation, hedges."""
    return tomllib.loads(files(__package__).joinpath("data/recordings.toml").read_text("utf-8"))


@cache
def tape_nouns() -> dict[str, str]:
    """Every noun for a recording with its kind."""
    return {noun: kind for kind, nouns in tape_words()["kinds"].items() for noun in nouns}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(noun.split()[0] for noun in tape_nouns())


@dataclass(frozen=True, slots=True)
class TapeMention:
    """Token range and kind; whether the words mean a new one, and which of several."""

    start: int
    end: int
    kind: str
    noun: str
    definite: bool
    other: bool
    owner: Range | None
    words: frozenset[str]

    @property
    def order(self) -> int | None:
        """Which one of several "the second call" means, counted from 0."""
        return next((n for word, n in _ORDINALS.items() if word in self.words), None)

    @property
    def written(self) -> bool:
        """A chat, a paper or a picture: nobody is heard in it."""
        return self.kind in _WRITTEN

    @property
    def leaked(self) -> bool:
        """Whether the words themselves say that it got out, or may be false."""
        return bool(self.words & set(tape_words()["release"]["leaked"]))

    def takes_up(self, kind: str) -> bool:
        """Whether the words may mean a recording of this kind."""
        again = tape_words()["again"].get(self.noun)
        if again is not None and kind in again:
            return True
        return kind == self.kind or any(kind in f and self.kind in f for f in _FAMILIES)


def tape_mentions(tokens: Sequence[Token]) -> list[TapeMention]:
    """The recordings that a sentence speaks of, outside its quotations."""
    found: list[TapeMention] = []
    first = _first_words()
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.lower not in first or token.quote is not None:
            i += 1
            continue
        end = _longest(tokens, i)
        if end is None or not _is_thing(tokens, i, end):
            i += 1
            continue
        noun = " ".join(t.lower for t in tokens[i:end])
        mention = _mention(tokens, i, end, noun)
        if not mention.words & set(tape_words()["release"]["generic"]):
            found.append(mention)
        i = end
    return found


def unnamed_mention(tokens: Sequence[Token], at: int, kind: str, noun: str) -> TapeMention | None:
    """ "In the first, dated 3 May, …": one of several recordings of this kind, told without a noun.

    `at` is the token of the "in". A word of its own after it ("the second half") is another thing.
    """
    words = [t.lower for t in tokens[at + 1 : at + 5] if t.quote is None]
    size = 2 if words[:1] == ["the"] else 1
    told = tape_words()["which"]["the" if size == 2 else "bare"]
    if len(words) <= size or words[size - 1] not in told:
        return None
    after = tokens[at + 1 + size]
    begins = classes_of(after.lower)[0] in "DR" or after.text[:1].isupper() or after.text in ",:"
    if words[size] not in ("of", "dated", "recorded") and not begins:
        return None
    if words[size] == "of" and words[size + 1 :][:1] not in (["them"], ["these"]):
        return None
    which = frozenset(words[:size])
    same = bool(which & {"first", "former", "one"})
    return TapeMention(at + 1, at + 1 + size, kind, noun, same, not same, None, which)


def _longest(tokens: Sequence[Token], i: int) -> int | None:
    for size in (3, 2, 1):
        words = " ".join(t.lower for t in tokens[i : i + size])
        if i + size <= len(tokens) and words in tape_nouns():
            return i + size
    return None


def _is_thing(tokens: Sequence[Token], i: int, end: int) -> bool:
    """A noun here, not a verb ("call for") and not a part of another thing ("call centre")."""
    word = tokens[end - 1].lower
    after = tokens[end].lower if end < len(tokens) else "."
    before_it = classes_of(tokens[i - 1].lower)[0] if i else "I"
    bare = before_it != "D"
    if word in ("call", "calls") and after in tape_words()["release"]["not_after"]:
        return (after == "to" and end - i > 1) or (after == "on" and not bare)
    if after in tape_words()["release"]["part_of"] and not (word == "footage" and after == "shows"):
        return after in ("show", "shows") and not bare
    if word in ("audio", "video", "cctv") and classes_of(after) == "N" and after[:1].isalpha():
        return False  # "an audio forensics expert", "video journalists"
    if _with_press(tokens, end) or (
        word in ("chat", "texts", "minutes", "cctv") and before_it not in "DJPUN"
    ):
        return False
    if word in ("call", "calls", "tape", "tapes", "clip", "clips", "cable", "files", "recording"):
        before = tokens[i - 1] if i else None
        if end - i > 1:
            return True
        if before is None:
            return word.endswith("s") and word != "calls"
        return before.lower not in ("to", "will", "would", "they", "we", "i", "'s") and (
            classes_of(before.lower)[0] in "DJUP"
            or "P" in classes_of(before.lower)
            or before.lower in ("of", "phone", "radio", "telephone", "video", "cockpit", "audio")
        )
    return True


def _with_press(tokens: Sequence[Token], end: int) -> bool:
    """ "a call with reporters" is an interview."""
    words = [t.lower for t in tokens[end : end + 3]]
    if words[:1] != ["with"]:
        return False
    press = tape_words()["release"]["press"]
    return any(w in press for w in words[1:]) or words[1:] in (
        ["this", "newspaper"],
        ["this", "paper"],
    )


def _mention(tokens: Sequence[Token], i: int, end: int, noun: str) -> TapeMention:
    start = i
    verbs = tape_words()["release"]["verbs"]
    while start > 0 and _modifies(tokens[start - 1]) and i - start < _BEFORE:
        if (
            tokens[start - 1].lower in verbs
            and start - 1 > 0
            and not _premodifies(tokens, start - 1)
        ):
            break
        start -= 1
        if classes_of(tokens[start].lower)[0] == "D":
            break
    determiner = tokens[start].lower
    words = frozenset(t.lower for t in tokens[start:end])
    other = bool(words & set(tape_words()["release"]["new"]))
    plain = determiner in ("the", "this", "that", "these", "those", "both", "their") and not other
    owner = None
    if start > 1 and tokens[start - 1].lower == "'s":
        owner = phrase_before(tokens, start - 1, 0)
    return TapeMention(start, end, tape_nouns()[noun], noun, plain, other, owner, words)


def _premodifies(tokens: Sequence[Token], i: int) -> bool:
    """ "a leaked group chat", "newly released audio": the participle stands in the phrase."""
    before = tokens[i - 1].lower
    return classes_of(before)[0] == "D" or before in ("newly", "recently", "previously")


def _modifies(token: Token) -> bool:
    if token.quote is not None or not token.text[:1].isalnum():
        return False
    kinds = classes_of(token.lower)
    if kinds[0] in "ICW":
        return False
    return kinds[0] in "DJNUPGR" or "P" in kinds or token.text[:1].isupper()
