from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from earwitness.exports.chart_svg import chart
from earwitness.exports.figure_series import Group, Row, alone, as_csv, as_json, groups
from earwitness.knowledge.profiles import profiles
from earwitness.model import Actor, Block, Case, Comparison, Document, Figure, Series, Span, Stamp

TEXT = "The staff counted 64 killed. The ward counted dozens. The mayor said 9 died."


def figure(name: str, words: str, value: int | None, **more: object) -> Figure:
    start = TEXT.index(words)
    given: dict = {
        "low": value, "high": value, "qualifier": "exact", "counted": ("killed",), "of": "soldiers",
        "actor": None, "statement": None, "as_of": "2022-05-01",
    }  # fmt: skip
    given.update(more)
    return Figure(name, "d", Span(start, start + len(words)), value, **given)


def case(*, outlet: str = "Echo", same: bool = False) -> Case:
    page = Document(
        "d", "0" * 64, "a.txt", None, outlet, None, None, (), "en", Stamp("2022-05-02", None),
        TEXT, (Block(Span(0, len(TEXT)), "body"),),
    )  # fmt: skip
    figures = (
        figure("a", "64 killed", 64, low=64, high=None, qualifier="at least", actor="x"),
        figure("b", "dozens", None, low=None, high=None, qualifier="dozens"),
        figure("c", "9 died", 9, as_of="2022-05"),
    )
    told = "same" if same else "conflict"
    return Case(
        documents=(page,),
        actors=(Actor("x", "=staff<b>", "organisation", (), None, ()),),
        figures=figures,
        comparisons=(Comparison("k", "a", "c", told, "a factor of about 7", 55),),
        series=() if same else (Series("s", ("killed",), "soldiers", "Varnia", None, ("a", "c")),),
    )


def test_a_group_has_its_rows_and_reasons_and_the_rest_stands_alone() -> None:
    (group,) = groups(case())
    assert group.title == "Killed: soldiers of Varnia"
    assert [(r.value, r.low, r.best, r.high) for r in group.rows] == [
        ("at least 64", 64, 64, None),
        ("9", 9, 9, 9),
    ]
    assert group.says == (
        "at least 64 (=staff<b>, 1 May 2022) against 9 (Echo, May 2022): a factor of about 7.",
    )
    assert [r.id for r in alone(case())] == ["b"]


def test_a_number_given_again_stands_once() -> None:
    assert [r.id for r in alone(case(same=True))] == ["a", "b"]


def test_words_for_many_are_numbers_only_by_a_profile() -> None:
    def numbers(name: str | None) -> list[tuple[int | None, int | None, int | None]]:
        (row,) = alone(case(), profiles()[name] if name else None)
        return [(row.low, row.best, row.high)]

    assert numbers(None) == [(None, None, None)]
    assert numbers("acled") == [(12, 12, 12)]
    assert numbers("ucdp") == [(None, None, None)]
    assert numbers("min-max") == [(24, None, 99)]


def test_a_spreadsheet_runs_no_cell() -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(groups(case()), alone(case()), None))))
    assert [line["id"] for line in lines] == ["a", "c", "b"]
    assert lines[0]["said_by"] == "'=staff<b>"
    assert [line["group"] for line in lines] == ["s", "s", ""]


def test_json_names_the_profile_and_its_source() -> None:
    profile = profiles()["acled"]
    found = as_json(groups(case(), profile), alone(case(), profile), profile)
    assert found["profile"] == {"name": "acled", "source": profile.source}
    assert as_json((), (), None)["profile"] is None


def test_the_chart_says_in_words_what_it_shows() -> None:
    root = ET.fromstring(chart(groups(case())[0]))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    named = {e.get("id"): e.text for e in root if e.get("id")}
    assert root.get("aria-labelledby", "").split() == list(named)
    assert "at least 64, =staff<b>, 1 May 2022; 9, Echo, May 2022." in named.values()
    letters = [e.text for e in root.iter(f"{space}text") if re.fullmatch("[A-Z]", e.text or "")]
    assert letters == ["A", "B"]
    assert len(list(root.iter(f"{space}path"))) == 1  # the arrow of "at least"
    assert not [e for e in root.iter() if "style" in e.attrib or e.tag.endswith("script")]


def row(value: int | None, as_of: str, name: str) -> Row:
    shown = "dozens" if value is None else f"{value:,}"
    blank = dict.fromkeys(("of", "side", "as_of_mod", "since", "issued", "tally", "place"), "")
    return Row(
        id=name, value=shown, low=value, best=value, high=value, qualifier="exact", said_by=name,
        as_of=as_of, report="Echo", line=1, words="", also="", **blank,
    )  # fmt: skip


ROWS = st.builds(
    row,
    st.none() | st.integers(0, 10**7),
    st.sampled_from(["", "2022", "2022-05", "2022-05-14", "2022-W19", "0001-01-01", "9999-12-31"]),
    st.text(max_size=30).map(lambda t: re.sub(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]", " ", t)),
)


@given(st.lists(ROWS, max_size=40))
def test_every_chart_is_well_formed_and_inside_its_frame(rows: list[Row]) -> None:
    picture = chart(Group("s", "Killed & wounded", ("killed",), tuple(rows), ()))
    if not picture:
        return
    root = ET.fromstring(picture)  # noqa: S314 - our own
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    for circle in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 <= float(circle.get("cy", "-1")) <= height
        assert 0 <= float(circle.get("cx", "-1")) <= width + 15 * len(rows)
