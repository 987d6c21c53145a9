"""The owner's word on names: parties, joins and refusals, each with its reason."""

from __future__ import annotations

import pytest
from build import report

from earwitness.knowledge.given import GivenNames, given_names
from earwitness.tracing import trace_case, without_effect

ONE = report(
    "<s s1 by=palace>“No ship was lost,”</s> the <a palace kind=organisation>Blue Palace</a> said.",
    outlet="The Ledger",
    path="one.txt",
)
TWO = report(
    "<s s1 by=bureau>“No ship was lost,”</s> the <a bureau kind=organisation>Press Bureau</a> said."
    " <s s2 by=tariq>“We saw two,”</s> said <a tariq>Abu Tariq</a>.",
    outlet="The Mercury",
    path="two.txt",
)
THREE = report(
    "<s s1 by=tariq>“We saw two,”</s> said <a tariq>Abu Tariq</a>.",
    outlet="The Echo",
    path="three.txt",
)


def actors(given: GivenNames) -> dict[str, list[tuple[str | None, tuple[str, ...]]]]:
    found: dict[str, list[tuple[str | None, tuple[str, ...]]]] = {}
    for actor in trace_case([ONE, TWO, THREE], given).actors:
        found.setdefault(actor.name, []).append((actor.party, actor.reasons))
    return found


def test_a_metonym_belongs_to_the_side_that_the_owner_names() -> None:
    plain = actors(GivenNames())
    assert plain["Blue Palace"][0][0] is None
    told = actors(given_names('[parties]\nVelmora = ["Blue Palace", "Press Bureau"]'))
    party, reasons = told["Blue Palace"][0]
    assert party == "Velmora"
    assert any("names.toml" in reason for reason in reasons)
    assert told["Press Bureau"][0][0] == "Velmora"


def test_a_part_of_a_word_is_no_name() -> None:
    assert given_names('[parties]\nVelmora = ["SSB"]').party_of("the ASSBURY council") is None
    assert given_names('[parties]\nVelmora = ["SSB"]').party_of("the SSB’s chief") == "Velmora"


def test_two_names_are_one_where_the_owner_says_so() -> None:
    assert {"Blue Palace", "Press Bureau"} <= set(actors(GivenNames()))
    told = actors(given_names('[same]\n"Blue Palace" = ["Press Bureau"]'))
    assert len({"Blue Palace", "Press Bureau"} & set(told)) == 1
    name = ({"Blue Palace", "Press Bureau"} & set(told)).pop()
    assert any("names.toml" in reason for reason in told[name][0][1])


def test_a_join_is_undone_where_the_owner_says_so() -> None:
    assert len(actors(GivenNames())["Abu Tariq"]) == 1
    told = actors(given_names('[apart]\npairs = [["Abu Tariq", "Abu Tariq"]]'))
    assert len(told["Abu Tariq"]) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[parties", "is no TOML"),
        ("[others]\nx = 1", "not [others]"),
        ('[parties]\nx = "y"', "needs a list"),
        ("[parties]\nx = [1]", "needs a list"),
        ('[apart]\npairs = [["a"]]', "pairs"),
        ("same = 3", "is a table"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=r"names\.toml") as caught:
        given_names(text)
    assert says in str(caught.value)


def test_the_owners_join_holds_whatever_the_sides_and_kinds_and_bears_his_name() -> None:
    one = report(
        "<s s1 by=b>“No ship was lost,”</s> <a b kind=organisation party=Velmora>the Bureau</a> "
        "said. <s s2 by=c>“None,”</s> said <a c kind=\"anonymous person\">the voice</a>.",
        outlet="The Ledger",
        path="one.txt",
    )  # fmt: skip
    assert len(trace_case([one]).actors) == 3
    given = given_names('[same]\n"The Voice" = ["Bureau", "the bureau of nowhere"]')
    traced = trace_case([one], given)
    assert [a.name for a in traced.actors if a.kind != "outlet"] == ["the voice"]
    assert without_effect(traced, given) == (
        "names.toml: nobody in the case is called “the bureau of nowhere”.",
    )


def test_a_join_that_one_report_makes_is_undone_too() -> None:
    one = report(
        "<s s1 by=t>“Go back,”</s> <by s1><a t>Abu Tariq</a></by> said. "
        "<s s2 by=t>“We will,”</s> said <by s2><a t>the commander</a></by>. "
        "<s s3 by=t>“At night,”</s> he said.",
        outlet="The Ledger",
        path="one.txt",
    )
    assert len(trace_case([one]).actors) == 2
    given = given_names('[apart]\npairs = [["Abu Tariq", "commander"]]')
    traced = trace_case([one], given)
    names = {a.id: a.name for a in traced.actors}
    mouths = [names[s.source.actor or ""] for s in traced.statements]
    assert mouths == ["Abu Tariq", "the commander", "Abu Tariq"]
    fresh = next(a for a in traced.actors if a.name == "the commander")
    assert any("names.toml" in reason for reason in fresh.reasons)
    assert fresh.kind == "anonymous person"
    assert [m.span.of(one.document.text) for m in fresh.mentions] == ["the commander"]
    assert without_effect(traced, given) == ()


def test_what_has_no_effect_is_told() -> None:
    given = given_names(
        '[parties]\nVelmora = ["Blue Palace", "Red Palace"]\n'
        '[apart]\npairs = [["Abu Tariq", "Abu Salih"]]'
    )
    told = without_effect(trace_case([ONE, TWO, THREE], given), given)
    assert [t.split("“")[1].split("”")[0] for t in told] == ["Abu Salih", "Red Palace"]
