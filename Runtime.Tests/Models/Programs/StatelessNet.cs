namespace ModelGen.Tests.Models.Programs;

/// <summary>The layers of <see cref="StreamNet"/> without its state.</summary>
[Model(Precision = Precision.Double)]
public partial class StatelessNet
{
    private readonly Linear input = new(3, 4);
    private readonly Linear memory = new(4, 4);
    private readonly Linear output = new(4, 2);

    public Tensor Forward([Shape(2, 3)] Tensor x) => output.Forward(memory.Forward(input.Forward(x)));
}
