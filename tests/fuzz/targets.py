"""What is fuzzed: files of every kind with wrong bytes, texts made of grammar, JSON of any shape.

Each target is what is drawn and what must hold of it. `test_fuzz.py` draws by chance, `guided.py` lets the
code that each try reaches choose the next one.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / part) for part in ("hostile", "intake", "deciding", "redaction")]

from decided_bridge import made_case
from inputs import PAGE, TEXT, docx, epub, feed, pdf, record, wacz
from read_or_reason import read_or_reason
from spellings import cut, names, written
from wrapped import mail

from earwitness import pipeline
from earwitness.deciding import decided
from earwitness.exports.json_export import case_to_json
from earwitness.importing import _Maker, _NotTakenError
from earwitness.imports import Found, ImportFileError, Squeezed, Words, place, read_offers
from earwitness.intake import IntakeError, read_document
from earwitness.leaving import Outgoing, published_files
from earwitness.model import Figure, Layer, Span
from earwitness.reading import read_report
from earwitness.redaction import Redaction, placeholders, private_persons


@dataclass(frozen=True)
class Target:
    """What is drawn for a check, and how often in the ordinary tests."""

    check: Callable[..., None]
    drawn: tuple[st.SearchStrategy[Any], ...]
    short: int
    share: int = 2  # of the time of long fuzzing


# -- intake of each kind

LINES = [(n, "Ada" if n % 2 else "Bob", line.strip()) for n, line in enumerate(TEXT.split(". "), 1)]
FILES = {
    "a.txt": TEXT.encode(),
    "a16.txt": TEXT.encode("utf-16"),
    "a.html": PAGE.encode(),
    "a.md": f"---\ntitle: Bridge\n---\n# Bridge fails\n\n{TEXT}".encode(),
    "a.eml": mail(TEXT),
    "a.mbox": b"From a@b Tue Apr  6 09:12:00 2021\n" + mail(TEXT) + b"\n\nFrom c@d Tue Apr  6 09:12:00 2021\n" + mail("x"),
    "a.rss": feed(TEXT),
    "a.json": json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": TEXT}]}).encode(),
    "a.warc": record(PAGE.encode()),
    "a.wacz": wacz("archive/a.warc", record(PAGE.encode())),
    "a.pdf": pdf("The bridge fell, Ada Brenk said on Monday."),
    "a.docx": docx(b"<w:p><w:r><w:t>" + TEXT.encode() + b"</w:t></w:r></w:p>"),
    "a.epub": epub(PAGE.encode()),
    "a.vtt": b"WEBVTT\n\n" + b"".join(
        f"00:{n:02}.000 --> 00:{n:02}.900\n<v {who}>{line}\n\n".encode() for n, who, line in LINES
    ),
    "a.srt": b"".join(
        f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{who}: {line}\n\n".encode()
        for n, who, line in LINES
    ),
    "a.zip": wacz("a.html", PAGE.encode()),
}  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, 5000), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=6
)  # fmt: skip


def _changed(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    for at, gone, new in changes:
        here = at % (len(data) + 1)
        data = data[:here] + new + data[here + gone :]
    return data


def _inside(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The same, in the parts of a zip: changes outside would only break the zip."""
    if not data.startswith(b"PK"):
        return _changed(data, changes)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, _changed(old.read(name), changes))
    return out.getvalue()


def _of_changes(name: str) -> Callable[..., None]:
    def tried(changes: list[tuple[int, int, bytes]], inside: bool) -> None:
        made = _inside(FILES[name], changes) if inside else _changed(FILES[name], changes)
        read_or_reason(made, name)

    return tried


# -- the grammars of quotations, dates and figures

