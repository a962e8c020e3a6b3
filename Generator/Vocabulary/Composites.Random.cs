using ModelGen.Generator.IR;

namespace ModelGen.Generator.Vocabulary;

/// <summary>Random numbers, and what is done with them while a model trains.</summary>
internal static partial class Composites
{
    // Where all is dropped, the scale of what is kept stays finite, for it multiplies a gradient of 0.
    private const double LeastKept = 1e-30;

    /// <summary>While the model trains: 0 with the probability, a number, else x / (1 - probability); else x.</summary>
    public static Node Dropout(this GraphBuilder b, Node x, Node probability)
    {
        MustBeProbability(probability);
        var training = b.Add(OpKind.Less, b.Constant(0), b.HostScalar(HostValues.Training));
        var branch = b.Add(OpKind.Branch, [training, x, probability],
            new BranchArguments(
                [b.DropoutSide(x.Type, probability.Type, ApplyDropout), b.DropoutSide(x.Type, probability.Type, (_, value, _) => value)]));
        return b.Part(branch, 0);
    }

    private static void MustBeProbability(Node number)
    {
        if (number.Kind == OpKind.Constant && number.Value is not (>= 0 and <= 1))
            throw new ShapeException($"the probability of dropout is a number from 0 to 1, got {GraphText.Number(number.Value)}");
    }

    private static Graph DropoutSide(this GraphBuilder b, TensorType x, TensorType probability, Func<GraphBuilder, Node, Node, Node> write)
    {
        var body = ControlFlow.Body(b, "dropout");
        body.Output(OutputRole.Result, "result", write(body, body.Input(new("x", x)), body.Input(new("probability", probability))));
        return body.Build();
    }

    /// <summary>Normal numbers, of two uniform ones each (Box and Muller, Annals of Mathematical Statistics 29, 1958).</summary>
    public static Node Normal(this GraphBuilder b, double mean, double deviation, Shape shape)
    {
        if (!(deviation >= 0)) throw new ShapeException($"the deviation of normal numbers is 0 or more, got {GraphText.Number(deviation)}");
        var radius = b.Add(OpKind.Sqrt, b.Multiply(b.Add(OpKind.Log, b.Subtract(b.Constant(1), b.Random(shape))), b.Constant(-2)));
        var wave = b.Add(OpKind.Cos, b.Multiply(b.Random(shape), b.Constant(2 * Math.PI)));
        return b.Add(b.Multiply(b.Multiply(radius, wave), b.Constant(deviation)), b.Constant(mean));
    }

    private static Node ApplyDropout(GraphBuilder b, Node x, Node probability)
    {
        var isKept = b.Add(OpKind.LessOrEqual, probability, b.Random(x.Type.Shape, probability.Type.Element));
        var kept = b.Add(OpKind.Maximum, b.Subtract(b.Constant(1, probability), probability), b.Constant(LeastKept, probability));
        var scale = b.Convert(b.Divide(b.Constant(1, kept), kept), x.Type.Element);
        return b.Select(isKept, b.Multiply(x, scale), b.Constant(0, x));
    }
}
