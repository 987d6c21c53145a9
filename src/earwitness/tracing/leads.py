"""What to go and get next: each lead says what, where it should be, and who cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from earwitness.model import Anchor, Citation, Figure, Lead, Link, Statement

from .chains import tapes
from .citations import cited_for
from .figures import stated_day, told_figures
from .folder import Folder, anchors_of
from .phrases import belonging, count, day_in_words, first_upper, in_words, some, together, whose
from .tape.turns import is_timed
from .words import data, one_line, plain_quote

_VAGUE = 3


def leads(
    folder: Folder,
    citations: Sequence[Citation],
    chains: Mapping[str, Sequence[Link]],
    more: Iterable[Lead] = (),
) -> tuple[Lead, ...]:
    """The to-do list of a case, with what others found, the weightiest first."""
    found = [
        *_cited_reports(folder, citations, chains),
        *_translations(folder, chains),
        *_original_figures(folder),
        *_recordings(folder),
        *_dates(folder),
        *_translators(folder, chains),
        *more,
    ]
    kept = {(x.kind, x.says): x for x in found}
    return tuple(sorted(kept.values(), key=lambda x: (-round(x.weight, 6), x.kind, x.says)))


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a report leans on another outlet's: for what, and of when."""

    outlet: str
    matter: str
    ref: str
    place: Anchor
    date: str | None
    said: tuple[Statement, ...]


def _cited_reports(
    folder: Folder, citations: Sequence[Citation], chains: Mapping[str, Sequence[Link]]
) -> Iterator[Lead]:
    """Reports of other outlets that the case leans on and lacks; one for each outlet and matter."""
    wanted: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in (*_cited(folder, citations, chains), *_credited(folder, citations, chains)):
        wanted[use.outlet, use.matter].append(use)
    for (outlet, _), uses in wanted.items():
        yield _cited_report(folder, outlet, uses)


def _cited(
    folder: Folder, citations: Sequence[Citation], chains: Mapping[str, Sequence[Link]]
) -> Iterator[Use]:
    """The citations of outlets that no report of the case answers."""
    for c in citations:
        own = folder.outlets.get(c.document)
        if c.actor is None or c.actor == own or c.resolved or folder.kind(c.actor) != "outlet":
            continue
        if _is_translation(folder, c, chains):
            continue
        said = tuple(s for s in cited_for(folder, c) if _through(chains[s.id], c.actor))
        matter = _matter(folder, said) or c.date or ""
        yield Use(c.actor, matter, c.id, Anchor(c.document, c.span), c.date, said)


def _credited(
    folder: Folder, citations: Sequence[Citation], chains: Mapping[str, Sequence[Link]]
) -> Iterator[Use]:
    """Statements credited to an outlet that their report nowhere cites in so many words."""
    known = {(c.document, c.actor) for c in citations}
    for statement in folder.statements:
        for link in chains[statement.id]:
            other = link.role == "publisher" and link.actor and not link.document
            place = link.evidence or next(iter(anchors_of(statement)), None)
            if other and place and link.actor and (statement.document, link.actor) not in known:
                matter = _matter(folder, [statement])
                yield Use(link.actor, matter, statement.id, place, None, (statement,))


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


def _cited_report(folder: Folder, outlet: str, uses: Sequence[Use]) -> Lead:
    name = folder.name(outlet)
    said = next((u.said[0] for u in uses if u.said), None)
    when = next((day for u in uses if (day := day_in_words(u.date))), "")
    citing = dict.fromkeys(folder.outlet_name(u.place.document) for u in uses)
    matter = f" ({plain_quote(folder.words(said), 70)})" if said else ""
    dated = f" of {when}" if when else ""
    cites = "cites" if len(citing) == 1 else "cite"
    says = (
        f"The report by {name}{dated} that {some(citing)} {cites}{matter}: not in the folder"
        f"{_other_pages(folder, outlet)}."
    )
    refs = tuple(dict.fromkeys((outlet, *(u.ref for u in uses))))
    evidence = tuple(dict.fromkeys(u.place for u in uses))
    weight = 0.9 + 0.01 * min(len(uses), 5)
    return Lead("cited report", refs, first_upper(says), evidence, weight, "rules/leads@1")


def _other_pages(folder: Folder, outlet: str) -> str:
    """That the folder has pages of the outlet, about something else."""
    own = len(folder.pages_of.get(outlet, []))
    if not own:
        return ""
    pages = "page in the folder is" if own == 1 else "pages in the folder are"
    return f" ({whose(folder.name(outlet))} {pages} about something else)"


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
        words = plain_quote(folder.words(said[0]), 50)
        quotes = "quotes" if len(citing) == 1 else "quote"
        says = (
            f"The translation by {folder.name(hand)} from which {some(citing)} {quotes} "
            f"{words}: not in the folder."
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
    words = one_line(figure.span.of(folder.document[figure.document].text), 50)
    says = (
        f"{_own_count(name)}{dated}, which {folder.outlet_name(figure.document)} gives as "
        f"“{words}”: not in the folder."
    )
    refs = (figure.actor or "", *ids)
    place = (Anchor(figure.document, figure.span),)
    return Lead("original figure", refs, first_upper(says), place, 0.7, "rules/leads@1")


def _own_count(name: str) -> str:
    own = belonging(name, "own count")
    return f"the count by {name} itself" if own.startswith("the own") else own


def _recordings(folder: Folder) -> Iterator[Lead]:
    """The recordings themselves: a report about a call is not the call."""
    known = tapes(folder)
    total = len(known)
    if not known:
        return
    hands = dict.fromkeys(folder.name(r.released_by) for r in known if r.released_by is not None)
    if total == 1:
        what = f"The recording itself ({known[0].kind}) is not in the folder"
    else:
        neither = "Neither of" if total == 2 else "None of"
        number = count(total, "recording")
        what = f"{neither} the {number} of which the reports speak is in the folder"
    where = f"; to be asked of {together(hands)}" if hands else "; who released it is open"
    refs = tuple(r.id for r in known)
    place = {d.id: n for n, d in enumerate(folder.documents)}
    evidence = tuple(min(r.mentions, key=lambda m: (place[m.document], m.span)) for r in known)
    yield Lead("recording", refs, f"{what}{where}.", evidence, 0.65, "rules/leads@1")


def _dates(folder: Folder) -> Iterator[Lead]:
    """Pages without a date, and the words that stay open for it; many make one lead."""
    undated = [d for d in folder.documents if d.published is None and not is_timed(d)]
    if len(undated) > _VAGUE:
        names = [folder.outlet_name(d.id) for d in undated]
        more = f" and {in_words(len(names) - _VAGUE)} more"
        says = (
            f"The publication date of {count(len(undated), 'page')}, of "
            f"{', '.join(names[:_VAGUE])}{more}: the pages do not give it."
        )
        refs = tuple(d.id for d in undated)
        yield Lead("publication date", refs, says, (), 0.6, "rules/leads@1")
        return
    for document in undated:
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
        everything = folder.by_document[document.id]
        said = [
            s
            for s in everything
            if s.form != "indirect" and (r := folder.recording_of(s)) and "interview" not in r.kind
        ]
        named = any(li.role == "translator" for s in everything for li in chains[s.id])
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
