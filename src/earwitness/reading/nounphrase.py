"""What a phrase says of the one it names: head, name, owner, number, gender."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from earwitness.knowledge.outlets import looks_like_outlet, outlet_named
from earwitness.knowledge.parties import find_parties
from earwitness.knowledge.people import (
    document_nouns,
    gender_of_name,
    group_nouns,
    kin,
    organisation_nouns,
    person_nouns,
    titles,
)
from earwitness.model import Span

from .cues import cue_nouns
from .grammar import grammar
from .words import Token, tokenise

PhraseKind = Literal[
    "pronoun", "name", "role", "kin", "group", "organisation", "outlet", "document", "other"
]
Gender = Literal["m", "f"]
_BREAKS = frozenset(
    "of for from at in with on near inside by who whom which that whose to as about after during"
    " against identified named known described based speaking serving living working calling"
    " quoted".split()
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "said"})
_OWNERS = frozenset({"his", "her", "their", "my", "our", "its", "your"})
_DETERMINERS = _DEFINITE | frozenset(
    "a an one another some two three several any each every no many".split()
)
_PRONOUNS = frozenset(
    "he she they we i it who you him her them me us himself herself themselves which"
    " his hers their theirs our my".split()
)
_VAGUE = frozenset(
    "one some others many both several everyone two three most all people somebody someone".split()
)
_BODY_WORDS = frozenset(
    "directory directorate intelligence military defence defense forces parliament state"
    " officials".split()
)
_ALIAS = re.compile(
    r"(?:(?:named|called|identified|known|named only|referred to|quoted|addressed)"
    r"(?: by (?:the |an? |its )[a-z]+(?: [a-z]+)??(?= only| as))?"
    r"(?: (?:himself|herself|themselves|only|just|simply))*(?: as| by)?"
    r"|(?:gave|gives|giving|uses|using|says|said) (?:his|her|their|the)(?: first| only)?"
    r" (?:name|pseudonym|call sign)(?: only)?(?: as)?"
    r"|goes by(?: the name)?(?: of)?"
    r"|(?:call ?sign|callsign|code ?name[d]?|nickname[d]?|nom de guerre)(?: is| was| only)?"
    r"|introduc\w+ (?:himself|herself) as|sa(?:ys|id) (?:his|her|their) name (?:is|was)"
    r"|(?:believed|thought|said|understood|purported|alleged|claimed) to be(?: that of)?"
    r"|whose name is(?: given as)?|ask(?:ed|s) to be (?:called|identified as|named))"
    r" (?:as |only as |only by (?:his|her|their) first name,? )?(?:[A-Z][a-z]{1,4}\. )?"
    r"[“\"‘']?((?:[A-ZА-Я][\w’'-]+)(?: [A-ZА-Я][\w’'-]+){0,2}(?: \d{1,3}\b)?)"
)
_NUMBERED = re.compile(r"[A-Z][a-z]+ (?:\d{1,3}|[A-Z])")
_NAME_JOINTS = frozenset("of and & al- de del la el van von der bin ibn da di du -".split())
_PARTICLES = ("al-", "de", "van", "bin")
_ALIAS_SIGNS = (
    "to be",
    "name",
    "call",
    "identif",
    "known",
    "refer",
    "quoted",
    "introduc",
    "goes by",
    "address",
)


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A phrase taken apart. `core` is the name or noun without determiner, owner and tail."""

    span: Span
    words: str
    kind: PhraseKind
    head: str
    core: str
    name: str | None
    owner: Span | None
    owner_pronoun: str | None
    definite: bool
    plural: bool
    gender: Gender | None
    alias: str | None
    tail: Span | None


def parse_phrase(text: str, span: Span) -> NounPhrase:
    """Take a noun phrase apart; never fails: what it cannot place is of kind "other"."""
    tokens = tokenise(text, span)
    words = " ".join(span.of(text).split())
    alias = find_alias(words)
    if len(tokens) == 1 and tokens[0].lower in _PRONOUNS:
        return _pronoun(span, tokens[0])
    owner, owner_pronoun, core = _split_owner(tokens)
    core = _from_office(core)
    core, tail = _split_tail(core)
    definite = bool(owner or owner_pronoun) or (bool(core) and core[0].lower in _DEFINITE)
    if core and core[0].lower in _DETERMINERS and len(core) > 1:
        core = core[1:]
    if not core:
        core = tokens[-1:]
    label = " ".join(text[core[0].start : core[-1].end].split())
    head = core[-1].lower
    kind = _kind_of(label, head, words)
    name = _name(core, kind)
    return NounPhrase(
        span=span,
        words=words,
        kind=kind,
        head=head,
        core=label,
        name=name,
        owner=owner,
        owner_pronoun=owner_pronoun,
        definite=definite,
        plural=_plural(head, kind),
        gender=_gender(head, name, core),
        alias=alias,
        tail=tail,
    )


