"""One call, spoken once and listened to once for all tests."""

import json

import pytest
from kept_call import PHONE, earwitness, encode

from earwitness.intake import transcript_of
from russian_call import synthesise
from whisper_base import model_folder


@pytest.fixture(scope="session")
def whisper(tmp_path_factory):
    return model_folder(tmp_path_factory.mktemp("model") / "base")


@pytest.fixture(scope="session")
def call(tmp_path_factory):
    return synthesise(tmp_path_factory.mktemp("spoken"))


@pytest.fixture(scope="session")
def recording(call, tmp_path_factory):
    """The call as a telephone keeps it: compressed, tagged, with the number in its name."""
    folder = tmp_path_factory.mktemp("recording")
    return encode(call.write(folder / "call.wav"), folder / f"Call {PHONE} in.m4a")


@pytest.fixture(scope="session")
def heard(recording, whisper, tmp_path_factory):
    """The case in which the call was listened to, and what the command printed."""
    case = tmp_path_factory.mktemp("heard") / "case"
    how = ("--model", whisper, "--language", "ru", "--threads", "1")
    done = earwitness("listen", recording, "--case", case, *how)
    assert done.returncode == 0, done.stderr
    return case, done


@pytest.fixture(scope="session")
def transcript(heard):
    case, _ = heard
    done = earwitness("transcript", case, "1", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["earwitness"] == "transcript"
    return transcript_of(done.stdout.encode(), "the call")
