"""Fetching from a real server on this machine: manners, bounds, evidence, and every error."""

from __future__ import annotations

import gzip
import io
import ipaddress
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from earwitness.fetching import CODES, Fetcher, FetchError, Limits, Policy, is_public
from earwitness.fetching.addresses import target_of
from website import Page, Site, free_port, self_signed, site

SMALL = Limits(seconds=2.0, wait=1.0, size=50_000)
LOOPBACK = ipaddress.ip_address("127.0.0.1")


def fetcher(**changes: Any) -> Fetcher:
    resolve = changes.pop("resolve", socket.getaddrinfo)
    given_ = {"agent": "earwitness/test", "allow": lambda _: True, "pause": 0.0, "limits": SMALL}
    return Fetcher(Policy(**{**given_, **changes}), resolve=resolve)


def refused(url: str, **changes: Any) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetcher(**changes).get(url)
    words = str(caught.value)
    assert caught.value.code in CODES
    assert words.endswith(".")
    assert "\n" not in words
    return caught.value


def test_a_page_comes_with_all_that_was_sent_and_received(paper: Site) -> None:
    paper.pages["/a"] = Page("<p>Größe</p>".encode(), headers={"ETag": '"1"', "X-Own": "yes"})
    got = fetcher().get(f"{paper.url}/a#part")
    assert (got.body.decode(), got.kind, got.etag) == ("<p>Größe</p>", "text/html", '"1"')
    records = [
        (r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read())
        for r in ArchiveIterator(io.BytesIO(got.archive), check_digests="raise")
    ]
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "request"]
    _, head, http, body = records[1]
    assert (body, http.get_header("X-Own")) == (got.body, "yes")
    assert head.get_header("WARC-Record-ID") == got.record
    assert head.get_header("WARC-Target-URI") == f"{paper.url}/a"
    assert head.get_header("WARC-IP-Address") == "127.0.0.1"
    assert head.get_header("WARC-Date")[:19] == got.time[:19]
    assert records[2][2].get_header("User-Agent") == "earwitness/test"
    assert b"robots: obeyed" in records[0][3]


def test_redirects_are_followed_and_kept(paper: Site) -> None:
    paper.pages["/old"] = Page(status=301, headers={"Location": "/new?x=1"})
    paper.pages["/new?x=1"] = Page(b"<p>words</p>")
    got = fetcher().get(f"{paper.url}/old")
    assert (got.asked, got.url) == (f"{paper.url}/old", f"{paper.url}/new?x=1")
    kinds = [r.rec_type for r in ArchiveIterator(io.BytesIO(got.archive))]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]


def test_a_ring_of_redirects_ends(paper: Site) -> None:
    paper.pages["/a"] = Page(status=302, headers={"Location": "/b"})
    paper.pages["/b"] = Page(status=302, headers={"Location": "/a"})
    assert refused(f"{paper.url}/a").code == "redirects"
    assert len(paper.paths()) == 2


def test_a_long_line_of_redirects_ends(paper: Site) -> None:
    for number in range(20):
        paper.pages[f"/{number}"] = Page(status=302, headers={"Location": f"/{number + 1}"})
    assert refused(f"{paper.url}/0").code == "redirects"
    assert len(paper.paths()) == SMALL.redirects + 1


def test_robots_txt_is_respected_unless_the_user_says_otherwise(paper: Site) -> None:
    rules = b"User-agent: *\nDisallow: /private\nAllow: /private/but-this\n"
    paper.pages["/robots.txt"] = Page(rules, kind="text/plain")
    paper.pages["/private/a"] = paper.pages["/private/but-this"] = Page(b"<p>words</p>")
    error = refused(f"{paper.url}/private/a")
    assert error.code == "robots"
    assert "--ignore-robots" in str(error)
    assert paper.paths() == []
    assert fetcher().get(f"{paper.url}/private/but-this").body
    got = fetcher(robots=False).get(f"{paper.url}/private/a")
    assert b"ignored, by the user" in got.archive


