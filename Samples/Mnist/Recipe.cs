using ModelGen;

namespace Mnist;

/// <summary>How a model is trained.</summary>
/// <param name="Create">Makes it on a device with a seed.</param>
/// <param name="Schedule">Gives a model its learning rates over so many steps.</param>
/// <param name="IsAugmented">Whether images are turned and moved.</param>
internal sealed record Recipe(Func<Device, long, IClassifier> Create, Action<IClassifier, long> Schedule, bool IsAugmented = false)
{
    // Its rate at the top of the cycle.
    private const double LargestRate = 0.01;

    /// <summary>By the models' names, the plainest first.</summary>
    public static IReadOnlyDictionary<string, Recipe> All { get; } = new Dictionary<string, Recipe>(StringComparer.OrdinalIgnoreCase)
    {
        ["mlp"] = new((device, seed) => DigitClassifier.Create(device, seed), Falling),
        ["lenet"] = new((device, seed) => LeNet5.Create(device, seed), Falling),
        ["cnn"] = new((device, seed) => ConvNet.Create(device, seed), OneCycle, IsAugmented: true),
    };

    // The rate falls in a line to nothing, since small steps at the end find a better place; so its mean is the model's own.
    private static void Falling(IClassifier model, long steps)
        => (model.LearningRate, model.Schedule) = (2 * model.LearningRate, ModelGen.Schedule.Linear(1, 0, steps));

    private static void OneCycle(IClassifier model, long steps) => model.Schedule = ModelGen.Schedule.OneCycle(LargestRate, steps);
}
