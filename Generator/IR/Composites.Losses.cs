namespace ModelGen.Generator.IR;

/// <summary>Losses; each is one number, the mean over what it is given.</summary>
internal static partial class Composites
{
    public static Node MeanSquared(this GraphBuilder b, Node prediction, Node target)
    {
        var difference = b.Subtract(prediction, target);
        return b.Mean(b.Multiply(difference, difference));
    }

    /// <summary>The mean over rows of -log softmax(logits)[label]; logits are [.., C], labels the same shape without C.</summary>
    public static Node CrossEntropy(this GraphBuilder b, Node logits, Node labels)
    {
        var shape = logits.Type.Shape;
        if (shape.Rank == 0 || labels.Type.Rank != shape.Rank - 1)
            throw new ShapeException($"cross entropy needs logits [.., classes] and labels of the same shape without classes, but got {logits.Type} and {labels.Type}");
        var classes = shape[shape.Rank - 1];
        b.Bound(labels, classes);
        var column = b.Reshape(labels, Shape.Of(labels.Type.Shape.Dims.Append(Dim.One)));
        var hit = b.Add(OpKind.Equal, b.Iota(shape, shape.Rank - 1), column);
        var chosen = b.Sum(b.Select(hit, b.LogSoftmax(logits), b.Constant(0)), [-1]);
        return b.Add(OpKind.Negate, b.Mean(chosen));
    }

    /// <summary>The mean of max(x, 0) - x y + log1p(exp(-|x|)): binary cross entropy of sigmoid(x) with targets y in [0, 1].</summary>
    public static Node BinaryCrossEntropy(this GraphBuilder b, Node logits, Node targets)
        => b.Mean(b.Subtract(b.Softplus(logits), b.Multiply(logits, targets)));

    /// <summary>The mean of d²/2 where |d| is below delta, else of delta (|d| - delta/2), with d = prediction - target.</summary>
    public static Node Huber(this GraphBuilder b, Node prediction, Node target, double delta = 1)
    {
        var difference = b.Subtract(prediction, target);
        var size = b.Add(OpKind.Abs, difference);
        var near = b.Multiply(b.Multiply(difference, difference), b.Constant(0.5));
        var far = b.Multiply(b.Constant(delta), b.Subtract(size, b.Constant(delta / 2)));
        return b.Mean(b.Select(b.Add(OpKind.Less, size, b.Constant(delta)), near, far));
    }
}
