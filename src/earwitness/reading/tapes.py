"""Calls, tapes and papers that a report speaks of, each with an identity of its own.

A recording is introduced ("an intercepted call"), taken up again ("the call"), or told from
another ("in a second call"). Who released it, when, and who published or translated it first is
read from the sentences that mention it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from earwitness.model import DateExpression, Hedge, Span, cover

from .entities import Cast
from .entity import Entity
from .media import is_medium
from .nounphrase import NounPhrase, parse_phrase
from .phrases_after import phrase_after
from .releases import Release, releases
from .tape_mentions import TapeMention, tape_nouns, tape_words
from .words import Token

__all__ = ["Tape", "TapeMention", "close_tapes", "note_details", "speaks_of_tape", "tape_words"]

_MAKERS = frozenset(
    {"account", "accounts", "channel", "page", "user", "users", "club", "volunteers"}
)
_NO_HANDS = frozenset(
    "sources source court jury millions viewers people times network networks platform platforms"
    " media scene ground area phone phones site period archive archives".split()
)
_REPORTED = frozenset({"reported", "cited", "quoted", "covered"})


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
    receiver: Entity | None = None
    receiver_evidence: Span | None = None
    sibling: Tape | None = None
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

    @property
    def known(self) -> bool:
        """Whether it is a thing with an identity, though nobody is quoted from it."""
        released = self.released_by or self.recorded_by or self.intercepted
        return bool(released) or self.kind in ("video", "audio recording")

    def add_speaker(self, entity: Entity) -> None:
        """Somebody is heard in it."""
        for one in entity.members or [entity]:
            if one not in self.speakers:
                self.speakers.append(one)
            one.recording = self.number


def note_details(
    tokens: Sequence[Token],
    tape: Tape,
    mentions: Sequence[TapeMention],
    cast: Cast,
    dates: Sequence[DateExpression],
) -> None:
    """Read from a sentence who released, recorded, published or got the tape, and when."""
    for token in tokens:
        if token.quote is None and token.lower.startswith(("intercept", "wiretap")):
            tape.intercepted = True
    for release in releases(tokens, mentions):
        _note_hand(tokens, release, tape, cast, dates)
    for mention in mentions:
        _note_origin(tokens, mention, tape, cast)


def _note_hand(
    tokens: Sequence[Token],
    release: Release,
    tape: Tape,
    cast: Cast,
    dates: Sequence[DateExpression],
) -> None:
    """ "released by X on Friday", "X published the recordings on Saturday", "seen by X"."""
    span = Span(tokens[release.agent[0]].start, tokens[release.agent[1] - 1].end)
    entity = _who(cast, span, release, tokens)
    if entity is None or not _sent_to_press(tokens, release, cast):
        return
    verb = tokens[release.verb]
    evidence = Span(min(verb.start, span.start), max(verb.end, span.end))
    if release.hand == "intercept":
        tape.recorded_by = tape.recorded_by or entity
        tape.release_evidence = tape.release_evidence or evidence
    elif release.hand == "receive":
        _received(tape, entity, evidence, cast)
    elif release.hand == "report":
        _published(tape, entity, Span(verb.start, span.end), verb.lower, cast)
    elif entity.kind == "outlet" and tape.released_by is None and _by_body(tape.recorded_by):
        tape.publisher, tape.publisher_evidence = entity, evidence
    elif tape.released_by is None or tape.inherited:
        tape.inherited = False
        tape.released_by, tape.release_evidence = entity, evidence
        tape.released_on = _date_near(tokens, evidence, dates)


def _sent_to_press(tokens: Sequence[Token], release: Release, cast: Cast) -> bool:
    """Whatever two people send each other is no release; "sent to the Post by a clerk" is."""
    if release.to is None:
        return True
    span = Span(tokens[release.to[0]].start, tokens[release.to[1] - 1].end)
    words = span.of(cast.text).lower()
    own = words in ("us", "we") or words.startswith(("our ", "this "))
    entity = None if own else cast.resolve(span, span.start, scene=None)
    return own or (entity is not None and entity.kind == "outlet") or entity is cast.own


def _by_body(recorder: Entity | None) -> bool:
    """A body that records gives out what it recorded; a former aide hands it to somebody."""
    return recorder is not None and not recorder.person


def _who(cast: Cast, span: Span, release: Release, tokens: Sequence[Token]) -> Entity | None:
    """The one that a phrase of release names, if it is somebody who can bring a recording out."""
    words = span.of(cast.text).lower()
    if words in ("we", "us") or words.startswith(("our ", "this ")):
        return cast.own if release.hand == "receive" else None
    phrase = cast.parse(span)
    if phrase.kind == "pronoun":
        subject = cast.mentioned_at(tokens[0].start)
        if subject is None or subject.mentions[0].start >= span.start:
            subject = cast.resolve(span, span.start, scene=None)
        # "asked whether he has heard the call": he has not got hold of it
        heard = release.hand == "receive" and subject is not None and subject.person
        return None if heard else subject
    if not _is_hand(phrase, release):
        return None
    return cast.resolve(span, span.start, scene=None)


def _is_hand(phrase: NounPhrase, release: Release) -> bool:
    if phrase.head in _NO_HANDS or _is_tape(phrase):
        return False
    if release.hand == "report":
        return is_medium(phrase)
    if release.hand == "receive":
        return is_medium(phrase) or phrase.kind == "organisation"
    people = ("organisation", "group", "outlet", "name", "role", "kin")
    if phrase.kind in people or phrase.head in _MAKERS or release.fronted:
        return True
    # "released by the city", "by Moldovan security services", but "by mistake"
    return release.passive and (phrase.definite or phrase.words[:1].isupper())


def _is_tape(phrase: NounPhrase) -> bool:
    """A phrase that names a recording itself: "the video showed …"."""
    return phrase.head in tape_nouns() and phrase.kind not in ("organisation", "outlet", "name")


def _received(tape: Tape, entity: Entity, evidence: Span, cast: Cast) -> None:
    """ "obtained by the Post": the Post had it first, and vouches for it if nobody else does."""
    if tape.receiver is None:
        tape.receiver, tape.receiver_evidence = entity, evidence
    if tape.publisher is None and entity.kind == "outlet" and entity is not cast.own:
        tape.publisher, tape.publisher_evidence = entity, evidence


def _published(tape: Tape, entity: Entity, evidence: Span, verb: str, cast: Cast) -> None:
    """ "a call reported by the Daily Post", "a chat carried by the site Lupa"."""
    if entity is cast.own or entity is tape.released_by:
        return
    if tape.publisher is None:
        tape.publisher, tape.publisher_evidence = entity, evidence
    if verb not in _REPORTED and tape.receiver is None:
        tape.receiver, tape.receiver_evidence = entity, evidence


def close_tapes(tapes: Sequence[Tape]) -> None:
    """What only the whole report tells: who had it first vouches, or who released its fellows."""
    for tape in tapes:
        if tape.released_by is not None or _by_body(tape.recorded_by):
            continue
        other = tape.sibling
        if tape.receiver is not None:
            tape.released_by, tape.release_evidence = tape.receiver, tape.receiver_evidence
            tape.reasons.append("had by this outlet first; nobody else is said to have released it")
        elif other is not None and tape.publisher is None and tape.recorded_by is None:
            tape.released_by, tape.recorded_by = other.released_by, other.recorded_by
            tape.released_on, tape.release_evidence = other.released_on, other.release_evidence
            tape.inherited = other.released_by is not None
            tape.reasons.append("told together with a recording that came out with it")


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


def _note_origin(tokens: Sequence[Token], mention: TapeMention, tape: Tape, cast: Cast) -> None:
    """ "audio from the ministry", "the ministry’s recording": released by it, if by nobody else."""
    if tape.released_by is not None or (mention.written and mention.kind != "image"):
        return
    phrase = mention.owner
    if phrase is None and mention.end < len(tokens) and tokens[mention.end].lower == "from":
        phrase = phrase_after(tokens, mention.end + 1, len(tokens))
    if phrase is None:
        return
    span = Span(tokens[phrase[0]].start, tokens[phrase[1] - 1].end)
    parsed = cast.parse(span)
    if parsed.kind not in ("organisation", "group", "outlet") or parsed.head in _NO_HANDS:
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
    return tape_nouns().get(phrase.head) not in (None, "document", "interview")
