"""Writes the PyTorch numbers that the tests compare with: python3 make_references.py (needs torch)."""
import json
import pathlib

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent
EDGES = [0.0, 0.5, -0.5, 50.0, -50.0, 1.0, -1.0]
NAN = float("nan")


def numbers(tensor):
    """JSON has no NaN and no infinity: they are written as strings."""
    flat = tensor.detach().double().reshape(-1).tolist()
    return [x if x == x and abs(x) != float("inf") else "NaN" if x != x else "Infinity" if x > 0 else "-Infinity" for x in flat]


def draw(*shape, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(*shape, generator=generator, dtype=torch.float64) * 4 - 2


def case(name, function, operands, labels=None):
    rows = {"name": name, "labels": labels or [], "operands": [], "precisions": {}}
    for operand in operands:
        rows["operands"].append({"shape": list(operand.shape), "values": numbers(operand)})
    for precision, dtype in (("f32", torch.float32), ("f64", torch.float64)):
        xs = [operand.to(dtype).clone().requires_grad_() for operand in operands]
        result = function(*xs) if labels is None else function(*xs, torch.tensor(labels))
        weights = torch.arange(1, result.numel() + 1, dtype=dtype).reshape(result.shape) / result.numel()
        gradients = torch.autograd.grad((result * weights).sum(), xs)
        rows["precisions"][precision] = {"result": numbers(result), "gradients": [numbers(g) for g in gradients]}
    return rows


def operations():
    edge = torch.tensor(EDGES, dtype=torch.float64)
    nan = torch.tensor([NAN, -1.0, 2.0], dtype=torch.float64)
    ties = torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0], [0.0, -1.0, 5.0]], dtype=torch.float64)
    activations = {
        "relu": torch.relu, "leaky_relu": F.leaky_relu, "gelu": F.gelu, "silu": F.silu, "sigmoid": torch.sigmoid, "tanh": torch.tanh,
        "softplus": lambda x: F.softplus(x, threshold=100), "clamp": lambda x: torch.clamp(x, -0.5, 1.0), "abs": torch.abs, "exp": torch.exp,
    }
    for name, function in activations.items():
        for size, operand in (("1", draw(1)), ("3x7", draw(3, 7)), ("17", draw(17)), ("edges", edge)):
            yield case(f"{name}:{size}", function, [operand])
    for name in ("relu", "leaky_relu", "clamp"):
        yield case(f"{name}:nan", activations[name], [nan])
    for name, function in {"softmax": lambda x: F.softmax(x, -1), "log_softmax": lambda x: F.log_softmax(x, -1)}.items():
        for size, operand in (("1x1", draw(1, 1)), ("3x7", draw(3, 7)), ("7x17", draw(7, 17)), ("edges", edge.reshape(1, 7)), ("ties", ties)):
            yield case(f"{name}:{size}", function, [operand])
    yield case("max:ties", lambda x: torch.amax(x, -1), [ties])
    yield case("max:nan", lambda x: torch.amax(x, -1), [nan.reshape(1, 3)])
    yield case("maximum:ties", torch.maximum, [ties, ties.flip(0)])
    yield case("minimum:ties", torch.minimum, [ties, ties.flip(0)])
    yield case("maximum:nan", torch.maximum, [nan, nan.flip(0)])
    yield case("power:edges", torch.pow, [torch.tensor([0.0, 2.0, 0.0, 3.0, 1.5], dtype=torch.float64), torch.tensor([0.0, 0.0, 2.0, -1.0, 2.5], dtype=torch.float64)])
    yield case("mean:3x7", lambda x: x.mean(0), [draw(3, 7)])
    yield case("divide:3x7", torch.div, [draw(3, 7), draw(7, seed=1)])
    yield case("mat_mul:3x7x17", torch.matmul, [draw(3, 7), draw(7, 17, seed=1)])
    yield case("linear:7x17x3", lambda x, w, b: F.linear(x, w, b), [draw(7, 17), draw(3, 17, seed=1), draw(3, seed=2)])
    for name, function in {"mean_squared": F.mse_loss, "huber": F.huber_loss, "binary_cross_entropy": F.binary_cross_entropy_with_logits}.items():
        target = lambda *shape: (draw(*shape, seed=1) + 2) / 4
        yield case(f"{name}:7x3", function, [draw(7, 3), target(7, 3)])
        yield case(f"{name}:edges", function, [edge, target(7)])
    yield case("huber:kinks", F.huber_loss, [torch.tensor([1.0, -1.0, 0.0], dtype=torch.float64), torch.zeros(3, dtype=torch.float64)])
    yield case("cross_entropy:7x5", lambda x, y: F.cross_entropy(x, y), [draw(7, 5)], [0, 1, 2, 3, 4, 0, 2])
    yield case("cross_entropy:1x7", lambda x, y: F.cross_entropy(x, y), [edge.reshape(1, 7)], [4])


