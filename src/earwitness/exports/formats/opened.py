"""What a written file says, every part of it: so that one can look for what it must not say."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

_PAGES = (".html", ".htm", ".svg")
_WITHIN = frozenset("a b i em mark span strong sub sup abbr cite q r t u".split())
_APART = ("style", "script")  # no part of what is read
_TREES = (".xml", ".rels")
# Ids and digests of our own, of digits and the letters a to f: one in some hundred holds an "ada".
_DIGEST = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    r"(?=[a-f]*[0-9])(?:[0-9a-f]{64}|[0-9a-f]{12})"
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|sha(?:256|384|512)-[A-Za-z0-9+/]{43,86}={0,2}"
    r")(?![0-9A-Za-z])"
)


def words_of_file(path: str, data: bytes) -> Iterator[str]:
    """The file's name, and each stretch of words in it, as a reader or a program finds them.

    Digests are left out: what letters these have is chance.
    """
    return (_DIGEST.sub("", words) for words in _words_of_file(path, data))


def _words_of_file(path: str, data: bytes) -> Iterator[str]:
    yield path
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment.decode("utf-8", "replace")
            for part in archive.infolist():
                yield part.comment.decode("utf-8", "replace")
                yield from _words_of_file(part.filename, archive.read(part))
    elif data[:5] == b"%PDF-":
        yield from map(_in_one_line, _of_pdf(data))
    elif data[:4] == b"PAR1":
        yield from _of_parquet(data)
    elif path.endswith(_PAGES) or path.endswith(_TREES):
        yield from _of_tree(data, page=path.endswith(_PAGES))
    else:
        yield from _of_text(path, data.decode("utf-8", "replace"))


def _of_text(path: str, text: str) -> Iterator[str]:
    if path.endswith((".json", ".jsonld", ".jsonl")):
        for thing in _things(text):
            yield from _strings(thing)
    elif path.endswith(".csv"):
        for row in csv.reader(io.StringIO(text, newline="")):
            yield from row
    elif path.endswith(".ttl"):
        yield re.sub(r"\\[nrt]", "\n", text)
    else:
        yield _in_one_line(text) if path == "brief.txt" else text


def _things(text: str) -> list[Any]:
    """Of one JSON document, or of one a line."""
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.split("\n") if line.strip()]


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield key
            yield from _strings(_whole(key, value))
    elif isinstance(thing, list):
        for one in thing:
            yield from _strings(one)


def _whole(key: str, value: Any) -> Any:
    """Words around a quotation begin and end where the count of letters does: without cut words."""
    if key == "prefix" and isinstance(value, str):
        return value.partition(" ")[2]
    return value.rpartition(" ")[0] if key == "suffix" and isinstance(value, str) else value


def _of_tree(data: bytes, *, page: bool) -> Iterator[str]:
    """The words, those of elements within a line as one, attributes and comments."""
    parser = html.HTMLParser(encoding="utf-8") if page else etree.XMLParser(resolve_entities=False)
    root = etree.fromstring(data, parser)
    told: list[str] = []
    _tell(root, told)
    yield "".join(told)
    for one in root.iter(*_APART):
        yield from (one.text or "").split("\n")
    for element in root.iter():
        yield from map(str, element.attrib.values())
    yield from (str(comment.text) for comment in root.iter(etree.Comment))


def _tell(element: Any, told: list[str]) -> None:
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else None
    edge = "" if tag in _WITHIN else " "
    told += [edge, element.text or ""] if tag and tag not in _APART else []
    for inner in element:
        _tell(inner, told)
    told += [edge, element.tail or ""]


def _of_parquet(data: bytes) -> Iterator[str]:
    from .parquet import rows_of  # noqa: PLC0415 (only where there is such a file)

    yield from _strings(rows_of(data))


def _of_pdf(data: bytes) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(data)
    yield from map(str, document.get_metadata_dict().values())
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()


def _in_one_line(words: str) -> str:
    """What we broke into lines ourselves: the end of a line joins no names."""
    return re.sub(r"\s+", " ", words)
