using ModelGen.Tests.Execution;

namespace ModelGen.Tests.Parameters;

public class ParameterTests
{
    [Fact]
    public void ParametersAreFoundByNumberAndByName()
    {
        using var model = TestModel.Create();
        Assert.Equal(["weight", "bias"], model.Parameters.Select(parameter => parameter.Name));
        Parameter weight = model.Parameters["weight"];
        Assert.Same(weight, model.Parameters[0]);
        Assert.Equal([2, 3], weight.Shape.ToArray());
        Assert.Equal(6, weight.Count);
        Assert.Equal("weight [2, 3]", weight.ToString());
        var refusal = Assert.Throws<KeyNotFoundException>(() => model.Parameters["wieght"]);
        Assert.Equal("TestModel has no \"wieght\"; it has weight, bias.", refusal.Message);
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void ValuesGoInAndOutInEitherPrecision(Precision precision)
    {
        using var model = TestModel.Create(precision: precision);
        var bias = model.Parameters["bias"];
        Assert.Equal([2f, 2f], bias.ToArray());
        bias.CopyFrom([0.1, -1e300]);
        var singles = new float[2];
        bias.CopyTo(singles);
        Assert.Equal([0.1f, float.NegativeInfinity], singles);
        var doubles = new double[3];
        bias.CopyTo(doubles);
        Assert.Equal(precision == Precision.Double ? [0.1, -1e300, 0] : [0.1f, double.NegativeInfinity, 0], doubles);
        bias.CopyFrom([float.NaN, -0f]);
        bias.CopyTo(doubles);
        Assert.True(double.IsNaN(doubles[0]) && double.IsNegative(doubles[1]));
    }

    [Fact]
    public void WrongSizesAreRefusedAndChangeNothing()
    {
        using var model = TestModel.Create();
        var weight = model.Parameters["weight"];
        var before = weight.ToArray();
        var tooShort = "weight [2, 3] has 6 elements; the destination has room for 5. (Parameter 'destination')";
        Assert.Equal(tooShort, Assert.Throws<ArgumentException>(() => weight.CopyTo(new float[5])).Message);
        Assert.Equal(tooShort, Assert.Throws<ArgumentException>(() => weight.CopyTo(new double[5])).Message);
        var differs = "weight [2, 3] has 6 elements; the source has 7. (Parameter 'source')";
        Assert.Equal(differs, Assert.Throws<ArgumentException>(() => weight.CopyFrom(new float[7])).Message);
        Assert.Equal(differs, Assert.Throws<ArgumentException>(() => weight.CopyFrom(new double[7])).Message);
        Assert.Equal(before, weight.ToArray());
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void CopiesAllocateNothing(Precision precision)
    {
        using var model = TestModel.Create(precision: precision);
        var weight = model.Parameters["weight"];
        var (singles, doubles) = (new float[6], new double[6]);
        Allocation.IsNone(() =>
        {
            weight.CopyTo(singles);
            weight.CopyTo(doubles);
            weight.CopyFrom(singles);
            weight.CopyFrom(doubles);
            _ = model.Parameters["bias"].Count + model.Parameters[0].Shape.Length;
        });
    }

    [Fact]
    public void GradientsAreNamedAndShapedByTheCall()
    {
        using var model = TestModel.Create();
        var gradients = model.Gradients([1, 2, 3, 4, 5, 6]);
        Assert.Equal(3.5, gradients.Loss.Loss, 1e-6);
        Assert.Equal([2, 3], gradients["x"].Shape.ToArray());
        Assert.Equal(Enumerable.Repeat(1 / 6f, 6), gradients["x"].ToArray());
        Assert.Equal([3L, 3L], model.Gradients(new float[9])["x"].Shape.ToArray());
        Assert.Same(gradients, model.Gradients(new float[3]));
        Assert.Equal([1 / 3f, 1 / 3f, 1 / 3f], gradients["x"].ToArray());
        var refusal = Assert.Throws<KeyNotFoundException>(() => gradients["weight"]);
        Assert.Equal("the gradient set of TestModel has no \"weight\"; it has x.", refusal.Message);
    }

    [Fact]
    public void AGradientOfAnEarlierCallIsGone()
    {
        using var model = TestModel.Create();
        var gradients = model.Gradients([1, 2, 3]);
        Assert.Equal(2, model.Parameters["bias"].ToArray()[0]);
        Assert.Equal(1 / 3f, gradients["x"].ToArray()[0]);
        model.Evaluate([4, 5, 6]);
        var refusal = Assert.Throws<InvalidOperationException>(() => gradients["x"].ToArray());
        Assert.Equal("The gradient of x is gone: TestModel ran another call since, which used its memory again. Copy gradients before "
            + "the next call.", refusal.Message);
        Assert.Throws<InvalidOperationException>(() => gradients["x"].CopyFrom([1f, 2f, 3f]));
        Assert.Equal(2, gradients.Loss.Loss, 1e-6);
        Assert.Equal(5, model.Evaluate([4, 5, 6]).Loss, 1e-6);
    }
}
