using ModelGen.Tests.Models;

namespace ModelGen.Tests.Summary;

public class SummaryTests
{
    [Fact]
    public void LayersStandInTheSymbolsOfTheShapes()
    {
        using var model = Classifier.Create(Device.Cpu);
        var summary = model.Summary();
        Assert.Equal(
            [
                new LayerSummary("hidden", "Linear(7, 5)", 0, "[N, 5]", 40, null, "35*N"),
                new LayerSummary("output", "Linear(5, 3)", 0, "[N, 3]", 18, null, "15*N"),
            ],
            summary.Layers);
        Assert.Equal((58, 58, null, "50*N"),
            (summary.Parameters, summary.TrainableParameters, summary.MultiplyAdds, summary.MultiplyAddsText));
        Assert.All(summary.Calls, call => Assert.Null(call.Bytes));
    }

    [Fact]
    public void GivenSizesGiveNumbers()
    {
        using var model = Classifier.Create(Device.Cpu);
        var summary = model.Summary(n: 11);
        Assert.Equal(new LayerSummary("hidden", "Linear(7, 5)", 0, "[11, 5]", 40, 385, "385"), summary.Layers[0]);
        Assert.Equal(550, summary.MultiplyAdds);
        Assert.Equal(["Predict", "Evaluate", "TrainStep", "Gradients"], summary.Calls.Select(call => call.Call));
        Assert.All(summary.Calls, call => Assert.True(call.Bytes > 0 && call.Kernels > 0));
        Assert.Equal(58 * sizeof(float), summary.ParameterBytes);
        Assert.True(summary.PersistentBytes >= 3 * summary.ParameterBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Summary(n: -1));
    }

    /// <summary>The products of a convolution: an output's elements, each of a window of all channels.</summary>
    [Fact]
    public void ConvolutionsMultiplyAWindowForEachElement()
    {
        using var model = Layered.Create(channels: 4, Device.Cpu);
        var summary = model.Summary(n: 2);
        var rows = summary.Layers.ToDictionary(layer => layer.Name);
        Assert.Equal(2 * 4 * 8 * 8 * 3 * 3 * 3, rows["_net.0"].MultiplyAdds);
        Assert.Equal("[2, 4, 8, 8]", rows["_net.0"].Output);
        Assert.Equal("Conv2d(3, channels, 3, 1, 1, 1, 1)", rows["_net.0"].Module);
        Assert.Equal(1, rows["_net.0"].Depth);
        Assert.Equal(0, rows["_net"].Depth);
        Assert.Equal((4 * 3 * 9) + 4 + (4 * 4), rows["_net"].Parameters);
        Assert.Equal(2L * 5 * 256 * 256, rows["_turns"].MultiplyAdds);
        Assert.Equal(("Parameter", "[256]", 256L), (rows["scale"].Module, rows["scale"].Output, rows["scale"].Parameters));
        Assert.Equal("Dropout(0.1)", rows["_drop"].Module);
        Assert.Equal(rows["_net"].MultiplyAdds + rows["_turns"].MultiplyAdds + rows["_block"].MultiplyAdds, summary.MultiplyAdds);
        Assert.Equal(2 * 256 * 3, rows["_block._inner"].MultiplyAdds);
        Assert.Equal("[2, 3]", rows["_block._inner"].Output);
        Assert.Equal(summary.Parameters, model.Parameters.Sum(parameter => parameter.LongCount));
        Assert.Equal(summary.Parameters - 8, summary.TrainableParameters);
    }

    [Fact]
    public void TheTextIsATable()
    {
        using var model = Classifier.Create(Device.Cpu);
        Assert.StartsWith(
            """
            Classifier
            layer   module        output   parameters  multiply-adds
            ────────────────────────────────────────────────────────
            hidden  Linear(7, 5)  [11, 5]          40            385
            output  Linear(5, 3)  [11, 3]          18            165

            parameters     58, of which 58 are trained
            multiply-adds  550
            memory         232 bytes of parameters, 
            """,
            model.Summary(n: 11).ToString());
    }
}

/// <summary>Modules in modules, in a loop, and a parameter of the model's own.</summary>
[Model]
public partial class Layered(int channels)
{
    [Parameter(256)]
    private readonly Tensor scale;

    private readonly Sequential _net = new(new Conv2d(3, channels, 3, padding: 1), new BatchNorm2d(channels), new Relu());
    private readonly Linear _turns = new(256, 256);
    private readonly Dropout _drop = new(0.1);
    private readonly Head _block = new(256, 3);

    public Tensor Forward([Shape("N", 3, 8, 8)] Tensor x)
    {
        var rows = _net.Forward(x).Flatten().Reshape("N", 256) * scale;
        for (var turn = 0; turn < 5; turn++) rows = _turns.Forward(rows);
        return _block.Forward(_drop.Forward(rows));
    }
}

[Module]
public partial class Head(int size, int classes)
{
    private readonly Linear _inner = new(size, classes);

    public Tensor Forward([Shape("N", "size")] Tensor x) => _inner.Forward(x).Relu();
}
