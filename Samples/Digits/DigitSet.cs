namespace MnistDigits;

/// <summary>Images of digits, row by row, and what each shows.</summary>
/// <param name="Images">A byte for each pixel: 0 is paper, 255 is ink.</param>
/// <param name="Labels">The digit that each image shows.</param>
public sealed record DigitSet(byte[] Images, byte[] Labels)
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <summary>How many digits there are.</summary>
    public const int Classes = 10;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Data");

    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The 60,000 images to train on.</summary>
    /// <param name="folder">Where the four files of MNIST lie: the folder Data next to the program when null.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static DigitSet Training(string? folder = null) => Read(folder ?? Folder, "train");

    /// <summary>The 10,000 images to test on.</summary>
    /// <param name="folder">As of <see cref="Training"/>.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static DigitSet Test(string? folder = null) => Read(folder ?? Folder, "t10k");

    /// <summary>The pixels of one image.</summary>
    public ReadOnlySpan<byte> Image(int number) => Images.AsSpan(number * Pixels, Pixels);

    private static DigitSet Read(string folder, string name)
    {
        var images = IdxFile.Read(Path.Combine(folder, $"{name}-images-idx3-ubyte.gz"), axes: 3);
        var labels = IdxFile.Read(Path.Combine(folder, $"{name}-labels-idx1-ubyte.gz"), axes: 1);
        if (images.Shape[1] != Side || images.Shape[2] != Side)
            throw new InvalidDataException(
                $"The {name} images in {folder} are {images.Shape[1]}x{images.Shape[2]} pixels; the samples take {Side}x{Side}.");
        if (images.Shape[0] != labels.Shape[0])
            throw new InvalidDataException(
                $"{folder} holds {images.Shape[0]} {name} images but {labels.Shape[0]} {name} labels; take both files from the same set.");
        return new(images.Elements, labels.Elements);
    }
}
