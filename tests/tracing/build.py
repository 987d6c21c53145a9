"""Readings from marked-up text, so that a test shows the report and what was read in one place.

    headline: Soldier says bridge fell
    body: <h s1>Allegedly</h>, <s s1 by=oleh rec=call>“the bridge fell”</s>, said <a oleh>Oleh</a>.

Tags: <a ID kind= party= alias=>mention of an actor</a>, <s ID by= form= type= in= rec= translator=
publisher= to=>content</s> (one ID twice: one statement in two spans), <cue ID>, <by ID>words that
name the source</by>, <h ID>hedge of a statement or recording</h>, <r ID kind= by= on= speakers=a,b
publisher= translator=>mention of a recording</r>, <f ID value= q= counted=a,b of= actor= as_of= …>,
<v ID of= status= about= by=>, <c ID actor= date=>, <d value= type=>date words</d>.
Lines begin with the kind of their block; without one they are body.
"""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from dataclasses import dataclass, field

from earwitness.model import (
    Actor,
    Anchor,
    Block,
    Citation,
    DateExpression,
    Document,
    Figure,
    Hedge,
    Reading,
    Recording,
    Span,
    Stamp,
    Statement,
    Verification,
    Voice,
    make_id,
)

_TAG = re.compile(r"<(/?)(a|s|cue|by|h|r|f|v|c|d)((?:\s[^<>]*)?)>")
_KIND = re.compile(r"(headline|standfirst|byline|subheading|caption|furniture|body): ?")


@dataclass
class Tag:
    kind: str
    name: str
    given: dict[str, str]
    span: Span


@dataclass
class Marks:
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)


def report(marked: str, *, outlet: str | None, published: str | None = None, path: str) -> Reading:
    """The reading that the marked-up text stands for. Ids are the path and the name in the tag."""
    marks = _parse(marked)
    headline = next((b.span for b in marks.blocks if b.kind == "headline"), None)
    document = Document(
        id=f"doc_{path}",
        sha256=make_id("sha", marks.text),
        path=path,
        url=None,
        outlet=outlet,
        headline=headline.of(marks.text) if headline else None,
        headline_span=headline,
        byline=(),
        language="en",
        published=Stamp(published, None) if published else None,
        text=marks.text,
        blocks=tuple(marks.blocks),
    )
    return _Reader(document, marks.tags).reading()


def _parse(marked: str) -> Marks:
    marks, open_tags = Marks(), []
    for stripped in filter(None, (x.strip() for x in marked.splitlines())):
        kind = _KIND.match(stripped)
        line = stripped[kind.end() :] if kind else stripped
        start, at = len(marks.text), 0
        for match in _TAG.finditer(line):
            marks.text += line[at : match.start()]
            at = match.end()
            if not match.group(1):
                open_tags.append((match.group(2), match.group(3), len(marks.text)))
                continue
            name, given, began = open_tags.pop()
            assert name == match.group(2), f"</{match.group(2)}> closes <{name}>"
            words = shlex.split(given.replace("’", "\\’"))
            named = words[0] if words and "=" not in words[0] else ""
            pairs = dict(w.split("=", 1) for w in words if "=" in w)
            marks.tags.append(Tag(name, named, pairs, Span(began, len(marks.text))))
        marks.text += line[at:]
        marks.blocks.append(
            Block(Span(start, len(marks.text)), kind.group(1) if kind else "body")  # type: ignore[arg-type]
        )
        marks.text += "\n"
    assert not open_tags, open_tags
    return marks


