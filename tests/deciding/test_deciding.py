"""Decisions change what depends on them, can be undone, and leave what was found alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest
from decided_bridge import made_case
from hypothesis import given
from hypothesis import strategies as st

from earwitness.deciding import (
    DECISION_ERRORS,
    Decided,
    DecisionError,
    Drafts,
    Places,
    contested_by,
    decided,
)
from earwitness.model import Case, Decision, Span, Voice, make_id
from strategies import some

FAR = Span(0, 10**6)


class Desk:
    """Decisions kept in a list, as the case folder keeps them on disk."""

    def __init__(self, case: Case) -> None:
        self.found, self.kept = case, []
        self.number = count(1)

    @property
    def now(self) -> Decided:
        return decided(self.found, self.kept)

    @property
    def drafts(self) -> Drafts:
        return Drafts(self.now)

    def keep(self, draft: Decision, by: str = "ada") -> Decision:
        other = contested_by(Places(self.now.case), self.kept, draft)
        made = replace(draft, seq=next(self.number), by=by, contests=other.seq if other else None)
        self.kept.append(made)
        return made


@pytest.fixture
def desk(case: Case) -> Desk:
    return Desk(case)


def ids(case: Case) -> set[str]:
    return {s.id for s in case.statements}


def statement(case: Case, one: str):
    return next(s for s in case.statements if s.id == one)


def test_nothing_decided_is_the_case_as_found(case: Case) -> None:
    assert decided(case, []).case is case


def test_a_rejected_statement_is_gone_from_all_that_counts_it(desk: Desk) -> None:
    desk.keep(desk.drafts.verdict("reject", "s_outer", why="The sister is not quoted."))
    now = desk.now
    assert "s_outer" not in ids(now.case)
    assert "s_outer" not in {t.statement for t in now.case.traces}
    assert statement(now.case, "s_middle").nested_in is None
    assert "s_outer" in ids(now.found)
    assert now.state("statement", "s_outer").speaks == "rejected"


def test_a_corrected_speaker_changes_the_chain_and_whose_word_it_is(desk: Desk) -> None:
    draft = desk.drafts.correct("s_nine", speaker="a_mission", form="indirect", type="assertion")
    desk.keep(draft)
    trace = next(t for t in desk.now.case.traces if t.statement == "s_nine")
    assert trace.true_on_word_of == ("a_mission",)
    assert trace.chain[0].actor == "a_mission"
    assert statement(desk.now.found, "s_nine").source.actor == "a_smod"


def test_words_that_are_added_are_a_statement_with_the_page_as_root(desk: Desk, case: Case) -> None:
    page = case.documents[0]
    span = desk.drafts.place(page.id, "the man, Joren, tells his sister")
    desk.keep(desk.drafts.add(page.id, [span], speaker="a_joren", form="direct", type="assertion"))
    (new,) = ids(desk.now.case) - ids(case)
    made = statement(desk.now.case, new)
    assert made.content == (span,)
    assert made.origin == "decided"
    assert next(t for t in desk.now.case.traces if t.statement == new).true_on_word_of == (
        "a_joren",
    )
    assert desk.now.state("statement", new).speaks == "added"


def test_what_is_decided_on_an_added_statement_is_no_orphan(desk: Desk, case: Case) -> None:
    page = case.documents[0]
    span = desk.drafts.place(page.id, "the man, Joren, tells his sister")
    desk.keep(desk.drafts.add(page.id, [span], speaker="a_joren", form="direct", type="assertion"))
    (new,) = ids(desk.now.case) - ids(case)
    desk.keep(desk.drafts.note("statement", new, "heard again"))
    assert desk.now.orphans == ()
    seen = desk.now.state("statement", new).seen
    desk.keep(desk.drafts.verdict("reject", new, why="no speech after all", saw=seen))
    assert new not in ids(desk.now.case)
    assert desk.now.orphans == ()


def test_joined_actors_are_one_everywhere_and_apart_again_when_undone(
    desk: Desk, case: Case
) -> None:
    made = desk.keep(desk.drafts.join("a_smod", "a_vmod", why="one office"))
    now = desk.now.case
    assert "a_vmod" not in {a.id for a in now.actors}
    assert statement(now, "s_dead").source.actor == "a_smod"
    assert "a_vmod" not in {f.actor for f in now.figures}
    desk.keep(desk.drafts.undo(made.seq))
    assert desk.now.case == case


def test_an_undone_undoing_speaks_again(desk: Desk) -> None:
    made = desk.keep(desk.drafts.verdict("reject", "s_nine", why="no"))
    back = desk.keep(desk.drafts.undo(made.seq))
    assert "s_nine" in ids(desk.now.case)
    desk.keep(desk.drafts.undo(back.seq))
    assert "s_nine" not in ids(desk.now.case)


def test_who_decides_without_sight_of_another_does_not_speak_over_them(desk: Desk) -> None:
    first = desk.keep(desk.drafts.verdict("reject", "s_nine", why="a misreading"), "ada")
    late = desk.drafts.correct("s_nine", speaker="a_mission", form="indirect", type="assertion")
    second = desk.keep(late, "ben")
    state = desk.now.state("statement", "s_nine")
    assert second.contests == first.seq
    assert state.speaks == "rejected"
    assert state.conflicts == (second,)
    assert state.history == (first, second)


def test_a_conflict_is_settled_by_whoever_saw_both(desk: Desk) -> None:
    desk.keep(desk.drafts.verdict("reject", "s_nine", why="a misreading"), "ada")
    desk.keep(desk.drafts.verdict("accept", "s_nine"), "ben")
    seen = desk.now.state("statement", "s_nine").seen
    desk.keep(desk.drafts.verdict("accept", "s_nine", saw=seen), "ada")
    state = desk.now.state("statement", "s_nine")
    assert (state.speaks, state.conflicts, len(state.history)) == ("accepted", (), 3)


def test_two_who_say_the_same_do_not_contest_each_other(desk: Desk) -> None:
    desk.keep(desk.drafts.verdict("accept", "s_nine"), "ada")
    assert desk.keep(desk.drafts.verdict("accept", "s_nine"), "ben").contests is None


def test_an_accepted_statement_outlives_a_reader_that_finds_it_no_more(
    desk: Desk, case: Case
) -> None:
    desk.keep(desk.drafts.verdict("accept", "s_nine"))
    fewer = replace(case, statements=tuple(s for s in case.statements if s.id != "s_nine"))
    kept = decided(fewer, desk.kept).case
    (back,) = ids(kept) - ids(fewer)
    old = statement(case, "s_nine")
    assert statement(kept, back).content == old.content
    assert statement(kept, back).source.actor == "a_smod"


def test_a_decision_finds_its_statement_under_another_id(desk: Desk, case: Case) -> None:
    desk.keep(desk.drafts.verdict("reject", "s_nine", why="no"))
    other = tuple(replace(s, id=s.id.replace("nine", "9")) for s in case.statements)
    assert "s_9" not in ids(decided(replace(case, statements=other), desk.kept).case)


def test_a_decision_whose_words_are_gone_is_an_orphan(desk: Desk, case: Case) -> None:
    made = desk.keep(desk.drafts.verdict("accept", "s_nine"))
    gone = replace(
        case,
        documents=tuple(replace(d, sha256="e" * 64) for d in case.documents),
        statements=tuple(s for s in case.statements if s.id != "s_nine"),
    )
    assert decided(gone, desk.kept).orphans == (made,)


def test_credibility_one_needs_two_roots_of_two_parties(desk: Desk) -> None:
    with pytest.raises(DecisionError, match="two independent roots") as error:
        desk.drafts.credibility("s_hold", "1", beside=["s_hold2"])
    assert error.value.code == "one-root"
    made = desk.drafts.credibility("s_hold", "1", beside=["s_nine"])
    assert desk.keep(made).grade == "1"
    assert desk.drafts.credibility("s_hold", "2").grade == "2"


def test_reliability_and_credibility_stand_apart(desk: Desk) -> None:
    desk.keep(desk.drafts.reliability("a_bureau", "C"))
    desk.keep(desk.drafts.credibility("s_hold", "3"))
    assert desk.now.state("actor", "a_bureau").grade.grade == "C"
    assert desk.now.state("statement", "s_hold").grade.grade == "3"
    assert desk.now.state("statement", "s_hold").speaks == "found"


def test_leads_are_worked_through_and_opened_again(desk: Desk) -> None:
    lead = next(iter(i for i, x in desk.drafts.places.conclusions.items() if i.startswith("lead")))
    desk.keep(desk.drafts.work("dismiss", "lead", lead, why="nobody has it"))
    assert desk.now.state("lead", lead).status.act == "dismiss"
    seen = desk.now.state("lead", lead).seen
    desk.keep(desk.drafts.work("reopen", "lead", lead, saw=seen))
    assert desk.now.state("lead", lead).status is None


REFUSED = [
    (lambda d: d.verdict("accept", "s_none"), "no-thing"),
    (lambda d: d.verdict("reject", "s_nine"), "no-why"),
    (lambda d: d.place("d_ledger", "nowhere at all"), "no-words"),
    (lambda d: d.place("d_ledger", "the"), "no-words"),
    (
        lambda d: d.add("d_ledger", [FAR], speaker=None, form="direct", type="assertion"),
        "bad-words",
    ),
    (lambda d: d.join("a_joren", "a_joren"), "same-actor"),
    (lambda d: d.split("a_joren", ["d_ledger"]), "no-split"),
    (lambda d: d.reliability("a_joren", "1"), "bad-grade"),
    (lambda d: d.credibility("s_hold", "1"), "one-root"),
    (lambda d: d.undo(7), "no-decision"),
    (lambda d: d.note("actor", "a_joren", "x" * 4001), "too-long"),
]


@pytest.mark.parametrize(("ask", "code"), REFUSED)
def test_what_cannot_be_decided_is_refused_with_a_code(desk: Desk, ask: object, code: str) -> None:
    with pytest.raises(DecisionError) as error:
        ask(desk.drafts)  # type: ignore[operator]
    assert error.value.code == code
    assert str(error.value).endswith(".")


def test_every_code_is_tried() -> None:
    assert {code for _, code in REFUSED} == set(DECISION_ERRORS)


def test_a_split_makes_somebody_else_of_some_reports(desk: Desk, case: Case) -> None:
    ledger, coast = case.documents[0], case.documents[1]
    mentions = tuple(
        desk.drafts.places.quote(d.id, Span(d.text.index("Joren"), d.text.index("Joren") + 5))
        for d in (ledger, coast)
    )
    anchors = tuple(a for q in mentions if (a := desk.drafts.places.anchor(q)))
    actors = tuple(replace(a, mentions=anchors) if a.id == "a_joren" else a for a in case.actors)
    split = Desk(replace(case, actors=actors))
    split.keep(split.drafts.split("a_joren", [coast.id], name="The other Joren"))
    now = split.now.case
    new = make_id("actor", "a_joren", "split", coast.sha256)
    assert statement(now, "s_hold2").source.actor == new
    assert statement(now, "s_hold").source.actor == "a_joren"


# -- properties

SOME = some(16)

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "correct", "join", "note", "grade", "undo"]),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    max_size=8,
)


def drawn(drafts: Drafts, act: str, one: int, other: int) -> Decision:
    """A decision on the statement and the actors that the numbers name."""
    said = drafts.now.found.statements[one % len(drafts.now.found.statements)].id
    actors = drafts.now.case.actors
    who, whom = (actors[n % len(actors)].id for n in (one, other))
    saw = drafts.now.state("statement", said).seen * (other % 2)
    match act:
        case "accept" | "reject":
            return drafts.verdict(act, said, why="why", saw=saw)
        case "correct":
            return drafts.correct(said, speaker=who, form="mixed", type="belief", saw=saw)
        case "join":
            return drafts.join(who, whom)
        case "note":
            return drafts.note("actor", who, "note")
        case "grade":
            return drafts.reliability(who, "ABCDEF"[other % 6])
        case _:
            return drafts.undo(one % (len(drafts.now.decisions) + 1))


def played(steps: list[tuple[str, int, int]]) -> Desk:
    """Decisions drawn at random, each made with sight of all before it or of none."""
    desk = Desk(made_case())
    for act, one, other in steps:
        try:
            desk.keep(drawn(desk.drafts, act, one, other))
        except DecisionError:
            continue
    return desk


@SOME
@given(ACTS)
def test_what_was_found_is_never_changed(steps: list[tuple[str, int, int]]) -> None:
    desk = played(steps)
    assert desk.now.found == made_case()


@SOME
@given(ACTS, st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_read_is_nothing(steps, chance) -> None:
    desk = played(steps)
    mixed = list(desk.kept)
    chance.shuffle(mixed)
    assert decided(desk.found, mixed).case == desk.now.case


@SOME
@given(ACTS)
def test_undoing_all_of_it_gives_the_case_back(steps: list[tuple[str, int, int]]) -> None:
    desk = played(steps)
    for made in reversed(list(desk.kept)):
        if made.seq not in desk.now.gone:
            desk.keep(desk.drafts.undo(made.seq))
    assert desk.now.case == desk.found


@SOME
@given(ACTS)
def test_the_decided_case_points_at_nothing_that_is_not_there(steps) -> None:
    now = played(steps).now.case
    actors, said = {a.id for a in now.actors}, {s.id for s in now.statements}
    texts = {d.id: d.text for d in now.documents}
    assert {t.statement for t in now.traces} <= said
    assert {s.nested_in for s in now.statements} <= {*said, None}
    assert {s.source.actor for s in now.statements} <= {*actors, None}
    assert all(sp.end <= len(texts[s.document]) for s in now.statements for sp in s.content)


@SOME
@given(ACTS)
def test_every_decision_is_in_the_history_of_something(steps) -> None:
    desk = played(steps)
    told = [d.seq for state in desk.now.states.values() for d in state.history]
    assert sorted(told) == [d.seq for d in desk.kept]


def test_a_voice_that_nobody_has_stays_so(desk: Desk) -> None:
    desk.keep(desk.drafts.correct("s_nine", speaker=None, form="indirect", type="assertion"))
    assert statement(desk.now.case, "s_nine").source == Voice(None, None)
