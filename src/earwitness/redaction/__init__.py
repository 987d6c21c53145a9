"""What others may see of a case: who is private, and the case without their names."""

from .letters import fold
from .people import Decision, Person, all_private, joint, private_persons, public_names
from .placeholders import placeholders
from .rebuild import Redaction, redact, redact_both
from .seeking import Names

__all__ = [
    "Decision",
    "Names",
    "Person",
    "Redaction",
    "all_private",
    "fold",
    "joint",
    "placeholders",
    "private_persons",
    "public_names",
    "redact",
    "redact_both",
]
