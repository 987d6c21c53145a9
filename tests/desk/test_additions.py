"""What is added at the desk, and what becomes of it when it is odd, doubled or broken off."""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from desk_server import Client, Desk, served
from lxml import html

from earwitness.captures import Report
from earwitness.casefile import CaseFolder, store_at
from earwitness.casefile.recordings import recording_of
from earwitness.cases import Outcome, open_case
from earwitness.desk.adding import Added, Additions, Progress
from earwitness.desk.rendering import template
from earwitness.model import Failure
from earwitness.recordings import How

EXAMPLE = Path(__file__).parents[2] / "examples" / "ferry-call"
REPORT = "Quay {n} shut\n\nThe quay is shut, the harbour master, Ilse Dane, said on day {n}.\n"


def words(page: str) -> str:
    return " ".join(html.document_fromstring(page).text_content().split())


def _report(n: int) -> bytes:
    return REPORT.format(n=n).encode()


def send(one: Client, files: Sequence[tuple[str, bytes]] = (), **fields: str) -> str:
    """Drop files on the page, and wait until all is read; what the page says then."""
    rows = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {"csrf": one.csrf, **fields}.items()
    ]
    for name, data in files:
        head = f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        rows.append(head.encode() + b"Content-Type: text/plain\r\n\r\n" + data + b"\r\n")
    status, told, _ = one.ask(
        "POST", "/add", b"".join([*rows, b"--b--\r\n"]),
        Content_Type="multipart/form-data; boundary=b",
    )  # fmt: skip
    assert status == 303, told
    return finished(one)


def finished(one: Client) -> str:
    until = time.monotonic() + 120
    while "hx-get" in (told := one.get("/add/progress")) and time.monotonic() < until:
        time.sleep(0.05)
    return words(told)


@pytest.fixture
def empty(tmp_path: Path):  # type: ignore[no-untyped-def]
    CaseFolder.create(tmp_path / "case", version="1").close()
    with served(tmp_path / "case", How(model=str(tmp_path / "no-model"))) as desk:
        yield desk


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.txt", b"", "empty.txt is empty"),
        ("broken.pdf", b"%PDF-1.4 broken", "broken.pdf is broken"),
        ("broken.zip", b"PK\x03\x04 broken", "broken zip file"),
        ("empty.mp3", b"", "empty.mp3 is empty"),
        ("..", _report(1), "one report added"),
        ("y" * 300 + ".txt", _report(1), "one report added"),
        ("ж" * 300 + ".txt", _report(1), "one report added"),
        ("", _report(1), None),
    ],
)
def test_an_odd_file_is_told_in_a_sentence(
    empty: Desk, name: str, data: bytes, told: str | None
) -> None:
    one = empty.client()
    if told is None:
        status, page, _ = one.ask("POST", "/add", {"csrf": one.csrf, "text": "", "addresses": "  "})
        assert (status, "There was nothing to add" in page) == (400, True)
        return
    assert told in send(one, [(name, data)])


def test_an_address_in_a_private_network_is_refused_in_words_of_the_desk(empty: Desk) -> None:
    told = send(empty.client(), addresses="http://127.0.0.1:9/x")
    assert "http://127.0.0.1:9/x leads into a private network" in told
    assert "--" not in told


@pytest.mark.parametrize("code", ["private", "robots"])
def test_no_sentence_at_the_desk_asks_for_an_option_of_a_command(code: str) -> None:
    told = {
        "private": "http://a.b leads into a private network (::1): if you mean it, say --allow-x.",
        "robots": "http://a.b: asked not to: save the page by hand, or say --ignore-x if yours.",
    }
    progress = Progress()
    progress.take(Outcome(failed=[Failure("http://a.b", "fetching", code, told[code])]))
    [(_, said)] = progress.failed
    assert said in {
        "http://a.b leads into a private network (::1).",
        "http://a.b: asked not to: save the page by hand.",
    }


def test_what_is_in_an_archive_is_counted_as_it_is(tmp_path: Path) -> None:
    CaseFolder.create(tmp_path / "case", version="1").close()
    made, seen = io.BytesIO(), set()
    with zipfile.ZipFile(made, "w") as archive:
        for n in range(5):
            archive.writestr(f"{n}.txt", _report(n))
    additions = Additions(tmp_path / "case")
    additions.add([additions.put("reports.zip", io.BytesIO(made.getvalue()))])
    told = additions.progress
    while told.running:
        shown = words(template("progress.html.j2").render(progress=told))
        seen.add(shown)
        time.sleep(0.005)
    assert all(re.search(r"\b[01] of 1\b", one) or "Done" in one for one in seen), seen
    assert (told.total, told.ended, len(told.done), len(told.added)) == (1, 1, 5, 5)


def test_two_transcripts_of_one_name_have_each_its_own_sound(empty: Desk) -> None:
    one = empty.client()
    vtt = (EXAMPLE / "call.vtt").read_bytes()
    other = vtt.replace(b"drunk", b"sober")
    send(one, [("call.vtt", other)])
    told = send(one, [("call.vtt", vtt), ("call.ogg", (EXAMPLE / "call.ogg").read_bytes())])
    assert "The sound of call.vtt is kept." in told
    case = empty.bench.now().case
    by_words = {"sober" in d.text: d.sha256 for d in case.documents}
    assert recording_of(empty.store, by_words[False]) is not None
    assert recording_of(empty.store, by_words[True]) is None


