using System.Numerics.Tensors;
using MnistDigits;
using ModelGen;

namespace Mnist;

/// <summary>Images as the classifiers take them.</summary>
internal static class DigitData
{
    private const double Degrees = 10;

    private const int Shift = 2;

    /// <summary>Images with normalised pixels, and what they show.</summary>
    public static DataSet<float, int> Of(DigitSet digits)
        => DataSet.Of(digits.Images, digits.Labels, digits.Count).Map<byte, byte, float, int>(DigitSet.Pixels, 1,
            (image, label, pixels, target, ref _) =>
            {
                TensorPrimitives.ConvertTruncating(image, pixels);
                DigitScale.Normalise(pixels);
                target[0] = label[0];
            });

    /// <summary>The same, each time a little turned and moved.</summary>
    public static DataSet<float, int> Augmented(DigitSet digits)
    {
        var shape = new ImageShape(1, DigitSet.Side, DigitSet.Side);
        var paper = DigitScale.Normalise(0);
        return Of(digits).Augment(new RandomRotation(shape, Degrees, paper), new RandomCrop(shape, Shift, paper));
    }
}
