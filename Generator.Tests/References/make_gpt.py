"""Writes what PyTorch computes for the sample Gpt: python3 make_gpt.py (needs torch; it takes some minutes).

100 steps in double precision on batches of 12 texts of 64 characters of Moby-Dick, without dropout: AdamW of which matrices alone decay,
gradients of norm 1 at most, a rate that warms up over 10 steps and falls by a cosine to a tenth at step 100. It is small, for at 1e-3 steps
amplify what rounding has done ten million times. Start and batches follow from
formulas, which the test has too.
"""
import json
import math
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
TEXT = HERE.parent.parent / "Samples" / "Data" / "moby-dick" / "moby-dick.txt"
WIDTH, HEADS, LAYERS, CONTEXT, BATCH, STEPS, WARM, RATE = 128, 4, 4, 64, 12, 100, 10, 3e-4


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention_norm = nn.LayerNorm(WIDTH)
        self.projections = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.feed_norm = nn.LayerNorm(WIDTH)
        self.expand = nn.Linear(WIDTH, 4 * WIDTH)
        self.contract = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        n, t, _ = x.shape
        query, key, value = (part.view(n, t, HEADS, -1).transpose(1, 2) for part in self.projections(self.attention_norm(x)).split(WIDTH, -1))
        scores = query @ key.transpose(2, 3) / math.sqrt(WIDTH / HEADS)
        scores = scores.masked_fill(torch.ones(t, t, dtype=torch.bool).triu(1), float("-inf"))
        x = x + self.output((scores.softmax(-1) @ value).transpose(1, 2).reshape(n, t, WIDTH))
        return x + self.contract(F.gelu(self.expand(self.feed_norm(x))))


class Gpt(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.positions = nn.Parameter(torch.zeros(CONTEXT, WIDTH))
        self.characters = nn.Embedding(vocabulary, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, vocabulary, bias=False)

    def forward(self, text):
        x = self.characters(text) + self.positions[: text.shape[1]]
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


def start(net):
    """Each parameter's numbers follow from its index among all, and theirs."""
    with torch.no_grad():
        for index, (name, parameter) in enumerate(net.named_parameters()):
            wave = torch.sin(1 + 0.37 * index + 1.7 * torch.arange(parameter.numel(), dtype=torch.float64)).reshape(parameter.shape)
            parameter.copy_((1 if name.endswith("norm.weight") else 0) + 0.05 * wave)


def rate(step):
    warm = 0.1 + 0.9 * step / WARM if step < WARM else None
    return warm if warm is not None else 0.1 + 0.9 * (1 + math.cos(math.pi * (step - WARM) / (STEPS - WARM))) / 2


text = TEXT.read_text(encoding="ascii")
characters = sorted(set(text))
ids = torch.tensor([characters.index(character) for character in text])
trained = ids[: len(ids) * 9 // 10]
net = Gpt(len(characters)).double()
start(net)
decays = [p for n, p in net.named_parameters() if not n.endswith("bias") and not n.endswith("norm.weight")]
others = [p for n, p in net.named_parameters() if n.endswith("bias") or n.endswith("norm.weight")]
optimizer = torch.optim.AdamW([{"params": decays}, {"params": others, "weight_decay": 0.0}], lr=RATE, betas=(0.9, 0.99), weight_decay=0.1)
losses, norms, rates = [], [], []
for step in range(STEPS):
    for group in optimizer.param_groups:
        group["lr"] = RATE * rate(step)
    offsets = [(step * BATCH + row) * 7919 % (len(trained) - CONTEXT - 1) for row in range(BATCH)]
    x = torch.stack([trained[offset: offset + CONTEXT] for offset in offsets])
    y = torch.stack([trained[offset + 1: offset + CONTEXT + 1] for offset in offsets])
    net.zero_grad(set_to_none=True)
    loss = F.cross_entropy(net(x).reshape(-1, len(characters)), y.reshape(-1))
    loss.backward()
    norms.append(nn.utils.clip_grad_norm_(net.parameters(), 1.0).item())
    optimizer.step()
    losses.append(loss.item())
    rates.append(RATE * rate(step))
    print(step, losses[-1], norms[-1], flush=True)
losses, norms, rates = ([float(f"{number:.14g}") for number in numbers] for numbers in (losses, norms, rates))
row = {"name": "gpt", "parameters": [name for name, _ in net.named_parameters()], "losses": losses, "norms": norms, "rates": rates}
(HERE / "gpt.json").write_text(json.dumps([row]) + "\n")
