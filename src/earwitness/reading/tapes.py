"""Calls, tapes and papers that a report speaks of, each with an identity of its own.

A recording is introduced ("an intercepted call"), taken up again ("the call"), or told from
another ("in a second call"). Who released it, when, and who published or translated it first is
read from the sentences that mention it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from earwitness.model import DateExpression, Hedge, Span, cover

from .entities import Cast
from .entity import Entity
from .nounphrase import parse_phrase
from .phrase_words import Range
from .phrases_after import phrase_after
from .phrases_before import phrase_before
from .words import Token, classes_of


@cache
def tape_words() -> dict[str, Any]:
    """The data file: nouns by kind, verbs of release, report and translation, hedges."""
    return tomllib.loads(files(__package__).joinpath("data/recordings.toml").read_text("utf-8"))


@cache
def _nouns() -> dict[str, str]:
    return {noun: kind for kind, nouns in tape_words()["kinds"].items() for noun in nouns}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(noun.split()[0] for noun in _nouns())


@dataclass(frozen=True, slots=True)
class TapeMention:
    """Where a sentence speaks of a recording: token range, kind, and whether it is a new one."""

    start: int
    end: int
    kind: str
    definite: bool
    other: bool
    owner: Range | None


@dataclass(slots=True, eq=False)
class Tape:
    """A recording while the report is being read."""

    number: int
    kind: str
    block: int
    mentions: list[Span] = field(default_factory=list)
    intercepted: bool = False
    batch: bool = False
    inherited: bool = False
    speakers: list[Entity] = field(default_factory=list)
    released_by: Entity | None = None
    recorded_by: Entity | None = None
    release_evidence: Span | None = None
    released_on: str | None = None
    hedges: list[Hedge] = field(default_factory=list)
    publisher: Entity | None = None
    publisher_evidence: Span | None = None
    translator: Entity | None = None
    translator_evidence: Span | None = None
    reasons: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The kind as an editor would name it."""
        spoken = self.kind in ("phone call", "audio recording")
        if self.intercepted and spoken:
            return (
                "intercepted phone call" if self.kind == "phone call" else "intercepted recording"
            )
        return self.kind

    def add_speaker(self, entity: Entity) -> None:
        """Somebody is heard in it."""
        for one in entity.members or [entity]:
            if one not in self.speakers:
                self.speakers.append(one)
            one.recording = self.number


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
        kind = _nouns()[" ".join(t.lower for t in tokens[i:end])]
        found.append(_mention(tokens, i, end, kind))
        i = end
    return found


def _longest(tokens: Sequence[Token], i: int) -> int | None:
    for size in (3, 2, 1):
        words = " ".join(t.lower for t in tokens[i : i + size])
        if i + size <= len(tokens) and words in _nouns():
            return i + size
    return None


def _is_thing(tokens: Sequence[Token], i: int, end: int) -> bool:
    """A noun here, not a verb ("call for") and not a part of another thing ("call centre")."""
    word = tokens[end - 1].lower
    after = tokens[end].lower if end < len(tokens) else "."
    bare = not i or classes_of(tokens[i - 1].lower)[0] != "D"
    if word in ("call", "calls") and after in tape_words()["release"]["not_after"]:
        return (after == "to" and end - i > 1) or (after == "on" and not bare)
    if after in ("game", "games", "centre", "center", "log", "logs"):
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
            or before.lower in ("of", "phone", "radio", "telephone", "video")
        )
    return True


def _mention(tokens: Sequence[Token], i: int, end: int, kind: str) -> TapeMention:
    start = i
    verbs = tape_words()["release"]["verbs"]
    while start > 0 and _modifies(tokens[start - 1]) and i - start < 5:
        if tokens[start - 1].lower in verbs and start - 1 > 0:
            break
        start -= 1
        if classes_of(tokens[start].lower)[0] == "D":
            break
    determiner = tokens[start].lower
    words = {t.lower for t in tokens[start:end]}
    other = bool(words & set(tape_words()["release"]["new"]))
    plain = determiner in ("the", "this", "that", "these", "those") and not other
    owner = None
    if start > 1 and tokens[start - 1].lower == "'s":
        owner = phrase_before(tokens, start - 1, 0)
    return TapeMention(start, end, kind, plain, other, owner)


def _modifies(token: Token) -> bool:
    if token.quote is not None or not token.text[:1].isalnum():
        return False
    kinds = classes_of(token.lower)
    return kinds[0] in "DJNUPGR" or "P" in kinds or token.text[:1].isupper()


def note_details(
    tokens: Sequence[Token],
    tape: Tape,
    mentions: Sequence[TapeMention],
    cast: Cast,
    dates: Sequence[DateExpression],
) -> None:
    """Read from a sentence who released, recorded, published or translated the tape, and when."""
    words = tape_words()
    for i, token in enumerate(tokens):
        if token.quote is not None:
            continue
        if token.lower.startswith("intercept") or token.lower.startswith("wiretap"):
            tape.intercepted = True
        if token.lower in words["release"]["intercept"] or token.lower in words["release"]["verbs"]:
            _note_release(tokens, i, tape, mentions, cast, dates)
        if token.lower in words["release"]["report"]:
            _note_publisher(tokens, i, tape, mentions, cast)
    for mention in mentions:
        _note_origin(tokens, mention, tape, cast)


