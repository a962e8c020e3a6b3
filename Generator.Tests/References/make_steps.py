"""Writes what PyTorch computes for what stands between gradient and weight: python3 make_steps.py (needs torch).

A net of two layers, 7-5-3 with tanh between, learns one batch of 11 by mean squares for 20 steps: with parameter groups, frozen parameters
and gradients that are clipped, under each of PyTorch's optimizers. Beside the weights stand their moving averages by AveragedModel.
"""
import fnmatch
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
STEPS = 20
RATE = 0.02
DECAY = 0.9

BIASES = {"pattern": "*.bias", "options": {"weight_decay": 0.0}}
HEAD = {"pattern": "output.*", "scale": 4.0, "options": {}}
PLAIN = {"options": {}, "groups": [], "frozen": []}

MAKERS = {
    "Sgd": torch.optim.SGD, "Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW, "RmsProp": torch.optim.RMSprop,
    "Adagrad": torch.optim.Adagrad, "Adamax": torch.optim.Adamax, "Adadelta": torch.optim.Adadelta, "RAdam": torch.optim.RAdam,
}


def numbers(tensor):
    return [float(f"{x:.12g}") for x in tensor.detach().double().reshape(-1).tolist()]


def draw(*shape, seed):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) * 2 - 1


def cases():
    for kind in MAKERS:
        yield f"{kind}_all", {"kind": kind, "options": {"weight_decay": 0.1}, "groups": [BIASES, HEAD], "frozen": [], "norm": 0.05}
    yield "norm_small", {**PLAIN, "kind": "Sgd", "norm": 0.3}
    yield "norm_large", {**PLAIN, "kind": "Sgd", "norm": 1000.0}
    yield "norm_told", {**PLAIN, "kind": "Sgd", "norm": 0.0}
    yield "value", {**PLAIN, "kind": "Adam", "value": 0.01}
    yield "groups_last_wins", {"kind": "Sgd", "options": {"momentum": 0.9}, "frozen": [],
                               "groups": [{"pattern": "*", "scale": 3.0, "options": {"momentum": 0.5}}, {"pattern": "hidden.*", "options": {"weight_decay": 0.3}}]}
    yield "groups_flags", {"kind": "Sgd", "options": {"momentum": 0.9}, "frozen": [],
                           "groups": [{"pattern": "*.bias", "options": {"nesterov": True}}, {"pattern": "output.weight", "options": {"momentum": 0.0}}]}
    yield "groups_betas", {"kind": "Adam", "options": {}, "frozen": [], "groups": [{"pattern": "hidden.?eight", "options": {"betas": (0.5, 0.9), "eps": 1e-3}}]}
    yield "frozen", {"kind": "AdamW", "options": {"weight_decay": 0.2}, "groups": [HEAD], "frozen": ["hidden.*"], "norm": 0.1}
    yield "frozen_one", {**PLAIN, "kind": "Adam", "frozen": ["output.bias"]}


def grouped(net, case):
    """The optimizer's groups: each parameter belongs to the last one that matches it."""
    members = {index: [] for index in range(-1, len(case["groups"]))}
    for name, parameter in net.named_parameters():
        if not parameter.requires_grad:
            continue
        matching = [index for index, group in enumerate(case["groups"]) if fnmatch.fnmatchcase(name, group["pattern"])]
        members[matching[-1] if matching else -1].append(parameter)
    for index, parameters in members.items():
        group = case["groups"][index] if index >= 0 else {"options": {}}
        if parameters:
            yield {"params": parameters, "lr": RATE * group.get("scale", 1.0), **case["options"], **group["options"]}


def run(name, case):
    net = nn.Sequential()
    net.add_module("hidden", nn.Linear(7, 5))
    net.add_module("output", nn.Linear(5, 3))
    net.double()
    with torch.no_grad():
        for seed, parameter in enumerate(net.parameters()):
            parameter.copy_(draw(*parameter.shape, seed=seed))
    for parameter_name, parameter in net.named_parameters():
        parameter.requires_grad = not any(fnmatch.fnmatchcase(parameter_name, pattern) for pattern in case["frozen"])
    x, target = draw(11, 7, seed=8), draw(11, 3, seed=9)
    row = {"name": name, **case, "x": numbers(x), "target": numbers(target), "start": state(net), "losses": [], "norms": []}
    optimizer = MAKERS[case["kind"]](list(grouped(net, case)), lr=RATE)
    averaged = torch.optim.swa_utils.AveragedModel(net, avg_fn=lambda average, weight, _: DECAY * average + (1 - DECAY) * weight)
    for _ in range(STEPS):
        optimizer.zero_grad(set_to_none=True)
        loss = F.mse_loss(net.output(net.hidden(x).tanh()), target)
        loss.backward()
        row["losses"].append(loss.item())
        trained = [parameter for parameter in net.parameters() if parameter.requires_grad]
        if "norm" in case:
            row["norms"].append(nn.utils.clip_grad_norm_(trained, case["norm"] or float("inf")).item())
        if "value" in case:
            nn.utils.clip_grad_value_(trained, case["value"])
        optimizer.step()
        averaged.update_parameters(net)
    row["averages"] = state(averaged.module)
    row["end"] = state(net)
    return row


def state(net):
    return {name: numbers(parameter) for name, parameter in net.named_parameters()}


rows = ",\n".join(json.dumps(run(name, case)) for name, case in cases())
(HERE / "steps.json").write_text("[\n" + rows + "\n]\n")
