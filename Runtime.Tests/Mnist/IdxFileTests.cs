using System.IO.Compression;
using MnistDigits;

namespace ModelGen.Tests.Mnist;

public sealed class IdxFileTests : IDisposable
{
    private static readonly byte[] TwoLabels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

    private readonly string _folder = Directory.CreateTempSubdirectory("mnist").FullName;

    [Fact]
    public void AFileGivesItsShapeAndElements()
    {
        var data = IdxFile.Read(Write("labels.gz", TwoLabels), axes: 1);
        Assert.Equal([2], data.Shape);
        Assert.Equal<byte>([7, 3], data.Elements);
    }

    [Fact]
    public void AMissingFileIsToldWithItsFolderAndWhatToDo()
    {
        var fault = Assert.Throws<FileNotFoundException>(() => IdxFile.Read(Path.Combine(_folder, "labels.gz"), axes: 1));
        Assert.StartsWith($"There is no labels.gz in {_folder}. Take the file from Samples/Data/mnist of the repository", fault.Message);
    }

    [Fact]
    public void ATruncatedFileIsToldWithWhatItHas()
        => Assert.Contains("ends after 1 of 2 bytes, so it is truncated.", Fault(Write("labels.gz", TwoLabels[..^1]), axes: 1));

    [Fact]
    public void AHeaderThatEndsEarlyIsToldToo()
        => Assert.Contains("ends after 2 of 4 bytes, so it is truncated.", Fault(Write("labels.gz", TwoLabels[..6]), axes: 1));

    [Fact]
    public void AFileOfOtherAxesIsToldByItsMagicNumber()
        => Assert.Contains("it begins with 0x00000801 instead of 0x00000803.", Fault(Write("images.gz", TwoLabels), axes: 3));

    [Fact]
    public void AFileThatIsNotCompressedIsTold()
    {
        var path = Path.Combine(_folder, "labels.gz");
        File.WriteAllBytes(path, TwoLabels);
        Assert.Contains("is not gzip-compressed or is damaged.", Fault(path, axes: 1));
    }

    [Fact]
    public void ALengthBeyondMemoryIsADamagedHeader()
        => Assert.Contains("its header is damaged.", Fault(Write("labels.gz", [0, 0, 8, 1, 255, 255, 255, 255]), axes: 1));

    [Fact]
    public void AFileThatLostItsEndIsTold()
    {
        var random = new Random(1);
        var elements = new byte[1000];
        random.NextBytes(elements);
        var path = Write("labels.gz", [0, 0, 8, 1, 0, 0, 3, 232, .. elements]);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..500]);
        Assert.Contains("truncated", Fault(path, axes: 1));
    }

    [Fact]
    public void AsManyLabelsAsImagesAreAskedFor()
    {
        Write("train-images-idx3-ubyte.gz", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28, .. new byte[784]]);
        Write("train-labels-idx1-ubyte.gz", TwoLabels);
        var fault = Assert.Throws<InvalidDataException>(() => DigitSet.Training(_folder));
        Assert.Equal($"{_folder} holds 1 train images but 2 train labels; take both files from the same set.", fault.Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Fault(string path, int axes)
    {
        var message = Assert.Throws<InvalidDataException>(() => IdxFile.Read(path, axes)).Message;
        Assert.StartsWith(path, message);
        return message;
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        using var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        stream.Write(content);
        return path;
    }
}
