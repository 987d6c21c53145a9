"""A made case of hundreds of reports, built straight as tracing would leave it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from earwitness.casefile import CaseFolder
from earwitness.model import (
    Actor,
    Anchor,
    Block,
    Case,
    Document,
    Figure,
    Finding,
    Hedge,
    Lead,
    Link,
    Recording,
    Series,
    Span,
    Stamp,
    Statement,
    Trace,
    Voice,
    make_id,
)

PLACES = "Arlen Ketter Polvane Sarn Vedrin Mossick Tarrow Ellby Dunmere Quay".split()
VERBS = "crossed held left shelled mined rebuilt cleared flooded closed reached".split()
THINGS = "bridge depot school harbour station mill hospital causeway market ridge".split()
NAMES = "Joren Mirel Pavo Ilse Dov Ada Emil Orla Pieter Sanna Tomas Vera".split()
SURNAMES = "Brenk Hallan Vauk Finch Sarkany Oster Lind Marek Holt Danner".split()


def large_case(reports: int = 300, each: int = 34) -> Case:
    """Reports of some thirty outlets; most words come through a few roots."""
    people = [_person(n) for n in range(120)]
    bodies = [
        _actor(f"{side} {office}", "organisation", side)
        for side in ("Velmora", "Sordania")
        for office in ("signals bureau", "ministry of defence", "border guard")
    ]
    outlets = [
        _actor(f"The {PLACES[n % 10]} {('Post', 'Ledger', 'Wire')[n // 10]}", "outlet", None)
        for n in range(30)
    ]
    tapes = [_tape(n, people, bodies) for n in range(24)]
    made = [_report(n, each, people, bodies, outlets, tapes) for n in range(reports)]
    figures = [f for one in made for f in one[3]]
    findings = tuple(
        Finding(
            "same quotation",
            tuple(s.id for s in one[1][:2]),
            f"Report {n} repeats words of another.",
            (Anchor(one[0].id, one[1][0].content[0]),),
            1.0,
        )
        for n, one in enumerate(made)
    )
    return Case(
        documents=tuple(one[0] for one in made),
        actors=(*people, *bodies, *outlets),
        statements=tuple(s for one in made for s in one[1]),
        traces=tuple(t for one in made for t in one[2]),
        recordings=tuple(tapes),
        figures=tuple(figures),
        findings=findings,
        leads=tuple(
            Lead(
                "recording", (t.id,), f"Recording {n}, which {24 - n} reports quote.", (), 24.0 - n
            )
            for n, t in enumerate(tapes)
        ),
        series=(
            Series(
                "ser_1",
                ("killed",),
                "soldiers",
                "Sordania",
                None,
                tuple(f.id for f in figures[:40]),
            ),
        ),
    )


def write_case(folder: Path, case: Case) -> Path:
    """The case on disk, as if it had been read and traced."""
    made = CaseFolder.create(folder, version="made")
    with made.lock():
        made.save(case, by="made")
    made.close()
    return folder


def _actor(name: str, kind: str, party: str | None) -> Actor:
    return Actor(make_id("actor", name), name, kind, (), party, ())  # type: ignore[arg-type]


def _person(n: int) -> Actor:
    return _actor(f"{NAMES[n % 12]} {SURNAMES[n // 12]}", "person", None)


def _tape(n: int, people: list[Actor], bodies: list[Actor]) -> Recording:
    return Recording(
        f"rec_{n}",
        "intercepted phone call",
        (people[n].id, people[n + 30].id),
        bodies[n % 6].id,
        f"2026-03-{n % 28 + 1:02d}",
        (),
        (),
    )


def _report(n, each, people, bodies, outlets, tapes):  # type: ignore[no-untyped-def]
    outlet, tape = outlets[n % 30], tapes[n % 24]
    lines, spans, names = [f"Report {n} from {PLACES[n % 10]}"], [], []
    at = len(lines[0]) + 1
    for k in range(each):
        who = people[(n * 7 + k * 13) % 120]
        words = (
            f"They {VERBS[(n + k) % 10]} the {THINGS[(n * 3 + k) % 10]} at {PLACES[k % 10]}"
            f" before hour {n * each + k} 😀"
        )
        line = f"“{words},” {who.name} allegedly said."
        spans.append(Span(at + 1, at + 1 + len(words)))
        names.append((who, Span(at + len(words) + 4, at + len(words) + 4 + len(who.name))))
        lines.append(line)
        at += len(line) + 1
    count = f"At least {n + 3} soldiers were killed."
    figure = Span(at, at + len(count) - 1)
    text = "\n".join([*lines, count, "Sign up to our newsletter."])
    return _parts(n, text, spans, names, figure, (outlet, tape, bodies[n % 6]))


def _parts(n, text, spans, names, figure, through):  # type: ignore[no-untyped-def]
    outlet, tape, body = through
    sha = hashlib.sha256(text.encode()).hexdigest()
    ident = make_id("d", sha)
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    ends = [*(s - 1 for s in starts[1:]), len(text)]
    kinds = ["headline", *["body"] * (len(starts) - 2), "furniture"]
    blocks = tuple(
        Block(Span(s, e), kind, "newsletter" if kind == "furniture" else None)  # type: ignore[arg-type]
        for s, e, kind in zip(starts, ends, kinds, strict=True)
    )
    document = Document(
        ident,
        sha,
        f"{n:03d}.txt",
        None,
        outlet.name,
        text.split("\n")[0],
        Span(0, ends[0]),
        (),
        "en",
        Stamp(f"2026-03-{n % 28 + 1:02d}", None),
        text,
        blocks,
    )
    statements, traces = [], []
    for k, (span, (who, named)) in enumerate(zip(spans, names, strict=True)):
        one = make_id("s", ident, k)
        recorded = k % 3 != 0
        hedge = Span(named.end + 1, named.end + 10)
        statements.append(
            Statement(
                one,
                ident,
                "direct" if k % 2 else "indirect",
                "assertion",
                (span,),
                (),
                Voice(named, who.id),
                hedges=(Hedge(hedge, "allegedly"),) if k % 5 == 0 else (),
                recording=tape.id if recorded else None,
                origin="made",
                confidence=0.9,
            )
        )
        chain = [Link("speaker", who.id, None, ident, None, Anchor(ident, named))]
        if recorded:
            chain.append(Link("releaser", tape.released_by, tape.id, None, tape.released_on, None))
        chain.append(Link("publisher", outlet.id, None, ident, None, None))
        root = tape.released_by if recorded else outlet.id
        traces.append(Trace(one, tuple(chain), (root,), (who.id,)))
    count = Figure(
        make_id("fig", ident),
        ident,
        figure,
        n + 3,
        n + 3,
        None,
        "at least",
        ("killed",),
        "soldiers",
        body.id,
        None,
        as_of=f"2026-03-{n % 28 + 1:02d}",
    )
    return document, statements, traces, [count]
