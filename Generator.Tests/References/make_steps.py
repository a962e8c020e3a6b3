"""Writes what PyTorch computes for what stands between gradient and weight: python3 make_steps.py (needs torch).

A net of two layers, 7-5-3 with tanh between, learns one batch of 11 by mean squares for 20 steps: with parameter groups, frozen parameters
and gradients that are clipped, under each of PyTorch's optimizers and under some that it lacks, which stand here as their papers have them.
Beside the weights stand their moving averages by AveragedModel.
"""
import fnmatch
import functools
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

# NAdam keeps its product of momenta in the default type.
torch.set_default_dtype(torch.float64)

HERE = pathlib.Path(__file__).parent
STEPS = 20
RATE = 0.02
DECAY = 0.9

BIASES = {"pattern": "*.bias", "options": {"weight_decay": 0.0}}
HEAD = {"pattern": "output.*", "scale": 4.0, "options": {}}
PLAIN = {"options": {}, "groups": [], "frozen": []}


class Published(torch.optim.Optimizer):
    """An optimizer that PyTorch lacks: a method that updates one parameter."""
    defaults = {}

    def __init__(self, params, lr, **options):
        super().__init__(params, {"lr": lr, "weight_decay": 0.0, **self.defaults, **options})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state.update({"t": 0, "m": torch.zeros_like(p), "v": torch.zeros_like(p), "n": torch.zeros_like(p), "before": p.grad.clone()})
                state["t"] += 1
                self.update(p, p.grad, state, group)


class Lion(Published):
    """Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, algorithm 2: https://arxiv.org/abs/2302.06675"""
    defaults = {"betas": (0.9, 0.99)}

    def update(self, p, g, s, o):
        beta1, beta2 = o["betas"]
        c = beta1 * s["m"] + (1 - beta1) * g
        p.copy_(p - o["lr"] * (c.sign() + o["weight_decay"] * p))
        s["m"] = beta2 * s["m"] + (1 - beta2) * g


class Adan(Published):
    """Xie et al., "Adan", 2022, algorithm 1 with bias corrections, as in the authors' program: https://arxiv.org/abs/2208.06677"""
    defaults = {"betas": (0.98, 0.92, 0.99), "eps": 1e-8}

    def update(self, p, g, s, o):
        (beta1, beta2, beta3), t = o["betas"], s["t"]
        d = g - s["before"]
        s["before"] = g.clone()
        s["m"] = beta1 * s["m"] + (1 - beta1) * g
        s["v"] = beta2 * s["v"] + (1 - beta2) * d
        s["n"] = beta3 * s["n"] + (1 - beta3) * (g + beta2 * d) ** 2
        eta = o["lr"] / ((s["n"] / (1 - beta3 ** t)).sqrt() + o["eps"])
        p.copy_((p - eta * (s["m"] / (1 - beta1 ** t) + beta2 * s["v"] / (1 - beta2 ** t))) / (1 + o["lr"] * o["weight_decay"]))


class Lamb(Published):
    """You et al., "Large Batch Optimization for Deep Learning", 2019, algorithm 2: https://arxiv.org/abs/1904.00962"""
    defaults = {"betas": (0.9, 0.999), "eps": 1e-6}

    def update(self, p, g, s, o):
        (beta1, beta2), t = o["betas"], s["t"]
        s["m"] = beta1 * s["m"] + (1 - beta1) * g
        s["v"] = beta2 * s["v"] + (1 - beta2) * g ** 2
        u = (s["m"] / (1 - beta1 ** t)) / ((s["v"] / (1 - beta2 ** t)).sqrt() + o["eps"]) + o["weight_decay"] * p
        size, length = p.norm(), u.norm()
        p.copy_(p - o["lr"] * (size / length if size > 0 and length > 0 else 1.0) * u)


def centralized(name, p, g, state):
    """Yong et al., "Gradient Centralization", ECCV 2020: https://arxiv.org/abs/2004.01461"""
    return g - g.mean(1, keepdim=True) if name.endswith("weight") else g


def chained(name, p, g, state):
    """The sign, then for one layer decay, both divided by a moving average of norms."""
    g = g.sign()
    if not name.startswith("output"):
        return g
    g = g + 0.1 * p
    state["norm"] = 0.9 * state.get("norm", 0.0) + 0.1 * g.norm()
    return g / state["norm"]


def muon(name, p, g, state):
    """Jordan et al., "Muon", 2024, https://kellerjordan.github.io/posts/muon/, for matrices, and Adam's direction for the rest."""
    if p.dim() == 1:
        t = state["t"] = state.get("t", 0) + 1
        state["m"] = 0.9 * state.get("m", 0.0) + (1 - 0.9) * g
        state["v"] = 0.999 * state.get("v", 0.0) + (1 - 0.999) * g ** 2
        return state["m"] / (1 - 0.9 ** t) / ((state["v"] / (1 - 0.999 ** t)).sqrt() + 1e-8)
    state["m"] = 0.95 * state.get("m", 0.0) + 0.05 * g
    x = 0.05 * g + 0.95 * state["m"]
    rows, columns = x.shape
    x = x.T if rows > columns else x
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return (x.T if rows > columns else x) * max(1.0, rows / columns) ** 0.5


