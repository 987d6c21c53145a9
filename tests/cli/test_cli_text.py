from __future__ import annotations

import json
from pathlib import Path

from test_cli_read import FERRY, STORM, run

MENU = "<nav><a href='/'>Home</a></nav>"


def test_a_report_is_printed_as_it_would_be_read_aloud(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY + "\nSign up now.\n", encoding="utf-8")
    done = run("text", tmp_path / "ferry.txt")
    assert done.returncode == 0
    assert done.stdout.decode() == (
        "Ferry held at the mole\n\nBy Ada Quill, 2024-03-03\n\n"
        "The ferry was held for two hours, the harbour master said on Sunday. "
        "“Nobody was hurt,” he said.\n"
    )


def test_the_body_alone_of_several_reports(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "storm.html").write_text(STORM.replace("<body>", f"<body>{MENU}"), "utf-8")
    done = run("text", "--body", tmp_path / "ferry.txt", tmp_path / "storm.html")
    first, second = done.stdout.decode().split("\n\f\n")
    assert first.startswith("The ferry was held")
    assert second == (
        "The port was closed on Sunday, the harbour board said.\n\n"
        "“We will open when the wind drops,” said Ines Marlow, who leads it.\n"
    )


def test_json_gives_every_stretch_with_its_kind_and_element(tmp_path: Path) -> None:
    page = STORM.replace("<body>", f"<body>{MENU}")
    (tmp_path / "storm.html").write_text(page, encoding="utf-8")
    (report,) = json.loads(run("text", "--json", tmp_path / "storm.html").stdout)
    found = {report["text"][b["start"] : b["end"]]: b for b in report["blocks"]}
    assert found["Home"]["furniture"] == "navigation"
    assert found["Storm closes port"]["kind"] == "headline"
    assert found["Storm closes port"]["element"] == "/html[1]/body[1]/article[1]/h1[1]"
    assert report["links"] == [{"start": 0, "end": 4, "target": "/"}]
    assert report["path"] == "storm.html"


def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "cat.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    some = run("text", tmp_path / "cat.png", tmp_path / "ferry.txt")
    assert some.returncode == 1
    assert b"The ferry was held" in some.stdout
    assert some.stderr.decode().startswith("cat.png is a picture")
    none = run("text", tmp_path / "none.txt")
    assert none.returncode == 3
    assert none.stdout == b""
    assert none.stderr.decode().count("\n") == 1
