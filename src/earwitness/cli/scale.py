"""`earwitness crawl`, `survey` and `cut`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path

import click

from earwitness import pipeline
from earwitness.casefile import CasePlace
from earwitness.cases import open_case
from earwitness.crawl.about import About
from earwitness.crawl.cut import originals, reports_about
from earwitness.crawl.dataset import opened
from earwitness.crawl.run import Summary
from earwitness.crawl.run import crawl as run_crawl
from earwitness.crawl.runners import LocalRunner, Runner
from earwitness.crawl.shard import Settings
from earwitness.crawl.survey import Survey
from earwitness.crawl.survey import survey as run_survey
from earwitness.workers import cores

from . import codes
from .reading import report


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
    settings = Settings(reader, tuple(sorted(set(about))), sample)
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


def survey(
    *,
    folder: str,
    memory: int,
    workers: int | None,
    cluster: str | None,
    scratch: Path | None,
    as_json: bool,
) -> int:
    """Print what stands more than once in the data set, and the roots behind most outlets."""
    runner = _runner(workers, cluster, _NO_PAGES)
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    made = run_survey(folder, runner, memory=memory, scratch=str(scratch) if scratch else None)
    if as_json:
        click.echo(json.dumps(asdict(made), ensure_ascii=False, indent=2))
    else:
        for line in _survey_lines(made, folder):
            click.echo(line)
    return codes.ALL_READ if made.documents else codes.NOT_FOUND


_NO_PAGES = 3600.0


def _survey_lines(made: Survey, folder: str) -> Iterator[str]:
    yield (
        f"{_count(made.quotations, 'quotation')}; {made.said_again:,} of them stand more than once "
        f"and are {_count(made.groups, 'saying')}."
        if made.said_again
        else f"{_count(made.quotations, 'quotation')}; none stands more than once."
    )
    yield (
        f"{_count(made.documents, 'capture')}; {made.again:,} of them are "
        f"{_count(made.report_groups, 'report')} printed more than once."
        if made.again
        else f"{_count(made.documents, 'capture')}; none is printed more than once."
    )
    if made.first:
        yield ""
        yield "WHO VOUCHES THAT IT WAS SAID, the most outlets first"
    for root in made.first:
        yield (
            f"  {root['root']}: {_count(root['statements'], 'statement')}, "
            f"{_count(root['sayings'], 'saying')}, {_count(root['outlets'], 'outlet')}, "
            f"{_count(root['reports'], 'report')} without their copies"
        )
    yield ""
    yield f"The tables same, reports and roots: {folder}"


def cut(
    *,
    folder: str,
    about: tuple[str, ...],
    case: CasePlace,
    reader: str,
    copies: bool,
    most: int,
    memory: int,
    as_json: bool,
) -> int:
    """Read the reports that are wanted into the case and print its brief."""
    by = pipeline.reader(reader, cores())
    with opened(folder, memory=memory) as held:
        wanted = list(islice(reports_about(held, About(about), copies=copies), most + 1))
        if not wanted:
            which = "has these words" if about else "can be taken"
            click.echo(f"No report of {folder} {which}.", err=True)
            return codes.NOT_FOUND
        if len(wanted) > most:
            has = "report has" if most == 1 else "reports have"
            first = "first one is" if most == 1 else "first ones are"
            click.echo(f"More than {most:,} {has} these words; the {first} taken.", err=True)
        with open_case(case, by=by) as kept:
            outcome = kept.keep(originals(held, wanted[:most]))
            traced = kept.update()
            layer = kept.layer(traced)
            return report(traced, layer, outcome, case, kept.page, as_json=as_json, quiet=False)


def _runner(workers: int | None, cluster: str | None, seconds: float) -> Runner:
    if cluster is None:
        return LocalRunner(workers, seconds=seconds)
    from earwitness.crawl.cluster import RayRunner

    return RayRunner(cluster, seconds=seconds)


def _lines(made: Summary) -> Iterator[str]:
    rows = made.rows
    left = f", {made.left_out:,} not wanted" if made.left_out else ""
    yield (
        f"{_count(made.captures, 'capture')} in {_count(made.sources, 'source')}: "
        f"{rows.get('documents', 0):,} read, "
        f"{rows.get('failures', 0):,} failed{left}; "
        f"{_count(made.copies, 'copy', 'copies')} of earlier ones."
    )
    kinds = ("statement", "actor", "figure", "citation")
    yield ", ".join(_count(rows.get(f"{kind}s", 0), kind) for kind in kinds) + "."
    before = made.captures - made.read
    if before:
        yield f"{before:,} of the captures had been read before."
    yield f"The data set: {made.out}"


def _count(number: int, one: str, more: str = "") -> str:
    """ "1 report", "1,204 reports"."""
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"


@contextmanager
def _bar() -> Iterator[Callable[[int, int], object]]:
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    yield lambda done, of: click.echo(f"\r{done:,} of {of:,} captures", err=True, nl=False)
    click.echo("", err=True)
