using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Losses: terms of each element or row, and what becomes of them.</summary>
internal static partial class Composites
{
    /// <summary>The mean, the sum, the sum divided by the first axis, or the terms themselves.</summary>
    public static Node Reduced(this GraphBuilder b, Node terms, LossReduction reduction)
        => b.OverTerms(b.Called(terms, "perSample"), reduction);

    private static Node OverTerms(this GraphBuilder b, Node terms, LossReduction reduction) => reduction switch
    {
        LossReduction.Mean => b.Mean(terms),
        LossReduction.Sum => b.Sum(terms),
        LossReduction.BatchMean when terms.Type.Rank > 0 => b.Divide(b.Sum(terms), b.Count(terms.Type.Shape[0], terms)),
        _ => terms,
    };

    public static Node MeanSquared(this GraphBuilder b, Node prediction, Node target, LossReduction reduction = LossReduction.Mean)
        => b.Reduced(b.Square(b.Difference("the mean squared error", prediction, target)), reduction);

    /// <summary>max(x, 0) - x y + log1p(exp(-|x|)): binary cross entropy of sigmoid(x) with targets y in [0, 1].</summary>
    public static Node BinaryCrossEntropy(this GraphBuilder b, Node logits, Node targets, LossReduction reduction = LossReduction.Mean)
    {
        b.MustBeAlike("binary cross entropy", logits, targets);
        return b.Reduced(b.Subtract(b.Softplus(logits), b.Multiply(logits, targets)), reduction);
    }

    /// <summary>d²/2 where |d| is below delta, else delta (|d| - delta/2), with d = prediction - target.</summary>
    public static Node Huber(this GraphBuilder b, Node prediction, Node target, double delta = 1,
        LossReduction reduction = LossReduction.Mean)
    {
        if (!(delta > 0)) throw new ShapeException($"the delta of Huber's loss is a number above 0, got {GraphText.Number(delta)}");
        var difference = b.Difference("Huber's loss", prediction, target);
        var size = b.Add(OpKind.Abs, difference);
        var near = b.Multiply(b.Square(difference), b.Constant(0.5, difference));
        var far = b.Multiply(b.Constant(delta, size), b.Subtract(size, b.Constant(delta / 2, size)));
        return b.Reduced(b.Select(b.Add(OpKind.Less, size, b.Constant(delta, size)), near, far), reduction);
    }

    /// <summary>Huber's loss divided by its bound: d²/(2 beta) where |d| is below beta, else |d| - beta/2; |d| where beta is 0.</summary>
    public static Node SmoothL1(this GraphBuilder b, Node prediction, Node target, double beta, LossReduction reduction)
    {
        if (beta == 0) return b.L1(prediction, target, reduction);
        if (beta is not > 0) throw new ShapeException($"the beta of a smooth L1 loss is 0 or more, got {GraphText.Number(beta)}");
        var loss = b.Huber(prediction, target, beta, reduction);
        return b.Multiply(loss, b.Constant(1 / beta, loss));
    }

    public static Node L1(this GraphBuilder b, Node prediction, Node target, LossReduction reduction)
        => b.Reduced(b.Add(OpKind.Abs, b.Difference("the L1 loss", prediction, target)), reduction);

    /// <summary>y (log y - x) with x = log q: the divergence of q from y; terms where y is 0 are 0.</summary>
    public static Node KlDivergence(this GraphBuilder b, Node logarithms, Node targets, LossReduction reduction)
    {
        b.MustBeAlike("the divergence", logarithms, targets);
        var isPositive = b.Add(OpKind.Less, b.Constant(0, targets), targets);
        var logarithm = b.Add(OpKind.Log, b.Select(isPositive, targets, b.Constant(1, targets)));
        var entropy = b.Select(isPositive, b.Multiply(targets, logarithm), b.Constant(0, targets));
        return b.Reduced(b.Subtract(entropy, b.Multiply(targets, logarithms)), reduction);
    }

    /// <summary>max(0, margin - x y) for targets y of -1 and 1.</summary>
    public static Node Hinge(this GraphBuilder b, Node scores, Node targets, double margin, LossReduction reduction)
    {
        b.MustBeAlike("the hinge loss", scores, targets);
        return b.Reduced(b.Relu(b.Subtract(b.Constant(margin, scores), b.Multiply(scores, targets))), reduction);
    }

    /// <summary>x y / (max(|x|, epsilon) max(|y|, epsilon)) along an axis.</summary>
    public static Node CosineSimilarity(this GraphBuilder b, Node x, Node y, int axis, double epsilon)
    {
        b.MustBeAlike("the cosine similarity", x, y);
        var least = b.Constant(epsilon, x);
        var sizes = b.Multiply(b.Add(OpKind.Maximum, b.Norm(x, 2, [axis], false), least),
            b.Add(OpKind.Maximum, b.Norm(y, 2, [axis], false), least));
        return b.Divide(b.Sum(b.Multiply(x, y), [axis]), sizes);
    }

    private static Node Difference(this GraphBuilder b, string what, Node prediction, Node target)
    {
        b.MustBeAlike(what, prediction, target);
        return b.Subtract(prediction, target);
    }

    /// <summary>Asks that two tensors have one shape: now, where that is known, or of each call.</summary>
    /// <exception cref="ShapeException">They never have, or one has an axis of 1 where the other has as many as the call says.</exception>
    private static void MustBeAlike(this GraphBuilder b, string what, Node left, Node right)
    {
        var (x, y) = (left.Type.Shape, right.Type.Shape);
        var because = $"{what} compares two tensors of one shape, but got {x} and {y}: make them equal by Squeeze, Unsqueeze, Reshape "
            + "or Expand";
        if (x.Rank != y.Rank || x.Dims.Zip(y.Dims, b.AreExpanded).Any(areExpanded => areExpanded))
            throw new ShapeException(because);
        for (var axis = 0; axis < x.Rank; axis++) b.Require(x[axis], y[axis], because);
    }

    private static bool AreExpanded(this GraphBuilder b, Dim one, Dim other) => b.IsExpansion(one, other) || b.IsExpansion(other, one);

    private static bool IsExpansion(this GraphBuilder b, Dim one, Dim other)
        => one.IsOne && b.BatchSymbols.Any(symbol => other == Dim.Symbol(symbol));
}
