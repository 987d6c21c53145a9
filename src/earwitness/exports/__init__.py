"""What leaves the program: the brief in the terminal and as a page, and the case as JSON."""

from .brief_html import brief_page
from .brief_terminal import brief_text
from .change_feed import change_feed
from .json_export import case_to_json, dumps

__all__ = ["brief_page", "brief_text", "case_to_json", "change_feed", "dumps"]
