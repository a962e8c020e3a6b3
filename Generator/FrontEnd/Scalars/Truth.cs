using ModelGen.Generator.IR;
using ModelGen.Generator.Operations;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.FrontEnd.Scalars;

/// <summary>
/// A bool of a scalar function: known, a comparison in the graph, or a combination of such. Choices by it become Select nodes.
/// </summary>
internal abstract record Truth : SymbolicValue
{
    public static readonly Truth True = new Known(true);

    public static readonly Truth False = new Known(false);

    public override string What => "a truth value";

    /// <summary>A truth that is known while compiling.</summary>
    public sealed record Known(bool Value) : Truth;

    /// <summary>A node of Bools.</summary>
    public sealed record Compared(Node Node) : Truth;

    /// <summary>Holds where the inner one does not: not the opposite comparison, which NaN would fail too.</summary>
    public sealed record Opposite(Truth Inner) : Truth;

    /// <summary>Holds where both do.</summary>
    public sealed record Both(Truth First, Truth Second) : Truth;

    public static Truth Of(bool value) => value ? True : False;

    public static Truth Not(Truth truth) => truth switch
    {
        Known known => Of(!known.Value),
        Opposite opposite => opposite.Inner,
        _ => new Opposite(truth),
    };

    public static Truth And(Truth first, Truth second) => (first, second) switch
    {
        (Known known, _) => known.Value ? second : False,
        (_, Known known) => known.Value ? first : False,
        _ when first == second => first,
        _ => new Both(first, second),
    };

    public static Truth Or(Truth first, Truth second) => Not(And(Not(first), Not(second)));

    /// <summary>The value of one of two nodes, as Select nodes.</summary>
    public static Node Choose(GraphBuilder builder, Truth truth, Node then, Node otherwise) => truth switch
    {
        _ when then.Id == otherwise.Id => then,
        Known known => known.Value ? then : otherwise,
        Compared compared => builder.Select(compared.Node, then, otherwise),
        Opposite opposite => Choose(builder, opposite.Inner, otherwise, then),
        Both both => Choose(builder, both.First, Choose(builder, both.Second, then, otherwise), otherwise),
        _ => throw new InvalidOperationException($"there is no choice by {truth}"),
    };
}
