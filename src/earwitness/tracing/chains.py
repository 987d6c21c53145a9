"""The hands through which each statement passed, from the mouth to this page.

A link is put down where the words of the report name it, or where the report's own words show that
there must be one (a recording was released by somebody): then its actor stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from earwitness.model import Anchor, Link, Recording, Statement

from .folder import Folder, anchors_of
from .words import listed, tokens


def chains(folder: Folder, cited: Mapping[tuple[str, str], str]) -> dict[str, tuple[Link, ...]]:
    """The chain of every statement by its id.

    `cited` names the document that a document means when it cites an outlet: the keys are the
    citing document and the cited outlet's actor.
    """
    return {s.id: tuple(_chain(folder, s, cited)) for s in folder.statements}


def _chain(
    folder: Folder, statement: Statement, cited: Mapping[tuple[str, str], str]
) -> Iterator[Link]:
    for link in _hands(folder, statement, cited):
        if link.evidence is None and link.document != statement.document:
            # Where no words of their own show a hand, the words that came through it do.
            words = next(iter(anchors_of(statement)), None)
            yield replace(link, evidence=words)
        else:
            yield link


def _hands(
    folder: Folder, statement: Statement, cited: Mapping[tuple[str, str], str]
) -> Iterator[Link]:
    line = folder.outward(statement)
    recording = folder.recording_of(statement)
    heard = folder.heard.get((statement.document, recording.id)) if recording else None
    for step in line:
        yield _mouth(step, recording, role="speaker" if step is statement else "relay")
    if recording is not None:
        yield from _release(folder, statement, recording, heard)
    yield from _translation(line, heard)
    outlets = list(_publishers(folder, line, heard))
    for outlet, evidence in outlets:
        page = cited.get((statement.document, outlet))
        when = _published(folder, page)
        yield Link("publisher", outlet, None, page, when, evidence)
    yield _own(folder, statement, first=not outlets)


def _mouth(step: Statement, recording: Recording | None, *, role: str) -> Link:
    words = step.source.span or next(iter(step.cue), None)
    evidence = Anchor(step.document, words) if words else next(iter(anchors_of(step)), None)
    through = recording.id if recording else None
    if role == "speaker":
        return Link("speaker", step.source.actor, through, None, None, evidence)
    return Link("relay", step.source.actor, through, None, None, evidence)


def _release(
    folder: Folder, statement: Statement, recording: Recording, heard: Recording | None
) -> Iterator[Link]:
    """Who brought the recording out. Somebody released a tape; an interview's outlet made it."""
    said = heard or recording
    span = statement.recording_evidence
    words = Anchor(statement.document, span) if span else None
    evidence = said.release_evidence or words or next(iter(said.mentions), None)
    releaser = said.released_by or recording.released_by
    when = said.released_on or recording.released_on
    if releaser or is_tape(recording):
        yield Link("releaser", releaser, recording.id, None, when, evidence)
    elif "interview" in recording.kind:
        hand = said.publisher or folder.outlets.get(statement.document)
        yield Link("recorder", hand, recording.id, None, when, evidence)


def is_tape(recording: Recording) -> bool:
    """Whether somebody must have released it: a call, a clip, a tape; not a speech or a post."""
    return bool(set(tokens(recording.kind)) & listed("tapes"))


def tapes(folder: Folder) -> list[Recording]:
    """The recordings that somebody released, or that somebody is quoted from.

    What a report only mentions ("the agency has released three recordings") is none.
    """
    quoted = {
        r.id
        for s in folder.statements
        if (s.source.actor or s.form != "indirect") and (r := folder.recording_of(s))
    }
    return [
        r
        for r in folder.recordings
        if is_tape(r) and r.mentions and (r.released_by or r.id in quoted)
    ]


def _translation(line: list[Statement], heard: Recording | None) -> Iterator[Link]:
    for step in line:
        if step.translator.actor or step.translator.span:
            words = step.translator.span
            evidence = Anchor(step.document, words) if words else None
            yield Link("translator", step.translator.actor, None, None, None, evidence)
            return
    if heard and heard.translator and line[0].form != "indirect":
        yield Link("translator", heard.translator, None, None, None, heard.translator_evidence)


def _publishers(
    folder: Folder, line: list[Statement], heard: Recording | None
) -> Iterator[tuple[str, Anchor | None]]:
    """Other outlets that published the words first, the first hand first, each once."""
    own = folder.outlets.get(line[0].document)
    seen = {own, None}
    for step in line:
        for voice in (step.source, step.publisher):
            outlet = voice.actor
            if voice is step.source and folder.kind(outlet) != "outlet":
                continue
            if outlet not in seen and outlet is not None:
                seen.add(outlet)
                yield outlet, Anchor(step.document, voice.span) if voice.span else None
    if heard and heard.publisher not in seen and heard.publisher is not None:
        yield heard.publisher, heard.publisher_evidence


def _published(folder: Folder, page: str | None) -> str | None:
    stamp = folder.document[page].published if page else None
    return stamp.value if stamp else None


def _own(folder: Folder, statement: Statement, *, first: bool) -> Link:
    outlet = folder.outlets.get(statement.document)
    mentions = folder.actor[outlet].mentions if outlet else ()
    evidence = next((m for m in mentions if m.document == statement.document), None)
    role = "publisher" if first else "republisher"
    when = _published(folder, statement.document)
    return Link(role, outlet, None, statement.document, when, evidence)  # type: ignore[arg-type]
