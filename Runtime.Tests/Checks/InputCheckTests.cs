using ModelGen.Runtime;
using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Checks;

public class InputCheckTests
{
    [Theory]
    [InlineData(784, 1)]
    [InlineData(784 * 17, 17)]
    public void TheNumberOfElementsTellsTheSymbol(long elements, long expected)
        => Assert.Equal(expected, InputCheck.Solve("pixels", "[N, 784]", "N", elements, 784));

    [Theory]
    [InlineData(1000, 784, "pixels [N, 784] got 1000 elements, which is no multiple of 784: N = 1 takes 784, N = 2 takes 1568.")]
    [InlineData(100, 784, "pixels [N, 784] got 100 elements, which is no multiple of 784: N = 1 takes 784.")]
    [InlineData(0, 784, "pixels [N, 784] is empty: N would be 0, but must be 1 or more; N = 1 takes 784 elements.")]
    [InlineData(5, 0, "pixels [N, 784] takes 0 elements for each N, so that its size does not tell N; the other dimensions must be 1 or "
        + "more.")]
    public void AWrongNumberOfElementsIsToldTheNearestRightOnes(long elements, long unit, string message)
        => Refused(message, "pixels", () => InputCheck.Solve("pixels", "[N, 784]", "N", elements, unit));

    [Theory]
    [InlineData(7, 2, 1, 1, 3)]
    [InlineData(0, 784, 0, 0, 0)]
    [InlineData(4, -1, 6, 1, 2)]
    public void ASymbolMayStandInASum(long elements, long unit, long offset, int least, long expected)
        => Assert.Equal(expected, InputCheck.Solve("x", "[2*K+1]", "K", elements, unit, offset, least));

    [Theory]
    [InlineData(8, 2, 1, 1, "x [2*K+1] got 8 elements, which fits no whole K: K = 3 takes 7, K = 4 takes 9.")]
    [InlineData(1, 2, 1, 1, "x [2*K+1] got 1 elements: K would be 0, but must be 1 or more; K = 1 takes 3 elements.")]
    [InlineData(1, 2, 3, 0, "x [2*K+1] got 1 elements: K would be -1, but must be 0 or more; K = 0 takes 3 elements.")]
    [InlineData(0, 0, 0, 0, "x [2*K+1] takes 0 elements for each K, so that its size does not tell K; pass tensors, whose shapes tell it.")]
    public void ASumThatDoesNotFitIsTold(long elements, long unit, long offset, int least, string message)
        => Refused(message, "x", () => InputCheck.Solve("x", "[2*K+1]", "K", elements, unit, offset, least));

    [Fact]
    public void AnInputMustFitTheOthers()
    {
        InputCheck.Expect("labels", "[N]", 64, 64);
        Refused(
            "labels [N] got 63 elements; it takes 64, as the model's dimensions and the other inputs say.", "labels",
            () => InputCheck.Expect("labels", "[N]", 63, 64));
    }

    [Fact]
    public void AResultMustHaveRoom()
    {
        InputCheck.Room("logits", "[N, 10]", 700, 640);
        Refused(
            "logits [N, 10] has 640 elements for these inputs; the destination has room for 639.", "logits",
            () => InputCheck.Room("logits", "[N, 10]", 639, 640));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void TheFirstLabelOutOfRangeIsNamed(int label)
    {
        InputCheck.LabelsInRange("labels", [0, 9, 5], 10);
        Refused(
            $"labels[2] is {label}; labels must be in 0..9, for there are 10 classes.", "labels",
            () => InputCheck.LabelsInRange("labels", [0, 9, label, -7], 10));
    }

    [Fact]
    public void ADimensionIsAtLeastOne()
    {
        InputCheck.Dimension("width", 1);
        Assert.StartsWith(
            "width is a dimension and must be 1 or more; got 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => InputCheck.Dimension("width", 0)).Message);
    }

    [Fact]
    public void AGuardSaysWhatAsksForItAndTheNumbers()
    {
        InputCheck.Guard(3, 3, "");
        Refused(
            "a [N, K] times b [M, 4] needs K = M. For these inputs the numbers are 5 and 6.", null,
            () => InputCheck.Guard(5, 6, "a [N, K] times b [M, 4] needs K = M"));
    }

    [Fact]
    public void ChecksThatPassAllocateNothing()
    {
        int[] labels = [1, 2, 3];
        Allocation.IsNone(() =>
        {
            InputCheck.Solve("x", "[N, 3]", "N", 9, 3);
            InputCheck.Expect("x", "[N]", 3, 3);
            InputCheck.Room("x", "[N]", 3, 3);
            InputCheck.Dimension("x", 3);
            InputCheck.LabelsInRange("x", labels, 4);
            InputCheck.Guard(3, 3, "because");
        });
    }

    private static void Refused(string message, string? parameter, Action call)
    {
        var refusal = Assert.Throws<ArgumentException>(call);
        Assert.Equal(parameter is null ? message : $"{message} (Parameter '{parameter}')", refusal.Message);
        Assert.Equal(parameter, refusal.ParamName);
    }
}
