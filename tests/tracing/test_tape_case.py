"""The example of a call through the whole program: the transcript, the verdicts, the brief."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from earwitness import pipeline
from earwitness.casefile import codec
from earwitness.exports import brief_page, brief_text
from earwitness.exports.answers_tape import tape_lines
from earwitness.exports.json_export import case_to_json
from earwitness.knowledge.given import given_names
from earwitness.model import Case, Reading, TapeCheck
from earwitness.redaction.people import private_persons
from earwitness.redaction.rebuild import redact

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry-call"
REPORTS = ("01-corr-courier.html", "02-evening-lantern.txt", "03-tessel-post.txt", "call.vtt")


@cache
def _readings() -> tuple[Reading, ...]:
    found = []
    for name in REPORTS:
        read = pipeline.read_bytes((EXAMPLE / name).read_bytes(), path=name)
        assert isinstance(read, Reading)
        found.append(read)
    return tuple(found)


@cache
def _case() -> Case:
    return pipeline.trace(_readings())


def _check(case: Case, words: str) -> TapeCheck:
    return next(c for c in case.tape_checks if words in c.says)


def test_the_verdicts_of_the_example() -> None:
    case = _case()
    told = {c.says.split("“")[1].split("”")[0][:22]: (c.verdict, c.grave) for c in case.tape_checks}
    assert told == {
        "There were sixteen of ": ("verbatim", False),
        "He was not drunk. He w": ("verbatim", False),
        "I don’t think anybody ": ("verbatim", False),
        "Then the cable parted,": ("verbatim", False),
        "He was drunk. He was t": ("differs", True),
        "There were sixty of us": ("differs", True),
        "I will tell them every": ("trimmed", True),
        "Ask Director Hallow wh": ("differs", False),
        "The union wanted us to": ("not found", True),
        "It was brown … you cou": ("verbatim", False),
        "He held the wheel unti": ("verbatim", False),
    }


def test_every_verdict_points_at_its_words_and_says_who_found_it() -> None:
    case = _case()
    texts = {d.id: d.text for d in case.documents}
    assert any(c.pieces for c in case.tape_checks)
    assert any(c.changes for c in case.tape_checks)
    for check in case.tape_checks:
        assert check.origin
        assert check.why
        for piece in check.pieces:
            quoted = piece.quoted.span.of(texts[piece.quoted.document])
            assert quoted.split()[0].strip("“”\"'") in check.says.replace("’", "'")
            assert piece.heard.document == check.transcript
            assert piece.heard.span.of(texts[check.transcript])
            assert piece.start is not None
            assert piece.end is not None
            assert piece.start < piece.end
        for change in check.changes:
            for words, anchor in (
                (change.quoted, change.quoted_at),
                (change.heard, change.heard_at),
            ):
                if anchor is not None and words:
                    assert " ".join(anchor.span.of(texts[anchor.document]).split()) == words


def test_one_transcript_makes_three_reports_one_recording() -> None:
    case = _case()
    assert len(case.recordings) == 1
    assert len(case.transcripts) == 1
    assert "Tovin and Lise" in case.transcripts[0].why
    voices = [a for a in case.actors if a.name == "Tovin"]
    assert len(voices) == 1


def test_the_brief_and_the_command_tell_it() -> None:
    text = brief_text(_case())
    assert "QUOTATIONS AGAINST THE TAPE" in text
    assert "Three reports from three outlets" in text
    assert "the sense is turned round" in " ".join(text.split())
    assert "Quotations against the tape" in brief_page(_case())
    lines = "\n".join(tape_lines(_case(), _case().tape_checks, {}))
    assert "! differs: The Evening Lantern" in lines
    assert "“sixty” where the tape has “sixteen” (a number)" in lines


def test_the_same_reports_in_any_order_give_the_same_bytes() -> None:
    turned = pipeline.trace(reversed(_readings()))
    assert case_to_json(turned) == case_to_json(_case())
    assert codec.decode(Case, json.loads(codec.dumps(_case()))) == _case()


def test_what_a_machine_heard_weighs_less_and_says_so() -> None:
    turned = {
        "segments": [
            {"start": 5.0 * n, "end": 5.0 * n + 4, "text": words, "speaker": who}
            for n, (who, words) in enumerate((
                ("Tovin", "There were sixty of us on board. I counted, because we had jackets."),
                ("Lise", "And the pilot?"),
                ("Tovin", "He was not drunk. He was tired, he had been up for thirteen hours."),
            ))
        ]
    }  # fmt: skip
    read = pipeline.read_bytes(json.dumps(turned).encode(), path="heard.json")
    assert isinstance(read, Reading)
    case = pipeline.trace((*(r for r in _readings() if r.document.path != "call.vtt"), read))
    check = next(c for c in case.tape_checks if c.grave and "thirty" in c.says)
    assert "listen before you believe it" in check.says
    kinds = {f.kind for f in case.findings}
    assert "not as a machine heard it" in kinds
    assert "misquoted from the tape" not in kinds


def test_the_export_has_what_is_said_on_the_recording() -> None:
    media = case_to_json(_case())["recordings"][0]["media"]
    assert media is not None
    assert len(media["turns"]) == 12
    assert media["turns"][1]["speaker"] == "Tovin"
    assert media["turns"][1]["text"].startswith("It's me.")
    assert media["duration"] == media["turns"][-1]["end"]


def test_without_its_transcript_nothing_is_said_and_a_stranger_is_a_lead() -> None:
    alone = pipeline.trace(r for r in _readings() if r.document.path != "call.vtt")
    assert alone.transcripts == ()
    assert alone.tape_checks == ()
    other = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>We sold the house in spring.\n\n" * 4
    read = pipeline.read_bytes(other.encode(), path="house.vtt")
    assert isinstance(read, Reading)
    case = pipeline.trace((*(r for r in _readings() if r.document.path != "call.vtt"), read))
    assert case.transcripts == ()
    assert any(
        lead.kind == "transcript" and "house.vtt" in lead.says.lower() for lead in case.leads
    )


def test_the_owner_of_the_case_says_of_what_it_is_the_transcript() -> None:
    given = given_names(
        '[[transcript]]\nfile = "call.vtt"\nreport = "03-tessel-post.txt"\nwords = "phone call"\n'
    )
    case = pipeline.trace(_readings(), given)
    assert case.transcripts[0].origin == "owner"
    with pytest.raises(ValueError, match="a file, a report and words"):
        given_names('[[transcript]]\nfile = "call.vtt"\n')


def test_a_published_case_has_verdicts_without_names() -> None:
    case = _case()
    redacted = redact(case, private_persons(case), b"secret")
    assert len(redacted.tape_checks) == len(case.tape_checks)
    texts = {d.id: d.text for d in redacted.documents}
    for check in redacted.tape_checks:
        assert check.transcript in texts
        for piece in check.pieces:
            assert piece.heard.span.end <= len(texts[piece.heard.document])


def test_the_command_as_a_process(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "earwitness", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    case = str(tmp_path / "case")
    assert run("read", str(EXAMPLE), "--case", case, "--quiet").returncode == 0
    told = json.loads(run("tape", case, "He was drunk", "--json").stdout)
    assert [c["verdict"] for c in told["checks"]] == ["differs"]
    assert run("tape", case, "no such words at all").returncode == 6
    assert run("tape", case, "--transcript", "call.vtt").returncode == 2
    made = run("tape", case, "--transcript", "call.vtt", "--recording", "r_none")
    assert (made.returncode, "no recording r_none" in made.stderr) == (6, True)
    recording = told["checks"][0]["recording"]
    assert run("tape", case, "--transcript", "call.vtt", "--recording", recording).returncode == 0
    kept = json.loads(run("export", case, "--format", "json").stdout)
    assert kept["transcripts"][0]["origin"] == "owner"
    sound = str(EXAMPLE / "call.ogg")
    assert run("tape", case, "--transcript", "call.vtt", "--sound", sound).returncode == 0
    assert run("check", case).returncode == 0
