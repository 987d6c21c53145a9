"""Sound and film files to samples, a few seconds at a time, whatever their length.

PyAV (FFmpeg's libraries) opens all that FFmpeg reads; without it, plain WAV files are read.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .errors import ListenError, missing
from .sound import RATE, Samples, to_rate

BLOCK = 10.0
"""Seconds of a block."""
MAX_SECONDS = 12 * 3600.0
"""The longest recording that is listened to."""
_CUT = 1.0
"""Seconds that may be missing at the end before a file counts as cut off."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says of itself."""

    channels: int
    rate: int
    seconds: float | None


def mono_blocks(path: Path, rate: int = RATE) -> Iterator[Samples]:
    """All channels of a file as one row, in blocks of seconds. Raises ListenError."""
    for block in blocks(path, rate):
        yield block.mean(axis=0)


def blocks(path: Path, rate: int | None = RATE) -> Iterator[Samples]:
    """The sound of a file, one or two rows, in blocks of seconds; its own rate where it is None.

    Raises ListenError: "no-sound" at once, "breaks-off" after the last block that could be read.
    """
    library = pyav()
    if library is None:
        yield from _wave_blocks(path, rate)
        return
    read = 0.0
    known = known_of(path)
    for block in _av_blocks(library, path, rate or known.rate):
        read += block.shape[1] / (rate or known.rate)
        if read > MAX_SECONDS:
            raise _too_long(path)
        yield block
    if read == 0:
        raise _no_sound(path)
    if known.seconds is not None and read < known.seconds - max(_CUT, known.seconds * 0.02):
        raise _breaks_off(path, read, known.seconds)


def known_of(path: Path) -> Known:
    """Channels, rate and length as the file gives them. Raises ListenError."""
    library = pyav()
    if library is None:
        with closing(_wave(path)) as file:
            return Known(file.getnchannels(), file.getframerate(), _seconds(file))
    with closing(opened_with(library, path)) as container:
        stream = container.streams.audio[0]
        seconds = _length(container, stream)
        if seconds is not None and seconds > MAX_SECONDS:
            raise _too_long(path)
        return Known(stream.channels or 1, stream.rate or RATE, _wav_length(path) or seconds)


def pyav() -> Any:
    """PyAV, or None where it is not installed."""
    try:
        import av  # noqa: PLC0415 - heavy, and an extra
    except ImportError:
        return None
    av.logging.set_level(av.logging.PANIC)  # what it mutters is said by our own sentences
    return av


def opened_with(library: Any, path: Path) -> Any:
    """PyAV's container of the file; ListenError where it holds no sound. To be closed."""
    try:
        container = library.open(str(path), metadata_errors="replace")
    except (library.FFmpegError, ValueError) as error:
        raise _no_sound(path) from error
    if not container.streams.audio:
        container.close()
        raise ListenError("no-sound", f"{path.name} has no sound track: name one that has.")
    return container


def _length(container: Any, stream: Any) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / 1e6 if container.duration else None


def _wav_length(path: Path) -> float | None:
    """What the header of a WAV file promises: FFmpeg tells what is there."""
    try:
        with closing(wave.open(str(path), "rb")) as file:
            return file.getnframes() / file.getframerate()
    except (wave.Error, EOFError, OSError, ZeroDivisionError):
        return None


def _av_blocks(library: Any, path: Path, rate: int) -> Iterator[Samples]:
    with closing(opened_with(library, path)) as container:
        stream = container.streams.audio[0]
        layout = "stereo" if (stream.channels or 1) > 1 else "mono"
        resampler = library.AudioResampler(format="fltp", layout=layout, rate=rate)
        waiting: list[Samples] = []
        for rows in _frames(library, container, stream, resampler):
            waiting.append(rows)
            if sum(w.shape[1] for w in waiting) >= BLOCK * rate:
                yield np.concatenate(waiting, axis=1)
                waiting = []
        if waiting:
            yield np.concatenate(waiting, axis=1)


def _frames(library: Any, container: Any, stream: Any, resampler: Any) -> Iterator[Samples]:
    """Frames until the file ends or breaks: packets that are damaged are passed over."""
    packets = container.demux(stream)
    bad = 0
    while bad < 50:
        try:
            packet = next(packets)
        except StopIteration:
            break
        except library.FFmpegError:
            return
        try:
            for frame in packet.decode():
                for made in resampler.resample(frame):
                    yield made.to_ndarray()
        except (library.FFmpegError, ValueError):
            bad += 1
    try:
        for made in resampler.resample(None):
            yield made.to_ndarray()
    except (library.FFmpegError, ValueError):
        return


# -- without PyAV


def _wave(path: Path) -> wave.Wave_read:
    try:
        return wave.open(str(path), "rb")
    except (wave.Error, EOFError) as error:
        with path.open("rb") as file:
            is_wave = file.read(4) == b"RIFF"
        if is_wave:
            raise _no_sound(path) from error
        raise missing(f"{path.name} is no plain WAV file, and to read others") from error


def _seconds(file: wave.Wave_read) -> float:
    return file.getnframes() / (file.getframerate() or 1)


def _wave_blocks(path: Path, rate: int | None) -> Iterator[Samples]:
    with closing(_wave(path)) as file:
        own, promised, read = file.getframerate(), file.getnframes(), 0
        while data := file.readframes(int(BLOCK * own)):
            rows = _rows(data, file.getsampwidth(), file.getnchannels())
            read += rows.shape[1]
            yield to_rate(rows[:2], own, rate or own)
    if read == 0:
        raise _no_sound(path)
    if read < promised - _CUT * own:
        raise _breaks_off(path, read / own, promised / own)


def _rows(data: bytes, width: int, channels: int) -> Samples:
    data = data[: len(data) // (width * channels) * width * channels]
    if width == 1:
        flat = np.frombuffer(data, "u1").astype(np.float32) / 128 - 1
    elif width == 3:
        bytes_ = np.frombuffer(data, "u1").reshape(-1, 3)
        wide = np.pad(bytes_, ((0, 0), (1, 0))).reshape(-1).view("<i4")
        flat = wide.astype(np.float32) / 2**31
    else:
        flat = np.frombuffer(data, f"<i{width}").astype(np.float32) / 2 ** (8 * width - 1)
    return np.asarray(flat.reshape(-1, channels).T, np.float32)


def _no_sound(path: Path) -> ListenError:
    message = f"{path.name} is no sound or film that can be read: look at what it really is."
    return ListenError("no-sound", message)


def _too_long(path: Path) -> ListenError:
    hours = MAX_SECONDS / 3600
    message = f"{path.name} is longer than {hours:.0f} hours: cut it, and name the parts."
    return ListenError("too-long", message)


def _breaks_off(path: Path, read: float, promised: float) -> ListenError:
    message = (
        f"{path.name} breaks off after {read:.0f} of {promised:.0f} seconds: "
        "what was heard until then is kept; ask for the whole file."
    )
    return ListenError("breaks-off", message)
