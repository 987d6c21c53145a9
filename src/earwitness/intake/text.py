"""Plain text, saved from a page or typed: which line is what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from earwitness.knowledge.outlets import looks_like_outlet, outlet_named
from earwitness.model import Block, BlockKind, Span, Stamp

from .bylines import has_by, is_bare_names, names_in, signs
from .captions import describes_picture, has_credit, shows, tells
from .cues import folded
from .data import load
from .furniture import bare_kind, furniture_kind, is_quiet, reporting, split_glued
from .segmenting import paragraphs, stripped
from .stamps import Moment, moments

_STOP = re.compile(r"[.!?…][\"'”’)\]]*$|[,;:][\"'”’]*$")
_PROSE_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_HANDLE = re.compile(r"@\w")
_YEAR = re.compile(r"\d{4}")
_PLACE = re.compile(
    r"[A-Z][A-Z .'’-]{2,40}(?:, ?[A-Z][A-Za-z.]{1,12})?(?: \([^()]{2,20}\))?\s?[-–—]+"
)
_PLACE_DATED = re.compile(r"[A-Z][A-Z .'’-]{2,30}(?:, ?[A-Z][a-z]{1,9}\.?)?[ ,(]{1,3}")
_PLACE_END = re.compile(r"[)., ]{0,3}(?:\([^()]{2,30}\))? ?[-–—:]")
_STAMP_SEAM = re.compile(
    r"(?<=[\w.!?’”\"')] )(?:First |Last |Story )?(?:Posted|Published|Updated|Created)(?: on| at)?"
    r"[: ]{1,3}(?=[A-Z]?[a-z]{2,9}\.?,? \w|\d)"
)
# A turn of a conversation: a dash, a quotation, a name before a colon.
_SPOKEN = re.compile(r"[-–—“\"‘«„]|[^\W\d_][\w .'’-]{0,30}: \S")
_UPDATED = re.compile(
    r"(?:updated?|breaking|correction|editor's note)\b|.{0,200}(?:https?://|pic\.twitter|\(@|—)",
    re.I,
)
_CREDITED = re.compile(
    r".{3,160}\bcontributed (?:reporting|to this (?:report|story|article))\b.{0,30}"
    r"|.{3,120}\b(?:reporters?|writers?|correspondents?|staff)\b.{3,80}\bcontributed\."
    r"|Contributing: .{5,200}"
)
_ABOUT = re.compile(
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} (?:is|are) (?:an? )?(?:[\w-]+ ){0,4}"
    r"(?:staff writers?|reporters?|correspondents?|columnists?|editors?|journalists?)\b"
    r"(?: (?:for|at|with|based|covering|in)\b [^,.]{2,80})?\."
)
_RULES = re.compile(r"\b(?:comment\w*|community|discussion) (?:policy|guidelines|rules)\b", re.I)
_WE = re.compile(r"\b(?:we|our|you|your)\b", re.I)
_TOKEN = re.compile(r"[^\W\d_]+")
_HEAD = 16
"""How many blocks from the top may hold headline, standfirst, byline and date."""


@dataclass(slots=True)
class Line:
    """A paragraph on its way to becoming a block.

    `moment` is the date of a date line, `later` says that it is of a change ("Updated"), `quiet`
    that no cue of furniture speaks in the words.
    """

    span: Span
    words: str
    kind: BlockKind | None = None
    furniture: str | None = None
    moment: Moment | None = None
    later: bool = False
    quiet: bool = False

    @property
    def open(self) -> bool:
        """Still without a kind."""
        return self.kind is None

    @property
    def prose(self) -> bool:
        """A full paragraph: several words and a final stop."""
        return len(self.words) >= 50 and bool(_PROSE_STOP.search(self.words[-6:]))


def lines_of(text: str) -> list[Line]:
    """The paragraphs of a text, glued ones cut, each with its words."""
    lines = []
    for span in paragraphs(text):
        quiet = is_quiet(span.of(text))
        for part in [span] if quiet else split_glued(text, span):
            lines += [
                Line(piece, piece.of(text), quiet=quiet) for piece in _split_stamp(text, part)
            ]
    return lines


def _split_stamp(text: str, span: Span) -> list[Span]:
    """A headline and the date line that was run on to it, apart."""
    words = span.of(text)
    if len(words) > 300 or words.endswith(")") or not _YEAR.search(words):
        return [span]
    seam = _STAMP_SEAM.search(words)
    if not seam or not any(m.start - seam.end() <= 12 for m in moments(words[seam.start() :])):
        return [span]
    cut = span.start + seam.start()
    left = stripped(text, span.start, cut)
    return [left, Span(cut, span.end)] if left else [span]


def classify(lines: list[Line]) -> None:
    """Give every line its kind."""
    prose = 0
    for line in lines:
        if not line.open:
            continue
        prose += line.prose
        mark_date(line, head=prose < 3)
        _mark_furniture(line)
    head = [line for line in lines if line.kind != "furniture"][:_HEAD]
    _mark_bylines(head)
    _mark_house_rules(lines)
    _mark_tail(lines)
    for line in lines:
        if line.open and (has_credit(line.words)):
            line.kind = "caption"
    _mark_head(lines)
    for line in lines:
        if line.open:
            line.kind = _body_kind(line)


def _mark_furniture(line: Line) -> None:
    if line.open:
        find = _bare if line.quiet else furniture_kind
        line.furniture = find(line.words)
        line.kind = "furniture" if line.furniture else None


def _bare(words: str) -> str | None:
    """Furniture in a line in which no cue speaks: whole lines, and rules of dashes."""
    if len(words) <= 200:
        return bare_kind(folded(words))
    return None if any(map(str.isalnum, words)) else "separator"


def mark_date(line: Line, *, head: bool = True) -> None:
    """A line that is a date with its labels, and nothing else to speak of.

    Below the head of the page only a label ("Published:") makes a date line.
    """
    if len(line.words) > 200 or not _YEAR.search(line.words):
        return
    found = moments(line.words)
    if not found:
        return
    labels = load("stamps.toml")["labels"]
    low = line.words.lower()
    first = _labelled(low, found[0].start, labels["first"])
    later = _labelled(low, found[0].start, labels["later"])
    rest = low
    for moment in reversed(found):
        rest = rest[: moment.start] + " " + rest[moment.end :]
    known = {*load("stamps.toml")["words"]["beside"], *load("stamps.toml")["zones"]}
    known.update(w for group in labels.values() for label in group for w in label.split())
    left = [w for w in _TOKEN.findall(rest) if w not in known]
    by = has_by(line.words)
    if not head and not (first or later):
        return
    if line.words.startswith(("—", "–", "-", "•")) or _HANDLE.search(low):
        return
    if (
        len(left) <= (5 if low.startswith("by ") else 2)
        or by
        or ((first or later) and len(left) <= 6)
    ):
        line.kind = "byline" if by else "dateline"
        line.moment, line.later = found[0], later and not first


def _labelled(low: str, at: int, labels: list[str]) -> bool:
    """Whether one of the labels stands right before a place in the line."""
    before = re.sub(r"[\W_]+$|\b(?:on|at)\W*$", "", low[max(0, at - 40) : at].rstrip())
    before = re.sub(r"\W+(?:on|at)$", "", before)
    return any(before == label or before.endswith(f" {label}") for label in labels)


def _mark_bylines(head: list[Line]) -> None:
    """Lines that sign the report: "By A B", or bare names beside a date line."""
    for i, line in enumerate(head):
        near = [other for other in head[max(0, i - 2) : i + 3] if other is not line]
        dated = any(other.kind == "dateline" for other in near)
        if not line.open or len(line.words) > 200:
            continue
        if has_by(line.words) or (dated and is_bare_names(line.words)) or _is_outlet(line.words):
            line.kind = "byline"
        elif _PLACE.fullmatch(line.words):
            line.kind = "dateline"


def _is_outlet(words: str) -> bool:
    """A line that is the name of an outlet, as wire stories carry it under the byline."""
    if len(words) > 50 or words.endswith(".") or not words[:1].isupper():
        return False
    return outlet_named(words) is not None or (
        len(words.split()) <= 5 and words.istitle() and looks_like_outlet(words)
    )


def _mark_tail(lines: list[Line]) -> None:
    """At the foot: who helped with the report, and a word on who wrote it."""
    for line in lines[-12:]:
        if line.open and (signs(line.words) or _CREDITED.fullmatch(line.words)):
            line.kind = "byline"
    for line in [x for x in lines if x.kind != "furniture"][-2:]:
        if line.open and len(line.words) <= 160 and _ABOUT.fullmatch(line.words):
            line.kind, line.furniture = "furniture", "author"


def _mark_house_rules(lines: list[Line]) -> None:
    """What follows the heading of a page's rules for comments, as long as it speaks as one."""
    ruled, told = False, False
    for line in lines:
        told = told or (line.open and line.prose)
        if told and line.furniture == "comments" and _RULES.search(line.words):
            ruled = True
        elif ruled and line.open and _WE.search(line.words):
            line.kind, line.furniture = "furniture", "comments"
        elif ruled and line.open:
            return


