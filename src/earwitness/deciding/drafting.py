"""Decisions made of what an editor asks for; what cannot be decided is refused with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from earwitness.model import (
    Decision,
    Document,
    Finding,
    Form,
    Lead,
    Quote,
    Said,
    Span,
    Statement,
    StatementType,
    Target,
    make_id,
)

from .anchoring import quote_of
from .apply import Decided
from .grading import CREDIBILITY, RELIABILITY, independent_roots
from .targets import Places

DECISION_ERRORS: dict[str, str] = {
    "no-thing": "the case has no such statement, actor, finding, lead or report",
    "no-why": "a reason is needed to reject or dismiss",
    "no-words": "the words do not stand in the report, or stand there several times",
    "bad-words": "the words are empty, or reach beyond the report",
    "same-actor": "an actor cannot be joined with itself",
    "no-split": "a split must leave mentions on both sides",
    "bad-grade": "the grade is none of the Admiralty code",
    "one-root": "credibility 1 needs two independent roots",
    "no-decision": "there is no such decision to undo",
    "too-long": "the reason, note or words are too long to be kept",
}
"""The codes of DecisionError, and what they mean."""

MOST = 4000
_MOST_WORDS = 8000


class DecisionError(ValueError):
    """A decision that cannot be kept; `code` is a key of DECISION_ERRORS, `str()` a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Drafts:
    """Makes decisions about a case as it stands. `seq`, `by` and `time` come when it is kept."""

    def __init__(self, now: Decided) -> None:
        self.now = now
        self.places = Places(now.case)
        self._found = Places(now.found)

    def verdict(self, act: str, statement: str, *, why: str = "", saw: int = 0) -> Decision:
        """Accept or reject a statement."""
        known = self._statement(statement)
        if act == "reject":
            _need_why(why)
        made = Decision("reject" if act == "reject" else "accept", self._target(known))
        return _sized(replace(made, said=self._said(known), why=why.strip(), saw=saw))

    def correct(
        self,
        statement: str,
        *,
        speaker: str | None,
        form: Form,
        type: StatementType,  # noqa: A002 (the model's own word)
        spans: Sequence[Span] = (),
        why: str = "",
        saw: int = 0,
    ) -> Decision:
        """Say how a statement is rightly read: who speaks, in which form, which words."""
        known = self._statement(statement)
        said = self._said(known)
        if spans:
            document = self.places.by_id[known.document]
            said = replace(
                said, content=tuple(quote_of(document, s) for s in _inside(document, spans))
            )
        who = self._actor(speaker) if speaker else None
        source = said.source if speaker == known.source.actor else None
        said = replace(said, form=form, type=type, speaker=who, source=source)
        return _sized(Decision("correct", self._target(known), said=said, why=why.strip(), saw=saw))

    def add(
        self,
        document: str,
        spans: Sequence[Span],
        *,
        speaker: str | None,
        form: Form,
        type: StatementType,  # noqa: A002
        why: str = "",
    ) -> Decision:
        """Add a statement that the program did not find."""
        page = self._document(document)
        quotes = tuple(quote_of(page, s) for s in _inside(page, spans))
        who = self._actor(speaker) if speaker else None
        said = Said(quotes, form, type, who)
        made = make_id("s", page.id, "decided", *((s.start, s.end) for s in sorted(spans)))
        return _sized(
            Decision(
                "add",
                Target("statement", made, sort="added", quotes=quotes),
                said=said,
                why=why.strip(),
            )
        )

    def place(self, document: str, words: str) -> Span:
        """Where words stand in a report: they must stand there once."""
        page = self._document(document)
        at = page.text.find(words) if words.strip() else -1
        if at < 0 or page.text.find(words, at + 1) >= 0:
            there = "do not stand in the report" if at < 0 else "stand in the report more than once"
            raise DecisionError(
                "no-words", f"These words {there}: copy them as they stand, and enough of them."
            )
        return Span(at, at + len(words))

    def join(self, actor: str, other: str, *, why: str = "", saw: int = 0) -> Decision:
        """Say that two actors are one."""
        if actor == other:
            raise DecisionError("same-actor", "These are one actor already: choose another one.")
        made = Decision(
            "join", self._actor(actor), other=self._actor(other), why=why.strip(), saw=saw
        )
        return _sized(made)

    def split(
        self, actor: str, documents: Sequence[str], *, name: str = "", why: str = "", saw: int = 0
    ) -> Decision:
        """Say that an actor is somebody else in some of the reports."""
        target = self._actor(actor)
        pages = {self._document(d).id: self._document(d).sha256 for d in documents}
        mentioned = {m.document for m in self.places.actors[actor].mentions}
        if not mentioned & set(pages) or mentioned <= set(pages):
            raise DecisionError(
                "no-split",
                "Choose some of the reports that name the actor, and leave at least one.",
            )
        return _sized(
            Decision("split", target, name=name.strip() or None, why=why.strip(), saw=saw,
                     documents=tuple(sorted(pages.values())))
        )  # fmt: skip

    def reliability(self, actor: str, grade: str, *, why: str = "", saw: int = 0) -> Decision:
        """Grade how far a source is relied on, A to F."""
        if grade not in RELIABILITY:
            raise DecisionError(
                "bad-grade", "A source's reliability is one of A, B, C, D, E and F."
            )
        return _sized(Decision("grade", self._actor(actor), grade=grade, why=why.strip(), saw=saw))

    def credibility(
        self, statement: str, grade: str, *, beside: Sequence[str] = (), why: str = "", saw: int = 0
    ) -> Decision:
        """Grade how credible a claim is, 1 to 6; `beside` are the statements that confirm it."""
        if grade not in CREDIBILITY:
            raise DecisionError("bad-grade", "A claim's credibility is one of 1, 2, 3, 4, 5 and 6.")
        known, others = self._statement(statement), [self._statement(b) for b in beside]
        roots = independent_roots(self.now.case, [statement, *beside])
        if grade == "1" and len(roots) < 2:
            alone = f"only {roots[0]} vouches" if roots else "nobody is known to vouch"
            raise DecisionError(
                "one-root",
                f"“Confirmed by other sources” needs two independent roots, and {alone} for this: "
                "name a statement that confirms it and rests on another root.",
            )
        target, said = self._target(known), self._said(known)
        confirm = tuple(self._target(o) for o in others)
        return _sized(
            Decision(
                "grade", target, grade=grade, beside=confirm, said=said, why=why.strip(), saw=saw
            )
        )

    def note(self, kind: str, thing: str, text: str, *, saw: int = 0) -> Decision:
        """Write something beside a thing."""
        if not text.strip():
            raise DecisionError("bad-words", "The note is empty: write something.")
        return _sized(Decision("note", self.target(kind, thing), text=text.strip(), saw=saw))

    def note_on(
        self, document: str, spans: Sequence[Span], text: str, *, why: str = ""
    ) -> Decision:
        """Write something beside words of a report."""
        page = self._document(document)
        if not text.strip():
            raise DecisionError("bad-words", "The note is empty: write something.")
        quotes = tuple(quote_of(page, s) for s in _inside(page, spans))
        about = Target("document", page.id, page.outlet or "", quotes=quotes)
        return _sized(Decision("note", about, text=text.strip(), why=why))

    def work(self, act: str, kind: str, thing: str, *, why: str = "", saw: int = 0) -> Decision:
        """Mark a finding or lead as done or dismissed, or open it again."""
        if act == "dismiss":
            _need_why(why)
        made = {"done": "done", "dismiss": "dismiss"}.get(act, "reopen")
        return _sized(Decision(made, self.target(kind, thing), why=why.strip(), saw=saw))  # type: ignore[arg-type]

    def undo(self, seq: int, *, why: str = "") -> Decision:
        """Take a decision back."""
        old = next((d for d in self.now.decisions if d.seq == seq), None)
        if old is None or seq in self.now.gone:
            raise DecisionError(
                "no-decision", "There is no such decision to undo, or it is undone."
            )
        return _sized(Decision("undo", old.target, of=seq, why=why.strip(), saw=old.seq))

    def target(self, kind: str, thing: str) -> Target:
        """What is meant by a kind and an id of the case as it stands."""
        if kind == "statement":
            return self._target(self._statement(thing))
        if kind == "actor":
            return self._actor(thing)
        if kind == "document":
            page = self._document(thing)
            return Target("document", page.id, page.outlet or "")
        found = self.places.conclusions.get(thing) or self._found.conclusions.get(thing)
        wanted = {"finding": Finding, "lead": Lead}.get(kind)
        if found is None or wanted is None or not isinstance(found, wanted):
            raise DecisionError("no-thing", f"The case has no such {kind}.")
        return self.places.conclusion(found)

    def _target(self, statement: Statement) -> Target:
        """The statement as it was found, where it was found: that is what is decided about."""
        own = self.now.keys.get(statement.id)
        found = self._found.statements.get(statement.id)
        made = self.places.statement(found or statement)
        if own is None:
            return made
        return replace(made, id=own[1], sort="" if found else "added")

    def _said(self, statement: Statement) -> Said:
        page = self.places.by_id[statement.document]
        actor = self.places.actors.get(statement.source.actor or "")
        at = statement.source.span
        return Said(
            content=tuple(quote_of(page, s) for s in statement.content),
            form=statement.form,
            type=statement.type,
            speaker=self.places.actor(actor) if actor else None,
            source=quote_of(page, at) if at else None,
            cue=tuple(quote_of(page, s) for s in statement.cue),
        )

    def _statement(self, statement: str) -> Statement:
        found = self.places.statements.get(statement) or self._found.statements.get(statement)
        if found is None:
            raise DecisionError("no-thing", "The case has no such statement.")
        return found

    def _actor(self, actor: str) -> Target:
        found = self.places.actors.get(actor)
        if found is None:
            raise DecisionError("no-thing", "The case has no such actor.")
        return self.places.actor(found)

    def _document(self, document: str) -> Document:
        found = self.places.by_id.get(document)
        if found is None:
            raise DecisionError("no-thing", "The case has no such report.")
        return found


def _need_why(why: str) -> None:
    if not why.strip():
        raise DecisionError("no-why", "Say why: the reason is kept with the decision.")


def _inside(document: Document, spans: Sequence[Span]) -> list[Span]:
    ordered = sorted(spans)
    good = all(s.of(document.text).strip() and s.end <= len(document.text) for s in ordered)
    if not ordered or not good:
        raise DecisionError("bad-words", "Select words of the report, not white space alone.")
    return ordered


def _sized(decision: Decision) -> Decision:
    if max(len(decision.why), len(decision.text or ""), len(decision.name or "")) > MOST:
        raise DecisionError("too-long", f"At most {MOST} characters are kept of a reason or note.")
    said = decision.said.content if decision.said else ()
    if max(_length(said), _length(decision.target.quotes)) > _MOST_WORDS:
        raise DecisionError("too-long", f"Select at most {_MOST_WORDS} characters of a report.")
    return decision


def _length(quotes: Sequence[Quote]) -> int:
    return sum(len(quote.exact) for quote in quotes)
