"""A Russian call of two, spoken by Debian's voices (festival, espeak-ng) through a telephone.

What is said stands in `calls/russian.json`, with English quotations of it; `calls/russian.vtt` is
the true transcript with its times, for tests that need no sound.
"""

from __future__ import annotations

import json
import subprocess
import wave
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

FOLDER = Path(__file__).parent / "calls"
RATE = 8000
"""Samples a second of a telephone line."""
BAND = (300.0, 3400.0)
GAP = 0.45
"""Seconds between the end of one turn and the start of the next."""
FESTIVAL = "(voice_msu_ru_nsh_clunits)"
ESPEAK = "ru+f3"
RAISED = 1.18
"""How much higher the second voice of the call is, where festival speaks it too."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the two says, and from when to when."""

    who: str
    words: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Call:
    """The sound, one row a speaker, and what is said in it."""

    channels: Samples
    turns: tuple[Turn, ...]

    def write(self, path: Path, *, stereo: bool = False) -> Path:
        """The call as a WAV file: mixed, or each speaker on a channel."""
        rows = self.channels if stereo else self.channels.sum(axis=0, keepdims=True)
        return write_wav(path, rows)


@cache
def data() -> dict[str, Any]:
    """What is said, and the English quotations of it."""
    return json.loads((FOLDER / "russian.json").read_text(encoding="utf-8"))


def true_transcript() -> str:
    """The true transcript as WebVTT, with the times of Debian 12's voices."""
    return (FOLDER / "russian.vtt").read_text(encoding="utf-8")


def quotations() -> tuple[tuple[str, int], ...]:
    """English words, and the number of the turn that they quote."""
    return tuple((one["english"], one["turn"]) for one in data()["quotations"])


def synthesise(
    folder: Path, *, second: str = "festival", noise: float = 0.002, times: int = 1
) -> Call:
    """Speak the call (`times` over), mix it as a telephone would carry it.

    Debian has one Russian voice of festival: the second speaker is the same, raised, as from a
    smaller throat; or espeak-ng, which people understand and a small model hardly does.
    """
    spoken = _spoken(folder, second)
    lines = [(t["who"], t["words"], w) for t, w in zip(data()["turns"], spoken, strict=True)]
    lines *= times
    length = sum(len(w) for *_, w in lines) + int(GAP * RATE) * (len(lines) + 1)
    rows = np.random.default_rng(0).normal(0, noise, (2, length)).astype(np.float32)
    turns, at = [], int(GAP * RATE)
    for who, words, sound in lines:
        rows["AB".index(who), at : at + len(sound)] += sound
        turns.append(Turn(who, words, at / RATE, (at + len(sound)) / RATE))
        at += len(sound) + int(GAP * RATE)
    return Call(rows, tuple(turns))


def vtt_of(turns: tuple[Turn, ...]) -> str:
    """Turns as WebVTT with voices."""
    cues = [f"{_clock(t.start)} --> {_clock(t.end)}\n<v {t.who}>{t.words}\n" for t in turns]
    return "\n".join(["WEBVTT\n", *cues])


def write_wav(path: Path, rows: Samples, rate: int = RATE, *, width: int = 2) -> Path:
    """Rows of samples from -1 to 1 as a WAV file of one channel a row."""
    clipped = np.clip(rows, -1, 1).T
    with wave.open(str(path), "wb") as file:
        file.setnchannels(rows.shape[0])
        file.setsampwidth(width)
        file.setframerate(rate)
        whole = clipped * 32767 if width == 2 else clipped * 127 + 128
        file.writeframes(whole.astype("<i2" if width == 2 else "u1").tobytes())
    return path


def telephone(sound: Samples, rate: int) -> Samples:
    """The sound at 8 kHz with the band of a telephone, as loud as others."""
    spectrum = np.fft.rfft(sound)
    heard = np.fft.rfftfreq(len(sound), 1 / rate)
    spectrum[(heard < BAND[0]) | (heard > BAND[1])] = 0
    length = int(len(sound) * RATE / rate)
    narrow = np.fft.irfft(spectrum[: length // 2 + 1], length)
    return (narrow * 0.5 / (np.abs(narrow).max() + 1e-9)).astype(np.float32)


def _spoken(folder: Path, second: str) -> list[Samples]:
    """Each turn as the voice of its speaker says it."""
    turns = data()["turns"]
    paths = [folder / f"turn-{i}.wav" for i in range(len(turns))]
    by_espeak = [second == "espeak" and turn["who"] == "B" for turn in turns]
    commands = [FESTIVAL]
    for turn, path, other in zip(turns, paths, by_espeak, strict=True):
        if other:
            speak = ["espeak-ng", "-v", ESPEAK, "-s", "145", "-w", str(path), turn["words"]]
            subprocess.run(speak, check=True, capture_output=True)
        else:
            said = f'(utt.synth (Utterance Text "{turn["words"]}"))'
            commands.append(f'(utt.save.wave {said} "{path}")')
    subprocess.run(["festival", "--batch", *commands], check=True, capture_output=True)
    sounds = []
    for turn, path, other in zip(turns, paths, by_espeak, strict=True):
        sound, rate = read_wav(path)
        raised = RAISED if turn["who"] == "B" and not other else 1.0
        sounds.append(telephone(sound, int(rate * raised)))
    return sounds


def read_wav(path: Path) -> tuple[Samples, int]:
    """The sound of a WAV file of one channel without the silence around it, and its rate."""
    with wave.open(str(path), "rb") as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        sound = raw.astype(np.float32) / 32768
        loud = np.flatnonzero(np.abs(sound) > 0.01)
        return sound[loud[0] : loud[-1] + 1], file.getframerate()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}"
