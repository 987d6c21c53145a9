"""How fast a recording is listened to, in how much memory, how well, on this machine.

    python bench/listening.py [--minutes N] [--model FOLDER]

The recording is the Russian call of the tests, said again and again until it has so many minutes.
The processor time and the largest memory are those of the whole command `earwitness listen`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from call_scores import right_time, word_errors  # noqa: E402
from earwitness.intake import transcript_of  # noqa: E402
from russian_call import Call, synthesise  # noqa: E402
from whisper_base import model_folder  # noqa: E402


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--minutes", type=float, default=1.3)
    arguments.add_argument("--model", type=Path)
    arguments.add_argument("--second", choices=["festival", "espeak"], default="festival")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = max(1, round(given.minutes * 60 / 78))
        call = synthesise(folder, second=given.second, times=times)
        sound = call.write(folder / "call.wav")
        measured(call, sound, folder, given.model or model_folder(folder / "model"))


def measured(call: Call, sound: Path, folder: Path, model: Path) -> None:
    seconds = call.channels.shape[1] / 8000
    case, program = str(folder / "case"), [sys.executable, "-m", "earwitness"]
    how = ["--model", str(model), "--language", "ru", "--json", "-q"]
    command = [*program, "listen", str(sound), "--case", case, *how]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "OMP_NUM_THREADS": "2"}
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    name = json.loads(done.stdout)["added"][0]
    show = [*program, "transcript", case, name, "--format", "json"]
    shown = subprocess.run(show, check=True, capture_output=True)
    heard = transcript_of(shown.stdout, "call")
    # The largest child so far: the listener, beside which festival is small.
    print(f"listening: {seconds / 60:.1f} minutes of a call, {model.name}")
    print(f"  processor time   {took:8.1f} s, {took / seconds:.2f} of the recording's length")
    print(f"  largest memory   {after.ru_maxrss / 1024:8.0f} MB")
    print(f"  word errors      {word_errors(call.turns, heard):8.3f}")
    print(f"  time with the right speaker {right_time(call.turns, heard):.3f}")


if __name__ == "__main__":
    main()
