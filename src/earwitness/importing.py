"""Annotations and entities from elsewhere, taken into the layer of what people decided.

Nothing that was found changes, and nothing is guessed: words must stand in a report just as the
file gives them, names must be those of one actor. What cannot be placed is said, and left.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from earwitness.casefile import CaseStore
from earwitness.deciding import Decided, DecisionError, Drafts, contested_by, decided, layer_of
from earwitness.exports.formats import About, render
from earwitness.imports import Found, Offer, Squeezed, Words, place, read_offers
from earwitness.model import Decision, Document, Span, Statement, Target

_OURS = "urn:earwitness:"


@dataclass(frozen=True, slots=True)
class Left:
    """What was not taken in, and why."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: the decisions it made, how many the case had, what it left."""

    form: str
    decisions: tuple[Decision, ...]
    known: int
    left: tuple[Left, ...]

    @property
    def acts(self) -> dict[str, int]:
        """How many decisions of each kind."""
        return dict(sorted(Counter(d.act for d in self.decisions).items()))


class _NotTakenError(Exception):
    """Why an offer is left; a clause."""


def take_in(folder: CaseStore, data: bytes, *, name: str, by: str, keep: bool = True) -> Taken:
    """Make decisions of what a file offers; with `keep` false, only say which they would be.

    Raises ImportFileError where the file cannot be read, CaseError where the case cannot.
    """
    now = decided(folder.load(), folder.decisions())
    offered = read_offers(data, lambda form: _own(now, form))
    maker = _Maker(now, name)
    left = [Left(u.id, u.why) for u in offered.unread]
    known = offered.known
    fresh: list[Decision] = []
    for offer in offered.offers:
        try:
            made = maker.decisions(offer)
        except _NotTakenError as error:
            left.append(Left(offer.id, str(error)))
            continue
        news = [d for d in made if maker.is_news(d)]
        known += not news
        fresh += news
    signed = [replace(d, by=by) for d in fresh]
    kept = folder.decide_all(signed, maker.contests) if keep else tuple(signed)
    return Taken(offered.form, kept, known, tuple(left))


def _own(now: Decided, form: str) -> dict[str, Any]:
    """What the case itself would write in a format, by id."""
    files = render(form, now.found, About(layer=layer_of(now)))
    if form == "annotations":
        items = json.loads(files["annotations.jsonld"])["items"]
    else:
        items = [json.loads(line) for line in files["entities.ftm.json"].splitlines()]
    return {item["id"]: item for item in items}


