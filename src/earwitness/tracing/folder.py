"""All reports of a case after the joins: what the later stages look things up in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from earwitness.model import (
    Actor,
    Amount,
    Anchor,
    Citation,
    DateExpression,
    Document,
    Figure,
    Recording,
    Response,
    Statement,
    Verification,
    words_of,
)

from .words import content_words

# Words that have a capital only because a sentence began with them.
_SMALL_FIRST = frozenset(
    (
        "A",
        "An",
        "The",
        "His",
        "Her",
        "Their",
        "One",
        "Two",
        "Three",
        "Some",
        "Another",
        "Both",
        "Its",
        "Our",
        "This",
        "That",
    )
)
_STRAIGHT = re.compile(r"(?<=\w)'(?=s\b)|(?<=s)'(?=\s)")
_ARTICLE = re.compile(r"\b(the|an?)\s$", re.IGNORECASE)


@dataclass(frozen=True)
class Folder:
    """The layers of all reports under joint ids, in the order of the export.

    `outlets` names the actor of each document's own outlet. `heard` holds what one report says of
    a recording: the keys are document and recording id.
    """

    documents: tuple[Document, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    recordings: tuple[Recording, ...] = ()
    figures: tuple[Figure, ...] = ()
    verifications: tuple[Verification, ...] = ()
    responses: tuple[Response, ...] = ()
    citations: tuple[Citation, ...] = ()
    amounts: tuple[Amount, ...] = ()
    outlets: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[tuple[str, str], Recording] = field(default_factory=dict)

    @cached_property
    def document(self) -> dict[str, Document]:
        """Documents by id."""
        return {d.id: d for d in self.documents}

    @cached_property
    def actor(self) -> dict[str, Actor]:
        """Actors by id."""
        return {a.id: a for a in self.actors}

    @cached_property
    def statement(self) -> dict[str, Statement]:
        """Statements by id."""
        return {s.id: s for s in self.statements}

    @cached_property
    def recording(self) -> dict[str, Recording]:
        """Recordings by id."""
        return {r.id: r for r in self.recordings}

    @cached_property
    def by_document(self) -> dict[str, list[Statement]]:
        """The statements of each document, in order."""
        found: dict[str, list[Statement]] = {d.id: [] for d in self.documents}
        for statement in self.statements:
            found[statement.document].append(statement)
        return found

    @cached_property
    def pages_of(self) -> dict[str, list[Document]]:
        """The pages of each outlet, by the outlet's actor."""
        found: dict[str, list[Document]] = {}
        for document in self.documents:
            if document.id in self.outlets:
                found.setdefault(self.outlets[document.id], []).append(document)
        return found

    @cached_property
    def matter(self) -> dict[str, frozenset[str]]:
        """The content words of each report's headline, standfirst and body."""
        return {d.id: content_words(_report(d)) for d in self.documents}

    def name(self, actor: str | None, unknown: str = "somebody who is not named") -> str:
        """The actor's name, or a phrase for nobody."""
        found = self.actor.get(actor or "")
        if found is None:
            return unknown
        name = _STRAIGHT.sub("’", " ".join(found.name.split()))
        if found.kind == "outlet":
            return name
        if name.split(" ")[0] in _SMALL_FIRST:
            return name[0].lower() + name[1:]
        return f"{self._article(found)}{name}"

    def _article(self, actor: Actor) -> str:
        """The article that stands before the name where the reports give it; empty for none."""
        for mention in actor.mentions:
            text, at = self.document[mention.document].text, mention.span.start
            words = mention.span.of(text).split(" ")
            if words[0].lower() in ("a", "an", "the") and words[1:] == actor.name.split():
                return f"{words[0].lower()} "
            if text.startswith(actor.name, at):
                match = _ARTICLE.search(text, max(0, at - 5), at)
                return f"{match.group(1).lower()} " if match else ""
        return ""

    def party(self, actor: str | None) -> str | None:
        """The party of an actor, where the reports give one."""
        found = self.actor.get(actor or "")
        return found.party if found else None

    def kind(self, actor: str | None) -> str | None:
        """The kind of an actor."""
        found = self.actor.get(actor or "")
        return found.kind if found else None

    def outlet_name(self, document: str) -> str:
        """The outlet of a page, or the name of its file."""
        known = self.document[document]
        return self.name(self.outlets.get(document), known.outlet or known.path or "a page")

    def words(self, statement: Statement) -> str:
        """The words of a statement's content."""
        return words_of(statement.content, self.document[statement.document].text)

    def says(self, anchor: Anchor) -> str:
        """The words under an anchor."""
        return anchor.span.of(self.document[anchor.document].text)

    def outward(self, statement: Statement) -> list[Statement]:
        """The statement and those that it is nested in, innermost first; a ring is cut."""
        line, seen = [statement], {statement.id}
        while (parent := self.statement.get(line[-1].nested_in or "")) and parent.id not in seen:
            line.append(parent)
            seen.add(parent.id)
        return line

    def recording_of(self, statement: Statement) -> Recording | None:
        """The recording through which the words came, its own or that of the words around it."""
        for step in self.outward(statement):
            if step.recording in self.recording:
                return self.recording[step.recording or ""]
        return None


def _report(document: Document) -> str:
    kept = document.blocks_of("headline", "standfirst", "subheading", "body")
    return " ".join(block.span.of(document.text) for block in kept)


def anchors_of(statement: Statement) -> tuple[Anchor, ...]:
    """The words of a statement, as anchors."""
    return tuple(Anchor(statement.document, span) for span in statement.content)