def test_a_transcript_that_the_case_knows_by_another_name_takes_its_sound(empty: Desk) -> None:
    one = empty.client()
    vtt, ogg = (EXAMPLE / "call.vtt").read_bytes(), (EXAMPLE / "call.ogg").read_bytes()
    send(one, [("a-call.vtt", vtt)])
    assert "The sound of" in send(one, [("call.vtt", vtt), ("call.ogg", ogg)])


def test_subtitles_that_are_none_take_no_sound(empty: Desk) -> None:
    """What has no turns has no page for a sound: the recording is listened to."""
    ogg = (EXAMPLE / "call.ogg").read_bytes()
    told = send(empty.client(), [("call.srt", b"No subtitles at all."), ("call.ogg", ogg)])
    assert "The sound of" not in told
    assert "call.ogg was not heard" in told


def test_what_was_broken_off_is_finished_when_the_desk_opens_again(tmp_path: Path) -> None:
    """The desk was stopped when the reports were kept, and before the case was traced."""
    folder = tmp_path / "case"
    with open_case(folder, reader="rules") as case:
        case.keep([Report("quay.txt", _report(3))])
        assert case.load().documents == ()
        assert case.folder.behind()
    with served(folder) as desk:
        finished(desk.client())
        assert [d.path for d in desk.bench.now().case.documents] == ["quay.txt"]
        assert "quay.txt" in words(desk.client().get("/"))


def test_a_desk_that_opens_a_finished_case_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    with open_case(folder, reader="rules") as case:
        case.take([])
        case.keep([Report("quay.txt", _report(3))])
        case.update()
        assert not case.folder.behind()
    before = (folder / "custody.log").read_bytes()
    with served(folder) as desk:
        assert "hx-get" not in desk.client().get("/add/progress")
        assert "Done" not in words(desk.client().get("/add"))
    assert (folder / "custody.log").read_bytes() == before


def test_while_somebody_adds_others_decide_and_nothing_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    with open_case(folder, reader="rules") as case:
        case.keep([Report(f"{n}.txt", _report(n)) for n in range(5)])
        case.update()
    with served(folder) as desk:
        ada, ben = desk.client("ada"), desk.client("ben", "editor")
        asked = [s.id for s in desk.bench.now().case.statements][:5]
        sent = threading.Thread(
            target=send, args=(ada, [(f"{n}.txt", _report(n)) for n in range(5, 25)])
        )
        sent.start()
        for one in asked:
            status, told = ben.decide(act="accept", thing=one)
            assert status == 303, told
        sent.join(120)
        now = desk.bench.now()
        assert [d.by for d in now.now.decisions] == ["ben"] * len(asked)
        assert len(now.case.documents) == 25
    with open_case(folder, create=False) as case:
        assert case.check() == ()


def test_a_file_that_cannot_be_removed_does_not_stop_the_next_addition(tmp_path: Path) -> None:
    CaseFolder.create(tmp_path / "case", version="1").close()
    additions = Additions(tmp_path / "case")
    first = additions.put("1.txt", io.BytesIO(_report(1)))
    assert first.place is not None
    (first.place.parent / "left by another program").touch()
    for one in (first, additions.put("2.txt", io.BytesIO(_report(2)))):
        additions.add([one])
        until = time.monotonic() + 60
        while additions.progress.running and time.monotonic() < until:
            time.sleep(0.02)
        assert not additions.progress.running
    with store_at(tmp_path / "case", version="1") as kept:
        assert len(kept.load().documents) == 2


def test_reports_that_are_added_are_linked(empty: Desk) -> None:
    one = empty.client()
    send(one, [("quay.txt", _report(1))])
    page = one.get("/add")
    assert re.search(r'<a href="/\?q=quay.txt">', page)


def test_an_address_is_no_file_of_this_machine(empty: Desk) -> None:
    assert Added("file:///etc/passwd").place is None
    one = empty.client()
    for address in ("file:///etc/passwd", "/etc/passwd", "ftp://example.org/x", "javascript:1"):
        status, _, _ = one.ask("POST", "/add", {"csrf": one.csrf, "addresses": address})
        assert status == 400, address


def test_of_which_recording_a_transcript_is_is_said_once(tmp_path: Path) -> None:
    """Two editors had the page open; or one pressed the button twice."""
    with open_case(tmp_path / "case", reader="rules") as case:
        case.add(EXAMPLE)
    with served(tmp_path / "case") as desk:
        one, case_now = desk.client(), desk.bench.now().case
        [paper] = {t.document for t in case_now.transcripts}
        body = {"csrf": one.csrf, "recording": case_now.recordings[0].id}
        status, told, _ = one.ask("POST", f"/tapes/{paper}/of", body)
        assert (status, "said already" in words(told)) == (400, True)
        assert not (tmp_path / "case" / "names.toml").exists()
