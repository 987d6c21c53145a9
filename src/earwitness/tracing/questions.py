"""Questions to a finished case: does a cited report say it, and where do the same words stand."""

from __future__ import annotations

from collections.abc import Iterator

from earwitness.model import (
    Anchor,
    Case,
    Citation,
    CitationCheck,
    Copying,
    Difference,
    Document,
    Elsewhere,
    Statement,
)

from .alignment import MATTERS, compare, version
from .citations import cited_for, pages_of
from .copying import copyings
from .folder import Folder, anchors_of
from .holding import Claim, Judgement, judge
from .matches import matches, quotes_of
from .same_words import alike
from .words import content_words

_ORDER = {"yes": 0, "no": 1, "cannot tell": 2}
_SHARED, _SHARE = 3, 0.6


def folder_of_case(case: Case) -> Folder:
    """The look-ups of tracing for a case that was traced and stored."""
    return Folder(
        documents=case.documents,
        actors=case.actors,
        statements=case.statements,
        dates=case.dates,
        recordings=case.recordings,
        figures=case.figures,
        verifications=case.verifications,
        responses=case.responses,
        citations=case.citations,
        amounts=case.amounts,
        outlets=_outlets(case),
    )


def _outlets(case: Case) -> dict[str, str]:
    """The actor of each page's own outlet: the last link of its chains, else by its name."""
    pages = {s.id: s.document for s in case.statements}
    found = {}
    for trace in case.traces:
        last = trace.chain[-1] if trace.chain else None
        if last and last.actor and last.document == pages.get(trace.statement):
            found[last.document or ""] = last.actor
    named = {n: a.id for a in case.actors if a.kind == "outlet" for n in (a.name, *a.aliases)}
    for document in case.documents:
        if document.id not in found and document.outlet in named:
            found[document.id] = named[document.outlet or ""]
    return found


def verdicts(case: Case) -> tuple[CitationCheck, ...]:
    """For each citation and each statement it is for: does the cited report say it?"""
    folder = folder_of_case(case)
    found: dict[tuple[str | None, str], CitationCheck] = {}
    for one in (v for c in case.citations for v in _of_citation(folder, c)):
        # Cited in two places for the same words, it is asked for them once.
        key = (one.actor, one.statement or one.citation)
        if key not in found or _ORDER[one.answer] < _ORDER[found[key].answer]:
            found[key] = one
    return tuple(found.values())


def _of_citation(folder: Folder, citation: Citation) -> Iterator[CitationCheck]:
    if citation.actor is None or citation.actor == folder.outlets.get(citation.document):
        return
    pages = _pages(folder, citation)
    through = [s for s in cited_for(folder, citation) if _through(s, citation.actor)]
    ids = {s.id for s in through}
    said = [s for s in through if s.nested_in not in ids]
    place = Anchor(citation.document, citation.span)
    if not said:
        why = "no words were read for which it is cited"
        yield CitationCheck(
            citation.id, None, citation.actor, None, "cannot tell", why, place, None
        )
    for statement in said:
        yield _verdict(folder, citation, statement, pages)


def _pages(folder: Folder, citation: Citation) -> list[Document]:
    if citation.resolved in folder.document:
        return [folder.document[citation.resolved or ""]]
    return list(pages_of(folder, citation))


def _through(statement: Statement, outlet: str) -> bool:
    """Whether the outlet is cited for these words: it says them, or had them first."""
    return outlet in (statement.source.actor, statement.publisher.actor)


def _verdict(
    folder: Folder, citation: Citation, statement: Statement, pages: list[Document]
) -> CitationCheck:
    place = next(iter(anchors_of(statement)), Anchor(citation.document, citation.span))
    claim = _claim(folder, citation, statement)
    found = [(judge(claim, page), page) for page in pages]
    if not found:
        why = f"the folder has no page of {folder.name(citation.actor)} that it can mean"
        return CitationCheck(
            citation.id, statement.id, citation.actor, None, "cannot tell", why, place, None
        )
    told, page = min(found, key=lambda f: (_ORDER[f[0].answer], f[0].passage is None, f[1].id))
    return CitationCheck(
        citation=citation.id,
        statement=statement.id,
        actor=citation.actor,
        cited=page.id,
        answer=told.answer,
        why=told.why,
        citing=place,
        passage=_passage(told, page),
    )


def _passage(told: Judgement, page: Document) -> Anchor | None:
    return Anchor(page.id, told.passage) if told.passage else None


def _claim(folder: Folder, citation: Citation, statement: Statement) -> Claim:
    text = folder.document[statement.document].text
    source = statement.source.actor
    actor = folder.actor.get(source or "")
    by = (actor.name, *actor.aliases) if actor and source != citation.actor else ()
    return Claim(
        text=folder.words(statement),
        quoted=statement.form == "direct",
        cue=" ".join(cue.of(text) for cue in statement.cue),
        by=by,
    )


def who_had_it_first(case: Case) -> tuple[Copying, ...]:
    """Every two reports of two outlets that depend on each other, and which was first if told."""
    folder = folder_of_case(case)
    return copyings(folder, matches(folder), case.citations)


def same_as(case: Case, text: str) -> tuple[Elsewhere, ...]:
    """The statements that give the words of a text, the nearest first.

    Quotations are held against it word by word; of what remains, those that share most of the
    words that carry meaning may be other translations of it.
    """
    folder = folder_of_case(case)
    asked, meaning = version(text), content_words(text)
    found: list[tuple[int, Elsewhere]] = []
    for quote in quotes_of(folder):
        how = compare(asked, quote.version) if alike(asked.words, quote.words) else None
        anchors, hedges = anchors_of(quote.statement), _held_by(folder, quote.statement)
        if how is not None:
            changes = tuple(Difference(c.kind, c.one, c.other) for c in how.changes)
            rank = _RANKS[how.sameness]
            found.append(
                (rank, Elsewhere(quote.statement.id, how.sameness, changes, how.matters, anchors,
                                 hedges))
            )  # fmt: skip
        elif _is_translation(meaning, content_words(quote.text)):
            kinds = Difference("words", text, quote.text)
            made = Elsewhere(quote.statement.id, "perhaps re-translated", (kinds,), False, anchors,
                             hedges)  # fmt: skip
            found.append((len(_RANKS), made))
    place = {s.id: n for n, s in enumerate(case.statements)}
    return tuple(e for _, e in sorted(found, key=lambda f: (f[0], place[f[1].statement])))


def _held_by(folder: Folder, statement: Statement) -> tuple[Anchor, ...]:
    steps = folder.outward(statement)
    return tuple(dict.fromkeys(Anchor(s.document, h.span) for s in steps for h in s.hedges))


_RANKS = {"identical": 0, "re-punctuated": 1, "censored": 2, "trimmed": 3, "differs": 4}


def _is_translation(one: frozenset[str], other: frozenset[str]) -> bool:
    both = len(one & other)
    return both >= _SHARED and both >= _SHARE * max(len(one), len(other))


__all__ = ["MATTERS", "folder_of_case", "same_as", "verdicts", "who_had_it_first"]
