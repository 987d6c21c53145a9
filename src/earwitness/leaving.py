"""What leaves a case: the owner's complete copy, and the redacted one that others may see."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Literal

from earwitness import __version__
from earwitness.casefile import CLOSED, CaseError, CaseStore
from earwitness.casefile.files import write_atomically
from earwitness.deciding import Decided, decided, layer_of
from earwitness.exports.formats import FORMATS, About, render, words_of_file
from earwitness.model import Case, Layer
from earwitness.redaction import (
    Decision,
    Names,
    Person,
    Redaction,
    all_private,
    fold,
    joint,
    placeholders,
    private_persons,
)

Files = dict[str, bytes]


def owner_files(folder: CaseStore, name: str) -> Files:
    """The files of a format, complete and with every name. Raises ExtraMissingError."""
    case = folder.load()
    layer = layer_of(decided(case, folder.decisions()))
    about = _owner(folder, case) if name == "rocrate" else About(version=__version__)
    return render(name, case, replace(about, layer=layer))


def _owner(folder: CaseStore, case: Case) -> About:
    """With the originals under their names, and the log: what a whole copy of the case holds."""
    originals = {}
    for document in case.documents:
        ending = PurePosixPath(document.path or "").suffix[:10]
        name = f"originals/{document.sha256}{ending}"
        originals[name] = folder.originals.read(document.sha256)
    return About(version=__version__, originals=originals, log=folder.log.data())


def chosen(name: str) -> tuple[str, ...]:
    """The formats that a name means: itself, or all of them."""
    return tuple(FORMATS) if name == "all" else (name,)


def in_folder(name: str, files: Files, several: bool) -> Files:
    """The files as they lie beside those of other formats: a format of many has its own folder."""
    if FORMATS[name].file is not None or not several:
        return files
    return {f"{name}/{path}": data for path, data in files.items()}


def write_files(files: Files, out: Path) -> tuple[Path, ...]:
    """Write the files below the folder, each whole or not at all; their paths."""
    written = []
    for name, data in files.items():
        path = out.joinpath(*PurePosixPath(name).parts)
        write_atomically(path, data)
        written.append(path)
    return tuple(written)


# -- what others may see


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A redacted case, what was decided of it, and who is withheld, by what placeholder.

    `names` finds those who are withheld in any words.
    """

    case: Case
    layer: Layer
    persons: tuple[Person, ...]
    labels: dict[str, str]
    names: Names


class LeakError(Exception):
    """A name that was to be withheld was still found: nothing is written."""

    code = "redaction"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"A name that is withheld was found in {where} all the same: nothing was written; "
            "the fault is ours, please report it (without the name)."
        )


def persons_of(folder: CaseStore, now: Decided) -> tuple[Person, ...]:
    """Everybody who is private, as found or as decided, and whom the owner reveals of them."""
    return all_private(now.found, now.case, decisions(folder))


def outgoing(folder: CaseStore) -> Outgoing:
    """The case as others may see it, by the rules and by the owner's word."""
    now = decided(folder.load(), folder.decisions())
    persons = persons_of(folder, now)
    secret = folder.secret()
    hidden = [person for person in persons if person.revealed is None]
    made = Redaction(now.found, now.decisions, persons, secret)
    layer = _unsigned(layer_of(decided(made.made, made.decisions)))
    return Outgoing(made.made, layer, persons, placeholders(hidden, secret), made.names)


class ForReaders:
    """Both layers as those see them at the desk who neither own nor edit the case.

    What a decision does not touch is made once: the same `found` comes back as the same object.
    """

    def __init__(self) -> None:
        self._spare = secrets.token_bytes(32)
        self._made: Redaction | None = None
        self._found: tuple[Case, tuple[Decision, ...], tuple[Person, ...]] | None = None

    def of(self, now: Decided, said: tuple[Decision, ...], secret: bytes) -> Decided:
        """The case as it stands, redacted; `said` is the owner's word on names.

        It takes its time, and asks nothing of the case's folder.
        """
        persons = self._persons(now, said)
        made = self._made
        same = made is not None and made.case is now.found and made.secret == secret
        if made is None or not same or made.persons != persons or not made.also(now.decisions):
            made = self._made = Redaction(now.found, now.decisions, persons, secret)
        return decided(made.made, made.decisions)

    def _persons(self, now: Decided, said: tuple[Decision, ...]) -> tuple[Person, ...]:
        """As `persons_of`; those of the case as found are looked for once."""
        held = self._found
        if held is None or held[0] is not now.found or held[1] != said:
            held = self._found = (now.found, said, private_persons(now.found, said))
        # A note, a grade or a nod changes nobody; tuples of the same things are compared at once.
        one, other = now.case, now.found
        same = one.actors == other.actors and one.recordings == other.recordings
        if same and one.statements == other.statements:
            return held[2]
        return joint(held[2], private_persons(now.case, said))

    def secret(self, folder: CaseStore) -> bytes:
        """The key of the placeholders; another one where the case can only be read."""
        try:
            return folder.secret()
        except OSError:
            return self._spare
        except CaseError as error:
            if error.code not in CLOSED:
                raise
            return self._spare


def _unsigned(layer: Layer) -> Layer:
    """Without who decided, and without reasons and notes: free words may tell of anybody."""
    kept = (r for r in layer.rulings if r.act != "note")
    return replace(
        layer,
        rulings=tuple(replace(r, by="", time=r.time[:10], why="", text=None) for r in kept),
        standing=tuple(replace(s, notes=()) for s in layer.standing),
        actors=tuple(replace(a, reasons=()) for a in layer.actors),
    )


def published_files(out: Outgoing, name: str) -> Files:
    """The files of a format, made of the redacted case. Raises ExtraMissingError and LeakError."""
    about = About(published=True, version=__version__, layer=out.layer)
    files = render(name, out.case, about)
    ours = _own_words(name)
    for path, data in files.items():
        words = (w for w in words_of_file(path, data) if w not in ours)
        if out.names and any(map(out.names.leaks, words)):
            raise LeakError(path)
    return files


@cache
def _own_words(name: str) -> frozenset[str]:
    """What a format says of a case without a word in it: styles, fonts, keys. They name nobody."""
    files = render(name, Case(), About(published=True, version=__version__))
    return frozenset(w for path, data in files.items() for w in words_of_file(path, data))


def decisions(folder: CaseStore) -> tuple[Decision, ...]:
    """What the owner said about names, in the order in which it was said."""
    return tuple(
        Decision(
            "reveal" if entry.action == "revealed" else "hide",
            entry.path or "",
            entry.detail.get("reason", ""),
            entry.detail.get("by", ""),
            entry.time,
        )
        for entry in folder.noted("revealed", "hidden")
    )


def decide(
    folder: CaseStore, action: Literal["reveal", "hide"], name: str, why: str, by: str
) -> str:
    """Keep the owner's word on a person; the name that it is kept under.

    NAME is an id, a name or a description of the case; a name that nobody bears can be hidden, but
    not revealed: LookupError.
    """
    now = decided(folder.load(), folder.decisions())
    persons = persons_of(folder, now)
    found = [p for p in persons if name in (*p.actors, *p.names, p.described)] or [
        p for p in persons if fold(name) in map(fold, (*p.names, p.described))
    ]
    if len(found) != 1 and action == "reveal":
        raise LookupError("nobody" if not found else "several")
    kept = found[0].title if len(found) == 1 else name
    folder.note("revealed" if action == "reveal" else "hidden", kept, {"reason": why, "by": by})
    return kept
