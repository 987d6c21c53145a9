"""The same words elsewhere: pairs of statements that give one quotation, and what differs.

Candidates come from `same_words`, so that the work stays near linear; each is then aligned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from earwitness.model import Statement

from .alignment import Change, Sameness, Version, compare, version
from .folder import Folder
from .same_words import alike, candidates
from .words import QUOTED, SINGLE, plain_quote

_SHORT = 8


@dataclass(frozen=True, slots=True)
class Quote:
    """The quoted words of a statement, as they stand and as they are compared."""

    statement: Statement
    version: Version

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.version.text

    @property
    def words(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return self.version.words


@dataclass(frozen=True, slots=True)
class Match:
    """Two statements with the same words; `changes` are the differences inside them."""

    one: Quote
    other: Quote
    sameness: Sameness
    changes: tuple[Change, ...]


def quotes_of(folder: Folder) -> tuple[Quote, ...]:
    """All quotations of three words or more, in the order of the export."""
    made = (
        _quote(folder, s)
        for s in folder.statements
        if s.form != "indirect" and not _inside_quotation(folder, s)
    )
    return tuple(q for q in made if len(q.words) >= 3)


def _inside_quotation(folder: Folder, statement: Statement) -> bool:
    """Whether the words stand in a quotation around them, which is compared as a whole."""
    return any(
        outer.form != "indirect"
        and any(a.meets(b) for a in outer.content for b in statement.content)
        for outer in folder.outward(statement)[1:]
    )


def _quote(folder: Folder, statement: Statement) -> Quote:
    text = folder.words(statement)
    inside: list[str] = []
    if statement.form == "mixed":
        inside = QUOTED.findall(text) or SINGLE.findall(text)
        if inside and all(_is_name(words) for words in inside):
            return Quote(statement, version(""))
    kept = " … ".join(inside) if inside else text
    return Quote(statement, version(kept, cut=len(statement.content) > 1))


def _is_name(words: str) -> bool:
    """Whether what stands in quotation marks is a title or a name, and no speech."""
    long = [w for w in words.split() if len(w) > 3]
    return bool(long) and len(words.split()) <= 6 and all(w[0].isupper() for w in long)


def matches(folder: Folder) -> tuple[Match, ...]:
    """The pairs of statements that give one quotation, in the order of the export."""
    quotes = quotes_of(folder)
    pairs = sorted(candidates(q.words for q in quotes))
    found = (_match(folder, quotes[i], quotes[j]) for i, j in pairs)
    return tuple(m for m in found if m is not None)


def _match(folder: Folder, one: Quote, other: Quote) -> Match | None:
    if _one_inside_other(one.statement, other.statement):
        return None
    least = min(len(one.words), len(other.words))
    if least < _SHORT and _said_elsewhere(folder, one.statement, other.statement):
        return None
    if not alike(one.words, other.words):
        return None
    found = compare(one.version, other.version)
    return Match(one, other, found.sameness, found.changes) if found else None


def _one_inside_other(one: Statement, other: Statement) -> bool:
    if one.document != other.document:
        return False
    return any(a.meets(b) for a in one.content for b in other.content)


def _said_elsewhere(folder: Folder, one: Statement, other: Statement) -> bool:
    """Whether the reports put the words into different recordings, or into different mouths."""
    here, there = folder.recording_of(one), folder.recording_of(other)
    if here and there:
        return here.id != there.id
    mouths = (one.source.actor, other.source.actor)
    return mouths[0] != mouths[1] and all(folder.kind(m) == "person" for m in mouths)


def clusters(found: Iterable[Match]) -> tuple[tuple[Quote, ...], ...]:
    """The quotations that matches tie together, each group in the order of the export."""
    groups: dict[str, dict[str, Quote]] = {}
    for match in found:
        first = groups.setdefault(match.one.statement.id, {match.one.statement.id: match.one})
        second = groups.setdefault(
            match.other.statement.id, {match.other.statement.id: match.other}
        )
        if first is not second:
            first.update(second)
            groups.update(dict.fromkeys(second, first))
    return tuple(tuple(g.values()) for g in {id(g): g for g in groups.values()}.values())


def quoted(quote: Quote, limit: int = 90) -> str:
    """The quotation in curly marks, cut where it is long."""
    return plain_quote(quote.text, limit)
