"""Reading: one document in, everything that it says out."""

from .report import RULES_VERSION, read_report
from .rules import RuleTagger
from .tagger import RawAttribution, Tagger

__all__ = ["RULES_VERSION", "RawAttribution", "RuleTagger", "Tagger", "read_report"]
