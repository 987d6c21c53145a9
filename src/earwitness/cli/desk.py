"""`earwitness serve` and `account`: the case in a browser, and who may come to it."""

from __future__ import annotations

import sys

import click

from earwitness import __version__
from earwitness.casefile import CasePlace, store_at
from earwitness.desk.accounts import AccountError, Accounts, Role
from earwitness.desk.serve import DeskError, Place, is_loopback, serve
from earwitness.recordings import How

from . import codes


def run(folder: CasePlace, place: Place, *, browse: bool, owner: str, model: str) -> int:
    """Open the desk, and keep it open until it is interrupted."""

    def say(address: str) -> None:
        click.echo(f"The desk is open: {address}")
        click.echo("The address works once. Ctrl-C closes the desk.", err=True)
        if not is_loopback(place.host) and place.certificate is None:
            click.echo(
                "Without --certificate, passwords and reports cross the network in the clear: "
                "put a server with HTTPS before it.",
                err=True,
            )

    try:
        serve(folder, place, say=say, browse=browse, owner=owner, how=How(model))
    except (DeskError, AccountError) as error:
        click.echo(str(error), err=True)
        return codes.USAGE
    except KeyboardInterrupt:
        pass
    return codes.ALL_READ


def account(folder: CasePlace, name: str, *, role: Role, remove: bool) -> int:
    """Make, change or remove an account; the password comes from the terminal or a pipe."""
    try:
        with store_at(folder, version=__version__) as store:
            accounts = Accounts(store)
            if remove:
                accounts.remove(name)
            else:
                accounts.put(name, role, _password())
    except AccountError as error:
        click.echo(str(error), err=True)
        return codes.USAGE
    click.echo(f"{name} is gone." if remove else f"{name} may come in as {role}.")
    return codes.ALL_READ


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    made: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return made
