"""Who in a case is private, by name, and why; and what the owner of the case says otherwise."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from earwitness.model import Actor, Case

from .letters import fold
from .named import is_place, named_in_calls, told_persons
from .offices import officials
from .register import Found, Register
from .shielded import is_shielded, names_changed
from .told import Named, in_high_office
from .words import is_kin, name_parts, owners_in, proper, reason, says, without_courtesy

_TIES = 2  # a cover name leads to a surname, and that to a first name


@dataclass(frozen=True, slots=True)
class Decision:
    """The owner's word on one name: `reveal` it or `hide` it, why, by whom and when."""

    action: Literal["reveal", "hide"]
    name: str
    reason: str
    by: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the case whose name may be withheld.

    `names` are the proper names, `why` the keys of the reasons, `revealed` the owner's reason to
    name them all the same. `key` is what stays the same when reports are added.
    """

    key: str
    names: tuple[str, ...]
    actors: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    sort: str = "person"
    revealed: str | None = None
    described: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the name is withheld, in words."""
        return tuple(map(reason, self.why))

    @property
    def title(self) -> str:
        """What the owner of the case calls them."""
        return self.names[0] if self.names else self.described


def private_persons(case: Case, decisions: Iterable[Decision] = ()) -> tuple[Person, ...]:
    """Everybody who is not to be named, those too whom the owner reveals; by name."""
    said = tuple(decisions)
    tapes = frozenset(r.id for r in case.recordings if says(r.kind, "conversation"))
    speakers = _speakers(case, tapes)
    texts = {document.id: document.text for document in case.documents}
    heard = told_persons(case, tapes)
    offices = tuple(dict.fromkeys(one for text in texts.values() for one in officials(text)))
    told = _told(heard)
    found = [
        _of_actor(actor, texts, speakers, told, _office_of(actor, offices)) for actor in case.actors
    ]
    kept = [one for one in found if one is not None]
    kept += _hidden_actors(case, said, {a for one in kept for a in one.actors})
    private = {a for one in kept for a in one.actors}
    known = _public_names(case, private)
    official = _public_names(case, private, in_office=True)
    high = [name for text in texts.values() for name in in_high_office(text)]
    high += [name for name, is_high in offices if is_high]
    official += tuple(tuple(map(fold, name.split())) for name in high)
    known += tuple(tuple(map(fold, name.split())) for name, _ in offices)
    register = Register(kept)
    for named in (*named_in_calls(case, tapes, register.names), *heard, *_owners(kept)):
        register.take_in(named, official if named.why == "named_in_call" else known)
    for decision in said:
        if decision.action == "hide":
            register.take_in(Named(decision.name, "owner"), ())
    for _ in range(_TIES):
        register.tie(texts.values())
    for actor in case.actors:
        if actor.kind == "person" and not says(" ; ".join((actor.name, *actor.aliases)), "public"):
            register.adopt(actor.id, proper(actor.name) or "")
    made: dict[str, Person] = {}
    for one in (_person(one, said) for one in register.persons()):
        other = made.get(one.key)
        if other and not set(map(fold, one.names)) & set(map(fold, other.names)):
            one = replace(one, key=fold(one.names[0]))  # noqa: PLW2901 (another middle name)
        made[one.key] = _with(made[one.key], one) if one.key in made else one
    return tuple(sorted(made.values(), key=lambda p: (p.title, p.key)))


