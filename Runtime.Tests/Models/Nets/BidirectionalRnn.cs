namespace ModelGen.Tests.Models.Nets;

/// <summary>Each step is labelled by what came before it and what comes after it.</summary>
[Model]
[Adam(LearningRate = 0.02)]
public partial class BidirectionalRnn
{
    private readonly RnnCell ahead = new(3, 4);
    private readonly RnnCell back = new(3, 4);
    private readonly Linear output = new(8, 3);

    public Tensor Forward([Shape("T", "N", 3)] Tensor x)
    {
        var (before, after) = (new List<Tensor>(), new List<Tensor>());
        var state = Tensor.Zeros("N", 4);
        for (var t = 0; t < x.Size(0); t++)
        {
            state = ahead.Forward(x[t], state);
            before.Add(state);
        }

        state = Tensor.Zeros("N", 4);
        for (var t = x.Size(0) - 1; t >= 0; t--)
        {
            state = back.Forward(x[t], state);
            after.Add(state);
        }

        var (past, future) = (Tensor.Stack(0, before), Tensor.Stack(0, after));
        var logits = new List<Tensor>();
        for (var t = 0; t < x.Size(0); t++) logits.Add(output.Forward(Tensor.Concat(1, past[t], future[x.Size(0) - 1 - t])));
        return Tensor.Stack(0, logits);
    }

    public Tensor Loss(Tensor logits, [Shape("T", "N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
