"""Which report of the case a report cites, where outlet, date and matter agree; else none.

An outlet's page in the folder may be about something else: a citation is resolved only where the
cited page holds the words, or the rare words and numbers, for which it is cited.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from earwitness.model import Block, Citation, Document, Statement

from .folder import Folder
from .matches import Match
from .phrases import days_apart, first_day, last_day
from .words import content_words, tokens


def resolved(folder: Folder, found: tuple[Match, ...]) -> tuple[Citation, ...]:
    """The citations, each with the document of the case that it means."""
    shared = _shared_pages(found)
    return tuple(replace(c, resolved=_page(folder, c, shared)) for c in folder.citations)


def cited_pages(citations: tuple[Citation, ...]) -> dict[tuple[str, str], str]:
    """What each document means when it cites an outlet: document and outlet to the cited page."""
    return {(c.document, c.actor): c.resolved for c in citations if c.actor and c.resolved}


def _shared_pages(found: tuple[Match, ...]) -> dict[str, set[str]]:
    """For each statement, the other documents that hold its words."""
    pages: dict[str, set[str]] = {}
    for match in found:
        one, other = match.one.statement, match.other.statement
        if one.document != other.document:
            pages.setdefault(one.id, set()).add(other.document)
            pages.setdefault(other.id, set()).add(one.document)
    return pages


@dataclass(frozen=True, slots=True)
class Claim:
    """What an outlet is cited for: the statements that quote it, and the words and numbers."""

    quotations: tuple[str, ...]
    words: frozenset[str]
    numbers: frozenset[str]


def _page(folder: Folder, citation: Citation, shared: Mapping[str, set[str]]) -> str | None:
    if citation.actor is None:
        return None
    pages = list(pages_of(folder, citation))
    claim = claim_of(folder, citation) if pages else None
    fits = [
        (score, page.id)
        for page in pages
        if claim and (score := _agreement(claim, page.id, folder.matter[page.id], shared)) > 0
    ]
    fits.sort(reverse=True)
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]


def pages_of(folder: Folder, citation: Citation) -> Iterator[Document]:
    """Pages of the cited outlet, none later than the citing page, of the cited date if any."""
    citing = folder.document[citation.document]
    for page in folder.pages_of.get(citation.actor or "", []):
        if page.id == citing.id:
            continue
        stamp = page.published.value if page.published else None
        own = citing.published.value if citing.published else None
        late, first = last_day(own), first_day(stamp)
        if late and first and first > late:
            continue
        apart = days_apart(citation.date, stamp)
        if apart is None or apart <= 1:
            yield page


def passage(document: Document, citation: Citation) -> Block | None:
    """The paragraph in which the citation stands."""
    return next((b for b in document.blocks if b.span.meets(citation.span)), None)


def cited_for(folder: Folder, citation: Citation) -> list[Statement]:
    """The statements for which an outlet is cited: in its paragraph, or said to be its."""
    block = passage(folder.document[citation.document], citation)
    said = folder.by_document[citation.document]
    near = [s for s in said if block and any(block.span.meets(span) for span in s.content)]
    named = [s for s in said if citation.actor and s.publisher.actor == citation.actor]
    return list(dict.fromkeys((*near, *named)))


def claim_of(folder: Folder, citation: Citation) -> Claim:
    """What the citation stands for: the quotations beside it, their words and numbers."""
    citing = folder.document[citation.document]
    said = cited_for(folder, citation)
    quotes = tuple(s.id for s in said if s.form != "indirect" and len(tokens(folder.words(s))) >= 4)
    block = passage(citing, citation)
    text = " ".join(folder.words(s) for s in said) or (block.span.of(citing.text) if block else "")
    words = content_words(text) - content_words(folder.name(citation.actor))
    return Claim(quotes, words, frozenset(w for w in words if w[0].isdigit() and len(w) > 1))


def _agreement(
    claim: Claim, page: str, held: frozenset[str], shared: Mapping[str, set[str]]
) -> float:
    """How much of what is cited the page holds: 0 where it cannot be meant."""
    if claim.quotations:
        return sum(page in shared.get(q, ()) for q in claim.quotations) / len(claim.quotations)
    both = len(claim.words & held)
    share = both / len(claim.words) if claim.words else 0.0
    return share if both >= 4 and share >= 0.6 and claim.numbers <= held else 0.0
