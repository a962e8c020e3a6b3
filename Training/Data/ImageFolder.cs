using StbImageSharp;

namespace ModelGen;

/// <summary>
/// Images in folders, as torchvision's
/// <a href="https://pytorch.org/vision/stable/generated/torchvision.datasets.ImageFolder.html">ImageFolder</a>: each folder is a class, in
/// the order of their names, and holds its images. An input is [channels, height, width] with each byte divided by 255, a target the class.
/// Images are decoded when they are read, by a loader's workers at the same time; JPEG, PNG, BMP, GIF, TGA and PSD by
/// <a href="https://github.com/StbSharp/StbImageSharp">StbImageSharp</a>.
/// </summary>
public sealed class ImageFolder : DataSet<float, int>
{
    private static readonly string[] Endings = [".bmp", ".gif", ".jpeg", ".jpg", ".png", ".psd", ".tga"];

    private readonly List<(string Path, int Label)> _files = [];
    private readonly ImageShape _shape;
    private readonly bool _resize;

    /// <summary>Finds the images; none is read yet.</summary>
    /// <param name="folder">The folder of the classes' folders.</param>
    /// <param name="shape">What an input is: 1 channel for grey, 3 for red, green and blue, 4 with opacity.</param>
    /// <param name="resize">Whether images of other sizes are resized, with bilinear interpolation; if not, they are an error.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or there are other than 1, 3 or 4 channels.</exception>
    /// <exception cref="InvalidDataException">There are no images.</exception>
    public ImageFolder(string folder, ImageShape shape, bool resize = false)
        : base(shape.Size, 1)
    {
        if (shape.Channels is not (1 or 3 or 4) || shape.Height < 1 || shape.Width < 1)
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "An image has 1, 3 or 4 channels, and 1 or more rows and columns.");
        (_shape, _resize) = (shape, resize);
        var classes = Directory.GetDirectories(folder).Order(StringComparer.Ordinal).ToList();
        for (var label = 0; label < classes.Count; label++)
            _files.AddRange(Directory.GetFiles(classes[label]).Where(IsImage).Order(StringComparer.Ordinal).Select(path => (path, label)));
        if (_files.Count == 0)
            throw new InvalidDataException($"{folder} holds no images: expected a folder for each class, with files that end with "
                + $"{string.Join(", ", Endings)}.");
        ClassNames = [.. classes.Select(path => Path.GetFileName(path))];
    }

    /// <summary>The names of the classes, which are those of their folders.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public override int Count => _files.Count;

    /// <summary>Reads and decodes one image.</summary>
    /// <param name="index">Which, in [0, <see cref="Count"/>).</param>
    /// <param name="input">[channels, height, width].</param>
    /// <param name="target">The class.</param>
    /// <exception cref="InvalidDataException">The file is no image, or has another size.</exception>
    public override void Fill(int index, Span<float> input, Span<int> target)
    {
        var (path, label) = _files[index];
        using var file = File.OpenRead(path);

        // Before the pixels are decoded: a damaged header may tell more than fits into memory.
        if (!_resize) CheckSize(path, Decode(path, () => ImageInfo.FromStream(file)));
        file.Position = 0;
        var image = Decode(path, () => ImageResult.FromStream(file, (ColorComponents)_shape.Channels));
        if (image.Width == _shape.Width && image.Height == _shape.Height) PixelPlanes.Copy(image.Data, _shape, input);
        else PixelPlanes.Resize(image.Data, image.Height, image.Width, _shape, input);
        target[0] = label;
    }

    private void CheckSize(string path, ImageInfo? info)
    {
        if (info is not { } image) throw new InvalidDataException($"{path} is no image, or is damaged: its format is unknown.");
        if (image.Width != _shape.Width || image.Height != _shape.Height)
            throw new InvalidDataException($"{path} has {image.Height} rows and {image.Width} columns; expected {_shape.Height} and "
                + $"{_shape.Width}. Make the ImageFolder with resize: true to take images of other sizes.");
    }

    private static T Decode<T>(string path, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            throw new InvalidDataException($"{path} is no image, or is damaged: {fault.Message}", fault);
        }
    }

    private static bool IsImage(string path) => Endings.Contains(Path.GetExtension(path).ToLowerInvariant());
}
