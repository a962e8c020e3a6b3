using ModelGen;

namespace Mnist;

/// <summary>What the program asks of a model; the compiler writes each of these members.</summary>
internal interface IClassifier : IDisposable
{
    float LearningRate { get; set; }

    KernelProfile? Profile { get; set; }

    StepResult TrainStep(ReadOnlySpan<float> pixels, ReadOnlySpan<int> labels);

    void Predict(ReadOnlySpan<float> pixels, Span<float> logits);
}

public partial class DigitClassifier : IClassifier;

public partial class LeNet5 : IClassifier;
