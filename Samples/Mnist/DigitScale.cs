using System.Numerics.Tensors;

namespace Mnist;

/// <summary>What the classifiers take: each pixel, less the mean and divided by the deviation of all.</summary>
internal static class DigitScale
{
    // Of the training images' pixels on a scale from 0 to 1.
    private const float Mean = 0.13066f;
    private const float Deviation = 0.30811f;

    /// <summary>Pixels of the model, in the place of bytes: 255 is ink.</summary>
    public static void Normalise(Span<float> pixels)
    {
        TensorPrimitives.Divide(pixels, 255f, pixels);
        TensorPrimitives.Subtract(pixels, Mean, pixels);
        TensorPrimitives.Divide(pixels, Deviation, pixels);
    }

    /// <summary>A pixel of the model, of the ink from 0 to 1.</summary>
    public static float Normalise(float ink) => (ink - Mean) / Deviation;
}
