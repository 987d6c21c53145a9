"""Speech to words: faster-whisper, which comes with the extra `earwitness[listen]`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from earwitness.model import Word

from .errors import ListenError, missing
from .sound import RATE, Samples, levelled

_LOOPS = 2.4
"""How often a passage may repeat itself (as gzip sees it) before nothing in it is sure."""
_UNSURE = 0.1
_NEED = 3.0
"""Seconds of speech that a language is told by, where no language was named."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in a stretch of speech; words keep the space before them in `gaps`."""

    language: str | None
    words: tuple[Word, ...]
    gaps: tuple[bool, ...]


class Recogniser(Protocol):
    """Finds speech in sound, and words in speech."""

    @property
    def origin(self) -> str:
        """The program, the model with its digest, the settings."""

    def speech(self, sound: Samples) -> tuple[tuple[float, float], ...]:
        """From when to when somebody speaks, in seconds."""

    def hear(self, sound: Samples, before: str | None) -> Heard:
        """The words of one stretch; `before` is the language of the stretch before."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to listen. `languages` are those that may be spoken; none: whatever the model tells."""

    model: str = "base"
    languages: tuple[str, ...] = ()
    beam: int = 5
    threads: int = 2
    download: bool = False


class Whisper:
    """The default: a Whisper model through CTranslate2, the Silero voice detector beside it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._library = _library()
        folder = _folder(settings)
        self._model = _loaded(self._library, folder, settings)
        self._english_only = not self._model.model.is_multilingual
        self.origin = _origin(self._library, folder, settings)

    def speech(self, sound: Samples) -> tuple[tuple[float, float], ...]:
        """Stretches of speech, by Silero's model, cut where nobody speaks for a quarter second."""
        options = self._library.vad.VadOptions(
            threshold=0.35,
            min_silence_duration_ms=250,
            min_speech_duration_ms=150,
            max_speech_duration_s=28,
            speech_pad_ms=120,
        )
        found = self._library.vad.get_speech_timestamps(levelled(sound), options)
        return tuple((one["start"] / RATE, one["end"] / RATE) for one in found)

    def hear(self, sound: Samples, before: str | None) -> Heard:
        """The words, at temperature 0: the same sound gives the same words."""
        seconds = len(sound) / RATE
        language = self._language(sound, seconds, before)
        segments, _ = self._model.transcribe(
            sound,
            language=language,
            beam_size=self._settings.beam,
            temperature=0,
            condition_on_previous_text=False,
            word_timestamps=True,
            # A model that loops would go on for long; nobody speaks so fast.
            max_new_tokens=min(224, int(24 + 12 * seconds)),
        )
        words, gaps = [], []
        for segment in segments:
            looped = segment.compression_ratio > _LOOPS
            for one in segment.words or ():
                text = one.word.strip()
                if text:
                    sure = min(one.probability, _UNSURE) if looped else one.probability
                    words.append(_word(text, one.start, one.end, sure, seconds))
                    gaps.append(one.word.startswith(" "))
        return Heard(language, tuple(words), tuple(gaps))

    def _language(self, sound: Samples, seconds: float, before: str | None) -> str:
        """Of the languages that may be spoken, the one that the model finds most likely."""
        allowed = self._settings.languages
        if self._english_only:
            return "en"
        if len(allowed) == 1:
            return allowed[0]
        if before and seconds < _NEED and not allowed:
            return before  # too little to tell
        _, _, likely = self._model.detect_language(audio=sound)
        fitting = [(code, p) for code, p in likely if not allowed or code in allowed]
        return str(max(fitting, key=lambda one: one[1])[0])


def _word(text: str, start: float, end: float, sure: float, seconds: float) -> Word:
    start = min(max(float(start), 0.0), seconds)
    return Word(text, start, min(max(float(end), start), seconds), round(float(sure), 3))


def _library() -> Any:
    try:
        import faster_whisper  # noqa: PLC0415 - heavy, and an extra
        import faster_whisper.vad  # noqa: PLC0415 - the same
    except ImportError as error:
        raise missing("Listening to recordings") from error
    return faster_whisper


def _folder(settings: Settings) -> Path:
    """Where the model lies. Only where the user says so is it fetched by its name."""
    named = Path(settings.model)
    if named.is_dir():
        if not (named / "model.bin").is_file():
            raise _no_model(f"{settings.model} holds no model.bin")
        return named
    from faster_whisper.utils import download_model  # noqa: PLC0415 - an extra

    try:
        return Path(download_model(settings.model, local_files_only=not settings.download))
    except ValueError as error:
        raise _no_model(f"There is no speech model {settings.model}") from error
    except Exception as error:  # of several libraries: no copy on this machine, no network
        raise _no_model(f"The speech model {settings.model} is not on this machine") from error


def _no_model(why: str) -> ListenError:
    return ListenError(
        "no-model", f"{why}: name its folder with --model, or let it be fetched with --download."
    )


def _loaded(library: Any, folder: Path, settings: Settings) -> Any:
    try:
        model = library.WhisperModel(
            str(folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=settings.threads,
            local_files_only=True,
        )
    except Exception as error:  # CTranslate2 raises RuntimeError, tokenizers a bare Exception
        raise _no_model(f"The model in {folder} cannot be loaded ({error})") from error
    known: Sequence[str] = model.supported_languages
    for language in settings.languages:
        if language not in known:
            raise _no_model(f"The model in {folder} does not know the language {language}")
    return model


def _origin(library: Any, folder: Path, settings: Settings) -> str:
    with (folder / "model.bin").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    spoken = ",".join(settings.languages) or "any"
    return (
        f"faster-whisper {library.__version__}, model {digest[:16]}, int8, "
        f"beam {settings.beam}, languages {spoken}"
    )
