"""The training loop: two processes that share gradients, checkpoints that resume, fixed seeds."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from torch import Tensor, nn

from batches import Batch, epoch, stack
from corpus import Article
from network import Network

Step = Callable[[Network, Batch], dict[str, Tensor]]


@dataclass(frozen=True)
class Plan:
    """How long and how fast to learn."""

    epochs: int = 11
    again: int | None = None  # the epoch after which the rate rises once more
    rate: float = 2.5e-4
    head_times: float = 4.0  # heads are new: they learn so many times faster
    lower: float = 0.8  # the second rise reaches this share of the first
    share: float = 0.6  # of the second end in the mean of both
    warm: float = 0.05  # share of all steps
    decay: float = 0.01
    clip: float = 1.0
    seed: int = 7
    processes: int = 2


def prepare(rank: int, plan: Plan) -> None:
    """One thread for each process; the same seeds on every run."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    seed = plan.seed * 1000 + rank
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    if plan.processes > 1:
        os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
        os.environ.setdefault("MASTER_PORT", "29511")
        dist.init_process_group("gloo", rank=rank, world_size=plan.processes)


def learn(
    rank: int, plan: Plan, network: Network, articles: Sequence[Article], step: Step, save: Path,
    *, after: Callable[[int, Network], None] | None = None,
) -> None:  # fmt: skip
    """Train in place; `save` holds the newest checkpoint, from which a broken run goes on."""
    optimiser = torch.optim.AdamW(_groups(network, plan), weight_decay=plan.decay)
    begun = _resume(save, network, optimiser)
    parameters = [p for p in network.parameters() if p.requires_grad]
    if plan.processes > 1:
        for p in network.parameters():
            dist.broadcast(p.data, 0)
    for number in range(begun, plan.epochs):
        torch.manual_seed(plan.seed * 10_000 + number * 10 + rank)
        network.train()
        groups = list(epoch(articles, plan.seed, number))
        count = len(groups) // plan.processes
        report = _Report(rank, number, plan.epochs, count)
        for at in range(count):
            _set_rate(optimiser, plan, number + at / count)
            group, rng = groups[at * plan.processes + rank]
            batch = stack(group, rng)
            parts = step(network, batch)
            loss = parts["total"]
            loss.backward()
            _share(parameters, plan.processes)
            nn.utils.clip_grad_norm_(parameters, plan.clip)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            report.add(parts, batch.size)
        if rank == 0:
            _at_end(plan, number + 1, network, save)
            _save(save, network, optimiser, number + 1)
            if after:
                after(number + 1, network)


def _at_end(plan: Plan, done: int, network: Network, save: Path) -> None:
    """Keep the weights of the first end; at the last, take the mean of both.

    Means of weights reached from one start are better than either: Izmailov et al. (2018),
    Wortsman et al., Model soups (2022).
    """
    first = save.with_name(f"{save.stem}-first.pt")
    if plan.again is None:
        return
    if done == plan.again:
        torch.save(network.state_dict(), first)
    elif done == plan.epochs:
        before, now = torch.load(first, weights_only=True), network.state_dict()
        mean = {k: torch.lerp(before[k], v, plan.share) for k, v in now.items()}
        network.load_state_dict(mean)


def _groups(network: Network, plan: Plan) -> list[dict[str, object]]:
    old, new = [], []
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            extras = ("encoder.case", "encoder.breaks", "encoder.quote")
            fresh = name.startswith(extras) or not name.startswith("encoder.")
            (new if fresh else old).append(parameter)
    return [
        {"params": old, "lr": plan.rate, "times": 1.0},
        {"params": new, "lr": plan.rate, "times": plan.head_times},
    ]


def _set_rate(optimiser: torch.optim.Optimizer, plan: Plan, epochs: float) -> None:
    """A short rise, then straight down to nothing; and once more, a little lower, after `again`.

    Warm restarts: Loshchilov and Hutter, SGDR (2017).
    """
    second = plan.again is not None and epochs >= plan.again
    begun, ended = (plan.again or 0, plan.epochs) if second else (0, plan.again or plan.epochs)
    share = (epochs - begun) / (ended - begun)
    factor = min(share / plan.warm, 1.0) * (1 - share) / (1 - plan.warm * min(share / plan.warm, 1))
    for group in optimiser.param_groups:
        group["lr"] = plan.rate * group["times"] * factor * (plan.lower if second else 1.0)


def _share(parameters: Sequence[Tensor], processes: int) -> None:
    """The mean gradient of all processes."""
    for p in parameters:
        if p.grad is None:
            p.grad = torch.zeros_like(p)
    if processes == 1:
        return
    flat = torch.cat([p.grad.reshape(-1) for p in parameters])
    dist.all_reduce(flat)
    flat /= processes
    at = 0
    for p in parameters:
        p.grad.copy_(flat[at : at + p.numel()].view_as(p))
        at += p.numel()


def _save(path: Path, network: Network, optimiser: torch.optim.Optimizer, done: int) -> None:
    state = {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "epochs": done}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _resume(path: Path, network: Network, optimiser: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    print(f"going on after epoch {state['epochs']} of {path}", file=sys.stderr, flush=True)
    return int(state["epochs"])


class _Report:
    """A line of progress every few steps, from the first process."""

    EVERY = 25

    def __init__(self, rank: int, number: int, epochs: int, steps: int) -> None:
        self.rank, self.steps, self.label = rank, steps, f"epoch {number + 1}/{epochs}"
        self.done, self.since, self.pieces, self.begun = 0, 0, 0, time.monotonic()
        self.sums: dict[str, float] = {}

    def add(self, parts: dict[str, Tensor], pieces: int) -> None:
        self.done += 1
        self.since += 1
        self.pieces += pieces
        for name, value in parts.items():
            self.sums[name] = self.sums.get(name, 0.0) + float(value.detach())
        if self.rank == 0 and (self.done % self.EVERY == 0 or self.done == self.steps):
            took = time.monotonic() - self.begun
            means = "  ".join(f"{k} {v / self.since:.3f}" for k, v in self.sums.items())
            print(
                f"{self.label}  {self.done}/{self.steps}  {means}  "
                f"{self.pieces / took:,.0f} pieces/s",
                file=sys.stderr, flush=True,
            )  # fmt: skip
            self.sums, self.since = {}, 0
