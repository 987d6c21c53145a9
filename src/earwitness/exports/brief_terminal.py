"""The brief in a terminal: the same story, short."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from textwrap import wrap

from earwitness.model import NOTHING_DECIDED, Case, Layer

from .brief_chains import ChainView, RecordingView, chain_line
from .brief_checks import Point
from .brief_decided import DECIDED
from .brief_figures import FigureGroup, FigureRow
from .brief_index import Ref
from .brief_roots import Asserter, Bar
from .brief_story import ReportView, Story, story
from .brief_wording import count, number, plain, shorten, without_owner

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NOISE = re.compile(r": not in the folder.*$")  # the heading says so
_BARS, _WORDS, _TAPES, _VERDICTS, _GROUPS = 4, 3, 3, 2, 2  # how much of each section is shown


def brief_text(
    case: Case, *, width: int = 80, colour: bool = False, layer: Layer = NOTHING_DECIDED
) -> str:
    """The brief as plain text, at most `width` columns wide: what an editor reads in two minutes.

    References read [report:line]: the report's number in the list at the end, and the line of its
    text. Each heading says how much of its section is here; the page has all. Control characters in
    the reports never reach the terminal.
    """
    told, page = story(case, layer), _Page(max(width, 40), colour)
    page.paragraph(told.opening)
    page.points(DECIDED, told.decided, most=4)
    _roots(page, told)
    _truth(page, told)
    _recordings(page, told.recordings)
    page.points("Quotations against the tape", told.taped, most=3)
    _figures(page, told)
    page.points("Says more than its body", told.headlines, most=2)
    page.points("What else the reports show", told.other, most=2)
    _checks(page, told)
    page.points("What to get next", told.leads, most=4, lines=1)
    _reports(page, told.reports)
    return "\n".join(page.lines) + "\n"


class _Page:
    """Lines as they are laid out."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width, self.colour, self.lines = width, colour, list[str]()

    def heading(self, words: str, aside: str = "") -> None:
        bold, dim, reset = (_BOLD, _DIM, _RESET) if self.colour else ("", "", "")
        self.lines += ["", f"{bold}{words.upper()}{reset}"]
        if not aside:
            return
        if len(words) + len(aside) + 2 <= self.width:
            self.lines[-1] += f"  {dim}{aside}{reset}"
        else:
            self.lines.append(f"{dim}{shorten(aside, self.width)}{reset}")

    def paragraph(self, words: str, first: str = "", rest: str = "") -> None:
        self.lines += wrap(
            plain(words),
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_on_hyphens=False,
        )

    def points(self, heading: str, points: Sequence[Point], *, most: int, lines: int = 3) -> None:
        if not points:
            return
        self.heading(heading, _of(most, len(points)))
        self.listed(points[:most], lines=lines)

    def listed(self, points: Iterable[Point], *, lines: int = 3) -> None:
        """Sentences with their places; a long one is cut, for the page has it whole."""
        for point in points:
            where = places(point.refs[:2])
            says = _NOISE.sub(".", plain(point.says))
            room = lines * (self.width - 8) - len(where)
            self.paragraph(f"{shorten(says, room)}{where}", "  - ", "    ")


def _of(shown: int, total: int, aside: str = "") -> str:
    """The aside of a heading: how many of all are here, where they are not all."""
    part = f"{shown} of {total}" if total > shown else ""
    return "; ".join(words for words in (part, aside) if words)


def _varied(points: Sequence[Point], most: int) -> list[Point]:
    """The weightiest of each kind before the second of any."""
    first = {point.kind: point for point in reversed(points)}
    kinds = [point for point in points if first[point.kind] is point]
    return [*kinds, *(point for point in points if point not in kinds)][:most]


def places(refs: Iterable[Ref]) -> str:
    """References as [report:line], each once."""
    found = dict.fromkeys(f"{ref.report}:{ref.line}" for ref in refs)
    return f" [{', '.join(found)}]" if found else ""