def _mark_head(lines: list[Line]) -> None:
    """Headline, standfirst, and the captions between them and the first paragraph."""
    shown = [line for line in lines if line.kind != "furniture"][:_HEAD]
    signed = _signature(shown)
    headline = False
    for i, line in enumerate(shown):
        if not line.open:
            continue
        if line.prose and i > signed:
            return
        if not headline:
            if is_bare_names(line.words) and len(line.words.split()) <= 3:
                line.kind = "caption"
                continue
            if line.prose or not titular(line.words):
                continue
            line.kind, headline = "headline", True
        elif i < signed:
            line.kind = "standfirst"
        elif signed >= 0 or describes_picture(line.words):
            line.kind = "caption"
        else:
            line.kind = "standfirst"


def _signature(shown: list[Line]) -> int:
    """The index of the last byline or date line before the report proper; -1 without one."""
    last, prose = -1, 0
    for i, line in enumerate(shown):
        if line.kind in ("byline", "dateline"):
            last = i
        prose += line.open and line.prose
        if prose > 2:
            break
    return last


def titular(words: str) -> bool:
    """Shaped like a headline: three words or more, no final full stop, not too long."""
    if not 12 <= len(words) <= 220 or len(words.split()) < 3 or words[-1] in ".,;:":
        return False
    return words[0] not in "-–—" and not _UPDATED.match(words)


