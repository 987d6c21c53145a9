"""The page as it was saved, made harmless: nothing in it runs, loads, links or sends."""

from __future__ import annotations

from fastapi.responses import HTMLResponse
from lxml import etree, html
from lxml_html_clean import Cleaner

from earwitness.model import Document

from .workbench import Workbench

_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; "
    "frame-ancestors 'self'"
)
_LOADS = frozenset(
    "src srcset href action background poster data formaction xlink:href ping".split()
)


def original_page(bench: Workbench, document: Document) -> HTMLResponse:
    """The page with the paragraphs in which statements stand marked, for a sandboxed frame."""
    said = bench.now().ix.said.get(document.id, ())
    elements = {
        block.element
        for block in document.blocks
        if block.element and any(s.meets(block.span) for one in said for s in one.content)
    }
    made = _harmless(bench.original(document.sha256), elements)
    headers = {"Content-Security-Policy": _POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(made, headers=headers)


def _harmless(data: bytes, elements: set[str]) -> str:
    try:
        tree = html.document_fromstring(data)
    except (etree.ParserError, ValueError):
        return "<!DOCTYPE html><p>This report has no page that could be shown.</p>"
    for path in elements:
        _mark(tree, path)
    Cleaner(
        scripts=True, javascript=True, comments=True, style=False, inline_style=False, links=True,
        meta=True, page_structure=False, embedded=True, frames=True, forms=True, annoying_tags=True,
        safe_attrs_only=False, add_nofollow=False,
    )(tree)  # fmt: skip
    for element in tree.iter(etree.Element):
        for name in list(element.attrib):
            if str(name).lower() in _LOADS or str(name).lower().startswith("on"):
                del element.attrib[name]
    return f"<!DOCTYPE html>\n{html.tostring(tree, encoding='unicode')}"


def _mark(tree: html.HtmlElement, path: str) -> None:
    try:
        found = tree.getroottree().xpath(path)
    except etree.XPathError:
        return
    for element in found if isinstance(found, list) else ():
        if isinstance(element, html.HtmlElement):
            element.set("style", "background: #fff3c4; color: #1f1e1b")
