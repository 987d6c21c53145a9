"""Captions of pictures that stand as lines of the text."""

from __future__ import annotations

import re

_AGENCY = (
    r"getty(?: images)?|afp|reuters|associated press|ap|epa|pa|shutterstock|alamy|rex|tass|anadolu"
    r"|via|handout|file|supplied|images?|photo|zuma|xinhua|press association|pa wire|courtesy"
    r"|screengrab|screenshot|pool|sipa|nurphoto|bloomberg|instagram|twitter|facebook|telegram|youtube"
    r"|google(?: maps)?|ukrinform|unsplash|istock|epa-efe|dpa|upi|wire"
)
_CREDIT_END = re.compile(
    rf"(?:\((?:source|photo|credit|courtesy|published|image|video|file|via|pic)\b[^()]{{0,80}}\)"
    rf"|\([^()/]{{2,40}}/[^()/]{{2,40}}\)|\bREUTERS/[A-Z][\w .-]{{2,30}}"
    rf"|\b(?:view full caption|caption close|hide caption|toggle caption|enlarge this image)\b.{{0,60}}"
    rf"|\([^()]{{0,60}}\b(?:{_AGENCY})\b[^()]{{0,40}}\)|\[(?:[^\[\]]{{0,40}})\b(?:{_AGENCY})\b[^\[\]]{{0,30}}\]"
    rf"|\b(?:photo(?:graph)?|picture|image|credit|pic|photo credit)s?(?: by| credit)?\s?:\s?[^.]{{2,60}}"
    rf"|[.\s][A-Z][\w .’'-]{{2,40}}\s?/\s?(?:the )?(?:{_AGENCY})\b[\w ,/-]{{0,40}})[.\s]*$",
    re.IGNORECASE,
)
_CREDIT_START = re.compile(
    r"^(?:image|photo|picture) \d{1,3} of \d|^(?:photo(?:graph)?|picture|image|file photo|file|video|pictured|caption|image source|image caption"
    r"|photo caption|image credit|photo credit|photo by|picture by)s?\s?(?::|,|by\b|shows\b)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:pictured|seen here|in this (?:file |undated |handout )?(?:photo|picture|image|frame|screengrab)"
    r"|file (?:photo|picture|image)|is (?:seen|shown|pictured)|are (?:seen|shown|pictured))\b",
    re.IGNORECASE,
)
_SAID = re.compile(r"\b(?:said|says|told|according to|added|wrote)\b")
_MAX = 450


def has_credit(line: str) -> bool:
    """Whether the line names who took the picture, or says that it describes one."""
    if len(line) > _MAX:
        return False
    if _CREDIT_START.match(line):
        return True
    return bool(_CREDIT_END.search(line, max(0, len(line) - 160)))


def describes_picture(line: str) -> bool:
    """A line without a final stop that points at what a picture shows."""
    return len(line) <= _MAX and not _SAID.search(line) and bool(_POINTING.search(line))
