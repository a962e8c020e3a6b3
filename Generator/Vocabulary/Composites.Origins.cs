using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Which of the user's operations a value comes from, by the form that they have in a graph.</summary>
internal static partial class Composites
{
    /// <summary>Tells what a value is of the expression that it is computed for, if that has no name for it.</summary>
    /// <param name="b">The graph.</param>
    /// <param name="value">The value.</param>
    /// <param name="part">Ends its name in emitted code.</param>
    public static Node Called(this GraphBuilder b, Node value, string part)
    {
        if (b.Nodes[value.Id].Origin is { Part: null } origin) b.Originate(value, origin with { Part = part });
        return b.Nodes[value.Id];
    }

    /// <summary>The axis along which a value is a softmax; null where it is none.</summary>
    public static int? SoftmaxAxis(this GraphBuilder b, Node value)
    {
        if (value.Kind != OpKind.Divide || value.Inputs[0] is var exponentials && b.Nodes[exponentials].Kind != OpKind.Exp) return null;
        return b.Nodes[value.Inputs[1]] is { Kind: OpKind.ReduceSum, Reduction.Axes: [var axis] } sum && sum.Inputs[0] == value.Inputs[0]
            ? axis
            : null;
    }

    /// <summary>The axis along which a value is the logarithm of a softmax; null where it is none.</summary>
    public static int? LogSoftmaxAxis(this GraphBuilder b, Node value)
        => value.Kind == OpKind.Subtract && b.Nodes[value.Inputs[1]] is { Kind: OpKind.Log } logarithm
            && b.Nodes[logarithm.Inputs[0]] is { Kind: OpKind.ReduceSum, Reduction.Axes: [var axis] } sum
            && b.Nodes[sum.Inputs[0]] is { Kind: OpKind.Exp } exponentials && exponentials.Inputs[0] == value.Inputs[0]
            ? axis
            : null;

    /// <summary>Whether a value is what dropout gives.</summary>
    public static bool IsDropout(this GraphBuilder b, Node value)
        => value.Kind == OpKind.Part && b.Nodes[value.Inputs[0]] is { Kind: OpKind.Branch } branch
            && b.Nodes[branch.Inputs[0]] is { Kind: OpKind.Less } training
            && b.Nodes[training.Inputs[1]] is { Kind: OpKind.HostScalar, Name: HostValues.Training }
            && branch.Bodies[0].Nodes.Any(node => node.Kind == OpKind.Random);

    /// <summary>The value without the movements that changed its shape alone.</summary>
    public static Node Unmoved(this GraphBuilder b, Node value)
    {
        while (value.Kind is OpKind.Reshape or OpKind.Transpose) value = b.Nodes[value.Inputs[0]];
        return value;
    }
}
