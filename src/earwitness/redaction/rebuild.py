"""The redacted case: every text, name, id and digest of it made anew, and all offsets with them."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from earwitness.model import Actor, Anchor, Case, Decision, Document, Recording, Span

from .contacts import contacts, without
from .joining import Hit
from .meant import Meant
from .people import Person, public_names
from .placeholders import keyed, placeholders
from .rewriting import Change, Rewritten, rewritten
from .ruled import Ruled
from .seeking import Names
from .words import table

# What the program itself writes, or what holds no words of anybody's.
_OURS = frozenset(
    "origin language kind qualifier counted value mod type as_of as_of_mod since issued".split()
)

_INITIAL = re.compile(r"[^\W\d_](?:\.|\W*$)")


def redact(case: Case, persons: Iterable[Person], secret: bytes) -> Case:
    """The case as others may see it. Same case, persons and secret, same result."""
    return redact_both(case, (), persons, secret)[0]


def redact_both(
    case: Case, decisions: Iterable[Decision], persons: Iterable[Person], secret: bytes
) -> tuple[Case, tuple[Decision, ...]]:
    """The same, with what was decided about the case."""
    made = Redaction(case, decisions, persons, secret)
    return made.made, made.decisions


def _file_names(documents: Iterable[Document]) -> dict[str, str]:
    """New names for the files, which say nothing: numbers in the order of the old ones."""
    ordered = sorted(documents, key=lambda d: (d.path or "", d.id))
    made = {}
    for number, document in enumerate(ordered, 1):
        ending = PurePosixPath(document.path or "").suffix
        ending = ending if re.fullmatch(r"\.[a-z]{1,5}", ending) else ""
        made[document.id] = f"report-{number:0{len(str(len(ordered)))}d}{ending}"
    return made


class Redaction:
    """One case on its way out, and what was decided about it. Raises nothing of its own."""

    def __init__(
        self,
        case: Case,
        decisions: Iterable[Decision],
        persons: Iterable[Person],
        secret: bytes,
    ) -> None:
        self.case, self.secret, self.persons = case, secret, tuple(persons)
        self.ruled = Ruled(self, case.documents)
        self.decided = tuple(decisions)
        self.pointed = _used(case)
        for made in self.decided:
            for document, span in self.ruled.used(made):
                self.pointed[document].add(span)
        self.gone: dict[str, tuple[tuple[Span, str], ...]] = {}
        self.hidden = tuple(p for p in self.persons if p.revealed is None)
        self.labels = placeholders(self.hidden, secret)
        self.of_actor = {a: p for p in self.hidden for a in p.actors}
        self.meant = Meant(case, {a: p.key for a, p in self.of_actor.items()})
        self.names = Names(
            ((p.key, p.names) for p in self.hidden), public_names(case, self.persons)
        )
        self.ids = {one: self._salted_id(one) for one in _ids(case)}
        self.texts = {d.id: self._text(d) for d in case.documents}
        self.cache: dict[tuple[str, str | None], str] = {}
        self.files = _file_names(case.documents)
        named = ((d.path, self.files[d.id]) for d in case.documents if d.path and "." in d.path)
        self.renamed = sorted(named, key=lambda pair: (-len(pair[0]), pair))

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided about the case, redacted as it is."""
        return tuple(map(self.ruled.decision, self.decided))

    def also(self, decisions: Iterable[Decision]) -> bool:
        """Take these decisions in the place of the earlier ones. False where that is not the same
        as to begin anew: one points at words that were left out, or an earlier one is missing.
        """
        kept = tuple(decisions)
        if kept[: len(self.decided)] != self.decided:
            return False
        new = kept[len(self.decided) :]
        places = [place for made in new for place in self.ruled.used(made)]
        if any(span.meets(gone) for at, span in places for gone, _ in self.gone[at]):
            return False
        told = (*self.decisions, *map(self.ruled.decision, new))
        self.decided, self.decisions = kept, told
        return True

    @cached_property
    def made(self) -> Case:
        """The redacted case."""
        documents = sorted(self.case.documents, key=lambda d: (d.path or "", d.id))
        kept = tuple(map(self._document, documents))
        parts = {
            f.name: tuple(self._any(thing, None) for thing in getattr(self.case, f.name))
            for f in dataclasses.fields(Case)
            if f.name not in ("documents", "actors")
        }
        return Case(documents=kept, actors=tuple(map(self._actor, self.case.actors)), **parts)

    # -- words

    def scrub(self, words: str, document: str | None = None) -> str:
        """Words without the names in them, of people and of files; of a report, or of any."""
        if (words, document) not in self.cache:
            told = words
            for old, new in self.renamed:
                told = told.replace(old, new)
            found, reached = without(self.names.find(told), contacts(told))
            hits = [self.meant.within(hit, told, document) for hit in found]
            changes = [Change(h.start, h.end, self._label(h)) for h in hits]
            changes += [Change(s.start, s.end, words) for s, words in reached]
            self.cache[words, document] = rewritten(told, changes).text
        return self.cache[words, document]

    def _label(self, hit: Hit) -> str:
        """The placeholder: of the only person whose name it can be, or of nobody."""
        if len(hit.who) == 1:
            return self.labels[next(iter(hit.who))]
        return str(table("placeholder")["nobody"])

    def _text(self, document: Document) -> Rewritten:
        gone = self.gone[document.id] = _left_out(document, self.pointed[document.id])
        changes = [Change(s.start, s.end, f"[left out: {kind}]") for s, kind in gone]
        hits = self.names.find(document.text)
        kept, reached = without(
            (*hits, *self.meant.initials(document, hits)), contacts(document.text)
        )
        for span, words in reached:
            if not any(span.meets(s) for s, _ in gone):
                changes.append(Change(span.start, span.end, words))
        for hit in kept:
            if not any(Span(hit.start, hit.end).meets(s) for s, _ in gone):
                label = self._label(self.meant.there(hit, document.id))
                changes.append(Change(hit.start, hit.end, label))
        return rewritten(document.text, changes)

    def _url(self, url: str | None) -> str | None:
        """The address; where a name is in it, the site alone; where it is in that too, nothing."""
        if url is None:
            return None
        plain = unquote(unquote(url))
        if not self.names.find(plain, hidden=True) and not self.names.find(url, hidden=True):
            return url
        site = urlsplit(url)
        bare = f"{site.scheme}://{site.hostname or ''}/"
        return None if self.names.find(bare, hidden=True) or not site.hostname else bare

    # -- ids and places

    def id_of(self, one: str) -> str:
        """The salted id, of things too that only a decision made."""
        return self.ids.get(one) or self._salted_id(one)

    def digest_of(self, sha256: str) -> str:
        """The salted digest of a report's bytes."""
        return keyed(self.secret, "sha256", sha256).hex()

    def moved_in(self, document: str, span: Span) -> tuple[Span, str]:
        """Where words of a report stand in its redacted text, and that text."""
        text = self.texts[document]
        return text.moved(span), text.text

    # -- things

    def _document(self, document: Document) -> Document:
        made: Document = self._any(document, document.id)
        span, text = document.headline_span, self.texts[document.id]
        same = span is not None and span.of(document.text) == document.headline
        return dataclasses.replace(
            made,
            headline=text.moved(span).of(text.text) if span and same else made.headline,
            sha256=self.digest_of(document.sha256),
            path=self.files[document.id],
            url=self._url(document.url),
            text=self.texts[document.id].text,
            blocks=tuple(dataclasses.replace(b, element=None) for b in made.blocks),
            links=(),
            provenance=None,
        )

    def _actor(self, actor: Actor) -> Actor:
        made: Actor = self._any(actor, None)
        person = self.of_actor.get(actor.id)
        name = self.labels[person.key] if person and person.names else made.name
        nobody = table("placeholder")["nobody"]
        known = (a for a in (*made.aliases, made.name) if a not in (name, nobody))
        others = tuple(dict.fromkeys(known))
        if person:
            begun = (a for a in others if not (person.names and a.startswith(name)))
            others = tuple(a for a in begun if not _INITIAL.match(a))
        return dataclasses.replace(made, name=name, aliases=others, private=person is not None)

    def _any(self, thing: Any, document: str | None, name: str = "") -> Any:
        """A thing of the model with its ids, words and places made anew."""
        if isinstance(thing, str):
            return self._string(thing, document, name)
        if isinstance(thing, Span):
            return self._moved(thing, document)
        if isinstance(thing, tuple):
            return tuple(self._any(one, document, name) for one in thing)
        if not dataclasses.is_dataclass(thing):
            return thing
        return self._rebuilt(thing, document)

    def _rebuilt(self, thing: Any, document: str | None) -> Any:
        at = getattr(thing, "document", None) or _place_of(thing) or document
        if isinstance(thing, Anchor):
            return Anchor(self.ids.get(at or "", at or ""), self._moved(thing.span, at))
        kind: Any = type(thing)
        fixed = _fixed(kind)
        values = {
            field.name: value
            if field.name in fixed or (isinstance(thing, Document) and field.name == "text")
            else self._any(value, at, field.name)
            for field in dataclasses.fields(thing)
            for value in (getattr(thing, field.name),)
        }
        return kind(**values)

    def _string(self, words: str, document: str | None, name: str) -> str:
        if words in self.ids:
            return self.ids[words]
        return words if name in _OURS else self.scrub(words, document)

    def _moved(self, span: Span, document: str | None) -> Span:
        text = self.texts.get(document or "")
        return text.moved(span) if text else span

    def _salted_id(self, one: str) -> str:
        prefix = re.match(r"[a-z]+_", one)
        return f"{prefix[0] if prefix else 'x_'}{keyed(self.secret, 'id', one).hex()[:12]}"


