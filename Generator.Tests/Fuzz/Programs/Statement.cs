using ModelGen.Generator.IR;
using ModelGen.Generator.Vocabulary;

namespace ModelGen.Generator.Tests.Fuzz.Programs;

/// <summary>A tensor of a random program, by its name in C# and in Python.</summary>
internal sealed record Variable(string Name, Shape Shape);

/// <summary>A statement that gives a variable its value.</summary>
internal abstract record Statement(Variable Result)
{
    /// <summary>The variables that it reads, those read in its blocks too.</summary>
    public abstract IEnumerable<Variable> Reads { get; }

    public abstract IEnumerable<Block> Blocks { get; }

    /// <summary>The statement with other variables in the places of those that it reads.</summary>
    public abstract Statement With(Func<Variable, Variable> other);
}

/// <summary>Statements, and the variable that is left of them.</summary>
internal sealed record Block(IReadOnlyList<Statement> Statements, Variable Value)
{
    public IEnumerable<Variable> Reads => Statements.SelectMany(statement => statement.Reads).Append(Value);

    public Block With(Func<Variable, Variable> other) => new([.. Statements.Select(statement => statement.With(other))], other(Value));
}

/// <summary>An expression in both languages, with {0}, {1}, ... in the places of the variables that it reads.</summary>
internal sealed record Assignment(Variable Result, string CSharp, string PyTorch, IReadOnlyList<Variable> Arguments) : Statement(Result)
{
    public override IEnumerable<Variable> Reads => Arguments;

    public override IEnumerable<Block> Blocks => [];

    public override Statement With(Func<Variable, Variable> other) => this with { Arguments = [.. Arguments.Select(other)] };
}

/// <summary>A loop that carries its result from the start on; with a list, the sum of all that it was is added in the end.</summary>
/// <param name="Skips">Whether the turn of index 1 is left by continue, without a list.</param>
internal sealed record Loop(Variable Result, LoopRange Range, Variable Start, Block Body, bool HasList, bool Skips) : Statement(Result)
{
    public override IEnumerable<Variable> Reads => Body.Reads.Append(Start).Append(Range.Sized);

    public override IEnumerable<Block> Blocks => [Body];

    public override Statement With(Func<Variable, Variable> other)
        => this with { Range = Range with { Sized = other(Range.Sized) }, Start = other(Start), Body = Body.With(other) };
}

/// <summary>A branch on a number of the call; {0} is a variable whose size may be asked for.</summary>
internal sealed record Branch(Variable Result, string CSharp, string PyTorch, Variable Sized, Block Then, Block Else) : Statement(Result)
{
    public override IEnumerable<Variable> Reads => Then.Reads.Concat(Else.Reads).Append(Sized);

    public override IEnumerable<Block> Blocks => [Then, Else];

    public override Statement With(Func<Variable, Variable> other)
        => this with { Sized = other(Sized), Then = Then.With(other), Else = Else.With(other) };
}

/// <summary>
/// The header of a loop: where it starts, the end that it does not reach, its step, down from the end where that is negative.
/// </summary>
/// <param name="CSharpEnd">The end, with {0} for the variable that may be asked for a size.</param>
/// <param name="PyTorchEnd">The same in Python.</param>
/// <param name="IsWhile">Whether it is written as while.</param>
internal sealed record LoopRange(string Index, int Start, string CSharpEnd, string PyTorchEnd, int Step, Variable Sized, bool IsWhile)
{
    public string CSharp => CSharpEnd.Replace("{0}", Sized.Name, StringComparison.Ordinal);

    public string PyTorch => PyTorchEnd.Replace("{0}", Sized.Name, StringComparison.Ordinal);
}
