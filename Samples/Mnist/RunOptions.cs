using ModelGen;

namespace Mnist;

/// <summary>What the command line asks for.</summary>
/// <param name="Device">Where to compute.</param>
/// <param name="Reason">Why there, as part of a sentence.</param>
/// <param name="Epochs">How often each image is learnt from.</param>
/// <param name="Seed">Of the parameters' first values and of the images' order.</param>
internal sealed record RunOptions(Device Device, string Reason, int Epochs, int Seed);
