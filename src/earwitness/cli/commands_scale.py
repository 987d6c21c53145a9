"""Commands for more reports than a case holds."""

from __future__ import annotations

from typing import Any

import click

from .options import CASE, FOLDER


def _with_words(_context: object, _option: object, given: tuple[str, ...]) -> tuple[str, ...]:
    from earwitness.tracing.words import tokens

    for phrase in given:
        if not tokens(phrase):
            raise click.BadParameter(f"“{phrase}” has no word to look for.")
    return given


_ABOUT = click.option(
    "--about",
    multiple=True,
    callback=_with_words,
    metavar="WORDS",
    help="Only reports with these words: a name, place, phrase, quotation; again for another one.",
)
_MEMORY = click.option(
    "--memory",
    type=click.IntRange(100),
    default=1000,
    show_default=True,
    metavar="MB",
    help="Memory that questions to the data set may use; the rest goes to disk.",
)


@click.command("crawl")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--out", required=True, metavar="DIR", help="The data set: a folder or s3://…")
@click.option(
    "--reader",
    default="fast",
    show_default=True,
    metavar="accurate|fast|rules",
    help="What finds who said what: the large model, the small one, or rules alone.",
)
@_ABOUT
@click.option(
    "--sample",
    type=click.FloatRange(0, 1, min_open=True),
    default=1.0,
    metavar="SHARE",
    help="Read a share of the captures: 0.01 is one in a hundred, the same ones in every run.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes here.  [default: one a core]")
@click.option("--cluster", metavar="ADDRESS", help="Read on the Ray that runs there.")
@click.option(
    "--page-seconds",
    type=click.FloatRange(1),
    default=120.0,
    show_default=True,
    help="Time for one page; one that takes longer twice is a failure.",
)
@click.option("--shard", type=click.IntRange(1), help="Captures in a shard.  [default: 200]")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def crawl_command(**given: Any) -> int:
    """Read web archives of any size into a data set of Parquet files.

    SOURCE is a WARC, WACZ or Parquet file of pages, or a folder of them, on disk or in object
    storage. A crawl that was interrupted goes on where it was when it is started again.

    \b
    Examples:
      earwitness crawl archives/ --out news
      earwitness crawl archives/ --out bridge --about 'Arlen bridge' --about 'Dov Hallan'
      earwitness crawl s3://bucket/day/ --out s3://bucket/news --cluster 10.0.0.5:6379
    """
    from .scale import crawl

    return crawl(**given)


@click.command("survey")
@click.argument("folder", metavar="DIR")
@_MEMORY
@click.option("--workers", type=click.IntRange(1), help="Processes here.  [default: one a core]")
@click.option("--cluster", metavar="ADDRESS", help="Compare on the Ray that runs there.")
@click.option(
    "--scratch", type=FOLDER, metavar="FOLDER", help="For work; with --cluster all must see it."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def survey_command(**given: Any) -> int:
    """Hold a whole data set against itself: same quotations, same reports, sources by root.

    DIR is what earwitness crawl made. The tables same, reports and roots are added to it.

    \b
    Examples:
      earwitness survey news
      earwitness survey news --memory 4000 --json
    """
    from .scale import survey

    return survey(**given)


@click.command("case")
@click.option("--from", "folder", required=True, metavar="DIR", help="The data set.")
@_ABOUT
@click.option("--case", "case", type=CASE, required=True, help="The case to read them into.")
@click.option(
    "--reader",
    default="accurate",
    show_default=True,
    metavar="accurate|fast|rules",
    help="What finds who said what: the large model, the small one, or rules alone.",
)
@click.option("--copies", is_flag=True, help="Take copies of earlier captures too.")
@click.option(
    "--most", type=click.IntRange(1), default=1000, show_default=True, help="Reports at most."
)
@_MEMORY
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON, not the brief.")
def case_command(**given: Any) -> int:
    """Cut a case out of a data set: the reports about something, read anew from their originals.

    The originals are taken out of the archives that were crawled, which must still lie where they
    lay. The case is read, traced, and its brief printed.

    \b
    Example:
      earwitness case --from news --about 'Arlen bridge' --case bridge
    """
    from .scale import cut

    return cut(**given)


COMMANDS: tuple[click.Command, ...] = (crawl_command, survey_command, case_command)
