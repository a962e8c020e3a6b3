using System.Numerics.Tensors;
using ModelGen.Tests.Gpu;
using ModelGen.Tests.Models.Nets;

namespace ModelGen.Tests.Models.Layers;

/// <summary>
/// Each standard layer trains as PyTorch's: values, gradients of parameters and input, running statistics, names and layouts of parameters.
/// </summary>
public class LayerTests
{
    private static readonly NetRows Rows = new("batch_norm2d", "group_norm", "lstm")
    {
        ["linear"] = (device, row) =>
            NetRun.Of(LinearModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["conv1d"] = (device, row) =>
            NetRun.Of(Conv1dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["conv2d"] = (device, row) =>
            NetRun.Of(Conv2dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["conv_transpose2d"] = (device, row) =>
            NetRun.Of(ConvTranspose2dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["max_pool2d"] = (device, row) =>
            NetRun.Of(MaxPool2dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["avg_pool2d"] = (device, row) =>
            NetRun.Of(AvgPool2dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["adaptive_avg_pool2d"] = (device, row) =>
            NetRun.Of(AdaptiveAvgPool2dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["batch_norm1d"] = (device, row) =>
            NetRun.Of(BatchNorm1dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["batch_norm2d"] = (device, row) =>
            NetRun.Of(BatchNorm2dModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["layer_norm"] = (device, row) =>
            NetRun.Of(LayerNormModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["rms_norm"] = (device, row) =>
            NetRun.Of(RmsNormModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["group_norm"] = (device, row) =>
            NetRun.Of(GroupNormModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["attention"] = (device, row) =>
            NetRun.Of(AttentionModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["cross_attention"] = (device, row) =>
            NetRun.Of(CrossAttentionModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["causal_attention"] = (device, row) => NetRun.Of(
            CausalAttentionModel.Create(device),
            m => m.Gradients(new ReadOnlyTensorSpan<float>(row.X, [3, 5, 6], []), new ReadOnlyTensorSpan<float>(row.Target, [3, 5, 6], [])),
            m => m.TrainStep(new ReadOnlyTensorSpan<float>(row.X, [3, 5, 6], []), new ReadOnlyTensorSpan<float>(row.Target, [3, 5, 6], [])),
            (m, y) => m.Predict(new ReadOnlyTensorSpan<float>(row.X, [3, 5, 6], []), new TensorSpan<float>(y, [3, 5, 6], []))),
        ["rnn"] = (device, row) =>
            NetRun.Of(RnnModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["relu_rnn"] = (device, row) =>
            NetRun.Of(ReluRnnModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["gru"] = (device, row) =>
            NetRun.Of(GruModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["lstm"] = (device, row) =>
            NetRun.Of(LstmModel.Create(device), m => m.Gradients(row.X, row.Target), m => m.TrainStep(row.X, row.Target),
                (m, y) => m.Predict(row.X, y)),
        ["rnn_cell"] = (device, row) =>
            NetRun.Of(RnnCellModel.Create(device), m => m.Gradients(row.X, row.State, row.Target),
                m => m.TrainStep(row.X, row.State, row.Target), (m, y) => m.Predict(row.X, row.State, y)),
        ["gru_cell"] = (device, row) =>
            NetRun.Of(GruCellModel.Create(device), m => m.Gradients(row.X, row.State, row.Target),
                m => m.TrainStep(row.X, row.State, row.Target), (m, y) => m.Predict(row.X, row.State, y)),
        ["lstm_cell"] = (device, row) =>
            NetRun.Of(LstmCellModel.Create(device), m => m.Gradients(row.X, row.State, row.Target),
                m => m.TrainStep(row.X, row.State, row.Target), (m, y) => m.Predict(row.X, row.State, y)),
    };

    public static TheoryData<string> Names => Rows.Names;

    public static IEnumerable<ITheoryDataRow> Devices => Rows.OnDevices;

    [Theory, MemberData(nameof(Names))]
    public void OnTheProcessor(string name) => Rows.CheckOnTheProcessor(name);

    [Theory, MemberData(nameof(Devices))]
    public void OnADevice(string device, string name) => Rows.CheckOnADevice(device, name);
}
