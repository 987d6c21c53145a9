import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Actor, Anchor, Block, Document, Figure, Span, Stamp, Statement, Voice
from earwitness.reading.dates import read_dates
from earwitness.reading.figures import read_figures
from language import cases, marked

CASES = cases("figures.jsonl")


def page(text: str, published: str | None = "2022-05-16", kind: str = "body") -> Document:
    return Document(
        id="d1",
        sha256="0" * 64,
        path=None,
        url=None,
        outlet=None,
        headline=None,
        headline_span=None,
        byline=(),
        language="en",
        published=Stamp(published, None) if published else None,
        text=text,
        blocks=(Block(Span(0, len(text)), kind),) if text.strip() else (),
    )


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def cast(case: dict) -> tuple[Actor, ...]:
    text = case["text"]
    return tuple(
        Actor(
            id=a["id"],
            name=a["name"],
            kind=a.get("kind", "organisation"),
            aliases=(),
            party=a.get("party"),
            mentions=(Anchor("d1", span_of(text, a["name"])),),
        )
        for a in case.get("actors", [])
    )


def said(case: dict) -> tuple[Statement, ...]:
    text, names = case["text"], {a["id"]: a["name"] for a in case.get("actors", [])}
    return tuple(
        Statement(
            id=f"s{place}",
            document="d1",
            form="indirect",
            type="assertion",
            content=(span_of(text, s["content"]),),
            cue=(span_of(text, s["cue"]),),
            source=Voice(span_of(text, names[s["actor"]]) if s["actor"] else None, s["actor"]),
        )
        for place, s in enumerate(case.get("statements", []))
    )


def read(case: dict) -> tuple[Figure, ...]:
    document = page(case["text"], case.get("published", "2022-05-16"), case.get("kind", "body"))
    return read_figures(
        document, dates=read_dates(document), statements=said(case), actors=cast(case)
    )


def shown(figure: Figure, text: str, keys: list[str], wholes: dict[str, str]) -> dict:
    values = {key: getattr(figure, key) for key in keys}
    for key in keys:
        if key == "span":
            values[key] = figure.span.of(text)
        elif key == "counted":
            values[key] = list(figure.counted)
        elif key == "part_of" and figure.part_of:
            values[key] = wholes[figure.part_of]
        elif key == "statement" and figure.statement:
            values[key] = int(figure.statement[1:])
    return values


def compared(case: dict) -> tuple[list[dict], list[dict]]:
    """What the case asks of each figure, and what came out, both in the order of the text."""
    found, wanted = list(read(case)), case["figures"]
    if all("span" in w for w in wanted):
        wanted = sorted(wanted, key=lambda w: case["text"].index(w["span"]))
    keys = [list(w) for w in wanted] + [["span"]] * len(found)
    wholes = {f.id: f.span.of(case["text"]) for f in found}
    return wanted, [shown(f, case["text"], keys[i], wholes) for i, f in enumerate(found)]


@pytest.mark.parametrize("case", marked(CASES))
def test_language_case(case: dict) -> None:
    wanted, got = compared(case)
    assert got == wanted, case["why"]


WORDS = st.sampled_from(
    "about at least between from to and 12 1,468 three dozen dozens of people soldiers were killed "
    "wounded or missing , . 17-year-old a man shot dead no one death toll rose 98 117 lost Kerian "
    "lives claimed including another both $ % 2022 in Odran million 1.2 half - captured by".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_spans_hold_the_number_and_bounds_are_in_order(text: str) -> None:
    for figure in read({"text": text}):
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.counted == tuple(sorted(set(figure.counted))) != ()
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        if figure.value is not None:
            assert (figure.low or 0) <= figure.value <= (figure.high or figure.value)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_the_same_report_gives_the_same_figures(text: str) -> None:
    assert read({"text": text}) == read({"text": text})


@pytest.mark.parametrize("unit", ["12 people ", "killed or ", "between 1 and ", "about ", "a man "])
def test_long_repetitions_stay_fast(unit: str) -> None:
    started = time.process_time()
    read({"text": unit * 5_000 + "killed"})
    assert time.process_time() - started < 10


def test_furniture_counts_nobody() -> None:
    document = page("Twelve people died.", kind="furniture")
    assert read_figures(document, dates=(), statements=(), actors=()) == ()
