"""`earwitness crawl`, `survey` and `cut`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click

from earwitness.crawl.run import Summary
from earwitness.crawl.run import crawl as run_crawl
from earwitness.crawl.runners import LocalRunner, Runner
from earwitness.crawl.shard import Settings

from . import codes


def crawl(
    *,
    sources: tuple[str, ...],
    out: str,
    reader: str,
    about: tuple[str, ...],
    sample: float,
    workers: int | None,
    cluster: str | None,
    page_seconds: float,
    shard: int | None,
    as_json: bool,
) -> int:
    """Read the sources into the data set and print what it holds."""
    settings = Settings(reader, about, sample)
    runner = _runner(workers, cluster, page_seconds)
    with _bar() as progress:
        made = run_crawl(sources, out, runner, settings=settings, size=shard, progress=progress)
    for sentence in made.broken:
        click.echo(sentence, err=True)
    if as_json:
        click.echo(json.dumps(asdict(made), ensure_ascii=False, indent=2))
    else:
        for line in _lines(made):
            click.echo(line)
    if made.rows.get("documents"):
        return codes.SOME_FAILED if made.rows.get("failures") else codes.ALL_READ
    return codes.NOTHING_READ


def _runner(workers: int | None, cluster: str | None, seconds: float) -> Runner:
    if cluster is None:
        return LocalRunner(workers, seconds=seconds)
    from earwitness.crawl.cluster import RayRunner

    return RayRunner(cluster, seconds=seconds)


def _lines(made: Summary) -> Iterator[str]:
    rows = made.rows
    left = f", {made.left_out:,} not wanted" if made.left_out else ""
    yield (
        f"{made.captures:,} captures in {made.sources:,} sources: {rows.get('documents', 0):,} read, "
        f"{rows.get('failures', 0):,} failed{left}; {made.copies:,} are copies of earlier ones."
    )
    kinds = ("statements", "actors", "figures", "citations")
    yield ", ".join(f"{rows.get(kind, 0):,} {kind}" for kind in kinds) + "."
    before = made.captures - made.read
    if before:
        yield f"{before:,} of the captures had been read before."
    yield f"The data set: {made.out}"


@contextmanager
def _bar() -> Iterator[Callable[[int, int], object]]:
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    yield lambda done, of: click.echo(f"\r{done:,} of {of:,} captures", err=True, nl=False)
    click.echo("", err=True)