def scalar_functions():
    """PyTorch's own forms of the functions in ScalarFunctionSource.cs."""
    away = torch.tensor([0.5, -0.5, 4.0, -4.0, 20.0, -20.0, 2.5], dtype=torch.float64)
    functions = {
        "Mish": F.mish, "Swish": F.silu, "HardSwish": F.hardswish, "Elu": F.elu, "TanhShrink": F.tanhshrink, "Threshold": lambda x: F.threshold(x, 0.1, 20.0),
    }
    for name, function in functions.items():
        for size, operand in (("3x7", draw(3, 7)), ("17", draw(17)), ("away", away)):
            yield case(f"{name}:{size}", function, [operand])
    yield case("Threshold:nan", functions["Threshold"], [torch.tensor([NAN, -1.0, 2.0], dtype=torch.float64)])
    yield case("LogAddExp:3x7", torch.logaddexp, [draw(3, 7), draw(7, seed=1)])
    yield case("Lerp:3x7", torch.lerp, [draw(3, 7), draw(3, 7, seed=1), draw(3, 1, seed=2)])


def windows():
    ties = torch.tensor([[1.0, 3.0, 3.0, 0.0], [3.0, 2.0, 2.0, 2.0], [0.0, -1.0, 5.0, 5.0], [7.0, 7.0, 5.0, 5.0]], dtype=torch.float64).reshape(1, 1, 4, 4)
    images = lambda channels: draw(2, channels, 7, 6)
    yield case("conv2d:plain", F.conv2d, [images(3), draw(4, 3, 3, 2, seed=1), draw(4, seed=2)])
    yield case("conv2d_2_1_1_1:strided", lambda x, w, b: F.conv2d(x, w, b, 2, 1), [images(3), draw(4, 3, 3, 3, seed=1), draw(4, seed=2)])
    yield case("conv2d_1_2_2_1:dilated", lambda x, w, b: F.conv2d(x, w, b, 1, 2, 2), [images(3), draw(4, 3, 3, 3, seed=1), draw(4, seed=2)])
    yield case("conv2d_3_2_2_1:strided_dilated", lambda x, w, b: F.conv2d(x, w, b, 3, 2, 2), [images(3), draw(4, 3, 3, 2, seed=1), draw(4, seed=2)])
    yield case("conv2d_1_1_1_2:grouped", lambda x, w, b: F.conv2d(x, w, b, 1, 1, 1, 2), [images(4), draw(6, 2, 3, 3, seed=1), draw(6, seed=2)])
    yield case("conv2d_2_1_1_4:depthwise", lambda x, w, b: F.conv2d(x, w, b, 2, 1, 1, 4), [images(4), draw(8, 1, 3, 3, seed=1), draw(8, seed=2)])
    yield case("conv2d:points", F.conv2d, [images(3), draw(4, 3, 1, 1, seed=1), draw(4, seed=2)])
    yield case("conv2d_2_1_1_1:line", lambda x, w, b: F.conv1d(x, w, b, 2, 1), [draw(2, 3, 17), draw(4, 3, 3, seed=1), draw(4, seed=2)])
    yield case("conv_transpose2d_1_0_0_1_1:plain", F.conv_transpose2d, [images(3), draw(3, 4, 3, 2, seed=1), draw(4, seed=2)])
    yield case("conv_transpose2d_2_1_1_1_1:strided", lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1, 1), [images(3), draw(3, 4, 3, 3, seed=1), draw(4, seed=2)])
    yield case("conv_transpose2d_3_2_2_2_2:grouped", lambda x, w, b: F.conv_transpose2d(x, w, b, 3, 2, 2, 2, 2), [images(4), draw(4, 3, 3, 3, seed=1), draw(6, seed=2)])
    yield case("unfold_2_1_2:plain", lambda x: F.unfold(x, 3, dilation=2, padding=1, stride=2), [images(3)])
    for size, operand in (("plain", images(3)), ("ties", ties)):
        yield case(f"max_pool_2_0_0:{size}", lambda x: F.max_pool2d(x, 2), [operand])
        yield case(f"max_pool_3_2_1:{size}", lambda x: F.max_pool2d(x, 3, 2, 1), [operand])
        yield case(f"max_pool_3_1_0:{size}", lambda x: F.max_pool2d(x, 3, 1), [operand])
        yield case(f"average_pool_2_0_0:{size}", lambda x: F.avg_pool2d(x, 2), [operand])
        yield case(f"average_pool_3_2_1:{size}", lambda x: F.avg_pool2d(x, 3, 2, 1), [operand])
        yield case(f"adaptive_1_1:{size}", lambda x: F.adaptive_avg_pool2d(x, 1), [operand])
        yield case(f"adaptive_4_4:{size}", lambda x: F.adaptive_avg_pool2d(x, 4), [operand])
        yield case(f"adaptive_3_5:{size}", lambda x: F.adaptive_avg_pool2d(x, (3, 5)), [operand])
    yield case("embedding:repeated", lambda w, y: F.embedding(y, w), [draw(5, 3)], [0, 3, 3, 1, 4, 3, 0])
    yield case("adaptive_7_3:plain", lambda x: F.adaptive_avg_pool2d(x, (7, 3)), [images(3)])


