"""The call as a telephone keeps it, and the program as a process."""

import subprocess
import sys

import av

PHONE = "+380 67 123-45-67"
TAGS = {"title": "Rec 0671234567", "artist": "Pixel 7 of Vasyl", "comment": "N49.98 E36.23"}


def encode(source, path):
    with av.open(str(source)) as wav, av.open(str(path), "w") as out:
        out.metadata.update(TAGS)
        stream = out.add_stream("aac", rate=8000, layout="mono")
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=8000)
        for frame in wav.decode(audio=0):
            for made in resampler.resample(frame):
                out.mux(stream.encode(made))
        out.mux(stream.encode(None))
    return path


def earwitness(*arguments):
    command = [sys.executable, "-m", "earwitness", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
