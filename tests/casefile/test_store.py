"""What every case does, on disk and on a server alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from small_case import PAGE, SHA, case_of, codes, fill, reading_of
from store_kinds import Kind, opened

from earwitness.casefile import CODES, CaseError, CasePlace, CaseStore, StoredReading, store_at
from earwitness.model import Case, Failure, Finding


@pytest.fixture
def filled(store: CaseStore) -> CaseStore:
    return fill(store)


def test_the_original_is_kept_byte_for_byte(filled: CaseStore) -> None:
    assert filled.originals.has(SHA)
    assert filled.originals.read(SHA) == PAGE
    assert SHA in filled.originals.held()
    assert not filled.originals.has("0" * 64)
    with pytest.raises(OSError, match="0000"):
        filled.originals.read("0" * 64)


@pytest.mark.parametrize("size", [0, 1, 5_000_000])
def test_an_original_of_any_size_comes_back(store: CaseStore, size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"\0" * (size % 256)
    sha256 = store.originals.keep(data)
    assert store.originals.read(sha256) == data
    assert store.originals.intact(sha256)
    assert store.originals.keep(data) == sha256


def test_what_was_stored_comes_back(filled: CaseStore) -> None:
    assert [r.document.path for r in filled.readings()] == ["ferry.txt", "well.txt"]
    assert filled.load() == case_of(filled.readings())
    assert codes(filled, retrace=True) == set()


def test_names_are_sorted_as_python_sorts_them(store: CaseStore) -> None:
    names = ["Zebra.txt", "a b.txt", "a.txt", "ä.txt", "éa.txt", "zz.txt", "😀.txt", "-.txt"]
    for name in names:
        data = f"Words of {name}.".encode()
        store.add(data, name, reading_of(data, name), reader="r1")
        store.add(PAGE, name, reading_of(PAGE, store.path_for(SHA, name)), reader="r1")
    ours = [r.document.path for r in store.readings() if r.document.sha256 != SHA]
    assert ours == sorted(names)
    assert store.database.paths()[SHA] == store.database.paths_of(SHA) == tuple(sorted(names))


def test_the_same_again_changes_not_one_byte(kind: Kind, filled: CaseStore) -> None:
    before = kind.everything(filled)
    assert not filled.add(PAGE, "ferry.txt", reading_of(PAGE, "ferry.txt"), reader="r1")
    assert not filled.save(case_of(filled.readings()), by="program 1")
    filled.write_brief("brief\n", "<p>brief</p>\n")
    assert kind.everything(filled) == before


def test_the_same_bytes_under_another_name_are_one_document(filled: CaseStore) -> None:
    name = filled.path_for(SHA, "zz.txt")
    assert name == "ferry.txt"
    assert filled.add(PAGE, "zz.txt", reading_of(PAGE, name), reader="r1")
    assert len(filled.readings()) == 2
    assert filled.database.paths()[SHA] == ("ferry.txt", "zz.txt")
    assert filled.path_for(SHA, "a.txt") == "a.txt"
    assert filled.readings_at("zz.txt") == filled.readings_at("ferry.txt") != ()


def test_a_very_long_name_is_kept(store: CaseStore) -> None:
    name = "https://example.org/" + "".join(chr(97 + at * at % 26) for at in range(9000))
    store.add(PAGE, name, reading_of(PAGE, name), reader="r1")
    assert not store.add(PAGE, name, reading_of(PAGE, name), reader="r1")
    assert store.database.paths() == {SHA: (name,)}


def test_a_reading_by_another_reader_takes_the_place_of_the_old(filled: CaseStore) -> None:
    first = filled.stored()[0]
    newer = replace(first.reading, document=replace(first.reading.document, language="cy"))
    filled.refresh(StoredReading(first.sha256, first.path, "r2", newer))
    assert filled.stored()[0] == StoredReading(first.sha256, first.path, "r2", newer)
    assert [s.sha256 for s in filled.outdated(["r1"])] == [first.sha256]
    assert filled.current(first.sha256, "ferry.txt", "r2") == newer
    assert filled.current(first.sha256, "ferry.txt", "r1") is None
    assert "reading-changed" not in codes(filled)


def test_a_settled_case_need_not_be_traced_again(filled: CaseStore) -> None:
    assert filled.settled("program 1") == case_of(filled.readings())
    assert filled.settled("program 2") is None
    filled.save(case_of(filled.readings()), by="program 2")
    assert filled.settled("program 2") == case_of(filled.readings())


def test_a_further_report_unsettles_the_case(filled: CaseStore) -> None:
    filled.add(b"No word, he said.", "word.txt", reading_of(b"No word, he said.", "w"), reader="r1")
    assert filled.settled("program 1") is None


def test_a_new_reading_unsettles_the_case(filled: CaseStore) -> None:
    filled.refresh(replace(filled.stored()[0], reader="r2"))
    assert filled.settled("program 1") is None


def test_what_somebody_changed_unsettles_the_case(kind: Kind, filled: CaseStore) -> None:
    filled.files.write("brief.html", b"<p>other</p>")
    assert filled.settled("program 1") is None
    filled.write_brief("brief\n", "<p>brief</p>\n")
    assert filled.settled("program 1") is not None
    kind.sql(filled, "UPDATE findings SET says = 'Nine reports.'")
    assert filled.settled("program 1") is None


def test_a_failure_is_logged_once(store: CaseStore) -> None:
    failure = Failure("x.bin", "intake", "binary", "x.bin is no text.")
    for _ in range(2):
        store.fail(failure, SHA)
    assert [(e.action, e.detail["code"]) for e in store.log.entries()] == [("failed", "binary")]


def test_a_change_that_breaks_leaves_what_was_there(store: CaseStore) -> None:
    fill(store)
    before = store.load()

    def broken() -> None:
        with store.database.transaction():
            store.database.save(Case())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken()
    assert store.load() == before


def test_files_come_and_go(store: CaseStore) -> None:
    files = store.files
    assert files.read("changes.jsonl") is None
    files.append("changes.jsonl", b"one\n")
    files.append("changes.jsonl", b"\0two\xff\n")
    assert files.read("changes.jsonl") == b"one\n\0two\xff\n"
    assert files.write("stamps/000001.tsr", b"")
    assert not files.write("stamps/000001.tsr", b"")
    assert files.names() == ("changes.jsonl", "stamps/000001.tsr")
    assert "changes.jsonl" in files.shown("changes.jsonl")
    files.remove("changes.jsonl")
    files.remove("changes.jsonl")
    assert files.names() == ("stamps/000001.tsr",)


def test_the_key_is_made_once(store: CaseStore) -> None:
    secret = store.secret()
    assert len(secret) == 32
    other = store_at(place(store), version="1")
    assert other.secret() == secret
    other.close()


def test_what_is_watched_comes_back(store: CaseStore) -> None:
    url = "https://example.org/feed"
    state = replace(store.watched.state(url), etag='"a"', checked="2024")
    store.watched.put(state)
    store.watched.put(replace(state, etag=None))
    assert store.watched.state(url) == replace(state, etag=None)
    assert store.watched.urls() == (url,)
    for _ in range(2):
        store.watched.put_entry(url, "e1")
    assert store.watched.has_entry(url, "e1")
    assert not store.watched.has_entry(url, "e2")
    assert store.watched.told() is None
    store.watched.put_told(["a", "b"], "2024")
    store.watched.put_told(["b", "c"], "2025")
    assert store.watched.told() == {"a", "b", "c"}


def test_the_log_is_the_bytes_of_a_file(filled: CaseStore) -> None:
    data = filled.log.data()
    assert data is not None
    assert data.decode("ascii") == "".join(f"{e.line()}\n" for e in filled.log.entries())
    assert filled.log.breaks() == ()
    assert filled.mark() == filled.log.entries()[0].hash[:16]
    last = filled.log.last()
    assert last is not None
    assert last.action == "traced"


# -- what check sees


def test_a_changed_original_shows(kind: Kind, filled: CaseStore) -> None:
    kind.put_original(filled, SHA, PAGE.replace(b"left", b"sunk"))
    assert codes(filled) == {"original-changed"}


def test_a_missing_original_shows(kind: Kind, filled: CaseStore) -> None:
    kind.drop_original(filled, SHA)
    assert codes(filled) == {"original-missing"}


def test_a_stranger_among_the_originals_shows(filled: CaseStore) -> None:
    filled.originals.keep(b"never logged")
    assert codes(filled) == {"original-extra"}


def test_a_log_line_that_is_no_line_shows(kind: Kind, filled: CaseStore) -> None:
    kind.rewrite_log(filled, [*lines(filled), "hello"])
    assert codes(filled) == {"log-damaged"}


def test_a_changed_log_shows(kind: Kind, filled: CaseStore) -> None:
    first, *rest = lines(filled)
    kind.rewrite_log(filled, [first.replace('"version":"1"', '"version":"2"'), *rest])
    assert "log-chain" in codes(filled)


def test_a_dropped_line_shows(kind: Kind, filled: CaseStore) -> None:
    first, _, *rest = lines(filled)
    kind.rewrite_log(filled, [first, *rest])
    assert "log-chain" in codes(filled)


def test_lines_cut_from_the_end_of_the_log_show(kind: Kind, filled: CaseStore) -> None:
    kind.rewrite_log(filled, lines(filled)[:2])
    assert {"log-cut", "document-unlogged", "original-extra"} <= codes(filled)


def test_a_changed_reading_shows(kind: Kind, filled: CaseStore) -> None:
    kind.sql(filled, "UPDATE readings SET reading = replace(reading, 'ferry had', 'tanker had')")
    assert "reading-changed" in codes(filled)


def test_a_changed_row_of_the_case_shows(kind: Kind, filled: CaseStore) -> None:
    kind.sql(filled, "UPDATE findings SET says = 'Nine reports.'")
    assert codes(filled) == {"case-changed"}
    assert "case-stale" in codes(filled, retrace=True)


def test_a_row_that_cannot_be_read_shows(kind: Kind, filled: CaseStore) -> None:
    kind.sql(filled, "UPDATE documents SET blocks = 'hello'")
    assert codes(filled) == {"database-damaged"}
    with pytest.raises(CaseError, match="earwitness check") as caught:
        filled.load()
    assert caught.value.code == "case-damaged"


def test_a_stamp_that_is_gone_or_changed_shows(filled: CaseStore) -> None:
    head = filled.log.last()
    assert head is not None
    held = filled.keep_stamp(b"token", head, authority="https://tsa.example.org", time="2024")
    assert filled.stamps() == (held,)
    assert codes(filled) == set()
    filled.files.remove(held.name)
    assert codes(filled) == {"stamp-missing"}
    filled.files.write(held.name, b"other")
    assert codes(filled) == {"stamp-changed"}


def test_every_code_of_a_problem_is_described(kind: Kind, filled: CaseStore) -> None:
    for sha256 in filled.originals.held():
        kind.drop_original(filled, sha256)
    assert codes(filled) <= set(CODES)


# -- crashes that every kind can meet: a line of the log without its row


def test_a_report_that_was_logged_and_not_stored_is_found(store: CaseStore) -> None:
    store.originals.keep(PAGE)
    store.log.append("added", sha256=SHA, path="ferry.txt")
    assert codes(store) == {"document-missing"}
    assert store.unfinished() == ((SHA, "ferry.txt"),)
    store.add(PAGE, "ferry.txt", reading_of(PAGE, "ferry.txt"), reader="r1", logged=True)
    assert store.unfinished() == ()
    assert [e.action for e in store.log.entries()] == ["added", "read"]


def test_a_case_that_was_logged_and_not_stored_is_stored_anew(filled: CaseStore) -> None:
    case = Case(findings=(Finding("count", (), "Other."),))
    filled.log.append("traced", sha256="0" * 64, path=None)
    assert "case-changed" in codes(filled)
    assert filled.save(case)
    assert codes(filled) == set()


# -- opening


def test_a_case_that_is_not_there_is_not_made_by_looking(kind: Kind) -> None:
    where = kind.place()
    for _ in range(2):
        with pytest.raises(CaseError) as caught:
            store_at(where, version="1")
        assert caught.value.code == "no-case"
        assert str(where) in str(caught.value)


def test_a_case_of_a_later_version_is_left_alone(kind: Kind, filled: CaseStore) -> None:
    kind.sql(filled, "INSERT INTO migrations VALUES (99, 'later')")
    if hasattr(filled, "folder"):
        kind.sql(filled, "PRAGMA user_version = 99")
    filled.close()
    with pytest.raises(CaseError) as caught:
        filled.load()
    assert caught.value.code == "newer-case"


def test_it_opens_again_as_it_was_left(filled: CaseStore) -> None:
    before = filled.load()
    filled.close()
    again = opened(place(filled), clock=lambda: datetime(2025, 1, 1, tzinfo=UTC))
    assert again.load() == before
    assert codes(again) == set()
    again.close()
    assert filled.load() == before


def lines(store: CaseStore) -> list[str]:
    return (store.log.data() or b"").decode().splitlines()


def place(store: CaseStore) -> CasePlace:
    return getattr(store, "server", None) or store.folder  # type: ignore[attr-defined]
