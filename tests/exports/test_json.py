from __future__ import annotations

import json
import random
from dataclasses import fields, replace
from pathlib import Path

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from earwitness.exports.json_export import case_to_json, dumps
from earwitness.exports.json_schema import schema, schema_text
from earwitness.model import Case, Finding, Link, Statement
from strategies import cases, fewer

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "casefile.schema.json"
VALIDATOR = jsonschema.Draft202012Validator(schema())


def _unique(case: Case) -> Case:
    """The case without further things of one id, as tracing never gives them."""
    made = {}
    for field in fields(case):
        things = getattr(case, field.name)
        made[field.name] = tuple({getattr(t, "id", repr(t)): t for t in things}.values())
    return replace(case, **made)


@fewer
@given(cases(), st.randoms(use_true_random=False))
def test_the_case_in_any_order_gives_the_same_bytes(case: Case, chance: random.Random) -> None:
    case = _unique(case)
    shuffled = {}
    for field in fields(case):
        things = list(getattr(case, field.name))
        chance.shuffle(things)
        shuffled[field.name] = tuple(things)
    assert dumps(Case(**shuffled)) == dumps(case)


@fewer
@given(cases())
def test_every_export_is_valid_by_the_schema(case: Case) -> None:
    VALIDATOR.validate(json.loads(dumps(case)))


def test_the_schema_refuses_what_is_not_a_case() -> None:
    whole = case_to_json(Case())
    assert VALIDATOR.is_valid(whole)
    for key in whole:
        assert not VALIDATOR.is_valid({k: v for k, v in whole.items() if k != key})
    assert not VALIDATOR.is_valid(whole | {"figures": [{"id": 3}]})


def test_the_published_schema_is_that_of_the_types() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_a_hand_made_case_comes_out_with_its_chains(case: Case) -> None:
    exported = case_to_json(case)
    assert len(exported["statements"]) == len(case.statements)
    traces = {trace.statement: trace for trace in case.traces}
    for statement in exported["statements"]:
        trace = traces[statement["id"]]
        assert [link["role"] for link in statement["chain"]] == [link.role for link in trace.chain]
        assert tuple(statement["roots"]) == trace.roots
        assert tuple(statement["true_on_word_of"]) == trace.true_on_word_of
    assert any(statement["chain"] for statement in exported["statements"])


def test_statements_stand_in_the_order_of_the_page(case: Case) -> None:
    paths = [d.id for d in sorted(case.documents, key=lambda d: (d.path or "", d.id))]
    exported = case_to_json(replace(case, statements=case.statements[::-1]))
    places = [
        (paths.index(s["document"]), s["content"][0]["start"]) for s in exported["statements"]
    ]
    assert [d["id"] for d in exported["documents"]] == paths
    assert places == sorted(places)


def test_the_weightiest_finding_comes_first() -> None:
    light, heavy = Finding("a", (), "Light.", weight=1.0), Finding("b", (), "Heavy.", weight=2.0)
    exported = case_to_json(Case(findings=(light, heavy)))
    assert [f["says"] for f in exported["findings"]] == ["Heavy.", "Light."]


def test_every_field_of_a_statement_and_a_link_is_exported(case: Case) -> None:
    statement = next(s for s in case_to_json(case)["statements"] if s["chain"])
    # How the words came is told by the chain, with its evidence.
    told = {"recording_evidence", "translator", "publisher"}
    assert {f.name for f in fields(Statement)} - told <= set(statement)
    assert {f.name for f in fields(Link)} == set(statement["chain"][0])
