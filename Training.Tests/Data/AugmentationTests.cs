namespace ModelGen.Tests.Data;

/// <summary>What augmentations do to images, and that each epoch has its own.</summary>
public class AugmentationTests
{
    private static readonly ImageShape Shape = new(2, 3, 4);

    private static readonly float[] Image = [.. Enumerable.Range(1, 24)];

    [Fact]
    public void ACropMovesTheImage()
    {
        var seen = new HashSet<string>();
        for (var sample = 0; sample < 200; sample++)
        {
            var image = Apply(new RandomCrop(Shape, padding: 1, fill: -1), sample);
            var match = Shifts().Single(shift => shift.Image.SequenceEqual(image));
            seen.Add($"{match.Down} {match.Right}");
        }

        Assert.Equal(9, seen.Count);
    }

    [Fact]
    public void AFlipMirrorsEachRow()
    {
        float[] mirrored = [.. Image.Chunk(4).SelectMany(row => row.Reverse())];
        var images = Enumerable.Range(0, 1000).Select(sample => Apply(new RandomHorizontalFlip(Shape, 0.3), sample)).ToList();
        Assert.All(images, image => Assert.True(image.SequenceEqual(Image) || image.SequenceEqual(mirrored)));

        // The standard deviation is 14.5.
        Assert.InRange(images.Count(image => image.SequenceEqual(mirrored)), 240, 360);
        Assert.Equal(mirrored, Apply(new RandomHorizontalFlip(Shape, 1), 0));
    }

