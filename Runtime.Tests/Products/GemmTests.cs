using System.Numerics;
using ModelGen.Runtime;

namespace ModelGen.Tests.Products;

public unsafe class GemmTests
{
    private static readonly int[] Sizes = [0, 1, 2, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 64, 100, 257];

    private static readonly Layout[] Layouts = Enum.GetValues<Layout>();

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void ProductsOfManySizesAndStrides(int bits)
    {
        using var pool = new WorkerPool(2);
        foreach (var sizes in SomeCases(new(bits), 100)) CompareBoth(pool, sizes, bits);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void SumsLongerThanABlock(int bits)
    {
        using var pool = new WorkerPool(2);
        foreach (var (m, n, k) in ((int, int, int)[])[(1, 40, 1100), (7, 33, 1030), (30, 70, 1025), (40, 33, 1100)])
        {
            foreach (var left in Layouts)
            {
                foreach (var right in Layouts)
                {
                    Compare<float>(pool, new(m, n, k, 1, left, right), bits, 2e-6);
                }
            }
        }
    }

    [Fact]
    public void TheSameBitsFromVectorsOfAnyWidth()
    {
        using var pool = new WorkerPool(2);
        foreach (var (m, n, k) in ((int, int, int)[])[(1, 40, 1100), (2, 35, 513), (3, 33, 64), (7, 33, 1030), (12, 9, 200), (13, 70, 350),
            (20, 5, 400), (25, 48, 700), (40, 33, 1100)])
        {
            foreach (var left in Layouts)
            {
                foreach (var right in Layouts)
                {
                    var product = new GemmCase(m, n, k, 1, left, right);
                    foreach (var bits in (int[])[128, 256])
                    {
                        Assert.Equal(product.Run<float>(pool, 512), product.Run<float>(pool, bits));
                        Assert.Equal(product.Run<double>(pool, 512), product.Run<double>(pool, bits));
                    }
                }
            }
        }
    }

    [Fact]
    public void RowsOfSeveralBlocks()
    {
        using var pool = new WorkerPool(2);
        foreach (var right in Layouts)
        {
            Compare<float>(pool, new(600, 70, 40, 1, Layout.Lines, right), 0, 2e-6);
            Compare<float>(pool, new(530, 600, 33, 2, Layout.Terms, right), 0, 2e-6);
        }
    }

    // The packed rows are too many to be kept from item to item.
    [Fact]
    public void SumsOfManyTerms()
    {
        using var pool = new WorkerPool(2);
        Compare<double>(pool, new(270, 140, 4000, 1, Layout.Lines, Layout.Lines), 0, 1e-14);
    }

    [Fact]
    public void TheSameBitsFromAnyNumberOfThreads()
    {
        using var one = new WorkerPool(1);
        using var two = new WorkerPool(2);
        using var five = new WorkerPool(5);
        foreach (var (m, n, k) in ((int, int, int)[])[(64, 128, 784), (300, 129, 300), (17, 1000, 7), (128, 784, 64), (1, 1000, 600),
            (8, 700, 900), (257, 513, 1030)])
        {
            foreach (var right in (Layout[])[Layout.Lines, Layout.Terms])
            {
                var sizes = new GemmCase(m, n, k, 1, Layout.Lines, right);
                var expected = sizes.Run<float>(one, 0);
                Assert.Equal(expected, sizes.Run<float>(two, 0));
                Assert.Equal(expected, sizes.Run<float>(five, 0));
            }
        }
    }

    /// <summary>
    /// Sums are made in the result's memory if whole panels of columns are written there; otherwise nothing beside it may be touched.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void SumsWhereTheResultIsWanted(int bits)
    {
        using var pool = new WorkerPool(2);
        foreach (var (m, n, k) in ((int, int, int)[])[(1, 64, 40), (2, 96, 33), (7, 32, 5), (17, 64, 64), (100, 96, 0), (100, 128, 1100),
            (300, 512, 40), (40, 33, 1100), (1, 1000, 7), (64, 160, 300)])
        {
            foreach (var layout in Layouts)
            {
                var sizes = new GemmCase(m, n, k, 2, Layout.Lines, layout);
                Assert.Equal(sizes.Run<float>(pool, bits), sizes.RunInPlace<float>(pool, bits));
                Assert.Equal(sizes.Run<double>(pool, bits), sizes.RunInPlace<double>(pool, bits));
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void ProductsOfTriangles(int bits)
    {
        using var pool = new WorkerPool(2);
        var random = new Random(bits);
        foreach (var triangle in Enum.GetValues<GemmTriangle>())
        {
            foreach (var (round, sizes) in SomeCases(random, 27).Index())
                CompareBoth(pool, sizes with { Triangle = triangle, K = round % 7 == 0 ? 1100 : sizes.K }, bits);
        }
    }

    /// <summary>What is far from the diagonal is not read, so that it may be anything.</summary>
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void TermsThatAreZeroAreLeftOut(int bits)
    {
        using var pool = new WorkerPool(2);
        foreach (var triangle in (GemmTriangle[])[GemmTriangle.TermsToRow, GemmTriangle.TermsFromRow])
        {
            foreach (var left in Layouts)
            {
                Compare<float>(pool, new(100, 32, 100, 2, left, Layout.Terms) { Triangle = triangle, Gap = 24 }, bits, 2e-6);
                Compare<float>(pool, new(300, 70, 600, 1, left, Layout.Terms) { Triangle = triangle, Gap = 24 }, bits, 2e-6);
                Compare<float>(pool, new(700, 40, 700, 1, left, Layout.Apart) { Triangle = triangle, Gap = 24 }, bits, 2e-6);
            }
        }
    }

    /// <summary>Results that nobody wants are not computed, and are no NaN that would spread.</summary>
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void ResultsThatAreNotWantedAreLeftOut(int bits)
    {
        using var pool = new WorkerPool(2);
        var sizes = new GemmCase(100, 160, 32, 2, Layout.Lines, Layout.Lines) { Triangle = GemmTriangle.Result };
        var actual = sizes.Run<float>(pool, bits);
        Compare<float>(pool, sizes, bits, 2e-6);
        for (var row = 0; row < 2 * 100; row++)
        {
            var beyond = Math.Min(160, (row % 100) + 64);
            Assert.All(actual[((row * 160) + beyond)..((row + 1) * 160)], value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void OperandsThatAreComputed()
    {
        using var pool = new WorkerPool(2);
        foreach (var (m, n, k) in ((int, int, int)[])[(1, 1, 1), (5, 7, 3), (100, 65, 300), (300, 40, 700), (20, 1000, 50)])
        {
            var result = new double[m * n];
            fixed (double* c = result)
                Gemm.Run<double, Computed, Computed, GemmCase.Storing<double>>(pool, new Computed(3), new Computed(5), m, n, k, 1,
                    new(c, n));
            for (var (i, index) = (0, 0); i < m; i++)
            {
                for (var j = 0; j < n; j++, index++)
                    Assert.Equal(Enumerable.Range(0, k).Sum(term => Computed.At(3, i, term) * Computed.At(5, j, term)), result[index]);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void NaNAndInfinityPass(int terms)
    {
        using var pool = new WorkerPool(1);
        float[] left = [.. Row(1, 2, terms), .. Row(float.NaN, 1, terms), .. Row(float.PositiveInfinity, 0, terms)];
        float[] right = [.. Row(1, 1, terms), .. Row(0, 1, terms), .. Row(0, 1, terms)];
        var result = new float[9];
        fixed (float* a = left, b = right, c = result)
            Gemm.Run(pool, new MatrixView<float>(a, terms, 1), new MatrixView<float>(b, 1, terms), 3, 3, terms, 1,
                new GemmCase.Storing<float>(c, 3));
        Assert.Equal([3, 2, 2, float.NaN, float.NaN, float.NaN, float.PositiveInfinity, float.NaN, float.NaN], result);

        // Two terms at the end, of which others are before that leave nothing.
        static float[] Row(float first, float second, int terms) => [.. Enumerable.Repeat(0f, terms - 2), first, second];
    }

    [Fact]
    public void AProductAllocatesNothing()
    {
        using var pool = new WorkerPool(2);
        var (a, b, c) = (new float[100 * 100], new float[100 * 100], new float[100 * 100]);
        fixed (float* left = a, right = b, result = c)
        {
            var store = new GemmCase.Storing<float>(result, 100);
            for (var round = 0; round < 2; round++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Gemm.Run(pool, new MatrixView<float>(left, 100, 1), new MatrixView<float>(right, 100, 1), 100, 100, 100, 1, store);
                if (round == 1) Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            }
        }
    }

    private static IEnumerable<GemmCase> SomeCases(Random random, int count)
    {
        return Enumerable.Range(0, count)
            .Select(round => new GemmCase(Pick(), Pick(), Pick(), 1 + (round % 3), Layouts[round % 3], Layouts[round / 3 % 3]));

        int Pick() => Sizes[random.Next(Sizes.Length)];
    }

    private static void CompareBoth(WorkerPool pool, GemmCase sizes, int bits)
    {
        Compare<float>(pool, sizes, bits, 2e-6);
        Compare<double>(pool, sizes, bits, 1e-14);
    }

    private static void Compare<T>(WorkerPool pool, GemmCase sizes, int bits, double tolerance)
        where T : unmanaged, INumber<T>
    {
        var (actual, expected) = (sizes.Run<T>(pool, bits), sizes.Expected<T>());
        for (var index = 0; index < expected.Length; index++)
        {
            var (row, column) = (index / sizes.N % sizes.M, index % sizes.N);
            if (sizes.Triangle == GemmTriangle.Result && sizes.LeavesOut(row, column) && T.IsFinite(actual[index])) continue;
            var difference = Math.Abs(double.CreateChecked(actual[index]) - expected[index]);
            if (!(difference <= tolerance * Math.Max(1, sizes.K))) Assert.Fail($"{sizes}: [{index}] {actual[index]} for {expected[index]}");
        }
    }

    private readonly struct Computed(int seed) : IGemmOperand<double>
    {
        public bool IsSameForBatches => true;

        public bool LinesAreNeighbours => false;

        public static double At(int seed, int line, int term) => ((line * 7) + (term * seed)) % 11;

        public void Pack(double* panels, int batch, int first, int count, int depth, int terms, int unit)
        {
            var values = stackalloc double[Gemm.MostLines];
            for (var term = 0; term < terms; term++)
            {
                for (var line = 0; line < count; line++) values[line] = At(seed, first + line, depth + term);
                GemmPanels.PutTerm(values, count, term, terms, unit, panels);
            }
        }

        public double* Find(int batch, int first, int depth, int terms, out nint line)
        {
            line = 0;
            return null;
        }
    }
}
