"""Writes what PyTorch computes for the layers of Runtime.Tests/Models/Layers: python3 make_layers.py (needs torch)."""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

from training import draw, train

HERE = pathlib.Path(__file__).parent


class Net(nn.Module):
    """A layer between x, which has a gradient too, and a target."""

    def __init__(self, layer, call=None):
        super().__init__()
        self.layer = layer
        self.call = call or (lambda layer, x: layer(x))

    def forward(self, x, *start):
        return self.call(self.layer, x, *start)

    def loss(self, x, target, start=None):
        return F.mse_loss(self(x) if start is None else self(x, start), target)


class Scaled(Net):
    """A layer without parameters of its own, after one factor."""

    def __init__(self, layer):
        super().__init__(layer)
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        return self.layer(x * self.scale)


class RmsNorm(nn.Module):
    """As torch.nn.RMSNorm of later versions."""

    def __init__(self, features):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(features))

    def forward(self, x):
        return x / ((x * x).mean(-1, keepdim=True) + torch.finfo(torch.float32).eps).sqrt() * self.weight


def attention(size, heads):
    """With biases that are not 0, as they start."""
    layer = nn.MultiheadAttention(size, heads, batch_first=True)
    with torch.no_grad():
        for seed, bias in enumerate((layer.in_proj_bias, layer.out_proj.bias)):
            bias.copy_(draw(*bias.shape, seed=seed))
    return layer


def causal(length):
    return torch.triu(torch.ones(length, length, dtype=torch.bool), 1)


def recurrent(layer, x):
    output, last = layer(x)
    parts = [part.transpose(0, 1) for part in (last if isinstance(last, tuple) else (last,))]
    return torch.cat([output, *parts], 1)


def two_steps(layer, x, start):
    return layer(x, layer(x, start))


def two_steps_with_cell(layer, x, start):
    hidden, cell = layer(x, layer(x, (start, start)))
    return hidden + cell