def _place_of(thing: Any) -> str | None:
    """The document in which a thing without one of its own stands: that of its first mention."""
    if isinstance(thing, Recording) and thing.mentions:
        return thing.mentions[0].document
    return thing.id if isinstance(thing, Document) else None


@cache
def _fixed(kind: Any) -> frozenset[str]:
    """The fields that take one of a few words of our own."""
    hints: Mapping[str, Any] = typing.get_type_hints(kind)
    return frozenset(
        name
        for name, hint in hints.items()
        if any(typing.get_origin(part) is typing.Literal for part in (hint, *typing.get_args(hint)))
    )


def _ids(case: Case) -> list[str]:
    """Every id of the case."""
    found = [
        thing.id
        for field in dataclasses.fields(case)
        for thing in getattr(case, field.name)
        if hasattr(thing, "id")
    ]
    return list(dict.fromkeys(found))


def _left_out(document: Document, pointed: set[Span]) -> tuple[tuple[Span, str], ...]:
    """Furniture on which nothing of the case rests: no part of the report, and may name anyone."""
    used = sorted(pointed)
    runs: list[tuple[Span, dict[str, None]]] = []
    for block in document.blocks_of("furniture"):
        if any(span.meets(block.span) for span in used):
            continue
        kind = {block.furniture or "furniture": None}
        if runs and not document.text[runs[-1][0].end : block.span.start].strip():
            runs[-1] = (Span(runs[-1][0].start, block.span.end), runs[-1][1] | kind)
        else:
            runs.append((block.span, kind))
    return tuple((span, ", ".join(kinds)) for span, kinds in runs)


def _used(case: Case) -> dict[str, set[Span]]:
    """Every place of every report at which the case points, in one walk."""
    found: dict[str, set[Span]] = defaultdict(set)
    for name in _names_of(Case):
        if name != "documents":
            _gather(getattr(case, name), None, found)
    for document in case.documents:
        for span in (document.headline_span, document.published and document.published.span):
            _gather(span or (), document.id, found)
    return found


def _gather(thing: Any, at: str | None, found: dict[str, set[Span]]) -> None:
    if isinstance(thing, Span):
        if at is not None and len(thing):
            found[at].add(thing)
    elif isinstance(thing, tuple):
        for one in thing:
            _gather(one, at, found)
    elif not isinstance(thing, str) and dataclasses.is_dataclass(thing):
        here = getattr(thing, "document", None) or _place_of(thing) or at
        kind: Any = type(thing)
        for name in _names_of(kind):
            _gather(getattr(thing, name), here, found)


@cache
def _names_of(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
