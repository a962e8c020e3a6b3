using ModelGen.Tests.Gpu;
using ModelGen.Tests.Models.Nets;

namespace ModelGen.Tests.Models.Layers;

/// <summary>
/// Layers without biases and scales, blocks that their numbers decide, and losses of their weights train as PyTorch's, whose names and
/// layouts their parameters have: no more of them, and no fewer.
/// </summary>
public class BareLayerTests
{
    private static readonly NetRows Rows = new("bare_gru_cell", "penalized", "tied_layer")
    {
        ["bare_linear"] = (device, row) => NetRun.Of(
            BareLinear.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_conv1d"] = (device, row) => NetRun.Of(
            BareConv1d.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_conv2d"] = (device, row) => NetRun.Of(
            BareConv2d.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_conv_transpose2d"] = (device, row) => NetRun.Of(
            BareConvTranspose2d.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_batch_norm1d"] = (device, row) => NetRun.Of(
            BareBatchNorm1d.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_batch_norm2d"] = (device, row) => NetRun.Of(
            BareBatchNorm2d.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_layer_norm"] = (device, row) => NetRun.Of(
            BareLayerNorm.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_group_norm"] = (device, row) => NetRun.Of(
            BareGroupNorm.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_attention"] = (device, row) => NetRun.Of(
            BareAttention.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_rnn"] = (device, row) => NetRun.Of(
            BareRnn.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_gru"] = (device, row) => NetRun.Of(
            BareGru.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_lstm"] = (device, row) => NetRun.Of(
            BareLstm.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["bare_rnn_cell"] = (device, row) => NetRun.Of(
            BareRnnCell.Create(device), m => m.Gradients(row.X, row.State, row.Target), m => m.TrainStep(row.X, row.State, row.Target),
            (m, y) => m.Predict(row.X, row.State, y)),
        ["bare_gru_cell"] = (device, row) => NetRun.Of(
            BareGruCell.Create(device), m => m.Gradients(row.X, row.State, row.Target), m => m.TrainStep(row.X, row.State, row.Target),
            (m, y) => m.Predict(row.X, row.State, y)),
        ["bare_lstm_cell"] = (device, row) => NetRun.Of(
            BareLstmCell.Create(device), m => m.Gradients(row.X, row.State, row.Target), m => m.TrainStep(row.X, row.State, row.Target),
            (m, y) => m.Predict(row.X, row.State, y)),
        ["residual_stages"] = (device, row) => NetRun.Of(
            ResidualStages.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["penalized"] = (device, row) => NetRun.Of(
            Penalized.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
        ["tied_layer"] = (device, row) => NetRun.Of(
            TiedLayer.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
            (m, y) => m.Predict(row.X, y)),
    };

    public static TheoryData<string> Names => Rows.Names;

    public static IEnumerable<ITheoryDataRow> Devices => Rows.OnDevices;

    [Theory, MemberData(nameof(Names))]
    public void OnTheProcessor(string name) => Rows.CheckOnTheProcessor(name);

    [Theory, MemberData(nameof(Devices))]
    public void OnADevice(string device, string name) => Rows.CheckOnADevice(device, name);
}
