namespace ModelGen.Generator.FrontEnd.Words;

/// <summary>
/// What PyTorch, TorchSharp, NumPy and Keras call an operation that a tensor has under another name, or lacks: the plain spelling, and
/// what to write, where <c>{x}</c> is the tensor. Names that differ in spelling alone need no row.
/// </summary>
internal static class TensorWords
{
    private const string NoNumbers = "its numbers are not there while a model is compiled: Predict gives the result's numbers";

    private const string ByItself = "a step computes gradients by itself, from Loss: take it away, or write {x}.Detach() to stop one";

    private const string OneType = "all tensors of a model have the type that [Model(Precision = ...)] says: take it away";

    private const string ByDevice = "a model runs where Create puts it, M.Create(Device.Best): take it away";

    private const string NotInPlace = "a tensor does not change: compute a new one, such as Tensor.Where(mask, {x}, 0)";

    private static readonly string[] Rows =
    [
        "view, viewas, reshapeas, unflatten: write {x}.Reshape(...)",
        "ravel: write {x}.Flatten(0)",
        "t, mt, h, adjoint, swapaxes, swapdims, transposed: write {x}.Transpose(), or {x}.Transpose(0, 1) for two of more axes",
        "movedim, moveaxis, rearrange: write {x}.Permute(...)",
        "shape, sizes, dims, dimensions, getshape, length, len, count: write {x}.Size(0) for the size of axis 0",
        "numel, nelement: write {x}.Size(0) * {x}.Size(1), for as many axes as it has",
        "ndim, rank, dim, ndimension: the number of axes is that of the [Shape], and never changes: write the number",
        "mm, bmm, dot, inner, matmultiply, addmm, mv, tensordot: write {x}.MatMul(other)",
        "add, plus: write {x} + other",
        "sub, subtract, minus: write {x} - other",
        "mul, multiply, times: write {x} * other",
        "div, divide, truedivide: write {x} / other",
        "neg, negate, negative: write -{x}",
        "reciprocal, inverse: write 1 / {x}",
        "rsqrt: write 1 / {x}.Sqrt()",
        "fmod, remainder, mod: write {x} - ({x} / other).Floor() * other",
        "log2: write {x}.Log() / Math.Log(2)",
        "log10: write {x}.Log() / Math.Log(10)",
        "expm1: write {x}.Exp() - 1",
        "tan: write {x}.Sin() / {x}.Cos()",
        "sinh: write ({x}.Exp() - (-{x}).Exp()) / 2",
        "cosh: write ({x}.Exp() + (-{x}).Exp()) / 2",
        "trunc, fix: write {x}.Sign() * {x}.Abs().Floor()",
        "swish: write {x}.Silu()",
        "relu6: write {x}.Clamp(0, 6)",
        "hardtanh: write {x}.Clamp(-1, 1)",
        "hardsigmoid: write ({x} / 6 + 0.5).Clamp(0, 1)",
        "hardswish: write {x} * ({x} / 6 + 0.5).Clamp(0, 1)",
        "prelu: write {x}.LeakyRelu(0.25), or Tensor.Where({x} > 0, {x}, slope * {x}) with a [Parameter] slope",
        "logsigmoid: write -(-{x}).Softplus()",
        "clip, clampvalues: write {x}.Clamp(minimum, maximum)",
        "clampmin, threshold: write {x}.Maximum(minimum)",
        "clampmax: write {x}.Minimum(maximum)",
        "cat, concatenate, append, hstack, vstack: write Tensor.Concat(1, a, b), where 1 is the axis",
        "tensorsplit, arraysplit: write {x}.Split(size, axis)",
        "narrow, select, take, indexselect, index: write {x}[1..3] for elements along an axis, or {x}.Gather(indices) for rows",
        "maskedfill: write Tensor.Where(mask, value, {x})",
        "maskedselect, nonzero: a tensor's shape is known before its numbers are: keep all elements and write Tensor.Where(mask, {x}, 0)",
        "eq, equal, iseq: write {x}.EqualTo(other)",
        "ne, notequal: write {x}.NotEqualTo(other)",
        "gt, greater: write {x} > other",
        "lt, less: write {x} < other",
        "ge, greaterequal: write {x} >= other",
        "le, lessequal: write {x} <= other",
        "logicaland: write a & b",
        "logicalor: write a | b",
        "logicalnot: write !a",
        "any: write {x}.ToTensor().Max() > 0 for a mask",
        "all: write {x}.ToTensor().Min() > 0 for a mask",
        "std, stddev, standarddev: write {x}.StandardDeviation(axis)",
        "var: write {x}.Variance(axis)",
        "average, avg, reducemean: write {x}.Mean(axis)",
        "reducesum, total: write {x}.Sum(axis)",
        "amax, reducemax: write {x}.Max(axis)",
        "amin, reducemin: write {x}.Min(axis)",
        "prod, product: write {x}.Log().Sum(axis).Exp() for positive numbers",
        "mse, mseloss, meansquarederror, squarederror: write {x}.MeanSquared(target)",
        "mae, l1loss, meanabsoluteerror, absoluteerror: write {x}.L1(target)",
        "smoothl1loss: write {x}.SmoothL1(target)",
        "huberloss: write {x}.Huber(target)",
        "crossentropyloss, softmaxcrossentropy, categoricalcrossentropy, sparsecategoricalcrossentropy, softmaxcrossentropywithlogits: "
            + "write {x}.CrossEntropy(labels), of logits",
        "nll, nllloss: write {x}.NegativeLogLikelihood(labels), of LogSoftmax",
        "bce, bceloss, bcewithlogits, bcewithlogitsloss, binarycrossentropywithlogits, sigmoidcrossentropy: "
            + "write {x}.BinaryCrossEntropy(targets), of logits",
        "kl, kldiv, kldivloss: write {x}.KlDivergence(targets), of LogSoftmax",
        "hingeloss, hingeembeddingloss: write {x}.Hinge(targets)",
        "expanddims, newaxis, addaxis: write {x}.Unsqueeze(axis)",
        "broadcastto, expandas, broadcast: write {x}.Expand(...)",
        "repeat, tile, repeatinterleave: write {x}.Unsqueeze(1).Expand(...).Reshape(...), or leave it to broadcasting",
        "zeroslike: write {x} * 0",
        "oneslike: write {x} * 0 + 1",
        "fulllike: write {x} * 0 + value",
        "fliplr, flipud, reverse: write {x}.Flip(axis)",
        "roll: write Tensor.Concat(axis, ...) of two slices",
        "rand, uniformlike: write Tensor.Uniform(0, 1, ...)",
        "randn, randomnormal: write Tensor.Normal(0, 1, ...)",
        "randnlike: write {x}.NormalLike()",
        "arange, linspace: write Tensor.Ones(\"T\").CumSum(0) - 1",
        "eye, identity: write Tensor.Ones(n, n).Tril() * Tensor.Ones(n, n).Triu()",
        "cumulativesum: write {x}.CumSum(axis)",
        "globalavgpool2d, globalaveragepooling2d, globalavgpool: write {x}.AdaptiveAvgPool2d(1, 1), or {x}.Mean([2, 3])",
        "maxpooling2d: write {x}.MaxPool2d(size)",
        "averagepooling2d: write {x}.AvgPool2d(size)",
        "im2col: write {x}.Unfold(size)",
        "apply, applymap: write {x}.Map(v => ...)",
        "clone, copy, contiguous, ascontiguousarray, memoryformat: a tensor does not change, so no copy is needed: write {x}",
        "tolist, toarray, numpy, data, values, print, getvalue: " + NoNumbers,
        "backward, requiresgrad, grad, gradient, retaingrad, zerograd: " + ByItself,
        "float, double, half, bfloat16, astype, totype, cast, dtype, elementtype: " + OneType,
        "to, cuda, cpu, gpu, device: " + ByDevice,
        "fill, zero, set, setitem, copyfrom, indexcopy, indexadd, scatter, scatteradd: " + NotInPlace,
        "sort, argsort, topk, median, unique, isnan, isinf, svd, det, cov, interpolate, upsample, fft: "
            + "no operation of a tensor does it: what it takes is computed before Predict, or after it",
    ];

    private static readonly Dictionary<string, string> ByName = Rows
        .Select(row => row.Split([": "], 2, StringSplitOptions.None))
        .SelectMany(row => row[0].Split([", "], StringSplitOptions.None).Select(word => (Word: word, Advice: row[1])))
        .ToDictionary(row => row.Word, row => row.Advice);

    /// <summary>All words, in their plain spelling.</summary>
    public static IEnumerable<string> All => ByName.Keys;

    /// <summary>What to write instead of a word; null where it is none.</summary>
    /// <param name="name">The word.</param>
    /// <param name="tensor">The tensor that it is said of.</param>
    public static string? Advice(string name, string tensor)
        => ByName.TryGetValue(Spelling.Plain(name), out var advice) ? advice.Replace("{x}", tensor) : null;
}
