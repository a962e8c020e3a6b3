using ModelGen.Tests.Files;
using SkiaSharp;

namespace ModelGen.Tests.Data;

/// <summary>Folders of images, and what is said of files that are none.</summary>
public sealed class ImageFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void EachFolderIsAClass()
    {
        Save("dog/b.png", SKEncodedImageFormat.Png, new SKColor(0, 51, 255));
        Save("cat/a.png", SKEncodedImageFormat.Png, new SKColor(255, 0, 102), new SKColor(10, 20, 30));
        Save("cat/z.PNG", SKEncodedImageFormat.Png, SKColors.White);
        _folder.Write("cat/notes.txt", "no image");
        var set = new ImageFolder(_folder.Path, new(3, 1, 2));
        Assert.Equal(["cat", "dog"], set.ClassNames);
        Assert.Equal([0, 0, 1], Reading.Targets(set, workers: 2));
        var inputs = Reading.Inputs(set, workers: 2);
        Assert.Equal([1, 10 / 255f, 0, 20 / 255f, 0.4f, 30 / 255f], inputs[..6]);
        Assert.Equal([1, 1, 1, 1, 1, 1], inputs[6..12]);
        Assert.Equal([0, 0, 0.2f, 0.2f, 1, 1], inputs[12..]);
    }

    [Fact]
    public void GreyImagesAndJpegsAreRead()
    {
        Save("a/white.jpg", SKEncodedImageFormat.Jpeg, SKColors.White);
        Save("a/wine.png", SKEncodedImageFormat.Png, SKColors.White, SKColors.Black);
        Assert.Equal([1, 1, 1, 0], Reading.Inputs(new ImageFolder(_folder.Path, new(1, 1, 2))));
    }

    [Fact]
    public void ImagesOfOtherSizesAreResizedOrTold()
    {
        Save("a/1.png", SKEncodedImageFormat.Png, SKColors.Black, SKColors.White);
        var set = new ImageFolder(_folder.Path, new(1, 2, 4), resize: true);

        // torch.nn.functional.interpolate(torch.tensor([[[[0., 1.]]]]), (2, 4), mode="bilinear")
        Assert.Equal([0, 0.25f, 0.75f, 1, 0, 0.25f, 0.75f, 1], Reading.Inputs(set));
        var fault = Assert.Throws<DataLoadException>(() => Reading.Inputs(new ImageFolder(_folder.Path, new(1, 2, 4))));
        Assert.Contains($"{_folder["a/1.png"]} has 1 rows and 2 columns; expected 2 and 4.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoImageIsTold()
    {
        _folder.Write("a/torn.png", [0x89, 0x50, 0x4e, 0x47, 1, 2, 3]);
        var fault = Assert.Throws<DataLoadException>(() => Reading.Inputs(new ImageFolder(_folder.Path, new(1, 1, 1))));
        Assert.Contains($"{_folder["a/torn.png"]} is no image, or is damaged: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderThatTellsTooMuchCostsNoMemory()
    {
        Save("a/1.png", SKEncodedImageFormat.Png, SKColors.Black);
        var bytes = File.ReadAllBytes(_folder["a/1.png"]);
        (bytes[18], bytes[22]) = (0x10, 0x10);
        _folder.Write("a/1.png", bytes);
        var set = new ImageFolder(_folder.Path, new(1, 1, 2));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = Assert.Throws<InvalidDataException>(() => set.Fill(0, new float[2], new int[1]));
        Assert.Contains("has 4097 rows and 4098 columns; expected 1 and 2.", fault.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AFolderWithoutImagesIsTold()
    {
        var fault = Assert.Throws<InvalidDataException>(() => new ImageFolder(_folder.Path, new(1, 1, 1)));
        Assert.StartsWith($"{_folder.Path} holds no images: expected a folder for each class", fault.Message);
        Assert.Throws<DirectoryNotFoundException>(() => new ImageFolder(_folder["absent"], new(1, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageFolder(_folder.Path, new(2, 1, 1)));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>An image of one row of two pixels.</summary>
    private void Save(string name, SKEncodedImageFormat format, SKColor left, SKColor? right = null)
    {
        using var bitmap = new SKBitmap(2, 1);
        bitmap.SetPixel(0, 0, left);
        bitmap.SetPixel(1, 0, right ?? left);
        using var data = bitmap.Encode(format, 100);
        _folder.Write(name, data.ToArray());
    }
}