def _body_kind(line: Line) -> BlockKind:
    """Body, unless a line without a final stop heads or pictures what stands around it."""
    words = line.words
    if line.prose or _STOP.search(words[-6:]) or _SPOKEN.match(words):
        return "body"
    if describes_picture(words) or shows(words):
        return "caption"
    spaces = words.count(" ")
    telling = spaces >= 5 and (tells(words) or reporting(folded(words)) >= 1.5)
    if spaces >= 14 or telling:
        return "body"
    return "subheading" if words[0].isupper() or words[0].isdigit() else "body"


def headline_of(lines: list[Line]) -> Line | None:
    """The line that is the headline."""
    return next((line for line in lines if line.kind == "headline"), None)


def byline_of(lines: list[Line]) -> tuple[str, ...]:
    """The persons who sign the page; those at its foot only where none sign at its top."""
    signed = [line for line in lines if line.kind == "byline"]
    for group in ([x for x in signed if not signs(x.words)], signed):
        names = tuple(dict.fromkeys(name for line in group for name in names_in(line.words)))
        if names:
            return names
    return ()


def published_of(lines: list[Line]) -> Stamp | None:
    """When the page says that it came out: the first date line, a label "updated" last."""
    dated = [line for line in lines if line.moment]
    for line in [x for x in dated if not x.later] + dated:
        if line.moment:
            return _stamp(line, line.moment)
    for line in [line for line in lines if line.kind == "body"][:4]:
        for moment in moments(line.words[:90]):
            if _is_dateline(line.words, moment):
                return _stamp(line, moment)
    return None


def _stamp(line: Line, moment: Moment) -> Stamp:
    start = line.span.start
    return Stamp(moment.value, Span(start + moment.start, start + moment.end))


def _is_dateline(words: str, moment: Moment) -> bool:
    """A paragraph that begins with place and full date: "KYIV, May 16, 2022 (Agency) -"."""
    place = _PLACE_DATED.fullmatch(words, 0, moment.start)
    return bool(place and _PLACE_END.match(words, moment.end))


def blocks_of(lines: list[Line]) -> tuple[Block, ...]:
    """The lines as blocks."""
    return tuple(Block(line.span, line.kind or "body", line.furniture) for line in lines)
