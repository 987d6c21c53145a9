"""Templates: autoescaped, without scripts or styles of their own."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from earwitness.deciding.grading import CREDIBILITY, RELIABILITY
from earwitness.exports.brief_speakers import FORMS
from earwitness.exports.brief_terminal import bar_words
from earwitness.exports.brief_wording import capital, count, day, listed, shorten, visible

from .wording import saying

TYPES = {"assertion": "said", "belief": "believed or expected", "eventuality": "ordered or planned"}
VERDICTS = {
    "found": "found by the program",
    "accepted": "accepted",
    "corrected": "corrected",
    "rejected": "rejected",
    "added": "added by hand",
}


def page(request: Request, name: str, /, *, code: int = 200, **values: Any) -> HTMLResponse:
    """A page of the desk; each knows who looks at it, and where."""
    session = getattr(request.state, "session", None)
    common = {
        "session": session,
        "path": request.url.path,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "partial": bool(request.headers.get("hx-request")),
        "may_edit": bool(session and session.may("editor")),
    }
    return HTMLResponse(template(name).render(common | values), code)


@cache
def template(name: str) -> Template:
    """A template of the package."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    env = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.finalize = _shown
    env.filters |= {
        "capital": capital, "listed": listed, "shorten": shorten, "bar_words": bar_words,
        "day": lambda value: day(value or None) or "no date", "stamp": _stamp, "percent": _percent,
    }  # fmt: skip
    env.globals |= {
        "count": count, "FORMS": FORMS, "TYPES": TYPES, "VERDICTS": VERDICTS, "link": link,
        "RELIABILITY": RELIABILITY, "CREDIBILITY": CREDIBILITY, "saying": saying,
    }  # fmt: skip
    return env


def _source(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _shown(value: object) -> object:
    """Untrusted text with no control that could reorder the line; markup of our own as it is."""
    return visible(value) if type(value) is str else value


def _stamp(time: str) -> str:
    """A time of the log as people read it: "26 November 2026, 13:05 UTC"."""
    return day(time[:16] + "Z") or time


def _percent(share: float) -> int:
    return max(1, round(share * 100))


def link(path: str, **values: Any) -> str:
    """An address with its query; empty values are left out."""
    kept = [(k, v) for k, v in values.items() if v not in (None, "", [], ())]
    query = urlencode(kept, doseq=True)
    return f"{path}?{query}" if query else path
