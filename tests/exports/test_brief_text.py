"""The brief in the terminal."""

from dataclasses import replace
from pathlib import Path

import pytest
from bridge import bridge_case

from earwitness.exports import brief_text
from earwitness.model import Case

GOLDEN = Path(__file__).parent / "golden" / "bridge.txt"


def section(text: str, heading: str) -> str:
    """The lines under a heading, up to the next empty line."""
    return text.split(heading.upper(), 1)[1].split("\n\n", 1)[0]


def test_reads_as_the_page_that_a_person_has_read(case: Case) -> None:
    assert brief_text(case, width=90) == GOLDEN.read_text(encoding="utf-8")


def test_is_short_for_a_small_case(case: Case) -> None:
    assert brief_text(case).count("\n") <= 50


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_the_terminal(case: Case, width: int) -> None:
    lines = brief_text(case, width=width).splitlines()
    assert [line for line in lines if len(line) > width and " " in line.strip()] == []


def test_colour_changes_nothing_but_colour(case: Case) -> None:
    coloured = brief_text(case, colour=True)
    assert "\x1b[1m" in coloured
    stripped = coloured.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "")
    assert stripped == brief_text(case)


def test_two_agencies_of_one_state_are_one_bar(case: Case) -> None:
    bars = section(brief_text(case, width=120), "Who vouches that it was said")
    assert "Velmora  " in bars
    assert "7 statements, 1 recording, 2 outlets" in bars
    assert "State Signals Bureau 6, ministry of defence 1" in bars


def test_two_questions_are_kept_apart(case: Case) -> None:
    text = brief_text(case, width=120)
    assert "State Signals Bureau" not in section(text, "Who says that it is so")
    assert "Joren 3 (heard only through Velmora)" in section(text, "Who says that it is so")


def test_silence_is_said_as_silence(case: Case) -> None:
    mute = replace(case, verifications=(), responses=())
    silence = "No report says that it was checked."
    assert silence in brief_text(mute, width=120)
    assert silence not in brief_text(case, width=120)


def test_a_check_that_succeeded_changes_the_first_paragraph(case: Case) -> None:
    checked = replace(case.verifications[0], status="verified")
    before, after = brief_text(case), brief_text(replace(case, verifications=(checked,)))
    assert "No report says that the recording was verified." in before.replace("\n", " ")
    assert "The recording is said to be verified." in after.replace("\n", " ")


def test_the_first_paragraph_says_who_alone_vouches_and_for_how_many(case: Case) -> None:
    text = brief_text(case).replace("\n", " ")
    assert (
        "For seven of them, Velmora alone vouches that they were said, though two outlets" in text
    )
    apart = tuple(replace(a, party=None) for a in case.actors)
    other = brief_text(replace(case, actors=apart)).replace("\n", " ")
    assert "For six of them, State Signals Bureau alone vouches that they were said" in other


def test_the_first_paragraph_says_that_a_side_is_itself_a_party(case: Case) -> None:
    root = replace(
        case.findings[0],
        kind="single root",
        says="All of it hangs on Velmora, itself a party to the matter: nobody else vouches.",
    )
    text = brief_text(replace(case, findings=(root, *case.findings[1:]))).replace("\n", " ")
    words = "Velmora alone, itself a party to the matter, vouches that they were said"
    assert words in text
    assert words not in brief_text(case).replace("\n", " ")


def test_a_recording_that_is_only_mentioned_is_neither_counted_nor_shown(case: Case) -> None:
    mentioned = replace(
        case.recordings[0], id="r_other", kind="clip", speakers=(), released_by=None
    )
    with_it = brief_text(replace(case, recordings=(*case.recordings, mentioned)), width=120)
    assert "Clip" not in with_it
    assert "No report says that the recording was verified." in with_it
    released = replace(mentioned, released_by=case.recordings[0].released_by)
    shown = brief_text(replace(case, recordings=(*case.recordings, released)), width=120)
    assert "Clip" in section(shown, "Recordings")
    assert "either of the two recordings was verified" in shown.replace("\n", " ")


