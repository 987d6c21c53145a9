"""The whole flow as a picture: roots, recordings, the outlets that had it first, the reports.

Only places and labels are made here; `templates/flow.svg.j2` draws them. Columns are ordered by
where their ties lead, so that few cross; what does not fit is drawn together as "others".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from earwitness.model import Recording, Statement, Trace

from .brief_checks import recording_title
from .brief_index import Index
from .brief_roots import recording_of
from .brief_wording import capital, count, day, listed, shorten

Kind = Literal["root", "recording", "outlet", "report"]
Key = tuple[Kind, str]
Rank = Callable[[Key], tuple[bool, float, Key]]

_COLUMNS: dict[Kind, tuple[int, int]] = {
    "root": (0, 160),
    "recording": (190, 152),
    "outlet": (372, 160),
    "report": (562, 198),
}
_HEADS: dict[Kind, str] = {
    "root": "vouch that it was said",
    "recording": "recordings",
    "outlet": "had it first",
    "report": "reports",
}
_ROW, _HIGH, _TOP, _WIDTH = 23, 18, 30, 760
_ROWS = 14
_MOST = 36
_OTHERS = "\U0010ffff"
_OUTLET = "\x00"
_LETTER = 6.1


@dataclass(frozen=True, slots=True)
class Box:
    """A root, recording, outlet or report: where it is drawn, its short and its full name."""

    kind: Kind
    x: int
    y: int
    width: int
    label: str
    title: str
    anchor: str | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A way that words took between two boxes; the more statements, the broader."""

    path: str
    width: float
    title: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The picture: its size, the heads of its columns, its boxes and ties."""

    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    boxes: tuple[Box, ...]
    ties: tuple[Tie, ...]
    says: str


def flow(ix: Index, *, by_outlet: bool = False, root: str | None = None) -> Flow | None:
    """The picture of a case, or of one root; None where nothing in it has a root.

    `by_outlet` draws the reports of an outlet as one box: hundreds of reports stay readable.
    """
    ways = _folded(_by_outlet(ix, _ways(ix, root)) if by_outlet else _ways(ix, root), by_outlet)
    if not ways:
        return None
    order = _ordered(ways)
    rows = _placed(order, ways)
    height = _TOP + _ROW * max(len(column) for column in order.values()) + 6
    boxes = {key: _box(ix, key, row) for key, row in rows.items()}
    kinds = [kind for kind in _COLUMNS if order[kind]]
    return Flow(
        width=_WIDTH,
        height=max(height, max(b.y for b in boxes.values()) + _HIGH + 8),
        heads=tuple((_COLUMNS[kind][0], _HEADS[kind]) for kind in kinds),
        boxes=tuple(boxes[key] for kind in kinds for key in order[kind]),
        ties=tuple(_ties(ways, boxes)),
        says=_told(order),
    )


def _by_outlet(ix: Index, ways: Counter[tuple[Key, ...]]) -> Counter[tuple[Key, ...]]:
    """The ways with all reports of an outlet as one."""
    made: Counter[tuple[Key, ...]] = Counter()
    for way, n in ways.items():
        made[*way[:-1], ("report", _OUTLET + ix.outlet(way[-1][1]))] += n
    return made


def _ways(ix: Index, only: str | None = None) -> Counter[tuple[Key, ...]]:
    """Each way from a root to a report, and how many statements took it."""
    found: Counter[tuple[Key, ...]] = Counter()
    for statement in ix.reported:
        trace = ix.traces.get(statement.id)
        for root in dict.fromkeys(ix.party(r) for r in trace.roots) if trace else ():
            if only not in (None, root):
                continue
            found[tuple(_steps(ix, statement, trace, root))] += 1
    return found


def _steps(ix: Index, statement: Statement, trace: Trace | None, root: str) -> Iterable[Key]:
    yield ("root", root)
    recording = recording_of(ix, statement)
    if recording:
        yield ("recording", recording)
    chain = trace.chain if trace else ()
    first = next((x.actor for x in chain if x.role == "publisher" and x.actor), None)
    outlet = ix.name(first) if first else ix.outlet(statement.document)
    if outlet.casefold() != root.casefold():
        yield ("outlet", outlet)
    yield ("report", statement.document)


def _folded(ways: Counter[tuple[Key, ...]], reports_too: bool = False) -> Counter[tuple[Key, ...]]:
    """The ways with the slighter roots, recordings and outlets of a column drawn as one."""
    kept = set()
    reports = len({way[-1] for way in ways})
    most: dict[Kind, int] = dict.fromkeys(("root", "recording", "outlet"), max(reports, _ROWS))
    if reports_too:
        most = dict.fromkeys(("root", "recording", "outlet", "report"), _MOST)
    for kind, number in most.items():
        sizes: Counter[Key] = Counter()
        for way, n in ways.items():
            sizes.update({key: n for key in way if key[0] == kind})
        ranked = sorted(sizes, key=lambda k: (-sizes[k], k))
        kept.update(ranked if len(ranked) <= number else ranked[: number - 1])
    made: Counter[tuple[Key, ...]] = Counter()
    for way, n in ways.items():
        made[
            tuple(
                k if k in kept or (k[0] == "report" and not reports_too) else (k[0], _OTHERS)
                for k in way
            )
        ] += n
    return made


def _ordered(ways: Counter[tuple[Key, ...]]) -> dict[Kind, list[Key]]:
    """The boxes of each column from top to bottom: reports by root, the others by their ties."""
    size: Counter[Key] = Counter()
    main: dict[Key, Counter[Key]] = defaultdict(Counter)
    for way, n in ways.items():
        size.update(dict.fromkeys(way, n))
        main[way[-1]][way[0]] += n
    roots = sorted(
        (k for k in size if k[0] == "root"), key=lambda k: (k[1] == _OTHERS, -size[k], k)
    )
    rank = {key: n for n, key in enumerate(roots)}
    reports = sorted(main, key=lambda k: (rank[max(main[k], key=lambda r: main[k][r])], k))
    order: dict[Kind, list[Key]] = {"root": roots, "recording": [], "outlet": [], "report": reports}
    for kind in ("outlet", "recording"):
        order[kind] = sorted((k for k in size if k[0] == kind), key=_middle(ways, order))
    order["root"] = sorted(roots, key=_middle(ways, order))
    return order


def _middle(ways: Counter[tuple[Key, ...]], order: dict[Kind, list[Key]]) -> Rank:
    """Sorts boxes by the middle of the reports to which they lead."""
    rows = {key: n for n, key in enumerate(order["report"])}

    def middle(key: Key) -> tuple[bool, float, Key]:
        led = [(rows[way[-1]], n) for way, n in ways.items() if key in way]
        total = sum(n for _, n in led) or 1
        return key[1] == _OTHERS, sum(row * n for row, n in led) / total, key

    return middle


def _placed(order: dict[Kind, list[Key]], ways: Counter[tuple[Key, ...]]) -> dict[Key, float]:
    """The row of each box: reports one below the other, the rest near the middle of theirs."""
    rows: dict[Key, float] = {key: float(n) for n, key in enumerate(order["report"])}
    total = max(len(column) for column in order.values())
    for kind in ("outlet", "recording", "root"):
        column = order[kind]
        wanted = [float(_middle(ways, order)(key)[1]) for key in column]
        for n in range(1, len(column)):
            wanted[n] = max(wanted[n], wanted[n - 1] + 1)
        if wanted and wanted[-1] > total - 1:
            wanted[-1] = float(total - 1)
            for n in range(len(column) - 2, -1, -1):
                wanted[n] = min(wanted[n], wanted[n + 1] - 1)
        rows.update(zip(column, wanted, strict=True))
    return rows


def _box(ix: Index, key: Key, row: float) -> Box:
    kind, _ = key
    x, width = _COLUMNS[kind]
    title, anchor = _title(ix, key)
    room = int((width - 12) / _LETTER)
    # Half a date says nothing: where it does not fit, it is left to the tooltip.
    fits = len(title) <= room or kind != "report"
    label = shorten(title if fits else title.rsplit(", ", 1)[0], room)
    return Box(kind, x, round(_TOP + row * _ROW), width, label, title, anchor, key[1])


def _title(ix: Index, key: Key) -> tuple[str, str | None]:
    kind, name = key
    if name == _OTHERS:
        return f"other {kind}s", None
    if kind == "recording":
        found = next((r for r in ix.case.recordings if r.id == name), None)
        return (_recording(ix, found) if found else "a recording"), None
    if kind == "report" and name.startswith(_OUTLET):
        outlet = name.removeprefix(_OUTLET)
        many = sum(ix.outlet(d.id) == outlet for d in ix.case.documents)
        return f"{outlet} ({many})" if many > 1 else outlet, None
    if kind == "report":
        document = ix.documents[name]
        when = day((document.published.value if document.published else "")[:10] or None)
        number = ix.numbers[name]
        told = f"{number} {ix.outlet(name)}{', ' + when if when else ''}"
        return told, f"report{number}"
    return capital(name) if kind == "root" else name, None


def _recording(ix: Index, recording: Recording) -> str:
    """Who is heard in it comes first: many are calls."""
    names = listed([ix.name(actor) for actor in recording.speakers], most=2)
    return f"{names}: {recording.kind}" if names else capital(recording_title(ix, recording))


def _ties(ways: Counter[tuple[Key, ...]], boxes: dict[Key, Box]) -> Iterable[Tie]:
    between: Counter[tuple[Key, Key]] = Counter()
    for way, n in ways.items():
        between.update(dict.fromkeys(pairwise(way), n))
    for (one, other), n in sorted(between.items(), key=lambda p: -p[1]):
        here, there = boxes[one], boxes[other]
        x1, y1 = here.x + here.width, here.y + _HIGH / 2
        x2, y2 = there.x, there.y + _HIGH / 2
        half = (x1 + x2) / 2
        path = f"M{x1} {y1:g}C{half:g} {y1:g} {half:g} {y2:g} {x2} {y2:g}"
        title = f"{here.title} → {there.title}: {count(n, 'statement')}"
        yield Tie(path, min(1.2 + 0.35 * n, 8.0), title)


def _told(order: Mapping[Kind, Sequence[Key]]) -> str:
    """What the picture shows, for those who do not see it."""
    named = {kind: order.get(kind, ()) for kind in _COLUMNS}
    parts = [count(len(column), kind) for kind, column in named.items()]
    return f"The flow of the words: {', '.join(parts[:-1])} and {parts[-1]}."
