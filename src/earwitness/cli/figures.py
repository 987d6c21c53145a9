"""`earwitness figures`: the groups of comparable figures of a case, as text, data or pictures."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from earwitness.cases import open_case
from earwitness.exports.chart_png import as_png
from earwitness.exports.chart_svg import chart
from earwitness.exports.figure_series import Group, Row, alone, as_csv, as_json, groups
from earwitness.knowledge.profiles import profiles

from . import codes


def figures(
    folder: Path,
    *,
    as_json_text: bool,
    csv_text: bool,
    drawn: Mapping[str, Path],
    profile_name: str | None,
) -> int:
    """Print the figures of a case, or write their charts: `drawn` has a folder for each kind."""
    profile = profiles()[profile_name] if profile_name else None
    with open_case(folder, create=False) as opened:
        case = opened.load()
    found, rest = groups(case, profile), alone(case, profile)
    if drawn:
        return _draw(found, drawn)
    if as_json_text:
        click.echo(json.dumps(as_json(found, rest, profile), ensure_ascii=False, indent=2))
    elif csv_text:
        sys.stdout.buffer.write(as_csv(found, rest, profile).encode("utf-8"))
    else:
        click.echo(_text(found, rest, f"By the profile {profile.title}." if profile else ""))
    return codes.ALL_READ


def _draw(found: tuple[Group, ...], folders: Mapping[str, Path]) -> int:
    pictures = [(group, svg) for group in found if (svg := chart(group))]
    files = [
        (folder / f"{place:02d}-{'-'.join(group.counted).replace(' ', '-')}.{kind}", made)
        for kind, folder in folders.items()
        for place, (group, svg) in enumerate(pictures, start=1)
        for made in [as_png(svg) if kind == "png" else svg.encode("utf-8")]
    ]
    for name, made in files:
        name.parent.mkdir(parents=True, exist_ok=True)
        name.write_bytes(made)
        click.echo(str(name))
    if not pictures:
        click.echo("No two figures with a date count the same thing: nothing to draw.", err=True)
    return codes.ALL_READ


def _text(found: tuple[Group, ...], rest: tuple[Row, ...], note: str) -> str:
    parts = [note] if note else []
    for group in found:
        parts.append("\n".join([group.title, *_rows(group.rows), *_says(group)]))
    if rest:
        heading = "No other figure may be held against these"
        parts.append("\n".join([heading, *_rows(rest, counted=True)]))
    return "\n\n".join(parts) or "The reports count nobody."


def _rows(rows: tuple[Row, ...], *, counted: bool = False) -> list[str]:
    width = max(len(row.value) for row in rows)
    return [
        f"  {row.value:>{width}}  {_about(row)}{f'  “{row.words}”' if counted else ''}"
        for row in rows
    ]


def _about(row: Row) -> str:
    since = f"since {row.since}" if row.since else ""
    when = f"as of {row.as_of}" if row.as_of else "no date"
    bounds = _bounds(row)
    parts = (row.said_by, row.side, row.of, row.place, since, when, row.tally, bounds)
    also = f"; also {row.also}" if row.also else ""
    return ", ".join(part for part in parts if part) + f" [{row.report}, line {row.line}{also}]"


def _bounds(row: Row) -> str:
    """What a profile made of a word for many."""
    if row.value.split()[-1].replace(",", "").isdigit():
        return ""
    ends = (row.low, row.best, row.high)
    if not any(ends):
        return ""
    low, best, high = ("?" if n is None else f"{n:,}" for n in ends)
    return f"low {low}, best {best}, high {high}"


def _says(group: Group) -> list[str]:
    return [f"  - {says}" for says in group.says]
