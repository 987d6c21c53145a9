import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import (
    Actor,
    Anchor,
    Recording,
    Span,
    Statement,
    Voice,
)
from earwitness.reading.notes import read_responses, read_verifications
from language import cases, page

CASES = cases("notes.jsonl")


def places(text: str, words: str) -> tuple[Anchor, ...]:
    found, start = [], text.lower().find(words.lower())
    while start >= 0:
        found.append(Anchor("d1", Span(start, start + len(words))))
        start = text.lower().find(words.lower(), start + 1)
    return tuple(found)


def cast(case: dict) -> tuple[Actor, ...]:
    return tuple(
        Actor(a["id"], a["name"], "organisation", (), None, places(case["text"], a["name"]))
        for a in case["actors"]
    )


def said(case: dict) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            id=s["id"],
            document="d1",
            form="indirect",
            type="assertion",
            content=(places(case["text"], s["content"])[0].span,),
            cue=(),
            source=Voice(None, s["actor"]),
        )
        for s in case["statements"]
    )


def recorded(case: dict) -> tuple[Recording, ...]:
    return tuple(
        Recording(r["id"], r["kind"], (), None, None, (), places(case["text"], r["words"])[:1])
        for r in case["recordings"]
    )


def read(case: dict) -> tuple[list[dict], list[dict]]:
    document = page(case["text"], case["outlet"])
    actors, statements = cast(case), said(case)
    checks = read_verifications(
        document, actors=actors, recordings=recorded(case), statements=statements
    )
    answers = read_responses(document, actors=actors, statements=statements)
    return (
        [{k: getattr(v, k) for k in ("verifier", "of", "status", "about")} for v in checks],
        [{k: getattr(r, k) for k in ("actor", "kind", "of")} for r in answers],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_language_case(case: dict, request: pytest.FixtureRequest) -> None:
    """A case marked "open" is one that the program does not read yet."""
    if case.get("open"):
        request.applymarker(pytest.mark.xfail(strict=True, reason="not read yet"))
    checks, answers = read(case)
    assert checks == case["verifications"], case["why"]
    assert answers == case["responses"], case["why"]


WORDS = st.sampled_from(
    "The Courier has not been able to verify verified the call recording claims police confirmed "
    "denied declined to comment asked “ ” , . could be independently disputed footage by".split()
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_spans_are_whole_sentences_of_the_text(text: str) -> None:
    document = page(text, "The Courier")
    checks = read_verifications(document, actors=(), recordings=(), statements=())
    answers = read_responses(document, actors=(), statements=())
    for note in (*checks, *answers):
        assert 0 <= note.span.start < note.span.end <= len(text)
        assert note.span.of(text).strip()


@pytest.mark.parametrize(
    "unit", ["could not verify ", "“confirmed ", "has not been ", "asked for "]
)
def test_long_repetitions_stay_fast(unit: str) -> None:
    document = page(unit * 5_000)
    started = time.process_time()
    read_verifications(document, actors=(), recordings=(), statements=())
    read_responses(document, actors=(), statements=())
    assert time.process_time() - started < 10


def test_a_silent_page_has_no_verification() -> None:
    document = page("The agency released the call. The mother wept. Nobody said where it was made.")
    assert read_verifications(document, actors=(), recordings=(), statements=()) == ()
    assert read_responses(document, actors=(), statements=()) == ()
