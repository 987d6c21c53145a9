"""Bytes in all the encodings in which reports are saved, and bytes that are no reports."""

import pytest

from earwitness.intake import CODES, MAX_BYTES, MAX_TEXT, IntakeError, read_document

WORDS = (
    "“Wir sind alle müde,” said Žofie – the café’s owner – on Friday. Nobody came back to the pier."
)


def _nested(depth):
    """A mail in a mail in a mail."""
    head = (
        b"From: a@b.example\nMIME-Version: 1.0\nSubject: x\nDate: Tue, 6 Apr 2021 09:12:00 +0000\n"
    )
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )
    return head + parts + b"Content-Type: text/plain\n\nThe bridge fell.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_give_the_same_text(encoding):
    assert read_document(WORDS.encode(encoding)).text == WORDS


def test_windows_1252_without_a_declaration():
    words = "“It’s over,” she said – and the café closed. Nobody came back to the pier that year."
    assert read_document(words.encode("cp1252")).text == words


def test_declared_charset_of_a_page():
    page = (
        '<html><head><meta charset="windows-1251"></head><body><p>Мама мыла раму.</p></body></html>'
    )
    assert "Мама мыла раму." in read_document(page.encode("windows-1251")).text


def test_latin_1_declared_is_read_as_browsers_read_it():
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>“It’s over”</p></body></html>'
    assert "“It’s over”" in read_document(page.encode("cp1252")).text


def test_a_few_broken_bytes_do_not_turn_utf_8_into_another_encoding():
    data = (WORDS * 20).encode() + b"\xe2\x80"
    text = read_document(data).text
    assert text.startswith(WORDS)
    assert text.endswith("\ufffd")


def test_plain_text_keeps_line_ends_and_no_break_spaces():
    words = "The\u00a0Quay Post\r\n\r\nA crane fell on Friday.\rNobody was hurt.\n"
    assert read_document(words.encode()).text == words


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"PK\x03\x04" + bytes(100), "damaged"),
        (b"%PDF-1.7 words", "damaged"),
        (b"{\\rtf1 words}", "unknown-type"),
        (b"a " * (MAX_BYTES // 2 + 1), "too-large"),
        (b"The Ledger\n\n" + b"word " * (MAX_TEXT // 5), "too-large"),
        (_nested(3000), "damaged"),
        (b"... --- ...", "no-text"),
        (b"<html><body><script>var a = 1</script></body></html>", "no-text"),
        (b"\x81\x8d\x8f\x90 ab \x9d\x81 cd", "encoding"),
    ],
)
def test_what_is_no_report_is_refused_with_its_code(data, code):
    with pytest.raises(IntakeError) as caught:
        read_document(data, path="folder/page.txt")
    assert caught.value.code == code
    assert "folder/page.txt" in caught.value.message
    assert caught.value.message.endswith(".")


def test_every_code_is_described():
    assert all(len(meaning) > 10 for meaning in CODES.values())
    with pytest.raises(ValueError, match="no such code"):
        IntakeError("no such code", "A sentence.")


@pytest.mark.parametrize(
    ("data", "path", "shown"),
    [
        (b"<!DOCTYPE html><html><p>A crane fell.</p></html>", "a.txt", "A crane fell."),
        (b"<p>A crane fell.</p>", "a.html", "A crane fell."),
        (b"If a < b and c > d, a crane fell.", "a.html", "If a < b and c > d, a crane fell."),
        (b"The page says <b> is a tag.", "a.txt", "The page says <b> is a tag."),
    ],
)
def test_pages_and_text_are_told_apart_by_content(data, path, shown):
    assert read_document(data, path=path).text == shown


def test_ids_are_of_the_bytes():
    one = read_document(WORDS.encode(), path="a.txt")
    other = read_document(WORDS.encode(), path="b.txt")
    assert one.id == other.id == f"d_{one.sha256[:12]}"
    assert read_document(WORDS.encode("utf-16")).id != one.id


@pytest.mark.parametrize("bad", ["http://[x", "http://[x]y/", "//[", "http://a]b/"])
def test_an_address_that_is_none_is_left_out(bad):
    head = f'<link rel="canonical" href="{bad}">'
    page = f"<html><head>{head}</head><body><p>It fell.</p></body></html>"
    assert read_document(page.encode(), path="a.html").url is None
    assert read_document(b"The bridge fell on Monday.", path="a.txt", url=bad).url is None
