using ModelGen.Tests.Checkpoints;

namespace ModelGen.Tests.Serving;

/// <summary>What docs/serving.md shows runs; a test of the generator compares the lines.</summary>
public class GuideTests
{
    [Fact]
    public void ThePageRuns()
    {
        using var folder = new TemporaryFolder();
        using (var trained = Ranker.Create(20, 3, seed: 2)) trained.Save(folder["ranker.safetensors"]);
        using var model = Ranker.Create(features: 20, classes: 3, Device.Cpu, seed: 1);
        model.Load(folder["ranker.safetensors"]);
        Parallel.For(0, 1000, request =>
        {
            var (x, shares) = (new float[20], new float[3]);
            model.Predict(x, shares);
        });
        using var predictor = model.CreatePredictor();
        var (row, answer) = (new float[20], new float[3]);
        predictor.Predict(row, answer);
        Assert.Equal(1, answer.Sum(), 1e-5f);
    }
}

[Model]
[Adam]
public partial class Ranker(int features, int classes)
{
    private readonly Linear _hidden = new(features, 32);
    private readonly Linear _output = new(32, classes);

    public Tensor Forward([Shape("N", "features")] Tensor x) => _output.Forward(_hidden.Forward(x).Relu()).Softmax(-1);

    public Tensor Loss(Tensor shares, [Shape("N")] IndexTensor labels) => shares.Log().NegativeLogLikelihood(labels);
}
