"""Exports trained weights to an int8 ONNX graph: ``python -m training.export --weights FILE.pt --out FOLDER``.

The graph takes one window (``ids``, ``shapes`` [1, pieces], ``firsts`` [1, words + 1]); it is fused by ONNX Runtime's
BERT optimiser and :mod:`training.graph`, matrices and embeddings are quantised dynamically, per channel, to signed
bytes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer

from training.graph import quicken
from training.network import HEADS, WIDTH, Network, Sizes

OUTPUTS = ("entities", "tags", "morphs", "starts", "arcs", "mixed", "heads")


def load(path: Path) -> tuple[Network, dict[str, list[str]]]:
    """The trained network and the classes of its heads."""
    saved = torch.load(path, weights_only=True)
    classes = saved["classes"]
    sizes = Sizes(*(len(classes[name]) for name in ("entities", "tags", "morphs", "labels")))
    network = Network(sizes)
    network.load_state_dict(saved["weights"])
    return network.eval(), classes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    network, classes = load(options.weights)
    ids, shapes = torch.randint(1000, 20_000, (1, 30)), torch.zeros((1, 30), dtype=torch.int64)
    firsts = torch.arange(18)[None]
    axes = {name: {1: "pieces"} for name in ("ids", "shapes")} | {name: {1: "words"} for name in ("firsts", *OUTPUTS)}
    axes["arcs"] = {1: "words", 2: "heads"}
    plain, fused, small = (options.out / f"{name}.onnx" for name in ("plain", "fused", "model"))
    with torch.inference_mode():
        torch.onnx.export(
            network, (ids, shapes, firsts), str(plain), input_names=["ids", "shapes", "firsts"],
            output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    optimised = optimizer.optimize_model(str(plain), model_type="bert", num_heads=HEADS, hidden_size=WIDTH, opt_level=1)
    print(optimised.get_fused_operator_statistics())
    optimised.save_model_to_file(str(fused))
    quantize_dynamic(
        str(fused), str(small), weight_type=QuantType.QInt8, per_channel=True,
        # after the optimiser some types are unknown to shape inference; 1 is float
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": 1},
    )  # fmt: skip
    onnx.save(quicken(onnx.load(small), heads=HEADS), small)
    (options.out / "labels.json").write_text(json.dumps(classes, ensure_ascii=False), encoding="utf-8")
    for path in (plain, fused, small):
        print(path.name, round(path.stat().st_size / 1e6, 1), "MB")


if __name__ == "__main__":
    main()
