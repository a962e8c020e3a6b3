using ModelGen.Generator.IR;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>Random products of matrices, sums of Einstein's, and rows that labels name.</summary>
internal static class ProgramProducts
{
    private static readonly Dim[] Widths = [1, 2, 3, 5];

    public static void Add(ProgramScope s)
    {
        var x = s.Any();
        if (s.Chance(0.3)) Labelled(s);
        else if (x.Shape.Rank >= 2 && x.Shape[x.Shape.Rank - 1].IsConstant && s.Chance(0.6)) Weighed(s, x);
        else if (x.Shape.Rank >= 2 && s.Chance(0.5)) Squared(s, x);
        else if (x.Shape.Rank == 2 && s.Any(other => other.Shape.Rank == 2 && other.Shape[1] == x.Shape[1]) is { } y)
            s.Assign(Shape.Of(x.Shape[0], y.Shape[0]), "Tensor.Einsum(\"ij,kj->ik\", {0}, {1}) * 0.5",
                "torch.einsum(\"ij,kj->ik\", {0}, {1}) * 0.5", x, y);
    }

    /// <summary>By a matrix of parameters.</summary>
    private static void Weighed(ProgramScope s, Variable x)
    {
        var weight = s.Parameter(Shape.Of(x.Shape[x.Shape.Rank - 1], s.Pick(Widths)));
        s.Assign(Shape.Of([.. x.Shape.Dims.Take(x.Shape.Rank - 1), weight.Shape[1]]), "{0}.MatMul({1})", "{0} @ {1}", x, weight);
    }

    /// <summary>By its own transpose.</summary>
    private static void Squared(ProgramScope s, Variable x)
    {
        var rows = x.Shape[x.Shape.Rank - 2];
        s.Assign(Shape.Of([.. x.Shape.Dims.Take(x.Shape.Rank - 1), rows]), "{0}.MatMul({0}.Transpose(-2, -1)) * 0.3",
            "{0} @ {0}.transpose(-1, -2) * 0.3", x);
    }

    private static void Labelled(ProgramScope s)
    {
        var labels = s.Names.Labels[0];
        if (s.Chance(0.5)) s.Assign(Shape.Of(labels, 3), "labels.OneHot(3)", "F.one_hot(labels, 3).to(x.dtype)");
        else if (s.Any(variable => variable.Shape.Rank > 0 && variable.Shape[0].Constant >= 2) is { } table)
            s.Assign(Shape.Of([labels, .. table.Shape.Dims.Skip(1)]), "{0}.Gather(labels)", "{0}[labels]", table);
    }
}
