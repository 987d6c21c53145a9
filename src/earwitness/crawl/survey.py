"""A whole data set held against itself: the same quotations, the same reports, sources by root.

What is found is written into the data set as three more tables: `same`, `reports` and `roots`.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from earwitness.tracing.words import tokens

from . import places
from .dataset import MEMORY, DataSet, opened, own_words
from .runners import Runner
from .spread import Deciding, Kind, Pairing, Store, groups, parts_for, put_quotations, same_pairs

LEAST = 5
"""Words that a quotation, and a sentence of a report, has at least to be told again by."""

_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]{0,2}\s+|\n")
_QUOTATIONS = """
SELECT capture, id AS statement, words FROM statements
WHERE form <> 'indirect' AND nested_in IS NULL AND len(string_split(words, ' ')) >= {least}
ORDER BY capture, id
"""
_REPORTS = """
SELECT capture FROM documents
ORDER BY captured NULLS LAST, source, "offset"
"""
_TEXTS = """
SELECT d.text, d.furniture FROM report_keys k JOIN documents d USING (capture) ORDER BY k.number
"""
_SAME = """
WITH tied AS (SELECT q.capture, q.statement, g.number, g.top FROM quotation_groups g
              JOIN quotation_keys q USING (number)
              WHERE g.top IN (SELECT top FROM quotation_groups GROUP BY top HAVING count(*) > 1))
SELECT first.capture || ':' || first.statement AS quotation, t.capture, t.statement,
       coalesce(h.how, 'first') AS how, s.words, s.speaker, s.outlet, s.root_names
FROM tied t
JOIN quotation_keys first ON first.number = t.top
JOIN statements s ON s.capture = t.capture AND s.id = t.statement
LEFT JOIN quotation_how h ON h.number = t.number
ORDER BY quotation, t.number
"""
_AGAIN = """
SELECT first.capture AS report, k.capture, coalesce(h.how, 'first') AS how, d.outlet, d.url,
       d.headline, d.captured
FROM report_groups g
JOIN report_keys k USING (number) JOIN report_keys first ON first.number = g.top
LEFT JOIN report_how h USING (number)
JOIN documents d ON d.capture = k.capture
WHERE g.top IN (SELECT top FROM report_groups GROUP BY top HAVING count(*) > 1)
ORDER BY report, g.number
"""
_ROOTS = """
WITH told AS (
  SELECT unnest(s.root_names) AS root, s.capture, s.outlet, coalesce(r.report, s.capture) AS report,
         coalesce(q.quotation, s.capture || ':' || s.id) AS saying
  FROM statements s
  LEFT JOIN (SELECT DISTINCT capture, report FROM reports) r ON r.capture = s.capture
  LEFT JOIN same q ON q.capture = s.capture AND q.statement = s.id)
SELECT root, count(*) AS statements, count(DISTINCT saying) AS sayings,
       count(DISTINCT capture) AS captures, count(DISTINCT report) AS reports,
       count(DISTINCT outlet) AS outlets
FROM told GROUP BY root ORDER BY outlets DESC, statements DESC, root
"""


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found: quotations that stand more than once, reports that do, and roots."""

    quotations: int
    said_again: int
    groups: int
    documents: int
    again: int
    report_groups: int
    roots: int
    first: tuple[dict[str, Any], ...] = ()


def survey(
    folder: str, runner: Runner, *, memory: int = MEMORY, scratch: str | None = None
) -> Survey:
    """Hold the data set against itself and write what was found. Raises CrawlError.

    `scratch` is where the work lies meanwhile; workers on other machines must see it too.
    """
    with places.alone(folder), opened(folder, memory=memory) as held:
        place = Path(tempfile.mkdtemp(prefix="earwitness-survey-", dir=scratch))
        try:
            quotations = _quotations(held, place / "quotations", runner)
            documents = _reports(held, place / "reports", runner)
            said_again = held.keep("same", _SAME)
            again = held.keep("reports", _AGAIN)
            held.view("same")
            held.view("reports")
            roots = held.keep("roots", _ROOTS)
            held.view("roots")
            return Survey(
                quotations,
                said_again,
                _one(held, "SELECT count(DISTINCT quotation) AS n FROM same"),
                documents,
                again,
                _one(held, "SELECT count(DISTINCT report) AS n FROM reports"),
                roots,
                tuple(
                    held.rows(
                        "SELECT * FROM roots ORDER BY outlets DESC, statements DESC, root LIMIT 10"
                    )
                ),
            )
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _one(held: DataSet, sql: str) -> int:
    return int(next(held.rows(sql))["n"])


def _quotations(held: DataSet, folder: Path, runner: Runner) -> int:
    sql = _QUOTATIONS.format(least=LEAST)
    held.number("quotation_keys", sql)
    count = _one(held, "SELECT count(*) AS n FROM quotation_keys")
    texts = (row["words"] for row in held.rows("SELECT words FROM quotation_keys ORDER BY number"))
    parts = put_quotations(folder, texts, count)
    _tied(held, "quotation", folder, "quotations", parts, count, runner)
    return count


def _reports(held: DataSet, folder: Path, runner: Runner) -> int:
    held.number("report_keys", _REPORTS)
    count = _one(held, "SELECT count(*) AS n FROM report_keys")
    parts = parts_for(count)
    store = Store(folder, "reports", parts)
    for row in held.rows(_TEXTS):
        store.add(list(_sentences(own_words(row["text"], row["furniture"]))))
    store.close()
    _tied(held, "report", folder, "reports", parts, count, runner)
    return count


def _sentences(text: str) -> Iterator[int]:
    """The sentences of a report as numbers, each once."""
    seen: set[int] = set()
    for sentence in _END.split(text):
        words = tokens(sentence)
        number = crc32(" ".join(words).encode("utf-8", "surrogatepass"))
        if len(words) >= LEAST and number not in seen:
            seen.add(number)
            yield number


def _tied(
    held: DataSet, name: str, folder: Path, kind: Kind, parts: int, count: int, runner: Runner
) -> None:
    """Tables of this connection: the group of each text, and how it is the same as one before."""
    import numpy as np  # noqa: PLC0415
    import pyarrow  # noqa: PLC0415

    parts = parts if count else 0  # where there is nothing, nothing is compared
    for task in (Pairing, Deciding):
        for _ in runner.run(task(str(folder), kind, part, parts) for part in range(parts)):
            pass
    top = groups(count, same_pairs(folder, parts))
    how = {other: way for _, other, way in same_pairs(folder, parts)}
    held.duck.register(f"{name}_groups", pyarrow.table({"number": np.arange(count), "top": top}))
    held.duck.register(
        f"{name}_how",
        pyarrow.table(
            {"number": pyarrow.array(how.keys(), pyarrow.int64()),
             "how": pyarrow.array(how.values(), pyarrow.string())}
        ),
    )  # fmt: skip
