"""Addresses to bytes: the only part that speaks to the network, and only when it is told to."""

from .addresses import is_public
from .errors import CODES, FetchError
from .fetcher import Fetched, Fetcher, Policy
from .wire import Limits

__all__ = ["CODES", "FetchError", "Fetched", "Fetcher", "Limits", "Policy", "is_public"]
