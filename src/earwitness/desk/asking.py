"""What a form or a script asks to be decided, and the decision that it makes."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from earwitness.deciding import DecisionError, Drafts
from earwitness.model import Decision, Form, Span, StatementType

_SHOWN = re.compile(r"\[U\+(20(?:2[A-E]|6[6-9]))\]")
"""How pages show a control that reorders the words beside it."""
Id = Annotated[str, Field(max_length=200)]
Number = Annotated[int, Field(ge=0, le=2**53)]
Prose = Annotated[str, Field(max_length=20_000)]


class Ask(BaseModel):
    """A decision to be made. Which fields matter depends on `act`."""

    model_config = ConfigDict(extra="forbid")

    act: Literal[
        "accept", "correct", "reject", "add", "join", "split", "grade", "note",
        "done", "dismiss", "reopen", "undo",
    ]  # fmt: skip
    kind: Literal["statement", "actor", "finding", "lead", "document"] = "statement"
    thing: Id = Field("", description="The id of what is decided about; a document's id with add.")
    saw: Number = Field(0, description="The last decision on the thing that you had seen.")
    why: Prose = ""
    speaker: Id = Field("", description="With correct and add: the id of an actor, or empty.")
    form: Form = "direct"
    type: StatementType = "assertion"
    words: Prose = Field("", description="With add and correct: the words as they stand.")
    start: Number | None = Field(None, description="Where they begin, in code points of the text.")
    end: Number | None = None
    other: Id = Field("", description="With join: the actor who is the same.")
    name: Annotated[str, Field(max_length=1000)] = ""
    documents: list[Id] = Field(default_factory=list, description="With split.")
    grade: Annotated[str, Field(max_length=1)] = ""
    beside: list[Id] = Field(default_factory=list, description="With grade 1: what confirms it.")
    text: Prose = ""
    of: Number = Field(0, description="With undo: the number of the decision.")


def decision(drafts: Drafts, ask: Ask) -> Decision:
    """The decision that is asked for. Raises DecisionError."""
    if ask.act in ("accept", "reject"):
        return drafts.verdict(ask.act, ask.thing, why=ask.why, saw=ask.saw)
    if ask.act in ("correct", "add"):
        return _worded(drafts, ask)
    if ask.act == "join":
        return drafts.join(ask.thing, ask.other, why=ask.why, saw=ask.saw)
    if ask.act == "split":
        return drafts.split(ask.thing, ask.documents, name=ask.name, why=ask.why, saw=ask.saw)
    if ask.act == "grade":
        return _graded(drafts, ask)
    if ask.act == "note":
        return drafts.note(ask.kind, ask.thing, ask.text, saw=ask.saw)
    if ask.act == "undo":
        return drafts.undo(ask.of, why=ask.why)
    return drafts.work(ask.act, ask.kind, ask.thing, why=ask.why, saw=ask.saw)


def _graded(drafts: Drafts, ask: Ask) -> Decision:
    if ask.kind == "actor":
        return drafts.reliability(ask.thing, ask.grade, why=ask.why, saw=ask.saw)
    beside = [b for b in ask.beside if b]
    return drafts.credibility(ask.thing, ask.grade, beside=beside, why=ask.why, saw=ask.saw)


def _worded(drafts: Drafts, ask: Ask) -> Decision:
    speaker = ask.speaker or None
    if ask.act == "add":
        spans = [_span(drafts, ask.thing, ask)]
        return drafts.add(
            ask.thing, spans, speaker=speaker, form=ask.form, type=ask.type, why=ask.why
        )
    known = drafts.places.statements.get(ask.thing)
    spans = [_span(drafts, known.document, ask)] if known and ask.words.strip() else []
    return drafts.correct(
        ask.thing,
        speaker=speaker,
        form=ask.form,
        type=ask.type,
        spans=spans,
        why=ask.why,
        saw=ask.saw,
    )


def _span(drafts: Drafts, document: str, ask: Ask) -> Span:
    """The words where the page says that they stand, or in the one place where they do."""
    page = drafts.places.by_id.get(document)
    if page is not None and ask.words not in page.text:
        words = _SHOWN.sub(lambda shown: chr(int(shown[1], 16)), ask.words)
        ask = ask.model_copy(update={"words": words})
    if page is not None and ask.start is not None and ask.end is not None and ask.start < ask.end:
        there = Span(ask.start, ask.end)
        # A browser's selection has its own line breaks.
        if not ask.words or "".join(there.of(page.text).split()) == "".join(ask.words.split()):
            return _trimmed(there, page.text)
    if page is not None and ask.words.strip() and ask.words not in page.text:
        ask = ask.model_copy(update={"words": ask.words.strip()})
    return drafts.place(document, ask.words)


def _trimmed(span: Span, text: str) -> Span:
    """Without the white space at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    if start >= span.start + len(words.rstrip()):
        raise DecisionError("bad-words", "Select words of the report, not white space alone.")
    return Span(start, span.start + len(words.rstrip()))
