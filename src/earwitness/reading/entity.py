"""One actor while a report is being read, and when two names are one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from earwitness.model import Span

from .nounphrase import Gender, NounPhrase, PhraseKind

_PEOPLE: frozenset[PhraseKind] = frozenset({"role", "kin", "name", "group", "other"})


@dataclass(slots=True, eq=False)
class Entity:
    """One actor while the report is being read. `last` is where it was last named or spoke."""

    number: int
    kind: PhraseKind
    heads: set[str]
    gender: Gender | None = None
    plural: bool = False
    names: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    owner: Entity | None = None
    kin: str | None = None
    members: list[Entity] = field(default_factory=list)
    party: str | None = None
    official: bool = False
    anonymous: bool = False
    recording: int | None = None
    last: int = -1
    spoke: int = -1
    first_spoke: int = -1
    reasons: list[str] = field(default_factory=list)

    @property
    def person(self) -> bool:
        """Whether it is one human being or several, not a body."""
        return self.kind in _PEOPLE

    @property
    def called(self) -> str:
        """What the report first calls it."""
        return next(iter([*self.words, *self.names]), self.kin or "somebody")


def in_scene(entity: Entity, scene: int | None) -> bool:
    """While one recording is told, the unnamed voices of another are out of the picture."""
    return scene is None or entity.recording in (None, scene) or not entity.person


@lru_cache(4096)
def plain_name(name: str) -> str:
    """A name folded for comparison: no article, no case, plain spaces."""
    return name.lower().replace("\u00a0", " ").removeprefix("the ")


def short_for(parts: list[str], own: list[str]) -> bool:
    """ "Coastline" in the Coastline Daily: the first word of its name, or all of it."""
    return parts == own or (len(parts) == 1 and len(own) > 1 and parts[0] == own[0])


def same_name(parts: list[str], known: list[str], phrase: NounPhrase, entity: Entity) -> bool:
    """A surname, or a first name, of somebody named in full."""
    if not genders_agree(entity.gender, phrase.gender) or not parts or not known:
        return False
    if len(parts) == 1 and len(known) > 1:
        return parts[0] in (known[-1], known[0])
    if len(known) == 1 and len(parts) > 1:
        return known[0] in (parts[-1], parts[0])
    return (
        len(parts) > 1 and len(known) > 1 and parts[-1] == known[-1] and parts[0][0] == known[0][0]
    )


def same_body(parts: list[str], known: list[str]) -> bool:
    """The longer name ends in the shorter one, or the words are the same."""
    if len(parts) < 2 and len(known) < 2:
        return parts == known
    short, long = sorted((parts, known), key=len)
    return len(short) > 1 and long[-len(short) :] == short


def content_words(words: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    small = {"the", "of", "for", "a", "an", "'s", "’s", "and"}
    cleaned = words.lower().replace("’s", " ").replace("'s", " ").split()
    return frozenset(w for w in cleaned if w not in small)


def genders_agree(one: Gender | None, other: Gender | None) -> bool:
    """Whether two genders can be one person’s; unknown fits both."""
    return one is None or other is None or one == other


def parties_agree(one: str | None, other: str | None) -> bool:
    """Whether two parties can be one actor’s; unknown fits both."""
    return one is None or other is None or one == other
