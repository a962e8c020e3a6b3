namespace ModelGen.Tests.Models.Programs;

/// <summary>A recurrence of two streams whose hidden states go from call to call.</summary>
[Model(Precision = Precision.Double)]
[Adam(LearningRate = 0.02)]
public partial class StreamNet
{
    private readonly Linear input = new(3, 4);
    private readonly Linear memory = new(4, 4);
    private readonly Linear output = new(4, 2);

    [State(2, 4, Value = 0.25)]
    private Tensor hidden;

    public Tensor Forward([Shape(2, 3)] Tensor x)
    {
        hidden = (input.Forward(x) + memory.Forward(hidden)).Tanh();
        return output.Forward(hidden);
    }

    public Tensor Loss(Tensor y, [Shape(2, 2)] Tensor target) => y.MeanSquared(target);
}
