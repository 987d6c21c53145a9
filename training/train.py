"""Train a reader: `python training/train.py accurate --data POLNEAR --out FOLDER`, then `fast`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing as spawner
from tokenizers import Tokenizer

sys.path.insert(0, str(Path(__file__).parent))

import distill
from batches import Batch
from corpus import Article, read_part
from evaluate import MARGIN, WINDOW, evaluate
from export import write_folder
from learn import Plan, learn, prepare
from losses import losses, total
from network import Network, Shape, open_encoder, packaged_encoder
from tune import tune

PLANS = {
    "accurate": Plan(epochs=11, again=5, rate=2.5e-4, seed=7),
    "fast": Plan(epochs=4, rate=5e-4, seed=7, head_times=1.0),
}
VERSION = "2026.11.3"


def step(network: Network, batch: Batch) -> dict[str, torch.Tensor]:
    """The losses of the large reader."""
    parts = losses(network, batch, network(batch.inputs))
    return {"total": total(parts), **parts}


def worker(rank: int, args: argparse.Namespace, plan: Plan) -> None:
    """One of the processes: the same articles, another share of the batches."""
    prepare(rank, plan)
    weights, tokenizer = _pretrained()
    train = read_part(args.data / "train", tokenizer, limit=args.limit)
    dev = read_part(args.data / "dev", tokenizer) if rank == 0 else []
    save = args.out / f"{args.which}.pt"
    after = _looking(args, plan, dev, time.monotonic())
    if args.which == "accurate":
        network = Network(Shape())
        open_encoder(network, weights)
        learn(rank, plan, network, train, step, save, after=after)
    else:
        network, train = _student(rank, args, plan, train, tokenizer)
        learn(rank, plan, network, train, distill.step, save, after=after)


def _pretrained() -> tuple[dict[str, Any], Tokenizer]:
    weights, text = packaged_encoder()
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return weights, tokenizer


def load(path: Path, shape: Shape) -> Network:
    """A network from its newest checkpoint."""
    network = Network(shape)
    network.load_state_dict(torch.load(path, weights_only=True)["network"])
    return network.eval()


def _student(
    rank: int, args: argparse.Namespace, plan: Plan, train: list[Article], tokenizer: Tokenizer
) -> tuple[Network, list[Article]]:
    teacher = load(args.out / "accurate.pt", Shape())
    articles = train + distill.read_news(args.news, tokenizer)[: args.limit]
    save = args.out / "teacher"
    save.mkdir(exist_ok=True)
    distill.shown(teacher, articles, save, (rank, plan.processes))
    if plan.processes > 1:
        dist.barrier()
    network = distill.student_of(teacher)
    distill.remember_teacher(network, teacher)
    return network, distill.taught(teacher, articles, save)


def _looking(
    args: argparse.Namespace, plan: Plan, dev: list[Article], begun: float
) -> Callable[[int, Network], None]:
    def after(done: int, network: Network) -> None:
        if done % args.look == 0 or done == plan.epochs:
            figures = evaluate(network, dev, args.data)
            print(f"epoch {done}, {time.monotonic() - begun:,.0f} s, dev: {figures}", flush=True)

    return after


def main() -> None:
    """Train, write the model folder, tune it on dev."""
    args = _arguments()
    plan = PLANS[args.which]
    changes = {k: v for k in ("epochs", "seed", "processes") if (v := getattr(args, k)) is not None}
    plan = replace(plan, **changes)
    args.out.mkdir(parents=True, exist_ok=True)
    spawner.spawn(worker, (args, plan), nprocs=plan.processes)
    shape = Shape() if args.which == "accurate" else distill.STUDENT
    network, folder = load(args.out / f"{args.which}.pt", shape), args.out / args.which
    name = f"reader-{args.which}-{VERSION}"
    write_folder(network, folder, name=name, window=WINDOW, margin=MARGIN)
    (args.out / "tokenizer.json").write_text(packaged_encoder()[1], "utf-8")
    print(tune(folder, args.data))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", choices=list(PLANS))
    parser.add_argument("--data", type=Path, required=True, help="PolNeAR's train and dev")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints and models")
    parser.add_argument("--news", type=Path, nargs="*", default=[], help="unmarked news for `fast`")
    parser.add_argument("--epochs", type=int, help="another number of them than planned")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--processes", type=int)
    parser.add_argument("--look", type=int, default=2, help="epochs between looks at dev")
    parser.add_argument("--limit", type=int, help="articles; for trying it out")
    return parser.parse_args()


if __name__ == "__main__":
    main()
