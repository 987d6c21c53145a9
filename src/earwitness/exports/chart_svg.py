"""A chart of comparable figures over time, as one SVG that needs nothing else.

Time runs to the right, the number up. A letter stands for each figure, with its range as a bar and
an arrow where the words leave one end open ("at least 64"); a date that is only a month is as wide
as the month. The letters are explained below, so that nothing hangs on colour, and a description in
words goes with the picture. Presentation is in attributes: the page's policy runs no style.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from xml.sax.saxutils import escape

from .brief_wording import day
from .figure_series import Group, Row

_WIDTH, _PLOT, _LEFT, _RIGHT, _TOP, _LINE = 640, 200, 66, 24, 34, 19
_STAMP = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|-W(\d\d))?")
_SPREAD = 40  # times: how far apart the numbers may be before the scale becomes logarithmic
_NEAR = 15.0
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST = len(_LETTERS)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days to the right, numbers up."""

    start: date
    days: int
    top: float
    logarithmic: bool

    def x(self, when: date) -> float:
        """Where a day stands."""
        share = (when - self.start).days / self.days
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, number: float) -> float:
        """How high a number stands."""
        share = number / self.top
        if self.logarithmic:
            share = math.log10(max(number, 1)) / math.log10(self.top)
        return round(_TOP + (1 - share) * _PLOT, 1)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A figure that has a place: its letter, its time, its number and its ends."""

    letter: str
    row: Row
    first: date
    last: date
    number: float
    x: float = 0.0


def chart(group: Group) -> str:
    """The chart of a group; empty where fewer than two of its figures have a time and a number."""
    marks, scale = _marks(group)
    if len(marks) < 2 or scale is None:
        return ""
    placed = _placed(marks, scale)
    height = _TOP + _PLOT + 44 + _LINE * (len(group.rows[:_MOST]) + 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
        f' height="{height}" role="img" aria-labelledby="{group.id}-t {group.id}-d"'
        f' font-family="{escape(_FONT)}" font-size="12" fill="currentColor">',
        f'<title id="{group.id}-t">{escape(group.title)}</title>',
        f'<desc id="{group.id}-d">{escape(_described(group))}</desc>',
        f'<text x="0" y="16" font-size="14" font-weight="600">{escape(group.title)}</text>',
        *_axes(scale, marks),
        *(line for mark in placed for line in _drawn(mark, scale)),
        *_legend(group, marks),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _marks(group: Group) -> tuple[list[_Mark], _Scale | None]:
    marks: list[_Mark] = []
    for letter, row in zip(_LETTERS, group.rows, strict=False):
        ends, number = _ends(row.as_of), _number(row)
        if ends and number is not None:
            marks.append(_Mark(letter, row, ends[0], ends[1], number))
    if not marks:
        return [], None
    return marks, _scale(marks)


def _scale(marks: list[_Mark]) -> _Scale:
    start, end = min(m.first for m in marks), max(m.last for m in marks)
    pad = max(1, (end - start).days // 12)
    start, end = _moved(start, -pad), _moved(end, pad)
    highest = max(max(m.number, m.row.high or 0) for m in marks)
    lowest = min((m.number for m in marks if m.number > 0), default=1)
    return _Scale(start, max((end - start).days, 1), _round_up(highest), highest > _SPREAD * lowest)


def _moved(when: date, days: int) -> date:
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return when


def _number(row: Row) -> float | None:
    if row.best is not None:
        return float(row.best)
    if row.low is not None and row.high is not None:
        return (row.low + row.high) / 2
    return None


def _ends(value: str) -> tuple[date, date] | None:
    """The first and the last day of an ISO date at its own precision."""
    match = _STAMP.match(value)
    if match is None:
        return None
    year, month, of_month, week = match.groups()
    try:
        if week:
            monday = date.fromisocalendar(int(year), int(week), 1)
            return monday, monday + timedelta(days=6)
        first = date(int(year), int(month or 1), int(of_month or 1))
    except ValueError:
        return None
    if of_month or first.year > 9998:
        return first, first
    after = date(first.year + 1, 1, 1) if month is None else _next_month(first)
    return first, after - timedelta(days=1)


def _next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _round_up(number: float) -> float:
    """The next round number: 1, 2 or 5 times a power of ten."""
    power = float(10 ** math.floor(math.log10(max(number, 1))))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= max(number, 1.0))


def _axes(scale: _Scale, marks: list[_Mark]) -> list[str]:
    bottom = _TOP + _PLOT
    lines = [_line(_LEFT, bottom, _WIDTH - _RIGHT, bottom, 0.6)]
    for tick in _ticks(scale):
        y = scale.y(tick)
        lines.append(_line(_LEFT, y, _WIDTH - _RIGHT, y, 0.15))
        lines.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{tick:,.0f}</text>')
    return lines + _days(scale, marks, bottom)


def _days(scale: _Scale, marks: list[_Mark], bottom: int) -> list[str]:
    """The days on which figures hold, as far as their names have room."""
    lines: list[str] = []
    free = 0.0
    for when in sorted({m.first + (m.last - m.first) / 2 for m in marks}):
        row = next(m.row for m in marks if m.first + (m.last - m.first) / 2 == when)
        x, name = scale.x(when), escape(day(row.as_of, row.as_of_mod or None) or "")
        if x < free:
            continue
        free = x + 7.0 * len(name) + 8
        lines.append(_line(x, bottom, x, bottom + 5, 0.6))
        half = min(x, _WIDTH - 3.6 * len(name))
        lines.append(f'<text x="{half:.1f}" y="{bottom + 20}" text-anchor="middle">{name}</text>')
    if scale.logarithmic:
        lines.append(
            f'<text x="{_WIDTH - _RIGHT}" y="{_TOP - 6}" text-anchor="end" font-size="11">'
            "each step up is ten times as many</text>"
        )
    return lines


def _ticks(scale: _Scale) -> list[float]:
    if not scale.logarithmic:
        return [scale.top * share for share in (0, 0.5, 1) if (scale.top * share) % 1 == 0]
    steps = [float(10**power) for power in range(1 + int(math.log10(scale.top)))]
    return steps if steps[-1] == scale.top else [*steps, scale.top]


def _placed(marks: list[_Mark], scale: _Scale) -> list[_Mark]:
    """The marks, those that would cover another one moved a little to the right."""
    placed: list[_Mark] = []
    for mark in marks:
        x, y = scale.x(mark.first + (mark.last - mark.first) / 2), scale.y(mark.number)
        while any(abs(p.x - x) < _NEAR and abs(scale.y(p.number) - y) < _NEAR for p in placed):
            x += _NEAR
        placed.append(_Mark(mark.letter, mark.row, mark.first, mark.last, mark.number, x))
    return placed


def _drawn(mark: _Mark, scale: _Scale) -> list[str]:
    x, y = mark.x, scale.y(mark.number)
    lines: list[str] = []
    if mark.last > mark.first:
        lines.append(_line(scale.x(mark.first), y, scale.x(mark.last), y, 0.45))
    lines += _range(mark, scale, x, y)
    lines.append(
        f'<circle cx="{x:.1f}" cy="{y}" r="8" fill="Canvas" stroke="currentColor"'
        f' stroke-width="1.5"><title>{escape(_said(mark.row))}</title></circle>'
    )
    lines.append(
        f'<text x="{x:.1f}" y="{y + 4}" text-anchor="middle" font-size="11" font-weight="600">'
        f"{mark.letter}</text>"
    )
    return lines


def _range(mark: _Mark, scale: _Scale, x: float, y: float) -> list[str]:
    row = mark.row
    if row.low is not None and row.high is not None:
        if row.low == row.high:
            return []
        return [_line(x, scale.y(row.low), x, scale.y(row.high), 0.9, 2)]
    if row.low is not None:
        return _arrow(x, y - 8, -1)
    if row.high is not None:
        return _arrow(x, y + 8, 1)
    return []


def _arrow(x: float, y: float, way: int) -> list[str]:
    tip = y + 16 * way
    head = f"M{x - 4:.1f} {tip - 5 * way:.1f}L{x:.1f} {tip:.1f}L{x + 4:.1f} {tip - 5 * way:.1f}"
    return [
        _line(x, y, x, tip, 0.9, 1.5),
        f'<path d="{head}" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    ]


def _legend(group: Group, marks: list[_Mark]) -> list[str]:
    top = _TOP + _PLOT + 46
    drawn = {m.letter for m in marks}
    lines = []
    for place, (letter, row) in enumerate(zip(_LETTERS, group.rows, strict=False)):
        name = letter if letter in drawn else "–"
        words = escape(_cut(f"{name}  {_said(row)}"))
        lines.append(f'<text x="0" y="{top + _LINE * place}" xml:space="preserve">{words}</text>')
    return lines


def _cut(words: str, most: int = 98) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _said(row: Row) -> str:
    """A figure in words: "at least 64, the ministry of defence, 9 March 2026"."""
    when = day(row.as_of or None, row.as_of_mod or None) or "no date"
    side = f" ({row.side})" if row.side else ""
    return f"{row.value}, {row.said_by}{side}, {when}"


def _described(group: Group) -> str:
    return "; ".join(_said(row) for row in group.rows[:_MOST]) + "."


def _line(x1: float, y1: float, x2: float, y2: float, shade: float, width: float = 1) -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor"'
        f' stroke-opacity="{shade}" stroke-width="{width}"/>'
    )
