import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.knowledge.parties import Parties, find_parties, party_of, state_of_region

CASES = Path(__file__).parent.parent / "cases" / "knowledge_parties.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_party_of(row: dict[str, str | None]) -> None:
    assert party_of(str(row["text"])) == row["expected"], row["why"]


def test_find_parties_gives_spans_in_order() -> None:
    text = "Ghana’s envoy told the UN that Hezbollah and the New Mexico office agreed."
    assert [(text[a:b], party) for a, b, party in find_parties(text)] == [
        ("Ghana", "Ghana"),
        ("UN", "United Nations"),
        ("Hezbollah", "Hezbollah"),
    ]


def test_a_case_adds_its_own_parties() -> None:
    parties = Parties({"Free Marsh": ["Marshers", "Moscow Bridge"]})
    assert parties.of("two Marshers") == "Free Marsh"
    assert parties.of("the Moscow Bridge council") == "Free Marsh"
    assert parties.of("Moscow") == "Russia"
    assert party_of("two Marshers") is None


def test_a_surname_stays_a_surname() -> None:
    assert find_parties("Michael Jordan spoke. Jordan then left.") == ()
    assert len(find_parties("The king spoke. Jordan then left.")) == 1


def test_regions_are_apart_from_parties() -> None:
    assert state_of_region("Texas") == "United States"
    assert state_of_region("Wales") == "United Kingdom"
    assert state_of_region("Ruritania") is None
    assert find_parties("police in Texas and Wales") == ()


@given(
    st.lists(
        st.sampled_from(["Iran", "Chad ", " the ", "’s ", "U.S.", "-", "Jordan", "x", "\n", "É"])
    )
)
def test_spans_hold_and_never_overlap(parts: list[str]) -> None:
    text = "".join(parts)
    end_before = 0
    for start, end, party in find_parties(text):
        assert end_before <= start < end <= len(text)
        assert party
        assert text[start:end] in {"Iran", "Chad", "U.S.", "Jordan"}
        end_before = end


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in find_parties(text))
    assert party_of(text) is None or isinstance(party_of(text), str)


@pytest.mark.parametrize("piece", ["Iran ", "Iran and ", "a in ", "Jordan-", "New "])
def test_long_runs_take_little_time(piece: str) -> None:
    started = time.process_time()
    party_of(piece * 20_000)
    find_parties(piece * 20_000)
    assert time.process_time() - started < 5