def _roots(page: _Page, told: Story) -> None:
    if not told.bars:
        return
    shown = told.bars[:_BARS]
    aside = _of(_BARS, len(told.bars), "one bar for each side")
    page.heading("Who vouches that it was said", aside)
    label = min(max(_cells(plain(_label(b))) for b in shown), page.width // 3)
    for bar in shown:
        _bar(page, bar, label)
    if told.unrooted:
        page.paragraph(f"Not said for {count(told.unrooted, 'statement')}.", "  ", "  ")
    # The bars and the first paragraph say already who is a single root.
    others = [point for point in told.echoes if point.kind != "single root"]
    page.listed(_varied(others, 2), lines=2)


def _bar(page: _Page, bar: Bar, label: int) -> None:
    name, tail = _fit(shorten(plain(_label(bar)), label), label), bar_words(bar)
    room = page.width - label - 6 - max(len(tail), 38)
    if room >= 8:
        page.lines.append(f"  {name}  {_drawn(bar, room).ljust(room)}  {tail}")
    else:
        page.paragraph(_label(bar), "  ", "  ")
        page.paragraph(f"{_drawn(bar, 12)} {tail}", "  ", "  ")
    if len(bar.members) > 1:
        members = ", ".join(
            f"{without_owner(m.name, bar.name)} {m.statements}" for m in bar.members
        )
        page.lines.append("    " + shorten(plain(members), page.width - 4))


def _label(bar: Bar) -> str:
    """A side by its name, and by that of its only voice."""
    if len(bar.members) != 1:
        return bar.name
    only = bar.members[0].name
    return only if bar.name in only else f"{bar.name} ({only})"


def _drawn(bar: Bar, room: int) -> str:
    return "█" * max(1, round(bar.share * room))


def bar_words(bar: Bar) -> str:
    """What hangs on a root, in figures."""
    parts = [f"{bar.statements:,} {'statement' if bar.statements == 1 else 'statements'}"]
    if bar.recordings:
        parts.append(f"{bar.recordings} {'recording' if bar.recordings == 1 else 'recordings'}")
    n = len(bar.outlets)
    return ", ".join([*parts, f"{n} {'outlet' if n == 1 else 'outlets'}"])


def _truth(page: _Page, told: Story) -> None:
    found = told.asserters
    if not found and not told.denials:
        return
    page.heading("Who says that it is so", _of(_WORDS, len(found), "another question"))
    if found:
        page.paragraph("; ".join(_asserter(a) for a in found[:_WORDS]) + ".", "  ", "  ")
    page.listed(told.denials[:2], lines=2)


def _asserter(found: Asserter) -> str:
    if found.vouched_by and not found.own_word:
        return f"{found.name} {found.statements} (heard only through {_through(found)})"
    return f"{found.name} {found.statements}"


def _through(found: Asserter) -> str:
    return ", ".join(found.vouched_by[:2]) + (" …" if len(found.vouched_by) > 2 else "")


def _recordings(page: _Page, found: tuple[RecordingView, ...]) -> None:
    """Those that somebody released or is quoted from; one only mentioned is on the page."""
    known = [one for one in found if one.counts]
    if not known:
        return
    page.heading("Recordings", _of(_TAPES, len(known)))
    for one in known[:_TAPES]:
        hedges = "".join(f", “{hedge}”" for hedge in one.hedges)
        ways = "; or ".join(chain_line(_to_the_first_page(way)) for way in one.chains[:1])
        checks = " ".join(c.says for c in one.checks if c.kind != "denied")
        page.paragraph(f"{one.kind}{hedges}{places(one.refs)}: {ways}. {checks}", "  - ", "    ")


def _to_the_first_page(way: ChainView) -> ChainView:
    """A chain without its last hand, the page at which the references point."""
    known = [step for step in way.steps if step.says in ("published by", "carried by")]
    return ChainView(way.steps[:-1]) if len(known) == 1 and way.steps[-1] in known else way


def _figures(page: _Page, told: Story) -> None:
    """Why figures agree or not; then those of which nothing is to be said."""
    points = told.figure_points
    if not told.figures:
        return
    page.heading("Figures side by side", _of(_VERDICTS, len(points)))
    page.listed(_varied(points, _VERDICTS))
    alone = [group for group in told.figures if not group.compared]
    if alone:
        first = "; ".join(_group(group) for group in alone[:_GROUPS])
        more = len(alone) - _GROUPS
        rest = f"; {number(more)} more on the page" if more > 0 else ""
        page.paragraph(f"{'Also: ' if points else ''}{first}{rest}.", "  ", "    ")


def _group(group: FigureGroup) -> str:
    """What is counted, with each number and who gives it once."""
    rows: dict[tuple[str, str], FigureRow] = {}
    for row in group.rows:
        rows.setdefault((row.value, row.said_by), row)
    told = [f"{r.value} ({r.said_by}, {r.as_of}){places(r.refs[:2])}" for r in rows.values()]
    rest = f" and {number(len(told) - 2)} more" if len(told) > 2 else ""
    return f"{group.counted.lower()} {', '.join(told[:2])}{rest}"


def _checks(page: _Page, told: Story) -> None:
    """What stands open; what was checked of a recording stands with the recording."""
    points = [p for p in told.open_checks if p.kind != "verified"] or told.unverified
    page.points("Not verified", points, most=2, lines=2)


def _reports(page: _Page, reports: tuple[ReportView, ...]) -> None:
    aside = _of(12, len(reports), "[2:15] is report 2, line 15 of its text")
    page.heading("Reports", aside)
    for one in reports[:12]:
        line = f"{one.number:>2}  {one.outlet}, {one.published}: {one.title}"
        page.lines.append("  " + shorten(plain(line), page.width - 2))


def _cells(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _fit(words: str, cells: int) -> str:
    return words + " " * max(0, cells - _cells(words))
