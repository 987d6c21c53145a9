"""Subtitles (WebVTT, SRT) as transcripts: one paragraph a turn, with its time."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from earwitness.model import Turn

from .decoding import decode
from .source import Source, Stretch

_CLOCK = r"(?:(\d{1,3}):)?(\d\d):(\d\d)[.,](\d{3})"
_ARROW = re.compile(rf"^[ \t]*{_CLOCK}[ \t]+-->[ \t]+{_CLOCK}")
_SRT = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\d{1,6}\s*\r?\n\d{1,3}:\d\d:\d\d[,.]\d{3} --> ")
_VOICE = re.compile(r"<v(?:\.[^ \t>]{0,40})?[ \t]+([^<>]{1,100})>")
_NAMED = re.compile(r"^(?:>>+ ?)?([A-ZÀ-Þ][\w.’'-]{0,30}(?: [\w.’'-]{1,30}){0,4}):\s+(?=\S)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|\{\\[^{}]{0,100}\}|<\d[\d:.]{4,14}>")
_TURN = re.compile(r"^(?:[-–—]|>>+)\s+")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_LONG = 400
"""Letters after which a turn is cut at the end of a sentence, to be read in paragraphs."""
_PAUSE = 4.0


@dataclass(slots=True)
class _Turn:
    """What one speaker says without a pause."""

    speaker: str | None
    words: str
    start: float
    end: float


def is_subtitles(data: bytes) -> bool:
    """Whether the bytes begin as subtitles do."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") or bool(_SRT.match(data[:200]))


def open_subtitles(data: bytes, name: str) -> Source:
    """The transcript: "Name: words" where the speaker is known, and from when to when."""
    stretches = []
    for turn in _turns(data, name):
        named = {None: "", "": "– "}.get(turn.speaker, f"{turn.speaker}: ")
        words = f"{named}{turn.words}"
        stretches.append(Stretch(words, place=f"t={turn.start:.3f},{turn.end:.3f}"))
    return Source("\n".join(s.words for s in stretches), "text", stretches=tuple(stretches))


def turns_of(data: bytes, name: str) -> Iterator[Turn]:
    """The same as turns, for what needs no document."""
    for turn in _turns(data, name):
        start, end = round(turn.start, 3), round(turn.end, 3)
        yield Turn(turn.speaker or None, None, start, end, turn.words)


def _turns(data: bytes, name: str) -> Iterator[_Turn]:
    return _joined(_cues(decode(data, name).replace("\r\n", "\n").replace("\r", "\n")))


def _cues(text: str) -> Iterator[_Turn]:
    """The cues as turns; a cue in which two speak gives two."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        at = next((i for i, line in enumerate(lines[:3]) if _ARROW.match(line)), None)
        match = _ARROW.match(lines[at]) if at is not None else None
        if match and at is not None:
            start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
            for speaker, words in _spoken(lines[at + 1 :]):
                yield _Turn(speaker, words, start, max(start, end))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return 3600 * hours + 60 * minutes + seconds + thousandths / 1000


def _spoken(lines: list[str]) -> Iterator[tuple[str | None, str]]:
    """Who says what in the lines of one cue; "" is somebody else than before."""
    speaker: str | None = None
    words: list[str] = []
    for line in lines:
        voice = _VOICE.search(line)
        plain = html.unescape(_TAG.sub("", line)).strip()
        named = _NAMED.match(plain)
        turned = _TURN.match(plain)
        if (voice or named or turned) and words:
            yield speaker, " ".join(words)
            words = []
        if voice or named:
            speaker = (voice[1] if voice else named[1] if named else "").strip()
            plain = plain[named.end() :] if named and not voice else plain
        elif turned:
            speaker, plain = "", plain[turned.end() :]
        if plain:
            words.append(plain)
    if words:
        yield speaker, " ".join(words)


def _joined(cues: Iterator[_Turn]) -> Iterator[_Turn]:
    """Cues of one speaker in a row as one turn, cut where it is long or pauses."""
    last: _Turn | None = None
    for cue in cues:
        if last is not None and _goes_on(last, cue):
            if not last.words.endswith(cue.words):  # live subtitles say a line twice
                last.words = f"{last.words} {cue.words}"
            last.end = cue.end
            continue
        if last is not None:
            yield last
            if cue.speaker is None and cue.start - last.end <= _PAUSE:
                cue.speaker = last.speaker
        last = cue
    if last is not None:
        yield last


def _goes_on(last: _Turn, cue: _Turn) -> bool:
    if cue.speaker == "" or (cue.speaker is not None and cue.speaker != last.speaker):
        return False
    full = len(last.words) >= _LONG and bool(_STOP.search(last.words))
    return not full and cue.start - last.end <= _PAUSE
