"""What the scripts beside this one share: 20 steps of a net on one batch, as numbers."""
import torch

STEPS = 20


def numbers(tensor):
    return [float(f"{x:.9g}") for x in tensor.detach().double().reshape(-1).tolist()]


def draw(*shape, seed=0, low=-1.0, high=1.0):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) * (high - low) + low


def train(net, inputs, make_optimizer, predict=None):
    """20 steps on one batch from the net's start: its gradients, losses, end and, if asked for, what it predicts then."""
    row = {"inputs": {name: numbers(value) for name, value in inputs.items() if torch.is_tensor(value)}, "start": state(net), "losses": []}
    optimizer = make_optimizer(net.parameters())
    leaves = {name: value for name, value in inputs.items() if torch.is_tensor(value) and value.requires_grad}
    for step in range(STEPS):
        optimizer.zero_grad(set_to_none=True)  # the default since PyTorch 2.0
        loss = net.loss(**inputs)
        loss.backward()
        if step == 0:
            row["gradients"] = {name: numbers(p.grad if p.grad is not None else torch.zeros_like(p)) for name, p in [*net.named_parameters(), *leaves.items()]}
        row["losses"].append(float(loss.detach()))
        optimizer.step()
    row["end"] = state(net)
    if predict:
        net.eval()
        row["prediction"] = numbers(predict(net))
    return row


def state(net):
    return {name: numbers(value) for name, value in net.state_dict().items() if value.dtype.is_floating_point}