def find_alias(words: str) -> str | None:
    """The name that somebody gave: "a man who identified himself as Max"."""
    if not any(sign in words for sign in _ALIAS_SIGNS):
        return None
    found = _ALIAS.search(words)
    return found.group(1) if found else None


def _pronoun(span: Span, token: Token) -> NounPhrase:
    gender: Gender | None = None
    if token.lower in ("he", "him", "his", "himself"):
        gender = "m"
    elif token.lower in ("she", "her", "hers", "herself"):
        gender = "f"
    plural = token.lower in ("they", "them", "their", "theirs", "themselves")
    return NounPhrase(
        span, token.text, "pronoun", token.lower, token.text, None, None, None, True, plural,
        gender, None, None,
    )  # fmt: skip


def _split_owner(tokens: list[Token]) -> tuple[Span | None, str | None, list[Token]]:
    """ "the soldier’s mother" → the soldier, mother; "his mother" → his, mother."""
    stop = next(
        (i for i, t in enumerate(tokens) if i and t.lower in ("who", "which", ",", "(")),
        len(tokens),
    )
    for i in range(stop - 2, 0, -1):
        token = tokens[i]
        possessive = token.lower == "'s" or (
            token.lower in ("'", "’") and tokens[i - 1].lower.endswith("s")
        )
        if possessive and not any(t.lower in _BREAKS for t in tokens[i + 1 : i + 2]):
            before = next(
                (j for j in range(i) if tokens[j].lower in ("of", "for", "from", "at", "with")),
                None,
            )
            if before is not None:
                continue
            return Span(tokens[0].start, tokens[i - 1].end), None, tokens[i + 1 :]
    if tokens and tokens[0].lower in _OWNERS and len(tokens) > 1:
        return None, tokens[0].lower, tokens[1:]
    return None, None, tokens


def _from_office(core: list[Token]) -> list[Token]:
    """ "Directorate of Roads spokesperson Ann Lee": the office before the name, and the name."""
    for i in range(len(core) - 2, 0, -1):
        named = all(t.text[:1].isupper() for t in core[i + 1 :]) and len(core) - i <= 4
        if named and core[i].text.islower() and core[i].lower in person_nouns():
            return core[i:] if any(t.lower == "of" for t in core[:i]) else core
    return core


def _split_tail(core: list[Token]) -> tuple[list[Token], Span | None]:
    for i, token in enumerate(core):
        if i and (
            token.lower in _BREAKS
            or token.lower in grammar().reduced
            or token.lower in (",", "(", "—", "–")
        ):
            return core[:i], Span(token.start, core[-1].end)
    return core, None


@lru_cache(maxsize=1 << 16)
def _kind_of(label: str, head: str, words: str) -> PhraseKind:
    capital = label[:1].isupper() and label.rsplit(maxsplit=1)[-1][:1].isupper()
    first = label.split(maxsplit=1)[0].lower()
    if _NUMBERED.fullmatch(label) and (first in person_nouns() or first == "voice"):
        return "name"  # "Witness 3"
    if capital and words.startswith(label) and " " not in label and not label.isupper():
        capital = not _is_common(head)  # merely the first word of its sentence
    if outlet_named(words) or outlet_named(label):
        return "outlet"
    if head in kin():
        return "kin"
    lower = [w for w in label.split() if w[:1].islower()]
    last = label.rsplit(maxsplit=1)[-1]
    mixed = last[:1].isupper() and bool(lower) and _names_body(lower[-1])
    if capital or mixed or role_in_name(label.split()) is not None:
        return _kind_of_name(label, words)
    if head in _outlet_nouns():
        return "organisation"
    if head in document_nouns() or head in cue_nouns():
        return "document"
    if head in organisation_nouns() or (head in _BODY_WORDS and find_parties(words)):
        return "organisation" if head != "officials" else "group"
    if head in ("one", "voice"):
        return "role"  # "one of them": a single person
    if head in group_nouns() or head in _VAGUE:
        return "group"
    if head in person_nouns() or head.rstrip("s") in person_nouns():
        return "role" if head in person_nouns() else "group"
    return "other"


def _is_common(head: str) -> bool:
    nouns = (person_nouns(), kin(), group_nouns(), organisation_nouns(), document_nouns())
    return head in _VAGUE or any(head in table for table in nouns)


