using ModelGen.Generator.Passes.Optimizers;

namespace ModelGen.Generator.Tests.Passes;

/// <summary>What optimizers keep that no step makes negative: a file in which it is negative comes from no training.</summary>
public class NonNegativeStatesTests
{
    [Theory]
    [InlineData("Adam", "", "second_moment")]
    [InlineData("Adam", "Amsgrad", "largest_moment second_moment")]
    [InlineData("AdamW", "WeightDecay", "second_moment")]
    [InlineData("RAdam", "", "second_moment")]
    [InlineData("Adamax", "", "largest")]
    [InlineData("RmsProp", "", "square_average")]
    [InlineData("RmsProp", "Centered", "square_average")]
    [InlineData("Adagrad", "", "sum")]
    [InlineData("Adadelta", "", "square_average step_average")]
    [InlineData("NAdam", "", "second_moment")]
    [InlineData("Adan", "", "second_moment")]
    [InlineData("Lamb", "WeightDecay", "second_moment")]
    [InlineData("Lion", "", "")]
    [InlineData("Rprop", "", "step_size")]
    [InlineData("Sgd", "", "")]
    [InlineData("Sgd", "Momentum", "")]
    public void OfEachOptimizer(string optimizer, string setting, string states)
    {
        var spec = setting.Length == 0
            ? TestOptimizers.Of(optimizer)
            : TestOptimizers.Of(optimizer, (setting, setting is "Amsgrad" or "Centered" ? 1 : 0.5));
        Assert.Equal(states, string.Join(" ", NonNegativeStates.Find(spec).Order()));
    }
}
