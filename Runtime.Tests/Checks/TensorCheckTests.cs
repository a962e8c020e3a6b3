using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using ModelGen.Runtime;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Checks;

public class TensorCheckTests
{
    private static readonly float[] Numbers = [0, 1, 2, 3, 4, 5];

    [Fact]
    public void ADenseTensorIsReadInPlace()
    {
        ReadOnlyTensorSpan<float> tensor = new(Numbers, [2, 3], default);
        var elements = TensorCheck.Elements("x", "[N, 3]", tensor);
        Assert.Equal(Numbers, elements);
        Assert.True(Unsafe.AreSame(in Numbers[0], in elements[0]));
        Assert.Equal([3, 4, 5], TensorCheck.Elements("x", "[N, 3]", tensor.Slice(1..2, ..)).ToArray());
        Assert.True(TensorCheck.Elements("x", "[N, 3]", tensor.Slice(1..1, ..)).IsEmpty);
    }

    [Fact]
    public void OtherTensorsAreReadRowByRow()
    {
        ReadOnlyTensorSpan<float> columns = new ReadOnlyTensorSpan<float>(Numbers, [2, 3], default).Slice(.., 1..3);
        Assert.Equal([1, 2, 4, 5], TensorCheck.Elements("x", "[N, 2]", columns).ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5],
            TensorCheck.Elements("x", "[N, 3]", new ReadOnlyTensorSpan<float>(Numbers, [3, 2], [1, 3])).ToArray());
        Assert.Equal([0, 1, 2, 0, 1, 2],
            TensorCheck.Elements("x", "[N, 3]", new ReadOnlyTensorSpan<float>(Numbers, [2, 3], [0, 1])).ToArray());
    }

    [Fact]
    public void ARankThatDiffersIsRefused()
    {
        TensorCheck.Rank("pixels", "[N, 3]", new ReadOnlyTensorSpan<float>(Numbers, [2, 3], default), 2);
        Assert.Equal(
            "pixels [N, 3] has 2 dimensions; got a tensor of [6]. (Parameter 'pixels')",
            Assert.Throws<ArgumentException>(() =>
                TensorCheck.Rank("pixels", "[N, 3]", new ReadOnlyTensorSpan<float>(Numbers), 2)).Message);
    }

    [Fact]
    public void AnArrayInThePlaceOfATensorIsToldTheCall()
    {
        TensorCheck.Rank("rate", "[]", new ReadOnlyTensorSpan<float>(Numbers.AsSpan(0, 1)), 0);
        Assert.Equal(
            "x [N, 3] has 2 dimensions; got a tensor of [6]. An array is a tensor of one dimension; with arrays and spans, pass the "
                + "sizes: F(x, n: ...). (Parameter 'x')",
            Assert.Throws<ArgumentException>(() =>
                TensorCheck.Rank("x", "[N, 3]", new ReadOnlyTensorSpan<float>(Numbers), 2, "F(x, n: ...)")).Message);
    }

    [Fact]
    public void ADimensionTellsASymbol()
    {
        Assert.Equal(1, Solve(2, 1));
        Assert.Equal(4, Solve(-1, 7));
        Assert.Contains("got a tensor of [2, 3], and 3 along axis 1 is 2*K for no whole K: 2*K is 2 for K = 1 and 4 for K = 2.",
            Assert.Throws<ArgumentException>(() => Solve(2, 0)).Message);
        Assert.Contains("does not tell K, which 2*K takes 0 times here", Assert.Throws<ArgumentException>(() => Solve(0, 3)).Message);

        static long Solve(long slope, long offset)
            => TensorCheck.Solve("x", "[N, 2*K]", new ReadOnlyTensorSpan<float>(Numbers, [2, 3], default), 1, "2*K", "K", slope, offset);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    public void AShapeThatDiffersIsRefusedForInputsAndResults(long rows, long columns)
    {
        TensorCheck.Shape("pixels", "[N, 3]", new ReadOnlyTensorSpan<float>(Numbers, [2, 3], default), [2, 3]);
        TensorCheck.Shape("logits", "[N, 3]", new TensorSpan<float>(Numbers, [2, 3], default), [2, 3]);
        Assert.Equal(
            $"pixels [N, 3] must be [{rows}, {columns}] here; got a tensor of [2, 3]. (Parameter 'pixels')",
            Assert.Throws<ArgumentException>(() =>
                TensorCheck.Shape("pixels", "[N, 3]", new ReadOnlyTensorSpan<float>(Numbers, [2, 3], default), [rows, columns])).Message);
        Assert.Equal(
            $"logits [N, 3] must be [{rows}, {columns}] here; got a tensor of [6]. (Parameter 'logits')",
            Assert.Throws<ArgumentException>(() =>
                TensorCheck.Shape("logits", "[N, 3]", new TensorSpan<float>(Numbers), [rows, columns])).Message);
    }

    [Fact]
    public void AResultIsWrittenInPlaceAndSoMustBeDense()
    {
        var numbers = new float[6];
        TensorCheck.Room("logits", new TensorSpan<float>(numbers, [2, 3], default))[4] = 7;
        Assert.Equal(7, numbers[4]);
        Assert.Equal(
            "logits must be a dense tensor, so that the result can be written to it; copy a slice from a dense one.",
            Assert.Throws<ArgumentException>(() =>
                TensorCheck.Room("logits", new TensorSpan<float>(numbers, [2, 3], default).Slice(.., 1..3)).Length).Message.Split(" (")[0]);
    }

    [Fact]
    public void DenseTensorsAllocateNothing() => Allocation.IsNone(() =>
    {
        TensorSpan<float> tensor = new(Numbers.AsSpan(), [2, 3], default);
        ReadOnlyTensorSpan<float> input = tensor;
        TensorCheck.Rank("x", "[N, 3]", input, 2);
        TensorCheck.Shape("x", "[N, 3]", input, [tensor.Lengths[0], 3]);
        TensorCheck.Shape("x", "[N, 3]", tensor, [tensor.Lengths[0], 3]);
        _ = TensorCheck.Elements("x", "[N, 3]", input).Length + TensorCheck.Room("x", tensor).Length;
    });
}
