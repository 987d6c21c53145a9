"""What to go and get next: each lead says what, where it should be, and who cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from earwitness.model import Anchor, Citation, Figure, Lead, Link, Statement

from .citations import cited_for
from .figures import stated_day, told_figures
from .folder import Folder, anchors_of
from .phrases import count, day_in_words, first_upper, together, whose
from .words import MARKS, data, one_line

_VAGUE = 3


def leads(
    folder: Folder, citations: Sequence[Citation], chains: Mapping[str, Sequence[Link]]
) -> tuple[Lead, ...]:
    """The to-do list of a case, the weightiest first."""
    found = [
        *_cited_reports(folder, citations, chains),
        *_translations(folder, chains),
        *_original_figures(folder),
        *_recordings(folder),
        *_dates(folder),
        *_translators(folder, chains),
    ]
    kept = {(x.kind, x.says): x for x in found}
    return tuple(sorted(kept.values(), key=lambda x: (-round(x.weight, 6), x.kind, x.says)))


def _cited_reports(
    folder: Folder, citations: Sequence[Citation], chains: Mapping[str, Sequence[Link]]
) -> Iterator[Lead]:
    """Reports of other outlets that the case leans on and lacks; one for each outlet and matter."""
    wanted: dict[tuple[str, str], list[tuple[str, Anchor, str | None, list[Statement]]]]
    wanted = defaultdict(list)
    known = {(c.document, c.actor) for c in citations}
    for citation in citations:
        own = folder.outlets.get(citation.document)
        outlet = citation.actor
        if outlet is None or outlet == own or citation.resolved:
            continue
        if folder.kind(outlet) != "outlet" or _is_translation(folder, citation, chains):
            continue
        said = [s for s in cited_for(folder, citation) if _through(chains[s.id], outlet)]
        place = Anchor(citation.document, citation.span)
        matter = _matter(folder, said) or citation.date or ""
        wanted[outlet, matter].append((citation.id, place, citation.date, said))
    for statement in folder.statements:
        for link in chains[statement.id]:
            if link.role != "publisher" or link.actor is None or link.document:
                continue
            if (statement.document, link.actor) in known:
                continue
            place = link.evidence or anchors_of(statement)[0]
            matter = _matter(folder, [statement])
            wanted[link.actor, matter].append((statement.id, place, None, [statement]))
    for (outlet, _), uses in wanted.items():
        yield _cited_report(folder, outlet, uses)


def _through(chain: Sequence[Link], outlet: str) -> bool:
    return any(link.role == "publisher" and link.actor == outlet for link in chain)


def _matter(folder: Folder, said: Sequence[Statement]) -> str:
    recordings = (folder.recording_of(s) for s in said)
    return next((r.id for r in recordings if r), "")


def _is_translation(
    folder: Folder, citation: Citation, chains: Mapping[str, Sequence[Link]]
) -> bool:
    """Whether the outlet is cited as translator only: that makes a lead of its own."""
    said = folder.by_document[citation.document]
    links = [link for s in said for link in chains[s.id] if link.actor == citation.actor]
    return {link.role for link in links} == {"translator"}


def _cited_report(
    folder: Folder, outlet: str, uses: Sequence[tuple[str, Anchor, str | None, list[Statement]]]
) -> Lead:
    name = folder.name(outlet)
    said = next((s[0] for _, _, _, s in uses if s), None)
    when = next((day_in_words(d) for _, _, d, _ in uses if day_in_words(d)), "")
    citing = list(dict.fromkeys(folder.outlet_name(a.document) for _, a, _, _ in uses))
    matter = f" (“{one_line(folder.words(said), 70).strip(MARKS)}”)" if said else ""
    dated = f" of {when}" if when else ""
    own = [d for d, o in folder.outlets.items() if o == outlet]
    absent = "not in the folder"
    if own:
        pages = "page" if len(own) == 1 else "pages"
        verb = "is" if len(own) == 1 else "are"
        absent += f" ({whose(name)} {pages} in the folder {verb} about something else)"
    says = f"The report by {name}{dated} that {together(citing)} cites{matter}: {absent}."
    refs = tuple(dict.fromkeys((outlet, *(i for i, _, _, _ in uses))))
    evidence = tuple(dict.fromkeys(a for _, a, _, _ in uses))
    weight = 0.9 + 0.01 * min(len(uses), 5)
    return Lead("cited report", refs, first_upper(says), evidence, weight, "rules/leads@1")


def _translations(folder: Folder, chains: Mapping[str, Sequence[Link]]) -> Iterator[Lead]:
    """The translations that reports name and the folder lacks."""
    by_hand: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in folder.statements:
        for link in chains[statement.id]:
            own = folder.outlets.get(statement.document)
            if link.role == "translator" and link.actor and link.actor != own:
                by_hand[link.actor, _matter(folder, [statement])].append(statement)
    for (hand, _), said in by_hand.items():
        citing = dict.fromkeys(folder.outlet_name(s.document) for s in said)
        words = one_line(folder.words(said[0]), 70).strip(MARKS)
        says = (
            f"The translation by {folder.name(hand)} from which {together(citing)} quotes "
            f"“{words}”: it is named, and not in the folder."
        )
        refs = (hand, *(s.id for s in said))
        yield Lead("translation", refs, says, anchors_of(said[0]), 0.8, "rules/leads@1")


def _original_figures(folder: Folder) -> Iterator[Lead]:
    """Where institutions first issued the figures that reports repeat."""
    seen = set()
    for told in told_figures(folder):
        figure = told.first
        if folder.kind(figure.actor) not in ("organisation", "group") or figure.actor is None:
            continue
        mark = (figure.actor, figure.issued or figure.as_of)
        if mark not in seen:
            seen.add(mark)
            yield _original_figure(folder, figure, [f.id for f in told.all])


def _original_figure(folder: Folder, figure: Figure, ids: Sequence[str]) -> Lead:
    name = folder.name(figure.actor)
    when = day_in_words(stated_day(folder, figure) or figure.issued, figure.as_of_mod)
    dated = f" for {when}" if when else ""
    words = one_line(figure.span.of(folder.document[figure.document].text), 80)
    says = (
        f"{whose(name)} own count{dated}, which {folder.outlet_name(figure.document)} gives as "
        f"“{words}”: the original is not in the folder."
    )
    refs = (figure.actor or "", *ids)
    place = (Anchor(figure.document, figure.span),)
    return Lead("original figure", refs, first_upper(says), place, 0.7, "rules/leads@1")


def _recordings(folder: Folder) -> Iterator[Lead]:
    """The recordings themselves: a report about a call is not the call."""
    if not folder.recordings:
        return
    total = len(folder.recordings)
    hands = dict.fromkeys(
        folder.name(r.released_by) for r in folder.recordings if r.released_by is not None
    )
    if total == 1:
        what = f"The recording itself ({folder.recordings[0].kind}) is not in the folder"
    else:
        number = count(total, "recording")
        what = f"None of the {number} of which the reports speak is in the folder"
    where = f"; to be asked of {together(hands)}" if hands else "; who released it is open"
    refs = tuple(r.id for r in folder.recordings)
    evidence = tuple(m for r in folder.recordings for m in r.mentions[:1])
    yield Lead("recording", refs, f"{what}{where}.", evidence, 0.65, "rules/leads@1")


def _dates(folder: Folder) -> Iterator[Lead]:
    """Pages without a date, and the words that stay open for it."""
    for document in folder.documents:
        if document.published is not None:
            continue
        open_words = [
            d for d in folder.dates if d.document == document.id and d.value is None
        ]  # fmt: skip
        words = dict.fromkeys(one_line(d.span.of(document.text), 30) for d in open_words)
        told = together(f"“{w}”" for w in list(words)[:_VAGUE])
        until = f": until it is known, {told} cannot be placed" if told else ""
        name = folder.outlet_name(document.id)
        says = (
            f"The publication date of the page of {name} ({_titled(folder, document.id)}){until}."
        )
        evidence = tuple(Anchor(document.id, d.span) for d in open_words[:_VAGUE])
        yield Lead("publication date", (document.id,), says, evidence, 0.6, "rules/leads@1")


def _titled(folder: Folder, document: str) -> str:
    known = folder.document[document]
    first = next(iter(known.blocks_of("headline", "body")), None)
    line = known.headline or (first.span.of(known.text) if first else known.path or known.id)
    return f"“{one_line(line, 60)}”"


def _translators(folder: Folder, chains: Mapping[str, Sequence[Link]]) -> Iterator[Lead]:
    """Pages that quote a recording in the page's language, and name no translator for it."""
    for document in folder.documents:
        said = [
            s
            for s in folder.by_document[document.id]
            if s.form != "indirect" and (r := folder.recording_of(s)) and "interview" not in r.kind
        ]
        named = any(li.role == "translator" for s in said for li in chains[s.id])
        if said and not named and _foreign(folder, said):
            quoted = count(len(said), "quotation")
            says = (
                f"Who translated the recordings from which {folder.outlet_name(document.id)} gives "
                f"{quoted} in English? The page does not say."
            )
            refs = (document.id, *(s.id for s in said))
            yield Lead("translator", refs, says, anchors_of(said[0]), 0.5, "rules/leads@1")


def _foreign(folder: Folder, said: Sequence[Statement]) -> bool:
    """Whether the speakers or releasers belong to a state whose language is not the page's."""
    speaking = set(data()["languages"]["en"])
    parties = set()
    for s in said:
        recording = folder.recording_of(s)
        hands = (s.source.actor, recording.released_by if recording else None)
        parties |= {folder.party(h) for h in hands} - {None}
    return bool(parties) and not parties & speaking
