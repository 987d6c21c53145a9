"""The brief in a terminal: the same story, short."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from textwrap import wrap

from earwitness.model import Case

from .brief_chains import Point, RecordingView, chain_line
from .brief_figures import FigureGroup
from .brief_index import Ref
from .brief_roots import Asserter, Bar
from .brief_story import ReportView, Story, story
from .brief_wording import count, plain, shorten

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def brief_text(case: Case, *, width: int = 80, colour: bool = False) -> str:
    """The brief as plain text, at most `width` columns wide.

    References read [report:line]: the report's number in the list at the end, and the line of its
    text. Control characters in the reports never reach the terminal.
    """
    told, page = story(case), _Page(max(width, 40), colour)
    page.paragraph(told.opening)
    _roots(page, told)
    _truth(page, told.asserters)
    _recordings(page, told.recordings)
    _figures(page, told)
    page.points("Says more than its body", told.headlines, most=2)
    page.points("What else the reports show", told.other, most=2)
    _checks(page, told)
    page.points("What to get next", told.leads, most=4, lines=2)
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
        self.heading(heading)
        self.listed(points[:most], lines=lines)
        self.more(len(points) - most)

    def listed(self, points: Iterable[Point], *, lines: int = 3) -> None:
        """Sentences with their places; a long one is cut, for the page has it whole."""
        for point in points:
            says = shorten(plain(point.says), lines * self.width - 30)
            self.paragraph(f"{says}{places(point.refs)}", "  - ", "    ")

    def more(self, n: int) -> None:
        if n > 0:
            self.lines.append(f"    and {count(n, 'more', 'more')} on the page")


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
    page.heading("Who vouches that it was said", "one bar for each side")
    label = min(max(_cells(plain(_label(b))) for b in told.bars[:6]), page.width // 3)
    for bar in told.bars[:6]:
        _bar(page, bar, label)
    page.more(len(told.bars) - 6)
    if told.unrooted:
        page.paragraph(f"Not said for {count(told.unrooted, 'statement')}.", "  ", "  ")
    # The bars and the first paragraph say already who is a single root.
    others = [point for point in told.echoes if point.kind != "single root"]
    page.listed(_varied(others, 2))
    page.more(len(others) - 2)


def _bar(page: _Page, bar: Bar, label: int) -> None:
    name, tail = _fit(shorten(plain(_label(bar)), label), label), bar_words(bar)
    room = page.width - label - 6 - max(len(tail), 38)
    if room >= 8:
        page.lines.append(f"  {name}  {_drawn(bar, room).ljust(room)}  {tail}")
    else:
        page.paragraph(_label(bar), "  ", "  ")
        page.paragraph(f"{_drawn(bar, 12)} {tail}", "  ", "  ")
    if len(bar.members) > 1:
        members = ", ".join(f"{m.name} {m.statements}" for m in bar.members)
        page.paragraph(members, "    ", "    ")


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


def _truth(page: _Page, found: tuple[Asserter, ...]) -> None:
    if not found:
        return
    page.heading("Who says that it is so", "another question")
    page.paragraph("; ".join(_asserter(a) for a in found[:5]) + ".", "  ", "  ")
    page.more(len(found) - 5)


def _asserter(found: Asserter) -> str:
    if found.vouched_by and not found.own_word:
        return f"{found.name} {found.statements} (heard only through {_through(found)})"
    return f"{found.name} {found.statements}"


def _through(found: Asserter) -> str:
    return ", ".join(found.vouched_by[:2]) + (" …" if len(found.vouched_by) > 2 else "")


def _recordings(page: _Page, found: tuple[RecordingView, ...]) -> None:
    if not found:
        return
    page.heading("Recordings")
    for one in found[:4]:
        hedges = "".join(f", “{hedge}”" for hedge in one.hedges)
        ways = "; or ".join(chain_line(way) for way in one.chains[:1])
        checks = " ".join(c.says for c in one.checks[:3])
        page.paragraph(f"{one.kind}{hedges}{places(one.refs)}: {ways}. {checks}", "  - ", "    ")
    page.more(len(found) - 4)


def _figures(page: _Page, told: Story) -> None:
    if not told.figures:
        return
    page.heading("Figures side by side")
    for group in told.figures[:5]:
        page.paragraph(_group(group), "  ", "    ")
    page.more(len(told.figures) - 5)
    page.listed(_varied(told.figure_points, 3))
    page.more(len(told.figure_points) - 3)


def _group(group: FigureGroup) -> str:
    rows = [f"{r.value} ({r.said_by}, {r.as_of}){places(r.refs)}" for r in group.rows]
    return f"{group.counted}: " + "; ".join(rows)


def _checks(page: _Page, told: Story) -> None:
    points = [p for p in told.checks if p.kind != "verified"] + list(told.unverified)
    page.points("What nobody verified", points, most=2)


def _reports(page: _Page, reports: tuple[ReportView, ...]) -> None:
    page.heading("Reports", "[2:15] is report 2, line 15 of its text")
    for one in reports[:12]:
        line = f"{one.number:>2}  {one.outlet}, {one.published}: {one.title}"
        page.lines.append("  " + shorten(plain(line), page.width - 2))
    page.more(len(reports) - 12)


def _cells(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _fit(words: str, cells: int) -> str:
    return words + " " * max(0, cells - _cells(words))
