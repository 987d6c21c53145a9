"""Pieces of text with their places on a page, put into lines, columns and reading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, bottom, right, top; the origin is at the foot of the page."""


@dataclass(slots=True)
class Row:
    """A line of text on a page. `full` says that it reaches the right edge of its column."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    column: int = 0
    column_right: float = 0.0

    @property
    def height(self) -> float:
        """How tall the line is."""
        return self.top - self.bottom

    @property
    def full(self) -> bool:
        """Whether the line reaches the right edge of its column, or nearly."""
        return self.right > self.column_right - 4 * max(self.height, 1.0)


def rows_of(found: Iterable[tuple[Box, str]]) -> list[Row]:
    """Pieces that stand side by side, joined into lines."""
    pieces = [Row(" ".join(words.split()), *box) for box, words in found if words and words.strip()]
    pieces.sort(key=lambda p: (-(p.top + p.bottom) / 2, p.left))
    rows: list[Row] = []
    for piece in pieces:
        row = _beside(rows, piece)
        if row is None:
            rows.append(piece)
            continue
        gap = " " if piece.left - row.right > 0.1 * row.height else ""
        row.words = f"{row.words}{gap}{piece.words}"
        row.right, row.left = max(row.right, piece.right), min(row.left, piece.left)
        row.top, row.bottom = max(row.top, piece.top), min(row.bottom, piece.bottom)
    return rows


def _plain(words: str) -> str:
    """Words with single spaces; the mark that the library sets for a hyphen is a hyphen."""
    return " ".join(words.replace("\x02", "-").replace("\x00", "").split())


def _beside(rows: list[Row], piece: Row) -> Row | None:
    """The row of which a piece is the next words, if there is one."""
    for row in reversed(rows[-8:]):
        shared = min(row.top, piece.top) - max(row.bottom, piece.bottom)
        low = min(row.height, piece.height)
        if shared > 0.5 * low and -0.5 * low <= piece.left - row.right < 0.9 * max(low, 1.0):
            return row
    return None


def in_order(rows: list[Row]) -> list[Row]:
    """The rows of a page as they are read: across the page, or one column after the other."""
    gutter = _gutter(rows)
    if gutter is None:
        return _column(sorted(rows, key=lambda r: (-r.top, r.left)), 0)
    ordered: list[Row] = []
    band: list[Row] = []
    for row in sorted(rows, key=lambda r: (-r.top, r.left)):
        if row.left < gutter < row.right:
            ordered += [*_band(band, gutter, len(ordered)), *_column([row], 3 * len(ordered) + 2)]
            band = []
        else:
            band.append(row)
    return ordered + _band(band, gutter, len(ordered))


def _band(rows: list[Row], gutter: float, number: int) -> list[Row]:
    """Two columns between lines that run across both."""
    left = [row for row in rows if row.right <= gutter]
    right = [row for row in rows if row.right > gutter]
    return _column(left, 3 * number) + _column(right, 3 * number + 1)


def _column(rows: list[Row], number: int) -> list[Row]:
    edge = max((row.right for row in rows), default=0.0)
    for row in rows:
        row.column, row.column_right = number, edge
    return rows


def _gutter(rows: list[Row]) -> float | None:
    """Where the white space between two columns stands, if most lines keep to one side of it."""
    if len(rows) < 8:
        return None
    left, right = min(r.left for r in rows), max(r.right for r in rows)
    width = right - left
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = left + width * step / 100
        crossing = sum(row.left < x < row.right for row in rows)
        sides = sum(row.right <= x for row in rows), sum(row.left >= x for row in rows)
        if min(sides) >= max(3, 0.2 * len(rows)) and crossing <= 0.3 * len(rows):
            level = _level(rows, x)
            if level >= 3 and (best is None or crossing < best[0]):
                best = crossing, x
    return best[1] if best else None


def _level(rows: list[Row], x: float) -> int:
    """How many lines on one side stand at the height of a line on the other."""
    right = [row for row in rows if row.left >= x]
    return sum(
        any(abs(row.bottom - other.bottom) < 0.5 * max(row.height, 1.0) for other in right)
        for row in rows
        if row.right <= x
    )
