"""What was heard in a recording: words with their times, in turns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was heard, from when to when (seconds), and how sure the model is (0 to 1)."""

    text: str
    start: float
    end: float
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A translation by a machine, which nobody verified; `origin` is the model that made it."""

    language: str
    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before another does, or before a pause.

    `speaker` is a label of the transcript ("Speaker 1"), no name of a person; None where the voices
    were not told apart. `text` is what the words say, as it is printed; `words` are empty where the
    transcript has times of turns alone.
    """

    speaker: str | None
    language: str | None
    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()
    translation: Rendering | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    """All turns of a recording, in the order of their time.

    `recording` and `sha256` say of which file, where that is known; `seconds` is its length;
    `origin` says what heard it, with which settings.
    """

    turns: tuple[Turn, ...]
    seconds: float
    origin: str
    recording: str | None = None
    sha256: str | None = None
