"""A transcript as our own JSON, as subtitles, as lines to read."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

from earwitness.model import Transcript, Turn, Word

from .translating import LABEL

UNSURE = 0.5
"""Words below this probability are shown as unsure."""


def as_json(transcript: Transcript) -> bytes:
    """Everything, as the program reads it again; the same transcript gives the same bytes."""
    whole = {
        "earwitness": "transcript",
        "version": 1,
        "recording": {
            "name": transcript.recording,
            "sha256": transcript.sha256,
            "seconds": transcript.seconds,
        },
        "origin": transcript.origin,
        "turns": [_turn(turn) for turn in transcript.turns],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _turn(turn: Turn) -> dict[str, Any]:
    made: dict[str, Any] = {
        "speaker": turn.speaker,
        "language": turn.language,
        "start": turn.start,
        "end": turn.end,
        "text": turn.text,
        "words": [_word(word) for word in turn.words],
    }
    if turn.translation:
        given = turn.translation
        made["translation"] = {
            "label": LABEL,
            "language": given.language,
            "text": given.text,
            "origin": given.origin,
        }
    return made


def _word(word: Word) -> dict[str, Any]:
    made = {"word": word.text, "start": word.start, "end": word.end}
    return made if word.probability is None else {**made, "probability": word.probability}


def as_vtt(transcript: Transcript) -> bytes:
    """WebVTT: speakers as voices, unsure words in the class "unsure", translations as notes."""
    parts = ["WEBVTT\n"]
    for turn in transcript.turns:
        parts.append(f"{_times(turn, '.')}\n{_voice(turn)}{_marked(turn)}\n")
        if turn.translation:
            english = turn.translation.text.replace("-->", "→")
            parts.append(f"NOTE {LABEL} ({turn.translation.origin})\n{english}\n")
    return "\n".join(parts).encode("utf-8")


def as_srt(transcript: Transcript) -> bytes:
    """SubRip: "Speaker: words"."""
    parts = []
    for number, turn in enumerate(transcript.turns, 1):
        named = f"{turn.speaker}: " if turn.speaker else ""
        parts.append(f"{number}\n{_times(turn, ',')}\n{named}{turn.text}\n")
    return "\n".join(parts).encode("utf-8")


def as_text(transcript: Transcript) -> str:
    """Lines to read: when, who, in which language; a (?) after each word that is unsure."""
    lines = []
    for turn in transcript.turns:
        who = turn.speaker or "?"
        tongue = f" ({turn.language})" if turn.language else ""
        lines.append(f"[{clock(turn.start)}] {who}{tongue}: {_doubted(turn)}")
        if turn.translation:
            lines.append(f"    {LABEL}: {turn.translation.text}")
    return "\n".join(lines) + "\n" if lines else ""


WRITERS: dict[str, Callable[[Transcript], bytes]] = {
    "json": as_json,
    "vtt": as_vtt,
    "srt": as_srt,
    "text": lambda transcript: as_text(transcript).encode("utf-8"),
}
"""The forms of a transcript by name."""


def clock(seconds: float, mark: str = ".") -> str:
    """A time as subtitles have it."""
    thousandths = round(seconds * 1000)
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{mark}{rest % 1000:03}"


def _times(turn: Turn, mark: str) -> str:
    return f"{clock(turn.start, mark)} --> {clock(turn.end, mark)}"


def _voice(turn: Turn) -> str:
    name = (turn.speaker or "").replace("<", "").replace(">", "").replace("&", "")
    return f"<v {name}>" if name.strip() else ""


def _unsure(word: Word) -> bool:
    return word.probability is not None and word.probability < UNSURE


def _marked(turn: Turn) -> str:
    return _each(turn, lambda words: f"<c.unsure>{html.escape(words, quote=False)}</c>",
                 lambda words: html.escape(words, quote=False))  # fmt: skip


def _doubted(turn: Turn) -> str:
    return _each(turn, lambda words: f"{words}(?)", lambda words: words)


def _each(turn: Turn, unsure: Callable[[str], str], sure: Callable[[str], str]) -> str:
    """The text with its unsure words written otherwise; where they stand is sought in order."""
    made, at = [], 0
    for word in turn.words:
        start = turn.text.find(word.text, at)
        if _unsure(word) and start >= 0:
            made += [sure(turn.text[at:start]), unsure(word.text)]
            at = start + len(word.text)
        elif start >= 0:
            made.append(sure(turn.text[at : start + len(word.text)]))
            at = start + len(word.text)
    return "".join(made) + sure(turn.text[at:])
