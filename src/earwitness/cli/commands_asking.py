"""Commands that ask a case something."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import CASE, FOLDER

if TYPE_CHECKING:
    from earwitness.casefile import CasePlace


@click.command("figures")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print groups and figures as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print one line a figure, as CSV.")
@click.option("--svg", type=FOLDER, metavar="FOLDER", help="Write a chart of each group there.")
@click.option("--png", type=FOLDER, metavar="FOLDER", help="Write each chart there as a picture.")
@click.option(
    "--profile",
    type=click.Choice(["acled", "ucdp", "min-max"]),
    help="How words such as “dozens” become numbers; without it they stay words.",
)
def figures_command(
    *,
    folder: CasePlace,
    as_json: bool,
    as_csv: bool,
    svg: Path | None,
    png: Path | None,
    profile: str | None,
) -> int:
    """Print which figures of a case count the same thing, and what they are to each other.

    \b
    Examples:
      earwitness figures my-case
      earwitness figures my-case --csv --profile acled > figures.csv
      earwitness figures my-case --svg charts --png charts
    """
    from .figures import figures

    drawn = {kind: to for kind, to in (("svg", svg), ("png", png)) if to is not None}
    return figures(folder, as_json_text=as_json, csv_text=as_csv, drawn=drawn, profile_name=profile)


@click.command("trace")
@click.argument("folder", type=CASE, metavar="DIR")
@click.argument("statement", metavar="STATEMENT")
@click.option("--json", "as_json", is_flag=True, help="Print the chain as JSON.")
def trace_command(*, folder: CasePlace, statement: str, as_json: bool) -> int:
    """Follow a statement back to the mouth it came from, hand by hand.

    STATEMENT is a statement's id, a place such as 2:5 (report and line, as the brief has it), or
    a few of its words.

    \b
    Examples:
      earwitness trace my-case 2:18
      earwitness trace my-case 'no bread for nine days'
    """
    from .asking import trace

    return trace(folder, statement, as_json=as_json)


@click.command("roots")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the roots as JSON.")
def roots_command(*, folder: CasePlace, as_json: bool) -> int:
    """Say how many sources are behind the reports, and by which ways their words came.

    \b
    Example:
      earwitness roots my-case
    """
    from .asking import roots

    return roots(folder, as_json=as_json)


@click.command("leads")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the leads as JSON.")
def leads_command(*, folder: CasePlace, as_json: bool) -> int:
    """List what to go and get next: what, where it should be, who cites it.

    \b
    Example:
      earwitness leads my-case
    """
    from .asking import leads

    return leads(folder, as_json=as_json)


@click.command("same")
@click.argument("folder", type=CASE, metavar="DIR")
@click.argument("text", metavar="TEXT")
@click.option("--json", "as_json", is_flag=True, help="Print the places as JSON.")
def same_command(*, folder: CasePlace, text: str, as_json: bool) -> int:
    """Find the same words elsewhere: identical, trimmed, censored, changed, translated anew.

    \b
    Example:
      earwitness same my-case 'Nobody told us the deck was rotten'
    """
    from .asking import same

    return same(folder, text, as_json=as_json)


@click.command("versions")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the pairs of reports as JSON.")
def versions_command(*, folder: CasePlace, as_json: bool) -> int:
    """Find reports that are one report: copies, new headlines, updated versions, with what changed.

    \b
    Example:
      earwitness versions my-case
    """
    from .asking import versions

    return versions(folder, as_json=as_json)


@click.command("verify")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as JSON.")
def verify_command(*, folder: CasePlace, as_json: bool) -> int:
    """Say of each cited report in the case whether it says what it is cited for.

    Yes, no (with both passages), or cannot tell.

    \b
    Example:
      earwitness verify my-case
    """
    from .asking import verify

    return verify(folder, as_json=as_json)


@click.command("tape")
@click.argument("folder", type=CASE, metavar="DIR")
@click.argument("statement", metavar="[STATEMENT]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as JSON.")
@click.option("--transcript", metavar="FILE", help="Say that FILE writes down --recording.")
@click.option("--recording", metavar="ID", help="The recording of which --transcript is one.")
@click.option(
    "--sound", type=FOLDER, metavar="AUDIO", help="Keep AUDIO as the sound of --transcript."
)
def tape_command(
    *,
    folder: CasePlace,
    statement: str | None,
    as_json: bool,
    transcript: str | None,
    recording: str | None,
    sound: Path | None,
) -> int:
    """Hold each quotation from a recording against its transcript in the case.

    Word for word, trimmed (and what went with it), joined, or with another number, name or
    negation. A tape in another language gives ranked candidates, which a person has to judge.

    \b
    Examples:
      earwitness tape my-case
      earwitness tape my-case 2:18
      earwitness tape my-case --transcript call.vtt --recording r_1f2e3d4c5b6a
      earwitness tape my-case --transcript call.vtt --sound call.ogg
    """
    from .tape import keep_sound, say_transcript, tape

    if (transcript is None) != (recording is None and sound is None):
        raise click.UsageError("--transcript goes with --recording or --sound, and they with it.")
    if transcript is not None:
        done = say_transcript(folder, transcript, recording) if recording else 0
        return done or (keep_sound(folder, transcript, sound) if sound else 0)
    return tape(folder, statement, as_json=as_json)


COMMANDS: tuple[click.Command, ...] = (
    figures_command,
    trace_command,
    roots_command,
    leads_command,
    same_command,
    versions_command,
    verify_command,
    tape_command,
)
