"""Who gives a figure, as of when, since when, and where: read from the words round it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from earwitness.model import Actor, DateExpression, Document, Span, Statement, cover

from . import figures_words as vocabulary

_SINCE = re.compile(r"\bsince\b[^.;!?]{0,70}$", re.I)
_AS_OF = re.compile(r"\b(?:as[\s\u00a0](?:of|at)|by|up[\s\u00a0]to)[\s\u00a0]+$", re.I)
_PLACE = re.compile(
    r"\b(?:in|at|near|outside|around)[\s\u00a0]+((?:the[\s\u00a0]+)?[A-Z][\w’'-]+"
    r"(?:[\s\u00a0]+(?:of[\s\u00a0]+)?[A-Z][\w’'-]+){0,3})"
)
_WHEN = re.compile(r",?[\s\u00a0]+when\b")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """A time and its modifier; the time None where the words do not resolve."""

    value: str | None
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """All that stands round one count: its sentence, dates in it, and who speaks."""

    document: Document
    sentence: Span
    count: Span
    dates: tuple[DateExpression, ...]
    statement: Statement | None
    actor: Actor | None
    attribution: Span | None


def since(scene: Scene) -> str | None:
    """The time from which it counts: a date after "since", or the first of a window."""
    window = _window(scene)
    if window:
        return _plain(window[0])
    for date in scene.dates:
        if _is_since(scene, date) and _is_time(date):
            return _plain(date)
    return None


def as_of(scene: Scene) -> Moment | None:
    """The explicit time for which it holds: a date after "as of" or "by"."""
    window = _window(scene)
    if window:
        return Moment(_plain(window[1]), window[1].mod)
    for date in scene.dates:
        if (_is_as_of(scene, date) or _is_toll_day(scene, date)) and _is_time(date):
            return Moment(_plain(date), date.mod)
    return _of_an_older_event(scene)


def _of_an_older_event(scene: Scene) -> Moment | None:
    """ "In 2010, explosions killed 91": a count of an older year holds for that time."""
    published = scene.document.published
    times = [date for date in scene.dates if date.type == "DATE" and _is_time(date)]
    if not published or len(times) != 1 or not times[0].value or since(scene):
        return None
    older = times[0].value[:4] < published.value[:4]
    return Moment(_plain(times[0]), times[0].mod) if older else None


_FROM = re.compile(r"\b(?:between|from)[\s\u00a0]+$", re.I)
_UNTIL = re.compile(r"[\s\u00a0]*(?:and|to|until|till|through|[-–—])[\s\u00a0]*")
_TOLL_DAY = re.compile(r"[\s\u00a0]+(?:(?:on|by|as[\s\u00a0]of|at)[\s\u00a0]+)?")


def _window(scene: Scene) -> tuple[DateExpression, DateExpression] | None:
    """ "Between 1 and 9 May": the two dates between which it counts."""
    text = scene.document.text
    for first, last in pairwise(scene.dates):
        opened = _FROM.search(
            text, max(scene.sentence.start, first.span.start - 10), first.span.start
        )
        if opened and _UNTIL.fullmatch(text, first.span.end, last.span.start):
            return (first, last) if _is_time(first) and _is_time(last) else None
    return None


def _is_toll_day(scene: Scene, date: DateExpression) -> bool:
    """ "The toll stood at 41 on Sunday": a toll holds for the day right after it."""
    text = scene.document.text
    toll = vocabulary.pattern("tolls").match(text, scene.count.start, scene.count.end)
    near = date.span.start >= scene.count.end
    return bool(toll and near and _TOLL_DAY.fullmatch(text, scene.count.end, date.span.start))


def issued(scene: Scene) -> Moment | None:
    """When it was said or issued: the date beside the cue, outside the words said."""
    cue = _cue(scene)
    if cue is None:
        return None
    free = [date for date in scene.dates if _is_free(scene, date)]
    near = [(_gap(date.span, cue), date) for date in free if _gap(date.span, cue) <= _NEAR]
    if not near:
        return None
    date = min(near, key=lambda pair: pair[0])[1]
    return Moment(_plain(date), date.mod)


def place(scene: Scene) -> str | None:
    """The place named right after the count, None where none is."""
    text, taken = scene.document.text, [date.span for date in scene.dates]
    high = min(scene.sentence.end, scene.count.end + 60)
    for match in _PLACE.finditer(text, scene.count.start, high):
        span = Span(match.start(1), match.end(1))
        if any(span.meets(date) for date in taken):
            continue
        if re.search(r"[.;:,]", text[scene.count.end : max(scene.count.end, match.start())]):
            return None
        return " ".join(match[1].removeprefix("the ").split())
    return None


def _cue(scene: Scene) -> Span | None:
    if scene.statement is None:
        return scene.attribution
    spans = [span for span in scene.statement.cue if scene.sentence.meets(span)]
    source = scene.statement.source.span
    if source and scene.sentence.holds(source):
        spans.append(source)
    return cover(spans) if spans else None


def _is_free(scene: Scene, date: DateExpression) -> bool:
    content = scene.statement.content if scene.statement else (scene.count,)
    if any(span.meets(date.span) for span in content) or not _is_time(date):
        return False
    return not _is_as_of(scene, date) and not _is_since(scene, date)


def _is_since(scene: Scene, date: DateExpression) -> bool:
    earlier = [d.span.end for d in scene.dates if d.span.end <= date.span.start]
    start = max([scene.sentence.start, *earlier])
    text = scene.document.text
    if _WHEN.match(text, date.span.end):
        return False
    return _SINCE.search(text[start : date.span.start]) is not None


def _is_as_of(scene: Scene, date: DateExpression) -> bool:
    before = scene.document.text[scene.sentence.start : date.span.start]
    return _AS_OF.search(before) is not None


def _is_time(date: DateExpression) -> bool:
    return date.type in ("DATE", "TIME") and (date.value is None or date.value[0].isdigit())


def _plain(date: DateExpression) -> str | None:
    return date.value.partition("T")[0] if date.value else None


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)
