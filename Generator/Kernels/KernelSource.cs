using ModelGen.Generator.Helpers;
using ModelGen.Generator.IR;

namespace ModelGen.Generator.Kernels;

/// <summary>What a kernel does for an expression of the user's.</summary>
/// <param name="Role">Whether it computes or differentiates the expression, or updates by it.</param>
/// <param name="Expression">The expression.</param>
internal sealed record KernelSource(OriginRole Role, SourceExpression Expression)
{
    /// <summary>Such as <c>backward of Net.cs:11  _hidden.Forward(x)</c>, with a marker for the number of the line.</summary>
    public override string ToString() => $"{Verb} {Expression.FileAndLine}  {Expression.Text}";

    /// <summary>Such as <c>backward of</c>.</summary>
    public string Verb => Role switch
    {
        OriginRole.Forward => "forward of",
        OriginRole.Gradient => "backward of",
        _ => "update by",
    };

    /// <summary>Those of some nodes, each once, in their order.</summary>
    public static EquatableArray<KernelSource> Of(IEnumerable<Node> nodes)
        => nodes.Select(node => node.Origin).OfType<Origin>().Where(origin => origin.Source is not null)
            .Select(origin => new KernelSource(origin.Role, origin.Source!)).Distinct().ToEquatableArray();
}
