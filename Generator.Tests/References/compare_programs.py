"""Runs the random programs of TorchExportTests in PyTorch and compares: python3 compare_programs.py programs.json (needs torch)."""
import json
import math
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
RATE = 0.05
TOLERANCE = 1e-8
NUDGE = 1e-11


def zeros(shape):
    return torch.zeros(shape)


def full(value, shape=()):
    return torch.full(shape, value)


def bend(a, b):
    return torch.where(a > b, torch.tanh(a) * b, a + b / 2)


def steps(a):
    total = a
    for _ in range(3):
        total = torch.where(total > 1, total / 2 + torch.sin(a), total + a / 4)
    return total


def mixed(a, b, by):
    return torch.sin(a * by + b) * a


def halved(a):
    low = a * 0.5
    return torch.tanh(low), a - low


def read(texts):
    return [float(text.replace("Infinity", "inf")) for text in texts]


def run(row, nudge):
    """The loss, results, gradients and updated parameters; the nudge moves each number, to tell how well the results can be known."""
    generator = torch.Generator().manual_seed(row["Seed"])
    tensors = {}
    for item in row["Tensors"]:
        data = torch.tensor(item["Data"]).reshape(item["Shape"])
        data = data * (1 + nudge * (torch.rand(data.shape, generator=generator) * 2 - 1))
        tensors[item["Name"]] = data.requires_grad_()
    scope = {"math": math, "torch": torch, "F": F, "zeros": zeros, "full": full}
    scope |= {"bend": bend, "steps": steps, "mixed": mixed, "halved": halved}
    exec(row["Python"], scope)
    symbols = row["Symbols"]
    labels = torch.tensor([int(label) for label in row["Labels"]])
    loss, *results = scope["forward"](symbols["K"], symbols["M"] != 0, symbols["N"], symbols["T"], labels, **tensors)
    found = {"loss": loss.reshape(-1).tolist()}
    for number, result in enumerate(results):
        found[f"result {number}"] = result.reshape(-1).tolist()
    gradients = {}
    if loss.requires_grad:
        given = torch.autograd.grad(loss, list(tensors.values()), allow_unused=True)
        gradients = {name: gradient for name, gradient in zip(tensors, given) if gradient is not None}
    for name, tensor in tensors.items():
        gradient = gradients.get(name, torch.zeros_like(tensor))
        found[f"gradient of {name}"] = gradient.reshape(-1).tolist()
        found[f"updated {name}"] = step(row, tensor, gradients.get(name)).reshape(-1).tolist()
    return found


def step(row, tensor, gradient):
    parameter = tensor.detach().clone()
    if gradient is None:
        return parameter
    parameter.grad = gradient
    if row["Optimizer"] == "Adam":
        torch.optim.Adam([parameter], lr=RATE).step()
    else:
        torch.optim.SGD([parameter], lr=RATE, momentum=row["Momentum"]).step()
    return parameter


def differences(row):
    expected, near = run(row, 0), run(row, NUDGE)
    actual = {"loss": read(row["Loss"])}
    for number, result in enumerate(row["Results"]):
        actual[f"result {number}"] = read(result)
    for name, values in row["Gradients"].items():
        actual[f"gradient of {name}"] = read(values)
    for name, values in row["Updated"].items():
        actual[f"updated {name}"] = read(values)
    for what, values in actual.items():
        for index, (a, b, c) in enumerate(zip(values, expected[what], near[what])):
            same = abs(a - b) <= TOLERANCE * max(1, abs(b)) + 20 * abs(b - c) or (a != a and b != b) or a == b
            if not same or len(values) != len(expected[what]):
                yield f"{what}[{index}] is {a}, in PyTorch {b}"
                break


def main():
    rows = json.load(open(sys.argv[1]))
    faults = 0
    for row in rows:
        try:
            found = list(differences(row))
        except Exception as exception:
            found = [f"{type(exception).__name__}: {exception}"]
        if found:
            faults += 1
            print(f"seed {row['Seed']}: " + "; ".join(found))
            if "-v" in sys.argv:
                print(row["CSharp"], row["Python"], row["Symbols"])
    print(f"{len(rows)} programs, {faults} of them differ")


if __name__ == "__main__":
    main()
