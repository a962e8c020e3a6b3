namespace Mnist;

/// <summary>Images of digits, row by row, and what each shows.</summary>
internal sealed record DigitSet(byte[] Images, byte[] Labels)
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The 60,000 images to train on.</summary>
    /// <param name="folder">Where the four files of MNIST lie.</param>
    public static DigitSet Training(string folder) => Read(folder, "train");

    /// <summary>The 10,000 images to test on.</summary>
    /// <param name="folder">Where the four files of MNIST lie.</param>
    public static DigitSet Test(string folder) => Read(folder, "t10k");

    /// <summary>The pixels of one image.</summary>
    public ReadOnlySpan<byte> Image(int number) => Images.AsSpan(number * Pixels, Pixels);

    private static DigitSet Read(string folder, string name)
    {
        var images = IdxFile.Read(Path.Combine(folder, $"{name}-images-idx3-ubyte.gz"), axes: 3);
        var labels = IdxFile.Read(Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz"), axes: 1);
        if (images.Shape[1] != Side || images.Shape[2] != Side)
            throw new InvalidDataException(
                $"The {name} images in {folder} are {images.Shape[1]}x{images.Shape[2]} pixels; the classifier takes {Side}x{Side}.");
        if (images.Shape[0] != labels.Shape[0])
            throw new InvalidDataException(
                $"{folder} holds {images.Shape[0]} {name} images but {labels.Shape[0]} {name} labels; take both files from the same set.");
        return new(images.Elements, labels.Elements);
    }
}
