namespace ModelGen.Generator.IR;

/// <summary>Losses: terms of each element or row, and what becomes of them.</summary>
internal static partial class Composites
{
    /// <summary>The mean, the sum, the sum divided by the first axis, or the terms themselves.</summary>
    public static Node Reduced(this GraphBuilder b, Node terms, LossReduction reduction) => reduction switch
    {
        LossReduction.Mean => b.Mean(terms),
        LossReduction.Sum => b.Sum(terms),
        LossReduction.BatchMean when terms.Type.Rank > 0 => b.Divide(b.Sum(terms), b.Count(terms.Type.Shape[0])),
        _ => terms,
    };

    public static Node MeanSquared(this GraphBuilder b, Node prediction, Node target, LossReduction reduction = LossReduction.Mean)
        => b.Reduced(b.Square(b.Subtract(prediction, target)), reduction);

    /// <summary>-log softmax(logits)[label] of each row; logits are [.., C], labels the same shape without C.</summary>
    /// <param name="b">The graph.</param>
    /// <param name="logits">[.., C].</param>
    /// <param name="labels">[..].</param>
    /// <param name="smoothing">The share of the target that all classes have evenly.</param>
    /// <param name="reduction">What becomes of the rows' terms.</param>
    public static Node CrossEntropy(this GraphBuilder b, Node logits, Node labels, double smoothing = 0, LossReduction reduction = LossReduction.Mean)
    {
        if (smoothing is not (>= 0 and <= 1)) throw new ShapeException($"label smoothing is a number from 0 to 1, got {GraphText.Number(smoothing)}");
        MustBeLabels("cross entropy needs logits", logits, labels);
        var logarithms = b.LogSoftmax(logits);
        var chosen = b.Chosen(logarithms, labels);
        if (smoothing > 0) chosen = b.Add(b.Multiply(chosen, b.Constant(1 - smoothing)), b.Multiply(b.Mean(logarithms, [-1]), b.Constant(smoothing)));
        return b.Add(OpKind.Negate, b.Reduced(chosen, reduction));
    }

    /// <summary>-x[label] of each row of logarithms of probabilities.</summary>
    public static Node NegativeLogLikelihood(this GraphBuilder b, Node logarithms, Node labels, LossReduction reduction)
    {
        MustBeLabels("the negative log likelihood needs logarithms", logarithms, labels);
        return b.Add(OpKind.Negate, b.Reduced(b.Chosen(logarithms, labels), reduction));
    }

    /// <summary>max(x, 0) - x y + log1p(exp(-|x|)): binary cross entropy of sigmoid(x) with targets y in [0, 1].</summary>
    public static Node BinaryCrossEntropy(this GraphBuilder b, Node logits, Node targets, LossReduction reduction = LossReduction.Mean)
        => b.Reduced(b.Subtract(b.Softplus(logits), b.Multiply(logits, targets)), reduction);

    /// <summary>d²/2 where |d| is below delta, else delta (|d| - delta/2), with d = prediction - target.</summary>
    public static Node Huber(this GraphBuilder b, Node prediction, Node target, double delta = 1, LossReduction reduction = LossReduction.Mean)
    {
        var difference = b.Subtract(prediction, target);
        var size = b.Add(OpKind.Abs, difference);
        var near = b.Multiply(b.Square(difference), b.Constant(0.5));
        var far = b.Multiply(b.Constant(delta), b.Subtract(size, b.Constant(delta / 2)));
        return b.Reduced(b.Select(b.Add(OpKind.Less, size, b.Constant(delta)), near, far), reduction);
    }

    /// <summary>Huber's loss divided by its bound: d²/(2 beta) where |d| is below beta, else |d| - beta/2; |d| where beta is 0.</summary>
    public static Node SmoothL1(this GraphBuilder b, Node prediction, Node target, double beta, LossReduction reduction)
    {
        if (beta == 0) return b.L1(prediction, target, reduction);
        if (beta is not > 0) throw new ShapeException($"the beta of a smooth L1 loss is 0 or more, got {GraphText.Number(beta)}");
        return b.Multiply(b.Huber(prediction, target, beta, reduction), b.Constant(1 / beta));
    }

    public static Node L1(this GraphBuilder b, Node prediction, Node target, LossReduction reduction)
        => b.Reduced(b.Add(OpKind.Abs, b.Subtract(prediction, target)), reduction);

    /// <summary>y (log y - x) with x = log q: the divergence of q from y; terms where y is 0 are 0.</summary>
    public static Node KlDivergence(this GraphBuilder b, Node logarithms, Node targets, LossReduction reduction)
    {
        var isPositive = b.Add(OpKind.Less, b.Constant(0), targets);
        var entropy = b.Select(isPositive, b.Multiply(targets, b.Add(OpKind.Log, b.Select(isPositive, targets, b.Constant(1)))), b.Constant(0));
        return b.Reduced(b.Subtract(entropy, b.Multiply(targets, logarithms)), reduction);
    }

    /// <summary>max(0, margin - x y) for targets y of -1 and 1.</summary>
    public static Node Hinge(this GraphBuilder b, Node scores, Node targets, double margin, LossReduction reduction)
        => b.Reduced(b.Relu(b.Subtract(b.Constant(margin), b.Multiply(scores, targets))), reduction);

    /// <summary>x y / (max(|x|, epsilon) max(|y|, epsilon)) along an axis.</summary>
    public static Node CosineSimilarity(this GraphBuilder b, Node x, Node y, int axis, double epsilon)
    {
        var least = b.Constant(epsilon);
        var sizes = b.Multiply(b.Add(OpKind.Maximum, b.Norm(x, 2, [axis], false), least), b.Add(OpKind.Maximum, b.Norm(y, 2, [axis], false), least));
        return b.Divide(b.Sum(b.Multiply(x, y), [axis]), sizes);
    }

    /// <summary>The element of each row that its label names.</summary>
    private static Node Chosen(this GraphBuilder b, Node rows, Node labels)
    {
        var shape = rows.Type.Shape;
        b.Bound(labels, shape[shape.Rank - 1]);
        var hit = b.Add(OpKind.Equal, b.Iota(shape, shape.Rank - 1), b.Unsqueeze(labels, -1));
        return b.Sum(b.Select(hit, rows, b.Constant(0)), [-1]);
    }

    private static void MustBeLabels(string what, Node rows, Node labels)
    {
        if (rows.Type.Rank == 0 || labels.Type.Rank != rows.Type.Rank - 1)
            throw new ShapeException($"{what} [.., classes] and labels of the same shape without classes, but got {rows.Type} and {labels.Type}");
    }
}
