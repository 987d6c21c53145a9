"""The documentation builds as a site: without the network, and with no link that leads nowhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from lxml import html

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(out)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def _pages(site: Path) -> dict[Path, html.HtmlElement]:
    return {
        p: html.fromstring(p.read_bytes()) for p in site.rglob("*.html") if p.name != "404.html"
    }


def test_every_page_of_the_documentation_is_in_the_site(site: Path) -> None:
    sources = {p.relative_to(ROOT / "docs") for p in (ROOT / "docs").rglob("*.md")}
    assert {p.with_suffix(".html") for p in sources} <= {
        p.relative_to(site) for p in site.rglob("*")
    }


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path, page in _pages(site).items():
        loaded = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
        assert not [one for one in loaded if urlsplit(one).netloc], path


def test_every_link_leads_to_a_page_and_a_place_on_it(site: Path) -> None:
    pages = _pages(site)
    names = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    checked = 0
    for path, page in pages.items():
        for link in page.xpath("//a/@href | //script/@src | //link/@href | //img/@src"):
            address, place = urldefrag(link)
            if urlsplit(link).scheme or urlsplit(link).netloc:
                continue
            target = (path.parent / unquote(address)).resolve() if address else path
            assert target.exists(), (path.name, link)
            if place and target in names:
                assert unquote(place) in names[target], (path.name, link)
            checked += 1
    assert checked > 200
