"""Speak the call of examples/ferry-call again: its sound, and the transcript with its times.

The words are those of call.vtt. Needs espeak-ng and the package `av`.
"""

from __future__ import annotations

import io
import re
import subprocess
import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parents[1] / "examples" / "ferry-call"
RATE, PAUSE = 16000, 0.45
VOICES = {"Tovin": ("en-gb-scotland", 150), "Lise": ("en-gb+f3", 160)}


def spoken(who: str, words: str) -> NDArray[np.int16]:
    """One turn as samples at the rate of the call."""
    voice, speed = VOICES[who]
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "--stdout", words]
    made = subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
    with wave.open(io.BytesIO(made)) as file:
        rate = file.getframerate()
        data = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    at = np.arange(len(data) * RATE // rate) * rate / RATE
    return np.interp(at, np.arange(len(data)), data).astype(np.int16)


def stamp(seconds: float) -> str:
    """A time as WebVTT writes it."""
    return f"{int(seconds) // 60:02d}:{seconds % 60:06.3f}"


def main() -> None:
    """Write call.vtt and call.ogg anew."""
    text = (FOLDER / "call.vtt").read_text(encoding="utf-8")
    parts, cues, now = [], ["WEBVTT", ""], 0.0
    for who, words in re.findall(r"<v (\w+)>(.+)", text):
        sound = spoken(who, words)
        end = now + len(sound) / RATE
        cues += [f"{stamp(now)} --> {stamp(end)}", f"<v {who}>{words}", ""]
        parts += [sound, np.zeros(int(PAUSE * RATE), dtype=np.int16)]
        now = end + PAUSE
    (FOLDER / "call.vtt").write_text("\n".join(cues), encoding="utf-8")
    write(np.concatenate(parts))


def write(samples: NDArray[np.int16]) -> None:
    """The sound in Opus, small enough to lie beside the text."""
    with av.open(str(FOLDER / "call.ogg"), "w", format="ogg") as out:
        stream = out.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = 14000
        for at in range(0, len(samples), 960):
            part = samples[None, at : at + 960]
            frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
            frame.sample_rate, frame.pts = RATE, at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


if __name__ == "__main__":
    main()