def vocabulary():
    """The methods of Tensor that are composed; Vocabulary.cs has the expression of each name."""
    edge = torch.tensor(EDGES, dtype=torch.float64)
    nan = torch.tensor([NAN, -1.0, 2.0, 0.0], dtype=torch.float64)
    ties = torch.tensor([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0], [0.0, -1.0, 5.0]], dtype=torch.float64)
    far = torch.tensor([1e5, -123456.0, 3.1415927, 1.5707964, -0.0, 1e-30], dtype=torch.float64)
    elementwise = {
        "sin": torch.sin, "cos": torch.cos, "floor": torch.floor, "ceiling": torch.ceil, "round": torch.round, "sign": torch.sign, "erf": torch.erf,
        "square": torch.square, "elu": lambda x: F.elu(x, 0.7), "mish": F.mish, "detach": lambda x: x * x.detach(),
        "where": lambda x: torch.where(x > 0.3, x * x, -x), "where_both": lambda x: torch.where((x > -1) & (x <= 1), x, torch.full_like(x, 2)),
        "where_either": lambda x: torch.where((x < -1) | ~(x < 1), torch.exp(x / 10), x), "where_equal": lambda x: torch.where(x == 0.5, x * 3, x),
        "where_not_equal": lambda x: torch.where(x != 0.5, x * 3, x), "mask": lambda x: x * (x >= 0).to(x.dtype),
    }
    for name, function in elementwise.items():
        for size, operand in (("3x7", draw(3, 7)), ("17", draw(17)), ("edges", edge)):
            yield case(f"{name}:{size}", function, [operand])
    for name in ("sin", "cos"):
        yield case(f"{name}:far", elementwise[name], [far])
    for name in ("where_both", "where_either", "where_equal", "where_not_equal"):
        yield case(f"{name}:nan", elementwise[name], [nan])
    # The gradient of what was chosen: the square of what was not is NaN, and in PyTorch 0 times that is one more.
    yield case("where:nan", lambda x: torch.where(x > 0.3, torch.where(x > 0.3, x, torch.zeros_like(x)) ** 2, -x), [nan])
    yield case("log1p:small", torch.log1p, [torch.tensor([1e-6, -0.5, 3.0, 0.0], dtype=torch.float64)])
    yield case("where_broadcast:3x7", lambda x, y: torch.where(x > y, x, y * 2), [draw(3, 1), draw(7, seed=1)])
    reductions = {
        "min": lambda x: torch.amin(x, 1), "min_all": torch.amin, "min_axes": lambda x: torch.amin(x, (0, 1), keepdim=True), "variance": lambda x: x.var(1), "variance_all": torch.var,
        "variance_biased": lambda x: x.var(0, unbiased=False, keepdim=True), "deviation": lambda x: x.std(1), "log_sum_exp": lambda x: torch.logsumexp(x, 1),
        "log_sum_exp_keep": lambda x: torch.logsumexp(x, 0, keepdim=True), "log_sum_exp_all": lambda x: torch.logsumexp(x, (0, 1)),
        "norm": lambda x: torch.linalg.vector_norm(x, dim=1), "norm_1": lambda x: torch.linalg.vector_norm(x, 1), "norm_3": lambda x: torch.linalg.vector_norm(x, 3, dim=0),
        "norm_infinite": lambda x: torch.linalg.vector_norm(x, float("inf"), dim=1), "cum_sum": lambda x: x.cumsum(1), "cum_sum_first": lambda x: x.cumsum(0),
        "tril": torch.tril, "flip": lambda x: torch.flip(x, [0, -1]), "triu": lambda x: torch.triu(x, 1), "tril_below": lambda x: torch.tril(x, -1), "argmin": lambda x: x * x.argmin(1, keepdim=True),
    }
    for name, function in reductions.items():
        for size, operand in (("3x7", draw(3, 7)), ("17x5", draw(17, 5)), ("ties", ties)):
            yield case(f"{name}:{size}", function, [operand])
    yield from kinks()
    yield case("norm:zero", reductions["norm"], [torch.tensor([[0.0, 0.0], [3.0, -4.0]], dtype=torch.float64)])
    yield case("log_sum_exp:huge", reductions["log_sum_exp"], [torch.tensor([[700.0, 701.0], [-700.0, -699.0]], dtype=torch.float64)])
    yield case("cum_sum:200", lambda x: x.cumsum(1), [draw(2, 200)])
    moves = {
        "squeeze": lambda x: x.squeeze(1), "squeeze_all": torch.squeeze, "unsqueeze": lambda x: x.unsqueeze(1), "unsqueeze_last": lambda x: x.unsqueeze(-1),
        "expand": lambda x: x.expand(2, 3, 5, 4), "pad": lambda x: F.pad(x, (1, 2)), "pad_two": lambda x: F.pad(x, (1, 0, 2, 3), value=0.5),
        "chunk": lambda x: x.chunk(2, 2)[0] * x.chunk(2, 2)[1], "split": lambda x: x.split(3, 2)[0].sum(2) + x.split(3, 2)[1].sum(2),
    }
    for name, function in moves.items():
        yield case(f"{name}:3x1x4", function, [draw(3, 1, 4)])
    sums = {
        "ij,jk->ik": ((3, 4), (4, 5)), "bij,bjk->bik": ((2, 3, 4), (2, 4, 5)), "ij->ji": ((3, 4),), "ij->": ((3, 4),), "ij->i": ((3, 4),), "i,j->ij": ((3,), (4,)),
        "bhqd,bhkd->bhqk": ((2, 2, 3, 4), (2, 2, 5, 4)), "ijk,jl,kl->il": ((2, 3, 4), (3, 5), (4, 5)), "ij,ij->i": ((3, 4), (3, 4)), "ij,kj": ((3, 4), (5, 4)),
    }
    for equation, shapes in sums.items():
        yield case(f"einsum {equation}:small", lambda *xs: torch.einsum(equation, *xs), [draw(*shape, seed=seed) for seed, shape in enumerate(shapes)])
    yield case("one_hot:7x5", lambda x, y: x * F.one_hot(y, 5).to(x.dtype), [draw(7, 5)], [0, 1, 2, 3, 4, 0, 2])
    yield case("where_index:7x5", lambda x, y: torch.where(y[:, None] > 1, x, -x), [draw(7, 5)], [0, 1, 2, 3, 4, 0, 2])
    yield case("where_equal_index:7x5", lambda x, y: torch.where(y[:, None] == 2, x, -x), [draw(7, 5)], [0, 1, 2, 3, 4, 0, 2])
    logs = lambda *shape, seed=0: F.log_softmax(draw(*shape, seed=seed), -1)
    for reduction in ("mean", "sum", "none"):
        pairs = {"l1": F.l1_loss, "mean_squared": F.mse_loss, "huber": lambda x, y, reduction: F.huber_loss(x, y, reduction, 0.5),
                 "smooth_l1": lambda x, y, reduction: F.smooth_l1_loss(x, y, reduction=reduction, beta=0.5), "binary_cross_entropy": F.binary_cross_entropy_with_logits}
        for name, function in pairs.items():
            yield case(f"{name}_{reduction}:7x3", lambda x, y: function(x, y, reduction=reduction), [draw(7, 3), (draw(7, 3, seed=1) + 2) / 4])
        labels = [0, 1, 2, 3, 4, 0, 2]
        yield case(f"cross_entropy_{reduction}:7x5", lambda x, y: F.cross_entropy(x, y, reduction=reduction), [draw(7, 5)], labels)
        yield case(f"cross_entropy_smooth_{reduction}:7x5", lambda x, y: F.cross_entropy(x, y, reduction=reduction, label_smoothing=0.2), [draw(7, 5)], labels)
        yield case(f"likelihood_{reduction}:7x5", lambda x, y: F.nll_loss(x, y, reduction=reduction), [logs(7, 5)], labels)
        sparse = torch.tensor([[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]], dtype=torch.float64)
        yield case(f"kl_{reduction}:2x3", lambda x: F.kl_div(x, sparse.to(x.dtype), reduction=reduction), [logs(2, 3)])
    yield case("kl_both:7x3", lambda x, y: F.kl_div(x, y, reduction="batchmean"), [logs(7, 3), logs(7, 3, seed=1).exp()])
    yield case("hinge:3x7", lambda x, y: torch.clamp(1 - x * y, min=0).mean(), [draw(3, 7), draw(3, 7, seed=1).sign()])
    yield case("hinge_margin:3x7", lambda x, y: torch.clamp(0.5 - x * y, min=0).sum(), [draw(3, 7), draw(3, 7, seed=1).sign()])
    yield case("cosine:3x7", lambda x, y: F.cosine_similarity(x, y, dim=-1), [draw(3, 7), draw(3, 7, seed=1)])
    yield case("cosine_first:3x7", lambda x, y: F.cosine_similarity(x, y, dim=0), [draw(3, 7), draw(3, 7, seed=1)])
    for reduction in ("mean", "sum", "none"):
        labels = [0, 4, 2, 1, 1, 3]
        axes = {"second": ((2, 5, 3), 1), "first": ((5, 2, 3), 0), "last": ((2, 3, 5), 2)}
        for place, (shape, axis) in axes.items():
            moved = lambda x: x.movedim(axis, 1)
            yield case(f"cross_entropy_{place}_{reduction}:6", lambda x, y: F.cross_entropy(moved(x), y.reshape(2, 3), reduction=reduction), [draw(*shape)], labels)
            yield case(f"cross_entropy_smooth_{place}_{reduction}:6", lambda x, y: F.cross_entropy(moved(x), y.reshape(2, 3), reduction=reduction, label_smoothing=0.2), [draw(*shape)], labels)
            yield case(f"likelihood_{place}_{reduction}:6", lambda x, y: F.nll_loss(F.log_softmax(moved(x), 1), y.reshape(2, 3), reduction=reduction), [draw(*shape)], labels)
    square = torch.arange(9, dtype=torch.long).reshape(3, 3) % 3
    yield case("cross_entropy_square:3x3x3", lambda x, y: F.cross_entropy(x.movedim(2, 1), y.reshape(3, 3)), [draw(3, 3, 3)], square.reshape(-1).tolist())
    for name, (low, high) in {"crossed": (2, 1), "equal": (1, 1), "wide": (-0.5, 0.5), "open": (-float("inf"), 1)}.items():
        for size, operand in (("3x7", draw(3, 7)), ("edges", edge), ("nan", nan)):
            yield case(f"clamp_{name}:{size}", lambda x: torch.clamp(x, low, high), [operand])
    bounds = [torch.tensor([[-2.0, 0.0, 6.0, 1.0, 2.0]], dtype=torch.float64), torch.tensor([[0.0, 0.0, 0.0, 1.0, 3.0]], dtype=torch.float64), torch.tensor([[1.0, -1.0, 2.0, 1.0, 2.0]], dtype=torch.float64)]
    yield case("clamp_tensors:1x5", torch.clamp, bounds)


