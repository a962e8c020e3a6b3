using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Random reductions over all, one or several axes, and what is computed along an axis.</summary>
internal static class ProgramReductions
{
    // {1} stands for the axes, {2} for whether they stay.
    private static readonly (string CSharp, string PyTorch)[] Folds =
    [
        ("{0}.Sum({1}{2}) * 0.5", "{0}.sum({1}{2}) * 0.5"), ("{0}.Mean({1}{2})", "{0}.mean({1}{2})"),
        ("{0}.Mean({1}{2})", "{0}.mean({1}{2})"),
        ("{0}.Max({1}{2})", "{0}.amax({1}{2})"), ("{0}.Min({1}{2})", "{0}.amin({1}{2})"),
        ("{0}.Variance({1}, correction: 0{2})", "{0}.var({1}, correction=0{2})"), ("{0}.LogSumExp({1}{2})", "{0}.logsumexp({1}{2})"),
        ("{0}.Norm({1}, p: 2{2})", "torch.linalg.vector_norm({0}, 2, {1}{2})"),
        ("({0} * {0}).Sum({1}{2}) * 0.2", "({0} * {0}).sum({1}{2}) * 0.2"),
        ("({0}.Sin() * {0} * 0.5).Mean({1}{2})", "(torch.sin({0}) * {0} * 0.5).mean({1}{2})"),
    ];

    private static readonly (string CSharp, string PyTorch)[] Wholes =
        [("{0}.Sum() * 0.1", "{0}.sum() * 0.1"), ("{0}.Mean()", "{0}.mean()"), ("{0}.Max()", "{0}.amax()"),
            ("({0} * {0}).Mean()", "({0} * {0}).mean()"), ("{0}.LogSumExp()", "{0}.logsumexp(tuple(range({0}.dim())))"),
            ("{0}.Norm()", "torch.linalg.vector_norm({0})")];

    private static readonly (string CSharp, string PyTorch)[] Along =
        [("{0}.Softmax({1})", "torch.softmax({0}, {1})"), ("{0}.LogSoftmax({1})", "torch.log_softmax({0}, {1})"),
            ("{0}.CumSum({1})", "torch.cumsum({0}, {1})"),
            ("{0} - {0}.Mean({1}, keepDimension: true)", "{0} - {0}.mean({1}, keepdim=True)"),
            ("{0} / ({0}.Variance({1}, 0, keepDimension: true) + 0.5).Sqrt()",
                "{0} / torch.sqrt({0}.var({1}, correction=0, keepdim=True) + 0.5)")];

    public static void Add(ProgramScope s)
    {
        var x = s.Any();
        if (x.Shape.Rank == 0) return;
        if (s.Chance(0.12) && s.Pick(Wholes) is var whole) s.Assign(Shape.Scalar, whole.CSharp, whole.PyTorch, x);
        else if (s.Chance(0.3)) AlongAxis(s, x);
        else if (s.Chance(0.1)) Place(s, x);
        else Fold(s, x);
    }

    private static void AlongAxis(ProgramScope s, Variable x)
    {
        var (csharp, pytorch) = s.Pick(Along);
        var axis = GraphText.Number(s.Below(x.Shape.Rank));
        s.Assign(x.Shape, csharp.Replace("{1}", axis, StringComparison.Ordinal), pytorch.Replace("{1}", axis, StringComparison.Ordinal), x);
    }

    /// <summary>Where the greatest is, which has no gradient.</summary>
    private static void Place(ProgramScope s, Variable x)
    {
        var axis = s.Below(x.Shape.Rank);
        s.Assign(Shape.Of(x.Shape.Dims.Where((_, other) => other != axis)), $"{{0}}.ArgMax({GraphText.Number(axis)}).ToTensor() * 0.3",
            $"{{0}}.argmax({GraphText.Number(axis)}).to({{0}}.dtype) * 0.3", x);
    }

    private static void Fold(ProgramScope s, Variable x)
    {
        var axes = Enumerable.Range(0, x.Shape.Rank).Where(_ => s.Chance(0.5)).ToList();
        if (axes.Count == 0) axes.Add(s.Below(x.Shape.Rank));
        var (stays, (csharp, pytorch)) = (s.Chance(0.5), s.Pick(Folds));
        var list = ProgramText.Numbers(axes);
        csharp = csharp.Replace("{1}", axes.Count == 1 ? list : $"[{list}]", StringComparison.Ordinal)
            .Replace("{2}", stays ? ", keepDimension: true" : "", StringComparison.Ordinal);
        pytorch = pytorch.Replace("{1}", $"({list},)", StringComparison.Ordinal)
            .Replace("{2}", stays ? ", keepdim=True" : "", StringComparison.Ordinal);
        var dims = x.Shape.Dims.Select((dim, axis) => !axes.Contains(axis) ? dim : stays ? 1 : (Dim?)null).OfType<Dim>();
        s.Assign(Shape.Of(dims), csharp, pytorch, x);
    }
}