def role_in_name(parts: Sequence[str]) -> int | None:
    """Where a trade or office stands before a name: "Coroner" in "County Coroner Jo Li"."""
    for i in range(len(parts) - 2, -1, -1):
        plain = parts[i].lower().rstrip(".")
        if plain in person_nouns() or plain in _title_words():
            rest = parts[i + 1 :]
            named = 1 <= len(rest) <= 4 and all(
                p[:1].isupper() or p in ("al-", "de", "van", "bin") for p in rest
            )
            return i if named and not any(p.lower() in organisation_nouns() for p in rest) else None
    return None


def _kind_of_name(label: str, words: str) -> PhraseKind:
    parts = [p.strip("().,") for p in label.split()]
    if role_in_name(parts) is not None:
        return "name"
    article = words[:4] in ("the ", "The ")
    small = [p for p in parts if p[:1].islower()]
    if small and parts[-1][:1].isupper() and small[-1] not in _PARTICLES:
        if small[-1] in _outlet_nouns():
            return "outlet"  # "the newspaper El Faro", "the investigative site Lupa"
        if _names_body(small[-1]):
            return "organisation"  # "the rights group Memoria"
    if article and (kind := _by_last_word(parts)):
        return kind
    if looks_like_outlet(label) or (words.startswith("The ") and looks_like_outlet(words)):
        return "outlet"
    lowered = [p.lower() for p in parts]
    owned = "’s " in words or "'s " in words
    if owned and len(parts) > 1 and gender_of_name(parts[0]) is None:
        return "organisation"
    if any(p in _BODY_WORDS for p in lowered[1:]):
        return "organisation"
    if any(p in organisation_nouns() for p in lowered) and lowered[0] not in _title_words():
        return "organisation"
    if len(parts) == 1 and parts[0].isupper() and len(parts[0]) > 1:
        return "organisation"
    hits = find_parties(label)
    if hits and hits[0][0] == 0 and hits[0][1] == len(label):
        return "organisation"
    # "the Blue Palace": persons take no article, offices and buildings that speak for them do
    return "organisation" if article and not titles().get(parts[0]) else "name"


def _by_last_word(parts: Sequence[str]) -> PhraseKind | None:
    """ "the Northern Herald" is a paper, "the Humanitarian Coordinator" an office in capitals."""
    last = parts[-1].lower()
    if last in _paper_words():
        return "outlet"
    return "role" if len(parts) > 1 and last in person_nouns() else None


def _names_body(noun: str) -> bool:
    """Whether a noun before a name makes it a body's: "the rights group Memoria"."""
    return noun in _outlet_nouns() or noun in organisation_nouns() or noun in ("charity", "firm")


@cache
def _outlet_nouns() -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("data/roles.toml").read_text("utf-8"))
    return frozenset(table["bodies"]["outlet"]) - {"agency", "network", "station", "daily"}


@cache
def _paper_words() -> frozenset[str]:
    table = tomllib.loads(files(__package__).joinpath("data/roles.toml").read_text("utf-8"))
    return frozenset(table["papers"]["words"])


@cache
def _title_words() -> frozenset[str]:
    return frozenset(t.lower().rstrip(".") for t in titles())


def _name(core: list[Token], kind: PhraseKind) -> str | None:
    """The capitalised words at the end of the core, without titles."""
    if kind not in ("name", "organisation", "outlet"):
        return None
    parts: list[str] = []
    for token in reversed(core):
        numbered = token is core[-1] and token.text.isdigit() and len(core) > 1
        if token.text[:1].isupper() or token.lower in _NAME_JOINTS or numbered:
            parts.append(token.text)
        elif token.lower in ("'s", ".", ")", "("):
            continue
        else:
            break
    parts.reverse()
    counted = bool(parts) and parts[-1].isdigit()
    role = role_in_name(parts) if kind == "name" and not counted else None
    if role is not None:
        parts = parts[role + 1 :]
    while len(parts) > 1 and parts[0].lower().rstrip(".") in _title_words():
        parts.pop(0)
    return " ".join(parts) or None


def _plural(head: str, kind: PhraseKind) -> bool:
    if kind == "group":
        return True
    return kind in ("role", "kin", "other") and head.endswith("s") and not head.endswith("ss")


def _gender(head: str, name: str | None, core: list[Token]) -> Gender | None:
    if head in kin():
        return kin()[head]
    if head in person_nouns():
        return person_nouns()[head]
    if name:
        for token in core:
            titled = titles().get(token.text) or titles().get(token.text + ".")
            if titled:
                return titled
        return gender_of_name(name.split()[0])
    return None