QUOTES = st.sampled_from(
    [*"“”\"‘’'«»„", "''", "``", " said", " says ", "he told ", "according to ", ", adding that ", " who said ",
     "Mara Osei", "the ministry", "She", "his mother", " in a call intercepted by ", "—", "…", " [", "] ", ": ",
     "yes", "no bridge fell", ". ", ", ", "? ", "\n", "\n\n", "\u00a0", "🙂", " allegedly", " denied"]
)  # fmt: skip
DATES = st.sampled_from(
    ["Monday", "last ", "next ", "the ", "week", "month", "year", "day", " before", " after", " ago", "early ",
     "late ", "mid-", "March", "May", "9", "31", "30", "2026", "1999", "0", "10000", "/", "-", ".", ":", "08:40",
     " GMT", "Z", "th", "st", " of ", " to ", "between ", " and ", "since ", "until ", "quarter", "half",
     "three ", "twenty", "tomorrow", "noon", "Christmas", " ", ", ", "\n"]
)  # fmt: skip
FIGURES = st.sampled_from(
    ["12", "0", "1,200", "1.5", "3 million", "12,34,567", "64", "99999999999999999999", "half a dozen", "dozens",
     "hundreds of ", "no ", "at least ", "more than ", "between ", " and ", " to ", "-", "–", "up to ", "about ",
     "nearly ", "one in ", "%", "$", "€", " killed", " wounded", " people", " soldiers", " dead", " were ",
     " missing", " of them", "rose to ", " from ", "children", "aged ", " km", ", ", ". ", " ", "\n", "²", "½", "٣", "Ⅻ"]
)  # fmt: skip
GRAMMAR = st.lists(st.one_of(QUOTES, DATES, FIGURES, st.text(max_size=3)), max_size=70).map("".join)
_TIMEX = re.compile(r"[-\dA-Z:.+X_]{1,40}")


def _good_figure(figure: Figure, size: int) -> None:
    assert 0 <= figure.span.start < figure.span.end <= size
    if figure.low is not None and figure.high is not None:
        assert figure.low <= figure.high


def check_text(text: str) -> None:
    try:
        document = read_document(
            f"The Ledger\n\nBridge fails\n\n{text}\n".encode("utf-8", "replace"), path="a.txt"
        )
    except IntakeError:
        return
    reading = read_report(document)
    size = len(document.text)
    for statement in reading.statements:
        assert statement.content
        assert all(0 <= s.start < s.end <= size for s in (*statement.content, *statement.cue))
    for figure in reading.figures:
        _good_figure(figure, size)
    for date in reading.dates:
        assert 0 <= date.span.start < date.span.end <= size
        assert date.value is None or _TIMEX.fullmatch(date.value), date.value
    case = pipeline.trace([reading])
    assert json.loads(json.dumps(case_to_json(case)))["earwitness"] == "1"


# -- what is published

SPELLED = [form for name in names(5) for form in (*written(name)[:12], *cut(name))]
AROUND = st.sampled_from(
    [*names(5), "a soldier", "his mother", "Ada Brenk", "the ministry", " told ", " said ", " in a phone call intercepted by ",
     "the security service", "In the call, ", "a man named ", "aged 7", ", a nurse,", "a patient", "the boy", " of the 4th brigade",
     " and ", ", ", ". ", ": ", "“", "”", "‘", "’s", "\n\n", "We have nothing left", "they are gone", "President ", "Dr ", "call sign "]
)  # fmt: skip
CALLS = st.lists(st.one_of(AROUND, AROUND, st.sampled_from(SPELLED), QUOTES), max_size=50).map(
    "".join
)


def check_published(text: str) -> None:
    """Whoever is found to be private, the last look finds nobody: a name left over stops the publishing."""
    page = f"The Ledger\n\nA call\n\n{names(1)[0]} told his mother in a call intercepted by the service: “We are lost.”\n\n{text}\n"
    case = pipeline.trace(
        [read_report(read_document(page.encode("utf-8", "replace"), path="a.txt"))]
    )
    persons = private_persons(case)
    made = Redaction(case, (), persons, b"a key")
    out = Outgoing(made.made, Layer(), persons, placeholders(persons, b"a key"), made.names)
    for form in ("json", "text", "html"):
        published_files(out, form)


# -- the import