def kinks():
    """Where a function has no slope, or an infinite one: what PyTorch says is the gradient there."""
    column = lambda *values: torch.tensor(values, dtype=torch.float64)
    inf = float("inf")
    zeros, ties = column([0.0, 0.0, 0.0], [0.0, -4.0, 3.0]), column([2.0, -2.0, 2.0], [1.0, 0.0, -1.0])
    for name, p in (("half", 0.5), ("rows_1", 1), ("more", 1.5), ("rows", 2), ("rows_3", 3), ("infinite", inf)):
        yield case(f"norm_{name}:kinks", lambda x: torch.linalg.vector_norm(x, p, dim=1), [zeros])
        yield case(f"norm_{name}:even", lambda x: torch.linalg.vector_norm(x, p, dim=1), [ties])
    for name, function in {"deviation": lambda x: x.std(1), "variance": lambda x: x.var(1), "deviation_biased": lambda x: x.std(1, unbiased=False)}.items():
        yield case(f"{name}:one", function, [column([2.0], [3.0])])
        yield case(f"{name}:equal", function, [column([2.0, 2.0], [3.0, 1.0])])
    pairs = [[base, exponent] for base in (0.0, 2.0, -2.0) for exponent in (0.0, 1.0, 2.0, -1.0, 0.5, -0.5)]
    yield case("pow:kinks", torch.pow, [column(*[base for base, _ in pairs]), column(*[exponent for _, exponent in pairs])])
    for exponent in ("0", "1", "2", "-1", "0.5", "-0.5", "3"):
        yield case(f"pow {exponent}:kinks", lambda x: x ** float(exponent), [column(0.0, 2.0, -2.0)])
    yield case("log_sum_exp:infinite", lambda x: torch.logsumexp(x, 1), [column([-inf, -inf], [-inf, 1.0], [inf, 1.0], [inf, -inf], [NAN, 1.0])])
    for name, function in {"sqrt": torch.sqrt, "log": torch.log, "softplus": F.softplus, "elu": lambda x: F.elu(x, 0.7)}.items():
        yield case(f"{name}:kinks", function, [column(0.0, 1000.0, -1000.0)])
    yield case("softmax:infinite", lambda x: F.softmax(x, -1), [column([-inf, 0.0], [-inf, -inf], [1.0, inf])])
    yield case("smooth_l1_none:kinks", lambda x, y: F.smooth_l1_loss(x, y, reduction="none", beta=0.5), [column(0.5, -0.5, 0.0), column(0.0, 0.0, 0.0)])
    yield case("hinge:kinks", lambda x, y: F.relu(1 - x * y).mean(), [column(1.0, -1.0, 0.0), column(1.0, -1.0, 1.0)])
    yield case("cosine:kinks", lambda x, y: F.cosine_similarity(x, y, dim=-1), [column([0.0, 0.0], [1.0, 0.0]), column([1.0, 2.0], [2.0, 0.0])])
    yield case("least:ties", lambda x: torch.amin(x, 1), [ties])
    yield case("greatest:ties", lambda x: torch.amax(x), [ties])


