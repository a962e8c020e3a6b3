namespace Mnist;

/// <summary>Images of digits, as rows of 784 numbers of mean 0 and deviation 1, and their labels.</summary>
public sealed class DigitSet
{
    /// <summary>Numbers of an image.</summary>
    public const int Pixels = 28 * 28;

    // Of the training images, scaled to [0, 1].
    private const float Mean = 0.13066f;
    private const float Deviation = 0.30811f;

    private DigitSet(float[] images, int[] labels) => (Images, Labels) = (images, labels);

    /// <summary>The images, one after the other.</summary>
    public float[] Images { get; }

    /// <summary>The digit that each image shows.</summary>
    public int[] Labels { get; }

    /// <summary>How many there are.</summary>
    public int Count => Labels.Length;

    /// <summary>Reads the files that begin with <paramref name="name"/>, <c>train</c> or <c>t10k</c>.</summary>
    /// <exception cref="InvalidDataException">A file is missing or damaged, or the files do not belong together.</exception>
    public static DigitSet Read(string folder, string name)
    {
        var images = IdxFile.Read(Path.Combine(folder, name + "-images-idx3-ubyte.gz"), rank: 3);
        var labels = IdxFile.Read(Path.Combine(folder, name + "-labels-idx1-ubyte.gz"), rank: 1);
        if (images.Dimensions[0] != labels.Dimensions[0])
            throw new InvalidDataException($"{folder} has {images.Dimensions[0]} images but {labels.Dimensions[0]} labels of {name}: the files do not belong together.");
        return new(Array.ConvertAll(images.Values, value => ((value / 255f) - Mean) / Deviation), Array.ConvertAll(labels.Values, value => (int)value));
    }
}
