"""Trained weights to the one file that ships: 8-bit ONNX, with what decoding needs in its metadata.

    python -m training.shrink build/encoder/weights.pt build/encoder/trained.vocab.txt --out src/twosource/data/encoder.onnx

Word pieces that the shipped vocabulary does not hold lose their rows.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.model import Encoder, forbidden
from training.prepare import VOCABULARY
from twosource.analysis.encoder_input import FEATURES
from twosource.analysis.encoder_labels import METADATA, NAMES, ROLES

MOST_BYTES = 15_000_000


def main() -> None:
    """Export, quantise, and refuse a file over the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("trained", type=Path, help="the vocabulary that the weights were trained with")
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    known = {piece: i for i, piece in enumerate(chosen.trained.read_text(encoding="utf-8").splitlines())}
    kept = [known[piece] for piece in VOCABULARY.read_text(encoding="utf-8").splitlines()]
    model = Encoder(len(kept))
    state = torch.load(chosen.weights, weights_only=True)
    state["words.weight"] = state["words.weight"][kept]
    model.load_state_dict(state)
    model.eval()
    whole = chosen.weights.with_suffix(".onnx")
    export(model, whole)
    ready = chosen.weights.with_suffix(".ready.onnx")
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    quantize_dynamic(
        ready,
        chosen.out,
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    held = onnx.load(chosen.out)
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
        output_names=["roles", "links", "names", "certainty"],
        dynamic_axes={
            name: {1: "length"} for name in ("pieces", "features", "roles", "links", "names", "certainty")
        },
        opset_version=17,
        dynamo=False,
    )


if __name__ == "__main__":
    main()