def optimizers():
    rows = {
        "sgd": ("Sgd", {}), "sgd_decay": ("Sgd", {"weight_decay": 0.1}), "sgd_momentum": ("Sgd", {"momentum": 0.9}),
        "sgd_dampening": ("Sgd", {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.05}), "sgd_nesterov": ("Sgd", {"momentum": 0.9, "nesterov": True}),
        "adam": ("Adam", {}), "adam_decay": ("Adam", {"weight_decay": 0.1, "betas": (0.8, 0.95)}),
        "adam_w": ("AdamW", {}), "adam_w_decay": ("AdamW", {"weight_decay": 0.2, "eps": 1e-6}),
        "rms_prop": ("RmsProp", {}), "rms_prop_momentum": ("RmsProp", {"momentum": 0.9, "alpha": 0.9}), "rms_prop_centered": ("RmsProp", {"centered": True, "eps": 1e-3}),
        "rms_prop_all": ("RmsProp", {"centered": True, "momentum": 0.5, "weight_decay": 0.1}),
        "adagrad": ("Adagrad", {}), "adagrad_decays": ("Adagrad", {"lr_decay": 0.2, "weight_decay": 0.1}), "adagrad_start": ("Adagrad", {"initial_accumulator_value": 0.3, "eps": 1e-4}),
        "adam_amsgrad": ("Adam", {"amsgrad": True, "betas": (0.9, 0.6)}), "adam_w_amsgrad": ("AdamW", {"amsgrad": True, "betas": (0.9, 0.6)}),
        "r_adam": ("RAdam", {"weight_decay": 0.1, "betas": (0.9, 0.95)}), "r_adam_early": ("RAdam", {}),
        "adamax": ("Adamax", {}), "adamax_decay": ("Adamax", {"weight_decay": 0.1, "betas": (0.8, 0.95)}),
        "adadelta": ("Adadelta", {}), "adadelta_decay": ("Adadelta", {"rho": 0.5, "weight_decay": 0.1}),
    }
    makers = {
        "Sgd": torch.optim.SGD, "Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW, "RmsProp": torch.optim.RMSprop, "Adagrad": torch.optim.Adagrad,
        "Adamax": torch.optim.Adamax, "Adadelta": torch.optim.Adadelta,
        "RAdam": torch.optim.RAdam,
    }
    for name, (kind, options) in rows.items():
        weight = draw(3, 7).clone().requires_grad_()
        x, target = draw(5, 7, seed=1), draw(5, 3, seed=2)
        start, steps, losses = numbers(weight), [], []
        optimizer = makers[kind]([weight], lr=0.05, **options)
        for _ in range(9 if kind == "RAdam" else 4):
            optimizer.zero_grad()
            loss = F.mse_loss(F.linear(x, weight), target)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            steps.append(numbers(weight))
        plain = {key: list(value) if isinstance(value, tuple) else value for key, value in options.items()}
        yield {"name": name, "kind": kind, "options": plain, "start": start, "x": numbers(x), "target": numbers(target), "steps": steps, "losses": losses}