KEYS = st.sampled_from(
    ["type", "id", "target", "body", "selector", "source", "scope", "exact", "prefix", "suffix", "start", "end",
     "items", "value", "purpose", "creator", "name", "created", "refinedBy", "schema", "properties", "alias",
     "entity", "description", "referents", "notes", "bodyValue", "@type", "first"]
)  # fmt: skip
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8),
    st.sampled_from(
        ["Annotation", "AnnotationPage", "TextQuoteSelector", "TextPositionSelector", "TextualBody", "Person", "Note",
         "bridge", "The bridge", "Joren", "urn:earwitness:s_hold", "d_ledger", "a_joren", "a-joren", "assessing", "accept", "reject",
         "grade 1", "grade A", "direct assertion", "identifying", "classifying"]
    ),
)  # fmt: skip
THINGS = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@st.composite
def _annotated(draw: st.DrawFn) -> Any:
    """Nearly an annotation, or nearly an entity."""
    if draw(st.booleans()):
        inner = {"id": draw(VALUES), "type": "Annotation", "body": draw(THINGS),
                 "target": {"source": draw(st.sampled_from(["d_ledger", "d_quayside", "x"])),
                            "selector": [{"type": "TextQuoteSelector", "exact": draw(st.sampled_from(["bridge", "It did not even hold ten minutes.", "e", ""])),
                                          "prefix": draw(VALUES), "suffix": draw(VALUES)}, draw(THINGS)]},
                 "creator": draw(THINGS)}  # fmt: skip
        return [inner]
    return [{"id": draw(VALUES), "schema": draw(st.sampled_from(["Person", "Note", "Article", "X"])),
             "properties": draw(st.dictionaries(KEYS, THINGS, max_size=5))}]  # fmt: skip


NOW = decided(made_case(), ())


def check_import(thing: Any) -> None:
    try:
        offered = read_offers(json.dumps(thing).encode("utf-8", "surrogatepass"), lambda _form: {})
    except ImportFileError as error:
        if not str(error).endswith("."):
            raise
        return
    maker = _Maker(NOW, "x.json")
    for offer in offered.offers:
        try:
            made = maker.decisions(offer)
        except _NotTakenError:
            continue
        for draft in made:
            for quote in draft.target.quotes:
                page = next(d for d in NOW.found.documents if d.sha256 == quote.document)
                assert Span(quote.start, quote.end).of(page.text) == quote.exact


def check_bytes_as_import(data: bytes) -> None:
    """Bytes without JSON in them are refused."""
    try:
        read_offers(data, lambda _form: {})
    except ImportFileError:
        return
    raise AssertionError("taken in")


GAPS = st.sampled_from([" ", "  ", "\n", "\u00a0", "\t \n"])


def check_place(parts: list[str], data: st.DataObject) -> None:
    """The words of an annotation have other white space than the report, and may stand twice."""
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first + 1, len(parts)))
    text = "".join(part + data.draw(GAPS) for part in parts)
    exact = "".join(part + data.draw(GAPS) for part in parts[first:last])
    found = place(Squeezed(text), Words((), exact))
    whole, words = " ".join(parts), " ".join(parts[first:last])
    if sum(whole.startswith(words, at) for at in range(len(whole))) == 1:
        assert isinstance(found, Found)
    if isinstance(found, Found):
        assert found.span.of(text).split() == exact.split()


TARGETS = {
    **{f"file {name}": Target(_of_changes(name), (CHANGES, st.booleans()), 80) for name in FILES},
    "text": Target(check_text, (GRAMMAR,), 400, share=8),
    "published": Target(check_published, (CALLS,), 250, share=8),
    "import": Target(check_import, (THINGS | _annotated(),), 600, share=4),
    "bytes as import": Target(check_bytes_as_import, (st.binary(max_size=200),), 200, share=1),
    "place": Target(
        check_place,
        (st.lists(st.sampled_from("the bridge fell, “she” said. ﬁne ß 🙂 \u0301a".split()), min_size=1, max_size=9), st.data()),
        300,
        share=1,
    ),
}  # fmt: skip
