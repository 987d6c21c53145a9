"""Figures side by side: what each counts, who gives it, and for when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from earwitness.model import Anchor, Figure

from .brief_index import Index, Ref
from .brief_wording import capital, day, listed, shorten

_PLAIN = ("exact", "", None)
_SIDES = {
    "own side": "of its own side",
    "other side": "of the other side",
    "third party": "by a third party",
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with everything that decides what it may be compared with."""

    value: str
    of: str
    said_by: str
    as_of: str
    side: str
    place: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that count the same thing; `compared` where a finding speaks of one of them."""

    counted: str
    rows: tuple[FigureRow, ...]
    compared: bool = False


def figure_groups(ix: Index) -> tuple[FigureGroup, ...]:
    """Figures grouped by what they count, each figure once with all its places."""
    groups: dict[tuple[str, ...], dict[tuple[object, ...], list[Figure]]] = defaultdict(dict)
    for figure in ix.case.figures:
        same = groups[tuple(sorted(figure.counted))]
        same.setdefault(_identity(figure), []).append(figure)
    compared = {ref for finding in ix.case.findings for ref in finding.refs}
    return tuple(
        FigureGroup(
            counted_in_words(key),
            tuple(_row(ix, found) for found in rows.values()),
            any(f.id in compared for found in rows.values() for f in found),
        )
        for key, rows in groups.items()
    )


def counted_in_words(counted: tuple[str, ...]) -> str:
    """What a figure counts, as a heading."""
    if not counted:
        return "What is counted is not said"
    together = " together" if len(counted) > 1 else ""
    return capital(listed(counted)) + together


def value_in_words(ix: Index, figure: Figure) -> str:
    """A figure with its qualifier: "at least 64", "between 10 and 20", "dozens"."""
    low, high, value = figure.low, figure.high, figure.value
    if figure.qualifier == "between" and low is not None and high is not None:
        return f"between {low:,} and {high:,}"
    if value is None:
        return _worded(ix, figure)
    return f"{value:,}" if figure.qualifier in _PLAIN else f"{figure.qualifier} {value:,}"


def _worded(ix: Index, figure: Figure) -> str:
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:,} to {figure.high:,}"
    ref = ix.ref(figure.document, (figure.span,), most=40)
    return figure.qualifier or (ref.words if ref else "a number")


def _identity(figure: Figure) -> tuple[object, ...]:
    """Figures that agree in all this are one figure in several places."""
    return (
        figure.value,
        figure.low,
        figure.high,
        figure.qualifier,
        figure.of_party,
        figure.actor,
        figure.as_of,
    )


def _row(ix: Index, places: list[Figure]) -> FigureRow:
    first = places[0]
    held = next((f for f in places if f.of), first)
    when = day(first.as_of, first.as_of_mod) or "no date"
    since = f"{day(first.since)} to " if first.since else ""
    return FigureRow(
        value=value_in_words(ix, first),
        of=shorten(held.of or "", 60),
        said_by=ix.name(first.actor, "nobody named"),
        as_of=since + when,
        side=_SIDES.get(first.side or "", ""),
        place=shorten(first.place or "", 40),
        refs=ix.refs([Anchor(f.document, f.span) for f in places], most=6),
    )
