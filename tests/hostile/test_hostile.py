"""The hostile list, one by one: each in a child with bounds on its time and memory.

`make soak` makes each large, a hundred times what the ordinary run makes.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from inputs import HOSTILE, Hostile

from earwitness import pipeline
from earwitness.captures import Report
from earwitness.cases import OpenCase, open_case
from earwitness.cli.program import program
from earwitness.inputs import inputs_of, reports_of
from earwitness.intake import CODES
from earwitness.model import Failure

SCALE = int(os.environ.get("EARWITNESS_SOAK", "1"))
"""Of a bomb, megabytes unpacked; of a line, tenths of a megabyte; of the rest, how often it stands."""
MEMORY = (680 + 20 * SCALE) * 2**20
SECONDS = 20 + 30 * (SCALE - 1)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
FIGURES = os.environ.get("EARWITNESS_HOSTILE_FIGURES")


def _bounds() -> None:
    """No more memory than now and the bound, and no more time on the processor."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))
    used = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS))


def _ends(report: Report, opened: OpenCase) -> str:
    if isinstance(report.data, Failure):
        return report.data.code
    found = pipeline.read_bytes(report.data, path=report.name, by=opened.reader)
    return found.code if isinstance(found, Failure) else ""


def _work(file: Path, case: Path) -> dict[str, object]:
    """Read it as the command does, and write all that comes of it."""
    with open_case(case, reader="rules") as opened:
        codes = [_ends(r, opened) for one in inputs_of([str(file)]) for r in reports_of(one)]
    status = program.main(
        ["read", str(file), "--case", str(case), "--reader", "rules", "--threads", "1", "-q"],
        standalone_mode=False,
    )
    told = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "codes": sorted(set(codes)),
        "status": status,
        "cpu": told.ru_utime,
        "kb": told.ru_maxrss,
    }


def _in_child(file: Path, case: Path) -> dict[str, object]:
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null, 2)
        try:
            _bounds()
            os.write(out, json.dumps(_work(file, case)).encode())
        except BaseException as error:
            os.write(out, json.dumps({"error": repr(error)[:300]}).encode())
        finally:
            os._exit(0)
    os.close(out)
    with os.fdopen(into, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return {"error": f"ended by {signal.Signals(os.WTERMSIG(status)).name}"}
    found: dict[str, object] = json.loads(told or b'{"error": "said nothing"}')
    return found


@pytest.mark.parametrize("one", HOSTILE, ids=lambda one: one.of)
def test_a_hostile_file_ends_in_bounds_and_with_a_word(one: Hostile, tmp_path: Path) -> None:
    file, case = tmp_path / one.name, tmp_path / "case"
    file.write_bytes(one.make(SCALE))
    found = _in_child(file, case)
    if FIGURES:
        with Path(FIGURES).open("a", encoding="utf-8") as lines:
            lines.write(json.dumps({"of": one.of, "bytes": file.stat().st_size, **found}) + "\n")
    assert "error" not in found, found
    codes = found["codes"]
    assert isinstance(codes, list)
    assert "internal" not in codes
    assert set(codes) <= {"", *CODES, "too-large", "no-reports"}, codes
    assert "" in codes or not one.read
    places = {tmp_path, *tmp_path.parents, Path.cwd(), *Path.cwd().parents}
    assert not [found for place in places for found in place.glob("*slip-out*")]
    with open_case(case, create=False) as opened:
        assert opened.check() == ()
        brief = (case / "brief.txt").read_text("utf-8") if (case / "brief.txt").exists() else ""
        names = [d.path or "" for d in opened.load().documents]
        text = "".join(d.text for d in opened.load().documents)
    for words in one.without:
        assert words not in brief, words
        if words not in ("\u202e", "\u2066", "\x1b", "\0"):  # kept as evidence, never shown
            assert words not in text, words
            assert not any(words in name for name in names)


@pytest.mark.parametrize(
    "name",
    [
        "x\\..\\..\\up.txt",
        "a\nb.txt",
        "\u202etxt.exe.txt",
        "-rf.txt",
        "con.txt",
        "'; drop.txt",
        "x" * 200 + ".txt",
        "a\x1b[2Jb.txt",
    ],
)
def test_a_file_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    """It is kept, shown without what moves the cursor, and never a way anywhere."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_text(HOSTILE[14].make(1).decode()[:3000], encoding="utf-8")
    with open_case(tmp_path / "case", reader="rules") as opened:
        opened.add(folder)
        assert opened.check() == ()
        [document] = opened.load().documents
        text = (tmp_path / "case" / "brief.txt").read_text("utf-8")
    assert document.path == name
    assert "\x1b" not in text
    assert "\u202e" not in text
    out = tmp_path / "out"
    status = program.main(
        ["publish", str(tmp_path / "case"), "--format", "annotations", "--out", str(out)],
        standalone_mode=False,
    )
    assert status == 0
    assert {p.name for p in tmp_path.iterdir()} == {"in", "case", "out"}
    assert sorted(p.name for p in out.rglob("*") if p.is_file()) == [
        "annotations.jsonld",
        "report-01.txt",
    ]