def _note_release(
    tokens: Sequence[Token],
    i: int,
    tape: Tape,
    mentions: Sequence[TapeMention],
    cast: Cast,
    dates: Sequence[DateExpression],
) -> None:
    """ "released by X on Friday", "X published the recordings on Saturday"."""
    agent = _agent_after(tokens, i)
    if agent is None and any(m.start > i for m in mentions):
        agent = phrase_before(tokens, _before_auxiliaries(tokens, i), 0)
    if agent is None:
        agent = _agent_of_relative(tokens, i, mentions)
    if agent is None:
        return
    span = Span(tokens[agent[0]].start, tokens[agent[1] - 1].end)
    kind = cast.parse(span).kind
    if kind not in ("organisation", "group", "outlet", "name", "role"):
        return
    entity = cast.resolve(span, span.start, scene=None)
    if entity is None:
        return
    evidence = Span(min(tokens[i].start, span.start), max(tokens[i].end, span.end))
    if tokens[i].lower in tape_words()["release"]["intercept"]:
        tape.recorded_by = tape.recorded_by or entity
        if tape.release_evidence is None:
            tape.release_evidence = evidence
        return
    if kind == "outlet" and tape.released_by is None and tape.recorded_by is not None:
        tape.publisher, tape.publisher_evidence = entity, evidence
        return
    if tape.released_by is None or tape.inherited:
        tape.inherited = False
        tape.released_by, tape.release_evidence = entity, evidence
        tape.released_on = _date_near(tokens, evidence, dates)


def _agent_of_relative(
    tokens: Sequence[Token], i: int, mentions: Sequence[TapeMention]
) -> Range | None:
    """ "emails that a hacker group posted"; "messages posted on a channel"."""
    for mention in mentions:
        at = mention.end
        if at < i and tokens[at].lower in ("that", "which"):
            return phrase_before(tokens, _before_auxiliaries(tokens, i), at + 1)
    if i + 1 < len(tokens) and tokens[i + 1].lower == "on":
        found = phrase_after(tokens, i + 2, len(tokens))
        if found is not None and tokens[found[1] - 1].lower == "channel":
            return found
    return None


def _before_auxiliaries(tokens: Sequence[Token], i: int) -> int:
    while i > 0 and tokens[i - 1].lower in (
        "has",
        "have",
        "had",
        "also",
        "later",
        "then",
        "first",
        "recently",
        "today",
    ):
        i -= 1
    return i


def _agent_after(tokens: Sequence[Token], i: int) -> Range | None:
    """The phrase after "by", at most a few words of time or place later."""
    for at in range(i + 1, min(len(tokens), i + 6)):
        if tokens[at].quote is not None or tokens[at].lower in (",", ".", "and"):
            return None
        if tokens[at].lower == "by":
            return phrase_after(tokens, at + 1, len(tokens))
    return None


def _date_near(
    tokens: Sequence[Token], evidence: Span, dates: Sequence[DateExpression]
) -> str | None:
    """The date in the same sentence that stands nearest to the words of release."""
    start, end = tokens[0].start, tokens[-1].end
    here = [d for d in dates if start <= d.span.start < end and d.type in ("DATE", "TIME")]
    here = [d for d in here if d.value and d.value[:1].isdigit()]
    if not here:
        return None
    nearest = min(
        here, key=lambda d: min(abs(d.span.start - evidence.end), abs(evidence.start - d.span.end))
    )
    return nearest.value.split("T")[0] if nearest.value else None


def _note_publisher(
    tokens: Sequence[Token], i: int, tape: Tape, mentions: Sequence[TapeMention], cast: Cast
) -> None:
    """ "a call reported by the Daily Post", "audio obtained by Reuters"."""
    agent = _agent_after(tokens, i)
    if agent is None or not any(m.end <= i for m in mentions):
        return
    span = Span(tokens[agent[0]].start, tokens[agent[1] - 1].end)
    if cast.parse(span).kind != "outlet":
        return
    entity = cast.resolve(span, span.start, scene=None)
    if entity is cast.own:
        return
    if tape.publisher is None and entity is not None and entity is not tape.released_by:
        tape.publisher = entity
        tape.publisher_evidence = Span(tokens[i].start, span.end)


def _note_origin(tokens: Sequence[Token], mention: TapeMention, tape: Tape, cast: Cast) -> None:
    """ "audio from the ministry", "the ministry’s recording": released by it, if by nobody else."""
    if tape.released_by is not None:
        return
    phrase = mention.owner
    if phrase is None and mention.end < len(tokens) and tokens[mention.end].lower == "from":
        phrase = phrase_after(tokens, mention.end + 1, len(tokens))
    if phrase is None:
        return
    span = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
    if cast.parse(span).kind not in ("organisation", "group"):
        return
    entity = cast.resolve(span, span.start, scene=None)
    if entity is not None:
        tape.released_by = entity
        tape.release_evidence = cover(
            [span, Span(tokens[mention.start].start, tokens[mention.end - 1].end)]
        )


def speaks_of_tape(text: str, span: Span) -> bool:
    """Whether a source phrase names a recording: nobody is an actor for being recorded."""
    phrase = parse_phrase(text, span)
    return _nouns().get(phrase.head) not in (None, "document", "interview")