def training():
    """A 7-5-3 classifier, 20 steps of Adam on one batch of 11: the first gradients, all losses, the last parameters."""
    model = torch.nn.Sequential(torch.nn.Linear(7, 5), torch.nn.ReLU(), torch.nn.Linear(5, 3)).double()
    names = ["hidden.weight", "hidden.bias", "output.weight", "output.bias"]
    with torch.no_grad():
        for seed, parameter in enumerate(model.parameters()):
            parameter.copy_(draw(*parameter.shape, seed=seed) * 0.5)
    x, labels = draw(11, 7, seed=9), [row % 3 for row in range(11)]
    row = {"x": numbers(x), "labels": labels, "start": {n: numbers(p) for n, p in zip(names, model.parameters())}, "losses": []}
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(20):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), torch.tensor(labels))
        loss.backward()
        row.setdefault("gradients", {n: numbers(p.grad) for n, p in zip(names, model.parameters())})
        optimizer.step()
        row["losses"].append(loss.item())
    row["end"] = {n: numbers(p) for n, p in zip(names, model.parameters())}
    yield row


def trained(model, names, x, labels):
    """20 steps of Adam on one batch: the first gradients, all losses, the last parameters."""
    with torch.no_grad():
        for seed, parameter in enumerate(model.parameters()):
            parameter.copy_(draw(*parameter.shape, seed=seed) * 0.25)
    row = {"x": numbers(x), "labels": labels, "start": {n: numbers(p) for n, p in zip(names, model.parameters())}, "losses": []}
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for _ in range(20):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), torch.tensor(labels))
        loss.backward()
        row.setdefault("gradients", {n: numbers(p.grad) for n, p in zip(names, model.parameters())})
        optimizer.step()
        row["losses"].append(loss.item())
    row["end"] = {n: numbers(p) for n, p in zip(names, model.parameters())}
    return row