    [Fact]
    public void AQuarterTurnIsExact()
    {
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var rotation = new RandomRotation(new(1, 3, 3), degrees: 90);
        rotation.Turn(image, 90);
        Assert.All(image.Zip([3f, 6, 9, 2, 5, 8, 1, 4, 7]), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        rotation.Turn(image, -90);
        Assert.All(image.Zip([1f, 2, 3, 4, 5, 6, 7, 8, 9]), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void ARotationStaysBelowItsAngle()
    {
        // A turn by less than 10 degrees moves no pixel of this image by half its place.
        Assert.Equal(Image, Apply(new RandomRotation(Shape, degrees: 0), 0));
        var images = Enumerable.Range(0, 50).Select(sample => Apply(new RandomRotation(Shape, degrees: 10), sample)).ToList();
        Assert.Equal(50, images.Select(image => string.Join(' ', image)).Distinct().Count());
        Assert.All(images, image => Assert.All([5, 6, 17, 18], pixel => Assert.InRange(image[pixel], Image[pixel] - 1, Image[pixel] + 1)));
    }

    [Fact]
    public void NoiseHasItsDeviation()
    {
        var numbers = new float[20_000];
        var random = new SampleContext(1, 0, 0).CreateRandom();
        new GaussianNoise(0.5).Apply(numbers, ref random);
        Assert.Equal(0.25, numbers.Average(number => number * number), 0.015);
    }

    [Fact]
    public void ACutoutBlanksASquareInEachChannel()
    {
        for (var sample = 0; sample < 100; sample++)
        {
            var image = Apply(new Cutout(Shape, size: 2, fill: -1), sample);
            var blank = Enumerable.Range(0, 12).Where(pixel => image[pixel] == -1).ToList();
            Assert.Contains(blank.Count, (int[])[1, 2, 4]);
            Assert.Equal(blank, Enumerable.Range(0, 12).Where(pixel => image[pixel + 12] == -1));
            Assert.Equal(Image.Where((_, pixel) => !blank.Contains(pixel % 12)), image.Where(number => number != -1));
        }
    }

    [Fact]
    public void EpochsDifferAndWorkersDoNot()
    {
        var set = DataSet.Of(Enumerable.Repeat(Image, 10).SelectMany(image => image).ToArray(), new int[10], 10)
            .Augment(new RandomCrop(Shape, 1), new RandomHorizontalFlip(Shape), new Cutout(Shape, 1), new GaussianNoise(0.1));
        var first = Reading.Inputs(set, seed: 1, epoch: 0);
        Assert.Equal(first, Reading.Inputs(set, workers: 3, seed: 1, epoch: 0));
        Assert.NotEqual(first, Reading.Inputs(set, seed: 1, epoch: 1));
        Assert.NotEqual(first, Reading.Inputs(set, seed: 2, epoch: 0));
    }

    [Fact]
    public void AnEpochAllocatesNothing()
    {
        var images = Enumerable.Repeat(Image, 50).SelectMany(image => image).ToArray();
        var set = DataSet.Of(images, new int[50], 50).Shuffle(1).Normalize(new([1, 2], [3, 4]))
            .Augment(new RandomCrop(Shape, 1), new RandomRotation(Shape, 9), new RandomHorizontalFlip(Shape), new Cutout(Shape, 1))
            .OneHot(3).Mixup();
        using var loader = new DataLoader<float, float>(set, batchSize: 8, shuffle: true);
        Assert.True(float.IsFinite(Read()));

        // The pool may have given its arrays back in a collection, so the best of several epochs counts.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Allocated()));

        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Read();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        float Read()
        {
            var sum = 0f;
            foreach (var (input, _) in loader) sum += input[0];
            return sum;
        }
    }

    [Fact]
    public void MixupMixesInputsAndTargetsAlike()
    {
        var set = Reading.Numbers(9).OneHot(3).Mixup(alpha: 1);
        var (inputs, targets) = (Reading.Inputs(set, seed: 2).Chunk(2).ToList(), Reading.Targets(set, seed: 2).Chunk(3).ToList());
        for (var sample = 0; sample < 9; sample++)
        {
            Assert.Equal(1, targets[sample].Sum(), 1e-6f);
            Assert.Equal(inputs[sample][0] + 0.5f, inputs[sample][1], 1e-5f);

            // With a share s of its own and of the other sample's number n, the input is s * sample + (1 - s) * n.
            var share = targets[sample][sample % 3];
            Assert.Contains(Enumerable.Range(0, 9), other => other % 3 == sample % 3
                || Math.Abs((share * sample) + ((1 - share) * other) - inputs[sample][0]) < 1e-4);
        }

        Assert.Equal(inputs.SelectMany(row => row), Reading.Inputs(set, workers: 3, seed: 2));
        Assert.NotEqual(inputs.SelectMany(row => row), Reading.Inputs(set, seed: 2, epoch: 1));
    }

    [Fact]
    public void WrongSizesAndSettingsAreTold()
    {
        var set = DataSet.Of(new float[10], new int[1], 1).Augment(new RandomCrop(Shape, 1));
        var fault = Assert.Throws<DataLoadException>(() => Reading.Inputs(set));
        Assert.Contains("RandomCrop is for images of [2, 3, 4], 24 elements, but the input has "
            + "10.", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(new(0, 1, 1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(Shape, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomHorizontalFlip(Shape, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(Shape, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GaussianNoise(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cutout(Shape, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reading.Numbers(3).OneHot(3).Mixup(0));
    }

    private static float[] Apply(IAugmentation augmentation, int sample)
    {
        var (image, random) = ((float[])Image.Clone(), new SampleContext(1, 0, sample).CreateRandom());
        augmentation.Apply(image, ref random);
        return image;
    }

    private static IEnumerable<(int Down, int Right, float[] Image)> Shifts()
    {
        for (var down = -1; down <= 1; down++)
        {
            for (var right = -1; right <= 1; right++)
                yield return (down, right, [.. Enumerable.Range(0, 24).Select(pixel => Pixel(pixel, down, right))]);
        }
    }

    private static float Pixel(int pixel, int down, int right)
    {
        var (row, column) = ((pixel % 12 / 4) + down, (pixel % 4) + right);
        return row is >= 0 and < 3 && column is >= 0 and < 4 ? Image[(pixel / 12 * 12) + (row * 4) + column] : -1;
    }
}
