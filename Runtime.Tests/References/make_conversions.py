"""Writes tensors of each floating-point type as safetensors files, and the bits that PyTorch's .float() and .double() give: python3 make_conversions.py (needs torch)."""
import json
import pathlib
import struct

import torch

HERE = pathlib.Path(__file__).parent
TYPES = {"F16": (torch.float16, torch.int16), "BF16": (torch.bfloat16, torch.int16), "F64": (torch.float64, torch.int64)}
SHAPES = {
    "hidden.weight": (5, 3), "hidden.bias": (5,), "norm.running_mean": (5,), "norm.running_var": (5,), "norm.weight": (5,), "norm.bias": (5,),
    "output.weight": (2, 5), "output.bias": (2,),
}
EDGES = [
    0.0, -0.0, float("inf"), float("-inf"), float("nan"), 1.0, -1.5, 0.1, 65504.0, 6.1e-5, 6e-8, -3e-8, 1e-40, 1e-46, 1 + 2.0**-24, 1 + 3 * 2.0**-24,
    3.4028234663852886e38, -3.402823e38, 1 + 2.0**-11, 2.0**-149,
]


def safetensors(tensors, dtype, bits):
    """The format by its page: https://huggingface.co/docs/safetensors"""
    header, data = {}, b""
    for name, tensor in tensors.items():
        part = tensor.contiguous().view(bits).numpy().tobytes()
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def bits_of(tensors, dtype, bits):
    return {name: tensor.to(dtype).contiguous().view(bits).reshape(-1).tolist() for name, tensor in tensors.items()}


torch.manual_seed(5)
expected = {}
for word, (dtype, bits) in TYPES.items():
    count = sum(torch.Size(shape).numel() for shape in SHAPES.values())
    values = torch.cat([torch.tensor(EDGES, dtype=torch.float64), torch.randn(count - len(EDGES), dtype=torch.float64)]).to(dtype)
    parts = values.split([torch.Size(shape).numel() for shape in SHAPES.values()])
    tensors = {name: part.reshape(shape) for (name, shape), part in zip(SHAPES.items(), parts)}
    (HERE / f"conversions.{word}.safetensors").write_bytes(safetensors(tensors, word, bits))
    expected[word] = {"single": bits_of(tensors, torch.float32, torch.int32), "double": bits_of(tensors, torch.float64, torch.int64)}
(HERE / "conversions.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
