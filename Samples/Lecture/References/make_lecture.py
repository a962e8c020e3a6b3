"""Writes what PyTorch computes for the lessons: python3 make_lecture.py (needs torch). Inputs are drawn as Draw.cs draws them."""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent


def draw(seed, *shape, low=-1.0, high=1.0):
    """Multiplicative hashing of the place: 24 bits of each number, so that float32 holds it exactly before it is scaled."""
    count = 1
    for size in shape:
        count *= size
    values = []
    for place in range(count):
        x = (place * 2654435761 + seed * 2246822519 + 374761393) & 0xFFFFFFFF
        x = ((x ^ (x >> 15)) * 2246822519) & 0xFFFFFFFF
        x = ((x ^ (x >> 13)) * 3266489917) & 0xFFFFFFFF
        x ^= x >> 16
        values.append((x >> 8) / 2**24)
    unit = torch.tensor(values, dtype=torch.float32).reshape(shape)
    return (unit * torch.tensor(high - low, dtype=torch.float32) + torch.tensor(low, dtype=torch.float32)).double()


def number(tensor):
    return float(f"{float(tensor):.9g}")


def numbers(tensor):
    return [number(x) for x in tensor.detach().reshape(-1)]


def leaf(tensor):
    return tensor.clone().requires_grad_()


def graph():
    x, y, z = (leaf(draw(seed, 3, 4)) for seed in (1, 2, 3))
    c = (x * y + z).sum()
    c.backward()
    return {"c": number(c), "x": numbers(x.grad), "y": numbers(y.grad), "z": numbers(z.grad)}


N, D, H = 64, 1000, 100


def batch():
    return draw(1, N, D), draw(2, N, D)


def weights():
    return leaf(draw(3, D, H, low=-0.1, high=0.1)), leaf(draw(4, H, D, low=-0.1, high=0.1))


def squared_distance(x, y, w1, w2):
    return ((x @ w1).clamp(min=0) @ w2 - y).pow(2).sum(1).mean()


def train(loss, parameters, optimizer, steps=50):
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        value = loss()
        value.backward()
        optimizer.step()
        losses.append(number(value))
    return losses


def two_layer():
    x, y = batch()
    w1, w2 = weights()
    squared_distance(x, y, w1, w2).backward()
    gradients = {"w1": numbers(w1.grad.reshape(-1)[:8]), "w2": numbers(w2.grad.reshape(-1)[:8])}
    losses = train(lambda: squared_distance(x, y, w1, w2), (w1, w2), torch.optim.SGD((w1, w2), lr=1e-3))
    return {"losses": losses, **gradients}


def optimizer():
    x, y = batch()
    rows = {}
    for name, make in (
        ("sgd", lambda p: torch.optim.SGD(p, lr=1e-3, momentum=0.9)),
        ("adam", lambda p: torch.optim.Adam(p, lr=1e-3)),
        ("rms_prop", lambda p: torch.optim.RMSprop(p, lr=1e-4)),
        ("adagrad", lambda p: torch.optim.Adagrad(p, lr=1e-3)),
    ):
        w1, w2 = weights()
        rows[name] = train(lambda: squared_distance(x, y, w1, w2), (w1, w2), make((w1, w2)))
    return rows


def fill(net, low=-0.1, high=0.1):
    with torch.no_grad():
        for seed, parameter in enumerate(net.parameters(), 10):
            parameter.copy_(draw(seed, *parameter.shape, low=low, high=high))
    return net


class TwoLayerNet(nn.Module):
    def __init__(self, features, hidden, outputs):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(features, hidden), nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.linear2(self.linear1(x).clamp(min=0))


class ParallelBlock(nn.Module):
    def __init__(self, features, outputs):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(features, outputs), nn.Linear(features, outputs)

    def forward(self, x):
        return (self.linear1(x) * self.linear2(x)).clamp(min=0)


def of_net(net, make, steps, low=-0.1, high=0.1):
    net = fill(net.double(), low, high)
    x, y = batch()
    y = y[:, :10]
    return {"losses": train(lambda: F.mse_loss(net(x), y), None, make(net.parameters()), steps)}


def layers():
    return of_net(TwoLayerNet(D, H, 10), lambda p: torch.optim.SGD(p, lr=0.01), 50)


def sequential():
    return of_net(nn.Sequential(nn.Linear(D, H), nn.ReLU(), nn.Linear(H, 10)), lambda p: torch.optim.SGD(p, lr=0.01), 50)


