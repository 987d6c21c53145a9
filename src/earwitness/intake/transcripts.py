"""Transcripts as JSON: our own, and those of other programs (Whisper, WhisperX, Amazon)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

from earwitness.model import Rendering, Transcript, Turn, Word

from .decoding import decode
from .errors import IntakeError
from .source import Given, Source, Stretch
from .subtitles import is_subtitles, turns_of

_SIGNS = re.compile(rb'"(?:segments|earwitness|utterances|results|transcription)"\s*:')
_PAUSE = 1.5
"""Seconds of silence after which the same speaker begins a new turn."""
_LONG = 400
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
_NO_SPACE = re.compile(r"\s+([,.!?…:;»”])")


def is_transcript(data: bytes) -> bool:
    """Whether the bytes are a transcript as JSON."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"{", b"[")) or not _SIGNS.search(data[:1_000_000]):
        return bool(start.startswith(b"[")) and _kind(_loaded(data)) is not None
    return _kind(_loaded(data)) is not None


def open_transcript(data: bytes, name: str) -> Source:
    """The transcript as lines "Speaker: words", each with its time."""
    return source_of(transcript_of(data, name))


def source_of(transcript: Transcript) -> Source:
    """Turns as the paragraphs of a report, with their times as places."""
    stretches = tuple(
        Stretch(_line(turn), place=f"t={turn.start:.3f},{turn.end:.3f}")
        for turn in transcript.turns
        if turn.text
    )
    tongues = {turn.language for turn in transcript.turns}
    given = Given(language=tongues.pop() if len(tongues) == 1 else None)
    return Source("\n".join(s.words for s in stretches), "text", given, stretches)


def transcript_of(data: bytes, name: str) -> Transcript:
    """Whatever transcript the bytes are; IntakeError where they are none."""
    if is_subtitles(data):
        turns = tuple(turns_of(data, name))
        return Transcript(turns, max((t.end for t in turns), default=0.0), "subtitles")
    loaded = _loaded(data)
    kind = _kind(loaded)
    if kind is None:
        raise IntakeError("unknown-type", f"{name} is no transcript: name a VTT, SRT or JSON one.")
    try:
        return _OPENERS[kind](loaded)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        message = f"{name} is a transcript that is broken ({error}): make it anew."
        raise IntakeError("damaged", message) from error


def _loaded(data: bytes) -> Any:
    try:
        return json.loads(decode(data, "the transcript"))
    except (ValueError, IntakeError, RecursionError):
        return None


def _kind(loaded: Any) -> str | None:
    if isinstance(loaded, list):
        return "segments" if loaded and all(map(_is_segment, loaded)) else None
    if not isinstance(loaded, dict):
        return None
    if loaded.get("earwitness") == "transcript":
        return "ours"
    if isinstance(loaded.get("results"), dict) and "items" in loaded["results"]:
        return "amazon"
    if isinstance(loaded.get("transcription"), list):
        return "cpp"
    segments = loaded.get("segments")
    return "segments" if isinstance(segments, list) and all(map(_is_segment, segments)) else None


def _is_segment(one: Any) -> bool:
    return isinstance(one, dict) and {"start", "end", "text"} <= one.keys()


def _line(turn: Turn) -> str:
    return f"{turn.speaker}: {turn.text}" if turn.speaker else turn.text


# -- ours


def _ours(loaded: dict[str, Any]) -> Transcript:
    recording = loaded.get("recording") or {}
    return Transcript(
        tuple(_our_turn(one) for one in loaded["turns"]),
        _time(recording.get("seconds", 0)),
        str(loaded.get("origin") or ""),
        recording.get("name"),
        recording.get("sha256"),
    )


def _our_turn(one: dict[str, Any]) -> Turn:
    words = tuple(_word(w) for w in one.get("words", ()))
    given = one.get("translation")
    translation = Rendering(given["language"], given["text"], given["origin"]) if given else None
    start, end = _time(one["start"]), _time(one["end"])
    return Turn(
        one.get("speaker"), one.get("language"), start, end, _plain(one["text"]), words, translation
    )


# -- of others


def _segments(loaded: dict[str, Any] | list[Any]) -> Transcript:
    """Whisper, faster-whisper, WhisperX, and the "verbose_json" of services."""
    whole = loaded if isinstance(loaded, dict) else {"segments": loaded}
    language = _language(whole.get("language"))
    loose = [_word(w) for w in whole.get("words") or () if _timed(w)]
    found = []
    for one in whole["segments"]:
        start, end = _time(one["start"]), _time(one["end"])
        own = [_word(w) for w in one.get("words") or () if _timed(w)]
        words = tuple(own or (w for w in loose if start <= (w.start + w.end) / 2 < end))
        speaker = one.get("speaker")
        tongue = _language(one.get("language")) or language
        found.append(
            Turn(_named(speaker), tongue, start, max(start, end), _plain(one["text"]), words)
        )
    return _whole(found, "whisper JSON")


def _cpp(loaded: dict[str, Any]) -> Transcript:
    """whisper.cpp: offsets in milliseconds."""
    language = _language((loaded.get("result") or {}).get("language"))
    found = [
        Turn(
            None,
            language,
            _time(one["offsets"]["from"]) / 1000,
            _time(one["offsets"]["to"]) / 1000,
            _plain(one["text"]),
        )
        for one in loaded["transcription"]
    ]
    return _whole(found, "whisper.cpp JSON")


def _amazon(loaded: dict[str, Any]) -> Transcript:
    """Amazon Transcribe: one item a word, speakers by time."""
    results = loaded["results"]
    labels = (results.get("speaker_labels") or {}).get("segments") or ()
    by_start = {
        item["start_time"]: item.get("speaker_label") for seg in labels for item in seg["items"]
    }
    language = _language(results.get("language_code") or loaded.get("language_code"))
    found: list[Turn] = []
    for item in results["items"]:
        said = item["alternatives"][0]
        if "start_time" not in item:
            if found:
                found[-1] = _punctuated(found[-1], said["content"])
            continue
        word = Word(
            said["content"],
            _time(item["start_time"]),
            _time(item["end_time"]),
            _probability(said.get("confidence")),
        )
        speaker = _named(item.get("speaker_label") or by_start.get(item["start_time"]))
        found.append(Turn(speaker, language, word.start, word.end, word.text, (word,)))
    return _whole(found, "Amazon Transcribe JSON")


def _punctuated(turn: Turn, mark: str) -> Turn:
    words = tuple(Word(f"{w.text}{mark}", w.start, w.end, w.probability) for w in turn.words)
    return Turn(turn.speaker, turn.language, turn.start, turn.end, turn.text + mark, words)


_OPENERS = {"ours": _ours, "segments": _segments, "cpp": _cpp, "amazon": _amazon}


# -- common


def _whole(found: list[Turn], origin: str) -> Transcript:
    turns = tuple(_joined(turn for turn in found if turn.text))
    return Transcript(turns, max((t.end for t in turns), default=0.0), origin)


def _joined(found: Iterable[Turn]) -> Iterator[Turn]:
    """Segments of one speaker in a row as one turn, cut where it is long or pauses."""
    last: Turn | None = None
    for turn in found:
        if last is not None and _goes_on(last, turn):
            text = f"{last.text} {turn.text}"
            words = last.words + turn.words
            end = max(last.end, turn.end)
            last = Turn(last.speaker, last.language, last.start, end, text, words)
            continue
        if last is not None:
            yield last
        last = turn
    if last is not None:
        yield last


def _goes_on(last: Turn, turn: Turn) -> bool:
    full = len(last.text) >= _LONG and bool(_STOP.search(last.text))
    same = (last.speaker, last.language) == (turn.speaker, turn.language)
    return same and not full and turn.start - last.end <= _PAUSE


def _word(one: dict[str, Any]) -> Word:
    text = one.get("word", one.get("text"))
    if not isinstance(text, str):
        raise ValueError("a word without letters")
    sure = next((one[k] for k in ("probability", "score", "confidence") if k in one), None)
    start, end = _time(one["start"]), _time(one["end"])
    return Word(text.strip(), start, max(start, end), _probability(sure))


def _timed(one: dict[str, Any]) -> bool:
    """WhisperX gives words of figures no time."""
    return "start" in one and "end" in one


def _time(value: Any) -> float:
    """Seconds; what is no time of a recording is refused."""
    seconds = float(value)
    if not math.isfinite(seconds) or not 0 <= seconds < 1e7:
        raise ValueError(f"{value} is no time")
    return round(seconds, 3)


def _probability(value: Any) -> float | None:
    if value is None:
        return None
    sure = float(value)
    return sure if 0 <= sure <= 1 else None


def _plain(text: str) -> str:
    """The words in one line: a line is a turn."""
    return _NO_SPACE.sub(r"\1", " ".join(text.split()))


def _named(speaker: Any) -> str | None:
    """A label as it may stand before a colon."""
    if speaker is None:
        return None
    plain = " ".join(str(speaker).replace(":", " ").split())[:60]
    number = re.fullmatch(r"(?:SPEAKER|spk)_0*(\d+)", plain)
    return f"Speaker {int(number[1]) + 1}" if number else plain or None


_LANGUAGES = {"russian": "ru", "ukrainian": "uk", "english": "en", "german": "de", "french": "fr"}


def _language(value: Any) -> str | None:
    """A language as two or three letters; services write "english" or "en-US"."""
    if not isinstance(value, str):
        return None
    low = value.lower()
    return _LANGUAGES.get(low) or (low.split("-")[0] if re.match(r"[a-z]{2,3}(-|$)", low) else None)
