"""What a decision is about, found again in the case as it is now."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from earwitness.model import (
    Actor,
    Anchor,
    Case,
    Document,
    Finding,
    Lead,
    Quote,
    Span,
    Statement,
    Target,
    cover,
    make_id,
)

from .anchoring import place_of, quote_of

_MENTIONS = 3
_SHARE, _ADDED = 0.5, 0.9
"""How much of its words a statement keeps to be the same; one inside another is not that one."""


def conclusion_id(thing: Finding | Lead) -> str:
    """A finding or lead has no id of its own: the sentence makes one."""
    prefix = "finding" if isinstance(thing, Finding) else "lead"
    return make_id(prefix, thing.kind, thing.says)


class Places:
    """A case with what it takes to point at its things, and to find them again."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def documents(self) -> dict[str, Document]:
        """Reports by the SHA-256 of their bytes."""
        return {d.sha256: d for d in self.case.documents}

    @cached_property
    def by_id(self) -> dict[str, Document]:
        """Reports by id."""
        return {d.id: d for d in self.case.documents}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by id."""
        return {s.id: s for s in self.case.statements}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id."""
        return {a.id: a for a in self.case.actors}

    @cached_property
    def conclusions(self) -> dict[str, Finding | Lead]:
        """Findings and leads by the id that their sentence makes."""
        both: tuple[Finding | Lead, ...] = (*self.case.findings, *self.case.leads)
        return {conclusion_id(x): x for x in both}

    @cached_property
    def _said_in(self) -> dict[str, list[Statement]]:
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.case.statements:
            found[statement.document].append(statement)
        return found

    @cached_property
    def _mentioned(self) -> dict[str, list[tuple[Span, str]]]:
        found: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for actor in self.case.actors:
            for mention in actor.mentions:
                found[mention.document].append((mention.span, actor.id))
        return found

    # -- pointing

    def quote(self, document: str, span: Span) -> Quote:
        """Words of a document, by the document's id."""
        return quote_of(self.by_id[document], span)

    def statement(self, statement: Statement) -> Target:
        """A statement, by its words."""
        quotes = tuple(self.quote(statement.document, s) for s in statement.content)
        return Target("statement", statement.id, quotes=quotes)

    def actor(self, actor: Actor) -> Target:
        """An actor, by its name and the first words that name it."""
        quotes = tuple(
            self.quote(m.document, m.span)
            for m in _one_each(actor.mentions)
            if m.document in self.by_id
        )
        return Target("actor", actor.id, actor.name, actor.kind, quotes)

    def conclusion(self, thing: Finding | Lead) -> Target:
        """A finding or lead, by its sentence and the words behind it."""
        kind = "finding" if isinstance(thing, Finding) else "lead"
        quotes = tuple(
            self.quote(e.document, e.span)
            for e in thing.evidence[:_MENTIONS]
            if e.document in self.by_id
        )
        return Target(kind, conclusion_id(thing), thing.says, thing.kind, quotes)  # type: ignore[arg-type]

    # -- finding again

    def anchor(self, quote: Quote) -> Anchor | None:
        """Where the words are now; None where the case has them no more."""
        document = self.documents.get(quote.document)
        span = place_of(document, quote) if document else None
        return Anchor(document.id, span) if document and span else None

    def find(self, target: Target) -> str | None:
        """The present id of what is meant; None where the case has it no more."""
        if target.kind == "statement":
            return self._statement(target)
        if target.kind == "actor":
            return self._actor(target)
        if target.kind in ("finding", "lead"):
            return self._conclusion(target)
        if target.kind == "document":
            return target.id if target.id in self.by_id else None
        return target.id

    def _statement(self, target: Target) -> str | None:
        if target.id in self.statements:
            return target.id
        anchors = [a for q in target.quotes if (a := self.anchor(q))]
        if not anchors or len(anchors) < len(target.quotes):
            return None
        wanted, document = cover(a.span for a in anchors), anchors[0].document
        near = [(_share(wanted, s), s.id) for s in self._said_in.get(document, ()) if s.content]
        best = max(near, default=(0.0, ""))
        return best[1] if best[0] > (_ADDED if target.sort == "added" else _SHARE) else None

    def _actor(self, target: Target) -> str | None:
        if target.id in self.actors:
            return target.id
        votes: Counter[str] = Counter()
        for anchor in (a for q in target.quotes if (a := self.anchor(q))):
            votes.update(
                i for span, i in self._mentioned[anchor.document] if span.meets(anchor.span)
            )
        named = [i for i in votes if self._bears(i, target.name)]
        if named:
            return max(named, key=lambda i: (votes[i], i))
        # An outlet has no mention where only the page's own head names it.
        same = [a.id for a in self.case.actors if a.name == target.name and a.kind == target.sort]
        return same[0] if len(same) == 1 and not target.quotes else None

    def _bears(self, actor: str, name: str) -> bool:
        found = self.actors[actor]
        return name in (found.name, *found.aliases)

    def _conclusion(self, target: Target) -> str | None:
        if target.id in self.conclusions:
            return target.id
        wanted = {a for q in target.quotes if (a := self.anchor(q))}
        wanted_kind = Finding if target.kind == "finding" else Lead
        same = [
            i
            for i, thing in self.conclusions.items()
            if isinstance(thing, wanted_kind) and thing.kind == target.sort
            and wanted and wanted <= set(thing.evidence)
        ]  # fmt: skip
        return same[0] if len(same) == 1 else None


def _one_each(mentions: Iterable[Anchor]) -> list[Anchor]:
    """The first mentions, from as many reports as there are."""
    ordered = sorted(mentions)
    firsts = list({m.document: m for m in reversed(ordered)}.values())[::-1]
    rest = [m for m in ordered if m not in firsts]
    return [*firsts, *rest][:_MENTIONS]


def _share(wanted: Span, statement: Statement) -> float:
    """How much of both together they have in common."""
    own = cover(statement.content)
    both = min(wanted.end, own.end) - max(wanted.start, own.start)
    whole = max(wanted.end, own.end) - min(wanted.start, own.start)
    return both / whole if both > 0 and whole else 0.0
