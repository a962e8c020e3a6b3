using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Losses of scores by class, of which labels name one each: scores [.., C, ..] and labels of that shape without C.</summary>
internal static partial class Composites
{
    /// <summary>-log softmax(logits)[label] along the axis of the classes.</summary>
    /// <param name="b">The graph.</param>
    /// <param name="logits">[.., C, ..].</param>
    /// <param name="labels">The logits' shape without C.</param>
    /// <param name="smoothing">The share of the target that all classes have evenly.</param>
    /// <param name="reduction">What becomes of the labels' terms.</param>
    /// <param name="axis">The axis of the classes.</param>
    /// <exception cref="ShapeException">The labels' shape is another, or the smoothing is not in [0, 1].</exception>
    public static Node CrossEntropy(
        this GraphBuilder b, Node logits, Node labels, double smoothing = 0, LossReduction reduction = LossReduction.Mean, int axis = -1)
    {
        if (smoothing is not (>= 0 and <= 1))
            throw new ShapeException($"label smoothing is a number from 0 to 1, got {GraphText.Number(smoothing)}");
        b.MustBeLabels("cross entropy", "logits", logits, labels, axis);
        var logarithms = b.LogSoftmax(logits, axis);
        var chosen = b.PickByLabel(logarithms, labels, axis);
        if (smoothing > 0) chosen = b.Smoothed(chosen, b.Mean(logarithms, [axis]), smoothing);
        return b.Add(OpKind.Negate, b.Reduced(chosen, reduction));
    }

    private static Node Smoothed(this GraphBuilder b, Node chosen, Node even, double smoothing)
        => b.Add(b.Multiply(chosen, b.Constant(1 - smoothing, chosen)), b.Multiply(even, b.Constant(smoothing, even)));

    /// <summary>-x[label] of logarithms of probabilities along the axis of the classes.</summary>
    /// <param name="b">The graph.</param>
    /// <param name="logarithms">[.., C, ..].</param>
    /// <param name="labels">The logarithms' shape without C.</param>
    /// <param name="reduction">What becomes of the labels' terms.</param>
    /// <param name="axis">The axis of the classes.</param>
    /// <exception cref="ShapeException">The labels' shape is another.</exception>
    public static Node NegativeLogLikelihood(this GraphBuilder b, Node logarithms, Node labels, LossReduction reduction, int axis = -1)
    {
        b.MustBeLabels("the negative log likelihood", "logarithms", logarithms, labels, axis);
        return b.Add(OpKind.Negate, b.Reduced(b.PickByLabel(logarithms, labels, axis), reduction));
    }

    /// <summary>The element that each label names, along the axis of the classes, which goes.</summary>
    private static Node PickByLabel(this GraphBuilder b, Node scores, Node labels, int axis)
    {
        var (shape, position) = (scores.Type.Shape, Axis(scores, axis));
        b.Bound(labels, shape[position]);
        var hit = b.Add(OpKind.Equal, b.Iota(shape, position), b.Unsqueeze(labels, position));
        return b.Called(b.Sum(b.Select(hit, scores, b.Constant(0, scores)), [position]), "logProbability");
    }

    /// <summary>
    /// Asks that labels have the scores' shape without the classes; where they fit better without another axis, that is a mistake.
    /// </summary>
    private static void MustBeLabels(this GraphBuilder b, string what, string scores, Node rows, Node labels, int axis)
    {
        var (shape, given, position) = (rows.Type.Shape, labels.Type.Shape, Axis(rows, axis));
        var expected = Without(shape, position);
        var misfit = b.Misfit(expected, given);
        var better = b.BetterAxis(shape, given, misfit);
        var where = position == shape.Rank - 1 ? "the last axis" : $"axis {GraphText.Number(position)}";
        var hint = better is null ? "" : $"; these labels fit where the classes are axis {better}: write axis: {better}";
        var because = $"{what} takes the classes from {where} of the {scores} {shape} and labels of the same shape without "
            + $"classes, {expected}, "
            + $"but got labels {given}{hint}";
        if (better is not null || misfit > 2) throw new ShapeException(because) { Better = better is null ? null : new("axis", better) };
        for (var other = 0; other < expected.Rank; other++) b.Require(expected[other], given[other], because);
    }

    /// <summary>The axis without which a shape fits labels best, and better than it does; null where there is none.</summary>
    private static string? BetterAxis(this GraphBuilder b, Shape shape, Shape labels, int misfit)
        => Enumerable.Range(0, shape.Rank).Select(axis => (Axis: GraphText.Number(axis), Misfit: b.Misfit(Without(shape, axis), labels)))
            .Where(other => other.Misfit < misfit).OrderBy(other => other.Misfit).Select(other => other.Axis).FirstOrDefault();

    private static Shape Without(Shape shape, int axis) => Shape.Of(shape.Dims.Where((_, other) => other != axis));

    /// <summary>
    /// What must come together for two shapes to be equal: 0 nothing, 1 sizes of two names, 2 an open size and a number; 3 they never are.
    /// </summary>
    private static int Misfit(this GraphBuilder b, Shape expected, Shape given)
        => expected.Rank != given.Rank ? 3 : expected.Dims.Zip(given.Dims, b.Misfit).Append(0).Max();

    private static int Misfit(this GraphBuilder b, Dim expected, Dim given)
    {
        if (expected == given) return 0;
        if (expected.NeverEquals(given) || b.AreExpanded(expected, given)) return 3;
        return expected.IsConstant || given.IsConstant ? 2 : 1;
    }
}
