"""What others say of a case's reports, in the formats in which they say it, as offers to decide."""

from .errors import IMPORT_ERRORS, ImportFileError
from .matching import Found, NoPlace, Squeezed, place
from .offers import Offer, Offered, Unread, Words
from .readers import read_offers

__all__ = [
    "IMPORT_ERRORS",
    "Found",
    "ImportFileError",
    "NoPlace",
    "Offer",
    "Offered",
    "Squeezed",
    "Unread",
    "Words",
    "place",
    "read_offers",
]
