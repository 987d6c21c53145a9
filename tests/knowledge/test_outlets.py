import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.knowledge.outlets import (
    find_outlets,
    looks_like_outlet,
    outlet_for_host,
    outlet_named,
)

CASES = Path(__file__).parent.parent / "cases" / "knowledge_outlets.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_find_outlets(row: dict[str, Any]) -> None:
    text = row["text"]
    found = [[text[start:end], name] for start, end, name in find_outlets(text)]
    assert found == row["expected"], row["why"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Guardian", "The Guardian"),
        ("The\u00a0Guardian’s", "The Guardian"),
        ("Guardian", "The Guardian"),
        ("guardian", None),
        ("AFP news agency", "Agence France-Presse"),
        ("the newspaper Yomiuri", None),
        ("Hill", None),
        ("The Hill", "The Hill"),
        ("Time", None),
        ("People", None),
        ("a neighbour", None),
        ("", None),
    ],
)
def test_outlet_named(words: str, name: str | None) -> None:
    assert outlet_named(words) == name


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("www.bbc.co.uk", "BBC News"),
        ("BBC.com:443", "BBC News"),
        ("notbbc.com", None),
        ("co.uk", None),
        ("abcnews.go.com", "ABC News"),
        ("", None),
    ],
)
def test_outlet_for_host(host: str, name: str | None) -> None:
    assert outlet_for_host(host) == name


@pytest.mark.parametrize(
    "name",
    ["Denton Herald", "the Marlow Gazette", "Radio Vostok", "Kestrel News Agency", "TV Nord",
     "The Daily Lantern", "Lakeside Insider", "Harrow & Vale Courier", "Caspian Wire’s"],
)  # fmt: skip
def test_names_shaped_like_outlets(name: str) -> None:
    assert looks_like_outlet(name)


@pytest.mark.parametrize(
    "name",
    ["Postal Service", "News", "Breaking News", "Annual Report", "Sunday", "The Standard",
     "Command Post", "Press Service", "Ministry of Defence", "a herald", "", "New York"],
)  # fmt: skip
def test_names_of_other_shape(name: str) -> None:
    assert not looks_like_outlet(name)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end, _ in find_outlets(text))
    assert outlet_named(text) is None or text.strip()
    assert looks_like_outlet(text) in (True, False)


@pytest.mark.parametrize("piece", ["A ", "The ", "the Times ", "News ", "A.", "'s newspaper "])
def test_long_runs_take_little_time(piece: str) -> None:
    started = time.process_time()
    text = piece * 20_000
    find_outlets(text)
    outlet_named(text)
    looks_like_outlet(text)
    assert time.process_time() - started < 5
