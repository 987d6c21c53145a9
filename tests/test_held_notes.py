"""The notes of the held reports point at words of them, and at names that they explain.

Nothing here asks the program: a note that cannot be found in its report is wrong, whoever reads it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
KINDS = [
    f"{held}/{kind}"
    for held in ("held2", "held3")
    for kind in ("denials", "intercepts", "rereporting", "tolls")
]
PASSAGES = (
    "statements", "optional", "not_statements", "recordings", "figures", "optional_figures",
    "verifications", "responses", "citations",
)  # fmt: skip
ONCE = ("recordings", "figures", "verifications", "responses", "citations")
QUALIFIERS = {
    "exact", "about", "at least", "at most", "more than", "fewer than", "between", "up to",
    "nearly", "further", "dozens",
}  # fmt: skip


def notes(kind: str) -> dict[str, Any]:
    return yaml.safe_load((HERE / kind / "notes.yaml").read_text(encoding="utf-8"))


def text(kind: str, file: str) -> str:
    return (HERE / kind / file).read_text(encoding="utf-8")


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("kind", KINDS)
def test_every_passage_stands_in_its_report(kind: str) -> None:
    for part in PASSAGES:
        for note in notes(kind)[part]:
            page = text(kind, note["file"])
            for words in [note["at"], *note.get("also", [])]:
                assert words in page, f"{note['file']} {part}: {words}"


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_found_by_its_place_stands_there_once(kind: str) -> None:
    for part in ONCE:
        for note in notes(kind)[part]:
            count = text(kind, note["file"]).count(note["at"])
            assert count == 1, f"{note['file']} {part}: {count} times {note['at']}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_is_explained(kind: str) -> None:
    held = notes(kind)
    known = {None, *held["actors"]}
    for note in held["statements"]:
        assert known.issuperset(listed(note["source"])), note
        assert known.issuperset(note.get("relayed_by", [])), note
        assert note.get("first_published_by") in known, note
    for note in held["recordings"]:
        assert known.issuperset([*note["speakers"], *listed(note["released_by"])]), note
    for note in held["figures"]:
        assert known.issuperset(listed(note["who"])), note
    recordings = {r["id"] for r in held["recordings"]}
    assert recordings.issuperset(n["recording"] for n in held["statements"] if "recording" in n)


@pytest.mark.parametrize("kind", KINDS)
def test_the_names_could_be_found_in_the_reports(kind: str) -> None:
    pages = " ".join(text(kind, d["file"]) for d in notes(kind)["documents"]).lower()
    for name, forms in notes(kind)["actors"].items():
        assert any(form.lower() in pages for form in forms), name


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_whole(kind: str) -> None:
    for note in notes(kind)["figures"]:
        assert QUALIFIERS.issuperset(listed(note["qualifier"])), note
        ranged = note["low"] is not None and note["high"] is not None
        vague = note["qualifier"] == "dozens"
        assert (note["value"] is not None) + ranged + vague == 1, note
