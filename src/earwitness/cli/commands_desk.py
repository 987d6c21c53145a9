"""Commands of the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import CASE, FOLDER

if TYPE_CHECKING:
    from earwitness.casefile import CasePlace


@click.command("serve")
@click.argument("folder", type=CASE, metavar="DIR")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, show_default="a free one", help="The port."
)
@click.option("--no-open", is_flag=True, help="Do not open a browser; print the address alone.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to stand at.")
@click.option("--name", "names", multiple=True, help="A name by which others reach the desk.")
@click.option("--certificate", type=FOLDER, help="A certificate for HTTPS (PEM).")
@click.option("--key", type=FOLDER, help="The key of the certificate (PEM).")
@click.option("--as", "owner", default="", show_default="your login", help="Who you are.")
@click.option(
    "--model",
    default="small",
    show_default=True,
    metavar="NAME|PATH",
    help="The Whisper model that hears recordings which are added at the desk, as for listen.",
)
def serve_command(
    *,
    folder: CasePlace,
    port: int,
    no_open: bool,
    host: str,
    names: tuple[str, ...],
    certificate: Path | None,
    key: Path | None,
    owner: str,
    model: str,
) -> int:
    """Open a case at the desk: read, look up, compare and decide in a browser.

    The desk stands on this machine alone, unless --host says otherwise; then everybody who comes
    needs an account (see earwitness account). It asks nothing of any other machine.

    \b
    Examples:
      earwitness serve my-case
      earwitness serve my-case --port 8300 --no-open
      earwitness serve my-case --model models/whisper-small
    """
    from earwitness.desk.serve import Place

    from .desk import run

    place = Place(host, port, names, certificate, key)
    return run(folder, place, browse=not no_open, owner=owner, model=model)


@click.command("account")
@click.argument("folder", type=CASE, metavar="DIR")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice(["reader", "editor", "owner"]),
    default="editor",
    show_default=True,
    help="What they may do: a reader reads, editors and owners decide and add reports.",
)
@click.option("--remove", is_flag=True, help="Take the account away.")
def account_command(*, folder: CasePlace, name: str, role: str, remove: bool) -> int:
    """Say who may come to the desk from another machine. The password is asked for, or piped in.

    \b
    Example:
      earwitness account my-case ada --role editor
    """
    from .desk import account

    return account(folder, name, role=role, remove=remove)  # type: ignore[arg-type]


COMMANDS: tuple[click.Command, ...] = (serve_command, account_command)
