"""The groups of comparable figures of a case as rows, for the command line, the page and CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass

from earwitness.knowledge.profiles import Estimate, Profile, estimate
from earwitness.model import Case, Comparison, Figure, Series

from .brief_figures import counted_in_words, value_in_words
from .brief_index import Index, index
from .brief_wording import day, plain
from .csv_cells import guarded


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a group: the number, what the profile makes of it, who gives it, where."""

    id: str
    value: str
    low: int | None
    best: int | None
    high: int | None
    qualifier: str
    of: str
    said_by: str
    side: str
    as_of: str
    as_of_mod: str
    since: str
    issued: str
    tally: str
    place: str
    report: str
    line: int
    words: str
    also: str


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that count the same thing, and what they are to each other."""

    id: str
    title: str
    counted: tuple[str, ...]
    rows: tuple[Row, ...]
    says: tuple[str, ...]


def groups(case: Case, profile: Profile | None = None) -> tuple[Group, ...]:
    """The series of the case, the longest first, each with its rows in the order of time."""
    ix = index(case)
    figures = {f.id: f for f in case.figures}
    known = [s for s in case.series if all(i in figures for i in s.figures)]
    ordered = sorted(known, key=lambda s: (-len(s.figures), s.counted, s.id))
    return tuple(_group(ix, s, figures, profile) for s in ordered)


def alone(case: Case, profile: Profile | None = None) -> tuple[Row, ...]:
    """The figures that no other may be held against, in the order of the case."""
    ix = index(case)
    held = {i for s in case.series for i in s.figures}
    again = {c.other for c in case.comparisons if c.verdict == "same"}
    return tuple(row_of(ix, f, profile) for f in case.figures if f.id not in held | again)


def row_of(ix: Index, figure: Figure, profile: Profile | None = None) -> Row:
    """A figure as a row."""
    ref = ix.ref(figure.document, (figure.span,), most=160)
    found: Estimate = estimate(figure, profile)
    return Row(
        id=figure.id,
        value=value_in_words(ix, figure),
        low=found.low,
        best=found.best,
        high=found.high,
        qualifier=figure.qualifier,
        of=plain(figure.of or ""),
        said_by=plain(ix.name(figure.actor, ix.outlet(figure.document))),
        side=figure.side or "",
        as_of=figure.as_of or "",
        as_of_mod=figure.as_of_mod or "",
        since=figure.since or "",
        issued=figure.issued or "",
        tally=figure.tally or "",
        place=plain(figure.place or ""),
        report=plain(ix.outlet(figure.document)),
        line=ref.line if ref else 0,
        words=plain(ref.words) if ref else "",
        also=plain(", ".join(_also(ix, figure))),
    )


def _also(ix: Index, figure: Figure) -> list[str]:
    """The other outlets that give the same number of the same source."""
    again = {c.other for c in ix.case.comparisons if c.verdict == "same" and c.one == figure.id}
    where = [ix.outlet(f.document) for f in ix.case.figures if f.id in again]
    own = ix.outlet(figure.document)
    return [name for name in dict.fromkeys(where) if name != own]


def _group(ix: Index, found: Series, figures: dict[str, Figure], profile: Profile | None) -> Group:
    rows = tuple(row_of(ix, figures[i], profile) for i in found.figures)
    inside = set(found.figures)
    says = tuple(
        _sentence(c, {r.id: r for r in rows})
        for c in ix.case.comparisons
        if c.one in inside and c.other in inside
    )
    return Group(found.id, title_of(found), found.counted, rows, says)


def title_of(found: Series) -> str:
    """What a group counts: "Killed: soldiers of Sordania, in Arlen"."""
    whom = " of ".join(p for p in (found.of, found.party) if p)
    where = f"in {found.place}" if found.place else ""
    rest = ", ".join(p for p in (whom, where) if p)
    title = counted_in_words(found.counted)
    return plain(f"{title}: {rest}" if rest else title)


def _sentence(found: Comparison, rows: dict[str, Row]) -> str:
    one, other = rows[found.one], rows[found.other]
    verb = {"supersedes": "in place of", "conflict": "against"}.get(found.verdict, "and")
    return f"{_named(one)} {verb} {_named(other)}: {found.says}."


def _named(row: Row) -> str:
    return f"{row.value} ({row.said_by}{_when(row)})"


def _when(row: Row) -> str:
    when = day(row.as_of or None, row.as_of_mod or None)
    return f", {when}" if when else ""


def as_csv(found: tuple[Group, ...], rest: tuple[Row, ...], profile: Profile | None) -> str:
    """One line a figure; a cell that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO()
    names = list(Row.__dataclass_fields__)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["group", "counted_as", *names, "profile"])
    none = Group("", "", (), rest, ())
    for group in (*found, none):
        for row in group.rows:
            cells = asdict(row)
            writer.writerow(
                [
                    _cell(group.id),
                    _cell(group.title),
                    *(_cell(cells[name]) for name in names),
                    profile.name if profile else "",
                ]
            )
    return out.getvalue()


def _cell(value: object) -> object:
    text = "" if value is None else value
    return guarded(text) if isinstance(text, str) else text


def as_json(
    found: tuple[Group, ...], rest: tuple[Row, ...], profile: Profile | None
) -> dict[str, object]:
    """The groups and the figures that stand alone, as plain values."""
    return {
        "profile": {"name": profile.name, "source": profile.source} if profile else None,
        "series": [asdict(group) for group in found],
        "alone": [asdict(row) for row in rest],
    }