class _Maker:
    """Decisions about one case, made of offers."""

    def __init__(self, now: Decided, file: str) -> None:
        self.now, self.file = now, file
        self.drafts = Drafts(now)
        self.places = self.drafts.places
        self._pages: dict[str, Squeezed] = {}
        self._held = {self._sign(d) for d in now.decisions if d.seq not in now.gone}
        self._acts: Mapping[str, Callable[[Offer], list[Decision]]] = {
            "note": self._note,
            "accept": self._verdict,
            "reject": self._verdict,
            "grade": self._grade,
            "statement": self._statement,
            "person": self._person,
        }

    def decisions(self, offer: Offer) -> list[Decision]:
        """The decisions that an offer means. Raises _NotTakenError."""
        try:
            return self._acts[offer.what](offer)
        except DecisionError as error:
            raise _NotTakenError(str(error).rstrip(".")) from error

    def is_news(self, draft: Decision) -> bool:
        """Whether nobody decided just this before; from now on it is held."""
        signed = self._sign(draft)
        if signed in self._held:
            return False
        self._held.add(signed)
        return True

    def contests(self, before: tuple[Decision, ...], draft: Decision) -> int | None:
        """The decision that the file did not see and disagrees with."""
        other = contested_by(self.places, before, draft)
        return other.seq if other else None

    # -- what an offer means

    def _note(self, offer: Offer) -> list[Decision]:
        each = self._wheres(offer.words)
        if len(each) > 1 and len(named := self._named_in(each)) == 1:
            made = self.drafts.note("actor", named.pop(), offer.text)
            return [replace(made, why=self._why(offer))]
        document, spans = self._where(offer.words)
        same = self._said_just_there(document, spans)
        if len(same) == 1:
            made = self.drafts.note("statement", same[0].id, offer.text)
            return [replace(made, why=self._why(offer))]
        return [self.drafts.note_on(document.id, spans, offer.text, why=self._why(offer))]

    def _verdict(self, offer: Offer) -> list[Decision]:
        one = self._the_statement(offer)
        return [self.drafts.verdict(offer.what, one.id, why=self._why(offer, offer.text))]

    def _grade(self, offer: Offer) -> list[Decision]:
        why = self._why(offer, offer.text)
        if offer.grade.isdigit():
            one = self._the_statement(offer)
            return [self.drafts.credibility(one.id, offer.grade, why=why)]
        named = self._named_in(self._wheres(offer.words))
        if len(named) != 1:
            raise _NotTakenError("its words do not name one actor of the case")
        return [self.drafts.reliability(named.pop(), offer.grade, why=why)]

    def _statement(self, offer: Offer) -> list[Decision]:
        document, spans = self._where(offer.words)
        speaker = self._called(offer.speaker) if offer.speaker else None
        same = self._said_just_there(document, spans)
        if len(same) > 1:
            raise _NotTakenError("the case has several statements of just these words")
        why, form, kind = self._why(offer, offer.text), offer.form, offer.type
        if form is None or kind is None:
            raise _NotTakenError("it does not say of which form the statement is")
        if not same:
            return [
                self.drafts.add(document.id, spans, speaker=speaker, form=form, type=kind, why=why)
            ]
        one = same[0]
        if (one.form, one.type, one.source.actor) == (form, kind, speaker):
            return []
        return [self.drafts.correct(one.id, speaker=speaker, form=form, type=kind, why=why)]

    def _person(self, offer: Offer) -> list[Decision]:
        found = [i for i in map(self._by_id, offer.ids) if i]
        found += [self._called(n) for n in offer.names if " " in n.strip() and self._bear(n)]
        actors = list(dict.fromkeys(found))
        if not actors:
            raise _NotTakenError("nobody in the case bears its names")
        why = self._why(offer)
        made = [self.drafts.join(actors[0], other, why=why) for other in actors[1:]]
        if offer.text:
            made.append(replace(self.drafts.note("actor", actors[0], offer.text), why=why))
        return made

    # -- finding things

    @cached_property
    def _sources(self) -> dict[str, list[Document]]:
        found: dict[str, list[Document]] = defaultdict(list)
        for d in self.now.found.documents:
            names = (d.id, d.id.replace("_", "-"), d.sha256, d.path, _page(d.url or ""))
            for name in {n for n in names if n}:
                found[name].append(d)
        return found

    def _document(self, words: Words) -> Document:
        """The one report that the file means, by a name that no other report has."""
        if not words.sources:
            raise _NotTakenError("it does not say of which report its words are")
        for source in words.sources:
            plain = source.removeprefix(_OURS).removeprefix("urn:sha256:")
            for name in (plain, _page(source)):
                if len(found := self._sources.get(name, [])) == 1:
                    return found[0]
        raise _NotTakenError("the case does not have its report, or not under that name")

    def _where(self, words: Iterable[Words]) -> tuple[Document, tuple[Span, ...]]:
        """The report and the places of all its words."""
        each = self._wheres(words)
        if len(each) != 1:
            raise _NotTakenError("its words are of several reports: annotate each for itself")
        return each[0]

    def _wheres(self, words: Iterable[Words]) -> list[tuple[Document, tuple[Span, ...]]]:
        """The reports and the places of its words in each."""
        found: dict[str, set[Span]] = defaultdict(set)
        reports: dict[str, Document] = {}
        for one in words:
            document = self._document(one)
            page = self._pages.setdefault(document.id, Squeezed(document.text))
            at = place(page, one)
            if not isinstance(at, Found):
                raise _NotTakenError(at.value)
            reports[document.id] = document
            found[document.id].add(at.span)
        return [(reports[name], tuple(sorted(spans))) for name, spans in found.items()]

    @cached_property
    def _by_words(self) -> dict[tuple[str, tuple[Span, ...]], list[Statement]]:
        found: dict[tuple[str, tuple[Span, ...]], list[Statement]] = defaultdict(list)
        for s in self.now.case.statements:
            found[s.document, tuple(sorted(s.content))].append(s)
        return found

    def _said_just_there(self, document: Document, spans: tuple[Span, ...]) -> list[Statement]:
        return self._by_words.get((document.id, spans), [])

    def _the_statement(self, offer: Offer) -> Statement:
        same = self._said_just_there(*self._where(offer.words))
        if len(same) != 1:
            many = "several statements" if same else "no statement"
            raise _NotTakenError(f"the case has {many} of just these words")
        return same[0]

    def _named_in(self, each: list[tuple[Document, tuple[Span, ...]]]) -> set[str]:
        """Those whom the words name in every one of the reports; in one report, in any place."""
        return set.intersection(*(set(self._named_there(d, s)) for d, s in each))

    def _named_there(self, document: Document, spans: tuple[Span, ...]) -> list[str]:
        return [
            a.id
            for a in self.now.case.actors
            if any(m.document == document.id and m.span in spans for m in a.mentions)
        ]

    @cached_property
    def _names(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        full: dict[str, list[str]] = defaultdict(list)
        other: dict[str, list[str]] = defaultdict(list)
        for actor in self.now.case.actors:
            full[_plain(actor.name)].append(actor.id)
            for alias in {_plain(a) for a in actor.aliases} - {_plain(actor.name)}:
                other[alias].append(actor.id)
        return full, other

    def _bear(self, name: str) -> list[str]:
        """Those whose fullest name it is."""
        return self._names[0].get(_plain(name), [])

    def _called(self, name: str) -> str:
        """The one actor of this name: the fullest name of one, or another name of one alone."""
        found = self._bear(name) or self._names[1].get(_plain(name), [])
        if len(found) != 1:
            many = "several actors are" if found else "nobody in the case is"
            raise _NotTakenError(f"{many} called “{name[:80]}”")
        return found[0]

    def _by_id(self, one: str) -> str | None:
        own = one.removeprefix(_OURS).replace("-", "_")
        return own if own in self.places.actors else None

    # -- what is kept with a decision

    def _why(self, offer: Offer, text: str = "") -> str:
        """Out of which file it came, whose word it was there, and what was said beside it."""
        whose = ", ".join(filter(None, (offer.by, offer.time)))
        came = f"from {self.file}" + (f": {whose}" if whose else "")
        return f"{text} ({came})" if text else f"({came})"

    def _sign(self, made: Decision) -> tuple[object, ...]:
        """What makes two decisions the same, whoever made them, and whyever."""
        said = made.said
        words = said.content if said else made.target.quotes
        return (
            made.act, made.target.kind, self._present(made.target), made.text, made.grade,
            self._present(made.other) if made.other else None,
            tuple((q.document, q.start, q.end) for q in words)
            if made.target.kind in ("statement", "document")
            else (),
            (said.form, said.type, self._present(said.speaker) if said.speaker else None)
            if said and made.act in ("add", "correct")
            else None,
        )  # fmt: skip

    def _present(self, target: Target) -> str:
        return self.places.find(target) or target.id


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _page(url: str) -> str:
    """An address without what is only a place on its page, or how it was asked for."""
    bare = url.partition("#")[0]
    return bare.removeprefix("https://").removeprefix("http://").removesuffix("/")
