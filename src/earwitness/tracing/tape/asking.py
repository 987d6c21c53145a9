"""What is asked of a traced case: which passages a quotation in another language may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from earwitness.model import Case, TapeCheck

from .across import Meaning, Ranked, ranked_passages
from .quoting import quoted_spans
from .turns import turns

Key = tuple[str, str]


def candidates(
    case: Case, checks: Iterable[TapeCheck], meaning: Meaning, most: int = 3
) -> dict[Key, tuple[Ranked, ...]]:
    """By statement and transcript, the passages nearest to a quotation that a person must judge."""
    texts = {d.id: d for d in case.documents}
    said = {s.id: s for s in case.statements}
    by: dict[str, list[TapeCheck]] = defaultdict(list)
    for check in checks:
        if check.verdict == "other language":
            by[check.transcript].append(check)
    found: dict[Key, tuple[Ranked, ...]] = {}
    for transcript, wanted in by.items():
        quotes = []
        for check in wanted:
            statement = said[check.statement]
            text = texts[statement.document].text
            quotes.append(" ".join(s.of(text) for s in quoted_spans(text, statement)))
        document = texts[transcript]
        spoken = [t for t in turns(document) if t.language != "en"] or list(turns(document))
        ranked = ranked_passages(quotes, document, spoken, meaning, most)
        found |= {(c.statement, transcript): r for c, r in zip(wanted, ranked, strict=True)}
    return found
