"""A story that goes on: pages of invented papers; each changes the case of those before."""

from __future__ import annotations

PAGE = (
    "<html><head><title>{title}</title><meta property='og:site_name' content='{outlet}'>"
    "<meta property='article:published_time' content='{day}T08:00:00Z'></head>"
    "<body><article><h1>{title}</h1>{body}</article></body></html>"
)


def page(outlet: str, day: str, title: str, *paragraphs: str) -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return PAGE.format(outlet=outlet, day=day, title=title, body=body).encode()


FIRST = page(
    "Harbour Echo",
    "2031-05-02",
    "Fire in the mine at Torvik",
    "The Torvik Mine Rescue Board said on Friday that 31 miners were killed in the fire at Torvik.",
    "“They left us at the gate with no news for nine days,” said Marta Lind, whose brother worked"
    " in the mine, in an interview with the Harbour Echo.",
)
RISEN = page(
    "Ostrel Mercury",
    "2031-05-05",
    "Toll of the mine at Torvik rises",
    "The Torvik Mine Rescue Board said on Monday that 38 miners were killed in the fire at Torvik.",
)
ALTERED = page(
    "Norwick Herald",
    "2031-05-06",
    "Families wait at Torvik",
    "“They left us at the gate with no news for three days,” said Marta Lind.",
)
REPEATED = page(
    "Quayside Review",
    "2031-05-05",
    "Mine fire kills 38",
    "The Torvik Mine Rescue Board said on Monday that 38 miners were killed in the fire at Torvik.",
)
