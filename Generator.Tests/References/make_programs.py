"""Writes what PyTorch computes for models of several programs: python3 make_programs.py (needs torch).

Each round takes a step of one optimizer, then one of another, 20 rounds: a GAN whose critic and painter train apart, with clipping and
groups; the same with gradients of weights that are centralised and with the painter's average; two heads whose steps both train the encoder that they share, each with moments of its own; and a stream, whose hidden state goes
from step to step as a constant.
"""
import json
import pathlib

import torch
import torch.nn as nn
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
ROUNDS = 20


def numbers(tensor):
    return [float(f"{x:.12g}") for x in tensor.detach().double().reshape(-1).tolist()]


def draw(*shape, seed):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) * 2 - 1


def net(**layers):
    made = nn.ModuleDict(layers).double()
    with torch.no_grad():
        for seed, parameter in enumerate(made.parameters()):
            parameter.copy_(draw(*parameter.shape, seed=seed))
    return made


def state(made):
    return {name: numbers(parameter) for name, parameter in made.named_parameters()}


def named(made, *prefixes):
    return [(name, parameter) for name, parameter in made.named_parameters() if name.startswith(prefixes)]


def centralize(trained):
    for name, parameter in trained:
        if name.endswith("weight"):
            parameter.grad -= parameter.grad.mean(1, keepdim=True)


def step(made, optimizer, trained, loss, norm=None, transform=lambda trained: None):
    made.zero_grad(set_to_none=True)
    loss.backward()
    told = nn.utils.clip_grad_norm_([parameter for _, parameter in trained], norm).item() if norm else None
    transform(trained)
    optimizer.step()
    return loss.item(), told


def gan(name="gan", transform=lambda trained: None):
    made = net(painter=nn.Linear(5, 7), critic=nn.Linear(7, 4), judge=nn.Linear(4, 1))
    paint = lambda noise: made["painter"](noise).tanh()
    judge = lambda images: made["judge"](made["critic"](images).tanh())
    noise, real = draw(6, 5, seed=20), draw(6, 7, seed=21)
    critic, painter = named(made, "critic", "judge"), named(made, "painter")
    first = torch.optim.AdamW(
        [{"params": [p for n, p in critic if not n.endswith("bias")]},
         {"params": [p for n, p in critic if n.endswith("bias")], "weight_decay": 0.0, "lr": 0.04}], lr=0.02, betas=(0.5, 0.9), weight_decay=0.1)
    second = torch.optim.SGD([p for _, p in painter], lr=0.05, momentum=0.9)
    averages = torch.optim.swa_utils.AveragedModel(made, avg_fn=lambda average, weight, _: 0.9 * average + 0.1 * weight)
    row = {"name": name, "inputs": {"noise": numbers(noise), "real": numbers(real)}, "start": state(made), "losses": [], "norms": []}
    for _ in range(ROUNDS):
        loss, norm = step(made, first, critic, F.softplus(-judge(real)).mean() + F.softplus(judge(paint(noise).detach())).mean(), 0.1, transform)
        row["losses"].append(loss)
        row["norms"].append(norm)
        row["losses"].append(step(made, second, painter, F.softplus(-judge(paint(noise))).mean(), None, transform)[0])
        averages.update_parameters(made)
    row = {**row, "end": state(made), "results": numbers(paint(noise))}
    averaged = {key: values for key, values in state(averages.module).items() if key.startswith("painter")}
    return row if name == "gan" else {**row, "averages": averaged}


def shared():
    made = net(encoder=nn.Linear(6, 4), decoder=nn.Linear(4, 6), head=nn.Linear(4, 3))
    encode = lambda x: made["encoder"](x).tanh()
    x, labels = draw(9, 6, seed=22), torch.arange(9) % 3
    first = torch.optim.Adam([p for _, p in named(made, "encoder", "decoder")], lr=0.03)
    second = torch.optim.Adam([p for _, p in named(made, "encoder", "head")], lr=0.01)
    row = {"name": "shared", "inputs": {"x": numbers(x), "labels": labels.tolist()}, "start": state(made), "losses": [], "norms": []}
    for _ in range(ROUNDS):
        row["losses"].append(step(made, first, [], F.mse_loss(made["decoder"](encode(x)), x))[0])
        row["losses"].append(step(made, second, [], F.cross_entropy(made["head"](encode(x)), labels))[0])
    return {**row, "end": state(made), "results": numbers(encode(x))}


def stream():
    made = net(input=nn.Linear(3, 4), memory=nn.Linear(4, 4), output=nn.Linear(4, 2))
    x, target = draw(ROUNDS, 2, 3, seed=23), draw(ROUNDS, 2, 2, seed=24)
    optimizer = torch.optim.Adam(made.parameters(), lr=0.02)
    hidden = torch.full((2, 4), 0.25, dtype=torch.float64)
    row = {"name": "stream", "inputs": {"x": numbers(x), "target": numbers(target)}, "start": state(made), "losses": [], "norms": []}
    for index in range(ROUNDS):
        hidden = (made["input"](x[index]) + made["memory"](hidden.detach())).tanh()
        row["losses"].append(step(made, optimizer, [], F.mse_loss(made["output"](hidden), target[index]))[0])
    return {**row, "end": state(made), "results": numbers(hidden)}


rows = ",\n".join(json.dumps(make()) for make in (gan, lambda: gan("centralized", centralize), shared, stream))
(HERE / "programs.json").write_text("[\n" + rows + "\n]\n")
