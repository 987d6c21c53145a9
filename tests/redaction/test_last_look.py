"""The last look at what is about to be published: every container is opened, and no public name stops it."""

from __future__ import annotations

import pytest

from earwitness.exports.formats import FORMATS, About, words_of_file
from earwitness.leaving import LeakError, Outgoing, published_files
from earwitness.model import Case
from earwitness.pipeline import read_bytes, reader, trace
from earwitness.redaction import Decision, Names, Redaction, private_persons

RULES = reader("rules", 1)
SHARED = """The bridge

“They sent us and Ostap Lyn over the bridge at night without a word,” a soldier named Danylo Kravets tells his mother in an intercepted phone call that
the Security Service released on Monday.

The defence minister, Viktor Kravets, who is no relative, called it a forgery. “It is a forgery,” Viktor Kravets said.
“Nobody was sent to the bridge, and nobody will be sent to any bridge,” said Viktor Kravets, the minister.
"""


SECOND = SHARED.replace("The bridge\n", "A call about the bridge\n").replace(
    "on Monday", "on 4 May"
)


def _case() -> Case:
    pages = (("one.txt", SHARED), ("two.txt", SECOND))
    return trace([read_bytes(text.encode(), path=path, by=RULES) for path, text in pages])


def _leaving() -> Outgoing:
    case = _case()
    persons = private_persons(case)
    made = Redaction(case, (), persons, b"k")
    return Outgoing(made.made, About().layer, persons, made.labels, made.names)


@pytest.mark.parametrize("form", FORMATS)
def test_a_minister_with_the_name_of_a_private_person_stops_no_format(form: str) -> None:
    leaving = _leaving()
    words = [
        w
        for path, data in published_files(leaving, form).items()
        for w in words_of_file(path, data)
    ]
    assert not any("Danylo" in w for w in words)
    assert "Viktor Kravets" in leaving.case.documents[0].text


@pytest.mark.parametrize("form", ["html", "docx", "jsonld", "rocrate"])
def test_names_that_sound_like_our_own_fonts_and_keys_stop_no_format(form: str) -> None:
    case = _case()
    hidden = [Decision("hide", n, "Asked.") for n in ("Sanya Grom", "Chuy Marr", "Royce Graaff")]
    persons = private_persons(case, hidden)
    made = Redaction(case, (), persons, b"k")
    assert made.names.leaks("Noto Sans")
    assert made.names.leaks("B8CCE4")
    assert made.names.leaks("@graph")
    leaving = Outgoing(made.made, About().layer, persons, made.labels, made.names)
    assert published_files(leaving, form)


# The brief in plain letters has no room for the names of this case.
@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"text"}))
def test_a_name_that_was_not_withheld_is_seen_in_every_format(form: str) -> None:
    leaving = _leaving()
    open_hearted = Outgoing(_case(), leaving.layer, leaving.persons, leaving.labels, leaving.names)
    with pytest.raises(LeakError):
        published_files(open_hearted, form)


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.json", b'{"text": "one\\ndanylo kravets came"}'),
        ("a.jsonl", b'{"a": 1}\n{"b": ["one\\nKRAVETS"]}\n'),
        ("a.html", b"<p>Dany<mark>lo</mark> came</p>"),
        ("a.html", b'<p title="of Danylo">x</p>'),
        ("a.html", b"<p>x<!-- Danylo --></p>"),
        ("a.xml", "<a><b c='Кравець'/></a>".encode()),
        ("a.csv", b'x,"so\r\nDanylo"\r\n'),
        ("a.txt", "Дани\u00adло Кравець".encode()),
        ("brief.txt", b"of Danylo\n    Kravets"),
        ("danylo-kravets.bin", b"\x00"),
    ],
)
def test_where_a_name_may_hide(path: str, data: bytes) -> None:
    names = Names([("k", ["Danylo Kravets"])])
    assert any(map(names.leaks, words_of_file(path, data)))


def test_words_around_a_quotation_may_cut_a_public_name() -> None:
    names = Names([("k", ["Danylo Kravets"])], ["Viktor Kravets"])
    assert not names.leaks("Kravets said that")
    assert not names.leaks("Viktor Kravets said that")
    assert names.leaks("Danylo said that")