def _told(heard: Iterable[Named]) -> Mapping[tuple[str, ...], list[str]]:
    """The reasons by the words of the name."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for named in heard:
        found[tuple(name_parts(named.name))].append(named.why)
    return found


def _hidden_actors(case: Case, said: tuple[Decision, ...], private: set[str]) -> list[Found]:
    """Actors whom the rules would name and the owner hides, by name, other name or id.

    A title that the report puts before the name does not make it another one.
    """
    hidden = {fold(d.name) for d in said if d.action == "hide"}
    found = []
    for actor in case.actors:
        ways = [actor.name, *actor.aliases]
        names = [name for name in map(proper, ways) if name]
        if actor.id not in private and hidden & set(map(fold, (actor.id, *ways, *names))):
            one = Found(actors={actor.id: None}, why={"owner": None}, words=ways)
            one.names |= dict.fromkeys(names)
            found.append(one)
    return found


def all_private(
    found: Case, decided: Case, decisions: Iterable[Decision] = ()
) -> tuple[Person, ...]:
    """Everybody who is private in the case as found, as decided, or in both: silence wins."""
    said = tuple(decisions)
    persons = private_persons(found, said)
    return persons if decided is found else joint(persons, private_persons(decided, said))


def joint(found: Iterable[Person], decided: Iterable[Person]) -> tuple[Person, ...]:
    """The private persons of both layers, those of both as one; by name."""
    kept = list(decided)
    for person in found:
        same = next((p for p in kept if _one_of(person, p)), None)
        if same is None:
            kept.append(person)
        else:
            kept[kept.index(same)] = _with(same, person)
    return tuple(sorted(kept, key=lambda p: (p.title, p.key)))


def _one_of(person: Person, whole: Person) -> bool:
    """Whether both are one: by an actor, or by all the names of the first."""
    ways = set(map(fold, whole.names))
    named = bool(person.names) and set(map(fold, person.names)) <= ways
    return named or bool(set(person.actors) & set(whole.actors)) or person.key == whole.key


def _with(whole: Person, other: Person) -> Person:
    return replace(
        whole,
        names=tuple(dict.fromkeys((*whole.names, *other.names))),
        actors=tuple(dict.fromkeys((*whole.actors, *other.actors))),
        why=tuple(dict.fromkeys((*whole.why, *other.why))),
        revealed=whole.revealed if other.revealed is not None else None,
    )


def public_names(case: Case, persons: Iterable[Person]) -> tuple[str, ...]:
    """Full names that stay in published copies, whatever they share with those of others."""
    hidden = {a for p in persons if p.revealed is None for a in p.actors}
    shown = [a for a in case.actors if a.id not in hidden and a.kind != "group"]
    names = [name for a in shown for name in (a.name, *a.aliases)]
    names += [name for d in case.documents for name, _ in officials(d.text)]
    return tuple(dict.fromkeys((*names, *(n for d in case.documents for n in d.byline))))


def _speakers(case: Case, tapes: frozenset[str]) -> frozenset[str]:
    heard = {s.source.actor for s in case.statements if s.recording in tapes}
    talked = {s.addressee.actor for s in case.statements if s.recording in tapes}
    named = {a for r in case.recordings if r.id in tapes for a in r.speakers}
    return frozenset(a for a in heard | talked | named if a)


def _of_actor(
    actor: Actor,
    texts: Mapping[str, str],
    speakers: frozenset[str],
    told: Mapping[tuple[str, ...], list[str]],
    office: str,
) -> Found | None:
    if actor.kind in ("outlet", "organisation", "group"):
        return None
    ways = [actor.name, *actor.aliases]
    names = [name for name in map(proper, ways) if name]
    words = " ; ".join([*ways, office])
    why = _why(actor, words, texts, actor.id in speakers)
    if not says(words, "public"):
        why += [w for name in names for w in told.get(tuple(name_parts(name)), ())]
        why += ["source"] if actor.kind == "person" and names_changed(actor, texts) else []
    if not why or (why == ["anonymous"] and names and all(is_place(n, texts) for n in names)):
        return None
    found = Found(actors={actor.id: None}, why=dict.fromkeys(why), words=ways)
    found.names |= dict.fromkeys(names)
    return found


def _office_of(actor: Actor, offices: Iterable[tuple[str, bool]]) -> str:
    """A word for the office that the reports give the actor: by the whole name, or the surname of
    one alone.
    """
    names = [n for n in map(proper, (actor.name, *actor.aliases)) if n]
    ways = {tuple(name_parts(n)) for n in names}
    found = [(tuple(name_parts(name)), high) for name, high in offices]
    mine = [high for parts, high in found if parts in ways]
    if actor.kind == "person" and not mine and all(len(n.split()) == 1 for n in names):
        mine = [high for parts, high in found if parts[-1:] in ways]
        mine = mine if len({parts for parts, _ in found if parts[-1:] in ways}) == 1 else []
    return ("minister" if any(mine) else "official") if mine else ""


def _why(actor: Actor, words: str, texts: Mapping[str, str], in_call: bool) -> list[str]:
    """The reasons for which the actor is private; none where an office is public."""
    words = re.sub(r"[^;]*[’']s\s", "", words) if not is_kin(words) else words
    if in_call:
        return [] if says(words, "public", "high") else ["call", *_more(words)]
    found = _more(words)
    if is_shielded(actor, texts):
        found.append("source")
    if says(words, "public") and "source" not in found:
        return []
    if actor.kind == "anonymous person":
        found.append("anonymous")
    elif actor.private:
        found.append("marked")
    elif not _in_full(actor):
        found.append("anonymous")
    return found


def _more(words: str) -> list[str]:
    found = [name for name in ("minor", "patient", "captive") if says(words, name)]
    return [*(["kin"] if is_kin(words) else []), *found]


def _in_full(actor: Actor) -> bool:
    """Whether the reports give a first name and a surname, or a title with a name."""
    names = map(without_courtesy, filter(proper, (actor.name, *actor.aliases)))
    return any(len(re.findall(r"[^\W\d_][\w’'ʼ\-]+", name)) > 1 for name in names)


def _public_names(
    case: Case, private: set[str], *, in_office: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Each name of those who stay, word by word: persons, bodies, outlets, reporters.

    `in_office` leaves out persons of whom the reports give no public office.
    """
    names = [
        name
        for actor in case.actors
        if actor.id not in private
        for ways in [(actor.name, *actor.aliases)]
        if not in_office or actor.kind != "person" or says(" ; ".join(ways), "public")
        for name in ways
    ]
    names += [name for document in case.documents for name in document.byline]
    names += [document.outlet for document in case.documents if document.outlet]
    found = (tuple(fold(p) for p in name.split() if p[:1].isupper()) for name in names)
    return tuple(dict.fromkeys(filter(None, found)))


