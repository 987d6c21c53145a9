from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from decided_bridge import made_case
from hypothesis import example, given
from hypothesis import strategies as st
from store_kinds import Kind, OnServer, opened

from earwitness.casefile import CaseServer, CaseStore, place_of
from earwitness.casefile.database import MIGRATIONS, Database
from earwitness.casefile.rows import TABLES
from earwitness.casefile.served.text import from_server, to_server
from earwitness.casefile.sqlite import SqliteConnection
from earwitness.model import Case, Figure, Finding, Link, Span, words_of
from postgres_server import Postgres
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


@pytest.fixture(scope="module")
def served(postgres: Postgres) -> Iterator[Database]:
    store = opened(place_of(postgres.fresh()))
    yield store.database
    store.close()


@fewer
@given(case=cases())
@example(case=Case(figures=(LARGE,)))
@example(case=Case(findings=(Finding("k", ("\0",), "\U0010fffd0\0m\U0010fffd\\N\t\r\n"),)))
def test_a_case_comes_back_from_a_server_as_it_was(served: Database, case: Case) -> None:
    with served.transaction():
        served.save(case)
    assert served.load() == case


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\0\U0010fffd0\U0010fffdm")
def test_text_goes_to_a_server_and_back(text: str) -> None:
    assert "\0" not in to_server(text)
    assert from_server(to_server(text)) == text


def test_every_table_has_the_columns_of_its_type(store: CaseStore) -> None:
    kinds = {**TABLES, "links": Link}
    for table, kind in kinds.items():
        columns = _columns(store, table)
        fields = [field.name for field in dataclasses.fields(kind)]
        before = ["position", "statement", "step"] if table == "links" else ["position"]
        assert columns == before + fields


def _columns(store: CaseStore, table: str) -> list[str]:
    ask = store.database.connection.execute
    if isinstance(store, CaseServer):
        query = (
            "SELECT column_name FROM information_schema.columns WHERE table_schema = ?"
            " AND table_name = ? ORDER BY ordinal_position"
        )
        return [row[0] for row in ask(query, (store.server.case, table))]
    return [row[1] for row in ask(f"PRAGMA table_info({table})")]


def test_both_kinds_have_the_same_steps() -> None:
    steps = resources.files("earwitness.casefile").joinpath("migrations")
    ours = [f"{name}.sql" for name in MIGRATIONS]
    assert sorted(p.name for p in steps.iterdir() if p.name.endswith(".sql")) == ours
    assert sorted(p.name for p in steps.joinpath("postgres").iterdir()) == ours


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


VIEWS = ("who_said_what", "who_vouches", "figures_side_by_side", "what_was_checked")


def test_other_programs_can_read_the_views(kind: Kind, store: CaseStore) -> None:
    with store.database.transaction():
        store.database.save(made_case())
    store.close()
    ours = made_case()
    found = {view: _seen(kind, store, view) for view in VIEWS}
    assert len(found["who_said_what"]) == len(ours.statements)
    assert len(found["figures_side_by_side"]) == len(ours.figures)
    texts = {d.id: d.text for d in ours.documents}
    said = {words_of(s.content, texts[s.document], joint=" … ") for s in ours.statements}
    assert {row[5] for row in found["who_said_what"]} == said
    hedges = {", ".join(h.span.of(texts[s.document]) for h in s.hedges) for s in ours.statements}
    assert {row[6] or "" for row in found["who_said_what"]} == hedges
    assert sum(int(row[2]) for row in found["who_vouches"]) >= 1


def _seen(kind: Kind, store: CaseStore, view: str) -> list[Any]:
    if isinstance(store, CaseServer):
        assert isinstance(kind, OnServer)
        return kind.postgres.sql(f"SELECT * FROM {store.server.case}.{view}")
    connection = sqlite3.connect(store.folder / "case.sqlite")  # type: ignore[attr-defined]
    rows = connection.execute(f"SELECT * FROM {view}").fetchall()
    connection.close()
    return rows
