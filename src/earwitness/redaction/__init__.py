"""What others may see of a case: who is private, and the case without their names."""

from .letters import fold
from .people import Decision, Person, private_persons, public_names
from .placeholders import placeholders
from .rebuild import redact
from .seeking import Names

__all__ = [
    "Decision",
    "Names",
    "Person",
    "fold",
    "placeholders",
    "private_persons",
    "public_names",
    "redact",
]