def _owners(found: list[Found]) -> list[Named]:
    """Those to whom a relative or the speaker of a call belongs: Pavo, of "Pavo’s wife"."""
    return [
        Named(name, "named_in_call" if "call" in one.why else "kin")
        for one in found
        for words in one.words
        if "call" in one.why or is_kin(words)
        for name in owners_in(words)
    ]


def _person(one: Found, decisions: tuple[Decision, ...]) -> Person:
    names = tuple(one.names)
    key = _key(names[0]) if names else " ".join(sorted(one.actors))
    words = " ".join(one.words)
    made = Person(
        key=key,
        names=names,
        actors=tuple(one.actors),
        why=tuple(one.why),
        sort=_sort(words, one),
        described=one.words[0] if one.words else "",
    )
    return _decided(made, decisions)


def _key(name: str) -> str:
    """First name and surname in plain letters: a middle name that is told later changes nothing."""
    parts = name_parts(name)
    return fold(name) if len(parts) < 3 else f"{parts[0]} {parts[-1]}"


def _sort(words: str, one: Found) -> str:
    for name in ("minor", "patient"):
        if name in one.why:
            return name
    if says(words, "soldier"):
        return "soldier"
    return next((w for w in ("captive", "kin", "source") if w in one.why), "person")


def _decided(person: Person, decisions: tuple[Decision, ...]) -> Person:
    """The last word of the owner on this person holds."""
    for decision in reversed(decisions):
        ways = {decision.name, fold(decision.name)}
        own = {*person.actors, *map(fold, (*person.names, person.described))}
        if ways & own:
            revealed = decision.reason if decision.action == "reveal" else None
            return replace(person, revealed=revealed)
    return person
