from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

from hypothesis import example, given

from earwitness.casefile.database import Database
from earwitness.casefile.rows import TABLES
from earwitness.casefile.sqlite import SqliteConnection
from earwitness.model import Case, Figure, Link, Span
from strategies import cases, fewer

LARGE = Figure(
    "f", "d", Span(0, 1), 10**30, -(10**30), 2**63, "about", ("killed",), None, None, None
)


def _open(folder: Path) -> Database:
    path = folder / "case.sqlite"
    return Database(lambda: SqliteConnection(path, create=True), str(path))


@fewer
@given(cases())
@example(Case(figures=(LARGE,)))
def test_a_case_comes_back_from_the_tables_as_it_was(tmp_path_factory, case: Case) -> None:
    database = _open(tmp_path_factory.mktemp("rows"))
    with database.transaction():
        database.save(case)
    database.close()
    assert database.load() == case
    database.close()


def test_every_table_has_the_columns_of_its_type(tmp_path: Path) -> None:
    connection = _open(tmp_path).connection
    kinds = {**TABLES, "links": Link}
    for table, kind in kinds.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        fields = [field.name for field in dataclasses.fields(kind)]
        before = ["position", "statement", "step"] if table == "links" else ["position"]
        assert columns == before + fields
    connection.close()


def test_a_failed_transaction_leaves_what_was_there(tmp_path: Path) -> None:
    database = _open(tmp_path)
    with database.transaction():
        database.save(Case(figures=(LARGE,)))
    try:
        with database.transaction():
            database.save(Case())
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass
    assert database.load().figures == (LARGE,)
    database.close()


def test_other_programs_can_read_the_views(tmp_path: Path) -> None:
    _open(tmp_path).connection.close()
    connection = sqlite3.connect(tmp_path / "case.sqlite")
    names = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert len(names) == 4
    for name in names:
        connection.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
    connection.close()
