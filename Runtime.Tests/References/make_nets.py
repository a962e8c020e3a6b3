"""Writes what PyTorch computes for the nets of Runtime.Tests/Models/Nets: python3 make_nets.py (needs torch)."""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

from training import draw, train

HERE = pathlib.Path(__file__).parent


class Recurrence(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(draw(3, seed=1))

    def loss(self, x, target):
        y = torch.zeros(3, dtype=torch.float64)
        for row in x:
            y = (y + row) * self.w
        return F.mse_loss(y, target)


class Conditional(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(4, 4), nn.Linear(4, 4)

    def loss(self, x, use_first, depth, target):
        x = self.first(x).relu() if use_first else self.second(x).tanh()
        for _ in range(depth):
            x = self.second(x).tanh() + x
        return F.mse_loss(x, target)


class InTurn(Conditional):
    """Each call takes another way: the optimizer must leave alone what it does not use."""
    WAYS = ((True, 0), (False, 0), (True, 1))

    def __init__(self):
        super().__init__()
        self.calls = 0

    def loss(self, x, target):
        use_first, depth = self.WAYS[self.calls % 3]
        self.calls += 1
        return super().loss(x, use_first, depth, target)


class Sometimes(nn.Module):
    """Each layer but the first trains in some calls: by a branch, by a branch within a loop, by a loop of two iterations or more."""

    def __init__(self):
        super().__init__()
        self.first, self.second, self.third, self.fourth = (nn.Linear(3, 3) for _ in range(4))

    def forward(self, x, use_second, third, depth):
        x = self.first(x)
        if use_second:
            x = self.second(x).tanh()
        for i in range(2):
            if i == third:
                x = x + self.third(x).tanh()
        y, z = x, x
        for _ in range(depth):
            z = z + y
            y = self.fourth(y).tanh()
        return z


class SometimesModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.net, self.calls = Sometimes(), 0

    def loss(self, x, target):
        call = self.calls
        self.calls += 1
        return F.mse_loss(self.net(x, call % 3 == 2, call % 4 - 1, call % 5 % 3), target)


class SequenceTagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.input, self.hidden, self.output = nn.Linear(3, 5), nn.Linear(5, 5), nn.Linear(5, 4)
        self.register_buffer("running_mean", torch.zeros(3))
        self.register_buffer("running_var", torch.ones(3))

    def forward(self, x):
        rows = x.reshape(-1, 3)
        if self.training:
            mean = rows.mean(0)
            variance = ((rows - mean) ** 2).mean(0)
            self.running_mean = 0.9 * self.running_mean + 0.1 * mean.detach()
            self.running_var = 0.9 * self.running_var + 0.1 * variance.detach()
        else:
            mean, variance = self.running_mean, self.running_var
        projected = self.input(((rows - mean) / (variance + 1e-5).sqrt()).reshape(x.shape))
        h, outputs = torch.zeros(x.shape[1], 5, dtype=torch.float64), []
        for step in projected:
            h = torch.tanh(step + self.hidden(h))
            outputs.append(h)
        return self.output(torch.stack(outputs))

    def loss(self, x, labels):
        return F.cross_entropy(self(x).reshape(-1, 4), labels.reshape(-1))


def nets():
    adam = lambda rate: lambda parameters: torch.optim.Adam(parameters, lr=rate)
    sgd = lambda rate: lambda parameters: torch.optim.SGD(parameters, lr=rate)
    decaying = lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=0.2)
    adam_w = lambda rate: lambda parameters: torch.optim.AdamW(parameters, lr=rate)
    yield "recurrence", train(Recurrence(), {"x": draw(6, 3, seed=2), "target": draw(3, seed=3)}, sgd(0.05))
    for name, first, depth in (("conditional_first", True, 2), ("conditional_second", False, 3), ("conditional_none", True, 0)):
        torch.manual_seed(4)
        yield name, train(Conditional().double(), {"x": draw(5, 4, seed=5), "use_first": first, "depth": depth, "target": draw(5, 4, seed=6)}, adam(0.01))
    torch.manual_seed(10)
    yield "conditional_in_turn", train(InTurn().double(), {"x": draw(5, 4, seed=5), "target": draw(5, 4, seed=6)}, decaying)
    for name, make in {
        "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=0.1),
        "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.02),
        "adam_w": lambda parameters: torch.optim.AdamW(parameters, lr=0.02, weight_decay=0.3),
        "rms_prop": lambda parameters: torch.optim.RMSprop(parameters, lr=0.01),
        "adagrad": lambda parameters: torch.optim.Adagrad(parameters, lr=0.1, lr_decay=0.2, initial_accumulator_value=0.05),
    }.items():
        torch.manual_seed(11)
        yield f"sometimes_{name}", train(SometimesModel().double(), {"x": draw(4, 3, seed=12), "target": draw(4, 3, seed=13)}, make)
    torch.manual_seed(7)
    x = draw(9, 4, 3, seed=8, low=-2, high=3)
    labels = torch.randint(0, 4, (9, 4), generator=torch.Generator().manual_seed(9))
    yield "sequence_tagger", train(SequenceTagger().double(), {"x": x, "labels": labels}, adam_w(0.01), lambda net: net(x))


(HERE / "nets.json").write_text(json.dumps(dict(nets()), separators=(",", ":")) + "\n")
