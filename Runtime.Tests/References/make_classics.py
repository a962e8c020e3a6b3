"""Writes what PyTorch computes for the nets of Runtime.Tests/Models/Nets/ClassicNetTests: python3 make_classics.py (needs torch)."""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

from training import draw, train

HERE = pathlib.Path(__file__).parent


class ByValue(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(4, 4), nn.Linear(4, 4)

    def forward(self, x):
        for _ in range(3):
            x = self.first(x).tanh() if x.sum().item() > 0 else self.second(x).tanh() * x.max().item()
        return x

    def loss(self, x, target):
        return F.mse_loss(self(x), target)


class ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.second_norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        return F.relu(x + self.second_norm(self.second(F.relu(self.first_norm(self.first(x))))))


class Classifier(nn.Module):
    def loss(self, x, labels):
        logits = self(x)
        return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1))


class Residual(Classifier):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(2, 4, 3, padding=1)
        self.blocks = nn.ModuleList([ResidualBlock(4), ResidualBlock(4)])
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x.mean((2, 3)))


class TiedAutoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(draw(3, 8, seed=11))
        self.code_bias, self.bias = nn.Parameter(torch.zeros(3)), nn.Parameter(torch.zeros(8))

    def code(self, x):
        return torch.sigmoid(x @ self.weight.T + self.code_bias)

    def forward(self, x):
        return torch.sigmoid(self.code(x) @ self.weight + self.bias)

    def loss(self, x):
        return F.mse_loss(self(x), x) + 0.01 * self.code(x).abs().mean()


class HighwayLayer(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.gate, self.plain = nn.Linear(features, features), nn.Linear(features, features)

    def forward(self, x):
        gate = torch.sigmoid(self.gate(x))
        return gate * F.relu(self.plain(x)) + (1 - gate) * x


class Highway(Classifier):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([HighwayLayer(6) for _ in range(3)])
        self.output = nn.Linear(6, 3)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return self.output(x)


class Embedder(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.hidden, self.output = nn.Linear(features, 7), nn.Linear(7, 3)

    def forward(self, x):
        return self.output(self.hidden(x).tanh())


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = Embedder(5)

    def forward(self, a, b):
        return ((self.embed(a) - self.embed(b)) ** 2).sum(1)

    def loss(self, a, b, same):
        squared = self(a, b)
        return (same * squared + (1 - same) * F.relu(1 - (squared + 1e-6).sqrt()) ** 2).mean()


class BidirectionalRnn(Classifier):
    def __init__(self):
        super().__init__()
        self.ahead, self.back, self.output = nn.RNNCell(3, 4), nn.RNNCell(3, 4), nn.Linear(8, 3)

    def states(self, cell, steps):
        state, states = torch.zeros(5, 4, dtype=torch.float64), []
        for x in steps:
            state = cell(x, state)
            states.append(state)
        return states

    def forward(self, x):
        before = self.states(self.ahead, x)
        after = self.states(self.back, x.flip(0))[::-1]
        return torch.stack([self.output(torch.cat(pair, 1)) for pair in zip(before, after)])


class Transformer(Classifier):
    def __init__(self):
        super().__init__()
        make = lambda: nn.TransformerEncoderLayer(8, 2, dim_feedforward=16, dropout=0, activation="gelu", batch_first=True, norm_first=True)
        self.blocks = nn.ModuleList([make(), make()])
        self.output = nn.Linear(8, 3)

    def forward(self, x):
        mask = torch.full((x.shape[1], x.shape[1]), -torch.inf, dtype=x.dtype).triu(1)
        for block in self.blocks:
            x = block(x, src_mask=mask)
        return self.output(x)


def labels(*shape, seed, classes=3):
    return torch.randint(0, classes, shape, generator=torch.Generator().manual_seed(seed))


def sgd(parameters, rate=0.05):
    return torch.optim.SGD(parameters, lr=rate, momentum=0.9)


def nets():
    torch.manual_seed(10)
    for name, low, high in (("by_value_above", -1, 2), ("by_value_below", -2, 1)):
        x = draw(5, 4, seed=12, low=low, high=high)
        yield name, train(ByValue().double(), {"x": x, "target": draw(5, 4, seed=13)}, lambda p: torch.optim.SGD(p, lr=0.1), lambda net: net(x))
    image = draw(5, 2, 6, 5, seed=14)
    yield "residual", train(Residual().double(), {"x": image, "labels": labels(5, seed=15)}, sgd, lambda net: net(image))
    pictures = draw(9, 8, seed=16, low=0)
    yield "tied_autoencoder", train(TiedAutoencoder().double(), {"x": pictures}, lambda p: torch.optim.Adam(p, lr=0.01), lambda net: net(pictures))
    rows = draw(9, 6, seed=17, low=-2, high=2)
    yield "highway", train(Highway().double(), {"x": rows, "labels": labels(9, seed=18)}, lambda p: torch.optim.AdamW(p, lr=0.02), lambda net: net(rows))
    pair = {"a": draw(8, 5, seed=19), "b": draw(8, 5, seed=20)}
    same = labels(8, seed=21, classes=2).double()
    nesterov = lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True)
    yield "siamese", train(Siamese().double(), {**pair, "same": same}, nesterov, lambda net: net(**pair))
    steps = draw(7, 5, 3, seed=22, low=-2, high=2)
    yield "bidirectional_rnn", train(BidirectionalRnn().double(), {"x": steps, "labels": labels(7, 5, seed=23)}, lambda p: torch.optim.Adam(p, lr=0.02), lambda net: net(steps))
    words = draw(5, 7, 8, seed=24, low=-2, high=2)
    yield "transformer", train(Transformer().double(), {"x": words, "labels": labels(5, 7, seed=25)}, sgd, lambda net: net(words))


(HERE / "classics.json").write_text(json.dumps(dict(nets()), separators=(",", ":")) + "\n")
