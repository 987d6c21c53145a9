"""One report, read: the stages of reading in their order."""

from __future__ import annotations

from earwitness.model import Document, Reading, Statement

from .amounts import read_amounts
from .dates import read_dates
from .figures import read_figures
from .notes import read_responses, read_verifications
from .ownership import with_outlet
from .rules import RuleTagger
from .statements import Freezer
from .tagger import Tagger
from .unread import quoted_by_marks, set_aside
from .voices import hear

RULES_VERSION = "rules@5"


def read_report(document: Document, *, tagger: Tagger | None = None) -> Reading:
    """All that one report says, by the rules where no other tagger is given; raises for no text."""
    whole = with_outlet(document)
    document = set_aside(whole)
    dates = read_dates(document)
    raws = (tagger or RuleTagger()).tag(document)
    freezer = Freezer(document, hear(document, raws, dates), dates)
    statements = freezer.statements()
    recordings = freezer.recordings()
    actors = freezer.actors(freezer.used())
    figures = read_figures(document, dates=dates, statements=statements, actors=actors)
    known = freezer.actors(freezer.everybody())
    checks = read_verifications(
        document, actors=known, recordings=recordings, statements=statements
    )
    answers = read_responses(document, actors=known, statements=statements)
    noted = {v.verifier for v in checks} | {r.actor for r in answers}
    kept = {a.id for a in actors} | noted
    return Reading(
        document=whole,
        actors=tuple(a for a in known if a.id in kept),
        statements=_in_order((*statements, *quoted_by_marks(whole))),
        dates=dates,
        recordings=recordings,
        figures=figures,
        verifications=checks,
        responses=answers,
        citations=freezer.citations(),
        amounts=read_amounts(document),
    )


def _in_order(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(sorted(statements, key=lambda s: (s.content[0].start, -s.content[-1].end, s.id)))
