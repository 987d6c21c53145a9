"""What the owner of a case knows of its names: parties, who is one, and who is not.

A file `names.toml` in the case's folder:

    [parties]                       # more names of a side: metonyms, bodies, offices
    Velmora = ["Blue Palace", "SSB"]

    [same]                          # these names mean one
    "State Signals Bureau" = ["SSB", "Signals Directorate"]

    [apart]                         # never one, whatever the reports suggest
    pairs = [["Abu Tariq", "Abu Salih"]]

    [[transcript]]                  # this file writes down the recording of which this report
    file = "call.vtt"               # speaks in these words
    report = "daily.html"
    words = "an intercepted call"
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._phrases import level

_TABLES = ("apart", "parties", "same", "transcript")


@dataclass(frozen=True, slots=True)
class GivenTranscript:
    """The owner's word that a file is a transcript of the recording that a report so names."""

    file: str
    report: str
    words: str


@dataclass(frozen=True)
class GivenNames:
    """The owner's word on names and transcripts; empty where the case has no such file."""

    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apart: tuple[tuple[str, str], ...] = ()
    transcripts: tuple[GivenTranscript, ...] = ()

    def party_of(self, words: str) -> str | None:
        """The side to which the owner says that a name belongs; None where the file is silent."""
        plain = level(words).casefold()
        for party, forms in self.parties.items():
            for form in (party, *forms):
                if re.search(rf"(?<!\w){re.escape(level(form).casefold())}(?!\w)", plain):
                    return party
        return None


NOTHING_GIVEN = GivenNames()


def given_names(text: str) -> GivenNames:
    """Read the file; raises ValueError with a sentence that says what is wrong in it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"names.toml is no TOML: {error}.") from error
    unknown = sorted(set(data) - set(_TABLES))
    if unknown:
        raise ValueError(
            f"names.toml knows [parties], [same], [apart] and [[transcript]], not [{unknown[0]}]."
        )
    pairs = _table(data, "apart").get("pairs", [])
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        raise ValueError("names.toml: pairs in [apart] is a list of pairs of names.")
    return GivenNames(
        parties=_lists(data, "parties"),
        same=_lists(data, "same"),
        apart=tuple((pair[0], pair[1]) for pair in pairs),
        transcripts=tuple(_transcripts(data)),
    )


def _transcripts(data: Mapping[str, Any]) -> Iterator[GivenTranscript]:
    """The tables that say which file writes down which recording."""
    found = data.get("transcript", [])
    wanted = {"file", "report", "words"}
    for one in found if isinstance(found, list) else [None]:
        if (
            not isinstance(one, dict)
            or set(one) != wanted
            or not all(isinstance(v, str) and v.strip() for v in one.values())
        ):
            raise ValueError("names.toml: each [[transcript]] has a file, a report and words.")
        yield GivenTranscript(**one)


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise ValueError(f"names.toml: [{name}] is a table.")
    return table


def _lists(data: Mapping[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for key, forms in _table(data, name).items():
        if not isinstance(forms, list) or not all(isinstance(f, str) and f.strip() for f in forms):
            raise ValueError(f"names.toml: “{key}” in [{name}] needs a list of names.")
        found[key] = tuple(forms)
    return found


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, str) for n in pair)
