"""What the user named on the command line, as inputs with a name and a place."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from earwitness.captures import Report, fetched, is_url
from earwitness.casefile import is_case
from earwitness.fetching import Fetcher
from earwitness.intake import MAX_ARCHIVE, MAX_BYTES, IntakeError, may_hold_many, members_of
from earwitness.model import Failure

REPORTS = frozenset(
    ".txt .text .html .htm .xhtml .eml .mbox .vtt .srt .pdf .epub .docx .warc"
    " .warc.gz .wacz .rss .atom".split()
)
"""Endings of the files that are taken from a folder; a file that is named is always tried."""

CODES: dict[str, str] = {
    "not-found": "there is no such file or folder",
    "no-reports": "the folder holds no file that ends like a report",
    "unreadable": "the system does not let the file be read",
    "too-large": "the file is larger than the program reads",
    "internal": "a fault of the program: --debug shows where",
}
"""Codes of failures before and around the stages; those of intake are in `intake.CODES`."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One file or address to read. `name` is how the case calls it.

    `place` None is standard input, or an address to be fetched.
    """

    name: str
    place: Path | None
    failure: Failure | None = None
    is_url: bool = False


def inputs_of(arguments: Iterable[str]) -> tuple[Input, ...]:
    """Files, folders (recursive, sorted, no hidden ones), patterns, addresses and `-`, as inputs.

    A file is called by its base name and a file of a folder by its way from there, so that the same
    reports give the same case wherever they lie.
    """
    return tuple(one for argument in arguments for one in _inputs(argument))


def reports_of(one: Input, by: Fetcher | None = None) -> Iterator[Report]:
    """The reports in the input: the file itself, or what an archive holds, or an address gives."""
    if one.is_url:
        yield from fetched(one.name, by)
        return
    data = load(one)
    if isinstance(data, Failure):
        yield Report(one.name, data)
        return
    try:
        for member in members_of(data, one.name):
            inside = member.name != one.name
            yield Report(member.name, member.data, _out_of(data, one.name) if inside else {})
    except IntakeError as error:
        yield Report(one.name, Failure(one.name, "intake", error.code, str(error)))


def _out_of(data: bytes, name: str) -> dict[str, str]:
    """What the custody log says of a report that came out of a file."""
    return {"container": name, "container_sha256": hashlib.sha256(data).hexdigest()}


def load(one: Input) -> bytes | Failure:
    """The bytes of the input; a Failure where there are none, or far too many."""
    if one.failure:
        return one.failure
    most = MAX_ARCHIVE if may_hold_many(one.name) else MAX_BYTES
    try:
        if one.place is None:
            data = sys.stdin.buffer.read(most + 1)
        elif one.place.stat().st_size > most:
            return _too_large(one.name, most)
        else:
            # Not read_bytes(): a pipe or a device has no size and may have no end.
            with one.place.open("rb") as file:
                data = file.read(most + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        return _failure(one.name, "unreadable", f"{one.name} cannot be read: {reason}.")
    return data if len(data) <= most else _too_large(one.name, most)


def _inputs(argument: str) -> Iterator[Input]:
    place = Path(argument)
    if is_url(argument):
        yield Input(argument, None, is_url=True)
    elif argument == STDIN:
        yield Input(STDIN, None)
    elif place.is_dir() and _holds_case(place):
        message = f"{argument} is a case itself: name the reports, and the case with --case."
        yield _broken(argument, "no-reports", message)
    elif place.is_dir():
        yield from _folder(place)
    elif place.exists():
        yield Input(_shown(place.name), place)
    else:
        yield from _pattern(argument)


def _pattern(argument: str) -> Iterator[Input]:
    matches = sorted(glob.glob(argument, recursive=True)) if glob.has_magic(argument) else []
    for match in matches:
        yield from _inputs(match)
    if not matches:
        words = "matches nothing" if glob.has_magic(argument) else "does not exist"
        yield _broken(argument, "not-found", f"{argument} {words}: name a file or a folder.")


def _folder(folder: Path) -> Iterator[Input]:
    found = sorted(_reports(folder), key=lambda place: place.relative_to(folder).as_posix())
    for place in found:
        yield Input(_shown(place.relative_to(folder).as_posix()), place)
    if not found:
        endings = ", ".join(sorted(REPORTS))
        message = f"{folder} holds no report: files that end in {endings} are looked for."
        yield _broken(str(folder), "no-reports", message)


def _reports(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        # A case inside the folder holds briefs and originals, which are no reports of their own.
        folders[:] = [
            name for name in folders if name[0] != "." and not _holds_case(Path(here) / name)
        ]
        for name in files:
            if name[0] != "." and ends_like_report(name):
                yield Path(here) / name


def ends_like_report(name: str) -> bool:
    """Whether a file of this name is taken from a folder."""
    return name.lower().endswith(tuple(REPORTS))


def _holds_case(folder: Path) -> bool:
    return is_case(folder) and (folder / "custody.log").exists()


def _shown(name: str) -> str:
    # A name that is not UTF-8 still has to be printed and stored.
    return os.fsencode(name).decode("utf-8", "replace")


def _too_large(name: str, most: int) -> Failure:
    message = (
        f"{name} is larger than {most / 1e6:,.0f} MB, too large for a report: "
        "save the one report that you mean."
    )
    return _failure(name, "too-large", message)


def _failure(name: str, code: str, message: str) -> Failure:
    return Failure(name, "inputs", code, message)


def _broken(argument: str, code: str, message: str) -> Input:
    return Input(argument, None, _failure(argument, code, message))
