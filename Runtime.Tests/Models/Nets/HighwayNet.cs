namespace ModelGen.Tests.Models.Nets;

/// <summary>A gate says how much of the layer and how much of its input goes on (Srivastava et al., 2015).</summary>
[Module]
public partial class HighwayLayer(int features)
{
    private readonly Linear gate = new(features, features);
    private readonly Linear plain = new(features, features);

    public Tensor Forward([Shape("N", "features")] Tensor x)
    {
        var open = gate.Forward(x).Sigmoid();
        return open * plain.Forward(x).Relu() + (1 - open) * x;
    }
}

[Model]
[AdamW(LearningRate = 0.02)]
public partial class HighwayNet
{
    private readonly HighwayLayer[] layers = [new(6), new(6), new(6)];
    private readonly Linear output = new(6, 3);

    public Tensor Forward([Shape("N", 6)] Tensor x)
    {
        for (var layer = 0; layer < layers.Length; layer++) x = layers[layer].Forward(x);
        return output.Forward(x);
    }

    public Tensor Loss(Tensor logits, [Shape("N")] IndexTensor labels) => logits.CrossEntropy(labels);
}
