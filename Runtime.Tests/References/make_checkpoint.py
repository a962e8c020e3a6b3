"""Writes a state_dict of PyTorch as a safetensors file, and what the net predicts: python3 make_checkpoint.py (needs torch)."""
import json
import pathlib
import struct

import torch
import torch.nn as nn

from training import draw, numbers

HERE = pathlib.Path(__file__).parent
DTYPES = {torch.float32: ("F32", "f"), torch.float64: ("F64", "d"), torch.int64: ("I64", "q")}


class SavedNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden, self.norm, self.output = nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Linear(5, 2)

    def forward(self, x):
        return self.output(self.norm(self.hidden(x)).relu())


def safetensors(tensors):
    """The format by its page: https://huggingface.co/docs/safetensors"""
    header, data = {}, b""
    for name, tensor in tensors.items():
        dtype, code = DTYPES[tensor.dtype]
        values = tensor.reshape(-1).tolist()
        part = struct.pack(f"<{len(values)}{code}", *values)
        header[name] = {"dtype": dtype, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(part)]}
        data += part
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


torch.manual_seed(3)
net = SavedNet()
optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
x = draw(9, 3, seed=4).float()
target = draw(9, 2, seed=5).float()
for _ in range(10):
    optimizer.zero_grad()
    nn.functional.mse_loss(net(x), target).backward()
    optimizer.step()
net.eval()
(HERE / "checkpoint.safetensors").write_bytes(safetensors(net.state_dict()))
(HERE / "checkpoint.json").write_text(json.dumps({"x": numbers(x), "y": numbers(net(x))}, separators=(",", ":")) + "\n")
