using System.Numerics;
using System.Runtime.Intrinsics;
using ModelGen.Runtime;
using static ModelGen.Tests.Products.GemmCase;

namespace ModelGen.Tests.Convolution;

/// <summary>Products with windows over images, against sums written out, whichever way they are computed.</summary>
public unsafe class WindowTests
{
    private static readonly int[] Sides = [1, 2, 5, 7, 8, 17, 28, 33];

    private static readonly int[] Channels = [1, 2, 3, 6, 13, 32];

    [Fact]
    public void Convolutions()
    {
        using var pool = new WorkerPool(2);
        var random = new Random(3);
        for (var round = 0; round < 60; round++)
        {
            var image = Draw(random);
            image.Check<float>(pool, 1e-4);
            image.Check<double>(pool, 1e-12);
        }
    }

    /// <summary>
    /// Winograd's filtering is taken for two to five rows of a window: its rounding is that of a few more terms, and stays so with many
    /// channels.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void RowsOfWindowsAreFilteredWithinRounding(int rows)
    {
        using var pool = new WorkerPool(2);
        foreach (var (channels, height) in ((int, int)[])[(32, 17), (16, 9), (70, 7), (130, 4)])
        {
            var image = new Image(1, channels, 20, height, 11, rows, 3, 1, 1);
            image.Check<float>(pool, 1.5e-6 * Math.Sqrt(channels * rows * 3));
        }
    }

    [Fact]
    public void ImagesThatDoNotFitIntoAThreadsMemory()
    {
        using var pool = new WorkerPool(2);
        new Image(1, 3, 4, 3, 1500, 3, 3, 1, 1).Check<float>(pool, 1e-4);
        new Image(2, 300, 9, 6, 6, 3, 3, 1, 1).Check<float>(pool, 1e-3);
        new Image(1, 700, 5, 4, 40, 3, 3, 0, 1).Check<double>(pool, 1e-11);
    }

    /// <summary>
    /// Gradients for few outputs, filtered: one vector of columns, with which two sides of the windows' elements pass together, or the last
    /// one alone.
    /// </summary>
    [Theory]
    [InlineData(32, 8, 3)]
    [InlineData(33, 7, 3)]
    [InlineData(16, 8, 5)]
    [InlineData(19, 8, 5)]
    public void SidesOfFilteredWindowsInPairs(int channels, int outputs, int side)
    {
        using var pool = new WorkerPool(2);
        new Image(2, channels, outputs, 15, 18, side, side, 1, 1).Check<float>(pool, 1e-4);
    }

    /// <summary>
    /// Gradients by dot products: rows and elements that fill no block, images of which several pass together or each in parts, rows of
    /// windows that are whole vectors, end in one, are shorter, or pass in one run.
    /// </summary>
    [Theory]
    [InlineData(9, 1, 6, 6, 6, 3, 1)]
    [InlineData(40, 2, 5, 4, 4, 3, 1)]
    [InlineData(2, 1, 7, 40, 60, 2, 0)]
    [InlineData(3, 3, 4, 33, 18, 3, 0)]
    [InlineData(2, 1, 32, 12, 26, 3, 1)]
    [InlineData(5, 9, 16, 14, 14, 5, 0)]
    [InlineData(3, 2, 1, 9, 7, 4, 2)]
    [InlineData(1, 3, 2, 5, 1022, 3, 1)]
    public void GradientsOfWeights(int batch, int channels, int outputs, int height, int width, int side, int padding)
    {
        using var pool = new WorkerPool(2);
        var image = new Image(batch, channels, outputs, height, width, side, side, padding, 1);
        image.Check<float>(pool, 1e-4);
        image.Check<double>(pool, 1e-12);
        Assert.Equal(image.WeightGradient<float>(pool), image.WeightGradient<float>(pool, isComputed: true));
    }