class Residual(nn.Module):
    """torchvision's basic block: the input goes round as it is where it fits, else through a convolution; no convolution has a bias."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        if stride != 1 or inputs != outputs:
            self.down = nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False)

    def forward(self, x):
        return F.relu(self.bn1(self.conv1(x)) + (self.down(x) if hasattr(self, "down") else x))


class TwoLinear(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 4)
        self.last = nn.ModuleList([nn.Linear(4, 2)])

    def forward(self, x):
        return self.last[0](torch.tanh(self.first(x)))


class Penalized(Net):
    """Small and orthogonal weights."""

    def loss(self, x, target):
        weight, last = self.layer.first.weight, self.layer.last[0].weight
        return super().loss(x, target) + 0.1 * last.square().sum() + 0.1 * (weight @ weight.T - torch.eye(4, dtype=weight.dtype)).square().sum()


class Tied(nn.Module):
    """A layer and its transpose."""

    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(5, 3, bias=False)

    def forward(self, x):
        return torch.tanh(self.layer(x)) @ self.layer.weight

    def loss(self, x, target):
        return F.mse_loss(self(x), target)


def rows():
    yield "linear", Net(nn.Linear(3, 4)), (5, 2, 3)
    yield "conv1d", Net(nn.Conv1d(2, 3, 3, stride=2, padding=1)), (3, 2, 7)
    yield "conv2d", Net(nn.Conv2d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2)), (3, 4, 7, 8)
    yield "conv_transpose2d", Net(nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2)), (3, 4, 3, 4)
    yield "max_pool2d", Scaled(nn.MaxPool2d(3, stride=2, padding=1)), (3, 2, 7, 6)
    yield "avg_pool2d", Scaled(nn.AvgPool2d(3, stride=2, padding=1)), (3, 2, 7, 6)
    yield "adaptive_avg_pool2d", Scaled(nn.AdaptiveAvgPool2d((3, 2))), (3, 2, 7, 6)
    yield "batch_norm1d", Net(nn.BatchNorm1d(3)), (7, 3)
    yield "batch_norm2d", Net(nn.BatchNorm2d(3, eps=1e-3, momentum=0.2)), (4, 3, 5, 3)
    yield "layer_norm", Net(nn.LayerNorm(5)), (4, 3, 5)
    yield "rms_norm", Net(RmsNorm(5)), (4, 3, 5)
    yield "group_norm", Net(nn.GroupNorm(2, 6)), (4, 6, 3, 2)
    yield "attention", Net(attention(6, 2), lambda layer, x: layer(x, x, x, need_weights=False)[0]), (3, 5, 6)
    yield "causal_attention", Net(attention(6, 3), lambda layer, x: layer(x, x, x, attn_mask=causal(5), need_weights=False)[0]), (3, 5, 6)
    yield "cross_attention", Net(attention(6, 1), lambda layer, x: layer(x[:, :2], x[:, 1:], x[:, 1:], need_weights=False)[0]), (3, 5, 6)
    yield "rnn", Net(nn.RNN(3, 4, batch_first=True), recurrent), (5, 7, 3)
    yield "relu_rnn", Net(nn.RNN(3, 4, nonlinearity="relu", batch_first=True), recurrent), (5, 7, 3)
    yield "gru", Net(nn.GRU(3, 4, batch_first=True), recurrent), (5, 7, 3)
    yield "lstm", Net(nn.LSTM(3, 4, batch_first=True), recurrent), (5, 7, 3)
    yield "rnn_cell", Net(nn.RNNCell(3, 4), two_steps), (5, 3)
    yield "gru_cell", Net(nn.GRUCell(3, 4), two_steps), (5, 3)
    yield "lstm_cell", Net(nn.LSTMCell(3, 4), two_steps_with_cell), (5, 3)
    yield "bare_linear", Net(nn.Linear(3, 4, bias=False)), (5, 2, 3)
    yield "bare_conv1d", Net(nn.Conv1d(2, 3, 3, stride=2, padding=1, bias=False)), (3, 2, 7)
    yield "bare_conv2d", Net(nn.Conv2d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2, bias=False)), (3, 4, 7, 8)
    yield "bare_conv_transpose2d", Net(nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2, bias=False)), (3, 4, 3, 4)
    yield "bare_batch_norm1d", Scaled(nn.BatchNorm1d(3, affine=False)), (7, 3)
    yield "bare_batch_norm2d", Scaled(nn.BatchNorm2d(3, affine=False)), (4, 3, 5, 3)
    yield "bare_layer_norm", Scaled(nn.LayerNorm(5, elementwise_affine=False)), (4, 3, 5)
    yield "bare_group_norm", Scaled(nn.GroupNorm(2, 6, affine=False)), (4, 6, 3, 2)
    yield "bare_attention", Net(nn.MultiheadAttention(6, 2, bias=False, batch_first=True), lambda layer, x: layer(x, x + 0, x, need_weights=False)[0]), (3, 5, 6)
    yield "bare_rnn", Net(nn.RNN(3, 4, batch_first=True, bias=False), recurrent), (5, 7, 3)
    yield "bare_gru", Net(nn.GRU(3, 4, batch_first=True, bias=False), recurrent), (5, 7, 3)
    yield "bare_lstm", Net(nn.LSTM(3, 4, batch_first=True, bias=False), recurrent), (5, 7, 3)
    yield "bare_rnn_cell", Net(nn.RNNCell(3, 4, bias=False), two_steps), (5, 3)
    yield "bare_gru_cell", Net(nn.GRUCell(3, 4, bias=False), two_steps), (5, 3)
    yield "bare_lstm_cell", Net(nn.LSTMCell(3, 4, bias=False), two_steps_with_cell), (5, 3)
    yield "residual_stages", Net(nn.Sequential(Residual(2, 4, 2), Residual(4, 4, 1), Residual(4, 6, 1))), (4, 2, 6, 5)
    yield "penalized", Penalized(TwoLinear()), (6, 3)
    yield "tied_layer", Tied(), (6, 5)


def layers():
    torch.manual_seed(1)
    for name, net, shape in rows():
        net = net.double()
        inputs = {"x": draw(*shape, seed=2, low=-2, high=3).requires_grad_()}
        if name.endswith("cell"):
            inputs["start"] = draw(shape[0], 4, seed=3).requires_grad_()
        arguments = tuple(value.detach() for value in inputs.values())
        with torch.no_grad():
            target = torch.zeros_like(net.eval()(*arguments))
        net.train()
        inputs["target"] = draw(*target.shape, seed=4)
        yield name, train(net, inputs, lambda parameters: torch.optim.SGD(parameters, lr=0.1, momentum=0.9), lambda net: net(*arguments))


(HERE / "layers.json").write_text(json.dumps(dict(layers()), separators=(",", ":")) + "\n")
