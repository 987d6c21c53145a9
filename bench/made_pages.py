"""Web archives of invented news pages, the same every time.  python bench/made_pages.py 1000 OUT

A page has a headline, a byline, a time, eight to twenty paragraphs (about 450 words) with
quotations, reported speech, figures and a cited report, and around them what a news site puts
there: menus, teasers, a newsletter, comments. One page in twelve is another one's copy under
another outlet's name.
"""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_FIRST = "Mara Joren Ilse Tomas Petra Anders Lena Viktor Nadia Samuel Ruth Karim Elena Hugo".split()
_LAST = (
    "Osei Lindqvist Varga Okoro Haddad Novak Brandt Silva Kaya Moreau Petrov Jansen Ferrer".split()
)
_ROLES = (
    "harbour master|governor of the region|spokeswoman for the ministry|police chief|doctor at the "
    "hospital|deputy mayor|rescue worker|head of the miners’ union|defence minister|resident"
).split("|")
_TOWNS = "Arlen Tessel Korvat Dunmore Velden Istra Marlow Sarnia Podgora Lisgar Haren Oster".split()
_OUTLETS = "The Harbour Ledger|Korvat Daily|Istra Post|Evening Courier|Northern Herald|Velden Times"
_SUBJECTS = "the bridge|the dam|the northern district|the power station|the ferry|the old mine"
_HAPPENED = "was closed for repairs|was hit before dawn|had been flooded|lost its supply|is unsafe"
_THOUGHTS = (
    "nobody was told that {s} {h}|we will rebuild {s} before the winter comes|they knew for weeks "
    "that {s} {h} and said nothing to us|there was no warning at all when {s} {h}|I have asked the "
    "council for an inquiry into why {s} {h}|{n} families have had no water since {s} {h}|it is too "
    "early to say who is to blame, but {s} {h} and people were inside|the road to {t} must be opened "
    "again, or more people will leave|we counted every name twice and we are still missing some"
).split("|")
_PLAIN = (
    "The road between {t} and {u} has been closed since {d}, and buses are turned back at the river.|"
    "At least {n} people were killed and {m} wounded when {s} {h}, the {t} regional council said.|"
    "Shops in {t} opened again on {d}, though many shelves were empty and prices had risen.|"
    "According to {o}, which cited two officials, {n} soldiers were missing near {u}.|"
    "Engineers from {u} arrived on {d} with two cranes and a temporary span of steel.|"
    "The ministry has not answered questions. Its claim could not be independently verified."
).split("|")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{time}"><link rel="canonical" href="{url}">
<style>{style}</style><script>{script}</script></head><body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By {author}</p><time datetime="{time}">{time}</time>
{body}</article><aside class="related"><h2>More on this</h2><ul>{teasers}</ul></aside>
<section class="newsletter"><p>Sign up for our newsletter.</p></section>
<section class="comments"><h2>Comments</h2>{comments}</section></main>
<footer><ul>{menu}</ul><p>© {outlet}. All rights reserved.</p></footer></body></html>"""


class Pages:
    """Pages one after the other; the same number and seed give the same pages."""

    def __init__(self, seed: int = 10) -> None:
        self.draw = random.Random(seed)  # noqa: S311 - no secrets
        self.last: tuple[str, str] = ("", "")

    def page(self, number: int) -> tuple[str, str, bytes]:
        """Address, time of capture and HTML of the page of that number."""
        self.draw.seed(f"page {number}")
        outlet = self.draw.choice(_OUTLETS.split("|"))
        day, hour = 1 + number // 4000 % 27, number % 24
        time = f"2026-03-{day:02}T{hour:02}:{number % 60:02}:00Z"
        url = f"https://{outlet.lower().replace(' ', '-')}.example/news/{number}"
        copied = number % 12 == 11
        if copied:
            self.draw.seed(f"words {number - 5}")
        else:
            self.draw.seed(f"words {number}")
        title, body = self._words()
        self.draw.seed(f"frame {number}")
        return url, time, self._framed(outlet, url, time, title, body)

    def _framed(self, outlet: str, url: str, time: str, title: str, body: str) -> bytes:
        menu = "".join(f'<li><a href="/s/{n}">Section {n}</a></li>' for n in range(40))
        teasers = "".join(
            f"<li><a href='/t/{n}'>{self._fill('{s} {h}')}</a></li>" for n in range(12)
        )
        comments = "".join(f"<div class='comment'><p>{self._fill('{s} {h}!')}</p></div>"
                           for _ in range(8))  # fmt: skip
        made = _PAGE.format(
            title=title, outlet=outlet, url=url, time=time, author=self._name(), body=body, menu=menu,
            teasers=teasers, comments=comments, style=".a{color:#123}" * 400, script="var a=1;" * 1500,
        )  # fmt: skip
        return made.encode()

    def _words(self) -> tuple[str, str]:
        title = self._fill("{s} {h}, say officials in {t}")
        parts = [self._paragraph() for _ in range(self.draw.randint(8, 20))]
        return title[0].upper() + title[1:], "".join(f"<p>{p}</p>" for p in parts)

    def _paragraph(self) -> str:
        if self.draw.random() < 0.35:
            return " ".join(self._plain() for _ in range(self.draw.randint(1, 2)))
        said = self._fill(self.draw.choice(_THOUGHTS))
        who = f"{self._name()}, {self.draw.choice(_ROLES)} in {self.draw.choice(_TOWNS)}"
        day = self.draw.choice(_DAYS)
        kind = self.draw.randrange(3)
        if kind == 0:
            return f"“{said[0].upper()}{said[1:]},” said {who}, on {day}. {self._plain()}"
        if kind == 1:
            return f"{who}, said on {day} that {said}."
        return f"{self._plain()} {who}, told reporters: “{said[0].upper()}{said[1:]}.”"

    def _plain(self) -> str:
        return self._fill(self.draw.choice(_PLAIN))

    def _name(self) -> str:
        return f"{self.draw.choice(_FIRST)} {self.draw.choice(_LAST)}"

    def _fill(self, form: str) -> str:
        one, other = self.draw.sample(_TOWNS, 2)
        return form.format(
            s=self.draw.choice(_SUBJECTS.split("|")), h=self.draw.choice(_HAPPENED.split("|")), t=one,
            u=other, n=self.draw.randint(2, 90), m=self.draw.randint(2, 300),
            d=self.draw.choice(_DAYS), o=self.draw.choice(_OUTLETS.split("|")),
        )  # fmt: skip


def archive(number: int, *, first: int = 0) -> bytes:
    """A packed web archive of so many pages, each a record, with what else stands in archives."""
    made, pages = io.BytesIO(), Pages()
    writer = WARCWriter(made, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("made.warc.gz", {"software": "made"}))
    for at in range(first, first + number):
        url, time, html = pages.page(at)
        head = StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
        )
        fields = {
            "WARC-Date": time,
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{at:012}>",
        }
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(html),
                http_headers=head,
                warc_headers_dict=fields,
            )
        )
    return made.getvalue()


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(archive(int(sys.argv[1])))
