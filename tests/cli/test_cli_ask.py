"""Single questions to a case, asked as a user asks them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from test_cli_read import run

FIRST = (
    "The Selby Herald\n\nDriver tells of mined bridge\n\n3 March 2024\n\n"
    "“We were not told that the bridge was mined,” the driver, Tom Arden, told the Herald.\n\n"
    "The council said that the bridge had been closed since Monday.\n"
)
SECOND = (
    "The Daily Lantern\n\nBridge was mined\n\n4 March 2024\n\n"
    "“We were told that the bridge was mined,” the driver, Tom Arden, told The Selby Herald.\n\n"
    "The bridge had been closed since Monday, The Selby Herald reported.\n\n"
    "The ferry sank in a storm, The Selby Herald reported.\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ask")
    (place / "reports").mkdir()
    (place / "reports" / "1.txt").write_text(FIRST, encoding="utf-8")
    (place / "reports" / "2.txt").write_text(SECOND, encoding="utf-8")
    assert run("read", place / "reports", "--case", place / "case", "-q").returncode == 0
    return place / "case"


def said(*arguments: str | Path) -> str:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def asked(*arguments: str | Path) -> Any:
    return json.loads(said(*arguments, "--json"))


def test_trace_by_words_and_by_place_and_by_id(case: Path) -> None:
    # What they were told is a statement of its own, and fits as well: the nearest comes first.
    told = run("trace", case, "were not told that the bridge").stdout.decode()
    assert "said by Tom Arden" in told
    assert "published by The Selby Herald" in told
    value = json.loads(run("trace", case, "were not told that the bridge", "--json").stdout)
    assert [link["role"] for link in value["chain"]] == ["speaker", "publisher"]
    assert [root["name"] for root in value["roots"]] == ["The Selby Herald"]
    assert asked("trace", case, value["statement"]) == value
    line = value["chain"][0]["evidence"]["line"]
    assert "Tom Arden" in run("trace", case, f"1:{line}").stdout.decode()


def test_trace_of_what_is_not_there(case: Path) -> None:
    done = run("trace", case, "the moon is made of cheese")
    assert done.returncode == 6
    assert b"No statement of the case holds" in done.stderr
    assert done.stdout == b""


def test_a_place_where_nobody_says_anything_is_told_as_a_place(case: Path) -> None:
    for command in (("trace", case), ("clip", case, "--out", case / "x.wav")):
        done = run(command[0], command[1], "1:3", *command[2:])
        assert done.returncode == 6
        says = "No statement begins in line 3 of report 1: give a few of its words.\n"
        assert done.stderr.decode() == says


def test_roots_are_counted_and_shown_with_their_ways(case: Path) -> None:
    told = said("roots", case)
    assert told.startswith("Two reports, two outlets, ")
    assert "The Selby Herald → The Daily Lantern [2:" in told
    value = asked("roots", case)
    assert (value["reports"], value["outlets"]) == (2, 2)
    herald = next(r for r in value["roots"] if r["name"] == "The Selby Herald")
    assert set(herald["outlets"]) == {"The Selby Herald", "The Daily Lantern"}


def test_leads_are_those_of_the_export(case: Path) -> None:
    value = asked("leads", case)
    exported = json.loads(run("export", case, "--format", "json").stdout)
    assert [lead["says"] for lead in value] == [lead["says"] for lead in exported["leads"]]
    assert all(lead["says"] in said("leads", case) for lead in value)


def test_same_words_and_what_matters(case: Path) -> None:
    value = asked("same", case, "We were told that the bridge was mined")
    assert [(one["outlet"], one["matters"]) for one in value] == [
        ("The Daily Lantern", False),
        ("The Selby Herald", True),
    ]
    assert value[1]["differences"][0]["kind"] == "not"
    assert "this matters" in said("same", case, "We were told that the bridge was mined")
    done = run("same", case, "no such words are anywhere in the folder")
    assert done.returncode == 6
    assert b"no quotation with these words" in done.stdout


def test_verify_says_yes_no_and_cannot_tell(case: Path) -> None:
    value = asked("verify", case)
    answers = {one["citing"]["words"].strip("“”,"): one for one in value}
    changed = answers["We were told that the bridge was mined"]
    assert changed["answer"] == "no"
    assert "not told" in changed["passage"]["words"]
    assert answers["The bridge had been closed since Monday"]["answer"] == "yes"
    assert answers["The ferry sank in a storm"]["answer"] == "cannot tell"
    told = said("verify", case)
    assert "No: The Daily Lantern" in told
    assert "lost or gained a “not”" in told


def test_the_owners_names_are_applied_at_the_next_reading(case: Path, tmp_path: Path) -> None:
    own = tmp_path / "case"
    shutil.copytree(case, own)
    (own / "names.toml").write_text('[parties]\nSelby = ["council"]\n', encoding="utf-8")
    assert run("read", case.parent / "reports", "--case", own, "-q").returncode == 0
    assert "Selby" in {root["name"] for root in asked("roots", own)["roots"]}
    assert run("check", own).returncode == 0
    (own / "names.toml").write_text('[same]\n"Tom Arden" = ["Tim Arden"]\n', encoding="utf-8")
    done = run("read", case.parent / "reports", "--case", own, "-q")
    assert done.returncode == 0
    assert done.stderr.decode() == "names.toml: nobody in the case is called “Tim Arden”.\n"
    (own / "names.toml").write_text("[parties", encoding="utf-8")
    done = run("read", case.parent / "reports", "--case", own, "-q")
    assert done.returncode == 2
    assert "names.toml is no TOML" in done.stderr.decode()


@pytest.mark.parametrize("name", ["roots", "leads", "verify"])
def test_a_folder_that_is_no_case(tmp_path: Path, name: str) -> None:
    done = run(name, tmp_path / "none")
    assert done.returncode == 2
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_versions_say_what_changed(tmp_path: Path) -> None:
    page = (
        "Ferry sinks off the northern port\n\nQuay Wire\n\n6 April 2021 {time} BST\n\n"
        "A ferry sank off the northern port on Friday, the coastguard said.\n\n"
        "The captain {hedge}left the doors open all night, according to the police.\n"
    )
    (tmp_path / "one.txt").write_text(page.format(time="09:12", hedge="allegedly "))
    (tmp_path / "two.txt").write_text(page.format(time="18:40", hedge=""))
    folder = tmp_path / "case"
    run("read", tmp_path / "one.txt", tmp_path / "two.txt", "--case", folder, "--reader", "rules")
    told = said("versions", folder)
    assert told.startswith(
        "two.txt (Quay Wire, 2021-04-06T18:40+01:00): a later version of one.txt"
    )
    assert "+ The captain left the doors open" in told
    (pair,) = asked("versions", folder)
    assert [edit["kind"] for edit in pair["edits"]] == ["un-hedged"]
    assert pair["edits"][0]["before"]["words"].startswith("The captain allegedly")
