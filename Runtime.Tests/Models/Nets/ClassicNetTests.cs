using System.Numerics.Tensors;
using ModelGen.Tests.Gpu;

namespace ModelGen.Tests.Models.Nets;

/// <summary>Nets of many shapes train as PyTorch's: gradients, 20 losses, the parameters at the end and what is predicted then.</summary>
public class ClassicNetTests
{
    private static readonly NetRows Rows = new("tied_autoencoder")
    {
        ["by_value_above"] = (device, row) => OfByValue(device, row),
        ["by_value_below"] = (device, row) => OfByValue(device, row),
        ["residual"] = (device, row) => Of(ResidualNet.Create(device), row.Floats("x"), row.Integers("labels")),
        ["tied_autoencoder"] = (device, row) => Of(TiedAutoencoder.Create(device), row.Floats("x")),
        ["highway"] = (device, row) => Of(HighwayNet.Create(device), row.Floats("x"), row.Integers("labels")),
        ["siamese"] = (device, row) => Of(SiameseNet.Create(device), row.Floats("a"), row.Floats("b"), row.Floats("same")),
        ["bidirectional_rnn"] = (device, row) => Of(BidirectionalRnn.Create(device), row.Floats("x"), row.Integers("labels")),
        ["transformer"] = (device, row) => Of(TransformerNet.Create(device), row.Floats("x"), row.Integers("labels")),
    };

    public static TheoryData<string> Names => Rows.Names;

    public static IEnumerable<ITheoryDataRow> Devices => Rows.OnDevices;

    [Theory, MemberData(nameof(Names))]
    public void OnTheProcessor(string name) => Rows.CheckOnTheProcessor(name);

    [Theory, MemberData(nameof(Devices))]
    public void OnADevice(string device, string name) => Rows.CheckOnADevice(device, name);

    private static NetRun OfByValue(Device device, NetReference row)
    {
        var (x, target) = (row.Floats("x"), row.Floats("target"));
        return NetRun.Of(ByValue.Create(device), m => m.Gradients(x, 3, target), m => m.TrainStep(x, 3, target),
            (m, y) => m.Predict(x, 3, y));
    }

    private static NetRun Of(ResidualNet model, float[] x, int[] labels)
        => NetRun.Of(model, m => m.Gradients(x, labels), m => m.TrainStep(x, labels), (m, y) => m.Predict(x, y));

    private static NetRun Of(TiedAutoencoder model, float[] x)
        => NetRun.Of(model, m => m.Gradients(x), m => m.TrainStep(x), (m, y) => m.Predict(x, new float[x.Length / 8 * 3], y));

    private static NetRun Of(HighwayNet model, float[] x, int[] labels)
        => NetRun.Of(model, m => m.Gradients(x, labels), m => m.TrainStep(x, labels), (m, y) => m.Predict(x, y));

    private static NetRun Of(TransformerNet model, float[] x, int[] labels)
        => NetRun.Of(model, m => m.Gradients(x, labels), m => m.TrainStep(x, labels), (m, y) => m.Predict(x, y));

    private static NetRun Of(SiameseNet model, float[] a, float[] b, float[] same)
        => NetRun.Of(model, m => m.Gradients(a, b, same), m => m.TrainStep(a, b, same), (m, y) => m.Predict(a, b, y));

    private static NetRun Of(BidirectionalRnn model, float[] x, int[] labels) => NetRun.Of(
        model,
        m => m.Gradients(new ReadOnlyTensorSpan<float>(x, [7, 5, 3], []), new ReadOnlyTensorSpan<int>(labels, [7, 5], [])),
        m => m.TrainStep(new ReadOnlyTensorSpan<float>(x, [7, 5, 3], []), new ReadOnlyTensorSpan<int>(labels, [7, 5], [])),
        (m, y) => m.Predict(new ReadOnlyTensorSpan<float>(x, [7, 5, 3], []), new TensorSpan<float>(y, [7, 5, 3], [])));
}
