"""A trained network as an int8 ONNX file: fused nodes, words by row, weights by channel."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from network import Network

INPUTS = ("ids", "mask", "case", "breaks", "quote")
FLOAT_NODES = ["tags.mm", "vectors.mm"]  # small, and what everything hangs on
MICROSOFT = "com.microsoft"
EPSILON = 1e-12


class _Graph:
    """Nodes and weights as they are added; every node is named after what it gives."""

    def __init__(self, network: Network) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []
        self.state = {k: v.detach().numpy() for k, v in network.state_dict().items()}

    def put(self, name: str, value: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str, *, turned: bool = False) -> str:
        value = self.state[name]
        return self.put(name, value.T if turned else value)

    def add(self, kind: str, inputs: list[str], out: str, domain: str = "", **more: Any) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, domain=domain, **more))
        return out

    def product(self, x: str, weight: str, out: str) -> str:
        return self.add("MatMul", [x, self.weight(weight, turned=True)], f"{out}.mm")


def build(network: Network) -> onnx.ModelProto:
    """The network with full numbers, in nodes that onnxruntime runs fused."""
    g = _Graph(network)
    x = _embedded(g)
    g.add("Cast", ["mask"], "mask.int32", to=TensorProto.INT32)
    for n in range(network.shape.layers):
        x = _layer(g, n, x, network.shape.heads)
    g.add("Add", [g.product(x, "tags.weight", "tags"), g.weight("tags.bias")], "tags")
    inner = g.product(x, "inner.weight", "inner")
    g.add("BiasGelu", [inner, g.weight("inner.bias")], "inner", MICROSOFT)
    vectors = g.product("inner", "vectors.weight", "vectors")
    g.add("Add", [vectors, g.weight("vectors.bias")], "vectors")
    return _model(g)


def _embedded(g: _Graph) -> str:
    words = g.state["encoder.words.weight"]
    scale = np.maximum(np.abs(words).max(1, keepdims=True), 1e-8) / 127
    g.put("words.int8", np.round(words / scale).astype(np.int8))
    g.put("words.scale", scale.astype(np.float32))
    rows = [g.add("Gather", [f"words.{part}", "ids"], f"word.{part}") for part in ("int8", "scale")]
    g.add("Cast", [rows[0]], "word.float", to=TensorProto.FLOAT)
    g.add("Mul", ["word.float", rows[1]], "word")
    g.add("Shape", ["ids"], "size", start=1, end=2)
    for name, value in (("zero", 0), ("axis", 0)):
        g.put(name, np.array([value], np.int64))
    g.add("Slice", [g.weight("encoder.places.weight"), "zero", "size", "axis"], "place")
    x = g.add("Add", ["word", "place"], "placed")
    for name in ("case", "breaks", "quote"):
        row = g.add("Gather", [g.weight(f"encoder.{name}.weight"), name], f"{name}.row")
        x = g.add("Add", [x, row], f"{name}.sum")
    norm = [g.weight(f"encoder.norm.{end}") for end in ("weight", "bias")]
    return g.add("LayerNormalization", [x, *norm], "embedded", epsilon=EPSILON, axis=-1)


def _layer(g: _Graph, n: int, x: str, heads: int) -> str:
    own, out = f"encoder.layers.{n}", f"layer{n}"
    qkv = [g.weight(f"{own}.qkv.weight", turned=True), g.weight(f"{own}.qkv.bias")]
    g.add("Attention", [x, *qkv, "mask.int32"], f"{out}.attention", MICROSOFT, num_heads=heads)
    y = g.product(f"{out}.attention", f"{own}.out.weight", f"{out}.first")
    x = _skip(g, y, x, f"{own}.norm1", f"{own}.out.bias", f"{out}.first")
    up = g.product(x, f"{own}.up.weight", f"{out}.up")
    g.add("BiasGelu", [up, g.weight(f"{own}.up.bias")], f"{out}.up", MICROSOFT)
    down = g.product(f"{out}.up", f"{own}.down.weight", f"{out}.second")
    return _skip(g, down, x, f"{own}.norm2", f"{own}.down.bias", f"{out}.second")


def _skip(g: _Graph, y: str, x: str, norm: str, bias: str, out: str) -> str:
    inputs = [y, x, *(g.weight(n) for n in (f"{norm}.weight", f"{norm}.bias", bias))]
    return g.add("SkipLayerNormalization", inputs, out, MICROSOFT, epsilon=EPSILON)


def _model(g: _Graph) -> onnx.ModelProto:
    def value(name: str, kind: int, *more: str) -> Any:
        return helper.make_tensor_value_info(name, kind, ["batch", "time", *more])

    graph = helper.make_graph(
        g.nodes, "reader",
        [value(name, TensorProto.INT64) for name in INPUTS],
        [value(name, TensorProto.FLOAT, f"{name}.width") for name in ("tags", "vectors")],
        g.weights,
    )  # fmt: skip
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="earwitness")


def quantise(model: onnx.ModelProto, path: Path, *, narrow: bool = True) -> None:
    """Write the model with int8 weights; `narrow` keeps them to seven bits."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, str(whole))
        quantize_dynamic(
            str(whole), str(path), per_channel=True, reduce_range=narrow,
            weight_type=QuantType.QInt8, nodes_to_exclude=FLOAT_NODES,
            op_types_to_quantize=["MatMul", "Attention"],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )  # fmt: skip


def write_folder(
    network: Network, folder: Path, *, name: str, window: int, margin: int,
    write: Callable[[onnx.ModelProto, Path], None] = quantise,
) -> None:  # fmt: skip
    """A model folder as the program reads it; what is tuned is added by `tune.py`."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    write(build(network), folder / "reader.onnx")
    learnt = {
        "moves": (network.moves + network.banned).detach().numpy().round(5).tolist(),
        "far": network.far.detach().numpy().round(5).tolist(),
        "apart": network.apart.detach().numpy()[:2].round(5).tolist(),
    }
    config = {"name": name, "network": "reader.onnx", "window": window, "margin": margin}
    write_config(folder, {**config, "settings": learnt})


def write_config(folder: Path, config: dict[str, Any]) -> None:
    """The folder's config.json, in one form for the same values."""
    text = json.dumps(config, indent=1, sort_keys=True)
    (folder / "config.json").write_text(text + "\n", "utf-8")
