import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Block, Document, Span, Stamp
from earwitness.reading.amounts import read_amounts
from earwitness.reading.dates import read_dates
from earwitness.reading.figures import read_figures
from language import cases, marked


def page(text: str) -> Document:
    blocks = (Block(Span(0, len(text)), "body"),) if text.strip() else ()
    return Document(
        "d1",
        "0" * 64,
        None,
        None,
        None,
        None,
        None,
        (),
        "en",
        Stamp("2022-05-16", None),
        text,
        blocks,
    )


def shown(text: str) -> list[dict]:
    return [
        {
            "span": amount.span.of(text),
            "kind": amount.kind,
            "value": amount.value,
            "low": amount.low,
            "high": amount.high,
            "unit": amount.unit,
        }
        for amount in read_amounts(page(text))
    ]


@pytest.mark.parametrize("case", marked(cases("amounts.jsonl")))
def test_language_case(case: dict) -> None:
    assert shown(case["text"]) == case["amounts"], case["why"]


@pytest.mark.parametrize("case", marked(cases("amounts.jsonl")))
def test_amounts_are_never_people(case: dict) -> None:
    document = page(case["text"])
    found = read_figures(document, dates=read_dates(document), statements=(), actors=())
    assert [figure.span.of(case["text"]) for figure in found] == case["figures"], case["why"]


WORDS = st.sampled_from(
    "about 12 1,468 three million $ € % percent km miles square hectares pounds of people killed "
    "aged -year-old 3-1 won beat and between to , . 1.2 half per cent".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_spans_lie_in_the_text_and_do_not_meet(text: str) -> None:
    last = 0
    for amount in read_amounts(page(text)):
        assert last <= amount.span.start < amount.span.end <= len(text)
        last = amount.span.end


@pytest.mark.parametrize("unit", ["12 ", "between 1 and ", "$1 million ", "3-1 won "])
def test_long_repetitions_are_read(unit: str) -> None:
    assert isinstance(read_amounts(page(unit * 3_000)), tuple)
