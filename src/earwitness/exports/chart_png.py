"""Charts as PNG, for pages and papers that take no SVG; the only file that needs `resvg_py`."""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

from .formats.base import ExtraMissingError

_ZOOM = 2  # sharp on a dense screen, and in print
# A machine may have no font at all, and would draw no words: reportlab brings these.
_FONTS = ("Vera.ttf", "VeraBd.ttf")
_FAMILY = "Bitstream Vera Sans"


def as_png(svg: str) -> bytes:
    """The picture of a chart, black on white, twice the size of the drawing.

    Raises ExtraMissingError where the extra `charts` is not installed.
    """
    draw, fonts = _libraries()
    with as_file(fonts) as folder:
        listed = [str(folder / name) for name in _FONTS]
        drawn = draw(
            svg_string=svg.replace('fill="Canvas"', 'fill="white"'),
            background="white",
            zoom=_ZOOM,
            font_files=listed,
            sans_serif_family=_FAMILY,
        )
    return bytes(drawn)


def _libraries() -> tuple[Any, Any]:
    try:
        import resvg_py  # noqa: PLC0415 - an extra

        return resvg_py.svg_to_bytes, files("reportlab").joinpath("fonts")
    except ImportError as error:
        raise ExtraMissingError("png", "charts") from error
