"""The sound of a statement: each word of this recording is a tone of its own."""

import json

import numpy as np
import pytest
from kept_call import earwitness

from earwitness.listening import mono_blocks
from russian_call import write_wav

RATE = 8000
TURNS = (
    ("Speaker 1", "Where are you now, son?"),
    ("Speaker 2", "Major Oleh Bondar said that nobody would come back from the river alive."),
    ("Speaker 1", "And the bread?"),
)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    turns, sound, at, tone = [], [], 0.0, 350
    for who, text in TURNS:
        words = []
        for word in text.split():
            words.append({"word": word, "start": round(at, 3), "end": round(at + 0.4, 3)})
            sound.append(0.3 * np.sin(2 * np.pi * tone * np.arange(int(0.4 * RATE)) / RATE))
            at, tone = at + 0.4, tone + 100
        start, end = words[0]["start"], words[-1]["end"]
        turns.append({"speaker": who, "language": "en", "start": start, "end": end, "text": text,
                      "words": words})  # fmt: skip
    whole = {"earwitness": "transcript", "turns": turns, "origin": "by hand"}
    (folder / "call.json").write_text(json.dumps(whole))
    write_wav(folder / "call.wav", np.concatenate(sound).astype(np.float32)[None])
    read = earwitness("read", folder / "call.json", "--case", folder / "case", "-q")
    assert read.returncode == 0, read.stderr
    return folder


def tones(path):
    """The tone of each fifth of a second."""
    sound = np.concatenate(list(mono_blocks(path, RATE)))
    parts = [sound[at : at + RATE // 5] for at in range(0, len(sound) - RATE // 10, RATE // 5)]
    return [round(np.abs(np.fft.rfft(p)).argmax() * RATE / len(p) / 50) * 50 for p in parts]


def test_a_clip_holds_the_words_of_the_statement_and_no_others(case):
    out = case / "clip.wav"
    done = earwitness("clip", case / "case", "nobody would come back", "--audio",
                      case / "call.wav", "--out", out, "--margin", "0")  # fmt: skip
    assert done.returncode == 0, done.stderr
    heard = tones(out)
    words = TURNS[1][1].split()
    first = 350 + 100 * (len(TURNS[0][1].split()) + words.index("nobody"))
    last = 350 + 100 * (len(TURNS[0][1].split()) + len(words) - 1)
    assert set(range(first, last + 1, 100)) <= set(heard)
    # Whether "that" belongs to the words is the reader's affair; the speaker's name does not.
    assert min(heard) >= first - 100
    assert max(heard) == last


def test_a_name_that_is_withheld_is_a_tone(case):
    hidden = earwitness("hide", case / "case", "Oleh Bondar", "--reason", "He is a prisoner.")
    assert hidden.returncode == 0, hidden.stderr
    out = case / "redacted.wav"
    # The margin reaches back to the name, which the words themselves do not hold.
    done = earwitness("clip", case / "case", "nobody would come back", "--audio",
                      case / "call.wav", "--out", out, "--margin", "3", "--redacted")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "a tone over 1 places" in done.stdout or "a tone over 2 places" in done.stdout
    heard = tones(out)
    name = 350 + 100 * (len(TURNS[0][1].split()) + 1)
    assert name not in heard
    assert name + 100 not in heard
    assert 350 + 100 * (len(TURNS[0][1].split()) + 3) in heard


def test_what_has_no_sound_or_no_times_is_told(case, tmp_path):
    done = earwitness("clip", case / "case", "nobody would come back", "--out", tmp_path / "a.wav")
    assert done.returncode == 6
    assert "does not have the recording of call.json: name it with --audio" in done.stderr
    page = tmp_path / "page.txt"
    page.write_text("The council met.\n\nThe mayor said that the bridge would open in May.\n")
    earwitness("read", page, "--case", tmp_path / "case", "-q", "--reader", "rules")
    done = earwitness("clip", tmp_path / "case", "bridge would open", "--out", tmp_path / "a.wav")
    assert done.returncode == 6
    assert "page.txt is no transcript: it does not say when it was said." in done.stderr