TRANSFORMS = {"centralized": centralized, "chained": chained, "muon": muon}

MAKERS = {
    "Sgd": torch.optim.SGD, "Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW, "RmsProp": torch.optim.RMSprop,
    "Adagrad": torch.optim.Adagrad, "Adamax": torch.optim.Adamax, "Adadelta": torch.optim.Adadelta, "RAdam": torch.optim.RAdam,
    # PyTorch's loop over parameters had one momentum too many until version 2.0 (pull request 92699); its loop over lists had not.
    "NAdam": functools.partial(torch.optim.NAdam, foreach=True), "Rprop": torch.optim.Rprop, "Lion": Lion, "Adan": Adan, "Lamb": Lamb,
}

# The cases of optimizers that have no decay.
OTHERS = {"Rprop": {"options": {"etas": (0.4, 1.3), "step_sizes": (1e-4, 0.05)}, "groups": [{"pattern": "*.bias", "options": {"etas": (0.6, 1.1)}}, HEAD]}}


def numbers(tensor):
    return [float(f"{x:.12g}") for x in tensor.detach().double().reshape(-1).tolist()]


def draw(*shape, seed):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) * 2 - 1


def cases():
    for kind in MAKERS:
        decayed = OTHERS.get(kind, {"options": {"weight_decay": 0.1}, "groups": [BIASES, HEAD]})
        yield f"{kind}_all", {"kind": kind, **decayed, "frozen": [], "norm": 0.05}
    yield "norm_small", {**PLAIN, "kind": "Sgd", "norm": 0.3}
    yield "norm_large", {**PLAIN, "kind": "Sgd", "norm": 1000.0}
    yield "norm_told", {**PLAIN, "kind": "Sgd", "norm": 0.0}
    yield "value", {**PLAIN, "kind": "Adam", "value": 0.01}
    yield "groups_last_wins", {"kind": "Sgd", "options": {"momentum": 0.9}, "frozen": [],
                               "groups": [{"pattern": "*", "scale": 3.0, "options": {"momentum": 0.5}}, {"pattern": "hidden.*", "options": {"weight_decay": 0.3}}]}
    yield "groups_flags", {"kind": "Sgd", "options": {"momentum": 0.9}, "frozen": [],
                           "groups": [{"pattern": "*.bias", "options": {"nesterov": True}}, {"pattern": "output.weight", "options": {"momentum": 0.0}}]}
    yield "groups_betas", {"kind": "Adam", "options": {}, "frozen": [], "groups": [{"pattern": "hidden.?eight", "options": {"betas": (0.5, 0.9), "eps": 1e-3}}]}
    for kind in MAKERS:
        yield f"{kind}_maximize", {**PLAIN, "kind": kind, "options": {"maximize": True}, "groups": [{"pattern": "output.*", "options": {"maximize": False}}]}
    yield "dampened", {**PLAIN, "kind": "Sgd", "options": {"momentum": 0.9, "dampening": 0.5}, "groups": [HEAD], "norm": 0.05}
    yield "centralized", {"kind": "AdamW", "options": {"weight_decay": 0.1}, "groups": [BIASES, HEAD], "frozen": [], "norm": 0.05,
                          "transform": "centralized"}
    yield "chained", {**PLAIN, "kind": "Sgd", "options": {"momentum": 0.9}, "value": 0.01, "transform": "chained"}
    yield "muon", {**PLAIN, "kind": "Sgd", "options": {"weight_decay": 0.1}, "groups": [BIASES], "transform": "muon"}
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


@torch.no_grad()
def transform(net, case, states):
    """What stands between clipping and the optimizer."""
    for name, parameter in net.named_parameters() if "transform" in case else []:
        parameter.grad = TRANSFORMS[case["transform"]](name, parameter, parameter.grad, states.setdefault(name, {}))


def negate(optimizer):
    """What maximize is for the optimizers that lack it in this version of PyTorch, and those of this file."""
    if "maximize" in optimizer.defaults:
        return
    for group in optimizer.param_groups:
        for parameter in group["params"] if group.get("maximize") else []:
            parameter.grad.neg_()


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
    states = {}
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
        transform(net, case, states)
        negate(optimizer)
        optimizer.step()
        averaged.update_parameters(net)
    row["averages"] = state(averaged.module)
    row["end"] = state(net)
    return row


def state(net):
    return {name: numbers(parameter) for name, parameter in net.named_parameters()}


rows = ",\n".join(json.dumps(run(name, case)) for name, case in cases())
(HERE / "steps.json").write_text("[\n" + rows + "\n]\n")
