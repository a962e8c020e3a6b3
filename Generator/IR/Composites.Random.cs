namespace ModelGen.Generator.IR;

/// <summary>Random numbers, and what is done with them while a model trains.</summary>
internal static partial class Composites
{
    /// <summary>While the model trains: 0 with the probability, else x / (1 - probability); else x.</summary>
    public static Node Dropout(this GraphBuilder b, Node x, double probability)
    {
        if (probability is not (>= 0 and <= 1)) throw new ShapeException($"the probability of dropout is a number from 0 to 1, got {GraphText.Number(probability)}");
        var training = b.Add(OpKind.Less, b.Constant(0), b.HostScalar(Kernels.HostValues.Training));
        var branch = b.Add(OpKind.Branch, [training, x], new() { Bodies = [Side((body, value) => Dropped(body, value, probability)), Side((_, value) => value)] });
        return b.Part(branch, 0);

        Graph Side(Func<GraphBuilder, Node, Node> write)
        {
            var body = ControlFlow.Body(b, "dropout");
            body.Output(OutputRole.Result, "result", write(body, body.Input(new("x", x.Type))));
            return body.Build();
        }
    }

    private static Node Dropped(GraphBuilder b, Node x, double probability)
    {
        var isKept = b.Add(OpKind.LessOrEqual, b.Constant(probability), b.Random(x.Type.Shape));
        return b.Select(isKept, b.Multiply(x, b.Constant(probability < 1 ? 1 / (1 - probability) : 0)), b.Constant(0));
    }
}