def test_rules_hold_for_where_a_redirect_leads(paper: Site) -> None:
    paper.pages["/robots.txt"] = Page(b"User-agent: earwitness\nDisallow: /b\n")
    paper.pages["/a"] = Page(status=302, headers={"Location": "/b"})
    paper.pages["/b"] = Page(b"<p>words</p>")
    assert refused(f"{paper.url}/a").code == "robots"
    assert paper.paths() == ["/a"]


def test_a_site_that_cannot_say_its_rules_is_left_alone(paper: Site) -> None:
    paper.pages["/robots.txt"] = Page(status=503)
    paper.pages["/a"] = Page(b"<p>words</p>")
    assert refused(f"{paper.url}/a").code == "robots"


def test_rules_are_asked_once(paper: Site) -> None:
    paper.pages["/a"] = paper.pages["/b"] = Page(b"<p>words</p>")
    one = fetcher()
    one.get(f"{paper.url}/a")
    one.get(f"{paper.url}/b")
    assert [path for path, _ in paper.asked] == ["/robots.txt", "/a", "/b"]


def test_a_host_is_not_hurried(paper: Site) -> None:
    paper.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7\n")
    paper.pages["/a"] = Page(b"<p>words</p>")
    waits: list[float] = []
    one = Fetcher(Policy("x", allow=lambda _: True, pause=2.0), wait=waits.append)
    one.get(f"{paper.url}/a")
    assert len(waits) == 1
    assert 6.0 < waits[0] <= 7.0


def test_conditions_are_sent_and_what_is_unchanged_is_said(paper: Site) -> None:
    paper.pages["/a"] = Page(b"<p>words</p>", headers={"ETag": '"1"'})
    got = fetcher().get(f"{paper.url}/a", {"If-None-Match": '"1"'})
    assert (got.unchanged, got.body) == (True, b"")
    assert not fetcher().get(f"{paper.url}/a", {"If-None-Match": '"0"'}).unchanged


def test_a_packed_answer_is_unpacked_and_kept_as_it_came(paper: Site) -> None:
    packed = gzip.compress(b"<p>words</p>")
    paper.pages["/a"] = Page(packed, headers={"Content-Encoding": "gzip"})
    got = fetcher().get(f"{paper.url}/a")
    assert got.body == b"<p>words</p>"
    assert packed in got.archive


def test_a_chunked_answer_is_put_together(paper: Site) -> None:
    chunks = b"4\r\n<p>w\r\n8\r\nords</p>\r\n0\r\n\r\n"
    paper.pages["/a"] = Page(chunks, headers={"Transfer-Encoding": "chunked"})
    got = fetcher().get(f"{paper.url}/a")
    assert got.body == b"<p>words</p>"
    page = next(r for r in ArchiveIterator(io.BytesIO(got.archive)) if r.rec_type == "response")
    assert page.content_stream().read() == b"<p>words</p>"


def test_what_is_too_large_is_refused_told_or_not_packed_or_not(paper: Site) -> None:
    paper.pages["/told"] = Page(b"x" * 60_000)
    paper.pages["/packed"] = Page(
        gzip.compress(b"x" * 60_000), headers={"Content-Encoding": "gzip"}
    )
    endless = b"%x\r\n" % 300_000 + b"x" * 300_000 + b"\r\n0\r\n\r\n"
    paper.pages["/endless"] = Page(endless, headers={"Transfer-Encoding": "chunked"})
    for path in ("/told", "/packed", "/endless"):
        assert refused(f"{paper.url}{path}").code == "too-large", path


def test_a_film_is_not_read_to_its_end(paper: Site) -> None:
    paper.pages["/a"] = Page(b"x" * 40_000, kind="video/mp4")
    assert refused(f"{paper.url}/a").code == "not-text"


def test_a_page_that_is_not_there(paper: Site) -> None:
    error = refused(f"{paper.url}/nothing")
    assert error.code == "status"
    assert "404" in str(error)