def lenet():
    """A small LeNet on a batch of 7 images of 14 x 14."""
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, 4, 5, padding=2), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Conv2d(4, 6, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
        torch.nn.Flatten(), torch.nn.Linear(24, 16), torch.nn.ReLU(), torch.nn.Linear(16, 5)).double()
    names = [f"{layer}.{part}" for layer in ("first", "second", "hidden", "output") for part in ("weight", "bias")]
    yield trained(model, names, draw(7, 1, 14, 14, seed=9), [row % 5 for row in range(7)])


class Words(torch.nn.Module):
    """The mean of word vectors, classified."""

    def __init__(self):
        super().__init__()
        self.words = torch.nn.Embedding(11, 4)
        self.output = torch.nn.Linear(4, 3)

    def forward(self, x):
        return self.output(self.words(x).mean(1))


def words():
    """A batch of 6 sentences of 5 words, some of them often, some never."""
    x = torch.tensor([[(row * row + 3 * column) % 9 for column in range(5)] for row in range(6)])
    yield trained(Words().double(), ["words.weight", "output.weight", "output.bias"], x, [row % 3 for row in range(6)])


def write(name, rows):
    lines = ",\n".join(json.dumps(row) for row in rows)
    (HERE / name).write_text("[\n" + lines + "\n]\n")


write("operations.json", operations())
write("vocabulary.json", vocabulary())
write("scalar_functions.json", scalar_functions())
write("optimizers.json", optimizers())
write("training.json", training())
write("windows.json", windows())
write("lenet.json", lenet())
write("words.json", words())
