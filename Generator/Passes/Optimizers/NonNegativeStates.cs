using ModelGen.Generator.Analysis;
using ModelGen.Generator.IR;
using ModelGen.Generator.Specs;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>The states of an optimizer that start at 0 and that no step makes negative, such as a mean of squared gradients.</summary>
internal static class NonNegativeStates
{
    /// <summary>The names that the rule has for them.</summary>
    public static HashSet<string> Find(OptimizerSpec spec)
    {
        var rule = SpecializeRule.Run(spec);
        var natural = new HashSet<string>(rule.States.Select(state => state.Name));
        for (var count = -1; count != natural.Count;)
        {
            // The assumption about the states must be inductive: if it holds before a step, it holds after it.
            count = natural.Count;
            var ranges = new ValueRanges(rule.Nodes, name => Range(natural.Contains(name)), []);
            natural.RemoveWhere(state => rule.Outputs.Any(output => output.Target == state && !(ranges[output.Node].Low >= 0)));
        }

        return natural;
    }

    private static ValueRange Range(bool isNatural)
        => isNatural ? ValueRange.Between(0, double.PositiveInfinity, Finiteness.Sure) : ValueRange.Unknown(Finiteness.Sure);
}
