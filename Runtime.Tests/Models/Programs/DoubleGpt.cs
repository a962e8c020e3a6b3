using CharacterGpt;

namespace ModelGen.Tests.Models.Programs;

/// <summary>The sample's model in double precision.</summary>
[Model(Precision = Precision.Double)]
[AdamW(LearningRate = 1e-3, Beta2 = 0.99, WeightDecay = 0.1)]
[ParameterGroup("*.bias", WeightDecay = 0), ParameterGroup("*orm.weight", WeightDecay = 0)]
[ClipGradients(Norm = 1)]
public partial class DoubleGpt(int vocabulary)
{
    private readonly Transformer _net = new(vocabulary, 0);

    public Tensor Forward([Shape("N", "T")] IndexTensor text) => _net.Forward(text, 0, false);

    public Tensor Loss(Tensor scores, [Shape("N", "T")] IndexTensor next) => scores.CrossEntropy(next);
}
