using ModelGen.Generator.Helpers;

namespace ModelGen.Generator.IR;

/// <summary>What a loop or a branch runs.</summary>
/// <param name="Bodies">The graphs; their inputs are the node's operands, in order.</param>
internal abstract record ControlArguments(EquatableArray<Graph> Bodies) : OpArguments
{
    // Operands tell most loops and branches apart; a hash of all that is in them takes long.
    public override int GetHashCode() => Bodies.Count;
}

/// <summary>A loop.</summary>
/// <param name="Index">The symbol of its index, which counts from 0, or down to 0 where <paramref name="IsReverse"/>.</param>
/// <param name="Count">The trip count.</param>
/// <param name="IsReverse">Whether the index counts down.</param>
/// <param name="Carried">The number of loop-carried values: the last operands and the first results.</param>
/// <param name="Bodies">Its body.</param>
internal sealed record LoopArguments(string Index, Dim Count, bool IsReverse, int Carried, EquatableArray<Graph> Bodies)
    : ControlArguments(Bodies)
{
    private const string Reverse = "reverse";

    public static ArgumentFamily<LoopArguments> Family { get; }
        = new(line => new(line.Expect(ArgumentText.Name).Name(), line.OptionalDim(ArgumentText.Count), line.Try(Reverse),
            line.OptionalInteger(ArgumentText.Carried), []));

    public override IEnumerable<string> Words() =>
    [
        ArgumentText.Name + GraphText.Name(Index), .. ArgumentText.Of(ArgumentText.Count, Count),
        .. ArgumentText.Flag(Reverse, IsReverse), .. ArgumentText.Of(ArgumentText.Carried, Carried),
    ];

    public override IEnumerable<Dim> AllDims() => [Count];

    public override OpArguments Map(Func<Dim, Dim> map) => this with { Count = map(Count) };
}

/// <summary>A branch; its bodies are the sides for true and for false.</summary>
internal sealed record BranchArguments(EquatableArray<Graph> Bodies) : ControlArguments(Bodies)
{
    public static ArgumentFamily<BranchArguments> Family { get; } = new(_ => new([]));
}

/// <summary>Which result of a loop or a branch a part is.</summary>
internal sealed record PartArguments(int Number) : OpArguments
{
    public static ArgumentFamily<PartArguments> Family { get; } = new(line => new(line.OptionalInteger(ArgumentText.Number)));

    public override IEnumerable<string> Words() => ArgumentText.Of(ArgumentText.Number, Number);
}
