"""Answers to single questions, as lines for a terminal and as values for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from earwitness.model import (
    Actor,
    Anchor,
    Case,
    CitationCheck,
    Elsewhere,
    Lead,
    Link,
    Statement,
    words_of,
)

from .brief_chains import chain_view, step_text
from .brief_index import Index, Ref, index
from .brief_roots import Bar, recording_of, root_bars, unrooted
from .brief_wording import capital, count, listed, plain, shorten

Value = dict[str, Any]


def find_statement(case: Case, asked: str) -> tuple[Statement, ...]:
    """The statements that an id, a place such as 2:5, or words of theirs mean; all that fit best.

    Whoever gives words gets the statements that hold them all, the shortest first.
    """
    ix = index(case)
    exact = [s for s in case.statements if asked == s.id or asked.strip("[]") == _place(ix, s)]
    if exact:
        return tuple(exact)
    wanted = _folded(asked)
    held = [s for s in case.statements if wanted and wanted in _folded(_words(ix, s))]
    return tuple(sorted(held, key=lambda s: len(_words(ix, s))))


def _folded(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in words.lower()).split())


def _words(ix: Index, statement: Statement) -> str:
    return words_of(statement.content, ix.documents[statement.document].text)


def _place(ix: Index, statement: Statement) -> str:
    ref = ix.ref(statement.document, statement.content)
    return f"{ref.report}:{ref.line}" if ref else ""


def _at(ref: Ref | None) -> str:
    return f" [{ref.report}:{ref.line}]" if ref else ""


def _ref_value(ref: Ref | None) -> Value | None:
    if ref is None:
        return None
    spans = [{"start": s.start, "end": s.end} for s in ref.spans]
    return {"document": ref.document, "line": ref.line, "spans": spans, "words": ref.words}


def _anchored(ix: Index, anchor: Anchor | None, *, most: int = 400) -> Ref | None:
    return ix.ref(anchor.document, (anchor.span,), most=most) if anchor else None


# -- trace ---------------------------------------------------------------------------------


def trace_lines(case: Case, statement: Statement) -> Iterator[str]:
    """How a statement came to its page, hand by hand, with the words that show it."""
    ix = index(case)
    ref = ix.ref(statement.document, statement.content, most=200)
    yield f"{ix.outlet(statement.document)}{_at(ref)}: {ref.words if ref else ''}"
    yield f"  {_who(ix, statement)}"
    for link, (words, evidence) in zip(_chain(ix, statement), _steps(ix, statement), strict=True):
        shown = f"{_at(evidence)} “{shorten(evidence.words, 60)}”" if evidence else ""
        yield f"  {_MARK[link.actor is not None]} {words}{shown}"
    yield from _judged(ix, statement)


_MARK = {True: "→", False: "?"}


def _who(ix: Index, statement: Statement) -> str:
    hedges = [h.span.of(ix.documents[statement.document].text) for h in statement.hedges]
    held = f", held at a distance by “{listed(hedges)}”" if hedges else ""
    return f"{statement.form} speech{held}; read by {statement.origin or 'a rule'}"


def _chain(ix: Index, statement: Statement) -> tuple[Link, ...]:
    trace = ix.traces.get(statement.id)
    return trace.chain if trace else ()


def _steps(ix: Index, statement: Statement) -> list[tuple[str, Ref | None]]:
    view = chain_view(ix, _chain(ix, statement))
    said = [step_text(step) for step in view.steps]
    first = [f"said by {said[0]}" if view.steps[0].known else said[0], *said[1:]] if said else []
    return list(zip(first, (step.ref for step in view.steps), strict=True))


def _judged(ix: Index, statement: Statement) -> Iterator[str]:
    trace = ix.traces.get(statement.id)
    roots = [ix.name(r) for r in trace.roots] if trace else []
    word = [ix.name(a) for a in trace.true_on_word_of] if trace else []
    told = f"only {listed(roots)} vouches for that" if roots else "no report says who vouches"
    yield f"  Was it said? {capital(told)}."
    so = f"On the word of {listed(word)}" if word else "Nobody named says that it is so"
    yield f"  Is it so? {so}."
    for check in _checks(ix, statement):
        ref = ix.ref(check.document, (check.span,), most=120)
        who = ix.name(check.verifier, "somebody not named")
        yield f"  {capital(check.status)} ({check.about}) by {who}{_at(ref)}."
    open_links = [x for x in _chain(ix, statement) if x.actor is None]
    if open_links:
        roles = listed(list(dict.fromkeys(link.role for link in open_links)))
        yield f"  Left open by the reports: {roles}."


def _checks(ix: Index, statement: Statement) -> list[Any]:
    about = {statement.id, recording_of(ix, statement)}
    return [v for v in ix.case.verifications if v.of in about]


def trace_value(case: Case, statement: Statement) -> Value:
    """The same for programs."""
    ix = index(case)
    trace = ix.traces.get(statement.id)
    return {
        "statement": statement.id,
        "document": statement.document,
        "outlet": ix.outlet(statement.document),
        "words": _words(ix, statement),
        "form": statement.form,
        "source": _actor_value(ix.actors.get(statement.source.actor or "")),
        "chain": [_link_value(ix, link) for link in _chain(ix, statement)],
        "roots": [_actor_value(ix.actors.get(r)) for r in (trace.roots if trace else ())],
        "true_on_word_of": [
            _actor_value(ix.actors.get(a)) for a in (trace.true_on_word_of if trace else ())
        ],
        "verifications": [
            {"status": v.status, "about": v.about, "by": ix.name(v.verifier, "") or None,
             "where": _ref_value(ix.ref(v.document, (v.span,), most=400))}
            for v in _checks(ix, statement)
        ],
        "open": [link.role for link in _chain(ix, statement) if link.actor is None],
    }  # fmt: skip


def _actor_value(actor: Actor | None) -> Value | None:
    if actor is None:
        return None
    return {"id": actor.id, "name": actor.name, "party": actor.party,
            "reasons": list(actor.reasons)}  # fmt: skip


def _link_value(ix: Index, link: Link) -> Value:
    return {
        "role": link.role,
        "actor": _actor_value(ix.actors.get(link.actor or "")),
        "recording": link.recording,
        "document": link.document,
        "date": link.date,
        "evidence": _ref_value(_anchored(ix, link.evidence)),
    }


# -- roots ---------------------------------------------------------------------------------


def roots_lines(case: Case) -> Iterator[str]:
    """Who vouches that the words were said, by party, and the ways on which that rests."""
    ix = index(case)
    bars = root_bars(ix)
    yield _sum(ix, bars)
    for bar in bars:
        own = [m.name for m in bar.members if m.name != bar.name]
        members = f" ({listed(own)})" if own else ""
        yield f"  {bar.name}{members}: {_carried(bar)}"
        for way, _ in _ways(ix, bar.name):
            yield f"    {way}"
    left = unrooted(ix)
    if left:
        yield f"  For {count(len(left), 'statement')} no report says who vouches."


def _sum(ix: Index, bars: Sequence[Bar]) -> str:
    outlets = {ix.outlet(d.id) for d in ix.case.documents}
    reports, roots = count(len(ix.case.documents), "report"), count(len(bars), "root")
    return capital(f"{reports}, {count(len(outlets), 'outlet')}, {roots}.")


def _carried(bar: Bar) -> str:
    made = [count(bar.statements, "statement"), count(bar.reports, "report"),
            count(len(bar.outlets), "outlet")]  # fmt: skip
    if bar.recordings:
        made.insert(1, count(bar.recordings, "recording"))
    alone = f"; for {bar.alone} of them nobody else" if bar.alone < bar.statements else ""
    return f"{', '.join(made)}{alone}"


def _ways(ix: Index, party: str, most: int = 12) -> list[tuple[str, str]]:
    """The different ways from the root to each outlet, each once, with a statement that took it."""
    found: dict[str, str] = {}
    for statement in ix.case.statements:
        trace = ix.traces.get(statement.id)
        if trace is None or party not in {ix.party(r) for r in trace.roots}:
            continue
        hands = [x for x in trace.chain if x.role not in ("speaker", "relay")]
        roots = [ix.name(r) for r in trace.roots]
        names = [ix.name(x.actor, "?") for x in hands]
        names = names if set(roots) & set(names) else [*roots, *names]
        way = " → ".join(dict.fromkeys(names)) or ix.outlet(statement.document)
        ref = ix.ref(statement.document, statement.content)
        found.setdefault(way, f"{way}{_at(ref)}")
    shown = [(told, way) for way, told in found.items()]
    if len(shown) > most:
        shown = [*shown[:most], (f"and {len(shown) - most} more ways", "")]
    return shown


def roots_value(case: Case) -> Value:
    """The same for programs."""
    ix = index(case)
    bars = root_bars(ix)
    return {
        "reports": len(case.documents),
        "outlets": len({ix.outlet(d.id) for d in case.documents}),
        "roots": [
            {
                "name": bar.name,
                "members": [m.name for m in bar.members] or [bar.name],
                "statements": bar.statements,
                "alone": bar.alone,
                "recordings": bar.recordings,
                "reports": bar.reports,
                "outlets": list(bar.outlets),
                "ways": [way for _, way in _ways(ix, bar.name, most=1000)],
            }
            for bar in bars
        ],
        "open": [s.id for s in unrooted(ix)],
    }


# -- leads ---------------------------------------------------------------------------------


def leads_lines(case: Case) -> Iterator[str]:
    """What to go and get, the weightiest first, with the places that cite it."""
    ix = index(case)
    for number, lead in enumerate(case.leads, 1):
        places = " ".join(_at(ref).strip() for ref in _lead_refs(ix, lead))
        yield f"{number:3}. {lead.says}{' ' + places if places else ''}"
    if not case.leads:
        yield "The reports leave nothing to be fetched that the program can name."


def _lead_refs(ix: Index, lead: Lead) -> tuple[Ref, ...]:
    return ix.evidence(lead.evidence, lead.refs)


def leads_value(case: Case) -> list[Value]:
    """The same for programs."""
    ix = index(case)
    return [
        {"kind": lead.kind, "says": lead.says, "weight": lead.weight, "refs": list(lead.refs),
         "where": [_ref_value(ref) for ref in _lead_refs(ix, lead)]}
        for lead in case.leads
    ]  # fmt: skip


# -- same ----------------------------------------------------------------------------------


def same_lines(case: Case, found: Iterable[Elsewhere]) -> Iterator[str]:
    """Where the same words stand, what differs, and whether that matters."""
    ix = index(case)
    said = {s.id: s for s in case.statements}
    told = False
    for one in found:
        told = True
        statement = said[one.statement]
        ref = ix.ref(statement.document, statement.content, most=200)
        who = ix.name(statement.source.actor)
        yield f"{ix.outlet(statement.document)}{_at(ref)}, {who}: {ref.words if ref else ''}"
        yield f"  {capital(one.sameness)}{_differences(one)}."
        if held := _hedge_words(ix, one):
            yield f"  This report holds it at a distance by {listed([f'“{w}”' for w in held])}."
    if not told:
        yield "The case has no quotation with these words."


def _hedge_words(ix: Index, one: Elsewhere) -> list[str]:
    return [plain(a.span.of(ix.documents[a.document].text)) for a in one.hedges]


def _differences(one: Elsewhere) -> str:
    if one.sameness == "perhaps re-translated" or not one.differences:
        return ""
    parts = [f"“{d.asked or '–'}” against “{d.found or '–'}” ({_KINDS[d.kind]})"
             for d in one.differences]  # fmt: skip
    matters = "this matters" if one.matters else "this may matter little"
    return f": {'; '.join(parts)}; {matters}"


_KINDS = {
    "not": "a negation",
    "number": "a number",
    "hedge": "a hedge",
    "condition": "a condition",
    "words": "other words",
    "left out": "left out",
}


def same_value(case: Case, found: Iterable[Elsewhere]) -> list[Value]:
    """The same for programs."""
    ix = index(case)
    said = {s.id: s for s in case.statements}
    return [
        {
            "statement": one.statement,
            "outlet": ix.outlet(said[one.statement].document),
            "source": ix.name(said[one.statement].source.actor, "") or None,
            "sameness": one.sameness,
            "matters": one.matters,
            "differences": [{"kind": d.kind, "asked": d.asked, "found": d.found}
                            for d in one.differences],
            "hedges": _hedge_words(ix, one),
            "where": _ref_value(ix.ref(said[one.statement].document,
                                       said[one.statement].content, most=4000)),
        }
        for one in found
    ]  # fmt: skip


# -- verify --------------------------------------------------------------------------------


def verify_lines(case: Case, found: Sequence[CitationCheck]) -> Iterator[str]:
    """Does each cited report say it: yes, no with both passages, or cannot tell."""
    ix = index(case)
    for one in found:
        citing = _anchored(ix, one.citing, most=200)
        where = f"{ix.outlet(one.citing.document)}{_at(citing)}"
        yield f"{capital(one.answer)}: {where} cites {ix.name(one.actor)}: {one.why}."
        if citing:
            yield f"  cited for: {citing.words}"
        passage = _anchored(ix, one.passage, most=200)
        if passage:
            yield f"  the page{_at(passage)}: {passage.words}"
    if not found:
        yield "No report of the case cites another outlet."


def verify_value(case: Case, found: Iterable[CitationCheck]) -> list[Value]:
    """The same for programs."""
    ix = index(case)
    return [
        {
            "citation": one.citation,
            "statement": one.statement,
            "actor": _actor_value(ix.actors.get(one.actor or "")),
            "cited": one.cited,
            "answer": one.answer,
            "why": one.why,
            "citing": _ref_value(_anchored(ix, one.citing, most=4000)),
            "passage": _ref_value(_anchored(ix, one.passage, most=4000)),
        }
        for one in found
    ]


def for_terminal(lines: Iterable[str]) -> Iterator[str]:
    """Lines that are safe to print: no control that a report smuggled in; indents kept."""
    for line in lines:
        bare = line.lstrip(" ")
        yield " " * (len(line) - len(bare)) + plain(bare)
