"""What the report admits of itself: what it checked or could not check, and who was asked.

Silence stays silence: only a sentence that speaks of a check becomes a verification. A check is of
the recording ("said": were the words said) or of a claim ("true": is it so), never of both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from earwitness.model import (
    Actor,
    Document,
    Recording,
    Response,
    Span,
    Statement,
    Verification,
    make_id,
)

from . import notes_context as context
from .check_frames import clause_start
from .framed_checks import framed_checks
from .notes_checks import Layers, further_checks
from .notes_words import pattern

ORIGIN = "rules/notes@1"

Status = Literal["not verified", "verified", "partly verified", "disputed"]
About = Literal["said", "true"]
Kind = Literal["asked", "answered", "denied", "declined", "did not answer"]

_AT_MOST = 2
_KINDS: tuple[Kind, ...] = ("did not answer", "declined", "denied", "asked", "answered")
_BY = re.compile(r"[\s\u00a0]+(?:independently[\s\u00a0]+)?by[\s\u00a0]+")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|got)[\s\u00a0]+$", re.I)
_TAKEN_UP = re.compile(
    r",[\s\u00a0]+(?:an?|the)[\s\u00a0]+(?:[\w-]+[\s\u00a0]+)?"
    r"(?:claim|figure|number|toll|account|allegation|accusation|assertion|report|version|estimate)s?"
    r"[\s\u00a0]+(?:(?:that|which)[\s\u00a0]+)?$",
    re.I,
)
_HIS = re.compile(r"\b(?:his|her|my|your)[\s\u00a0]+(?:\w+[\s\u00a0]+)?$", re.I)


def read_verifications(
    document: Document,
    *,
    actors: Sequence[Actor],
    recordings: Sequence[Recording],
    statements: Sequence[Statement],
) -> tuple[Verification, ...]:
    """What the page says was verified, not verified or disputed, one for each such sentence."""
    own = [s for s in statements if s.document == document.id]
    found: list[Verification] = []
    layers = Layers(document, actors, recordings, own)
    # A headline only sums up: whoever disputes a recording does so in the body.
    heads = {
        at for b in document.blocks_of("headline", "standfirst")
        for at in range(b.span.start, b.span.end)
    }  # fmt: skip
    for sentence in context.marked_sentences(document, "verification"):
        check = _check(document, sentence, own, actors)
        main = _verification(document, sentence, check, actors, recordings, own) if check else None
        taken = [main] if main else []
        more = [] if sentence.start in heads else list(further_checks(layers, sentence, taken))
        if main is not None and not _is_said_better(main, more):
            found.append(main)
        found.extend(more)
    framed = list(framed_checks(layers, found))
    found = [v for v in found if not _is_undone(v, framed)]
    found.extend(framed)
    return tuple(sorted(found, key=lambda v: (v.span.start, v.span.end)))


def _is_undone(check: Verification, framed: Sequence[Verification]) -> bool:
    """ "confirmed that the clip is old": what is confirmed is that it shows something else."""
    return check.status == "verified" and any(
        f.status == "disputed" and f.verifier == check.verifier and f.span.meets(check.span)
        for f in framed
    )


def _is_said_better(main: Verification, more: Sequence[Verification]) -> bool:
    """ "verified 61 of the deaths", "none of them confirmed it": the closer form holds."""
    closer = ("partly verified", "not verified")
    return main.status == "verified" and any(v.status in closer for v in more)


class _Check:
    """A check found in a sentence: the words of it, its outcome, and what it is of."""

    __slots__ = ("about", "object", "status", "teller", "words")

    def __init__(self, words: Span, status: Status, about: About, thing: Span | None) -> None:
        self.words, self.status, self.about, self.object = words, status, about, thing
        self.teller: str | None = None  # who says so, where it is not the page


def _check(
    document: Document, sentence: Span, statements: Sequence[Statement], actors: Sequence[Actor]
) -> _Check | None:
    for name, status in (("not", "not verified"), ("disputed", "disputed"), ("yes", "verified")):
        match = pattern("verification", name).search(document.text, sentence.start, sentence.end)
        if match is None:
            continue
        words = Span(match.start(), match.end())
        others = _is_others(document, sentence, words, statements, actors)
        if others and name != "not":
            return None
        about, thing = _object(document, sentence, words)
        if about is None and name != "not":
            return None
        if name == "yes" and thing and _is_own_word(document.text, words, thing):
            return None
        if about is None and context.nearest_statement(words.start, statements) is None:
            return None
        outcome = _outcome(document, sentence, words, status)
        check = _Check(words, outcome, about or "true", thing) if outcome else None
        return _told_by(check, statements) if check and others else check
    return None


def _told_by(check: _Check, statements: Sequence[Statement]) -> _Check | None:
    """Whoever says that he could not establish it is the verifier."""
    telling = context.is_said(check.words, statements)
    if telling is None or telling.source.actor is None:
        return None
    check.teller = telling.source.actor
    return check


def _is_own_word(text: str, words: Span, thing: Span) -> bool:
    """ "has verified 40 deaths", "confirmed the strike": statements of their own, no checks."""
    if any(letter.isdigit() for letter in text[words.end : thing.start]):
        return True
    fact = pattern("verification", "facts").fullmatch(text, thing.start, thing.end)
    return fact is not None and "independently" not in words.of(text).lower()


def _outcome(document: Document, sentence: Span, words: Span, status: str) -> Status | None:
    """ "None of the claims could be verified" is a failure, "if verified" is nothing yet."""
    if status == "verified":
        text, near = document.text, max(sentence.start, words.start - 14)
        clause = clause_start(text, sentence, words.start)
        if pattern("verification", "denial").search(text, clause, words.start):
            return "not verified"
        if pattern("verification", "modal").search(text, near, words.start):
            return None
    return _status(document, sentence, status)


def _status(document: Document, sentence: Span, status: str) -> Status:
    partly = pattern("verification", "partly").search(document.text, sentence.start, sentence.end)
    if status == "verified":
        return "partly verified" if partly else "verified"
    return "disputed" if status == "disputed" else "not verified"


def _is_others(
    document: Document,
    sentence: Span,
    words: Span,
    statements: Sequence[Statement],
    actors: Sequence[Actor],
) -> bool:
    """Whether somebody else says it: the page's check is the page's own sentence."""
    if context.is_quoted(document, sentence, words, statements):
        return True
    statement = context.is_said(words, statements)
    if statement is None or _is_pages_own(document.text, sentence, words):
        return False
    speaker = next((a for a in actors if a.id == statement.source.actor), None)
    return speaker is None or speaker.kind != "outlet"


def _is_pages_own(text: str, sentence: Span, words: Span) -> bool:
    """ "…, a figure that has not been verified", "It was not possible to verify either": no
    speaker says so, though his words may seem to run on so far."""
    before = text[sentence.start : words.start]
    return _TAKEN_UP.search(before) is not None or (
        pattern("verification", "impersonal").match(text, sentence.start) is not None
    )


def _object(document: Document, sentence: Span, words: Span) -> tuple[About | None, Span | None]:
    """What is checked: after the verb, else before it; a mere "authenticity" is of a recording."""
    if clause := _clause(document.text, sentence, words):
        return "true", clause
    after, before = Span(words.end, sentence.end), Span(sentence.start, words.start)
    inside = Span(words.start, min(sentence.end, words.end + 40))
    for place, last in ((after, False), (before, True), (inside, False)):
        about, thing = _thing(document.text, place, last=last)
        if about and thing:
            return about, thing
    either = pattern("verification", "either").search(document.text, sentence.start, sentence.end)
    return ("said", Span(either.start(), either.end())) if either else (None, None)


def _clause(text: str, sentence: Span, words: Span) -> Span | None:
    """ "confirm that it was delivered": the question is whether it is so."""
    match = pattern("verification", "clause").match(text, words.end + 1, sentence.end)
    if match is None or pattern("verification", "genuine").search(text, match.end(), sentence.end):
        return None
    return Span(match.start(), match.end())


def _thing(text: str, place: Span, *, last: bool) -> tuple[About | None, Span | None]:
    hits: list[tuple[int, About, Span]] = []
    for about in ("said", "true"):
        for match in pattern("verification", about).finditer(text, place.start, place.end):
            claim = pattern("verification", "claims").fullmatch(match[0])
            if claim or not _HIS.search(text, max(0, match.start() - 24), match.start()):
                name: About = "said" if about == "said" else "true"
                hits.append((match.start(), name, Span(match.start(), match.end())))
    if not hits:
        return None, None
    _, about_found, span = max(hits, key=lambda h: h[0]) if last else min(hits, key=lambda h: h[0])
    return about_found, span


def _verification(
    document: Document,
    sentence: Span,
    check: _Check,
    actors: Sequence[Actor],
    recordings: Sequence[Recording],
    statements: Sequence[Statement],
) -> Verification:
    if check.about == "said":
        of = context.nearest_recording(document, sentence.end, recordings)
    else:
        of = context.checked_statement(document.text, check.words, sentence, statements)
    verifier = _verifier(document, sentence, check, actors)
    return Verification(
        id=make_id("ver", document.id, sentence.start, sentence.end),
        document=document.id,
        span=sentence,
        verifier=verifier.id if verifier else check.teller,
        of=of,
        status=check.status,
        about=check.about,
        origin=ORIGIN,
    )


def _verifier(
    document: Document, sentence: Span, check: _Check, actors: Sequence[Actor]
) -> Actor | None:
    after = check.words.end
    by = _BY.match(document.text, after, sentence.end)
    if by or check.words.of(document.text).lower().endswith(" by"):
        start = by.end() if by else after
        if pattern("verification", "own").match(document.text, start + (not by)):
            return context.outlet(document, actors)
        return context.named_after(document, sentence, start, actors)
    named = context.subject(document, sentence, check.words, actors)
    if named is None and pattern("verification", "impersonal").search(
        document.text, sentence.start, check.words.end
    ):
        return context.outlet(document, actors)
    return named or context.subject_again(document, sentence, check.words, actors)


def read_responses(
    document: Document, *, actors: Sequence[Actor], statements: Sequence[Statement]
) -> tuple[Response, ...]:
    """Who was asked, declined, denied, answered or did not answer, one for each such sentence."""
    own = [s for s in statements if s.document == document.id]
    found = []
    for sentence in context.marked_sentences(document, "response"):
        found.extend(_responses(document, sentence, own, actors))
    return tuple(found)


def _responses(
    document: Document, sentence: Span, statements: Sequence[Statement], actors: Sequence[Actor]
) -> list[Response]:
    """The first answer of a sentence, and a second where another does not answer or declines."""
    found: list[Response] = []
    for kind in _KINDS:
        more = _response(document, sentence, kind, statements, actors)
        if more and (not found or (_is_further(more) and more.actor != found[0].actor)):
            found.append(more)
    return found[:_AT_MOST]


def _is_further(response: Response) -> bool:
    return response.actor is not None and response.kind in ("declined", "denied")


def _response(
    document: Document,
    sentence: Span,
    kind: Kind,
    statements: Sequence[Statement],
    actors: Sequence[Actor],
) -> Response | None:
    match = pattern("response", kind).search(document.text, sentence.start, sentence.end)
    if match is None or _is_no_response(document.text, kind, match):
        return None
    words = Span(match.start(), match.end())
    if context.is_quoted(document, sentence, words, statements):
        return None
    actor = _responder(document, sentence, words, kind, actors, statements)
    return Response(
        id=make_id("resp", document.id, sentence.start, sentence.end, kind),
        document=document.id,
        span=sentence,
        actor=actor.id if actor else None,
        of=context.statement_about(document, sentence.start, actor, statements),
        kind=kind,
        origin=ORIGIN,
    )


def _is_no_response(text: str, kind: Kind, match: re.Match[str]) -> bool:
    if kind == "denied":
        passive = _PASSIVE.search(text, max(0, match.start() - 12), match.start())
        return bool(passive) or bool(pattern("response", "other").match(text, match.end()))
    return False


def _responder(
    document: Document,
    sentence: Span,
    words: Span,
    kind: Kind,
    actors: Sequence[Actor],
    statements: Sequence[Statement],
) -> Actor | None:
    if kind in ("asked", "answered") or words.of(document.text).lower().startswith("no "):
        return context.named_after(document, sentence, words.end, actors)
    named = context.subject(document, sentence, words, actors)
    if named:
        return named
    if pattern("checks_words", "it").match(document.text, sentence.start, words.start):
        asked = context.written_to(document, sentence.start, actors)
        if asked:
            return asked
    said = context.is_said(words, statements)
    if said is not None and said.source.actor:
        return next((a for a in actors if a.id == said.source.actor), None)
    request = re.search(
        r"\b(?:to|with|from)[\s\u00a0]+(?:the[\s\u00a0]+)?",
        document.text[sentence.start : words.start],
    )
    if request:
        return context.named_after(document, sentence, sentence.start + request.start(), actors)
    return None
