"""Sound without a speech model: what is decoded, cut, told apart, broken off, resumed."""

import json
import math
import sys

import numpy as np
import pytest
from kept_call import earwitness, encode

from earwitness import listening
from earwitness.cases import open_case
from earwitness.listening import (
    Colours,
    Heard,
    ListenError,
    Settings,
    Whisper,
    apart,
    chunks,
    chunks_of,
    clip,
    dumped,
    hear_chunk,
    loaded,
    mono_blocks,
    safe_name,
    transcript_of_chunks,
)
from earwitness.model import Word
from earwitness.recordings import Ear, listen
from russian_call import synthesise, write_wav

RATE = listening.RATE


def beep(seconds, tone=440.0, rate=RATE):
    return (0.3 * np.sin(2 * np.pi * tone * np.arange(int(seconds * rate)) / rate)).astype("f4")


def silence(seconds, rate=RATE):
    return np.zeros(int(seconds * rate), np.float32)


class Beeps:
    """Hears a word in each beep, named by its tone: real sound, and no model."""

    origin = "beeps@1"

    def __init__(self):
        self.heard = 0

    def speech(self, sound):
        loud = np.abs(sound) > 0.01
        frames = [loud[at : at + RATE // 20].any() for at in range(0, len(sound), RATE // 20)]
        edges = np.flatnonzero(np.diff([False, *frames, False]))
        return tuple((a / 20, b / 20) for a, b in zip(edges[::2], edges[1::2], strict=True))

    def hear(self, sound, before):  # noqa: ARG002 - of the protocol
        self.heard += 1
        tone = np.abs(np.fft.rfft(sound)).argmax() * RATE / max(1, len(sound))
        word = Word(f"{round(tone / 10) * 10}", 0.0, len(sound) / RATE, 0.9)
        return Heard("zz", (word,), (True,))


# -- decoding


@pytest.mark.parametrize("width", [1, 2])
def test_a_file_of_8_bits_sounds_like_one_of_16(tmp_path, width):
    path = write_wav(tmp_path / "a.wav", beep(2, rate=8000)[None], width=width)
    sound = np.concatenate(list(mono_blocks(path, 8000)))
    assert len(sound) == 16000
    assert np.abs(sound - beep(2, rate=8000)).max() < 0.02


def test_a_long_file_comes_in_blocks_of_seconds(tmp_path):
    path = write_wav(tmp_path / "a.wav", beep(65, rate=8000)[None])
    lengths = [len(block) / RATE for block in mono_blocks(path)]
    assert max(lengths) < 12
    assert math.isclose(sum(lengths), 65, abs_tol=0.1)


def test_a_wav_file_reads_without_the_extra(tmp_path, monkeypatch):
    path = write_wav(tmp_path / "a.wav", beep(2, rate=8000)[None])
    with_it = np.concatenate(list(mono_blocks(path, 8000)))
    monkeypatch.setattr("earwitness.listening.decoding.pyav", lambda: None)
    assert np.abs(np.concatenate(list(mono_blocks(path, 8000))) - with_it).max() < 1e-3
    other = tmp_path / "a.mp3"
    other.write_bytes(b"ID3 and more")
    with pytest.raises(ListenError, match=r'pip install "earwitness\[listen\]"'):
        list(mono_blocks(other))


# -- chunks


def test_chunks_hold_all_of_the_sound_and_cut_where_it_is_quiet(monkeypatch):
    monkeypatch.setattr(chunks, "LENGTH", 20.0)
    monkeypatch.setattr(chunks, "_SEARCH", 8.0)
    sound = np.concatenate([np.append(beep(4.5), silence(1.0)) for _ in range(12)])
    blocks = [sound[None, at : at + RATE * 7] for at in range(0, len(sound), RATE * 7)]
    made = list(chunks_of(blocks))
    assert len(made) > 3
    assert np.array_equal(np.concatenate([rows for _, rows in made], axis=1)[0], sound)
    for start, rows in made:
        assert np.abs(rows[0, :1000]).max() == 0 or start == 0
        assert rows.shape[1] <= 20 * RATE


def test_a_chunk_is_the_same_after_it_was_kept():
    chunk = hear_chunk(
        5.0, np.append(beep(2), silence(1))[None], Beeps(), Colours(),
        split=False, least=0.0, before=None,
    )  # fmt: skip
    assert chunk.pieces[0].words[0].text == "440"
    assert chunk.moments
    assert loaded(dumped(chunk)) == chunk


# -- channels


def two_channels(echo=0.0):
    one = np.concatenate([beep(2, 440), silence(3), beep(2, 440), silence(1)])
    other = np.concatenate([silence(2.5), beep(2, 880), silence(3.5)])
    return np.stack([one + echo * other, other + echo * one])


def test_each_channel_of_a_stereo_call_is_a_speaker_and_echoes_are_nobody():
    rows = two_channels(echo=0.05)
    assert apart(rows)
    assert not apart(np.stack([rows[0], rows[0]]))
    chunk = hear_chunk(0.0, rows, Beeps(), Colours(), split=True, least=0.0, before=None)
    made = transcript_of_chunks([chunk], Colours(), 2, origin="test")
    said = [(turn.speaker, turn.text) for turn in made.turns]
    assert said == [("Speaker 1", "440"), ("Speaker 2", "880"), ("Speaker 1", "440")]


def test_turns_of_natural_and_of_robot_voices_are_told_apart(whisper, tmp_path):
    """festival against espeak-ng, by the real voice detector; no words are needed."""
    call = synthesise(tmp_path, second="espeak")
    path = call.write(tmp_path / "call.wav")
    sound = np.concatenate(list(mono_blocks(path)))
    by = Whisper(Settings(str(whisper), ("ru",), threads=1))
    stretches = by.speech(sound)
    voices = Colours()
    moments, rows = voices.vectors(sound, stretches)
    labels = voices.labels(rows, moments, 2)
    truth = [next((t.who for t in call.turns if t.start <= m < t.end), None) for m in moments]
    pairs = [(w == "A") == (n == 0) for w, n in zip(truth, labels, strict=True) if w]
    assert sum(pairs) / len(pairs) >= 0.90
    hiss = np.random.default_rng(0).normal(0, 0.02, 10 * RATE).astype(np.float32)
    assert by.speech(hiss) == ()
    covered = sum(b - a for a, b in stretches)
    assert covered >= 0.9 * sum(t.end - t.start for t in call.turns)


# -- going on after an interruption


def test_an_interrupted_recording_goes_on_where_it_was(tmp_path, monkeypatch):
    monkeypatch.setattr(chunks, "LENGTH", 20.0)
    monkeypatch.setattr(chunks, "_SEARCH", 8.0)
    sound = np.concatenate([np.append(beep(3, 300 + 20 * n), silence(1)) for n in range(20)])
    path = write_wav(tmp_path / "long.wav", sound[None], RATE)
    whole = listen_to(path, tmp_path / "whole", Beeps())

    class PulledOutError(Exception):
        pass

    def pull(_name, heard, _of):
        if heard > 40:
            raise PulledOutError

    with open_case(tmp_path / "case") as opened, pytest.raises(PulledOutError):
        listen(opened, path, Ear(Beeps(), least=0.0), progress=pull)
    (work,) = (tmp_path / "case" / "listening").iterdir()
    done = sorted(work.iterdir())
    assert len(done) >= 3
    done[0].write_bytes(done[0].read_bytes()[:50])  # half of a part counts as none
    again = Beeps()
    assert listen_to(path, tmp_path / "case", again) == whole
    assert 0 < again.heard < 15
    assert sum(len(turn.words) for turn in whole.turns) == 20


def listen_to(path, case, by):
    with open_case(case) as opened:
        transcript, outcome = listen(opened, path, Ear(by, least=0.0))
    assert not outcome.failed
    return transcript


# -- bad files


def test_bad_files_get_a_sentence_each_and_the_rest_goes_on(tmp_path, call, whisper):
    short = call.channels.sum(axis=0, keepdims=True)[:, : 3 * 8000]
    good = write_wav(tmp_path / "good.wav", short, width=1)
    cut = tmp_path / "cut.wav"
    long = np.concatenate([short, np.zeros((1, 10 * 8000), np.float32)], axis=1)
    whole = write_wav(tmp_path / "whole.wav", long).read_bytes()
    cut.write_bytes(whole[: len(whole) // 3])
    broken = tmp_path / "broken.m4a"
    broken.write_bytes(encode(good, tmp_path / "ok.m4a").read_bytes()[:9000])
    silent = write_wav(tmp_path / "silent.wav", np.zeros((1, 8000 * 3), np.float32))
    empty = tmp_path / "empty.wav"
    empty.write_bytes(b"")
    words = tmp_path / "words.mp3"
    words.write_text("The minutes of a meeting, under a wrong name.\n" * 20)
    picture = tmp_path / "picture.ogg"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    missing = tmp_path / "missing.wav"
    bad = (broken, silent, empty, words, picture, missing)
    case = tmp_path / "case"
    how = ("--model", whisper, "--language", "ru", "--threads", "1")
    done = earwitness("listen", *bad, cut, good, "--case", case, *how, "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [(f["path"], f["code"]) for f in told["failed"]] == [
        ("broken.m4a", "no-sound"),
        ("silent.wav", "silent"),
        ("empty.wav", "no-sound"),
        ("words.mp3", "no-sound"),
        ("picture.ogg", "no-sound"),
        ("missing.wav", "not-found"),
        ("cut.wav", "breaks-off"),
    ]
    assert told["added"] == ["cut.wav.transcript.json", "good.wav.transcript.json"]
    for failure in told["failed"]:
        assert failure["message"].endswith(".")
        assert failure["message"] in done.stderr
    assert earwitness("check", case).returncode == 0
    none = earwitness("listen", empty, "--case", tmp_path / "none", "--model", whisper, "-q")
    assert none.returncode == 3


def test_a_model_that_is_not_there_is_told_in_a_sentence(tmp_path):
    path = write_wav(tmp_path / "a.wav", beep(1)[None])
    done = earwitness("listen", path, "--case", tmp_path / "case", "--model", tmp_path)
    assert done.returncode == 2
    assert "holds no model.bin: name its folder with --model" in done.stderr
    assert not (tmp_path / "case").exists()


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(ListenError, match=r'pip install "earwitness\[listen\]"'):
        Whisper(Settings())


def test_a_model_is_not_fetched_unless_that_is_asked_for(monkeypatch, tmp_path):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ListenError, match=r"not on this machine: name its folder .* --download"):
        Whisper(Settings("small"))
    with pytest.raises(ListenError, match="There is no speech model colossal"):
        Whisper(Settings("colossal"))


# -- names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("call.wav", "call.wav"),
        ("tape 12, side 2.mp3", "tape 12, side 2.mp3"),
        ("Call +380 67 123-45-67 in.m4a", "Call  in-abcdef01.m4a"),
        ("20220308_142233.ogg", "recording-abcdef01.ogg"),
        ("89161234567", "recording-abcdef01"),
    ],
)
def test_numbers_that_lead_to_people_are_not_in_the_name(name, safe):
    assert safe_name(name, "abcdef0123") == safe


# -- clips


def test_a_clip_is_the_sound_between_and_a_tone_replaces_what_is_covered(tmp_path):
    sound = np.concatenate([beep(2, 300, 8000), beep(2, 500, 8000), beep(2, 700, 8000)])
    path = write_wav(tmp_path / "a.wav", sound[None])
    out = tmp_path / "clip.wav"
    out.write_bytes(clip(path, 1.0, 5.0, [(2.5, 3.5)]))
    cut = np.concatenate(list(mono_blocks(out, 8000)))
    assert len(cut) == 4 * 8000
    assert tone_of(cut[:8000]) == 300
    assert tone_of(cut[8000 : int(1.3 * 8000)]) == 500
    assert tone_of(cut[int(1.4 * 8000) : int(2.6 * 8000)]) == 1000
    assert tone_of(cut[int(2.7 * 8000) : 3 * 8000]) == 500
    assert tone_of(cut[3 * 8000 :]) == 700
    hidden = np.abs(np.fft.rfft(cut[int(1.4 * 8000) : int(2.6 * 8000)]))
    assert hidden[600] < hidden.max() / 100  # 500 Hz: gone, not drowned


def tone_of(sound):
    return round(np.abs(np.fft.rfft(sound)).argmax() * 8000 / len(sound) / 10) * 10
