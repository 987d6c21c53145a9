"""How the model's statements and the rules' become one: small hand-made pairs of both."""

from __future__ import annotations

from earwitness.model import Span
from earwitness.reading.combine import combine
from earwitness.reading.tagger import RawAttribution

TEXT = (
    "“The road is shut,” Mara Osei said, according to a translation by the Herald. "
    "Ferry hits pier, harbour master says. Swing states matter in May, he knew."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def raw(content: str, cue: str, source: str | None, origin: str, **more: object) -> RawAttribution:
    return RawAttribution(
        (at(content),), (at(cue),), at(source) if source else None, origin=origin, **more
    )  # type: ignore[arg-type]


def rule(content: str, cue: str, source: str | None, **more: object) -> RawAttribution:
    return raw(content, cue, source, "rules/attribution@1#cue", **more)


def model(content: str, cue: str, source: str | None, sure: float = 0.9) -> RawAttribution:
    return raw(content, cue, source, "model", confidence=sure)


def test_both_see_it_the_words_are_the_models_and_both_are_named() -> None:
    found = combine(
        [rule("The road is shut", "said", "Mara Osei")],
        [model("“The road is shut,”", "said", "Mara Osei", 0.87)],
        TEXT,
    )
    assert [f.content for f in found] == [(at("“The road is shut,”"),)]
    assert found[0].origin == "model+rules/attribution@1#cue"
    assert found[0].confidence == 0.87


def test_who_is_only_on_the_way_is_not_the_source() -> None:
    ours = rule(
        "“The road is shut,”",
        "said",
        "Mara Osei",
        via=at("according to a translation by the Herald"),
    )
    theirs = model(
        "“The road is shut,” Mara Osei said", "according to", "a translation by the Herald"
    )
    found = combine([ours], [theirs], TEXT)
    assert [f.source for f in found] == [at("Mara Osei")]


def test_a_doubtful_one_of_the_model_alone_is_left_out() -> None:
    sure, doubtful = (model("matter in May", "knew", "he", sure) for sure in (0.5, 0.2))
    assert len(combine([], [sure], TEXT)) == 1
    assert combine([], [doubtful], TEXT) == ()


def test_a_rule_that_may_have_taken_a_noun_for_a_verb_is_not_heard_alone() -> None:
    assert combine([rule("matter in May, he", "states", "Swing")], [], TEXT) == ()


def test_a_plain_verb_of_saying_is_heard_alone() -> None:
    found = combine([rule("Ferry hits pier", "says", "harbour master")], [], TEXT)
    assert [f.source for f in found] == [at("harbour master")]


def test_a_rule_inside_words_that_the_model_gives_to_another_is_not_heard() -> None:
    ours = rule("Ferry hits pier", "says", "harbour master")
    theirs = model("Ferry hits pier, harbour master says. Swing states", "knew", "he")
    assert [f.origin for f in combine([ours], [theirs], TEXT)] == ["model"]


def test_the_clause_behind_a_comma_is_no_part_of_the_name() -> None:
    text = "Mara Osei, who runs the harbour, said it was shut."
    spans = (Span(text.index("it was"), len(text) - 1), Span(33, 37), Span(0, 32))
    found = combine([], [RawAttribution((spans[0],), (spans[1],), spans[2], confidence=0.9)], text)
    assert found[0].source is not None
    assert found[0].source.of(text) == "Mara Osei"


def test_parents_are_places_in_the_result() -> None:
    outer = rule("Ferry hits pier, harbour master says. Swing states matter in May", "knew", "he")
    inner = rule("Ferry hits pier", "says", "harbour master", parent=0)
    theirs = model("Ferry hits pier, harbour master says. Swing states matter in May", "knew", "he")
    found = combine([outer, inner], [theirs], TEXT)
    assert [f.parent for f in found] == [None, 0]


TOLD = (
    "The mayor told the channel at the time that the bridge was safe. “Is it?” asked Ann Ivers.\n"
    "“Ask the engineers.”\n“Nobody did,” came the reply.\n"
    "The coastguard spoke later. “I am sorry,” he is heard saying."
)


def told(words: str) -> Span:
    start = TOLD.index(words)
    return Span(start, start + len(words))


def said(
    content: list[str], cue: str | None, source: str | None, origin: str, **more: object
) -> RawAttribution:
    return RawAttribution(
        tuple(told(c) for c in content), (told(cue),) if cue else (),
        told(source) if source else None, origin=origin, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def test_whom_somebody_told_is_none_of_the_words() -> None:
    ours = said(
        ["the bridge was safe"], "told", "The mayor", "rules#cue",
        addressee=told("the channel at the time"),
    )  # fmt: skip
    theirs = said(
        ["the channel at the time that the bridge was safe"], "told", "The mayor", "model",
        confidence=0.9,
    )  # fmt: skip
    assert [f.content for f in combine([ours], [theirs], TOLD)] == [
        (told("that the bridge was safe"),)
    ]


def test_an_answer_is_not_the_words_of_the_one_who_asked() -> None:
    asks = said(["“Is it?”"], "asked", "Ann Ivers", "rules#quote-before")
    turn = said(["“Ask the engineers.”"], None, None, "rules#turn")
    theirs = said(
        ["“Is it?”", "“Ask the engineers.”"], "asked", "Ann Ivers", "model", confidence=0.9
    )
    found = combine([asks, turn], [theirs], TOLD)
    assert [(f.content, f.source) for f in found] == [
        ((told("“Is it?”"),), told("Ann Ivers")),
        ((told("“Ask the engineers.”"),), None),
    ]


def test_without_a_question_a_bare_quotation_goes_on() -> None:
    turn = said(["“Nobody did,”"], None, None, "rules#turn")
    theirs = said(
        ["“Ask the engineers.”", "“Nobody did,”"], "asked", "Ann Ivers", "model", confidence=0.9
    )
    assert [len(f.content) for f in combine([turn], [theirs], TOLD)] == [2]


def test_the_reply_is_nobody() -> None:
    theirs = said(["“Nobody did,”"], "came", "the reply", "model", confidence=0.9)
    (found,) = combine([], [theirs], TOLD)
    assert (found.source, found.hearsay) == (None, False)


def test_the_speaker_beside_the_cue_and_not_one_of_another_sentence() -> None:
    ours = said(["“I am sorry,”"], "heard saying", "he is", "rules#quote-before")
    theirs = said(["“I am sorry,”"], "heard saying", "The coastguard", "model", confidence=0.5)
    assert [f.source for f in combine([ours], [theirs], TOLD)] == [told("he is")]