class _Reader:
    def __init__(self, document: Document, tags: list[Tag]) -> None:
        self.document = document
        self.tags: dict[str, dict[str, list[Tag]]] = defaultdict(lambda: defaultdict(list))
        for tag in tags:
            self.tags[tag.kind][tag.name or str(tag.span)].append(tag)

    def id(self, name: str | None) -> str | None:
        return f"{self.document.path}:{name}" if name else None

    def words(self, tag: Tag) -> str:
        return tag.span.of(self.document.text)

    def anchors(self, tags: list[Tag]) -> tuple[Anchor, ...]:
        return tuple(sorted(Anchor(self.document.id, t.span) for t in tags))

    def voice(self, given: dict[str, str], key: str, span: Span | None = None) -> Voice:
        return Voice(span, self.id(given.get(key)))

    def hedges(self, name: str) -> tuple[Hedge, ...]:
        return tuple(Hedge(t.span, "allegation") for t in self.tags["h"].get(name, []))

    def reading(self) -> Reading:
        return Reading(
            document=self.document,
            actors=tuple(self.actor(n, t) for n, t in self.tags["a"].items()),
            statements=tuple(self.statement(n, t) for n, t in self.tags["s"].items()),
            dates=tuple(
                DateExpression(self.document.id, t.span, "DATE", t.given.get("value"))
                for tags in self.tags["d"].values()
                for t in tags
            ),
            recordings=tuple(self.recording(n, t) for n, t in self.tags["r"].items()),
            figures=tuple(self.figure(n, t[0]) for n, t in self.tags["f"].items()),
            verifications=tuple(self.check(n, t[0]) for n, t in self.tags["v"].items()),
            citations=tuple(self.citation(n, t[0]) for n, t in self.tags["c"].items()),
        )

    def actor(self, name: str, tags: list[Tag]) -> Actor:
        given = {k: v for t in reversed(tags) for k, v in t.given.items()}
        names = dict.fromkeys([*(self.words(t) for t in tags)])
        full = given.get("name", next(iter(names)))
        return Actor(
            id=f"{self.document.path}:{name}",
            name=full,
            kind=given.get("kind", "person"),  # type: ignore[arg-type]
            aliases=tuple(n for n in names if n != full),
            party=given.get("party"),
            mentions=self.anchors(tags),
        )

    def statement(self, name: str, tags: list[Tag]) -> Statement:
        given = {k: v for t in reversed(tags) for k, v in t.given.items()}
        said = self.tags["by"].get(name, [])
        return Statement(
            id=f"{self.document.path}:{name}",
            document=self.document.id,
            form=given.get("form", "direct"),  # type: ignore[arg-type]
            type="assertion",
            content=tuple(sorted(t.span for t in tags)),
            cue=tuple(t.span for t in self.tags["cue"].get(name, [])),
            source=self.voice(given, "by", said[0].span if said else None),
            addressee=self.voice(given, "to"),
            nested_in=self.id(given.get("in")),
            hedges=self.hedges(name),
            recording=self.id(given.get("rec")),
            translator=self.voice(given, "translator"),
            publisher=self.voice(given, "publisher"),
            origin="test",
        )

    def recording(self, name: str, tags: list[Tag]) -> Recording:
        given = {k: v for t in reversed(tags) for k, v in t.given.items()}
        mentions = self.anchors(tags)
        return Recording(
            id=f"{self.document.path}:{name}",
            kind=given.get("kind", "intercepted phone call"),
            speakers=tuple(f"{self.document.path}:{s}" for s in _list(given.get("speakers"))),
            released_by=self.id(given.get("by")),
            released_on=given.get("on"),
            hedges=self.hedges(name),
            mentions=mentions,
            release_evidence=mentions[0],
            publisher=self.id(given.get("publisher")),
            translator=self.id(given.get("translator")),
        )

    def figure(self, name: str, tag: Tag) -> Figure:
        given = tag.given
        value = int(given["value"])
        return Figure(
            id=f"{self.document.path}:{name}",
            document=self.document.id,
            span=tag.span,
            value=value,
            low=int(given.get("low", value)),
            high=int(given.get("high", value)),
            qualifier=given.get("q", "exact"),
            counted=_list(given.get("counted", "killed")),
            of=given.get("of"),
            actor=self.id(given.get("actor")),
            statement=None,
            since=given.get("since"),
            place=given.get("place"),
            as_of=given.get("as_of"),
            as_of_mod=given.get("mod"),
            side=given.get("side"),  # type: ignore[arg-type]
            of_party=given.get("of_party"),
        )

    def check(self, name: str, tag: Tag) -> Verification:
        return Verification(
            id=f"{self.document.path}:{name}",
            document=self.document.id,
            span=tag.span,
            verifier=self.id(tag.given.get("by")),
            of=self.id(tag.given.get("of")),
            status=tag.given.get("status", "not verified"),  # type: ignore[arg-type]
            about=tag.given.get("about", "said"),  # type: ignore[arg-type]
        )

    def citation(self, name: str, tag: Tag) -> Citation:
        return Citation(
            id=f"{self.document.path}:{name}",
            document=self.document.id,
            span=tag.span,
            actor=self.id(tag.given.get("actor")),
            date=tag.given.get("date"),
        )


def _list(words: str | None) -> tuple[str, ...]:
    return tuple(words.split(",")) if words else ()
