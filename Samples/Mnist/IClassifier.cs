using ModelGen;

namespace Mnist;

/// <summary>What the program asks of a model; the compiler writes each of these members.</summary>
internal interface IClassifier : IDisposable
{
    float LearningRate { get; set; }

    Schedule? Schedule { get; set; }

    KernelProfile? Profile { get; set; }

    StepResult TrainStep(ReadOnlySpan<float> pixels, ReadOnlySpan<int> labels);

    History Fit(DataLoader<float, int> data, FitOptions options, DataLoader<float, int>? validation);

    void Predict(ReadOnlySpan<float> pixels, Span<float> logits);
}

public partial class DigitClassifier : IClassifier;

public partial class LeNet5 : IClassifier;

public partial class ConvNet : IClassifier;
