using ModelGen;

namespace Mnist;

/// <summary>What to train with.</summary>
/// <param name="Device">Where to compute.</param>
/// <param name="Reason">Why there.</param>
/// <param name="Epochs">How often each image is seen.</param>
/// <param name="Seed">The seed of the parameters and of the order of images.</param>
public sealed record TrainSettings(Device Device, string Reason, int Epochs, int Seed);
