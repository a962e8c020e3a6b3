"""Writes the learning rates of PyTorch's schedulers for ScheduleReferenceTests: python3 make_schedules.py (needs torch)."""
import itertools
import json
import math
import pathlib
import random

import torch
from torch.optim import lr_scheduler as schedulers

STEPS = 1000
RATE = 0.1
WARM_UP = 50


def one_cycle(optimizer, **settings):
    return schedulers.OneCycleLR(optimizer, cycle_momentum=False, **settings)


def warm(scheduler, **settings):
    """A linear warm-up, then the scheduler."""
    def make(optimizer):
        first = schedulers.LinearLR(optimizer, total_iters=WARM_UP, start_factor=0.1)
        return schedulers.SequentialLR(optimizer, [first, scheduler(optimizer, **settings)], [WARM_UP])
    return make, {}


ROWS = {
    "constant": (schedulers.ConstantLR, {}),
    "constant_long": (schedulers.ConstantLR, {"factor": 0.25, "total_iters": 400}),
    "step": (schedulers.StepLR, {"step_size": 100}),
    "step_short": (schedulers.StepLR, {"step_size": 30, "gamma": 0.9}),
    "multi_step": (schedulers.MultiStepLR, {"milestones": [100, 300, 700]}),
    "multi_step_twice": (schedulers.MultiStepLR, {"milestones": [0, 5, 5, 640], "gamma": 0.5}),
    "exponential": (schedulers.ExponentialLR, {"gamma": 0.99}),
    "exponential_up": (schedulers.ExponentialLR, {"gamma": 1.001}),
    "cosine": (schedulers.CosineAnnealingLR, {"T_max": 1000}),
    "cosine_short": (schedulers.CosineAnnealingLR, {"T_max": 150, "eta_min": 1e-3}),
    "restarts": (schedulers.CosineAnnealingWarmRestarts, {"T_0": 100}),
    "restarts_twice": (schedulers.CosineAnnealingWarmRestarts, {"T_0": 7, "T_mult": 2, "eta_min": 1e-4}),
    "restarts_thrice": (schedulers.CosineAnnealingWarmRestarts, {"T_0": 10, "T_mult": 3}),
    "linear": (schedulers.LinearLR, {}),
    "linear_down": (schedulers.LinearLR, {"start_factor": 1.0, "end_factor": 0.01, "total_iters": 800}),
    "polynomial": (schedulers.PolynomialLR, {}),
    "polynomial_square": (schedulers.PolynomialLR, {"total_iters": 900, "power": 2.0}),
    "polynomial_root": (schedulers.PolynomialLR, {"total_iters": 1000, "power": 0.5}),
    "one_cycle": (one_cycle, {"max_lr": 0.1, "total_steps": 1000}),
    "one_cycle_lines": (one_cycle, {"max_lr": 0.5, "total_steps": 1000, "pct_start": 0.1, "anneal_strategy": "linear", "div_factor": 10.0,
                                    "final_div_factor": 100.0}),
    "one_cycle_three_phases": (one_cycle, {"max_lr": 0.1, "total_steps": 1000, "pct_start": 0.4, "three_phase": True}),
    "one_cycle_fall": (one_cycle, {"max_lr": 0.1, "total_steps": 1000, "pct_start": 0.0}),
    "one_cycle_rise": (one_cycle, {"max_lr": 0.1, "total_steps": 1000, "pct_start": 1.0}),
    "function": (schedulers.LambdaLR, {"lr_lambda": lambda t: 1 / (1 + 0.01 * t)}),
    "warm_constant": warm(schedulers.ConstantLR),
    "warm_step": warm(schedulers.StepLR, step_size=100),
    "warm_multi_step": warm(schedulers.MultiStepLR, milestones=[100, 300, 700]),
    "warm_exponential": warm(schedulers.ExponentialLR, gamma=0.99),
    "warm_cosine": warm(schedulers.CosineAnnealingLR, T_max=950),
    "warm_restarts": warm(schedulers.CosineAnnealingWarmRestarts, T_0=10, T_mult=3),
    "warm_linear": warm(schedulers.LinearLR),
    "warm_polynomial": warm(schedulers.PolynomialLR, total_iters=900, power=2.0),
    "warm_one_cycle": warm(one_cycle, max_lr=0.1, total_steps=950),
    "warm_function": warm(schedulers.LambdaLR, lr_lambda=lambda t: 1 / (1 + 0.01 * t)),
}

PLATEAUS = {
    "plateau": {},
    "plateau_absolute": {"factor": 0.8, "patience": 2, "threshold": 0.01, "threshold_mode": "abs", "cooldown": 3},
    "plateau_minimum": {"factor": 0.5, "patience": 5, "min_lr": 0.003},
    "plateau_epsilon": {"factor": 0.5, "patience": 5, "eps": 1e-3},
    "plateau_max": {"mode": "max", "patience": 0, "factor": 0.9},
    "plateau_max_absolute": {"mode": "max", "threshold": 0.05, "threshold_mode": "abs", "patience": 20, "cooldown": 10, "factor": 0.3},
}


def rates(make, report=None):
    """The rate of each step: the scheduler is stepped between two."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=RATE)
    scheduler, found = make(optimizer), []
    for step in range(STEPS):
        found.append(float(f"{optimizer.param_groups[0]['lr']:.11g}"))
        optimizer.step()
        if step + 1 < STEPS:
            scheduler.step(*([report[step]] if report else []))
    runs = [(rate, len(list(run))) for rate, run in itertools.groupby(found)]
    return {"rates": [rate for rate, _ in runs], "counts": [count for _, count in runs] if len(runs) < STEPS else None}


def metrics():
    """A metric that falls, then stays about where it is."""
    random.seed(1)
    return [round(math.exp(-step / 150) + 0.1 * random.random(), 6) for step in range(STEPS)]


numbers = metrics()
rows = {name: rates(lambda optimizer: scheduler(optimizer, **settings)) for name, (scheduler, settings) in ROWS.items()}
for name, settings in PLATEAUS.items():
    rows[name] = rates(lambda optimizer: schedulers.ReduceLROnPlateau(optimizer, **settings), numbers)
path = pathlib.Path(__file__).parent / "schedules.json"
path.write_text("{\"metrics\": " + json.dumps(numbers) + ",\n"
                + ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items()) + "}\n")
