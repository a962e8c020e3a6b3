namespace ModelGen.Tests.Models;

/// <summary>A model of each kind, each with its calls on one batch.</summary>
internal static class AllocationModels
{
    public static readonly Dictionary<string, Func<Device, IEnumerable<WarmCall>>> Rows = new()
    {
        ["LinearModel"] = device => Of(
            Layers.LinearModel.Create(device), Floats(12), Floats(16), new float[16], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["Conv1dModel"] = device => Of(
            Layers.Conv1dModel.Create(device), Floats(28), Floats(24), new float[24], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["Conv2dModel"] = device => Of(
            Layers.Conv2dModel.Create(device), Floats(448), Floats(108), new float[108], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["ConvTranspose2dModel"] = device => Of(
            Layers.ConvTranspose2dModel.Create(device), Floats(96), Floats(576), new float[576], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["MaxPool2dModel"] = device => Of(
            Layers.MaxPool2dModel.Create(device), Floats(168), Floats(48), new float[48], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["AvgPool2dModel"] = device => Of(
            Layers.AvgPool2dModel.Create(device), Floats(168), Floats(48), new float[48], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["AdaptiveAvgPool2dModel"] = device => Of(
            Layers.AdaptiveAvgPool2dModel.Create(device), Floats(168), Floats(24), new float[24], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["BatchNorm1dModel"] = device => Of(
            Layers.BatchNorm1dModel.Create(device), Floats(6), Floats(6), new float[6], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["BatchNorm2dModel"] = device => Of(
            Layers.BatchNorm2dModel.Create(device), Floats(90), Floats(90), new float[90], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["LayerNormModel"] = device => Of(
            Layers.LayerNormModel.Create(device), Floats(30), Floats(30), new float[30], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["RmsNormModel"] = device => Of(
            Layers.RmsNormModel.Create(device), Floats(30), Floats(30), new float[30], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["GroupNormModel"] = device => Of(
            Layers.GroupNormModel.Create(device), Floats(72), Floats(72), new float[72], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["RnnModel"] = device => Of(
            Layers.RnnModel.Create(device), Floats(42), Floats(64), new float[64], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["ReluRnnModel"] = device => Of(
            Layers.ReluRnnModel.Create(device), Floats(42), Floats(64), new float[64], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["GruModel"] = device => Of(
            Layers.GruModel.Create(device), Floats(42), Floats(64), new float[64], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["LstmModel"] = device => Of(
            Layers.LstmModel.Create(device), Floats(42), Floats(72), new float[72], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["AttentionModel"] = device => Of(
            Layers.AttentionModel.Create(device), Floats(60), Floats(60), new float[60], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["CrossAttentionModel"] = device => Of(
            Layers.CrossAttentionModel.Create(device), Floats(60), Floats(24), new float[24], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["dropout in SavedNet"] = device => Of(
            Checkpoints.SavedNet.Create(device: device, drop: 0.4), Floats(15), Floats(10), new float[10], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["doubles"] = device => Of(
            DoubleRegression.Create(features: 7, device: device, seed: 1), new double[21], new double[3], new double[12], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y, y)),
        ["WordClassifier"] = device => Of(
            WordClassifier.Create(device), new int[20], new int[4], new float[12], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["OwnFunctions"] = device => Of(
            OwnFunctions.Create(device), Floats(28), Floats(12), new float[12], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["Classifier"] = device => Of(
            Classifier.Create(device), Floats(77), new int[11], new float[33], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["LeNet"] = device => Of(
            LeNet.Create(device), Floats(784), new int[4], new float[20], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["HighwayNet"] = device => Of(
            Nets.HighwayNet.Create(device), Floats(24), new int[4], new float[12], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["ResidualNet"] = device => Of(
            Nets.ResidualNet.Create(device), Floats(240), new int[4], new float[12], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["TransformerNet"] = device => Of(
            Nets.TransformerNet.Create(device), Floats(168), new int[21], new float[63], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["SiameseNet"] = device => Of(
            Nets.SiameseNet.Create(device), Floats(20), new float[4], new float[4], 200,
            (m, x, t) => m.TrainStep(x, x, t), (m, x, t) => m.Evaluate(x, x, t), (m, x, t) => m.Gradients(x, x, t),
            (m, x, y) => m.Predict(x, x, y)),
        ["AccumulatingSingleNet, frozen in part"] = device => Of(
            Frozen(Steps.AccumulatingSingleNet.Create(device)), Floats(14), Floats(6), new float[6], 200,
            (m, x, t) =>
            {
                m.TrainStep(x, t);
                m.Accumulate(x, t);
                m.Accumulate(x, t);
                _ = m.Apply().GradientNorm;
            },
            (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["MuonSingleNet"] = device => Of(
            Steps.MuonSingleNet.Create(device), Floats(14), Floats(6), new float[6], 200,
            (m, x, t) =>
            {
                m.TrainStep(x, t);
                m.Accumulate(x, t);
                m.Apply();
            },
            (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["LambSingleNet"] = device => Of(
            Steps.LambSingleNet.Create(device), Floats(14), Floats(6), new float[6], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["NAdamSingleNet"] = device => Of(
            Steps.NAdamSingleNet.Create(device), Floats(14), Floats(6), new float[6], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["Recurrence"] = device => Of(
            Nets.Recurrence.Create(device), Floats(12), new float[3], new float[3], 200,
            (m, x, t) => m.TrainStep(x, t), (m, x, t) => m.Evaluate(x, t), (m, x, t) => m.Gradients(x, t), (m, x, y) => m.Predict(x, y)),
        ["both sides of Conditional"] = device => Of(
            Nets.Conditional.Create(device), Floats(12), new float[12], new float[12], 200,
            (m, x, t) => { m.TrainStep(x, true, 0, t); m.TrainStep(x, false, 3, t); },
            (m, x, t) => { m.Evaluate(x, true, 2, t); m.Evaluate(x, false, 0, t); },
            (m, x, t) => { m.Gradients(x, true, 1, t); m.Gradients(x, false, 0, t); },
            (m, x, y) => { m.Predict(x, true, 0, y); m.Predict(x, false, 2, y); }),
        ["SequenceTagger"] = device => Of(
            Nets.SequenceTagger.Create(device), Floats(24), new int[8], new float[32], 200,
            (m, x, t) => m.TrainStep(new(x, [4, 2, 3], []), new(t, [4, 2], [])),
            (m, x, t) => m.Evaluate(new(x, [4, 2, 3], []), new(t, [4, 2], [])),
            (m, x, t) => m.Gradients(new(x, [4, 2, 3], []), new(t, [4, 2], [])),
            (m, x, y) => m.Predict(new(x, [4, 2, 3], []), new(y, [4, 2, 4], []))),
    };

    private static float[] Floats(int count) => [.. Enumerable.Range(0, count).Select(index => MathF.Sin(index))];

    private static Steps.AccumulatingSingleNet Frozen(Steps.AccumulatingSingleNet model)
    {
        model.Freeze("hidden.bias");
        return model;
    }

    private static IEnumerable<WarmCall> Of<TModel, TInput, TTarget, TResult>(
        TModel model, TInput[] x, TTarget[] target, TResult[] y, int times,
        Action<TModel, TInput[], TTarget[]> train, Action<TModel, TInput[], TTarget[]> evaluate,
        Action<TModel, TInput[], TTarget[]> gradients, Action<TModel, TInput[], TResult[]> predict)
        where TModel : IDisposable
    {
        using (model)
        {
            yield return new("TrainStep", times, () => train(model, x, target));
            yield return new("Evaluate", times, () => evaluate(model, x, target));
            yield return new("Gradients", times, () => gradients(model, x, target));
            yield return new("Predict", times, () => predict(model, x, y));
        }
    }
}

/// <summary>A call of a model, and how often it is repeated.</summary>
internal sealed record WarmCall(string Name, int Times, Action Call);
