"""One person, one placeholder: in every report, in what is said of others, and when more is known."""

from __future__ import annotations

from earwitness.model import Case
from earwitness.pipeline import read_bytes, reader, trace
from earwitness.redaction import Decision, Person, placeholders, private_persons, redact

RULES = reader("rules", 1)
CALL = (
    "“They sent us at night,” a soldier named Danylo Kravets tells his wife, Halyna, in an intercepted phone call "
    "that the Security Service released on Monday."
)
MINISTER = "The defence minister, Viktor Kravets, called it a forgery. “It is a forgery,” Viktor Kravets said."


def _case(*texts: str) -> Case:
    return trace(
        [read_bytes(text.encode(), path=f"{n}.txt", by=RULES) for n, text in enumerate(texts)]
    )


def _redacted(case: Case, *said: Decision) -> Case:
    return redact(case, private_persons(case, said), b"k")


def test_a_minister_is_not_called_by_the_placeholder_of_a_soldier() -> None:
    case = _case(f"The bridge\n\n{CALL}\n\n{MINISTER} Kravets left.")
    made = _redacted(case)
    soldier = next(a.name for a in made.actors if a.name.startswith("Soldier"))
    minister = next(a for a in made.actors if a.name == "Viktor Kravets")
    assert soldier not in " ".join((*minister.aliases, *minister.reasons))
    assert made.documents[0].text.endswith("[name] left.")


def test_a_surname_is_a_soldiers_own_where_no_minister_is_named() -> None:
    case = _case(
        f"The bridge\n\n{CALL}",
        f"The ministry\n\n{MINISTER}",
        f"Kravets home\n\n{CALL} Kravets is home.",
    )
    made = _redacted(case)
    soldier = next(a.name for a in made.actors if a.name.startswith("Soldier"))
    assert made.documents[2].text.endswith(f"{soldier} is home.")
    assert made.documents[2].text.startswith(f"{soldier} home")


def test_a_wife_who_is_named_in_full_later_is_the_same_wife() -> None:
    case = _case(
        f"The bridge\n\n{CALL}",
        "A visit\n\n“I told him to come home,” Halyna Kravets said on Tuesday.",
    )
    persons = [p for p in private_persons(case) if "Halyna" in p.names]
    assert len(persons) == 1
    assert "Halyna Kravets" in persons[0].names
    made = _redacted(case)
    wives = {a.name for a in made.actors if a.name.startswith("Relative")}
    assert len(wives) == 1
    assert wives.pop() in made.documents[1].text


def test_a_headline_reads_as_its_words_in_the_text() -> None:
    case = _case(
        f"Kravets, Kravets and the call\n\n{CALL}\n\n{MINISTER}", f"Kravets at home\n\n{CALL}"
    )
    for document in _redacted(case).documents:
        assert document.headline_span
        assert document.headline == document.headline_span.of(document.text)


def test_nobody_is_listed_twice_and_everybody_can_be_revealed() -> None:
    text = "Ward\n\nThe patient Yaroslav Ostrow-Mint waited. “They shot,” said Yaroslav Ostrow-Mint, a patient. A boy, Kyrylo D., was there, and his mother, Ida Dub. Kyrylo D. is 7."
    persons = private_persons(_case(text))
    assert len({p.key for p in persons}) == len(persons)
    assert sum("Yaroslav Ostrow-Mint" in p.names for p in persons) == 1
    assert sum(any("Kyrylo" in n for n in p.names) for p in persons) == 1


def test_whoever_is_revealed_keeps_the_full_name_though_others_share_it() -> None:
    case = _case(
        f"The bridge\n\n{CALL}", "A visit\n\nThe prisoner Danylo said that the food was bad."
    )
    text = _redacted(case, Decision("reveal", "Danylo Kravets", "Agreed.")).documents[0].text
    assert "a soldier named Danylo Kravets tells" in text


def test_letters_stay_when_more_is_known_of_a_person_and_are_nobody_elses() -> None:
    def persons(sort: str, count: int) -> list[Person]:
        return [Person(f"k{n}", (f"N{n}",), sort=sort if n == 0 else "kin") for n in range(count)]

    first, more = (
        placeholders(persons("person", 40), b"k"),
        placeholders(persons("soldier", 40), b"k"),
    )
    assert first["k0"].split()[1] == more["k0"].split()[1]
    assert first["k0"].split()[0] != more["k0"].split()[0]
    assert len({label.split()[1] for label in first.values()}) == len(first)


def test_a_middle_name_that_is_told_later_changes_no_letters_and_joins_nobody() -> None:
    before = _case("The camp\n\nThe prisoner Ivo Marsh said that the food was bad.")
    after = _case(
        "The camp\n\nThe prisoner Ivo Marsh said that the food was bad.",
        "The camp again\n\nThe prisoner Ivo Petrovych Marsh said that the food was good.",
    )
    first = placeholders(private_persons(before), b"k")
    assert set(first.values()) <= set(placeholders(private_persons(after), b"k").values())


def test_whoever_is_only_described_takes_no_letters() -> None:
    told = Person("a_1", (), ("a_1",), described="his wife")
    assert placeholders([told, Person("ivo marsh", ("Ivo Marsh",))], b"k").keys() == {"ivo marsh"}
