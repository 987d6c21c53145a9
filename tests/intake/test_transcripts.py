"""Transcripts of other programs, and our own, are reports whose lines have times."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.intake import IntakeError, read_document, transcript_of
from earwitness.listening import as_json, as_srt, as_text, as_vtt, moments_of
from earwitness.model import Rendering, Span, Transcript, Turn, Word

SEGMENTS = [
    {"id": 0, "start": 0.0, "end": 2.5, "text": " We have had no bread",
     "words": [{"word": " We", "start": 0.0, "end": 0.4, "probability": 0.97},
               {"word": " have", "start": 0.4, "end": 0.6, "probability": 0.9},
               {"word": " had", "start": 0.6, "end": 0.9, "probability": 0.9},
               {"word": " no", "start": 0.9, "end": 1.2, "probability": 0.4},
               {"word": " bread", "start": 1.2, "end": 2.5, "probability": 0.9}]},
    {"id": 1, "start": 2.6, "end": 4.0, "text": " for nine days."},
    {"id": 2, "start": 9.0, "end": 10.0, "text": " Who told you?"},
]  # fmt: skip
WHISPERX = {
    "segments": [
        {"start": 0.0, "end": 2.0, "text": " Where are you?", "speaker": "SPEAKER_00",
         "words": [{"word": "Where", "start": 0.0, "end": 0.5, "score": 0.8},
                   {"word": "are", "start": 0.5, "end": 1.0, "score": 0.8}, {"word": "you?"}]},
        {"start": 2.0, "end": 3.0, "text": "By the river.", "speaker": "SPEAKER_01"},
    ],
    "word_segments": [],
}  # fmt: skip
SERVICE = {
    "task": "transcribe", "language": "english", "duration": 4.0, "text": "Two tanks burned.",
    "words": [{"word": "Two", "start": 0.0, "end": 0.5}, {"word": "tanks", "start": 0.5, "end": 1}],
    "segments": [{"id": 0, "start": 0, "end": 4, "text": "Two tanks burned.", "avg_logprob": -0.2}],
}  # fmt: skip
CPP = {
    "model": {"type": "base"}, "result": {"language": "uk"},
    "transcription": [{"timestamps": {"from": "00:00:00,000"}, "offsets": {"from": 0, "to": 3500},
                       "text": " Ми стоїмо біля річки."}],
}  # fmt: skip
AMAZON = {
    "jobName": "a", "accountId": "1", "status": "COMPLETED",
    "results": {
        "transcripts": [{"transcript": "Hello, mother. Hello."}],
        "speaker_labels": {"speakers": 2, "segments": [
            {"items": [{"start_time": "0.1", "speaker_label": "spk_0"},
                       {"start_time": "0.6", "speaker_label": "spk_0"}]},
            {"items": [{"start_time": "2.0", "speaker_label": "spk_1"}]}]},
        "items": [
            {"type": "pronunciation", "start_time": "0.1", "end_time": "0.5",
             "alternatives": [{"confidence": "0.99", "content": "Hello"}]},
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": ","}]},
            {"type": "pronunciation", "start_time": "0.6", "end_time": "1.1",
             "alternatives": [{"confidence": "0.90", "content": "mother"}]},
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]},
            {"type": "pronunciation", "start_time": "2.0", "end_time": "2.4",
             "alternatives": [{"confidence": "0.97", "content": "Hello"}]},
            {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]}],
    },
}  # fmt: skip


def lines_of(value):
    document = read_document(json.dumps(value).encode(), path="call.json")
    return [(b.span.of(document.text), b.element) for b in document.blocks]


@pytest.mark.parametrize("value", [SEGMENTS, {"text": "…", "segments": SEGMENTS, "language": "en"}])
def test_whisper_s_segments_are_joined_until_a_pause(value):
    assert lines_of(value) == [
        ("We have had no bread for nine days.", "t=0.000,4.000"),
        ("Who told you?", "t=9.000,10.000"),
    ]
    words = transcript_of(json.dumps(value).encode(), "a").turns[0].words
    assert [w.text for w in words] == ["We", "have", "had", "no", "bread"]
    assert words[3].probability == 0.4


def test_speakers_of_whisperx_are_named_by_number():
    assert lines_of(WHISPERX) == [
        ("Speaker 1: Where are you?", "t=0.000,2.000"),
        ("Speaker 2: By the river.", "t=2.000,3.000"),
    ]


def test_words_of_a_service_stand_apart_from_its_segments():
    turn = transcript_of(json.dumps(SERVICE).encode(), "a").turns[0]
    assert (turn.language, [w.text for w in turn.words]) == ("en", ["Two", "tanks"])


def test_milliseconds_of_whisper_cpp():
    document = read_document(json.dumps(CPP, ensure_ascii=False).encode(), path="call.json")
    assert document.blocks[0].element == "t=0.000,3.500"
    assert document.language == "uk"


def test_single_words_of_amazon_are_turns():
    assert lines_of(AMAZON) == [
        ("Speaker 1: Hello, mother.", "t=0.100,1.100"),
        ("Speaker 2: Hello.", "t=2.000,2.400"),
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"segments": [{"start": "soon", "end": 2, "text": "a"}]},
        {"segments": [{"start": float("nan"), "end": 2, "text": "a"}]},
        {"segments": [{"start": 0, "end": 2, "text": None}]},
        {"earwitness": "transcript", "turns": [{"start": 1}]},
        {"results": {"items": [{"type": "pronunciation"}]}},
    ],
)
def test_a_broken_transcript_is_a_sentence(value):
    with pytest.raises(IntakeError) as caught:
        read_document(json.dumps(value).encode(), path="call.json")
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("value", [{"segments": 3}, {"results": []}, {"a": 1}, [1, 2], []])
def test_other_json_is_no_transcript(value):
    with pytest.raises(IntakeError) as caught:
        transcript_of(json.dumps(value).encode(), "a.json")
    assert caught.value.code == "unknown-type"


# -- round trips

WORDS = st.text(alphabet="abcжщіxyz'’&<>", min_size=1, max_size=8)


@st.composite
def transcripts(draw):
    turns, at = [], 0.0
    for number in range(draw(st.integers(1, 6))):
        words = []
        for text in draw(st.lists(WORDS, min_size=1, max_size=6)):
            length = draw(st.integers(1, 900)) / 1000
            sure = draw(st.one_of(st.none(), st.integers(0, 100).map(lambda n: n / 100)))
            words.append(Word(text, at, round(at + length, 3), sure))
            at = round(at + length, 3)
        speaker = f"Speaker {number % 2 + 1}"
        english = Rendering("en", "no <b>bread</b>", "a model") if draw(st.booleans()) else None
        text = " ".join(w.text for w in words)
        turns.append(
            Turn(speaker, "uk", words[0].start, words[-1].end, text, tuple(words), english)
        )
        at = round(at + draw(st.integers(1, 3000)) / 1000, 3)
    return Transcript(tuple(turns), at, "a model", "call.wav", "ab" * 32)


@given(transcripts())
def test_our_own_json_reads_as_the_same_transcript(transcript):
    assert transcript_of(as_json(transcript), "a") == transcript


@given(transcripts(), st.sampled_from([as_vtt, as_srt]))
def test_subtitles_read_as_the_same_turns(transcript, write):
    read = transcript_of(write(transcript), "a").turns
    wanted = [(t.speaker, t.start, t.end, t.text) for t in transcript.turns]
    if write is as_srt:  # which knows no escapes: a tag in the words is taken for one
        wanted = [w for w in wanted if "<" not in w[3] and "&" not in w[3]]
        read = [t for t in read if t.start in {w[1] for w in wanted}]
    assert [(t.speaker, t.start, t.end, t.text) for t in read] == wanted


@given(transcripts())
def test_translations_are_labelled_wherever_they_are_shown(transcript):
    count = sum(turn.translation is not None for turn in transcript.turns)
    for made in (as_json(transcript).decode(), as_vtt(transcript).decode(), as_text(transcript)):
        assert made.count("unverified machine translation") == count


@given(transcripts(), st.data())
def test_words_are_found_at_their_times(transcript, data):
    document = read_document(as_json(transcript), path="a.json")
    number = data.draw(st.integers(0, len(transcript.turns) - 1))
    turn, block = transcript.turns[number], document.blocks[number]
    start = block.span.start + len(turn.speaker) + 2
    at = data.draw(st.integers(0, len(turn.words) - 1))
    before = len(" ".join(w.text for w in turn.words[:at])) + bool(at)
    span = Span(start + before, start + before + len(turn.words[at].text))
    assert span.of(document.text) == turn.words[at].text
    (moment,) = moments_of(document, (span,), transcript)
    assert moment.exact
    assert (moment.start, moment.end) == (turn.words[at].start, turn.words[at].end)
