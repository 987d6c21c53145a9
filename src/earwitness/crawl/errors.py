"""What can go wrong with a crawl, as a whole and with one page."""

from __future__ import annotations

CODES: dict[str, str] = {
    "too-slow": "the page took longer than it may, twice; it was left",
    "killed": "the process that read the page died of it, twice; it was left",
    "lost-place": "the capture does not stand any more where the plan found it",
}
"""Codes of failures of single pages, beside those of the stages."""

CRAWL_ERRORS: dict[str, str] = {
    "source": "a source of the crawl, or the data set, cannot be opened",
    "other-crawl": "the folder holds the data set of a crawl with other settings",
    "busy": "another crawl or survey writes into the data set",
    "no-data-set": "the folder holds no data set of a crawl",
    "crawl-extra": "a library of crawls or data sets is not installed",
    "workers": "the workers of the crawl cannot be had, or die one after the other",
}
"""Why a crawl cannot go on."""


class CrawlError(Exception):
    """A crawl cannot go on. `code` is a key of CRAWL_ERRORS; the message is for the user."""

    def __init__(self, code: str, message: str) -> None:
        if code not in CRAWL_ERRORS:
            raise ValueError(f"no such code: {code}")
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type[CrawlError], tuple[str, str]]:
        """It comes back from a worker as it was raised there."""
        return CrawlError, (self.code, str(self))


def extra(name: str, what: str) -> CrawlError:
    """The sentence for a library that is not installed."""
    return CrawlError("crawl-extra", f'{what} needs more: pip install "earwitness[{name}]".')
