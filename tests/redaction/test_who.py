"""Who is private: one case a line in tests/cases/private.jsonl, with what must not be withheld too."""

from __future__ import annotations

import pytest

from earwitness.pipeline import read_bytes, reader, trace
from earwitness.redaction import Decision, private_persons, redact
from language import cases

RULES = reader("rules", 1)


def _case(text: str):
    reading = read_bytes(text.encode(), path="one.txt", by=RULES)
    return trace([reading])


@pytest.mark.parametrize("one", cases("private.jsonl"), ids=lambda one: one["id"])
def test_who_is_withheld(one: dict) -> None:
    case = _case(one["text"])
    found = {name for person in private_persons(case) for name in person.names}
    text = redact(case, private_persons(case), b"k").documents[0].text
    for name in one["withheld"]:
        assert name not in text, one["why"]
    for name in one["named"]:
        assert name in text, (one["why"], found)


TEXT = cases("private.jsonl")[0]["text"]


def test_the_owner_reveals_and_hides_and_the_last_word_holds() -> None:
    case = _case(TEXT)
    first = private_persons(case)[0]
    name = first.names[0]
    reveal, hide = (
        Decision("reveal", name, "Agreed."),
        Decision("hide", name, "Changed their mind."),
    )
    shown = redact(case, private_persons(case, [reveal]), b"k")
    assert name in shown.documents[0].text
    assert name not in redact(case, private_persons(case, [reveal, hide]), b"k").documents[0].text
    assert next(p for p in private_persons(case, [reveal]) if name in p.names).revealed == "Agreed."


def test_the_owner_hides_somebody_whom_the_rules_let_pass() -> None:
    case = _case("The bridge\n\n“It fell,” said Ada Brenk, a spokeswoman. Brenk wept.\n")
    hidden = private_persons(case, [Decision("hide", "Ada Brenk", "Asked.")])
    text = redact(case, hidden, b"k").documents[0].text
    assert "Brenk" not in text
    assert "Ada" not in text
