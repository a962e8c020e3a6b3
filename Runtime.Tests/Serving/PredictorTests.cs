using ModelGen.Tests.Gpu;
using ModelGen.Tests.Models;

namespace ModelGen.Tests.Serving;

public class PredictorTests
{
    private static readonly float[] Row = [1, -2, 3, -4, 5, -6, 7];

    [Fact]
    public void APredictorGivesTheBitsOfItsModelAndSeesItsTraining()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        using var predictor = model.CreatePredictor();
        var start = Logits(predictor);
        Assert.Equal(Logits(model), start);
        model.TrainStep(Row, [1]);
        Assert.NotEqual(start, Logits(predictor));
        Assert.Equal(Logits(model), Logits(predictor));
        Assert.Equal(model.Evaluate(Row, [2]).Loss, predictor.Evaluate(Row, [2]).Loss);
        Assert.Same(model.Parameters, predictor.Parameters);
    }

    [Theory, OnDevices]
    public void APredictorOnADeviceSeesWhatIsQueued(string device)
    {
        using var model = Classifier.Create(TestDevices.Model(device), seed: 1);
        using var predictor = model.CreatePredictor();
        for (var step = 0; step < 5; step++)
        {
            model.TrainStep(Row, [step % 3]);
            var served = Logits(predictor);
            Assert.Equal(Logits(model), served);
        }
    }

    /// <summary>What a predictor is told to change is its model's.</summary>
    [Fact]
    public void TrainingByAPredictorTrainsItsModel()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        using var other = Classifier.Create(Device.Cpu, seed: 1);
        using var predictor = model.CreatePredictor();
        predictor.LearningRate = 0.1f;
        other.LearningRate = 0.1f;
        Assert.Equal(other.TrainStep(Row, [1]).Loss, predictor.TrainStep(Row, [1]).Loss);
        Assert.Equal(Logits(other), Logits(model));
        Assert.Equal(other.Gradients(Row, [1])["x"].ToArray(), predictor.Gradients(Row, [1])["x"].ToArray());
    }

    [Fact]
    public void APredictorIsGoneWhenItOrItsModelIsDisposed()
    {
        var model = Classifier.Create(Device.Cpu, seed: 1);
        var first = model.CreatePredictor();
        using var second = model.CreatePredictor();
        first.Dispose();
        first.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Logits(first));
        Assert.NotEmpty(Logits(second));
        Assert.NotEmpty(Logits(model));
        model.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Logits(second));
        Assert.Throws<ObjectDisposedException>(model.CreatePredictor);
    }

    [Fact]
    public void ManyThreadsMayUseOnePredictor()
    {
        using var model = Classifier.Create(Device.Cpu, seed: 1);
        using var predictor = model.CreatePredictor();
        var expected = Logits(model);
        Assert.Empty(Callers.Run(8, 200, (_, _) => Assert.Equal(expected, Logits(predictor))));
    }

    private static float[] Logits(Classifier model)
    {
        var logits = new float[3];
        model.Predict(Row, logits);
        return logits;
    }
}
