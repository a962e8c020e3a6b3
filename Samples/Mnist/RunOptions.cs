using ModelGen;

namespace Mnist;

/// <summary>What the command line asks for.</summary>
/// <param name="Model">One of the recipes.</param>
/// <param name="Device">Where to compute.</param>
/// <param name="Reason">Why there, as part of a sentence.</param>
/// <param name="Epochs">How often each image is learnt from.</param>
/// <param name="Seed">Of the parameters' first values and of the images' order.</param>
/// <param name="Folder">Where checkpoints and pictures go; null for nowhere.</param>
internal sealed record RunOptions(string Model, Device Device, string Reason, int Epochs, int Seed, string? Folder)
{
    /// <summary>How the model is trained.</summary>
    public Recipe Recipe => Recipe.All[Model];

    /// <summary>Makes the model with its first weights.</summary>
    public IClassifier CreateModel() => Recipe.Create(Device, Seed);
}