    /// <summary>A gradient that lies in two parts, so that it is as far from one image's to the next's in all places but one.</summary>
    [Fact]
    public void GradientsOfWeightsFromAGradientInParts()
    {
        using var pool = new WorkerPool(2);
        foreach (var side in (int[])[6, 9, 14, 21])
        {
            var image = new Image(10, 2, 3, side, side, 3, 3, 1, 1);
            Assert.Equal(image.WeightGradient<float>(pool), image.WeightGradient<float>(pool, gap: 5));
        }
    }

    [Fact]
    public void TheSameBitsFromAnyNumberOfThreads()
    {
        using var one = new WorkerPool(1);
        foreach (var threads in (int[])[2, 5])
        {
            using var many = new WorkerPool(threads);
            foreach (var image in (Image[])[new(1, 6, 16, 14, 14, 5, 5, 0, 1), new(7, 32, 32, 17, 17, 3, 3, 1, 1),
                new(1, 1, 6, 28, 28, 5, 5, 2, 1), new(50, 3, 17, 9, 9, 3, 3, 1, 1)])
            {
                Assert.Equal(image.Convolved<float>(one), image.Convolved<float>(many));
                Assert.Equal(image.WeightGradient<float>(one), image.WeightGradient<float>(many));
                Assert.Equal(image.WeightGradient<double>(one), image.WeightGradient<double>(many));
            }
        }
    }

    [Fact]
    public void TheSameBitsFromVectorsOfAnyWidth()
    {
        using var pool = new WorkerPool(2);
        var random = new Random(5);
        Image[] nets = [new(1, 6, 16, 14, 14, 5, 5, 0, 1), new(7, 32, 32, 17, 17, 3, 3, 1, 1), new(1, 1, 6, 28, 28, 5, 5, 2, 1),
            new(50, 3, 17, 9, 9, 3, 3, 1, 1)];
        foreach (var image in nets.Concat(Enumerable.Range(0, 40).Select(_ => Draw(random))))
        {
            foreach (var bits in (int[])[128, 256])
            {
                Assert.Equal(image.Convolved<float>(pool, bits: 512), image.Convolved<float>(pool, bits: bits));
                Assert.Equal(image.WeightGradient<float>(pool, bits: 512), image.WeightGradient<float>(pool, bits: bits));
                Assert.Equal(image.WeightGradient<double>(pool, bits: 512), image.WeightGradient<double>(pool, bits: bits));
            }
        }
    }

    [Fact]
    public void NaNStaysWhereItsWindowsAre()
    {
        using var pool = new WorkerPool(1);
        var image = new Image(1, 1, 1, 6, 6, 3, 3, 1, 1);
        var result = image.Convolved<float>(pool, x => x[0] = float.NaN);
        Assert.Equal([0, 1, 6, 7], Enumerable.Range(0, 36).Where(place => float.IsNaN(result[place])));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(21)]
    public void NaNStaysInTheGradientsOfElementsThatMeetIt(int side)
    {
        using var pool = new WorkerPool(1);
        var result = new Image(2, 1, 1, side, side, 3, 3, 1, 1).WeightGradient<float>(pool, x => x[0] = float.NaN);
        Assert.Equal([0, 1, 3, 4], Enumerable.Range(0, 9).Where(place => float.IsNaN(result[place])));
    }

    private static Image Draw(Random random)
    {
        while (true)
        {
            var image = new Image(1 + random.Next(3), Pick(Channels), Pick(Channels), Pick(Sides), Pick(Sides), 1 + random.Next(5),
                1 + random.Next(5), random.Next(3), 1 + random.Next(2));
            if (image.Down > 0 && image.Across > 0) return image;
        }

        int Pick(int[] from) => from[random.Next(from.Length)];
    }

    /// <summary>An operand of which nobody is told where it lies.</summary>
    private readonly struct Computed<T>(AffineOperand<T> operand) : IGemmOperand<T>
        where T : unmanaged
    {
        public bool IsSameForBatches => operand.IsSameForBatches;

        public bool LinesAreNeighbours => false;

        public void Pack(T* panels, int batch, int first, int count, int depth, int terms, int unit)
            => operand.Pack(panels, batch, first, count, depth, terms, unit);

        public T* Find(int batch, int first, int depth, int terms, out nint line)
        {
            line = 0;
            return null;
        }
    }

