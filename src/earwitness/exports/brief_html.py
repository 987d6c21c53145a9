"""The brief as one page that needs nothing else: no script, no font, no request."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from earwitness.model import NOTHING_DECIDED, Case, Layer

from .brief_chains import chain_line
from .brief_marks import Passage, drawn_in_parts, marks, passages, refs_in
from .brief_roots import Bar
from .brief_speakers import vouched
from .brief_story import Story, story
from .brief_terminal import bar_words
from .brief_wording import capital, count, listed, visible
from .flow import flow

if TYPE_CHECKING:
    from jinja2 import Template

Passages = dict[str, tuple[Passage, ...]]


def brief_page(case: Case, *, published: bool = False, layer: Layer = NOTHING_DECIDED) -> str:
    """The brief as a self-contained HTML page: the owner's own copy, complete and with names.

    `published` says that the case is a redacted one, and the page tells its readers so. The page's
    policy forbids every request and every script; its one style sheet is named by hash.
    """
    told = story(case, layer)
    texts = _texts(told)
    style = _style(told, texts)
    return _template().render(
        story=told,
        flow=flow(told.ix),
        case=case,
        texts=texts,
        style=style,
        policy=_policy(style),
        private=sum(actor.private for actor in case.actors),
        published=published,
    )


def _texts(told: Story) -> Passages:
    found = marks(told.ix, refs_in(told))
    return {d.id: passages(told.ix, d, found.get(d.id, ())) for d in told.ix.case.documents}


def _policy(style: str) -> str:
    """Nothing may load, run or be sent; only this very style sheet applies."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _style(told: Story, texts: Passages) -> str:
    """The style sheet, with the widths of the bars and the marks that have several parts."""
    shares = {percent(bar) for one in told.bars for bar in (one, *one.members)}
    widths = [f".w{n}{{inline-size:{n}%}}" for n in sorted(shares)]
    split = [anchor for found in texts.values() for anchor in drawn_in_parts(found)]
    parts = [f".page:has(#{a}:target) .{a}{{background:var(--lit)}}" for a in split]
    return "\n".join([_resource("brief.css"), *widths, *parts])


def percent(bar: Bar) -> int:
    """The width of a bar, at least a sliver."""
    return max(1, round(bar.share * 100))


@cache
def _resource(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 (slow to load)

    env = Environment(
        loader=FunctionLoader(_resource),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.finalize = _shown
    env.filters |= {"capital": capital, "listed": listed, "bar_words": bar_words}
    env.filters |= {"percent": percent, "chain_line": chain_line, "vouched": vouched}
    env.globals["count"] = count
    return env.get_template("brief.html.j2")


def _shown(value: object) -> object:
    """Untrusted text with no control that could reorder the line; markup of our own as it is."""
    return visible(value) if type(value) is str else value
