"""Reading: one document in, everything that it says out."""

from .model_folder import ModelError
from .readers import READERS, Reader, known_versions, reader
from .report import RULES_VERSION, read_report
from .rules import RuleTagger
from .tagger import RawAttribution, Tagger

__all__ = [
    "READERS",
    "RULES_VERSION",
    "ModelError",
    "RawAttribution",
    "Reader",
    "RuleTagger",
    "Tagger",
    "known_versions",
    "read_report",
    "reader",
]