def test_who_denies_stands_beside_who_says_that_it_is_so(case: Case) -> None:
    said = section(brief_text(case), "Who says that it is so")
    assert "Colonel Ada Brenk disputes the intercepted phone call" in said
    mute = section(brief_text(replace(case, responses=())), "Who says that it is so")
    assert "Brenk" not in mute


def test_those_who_checked_one_recording_stand_in_one_sentence(case: Case) -> None:
    first = case.verifications[0]
    other = replace(first, id="v_two", document=case.documents[1].id, verifier="a_coastline")
    text = brief_text(replace(case, verifications=(first, other)), width=300)
    names = "The Meridian Ledger and Coastline Daily could not verify that it is authentic."
    assert names in text
    assert names not in brief_text(case, width=300)
    assert "say nothing of a check" not in section(text, "Recordings")


def test_a_heading_says_how_much_of_its_section_is_on_the_page_only(case: Case) -> None:
    assert "WHO SAYS THAT IT IS SO  3 of 8; another question" in brief_text(case)
    few = brief_text(replace(case, traces=case.traces[:2]))
    assert "WHO SAYS THAT IT IS SO  another question" in few


def test_the_hour_is_given_in_the_letters_of_the_page(case: Case) -> None:
    assert "The Meridian Ledger, 10 March 2026, 08:40 GMT" in brief_text(case)
    plain = replace(case.documents[0], text=case.documents[0].text.replace("GMT", "..."))
    other = brief_text(replace(case, documents=(plain, *case.documents[1:])))
    assert "The Meridian Ledger, 10 March 2026, 08:40 UTC" in other


def test_references_name_report_and_line(case: Case) -> None:
    lines = case.documents[0].text.splitlines()
    assert "could not verify" in lines[15]
    assert "[1:16]" in section(brief_text(replace(case, recordings=())), "Not verified")


def test_nothing_in_a_report_can_command_the_terminal(case: Case) -> None:
    bad = "\x1b]0;owned\x07\x1b[2J\u202eEvil\u2066\r\nmore\x9b31m"
    actors = tuple(replace(a, name=bad + a.name) for a in case.actors)
    documents = tuple(replace(d, outlet=bad, headline=bad) for d in case.documents)
    text = brief_text(replace(case, actors=actors, documents=documents))
    assert "Evil" in text
    assert [c for c in text if ord(c) < 32 and c != "\n"] == []
    assert not set(text) & set("\x9b\u202e\u2066\r\x07")


def test_an_empty_case_says_so() -> None:
    assert brief_text(Case()).startswith("The case holds no report yet.")


def test_reports_without_statements_say_so(case: Case) -> None:
    bare = Case(documents=case.documents)
    assert "no statement by anybody was found" in brief_text(bare).replace("\n", " ")


def test_the_same_case_gives_the_same_text() -> None:
    assert brief_text(bridge_case()) == brief_text(bridge_case())


def test_a_report_without_a_headline_is_known_by_its_first_words(case: Case) -> None:
    bare = tuple(replace(d, headline=None, headline_span=None) for d in case.documents)
    text = brief_text(replace(case, documents=bare), width=120)
    assert "Coastline Daily, no date on the page: no headline; “The bureau published" in text


def test_a_statement_without_a_root_is_not_given_one(case: Case) -> None:
    traces = tuple(replace(t, roots=()) if t.statement == "s_nine" else t for t in case.traces)
    bars = section(brief_text(replace(case, traces=traces)), "Who vouches that it was said")
    assert "Sordania" not in bars
    assert "Not said for one statement." in bars


def test_the_rest_is_said_only_where_nothing_is_open(case: Case) -> None:
    assert "Three other parties vouch for the rest." in brief_text(case).replace("\n", " ")
    traces = tuple(replace(t, roots=()) if t.statement == "s_nine" else t for t in case.traces)
    text = brief_text(replace(case, traces=traces)).replace("\n", " ")
    assert "Two other parties vouch for three more." in text