    /// <summary>Images [batch, channels, height, width], convolved by a weight [outputs, channels, kernel height, kernel width].</summary>
    private sealed record Image(int Batch, int Channels, int Outputs, int Height, int Width, int KernelHeight, int KernelWidth, int Padding,
        int Dilation)
    {
        public int Down => Height + (2 * Padding) - (Dilation * (KernelHeight - 1));

        public int Across => Width + (2 * Padding) - (Dilation * (KernelWidth - 1));

        private int Elements => Channels * KernelHeight * KernelWidth;

        private int Windows => Down * Across;

        public void Check<T>(WorkerPool pool, double tolerance)
            where T : unmanaged, INumber<T>
        {
            var (convolution, gradient) = (Convolution<T>(), Gradient<T>());
            foreach (var bits in (int[])[128, 256, 512])
            {
                Compare(convolution, Convolved<T>(pool, bits: bits), tolerance);
                Compare(gradient, WeightGradient<T>(pool, bits: bits), tolerance * Math.Sqrt(Batch * Windows));
            }
        }

        public T[] Convolved<T>(WorkerPool pool, Action<T[]>? change = null, int bits = 0)
            where T : unmanaged, INumber<T>
        {
            var (x, weight, result) = (Numbers<T>(1, Batch * Channels * Height * Width), Numbers<T>(2, Outputs * Elements),
                new T[Batch * Outputs * Windows]);
            change?.Invoke(x);
            var axes = stackalloc long[] { Batch, Down, Across, Channels, KernelHeight, KernelWidth, Channels * Height * Width, Width, 1,
                Height * Width, Dilation * Width, Dilation, 0, 1, 0, 0, Dilation, 0, 0, 0, 1, 0, 0, Dilation };
            var bounds = stackalloc long[] { -Padding, Height, -Padding, Width };
            var image = stackalloc long[] { Width, Height, -Padding, Width, -Padding, 0, Dilation, 0, 0, 0, Dilation };
            fixed (T* from = x, by = weight, to = result)
            {
                var left = new StridedOperand<T>(by, Elements, 1, 0);
                var right = new ImageOperand<T>(new AffineOperand<T>(from - (Padding * (Width + 1)), 1, 2, 3, axes, 2, bounds), image,
                    slidesAlongTerms: false);
                Run(pool, left, right, Outputs, Windows, Elements, Batch, new Storing<T>(to, Windows, (long)Outputs * Windows), bits);
            }

            return result;
        }

        public T[] WeightGradient<T>(WorkerPool pool, Action<T[]>? change = null, int bits = 0, bool isComputed = false, int gap = 0)
            where T : unmanaged, INumber<T>
        {
            var (x, gradient, result) = (Numbers<T>(1, Batch * Channels * Height * Width), Numbers<T>(3, Batch * Outputs * Windows),
                new T[Outputs * Elements]);
            change?.Invoke(x);
            var axes = stackalloc long[] { Channels, KernelHeight, KernelWidth, Batch, Down, Across, Height * Width, Dilation * Width,
                Dilation, Channels * Height * Width, Width, 1, 0, Dilation, 0, 0, 1, 0, 0, 0, Dilation, 0, 0, 1 };
            var bounds = stackalloc long[] { -Padding, Height, -Padding, Width };
            var image = stackalloc long[] { Width, Height, -Padding, Width, -Padding, 0, Dilation, 0, 0, 0, Dilation };
            if (gap > 0) gradient = [.. gradient[..(gradient.Length / 2)], .. new T[gap], .. gradient[(gradient.Length / 2)..]];
            var parts = gap > 0 ? 2 : 1;
            var leftAxes = stackalloc long[] { Outputs, parts, Batch / parts, Windows, Windows, (gradient.Length + gap) / 2,
                Outputs * Windows, 1 };
            fixed (T* from = x, by = gradient, to = result)
            {
                var left = new AffineOperand<T>(by, 0, 1, 3, leftAxes, 0, null);
                var right = new ImageOperand<T>(new AffineOperand<T>(from - (Padding * (Width + 1)), 0, 3, 3, axes, 2, bounds), image,
                    slidesAlongTerms: true);
                if (isComputed)
                    Run(pool, new Computed<T>(left), right, Outputs, Elements, Batch * Windows, 1, new Storing<T>(to, Elements, 0), bits);
                else Run(pool, left, right, Outputs, Elements, Batch * Windows, 1, new Storing<T>(to, Elements, 0), bits);
            }

            return result;
        }

        private static void Run<T, TLeft>(WorkerPool pool, in TLeft left, in ImageOperand<T> right, int m, int n, int k, int batches,
            in Storing<T> store, int bits)
            where T : unmanaged, INumber<T>
            where TLeft : unmanaged, IGemmOperand<T>
        {
            switch (bits)
            {
                case 0: Gemm.Run<T, TLeft, ImageOperand<T>, Storing<T>>(pool, left, right, m, n, k, batches, store); break;
                case 128:
                    Gemm.RunWith<T, Vector128<T>, VectorOperations128<T>, TLeft, ImageOperand<T>, Storing<T>>(pool, left, right, m, n,
                    k,
                    batches, store); break;
                case 256:
                    Gemm.RunWith<T, Vector256<T>, VectorOperations256<T>, TLeft, ImageOperand<T>, Storing<T>>(pool, left, right, m, n,
                    k,
                    batches, store); break;
                default:
                    Gemm.RunWith<T, Vector512<T>, VectorOperations512<T>, TLeft, ImageOperand<T>, Storing<T>>(pool, left, right, m, n,
                    k,
                    batches, store); break;
            }
        }

        private double[] Convolution<T>()
            where T : unmanaged, INumber<T>
        {
            var (x, weight, result) = (Numbers<T>(1, Batch * Channels * Height * Width), Numbers<T>(2, Outputs * Elements),
                new double[Batch * Outputs * Windows]);
            Visit((place, weightPlace, xPlace) =>
                result[place] += double.CreateChecked(weight[weightPlace]) * double.CreateChecked(x[xPlace]));
            return result;
        }

        private double[] Gradient<T>()
            where T : unmanaged, INumber<T>
        {
            var (x, gradient, result) = (Numbers<T>(1, Batch * Channels * Height * Width), Numbers<T>(3, Batch * Outputs * Windows),
                new double[Outputs * Elements]);
            Visit((place, weightPlace, xPlace) =>
                result[weightPlace] += double.CreateChecked(gradient[place]) * double.CreateChecked(x[xPlace]));
            return result;
        }

        /// <summary>Tells the places in result, weight and images of each product that a convolution sums.</summary>
        private void Visit(Action<int, int, int> see)
        {
            for (var (batch, result) = (0, 0); batch < Batch; batch++)
            {
                for (var output = 0; output < Outputs; output++)
                {
                    for (var window = 0; window < Windows; window++, result++)
                    {
                        for (var element = 0; element < Elements; element++)
                        {
                            var row = (window / Across) + (element / KernelWidth % KernelHeight * Dilation) - Padding;
                            var column = (window % Across) + (element % KernelWidth * Dilation) - Padding;
                            if (row < 0 || row >= Height || column < 0 || column >= Width) continue;
                            see(result, (output * Elements) + element,
                                (((batch * Channels) + (element / KernelWidth / KernelHeight)) * Height * Width) + (row * Width) + column);
                        }
                    }
                }
            }
        }

        private static T[] Numbers<T>(int seed, int count)
            where T : unmanaged, INumber<T>
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(random.NextDouble() - 0.5))];
        }

        private void Compare<T>(double[] expected, T[] actual, double tolerance)
            where T : unmanaged, INumber<T>
        {
            for (var index = 0; index < expected.Length; index++)
                Assert.True(Math.Abs(double.CreateChecked(actual[index]) - expected[index]) <= tolerance,
                    $"{this}: [{index}] {actual[index]} for {expected[index]}");
        }
    }
}
