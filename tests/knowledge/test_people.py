import pytest

from earwitness.knowledge import people


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Olena", "f"), ("Serhii", "m"), ("Fatima", "f"), ("Yusuf", "m"), ("Ngozi", "f"),
        ("Kwame", "m"), ("Jean-Pierre", "m"), ("Marie-Claude", "f"), ("Xiaoping", "m"),
        ("Alex", None), ("Robin", None), ("olena", None), ("", None), ("Kremlin", None),
    ],
)  # fmt: skip
def test_gender_of_name(name: str, gender: str | None) -> None:
    assert people.gender_of_name(name) == gender


def test_kin_and_persons_give_gender_only_where_the_word_does() -> None:
    assert people.KIN["mum"] == "f"
    assert people.KIN["nephew"] == "m"
    assert people.KIN["cousin"] is None
    assert people.PERSON_NOUNS["spokeswoman"] == "f"
    assert people.PERSON_NOUNS["spokesman"] == "m"
    assert people.PERSON_NOUNS["soldier"] is None
    assert people.TITLES["Mrs"] == "f"
    assert people.TITLES["Lt. Col."] is None
    assert "table" not in people.PERSON_NOUNS


def test_tables_hold_what_they_say() -> None:
    assert {"officials", "troops", "police"} <= people.GROUP_NOUNS
    assert {"ministry", "directorate", "directory"} <= people.ORGANISATION_NOUNS
    assert {"report", "tweet", "transcript"} <= people.DOCUMENT_NOUNS
    assert "soldier" not in people.GROUP_NOUNS


def test_words_are_single_lower_case_forms() -> None:
    for table in (people.KIN, people.PERSON_NOUNS, people.GROUP_NOUNS, people.ORGANISATION_NOUNS):
        assert all(word == word.lower() and " " not in word for word in table)


def test_an_unknown_table_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError):
        people.NOTHING  # noqa: B018 - the access is the test
