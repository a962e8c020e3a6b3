using ModelGen;

namespace Mnist;

/// <summary>What the command line asks for.</summary>
/// <param name="Model">One of <see cref="Models"/>.</param>
/// <param name="Device">Where to compute.</param>
/// <param name="Reason">Why there, as part of a sentence.</param>
/// <param name="Epochs">How often each image is learnt from.</param>
/// <param name="Seed">Of the parameters' first values and of the images' order.</param>
internal sealed record RunOptions(string Model, Device Device, string Reason, int Epochs, int Seed)
{
    private static readonly Dictionary<string, Func<Device, long, IClassifier>> Makers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mlp"] = (device, seed) => DigitClassifier.Create(device, seed),
        ["lenet"] = (device, seed) => LeNet5.Create(device, seed),
    };

    /// <summary>The models' names, the plainest first.</summary>
    public static IReadOnlyCollection<string> Models => Makers.Keys;

    /// <summary>Makes the model with its first weights.</summary>
    public IClassifier CreateModel() => Makers[Model](Device, Seed);
}
