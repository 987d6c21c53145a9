"""A recording into a case on a real PostgreSQL: heard, cut, put beside a transcript."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kept_call import earwitness

from earwitness.casefile import place_of, store_at
from earwitness.casefile.recordings import recording_of
from earwitness.listening import RATE, mono_blocks
from postgres_server import Postgres

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry-call"


def _run(*arguments: object) -> str:
    done = earwitness(*arguments)
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def served(postgres: Postgres, recording: Path, whisper: Path) -> str:
    """The address of a case in which the call of the other tests was listened to."""
    url = postgres.fresh()
    how = ("--model", whisper, "--language", "ru", "--threads", "1", "--quiet")
    _run("listen", recording, "--case", url, *how)
    return url


def test_it_is_heard_as_in_a_folder(served: str, transcript: object) -> None:
    told = json.loads(_run("transcript", served, "1", "--format", "json"))
    assert [turn["text"] for turn in told["turns"]] == [t.text for t in transcript.turns]  # type: ignore[attr-defined]


def test_a_statement_is_cut_out_of_the_sound_that_the_case_keeps(
    postgres: Postgres, tmp_path: Path
) -> None:
    url, out = postgres.fresh(), tmp_path / "clip.wav"
    _run("read", EXAMPLE, "--case", url, "--quiet")
    _run("tape", url, "--transcript", "call.vtt", "--sound", EXAMPLE / "call.ogg")
    _run("clip", url, "sixteen jackets", "--out", out, "--margin", "0")
    seconds = sum(len(block) for block in mono_blocks(out)) / RATE
    assert 2 < seconds < 10  # of 78
    assert "unbroken log" in _run("check", url)


def test_a_sound_is_put_beside_a_transcript(postgres: Postgres) -> None:
    url = postgres.fresh()
    _run("read", EXAMPLE, "--case", url, "--quiet", "--reader", "rules")
    _run("tape", url, "--transcript", "call.vtt", "--sound", EXAMPLE / "call.ogg")
    with store_at(place_of(url), version="1") as store:
        paper = next(d for d in store.load().documents if d.path == "call.vtt")
        kept = recording_of(store, paper.sha256)
        assert kept is not None
        assert kept.read_bytes() == (EXAMPLE / "call.ogg").read_bytes()
    assert "not" in _run("tape", url)


def test_a_recording_heard_before_is_known_there(
    served: str, recording: Path, whisper: Path
) -> None:
    how = ("--model", whisper, "--language", "ru", "--threads", "1")
    done = earwitness("listen", recording, "--case", served, *how)
    assert done.returncode == 0, done.stderr
    assert "was heard before" in done.stderr
