"""`earwitness watch`."""

from __future__ import annotations

import json
import re
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click

from earwitness import pipeline
from earwitness.captures import fetcher, is_url
from earwitness.casefile import CasePlace
from earwitness.cases import open_case
from earwitness.watching import Round, Watch

from . import codes

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EVERY = re.compile(r"(\d{1,6})\s*([smhd])")


def seconds_of(words: str) -> float:
    """A length of time such as 15m; raises a click error where it is none."""
    match = _EVERY.fullmatch(words.strip().lower())
    if match is None or not int(match[1]):
        raise click.BadParameter(f"{words!r} is no length of time: write 90s, 15m, 2h or 1d.")
    return float(int(match[1]) * _UNITS[match[2]])


def watch(
    feeds: tuple[str, ...],
    folder: CasePlace,
    *,
    every: float,
    times: int | None,
    reader: str,
    as_json: bool,
    web: dict[str, Any],
) -> int:
    """Look, tell, wait, and again; until it has looked so many times, or is told to stop."""
    strange = next((feed for feed in feeds if not is_url(feed)), None)
    if strange is not None:
        raise click.BadParameter(f"{strange} is no address: name one that begins with https://.")
    with _stopping() as stop, open_case(folder, by=pipeline.reader(reader)) as opened:
        seen = Watch(opened, fetcher(**web, wait=stop.wait))
        urls = feeds or opened.folder.watched.urls()
        if not urls:
            raise click.UsageError("Nothing is watched for this case yet: name feeds or pages.")
        rounds = _rounds(seen, urls, stop, every, times)
        return _told(rounds, as_json=as_json, endless=times is None, stop=stop)


def _rounds(
    seen: Watch, urls: tuple[str, ...], stop: threading.Event, every: float, times: int | None
) -> Iterator[Round]:
    looked = 0
    while not stop.is_set():
        yield seen.round(urls, stop.is_set)
        looked += 1
        if times is not None and looked >= times:
            return
        stop.wait(every)


def _told(rounds: Iterator[Round], *, as_json: bool, endless: bool, stop: threading.Event) -> int:
    """Print each round as it comes; the status of them all."""
    failed = looked = 0
    for done in rounds:
        failed += len(done.failed)
        looked += done.looked
        for failure in done.failed:
            click.echo(failure.message, err=True)
        for notice in done.told:
            line = f"{notice.time[:16].replace('T', ' ')}  {notice.kind}: {notice.says}"
            click.echo(json.dumps(asdict(notice), ensure_ascii=False) if as_json else line)
        if not (done.told or done.failed or as_json or endless):
            click.echo("Nothing new.")
        sys.stdout.flush()
    if stop.is_set():
        click.echo("Stopped; the next watch goes on from here.", err=True)
    if not failed:
        return codes.ALL_READ
    return codes.NOTHING_READ if failed >= looked else codes.SOME_FAILED


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that a first Ctrl-C or SIGTERM sets; a second one ends the program at once."""
    stop = threading.Event()

    def ask(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
