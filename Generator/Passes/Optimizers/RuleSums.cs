using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Passes.Optimizers;

/// <summary>
/// Sums over the whole parameter within a rule, which is a graph of one element: each is an input of the rule, and a result of the same
/// name is what it sums. So no pass over the rule can lose it, or take it for a number of the element.
/// </summary>
internal static class RuleSums
{
    /// <summary>The first part of their names; no input, which is an identifier, has a hyphen.</summary>
    private const string Prefix = "sum-";

    private static bool IsSum(string input) => input.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Adds the sum of a value to a rule.</summary>
    public static Node Add(GraphBuilder rule, Node value)
    {
        var name = Prefix + GraphText.Number(rule.Inputs.Count(input => IsSum(input.Name)));
        rule.Output(OutputRole.Result, name, value);
        return rule.Input(new(name, value.Type));
    }

    /// <summary>What an input of a rule sums, or null for the parameter and the gradient.</summary>
    public static int? Summed(Graph rule, string input)
        => IsSum(input) ? rule.Outputs.Single(output => output.Role == OutputRole.Result && output.Target == input).Node : null;

    /// <summary>
    /// A sum over all elements of a parameter: of its rows along the first axis, which different threads and groups add up, then of what
    /// these give.
    /// </summary>
    public static Node Whole(GraphBuilder builder, Node value)
        => builder.Sum(value.Type.Rank > 1 ? builder.Sum(value, [.. Enumerable.Range(1, value.Type.Rank - 1)]) : value);
}
