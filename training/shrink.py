"""Trained weights to the one file that ships: ONNX with 8-bit weights, and what decoding needs in its metadata.

    python -m training.shrink build/encoder/weights.pt --out src/twosource/data/encoder.onnx

Weights are kept in 8 bits and reckoned with in 32: 8-bit
sums are two and a half times as fast, cost a point of F1, and differ between processors (``docs/evaluation/polnear.md``).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from training.model import WIDTH, Encoder, forbidden
from training.prepare import VOCABULARY
from twosource.analysis.encoder_input import FEATURES
from twosource.analysis.encoder_labels import METADATA, NAMES, ROLES

MOST_BYTES = 15_000_000
OUTPUTS = ("roles", "links", "names", "certainty")


def main() -> None:
    """Export, quantise, and refuse a file over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    model = Encoder(len(VOCABULARY.read_text(encoding="utf-8").splitlines()))
    model.load_state_dict(torch.load(chosen.weights, weights_only=True))
    model.eval()
    whole = chosen.weights.with_suffix(".onnx")
    export(model, whole)
    held = packed(onnx.load(whole))
    values = {
        "moves": (model.moves.detach() + forbidden(len(model.moves))).tolist(),
        "distance": model.distance.detach().tolist(),
        "roles": ROLES,
        "names": NAMES,
        "features": FEATURES,
    }
    entry = held.metadata_props.add()
    entry.key, entry.value = METADATA, json.dumps(values)
    onnx.save(held, chosen.out)
    size = chosen.out.stat().st_size
    sys.stdout.write(f"{size} bytes\n")
    if size > MOST_BYTES:
        raise SystemExit(f"{chosen.out} is over {MOST_BYTES} bytes; keep fewer word pieces")


def export(model: Encoder, path: Path) -> None:
    """Write the model as ONNX: pieces and features of one window to what the heads say of each piece."""
    ids = torch.ones(1, 12, dtype=torch.long)
    features = torch.zeros(1, 12, len(FEATURES), dtype=torch.long)
    torch.onnx.export(
        model,
        (ids, features),
        str(path),
        input_names=["pieces", "features"],
        output_names=list(OUTPUTS),
        dynamic_axes={name: {1: "length"} for name in ("pieces", "features", *OUTPUTS)},
        opset_version=17,
        dynamo=False,
    )


def packed(held: onnx.ModelProto) -> onnx.ModelProto:
    """The model with its large tables as 8-bit numbers and a scale a column (a row of an embedding); the runtime unpacks
    them once, when it loads."""
    graph = held.graph
    nodes, tables = [], []
    for table in list(graph.initializer):
        if table.data_type != TensorProto.FLOAT or len(table.dims) != 2 or np.prod(table.dims) < WIDTH * 32:
            continue
        values = numpy_helper.to_array(table)
        axis = (
            1 if table.name.endswith(".weight") else 0
        )  # an embedding keeps its name, a product's factor does not
        scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8).astype(np.float32) / 127
        small = np.round(values / scale).astype(np.int8)
        name = table.name
        tables += [
            numpy_helper.from_array(small, f"{name}.small"),
            numpy_helper.from_array(scale, f"{name}.scale"),
        ]
        nodes += [
            helper.make_node("Cast", [f"{name}.small"], [f"{name}.cast"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{name}.cast", f"{name}.scale"], [name]),
        ]
        graph.initializer.remove(table)
    graph.initializer.extend(tables)
    rest = list(graph.node)
    del graph.node[:]
    graph.node.extend([*nodes, *rest])
    return held


if __name__ == "__main__":
    main()
