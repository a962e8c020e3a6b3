namespace Mnist;

/// <summary>What the classifiers take: each pixel, less the mean and divided by the deviation of all.</summary>
internal static class DigitScale
{
    // Of the training images' pixels on a scale from 0 to 1.
    private const float Mean = 0.13066f;
    private const float Deviation = 0.30811f;

    /// <summary>A pixel of the model, of the ink from 0 to 1.</summary>
    public static float Normalise(float ink) => (ink - Mean) / Deviation;
}
