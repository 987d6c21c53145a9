"""Numbers, dates and names in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.exports.brief_wording import count, day, listed, plain, shorten, visible


@pytest.mark.parametrize(
    ("value", "mod", "written"),
    [
        ("2026", None, "2026"),
        ("2026-03", None, "March 2026"),
        ("2026-03", "END", "late March 2026"),
        ("2026-03-10", None, "10 March 2026"),
        ("2026-03-10", "APPROX", "about 10 March 2026"),
        ("2026-03-10T08:40+00:00", None, "10 March 2026, 08:40 UTC"),
        ("2026-03-10T08:40Z", None, "10 March 2026, 08:40 UTC"),
        ("2026-03-10T08:40:00+01:00", None, "10 March 2026, 08:40 UTC+01:00"),
        ("2026-03-10T08:40", None, "10 March 2026, 08:40"),
        ("2026-W11", None, "the week of 9 March 2026"),
        ("2026-W60", None, "2026-W60"),
        ("2026-13", None, "2026-13"),
        ("PAST_REF", None, "PAST_REF"),
        (None, "END", None),
    ],
)
def test_a_date_keeps_its_precision(value: str | None, mod: str | None, written: str) -> None:
    assert day(value, mod) == written


def test_counts() -> None:
    assert [count(n, "report") for n in (0, 1, 2, 12, 13, 20100)] == [
        "no reports",
        "one report",
        "two reports",
        "twelve reports",
        "13 reports",
        "20,100 reports",
    ]


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcd"), most=2) == "a, b and two others"


@given(st.text(), st.integers(2, 60))
def test_a_shortened_line_fits_and_begins_as_it_did(words: str, most: int) -> None:
    line = shorten(words, most)
    assert len(line) <= most
    assert " ".join(words.split()).startswith(line.removesuffix("…"))


@given(st.text(st.characters()))
def test_nothing_that_commands_a_terminal_passes(words: str) -> None:
    line = plain(words)
    assert all(ord(c) >= 32 and not 0x7F <= ord(c) <= 0x9F for c in line)
    assert visible(visible(words)) == visible(words)
    assert line.encode("utf-8").decode("utf-8") == line
