using ModelGen.Runtime;
using ModelGen.Tests.Execution;
using ModelGen.Tests.Models;

namespace ModelGen.Tests.Checks;

/// <summary>Counts beyond what a whole number of their type holds are told; none of them wraps around.</summary>
public class SizeTests
{
    private sealed class Wide() : DataSet<float, int>(1 << 20, 1)
    {
        public override int Count => 1;

        public override void Fill(int index, Span<float> input, Span<int> target) => input.Clear();
    }

    [Fact]
    public void AParameterTellsItsCount()
    {
        using var model = TestModel.Create();
        var large = new Parameter(model.Executor, MemoryBlock.Persistent, "w", Precision.Single, [1L << 20, 1L << 12], 0);
        Assert.Equal(1L << 32, large.LongCount);
        Assert.Equal(
            "w [1048576, 4096] has 4294967296 elements, more than 2147483647: LongCount tells how many, and Save writes them all.",
            Assert.Throws<OverflowException>(() => large.Count).Message);
        Assert.Throws<OverflowException>(() => large.ToArray());
    }

    [Fact]
    public void ATensorOfACall()
    {
        Assert.Equal(int.MaxValue, TensorCheck.Count("x", "[N, 3]", int.MaxValue));
        Assert.Equal(
            "x [N, 3] has 2147483648 elements; a call takes at most 2147483647 of a tensor. Pass it in parts, such as smaller batches. "
                + "(Parameter 'x')",
            Assert.Throws<ArgumentException>(() => TensorCheck.Count("x", "[N, 3]", 1L << 31)).Message);
    }

    [Fact]
    public void BatchesOfALoader()
    {
        var set = new Wide();
        var batch = Assert.Throws<ArgumentOutOfRangeException>(() => new DataLoader<float, int>(set, 1 << 12));
        Assert.StartsWith("A batch of 4096 samples of 1048576 elements has 4294967296, and an array takes at most", batch.Message);
        var places = Assert.Throws<ArgumentOutOfRangeException>(() =>
            new DataLoader<float, int>(set, workers: 1 << 16, readAhead: 1 << 16));
        Assert.Contains("need 4294967297 batches", places.Message);
        using var loader = new DataLoader<float, int>(DataSet.Of(new float[2], new int[2], 2)) { Epoch = int.MaxValue };
        Assert.Contains("set Epoch to begin anew", Assert.Throws<InvalidOperationException>(() => loader.GetEnumerator()).Message);
    }

    /// <summary>2^62 elements of 8 bytes are 0 where products wrap around.</summary>
    [Theory]
    [InlineData(1 << 30, 1 << 30)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void AModelThatNoMachineHolds(int features, int units)
    {
        var message = Assert.Throws<OutOfMemoryException>(() =>
            DoubleRegression.Create(features, units, Device.CpuWith(1), seed: 1)).Message;
        Assert.Matches(
            @"^DoubleRegression needs a block of about [\d.]+E\+0\d\d bytes, which is more than can be addressed; "
                + @"a model of smaller dimensions needs less\.$",
            message);
    }

    [Fact]
    public void ACallThatNoMachineHolds()
    {
        using var model = TestModel.Create();
        model.Executor.Enlarge(64, 64);
        foreach (var (bytes, estimate) in new[] { (64L, 18446744073709551680d), (long.MinValue, 9223372036854775808d), (64, 1e300) })
            Assert.EndsWith("which is more than can be addressed; a call on smaller inputs needs less.",
                Assert.Throws<OutOfMemoryException>(() => model.Executor.Enlarge(bytes, estimate)).Message);
        Assert.Equal(2, model.Evaluate([1, 2, 3]).Loss, 1e-6);
    }
}