def module():
    return of_net(TwoLayerNet(D, H, 10), lambda p: torch.optim.Adam(p, lr=1e-4), 500)


def parallel_block():
    net = nn.Sequential(ParallelBlock(D, H), ParallelBlock(H, H), nn.Linear(H, 10))
    return of_net(net, lambda p: torch.optim.Adam(p, lr=1e-4), 500, low=-0.05, high=0.05)


def philox(counter, key):
    """Philox4x32-10 of Salmon et al., SC 2011: the words of a block, which the loader's order is made of."""
    x, y, z, w = counter
    low, high = key
    for _ in range(10):
        first, second = 0xD2511F53 * x, 0xCD9E8D57 * z
        x, y, z, w = (second >> 32) ^ y ^ low, second & 0xFFFFFFFF, (first >> 32) ^ w ^ high, first & 0xFFFFFFFF
        low, high = (low + 0x9E3779B9) & 0xFFFFFFFF, (high + 0xBB67AE85) & 0xFFFFFFFF
    return x, y


def order(count, seed, epoch):
    """Fisher and Yates's shuffle as DataLoader makes it."""
    places, stream = list(range(count)), 2**63 | epoch
    for last in range(count - 1, 0, -1):
        x, y = philox((last, 0, stream & 0xFFFFFFFF, stream >> 32), (seed, 0))
        other = int((((x << 32) | y) >> 11) / 2**53 * (last + 1))
        places[last], places[other] = places[other], places[last]
    return places


def data_loader():
    """20 epochs of batches of 8, shuffled by seed 5: the mean loss of each epoch, and the first order."""
    net = fill(TwoLayerNet(20, 16, 10).double(), -0.3, 0.3)
    x, y = draw(1, N, 20), draw(2, N, 10)
    optimizer, losses = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9), []
    for epoch in range(20):
        places, total = order(N, 5, epoch), 0.0
        for first in range(0, N, 8):
            rows = places[first:first + 8]
            optimizer.zero_grad()
            loss = F.mse_loss(net(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += float(loss)
        losses.append(number(total / (N / 8)))
    return {"order": order(N, 5, 0), "losses": losses}


def static_graph():
    """A convolution and a layer, 50 steps, and then the prediction."""
    net = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(256, 16), nn.ReLU(), nn.Linear(16, 10)).double()
    fill(net, -0.2, 0.2)
    x, y = draw(1, 16, 1, 8, 8), draw(2, 16, 10)
    losses = train(lambda: F.mse_loss(net(x), y), None, torch.optim.Adam(net.parameters(), lr=1e-3))
    return {"losses": losses, "prediction": numbers(net(x)[0])}


def conditional():
    x, w1, w2 = draw(1, N, 20), leaf(draw(3, 20, 20)), leaf(draw(4, 20, 20))
    rows = {}
    for name, flag in (("first", True), ("second", False)):
        w1.grad = w2.grad = None
        y = (x @ (w1 if flag else w2)).pow(2).mean()
        y.backward()
        gradients = [torch.zeros_like(w) if w.grad is None else w.grad for w in (w1, w2)]
        rows[name] = {"loss": number(y), "w1": numbers(gradients[0].reshape(-1)[:6]), "w2": numbers(gradients[1].reshape(-1)[:6])}
    return rows


def recurrence():
    rows = {}
    for steps in (1, 5, 40):
        x, y0, w = leaf(draw(1, steps, 4)), leaf(draw(2, 4)), leaf(draw(3, 4))
        y = y0
        for step in x:
            y = (y + step) * w
        y.sum().backward()
        rows[str(steps)] = {"sum": number(y.sum()), "w": numbers(w.grad), "y0": numbers(y0.grad)}
    return {**rows, "rnn": rnn()}


def rnn():
    rows = {}
    for steps in (3, 12):
        net = fill(nn.RNN(6, 8, batch_first=True).double(), -0.5, 0.5)
        x = draw(1, 5, steps, 6)
        loss = net(x)[1].pow(2).mean()
        loss.backward()
        rows[str(steps)] = {"loss": number(loss), **{name: numbers(p.grad.reshape(-1)[:6]) for name, p in net.named_parameters()}}
    return rows


LESSONS = (graph, two_layer, optimizer, layers, sequential, module, parallel_block, data_loader, static_graph, conditional, recurrence)
if __name__ == "__main__":
    text = json.dumps({lesson.__name__: lesson() for lesson in LESSONS}, separators=(",", ":"))
    (HERE / "lecture.json").write_text(text + "\n")
