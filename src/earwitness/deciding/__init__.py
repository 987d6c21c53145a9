"""What people decided, applied to what the program found: two layers that stay apart."""

from .anchoring import place_of, quote_of
from .apply import Decided, decided
from .drafting import DECISION_ERRORS, DecisionError, Drafts
from .grading import independent_roots
from .layering import layer_of
from .standing import State, contested_by, undone
from .targets import Places

__all__ = [
    "DECISION_ERRORS",
    "Decided",
    "DecisionError",
    "Drafts",
    "Places",
    "State",
    "contested_by",
    "decided",
    "independent_roots",
    "layer_of",
    "place_of",
    "quote_of",
    "undone",
]
