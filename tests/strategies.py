"""The model's types as hypothesis strategies."""

from __future__ import annotations

import os
from dataclasses import fields

from hypothesis import settings
from hypothesis import strategies as st

from earwitness.model import (
    Actor,
    Amount,
    Case,
    Citation,
    Comparison,
    DateExpression,
    Document,
    Figure,
    Finding,
    Lead,
    Reading,
    Recording,
    Response,
    Series,
    Span,
    Stamp,
    Statement,
    TapeCheck,
    Trace,
    TranscriptOf,
    Verification,
    Voice,
)

_TIMES = 20 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 1


def some(number: int) -> settings:
    """So many examples for a property; in `make soak` twenty times as many."""
    return settings(max_examples=number * _TIMES, deadline=None)


fewer = some(20)
"""For tests that draw whole cases: a fifth of the usual number of examples."""

# No lone surrogates: intake never gives them, and SQLite cannot hold them.
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
spans = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda p: Span(min(p), max(p)))
for _type, _made in ((str, words), (float, numbers), (Span, spans)):
    st.register_type_strategy(_type, _made)


def _few(kind: type) -> st.SearchStrategy[tuple]:
    return st.lists(st.builds(kind), max_size=2).map(tuple)


for _kind, _strategy in (
    (Stamp, st.builds(Stamp, value=words, span=st.none() | spans)),
    (Voice, st.builds(Voice, span=st.none() | spans, actor=st.none() | words)),
):
    st.register_type_strategy(_kind, _strategy)

things = {
    "documents": _few(Document),
    "actors": _few(Actor),
    "statements": _few(Statement),
    "dates": _few(DateExpression),
    "recordings": _few(Recording),
    "figures": _few(Figure),
    "verifications": _few(Verification),
    "responses": _few(Response),
    "citations": _few(Citation),
    "amounts": _few(Amount),
}
TRACED = {
    "findings": Finding, "leads": Lead, "comparisons": Comparison, "series": Series,
    "transcripts": TranscriptOf, "tape_checks": TapeCheck,
}  # fmt: skip
assert {f.name for f in fields(Case)} == {*things, *TRACED, "traces"}, "a case has more"
readings_of = st.builds(
    Reading,
    document=st.builds(Document),
    **{name: made for name, made in things.items() if name != "documents"},
)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case of any things, with a trace for each of its statements."""
    made = {name: draw(strategy) for name, strategy in things.items()}
    made["statements"] = tuple({s.id: s for s in made["statements"]}.values())
    traces = tuple(draw(st.builds(Trace, statement=st.just(s.id))) for s in made["statements"])
    more = {name: draw(_few(kind)) for name, kind in TRACED.items()}
    return Case(traces=traces, **more, **made)


def readings() -> st.SearchStrategy[Reading]:
    """Any reading."""
    return readings_of
