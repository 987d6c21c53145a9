"""Recordings to transcripts: who says which words when, and how sure that is."""

from .assembling import transcript_of_chunks, translated
from .chunks import Chunk, chunks_of, dumped, hear_chunk, loaded
from .clipping import clip
from .decoding import blocks, known_of, mono_blocks
from .errors import CODES, ListenError
from .metadata import metadata_of, safe_name
from .recognising import Heard, Recogniser, Settings, Whisper
from .sound import RATE, apart
from .speakers import Colours, Voices
from .timing import Moment, moments_of, placed_words, turns_at
from .translating import LABEL, Marian, Translator
from .writing import UNSURE, WRITERS, as_json, as_srt, as_text, as_vtt, clock

__all__ = [
    "CODES",
    "LABEL",
    "RATE",
    "UNSURE",
    "WRITERS",
    "Chunk",
    "Colours",
    "Heard",
    "ListenError",
    "Marian",
    "Moment",
    "Recogniser",
    "Settings",
    "Translator",
    "Voices",
    "Whisper",
    "apart",
    "as_json",
    "as_srt",
    "as_text",
    "as_vtt",
    "blocks",
    "chunks_of",
    "clip",
    "clock",
    "dumped",
    "hear_chunk",
    "known_of",
    "loaded",
    "metadata_of",
    "moments_of",
    "mono_blocks",
    "placed_words",
    "safe_name",
    "transcript_of_chunks",
    "translated",
    "turns_at",
]