def test_a_host_that_drips(paper: Site) -> None:
    paper.pages["/a"] = Page(b"x" * 100, slow=0.1)
    start = time.monotonic()
    assert refused(f"{paper.url}/a").code == "timeout"
    assert time.monotonic() - start < 6


def test_an_answer_that_breaks_off(paper: Site) -> None:
    paper.pages["/a"] = Page(b"<p>wor", cut=True)
    assert refused(f"{paper.url}/a").code == "bad-answer"


def test_a_host_that_gives_no_connection() -> None:
    assert refused(f"http://127.0.0.1:{free_port()}/").code == "refused"


def test_a_host_that_nobody_knows() -> None:
    assert refused("http://no-such-host.invalid/a").code == "host-not-found"


def test_a_host_that_nobody_vouches_for(tmp_path: Path) -> None:
    with site(certificate=self_signed(tmp_path)) as made:
        made.pages["/a"] = Page(b"<p>words</p>")
        assert refused(f"{made.url}/a").code == "tls"
        assert made.asked == []


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/x", "file:///etc/passwd", "http://", "http:///x", "http://u:secret@a.example/",
     "http://a.example:99999/", "//a.example/", "http://[::1/", "http://a..example/"],
)  # fmt: skip
def test_an_address_that_is_none(url: str) -> None:
    error = refused(url)
    assert error.code == "bad-url"
    assert "secret" not in str(error)


def test_nothing_private_is_asked_unless_allowed(paper: Site) -> None:
    paper.pages["/a"] = Page(b"<p>words</p>")
    port = paper.url.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"):
        assert refused(f"http://{host}:{port}/a", allow=is_public).code == "private", host
    assert paper.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(paper: Site) -> None:
    with site(host="127.0.0.2") as inside:
        inside.pages["/secret"] = Page(b"<p>secret</p>")
        paper.pages["/a"] = Page(status=302, headers={"Location": f"{inside.url}/secret"})
        error = refused(f"{paper.url}/a", allow=lambda ip: ip == LOOPBACK)
        assert error.code == "private"
        assert inside.asked == []


def test_a_name_is_looked_up_once_and_the_checked_machine_is_asked(paper: Site) -> None:
    """A resolver that gives a public number first and a private one after gains nothing."""
    paper.pages["/a"] = Page(b"<p>words</p>")
    port = int(paper.url.rpartition(":")[2])
    asked: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        number = "127.0.0.1" if len(asked) == 1 else "127.0.0.2"
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (number, port))]

    one = fetcher(resolve=resolve, allow=lambda ip: ip == LOOPBACK, robots=False)
    assert one.get(f"http://paper.example:{port}/a").body == b"<p>words</p>"
    assert asked == ["paper.example"]
    assert paper.asked[0][1]["host"] == f"paper.example:{port}"
    with pytest.raises(FetchError, match="private"):
        one.get(f"http://paper.example:{port}/a")
    assert len(paper.asked) == 1


@pytest.mark.parametrize(
    ("number", "public"),
    [("93.184.216.34", True), ("10.0.0.1", False), ("192.168.1.1", False), ("172.16.0.1", False),
     ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
     ("255.255.255.255", False), ("2606:4700::1111", True), ("::1", False), ("fe80::1", False),
     ("fc00::1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False),
     ("64:ff9b::5db8:d822", True), ("2002:7f00:1::", False), ("::", False)],
)  # fmt: skip
def test_which_numbers_are_public(number: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(number)) is public


@given(st.text(max_size=60), st.text(max_size=30))
def test_an_address_taken_apart_has_no_way_to_smuggle(path: str, query: str) -> None:
    try:
        target = target_of(f"http://a.example/{path}?{query}")
    except FetchError:
        return
    assert target.host == "a.example" or "@" in path + query
    assert not set(target.way) & set("\r\n \t")
    assert target_of(target.url) == target
